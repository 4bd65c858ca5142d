"""Prompts set aside in memory and on disk: found by their beginning, bounded, and never trusted when damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from vr_app.inference.kept_prompts import KeptInMemory, KeptOnDisk, common_length


@pytest.mark.parametrize(
    ("one", "other", "length"), [((), (1,), 0), ((1, 2, 3), (1, 2, 3, 4), 3), ((1, 2, 3), (1, 9, 3), 1)]
)
def test_common_beginnings(one: tuple[int, ...], other: tuple[int, ...], length: int) -> None:
    assert common_length(one, other) == common_length(other, one) == length


def test_memory_gives_the_longest_beginning_and_forgets_the_oldest() -> None:
    kept = KeptInMemory(max_bytes=10)
    assert kept.best([1, 2]) == (0, None)
    kept.put([1, 2, 3], b"aaaa")
    kept.put([5, 6, 7], b"bbbb")
    length, found = kept.best([1, 2, 9])
    assert length == 2 and found is not None and found.state == b"aaaa"
    kept.put([8], b"cccc")  # [5, 6, 7] is the oldest now
    assert kept.best([5, 6, 7])[0] == 0
    assert kept.best([1, 2, 3])[0] == 3


def test_a_prompt_that_goes_on_replaces_what_it_continues() -> None:
    kept = KeptInMemory(max_bytes=10)
    kept.put([1, 2], b"aaaaaa")
    kept.put([1, 2, 3], b"bbbbbbbb")
    length, found = kept.best([1, 2, 3])
    assert length == 3 and found is not None and found.state == b"bbbbbbbb"


def test_a_file_is_found_by_the_next_start(tmp_path: Path) -> None:
    kept = KeptOnDisk(tmp_path / "prompts", "model")
    assert kept.wants(range(100))
    kept.put(range(100), b"state" * 50)
    kept.wait()
    again = KeptOnDisk(tmp_path / "prompts", "model")
    length, path = again.best([*range(60), 7, 7])
    assert length == 60 and path is not None
    loaded = again.load(path)
    assert loaded is not None and loaded.tokens == tuple(range(100)) and loaded.state == b"state" * 50
    assert not again.wants(range(95)) and again.wants(range(200))


def test_another_model_does_not_see_it(tmp_path: Path) -> None:
    kept = KeptOnDisk(tmp_path, "model")
    kept.put(range(100), b"state")
    kept.wait()
    assert KeptOnDisk(tmp_path, "another").best(range(100)) == (0, None)


@pytest.mark.parametrize("harm", ["cut", "changed", "header", "empty"])
def test_a_damaged_file_is_thrown_away(harm: str, tmp_path: Path) -> None:
    kept = KeptOnDisk(tmp_path, "model")
    kept.put(range(100), b"state" * 50)
    kept.wait()
    (file,) = tmp_path.glob("*.prompt")
    content = file.read_bytes()
    harmed = {
        "cut": content[:-1],
        "changed": content[:-1] + b"?",
        "header": content[:6] + b"\xff" + content[7:],
        "empty": b"",
    }
    file.write_bytes(harmed[harm])
    again = KeptOnDisk(tmp_path, "model")
    _, path = again.best(range(100))
    assert path is None or again.load(path) is None
    assert again.best(range(100)) == (0, None)
    assert not file.exists()


def test_only_the_newest_stay(tmp_path: Path) -> None:
    kept = KeptOnDisk(tmp_path, "model", max_files=2, max_bytes=10_000)
    for start in (0, 1000, 2000):
        kept.put(range(start, start + 100), b"state")
        kept.wait()
    assert len(list(tmp_path.glob("*.prompt"))) == 2
    kept.put(range(3000, 3100), b"s" * 9_000)
    kept.wait()
    assert [path.stat().st_size > 9_000 for path in tmp_path.glob("*.prompt")] == [True]


def test_a_folder_that_cannot_be_written_costs_only_the_file(tmp_path: Path) -> None:
    (tmp_path / "prompts").write_text("a file, not a folder")
    kept = KeptOnDisk(tmp_path / "prompts", "model")
    kept.put(range(100), b"state")
    kept.wait()
    assert (tmp_path / "prompts").is_file()
