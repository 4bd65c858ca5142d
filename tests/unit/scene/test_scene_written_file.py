"""A file that is written is whole or as it was: with two writers, a full disk, a writer that was ended."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from vr_app.kernel.errors import UserError
from vr_app.scene.written_file import LEFT_BEHIND_S, write_safely

OLD = "format = 2\n# mine\n"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="sizes of files are not limited there")
def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    import resource

    file = tmp_path / "scene.toml"
    file.write_text(OLD)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(UserError, match="cannot be written") as refused:
            write_safely(file, "x" * 100_000, expected=OLD)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert refused.value.where is not None and refused.value.where.path == file
    assert file.read_text() == OLD and names(tmp_path) == ["scene.toml"]


def test_of_many_writers_at_once_one_wins_and_the_others_are_told(tmp_path: Path) -> None:
    file = tmp_path / "scene.toml"
    file.write_text(OLD)
    told: list[str] = []
    ready = threading.Barrier(8)

    def write(number: int) -> None:
        ready.wait()
        try:
            write_safely(file, f"{number}" * 50_000, expected=OLD)
            told.append("")
        except UserError as error:
            told.append(str(error))

    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    text = file.read_text()
    assert told.count("") == 1 and len(text) == 50_000 and len(set(text)) == 1
    assert all("somebody else" in words for words in told if words)
    assert names(tmp_path) == ["scene.toml"]


def test_what_an_ended_writer_left_stands_in_nobodys_way_for_long(tmp_path: Path) -> None:
    file, part = tmp_path / "scene.toml", tmp_path / ".scene.toml.part"
    file.write_text(OLD)
    part.write_text("half of")
    with pytest.raises(UserError, match="being written"):
        write_safely(file, "new")
    assert file.read_text() == OLD and part.exists()
    old_s = time.time() - LEFT_BEHIND_S - 1.0
    os.utime(part, (old_s, old_s))
    write_safely(file, "new")
    assert file.read_text() == "new" and names(tmp_path) == ["scene.toml"]
