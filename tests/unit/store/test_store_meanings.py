"""Meanings on disk: found again, told apart by encoder, bounded, and begun anew where the file is damaged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.fakes.fake_embedder import FakeEmbedder
from vr_app.app.kept_meanings import KeptMeanings
from vr_app.kernel.errors import DeviceError
from vr_app.store.meanings import MeaningStore


def row(value: float) -> np.ndarray:
    return np.full(4, value, np.float32)


def test_what_was_put_is_found_again_in_another_run(tmp_path: Path) -> None:
    MeaningStore(tmp_path / "a" / "meanings.sqlite", "e").put({"the tide": row(0.5), "潮水": row(0.25)})
    found = MeaningStore(tmp_path / "a" / "meanings.sqlite", "e").get(["潮水", "the tide", "the moon"])
    assert set(found) == {"the tide", "潮水"}
    assert np.array_equal(found["潮水"], row(0.25))


def test_another_encoder_finds_nothing(tmp_path: Path) -> None:
    MeaningStore(tmp_path / "m", "first").put({"the tide": row(1)})
    assert MeaningStore(tmp_path / "m", "second").get(["the tide"]) == {}


def test_what_was_used_last_is_kept(tmp_path: Path) -> None:
    store = MeaningStore(tmp_path / "m", "e", most=3)
    for number, text in enumerate("abc"):
        store.put({text: row(number)})
    store.get(["a"])
    store.put({"d": row(9)})
    assert set(store.get(list("abcd"))) == {"a", "c", "d"}


def test_a_damaged_file_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "m"
    path.write_bytes(b"this is no database" * 400)
    store = MeaningStore(path, "e")
    assert store.get(["a"]) == {}
    store.put({"a": row(1)})
    assert set(store.get(["a"])) == {"a"}


def test_only_what_is_new_is_worked_out(tmp_path: Path) -> None:
    fake = FakeEmbedder()
    first = KeptMeanings(fake, MeaningStore(tmp_path / "m", "e")).embed(["the tide turns", "a bell"])
    again = KeptMeanings(fake, MeaningStore(tmp_path / "m", "e")).embed(
        ["a bell", "the tide turns", "a lamp", "a bell"]
    )
    assert fake.calls == [("the tide turns", "a bell"), ("a lamp",)]
    assert np.array_equal(again[[1, 0]], first)
    assert np.array_equal(again[3], again[0])


def test_what_was_done_before_a_failure_is_kept(tmp_path: Path) -> None:
    texts = [f"sentence {number}" for number in range(80)]
    failing = FailsAfterOne()
    kept = KeptMeanings(failing, MeaningStore(tmp_path / "m", "e"))
    with pytest.raises(DeviceError):
        kept.embed(texts)
    done = len(failing.calls[0])
    failing.broken = False
    assert kept.embed(texts).shape == (80, 896)
    assert sum(map(len, failing.calls[1:])) == 80 - done


class FailsAfterOne(FakeEmbedder):
    def embed(self, texts):  # type: ignore[no-untyped-def]
        rows = super().embed(texts)
        self.broken = len(self.calls) == 1
        return rows
