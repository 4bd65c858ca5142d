"""The loader process and its cache, for real."""

from __future__ import annotations

import os
import queue
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from gltf_files import GltfFile

from vr_app.loading import scene_loader
from vr_app.loading.flat_file import COUNTS, HEAD, MAGIC, DamagedFileError, read_flat, write_flat
from vr_app.loading.scene_cache import SceneCache
from vr_app.loading.scene_folder import load_scene
from vr_app.loading.scene_loader import SceneFailed, SceneLoader, SceneLoading, SceneReady, key_of
from vr_app.scene.animation import Track
from vr_app.scene.scene import Scene

SCENE = """
format = 1
title = "Small"
description = "A triangle and something missing."
[[thing]]
id = "triangle"
asset = "assets/triangle.glb"
[[thing]]
id = "gone"
asset = "assets/gone.glb"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    (folder / "assets").mkdir(parents=True)
    (folder / "scene.toml").write_text(SCENE, encoding="utf-8")
    file = GltfFile()
    file.show(file.triangle())
    file.write_glb(folder / "assets" / "triangle.glb")
    return folder


class Inbox:
    def __init__(self, cache: Path) -> None:
        self.events: queue.Queue[Any] = queue.Queue()
        self.loader = SceneLoader(self.events.put, cache)

    def result(self) -> Any:
        while True:
            event = self.events.get(timeout=120)
            if not isinstance(event, SceneLoading):
                return event


@pytest.fixture
def inbox(tmp_path: Path) -> Any:
    inbox = Inbox(tmp_path / "cache")
    yield inbox
    inbox.loader.close()


def test_the_process_gives_the_same_scene_as_reading_it_here(folder: Path, inbox: Inbox) -> None:
    number = inbox.loader.request(folder)
    ready = inbox.result()
    assert isinstance(ready, SceneReady) and ready.request == number
    here = load_scene(folder)
    np.testing.assert_array_equal(ready.scene.meshes[0].primitives[0].vertices, here.meshes[0].primitives[0].vertices)
    assert ready.scene.problems and ready.scene.problems == here.problems
    assert ready.scene.plan is not None


def test_a_damaged_cache_is_rebuilt(folder: Path, inbox: Inbox) -> None:
    inbox.loader.request(folder)
    inbox.result()
    files = list((folder.parent / "cache").glob("*.flat"))
    assert files
    for file in files:
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 0xFF
        other = file.with_suffix(".new")
        other.write_bytes(data)
        other.replace(file)
    inbox.loader.request(folder)
    assert isinstance(inbox.result(), SceneReady)


def test_a_cache_that_is_whole_but_unreadable_is_rebuilt(folder: Path, inbox: Inbox) -> None:
    path = inbox.loader._cache.path_of(key_of(folder))
    path.parent.mkdir()
    for small, told_count in ((b"I12x\n.", 0), (b"j\x00\x00\x00\x01.", 0), (b"", 1 << 40)):
        rest = COUNTS.pack(len(small), told_count) + small
        path.write_bytes(HEAD.pack(MAGIC, zlib.crc32(rest), HEAD.size + len(rest)) + rest)
        with pytest.raises(DamagedFileError):
            read_flat(path)
    inbox.loader.request(folder)
    assert isinstance(inbox.result(), SceneReady)


@pytest.mark.parametrize(
    "said", [b"not JSON\n", b"[]\n", b'{"error": "no dict"}\n', b'{"ready": "../nothing"}\n', b"\xff\xfe\n", b""]
)
def test_whatever_the_process_says_there_is_an_answer(
    folder: Path, tmp_path: Path, inbox: Inbox, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    script = f"import sys\nsys.stderr.buffer.write(b'\\xe9\\xff\\n')\nsys.stdout.buffer.write({said!r})\n"
    (tmp_path / "odd_loader.py").write_text(script, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(scene_loader, "LOADER_MODULE", "odd_loader")
    inbox.loader.request(folder)
    failed = inbox.result()
    assert isinstance(failed, SceneFailed) and "could not be prepared" in str(failed.error)


def test_a_loader_that_was_killed_is_started_again(
    folder: Path, inbox: Inbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (
        "import os, runpy, pathlib",
        f"died = pathlib.Path({str(tmp_path / 'died')!r})",
        "if not died.exists():",
        "    died.touch()",
        "    os.abort()",
        "runpy.run_module('vr_app.loading.process', run_name='__main__')",
    )
    (tmp_path / "mortal_loader.py").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(Path.cwd())]))
    monkeypatch.setattr(scene_loader, "LOADER_MODULE", "mortal_loader")
    inbox.loader.request(folder)
    assert isinstance(inbox.result(), SceneReady)
    assert (tmp_path / "died").exists()


def test_an_edit_changes_the_key(folder: Path) -> None:
    before = key_of(folder)
    (folder / "scene.toml").write_text(SCENE.replace("Small", "Other"), encoding="utf-8")
    assert key_of(folder) != before


def test_a_broken_stage_fails_with_its_line(folder: Path, inbox: Inbox) -> None:
    (folder / "scene.toml").write_text("format = 1\ntitle = \n", encoding="utf-8")
    inbox.loader.request(folder)
    failed = inbox.result()
    assert isinstance(failed, SceneFailed)
    assert failed.error.where is not None and failed.error.where.line == 2


def test_a_broken_single_file_fails_in_plain_words(tmp_path: Path, inbox: Inbox) -> None:
    path = tmp_path / "bad.glb"
    path.write_bytes(b"glTF\x02\x00\x00\x00")
    inbox.loader.request(path)
    failed = inbox.result()
    assert isinstance(failed, SceneFailed) and "cut short" in str(failed.error)


def test_a_new_request_drops_the_old_one(folder: Path, inbox: Inbox) -> None:
    inbox.loader.request(folder)
    second = inbox.loader.request(folder)
    assert inbox.result().request == second
    inbox.loader.close()
    assert all(event.request == second for event in list(inbox.events.queue))


def test_the_cache_forgets_the_oldest_where_it_grows_too_large(tmp_path: Path) -> None:
    cache = SceneCache(tmp_path, kept_bytes=3000)
    for number in range(4):
        cache.put(f"k{number}", Track("scale", "STEP", np.zeros(250, np.float32), np.zeros(0, np.int32), np.zeros(0)))
        os.utime(cache.path_of(f"k{number}"), (number, number))
    cache.put("k9", cache.get("k3"))
    assert cache.get("k0") is None and cache.get("k9") is not None


def test_flat_files_keep_arrays_and_refuse_everything_else(tmp_path: Path) -> None:
    values = np.arange(24, dtype=np.float32).reshape(2, 1, 3, 4)
    track = Track("weights", "LINEAR", np.zeros(2, np.float32), np.zeros(3, np.int32), values)
    path = tmp_path / "a.flat"
    write_flat(path, track)
    again = read_flat(path)
    np.testing.assert_array_equal(again.values, values)
    assert not again.values.flags.writeable and again.values.dtype == np.float32
    for cut in (0, 5, 30, path.stat().st_size - 1):
        other = tmp_path / f"cut-{cut}.flat"
        other.write_bytes(path.read_bytes()[:cut])
        with pytest.raises(DamagedFileError):
            read_flat(other)
    write_flat(path.with_name("evil.flat"), Path("anything"))
    with pytest.raises(DamagedFileError):
        read_flat(path.with_name("evil.flat"))


def test_a_real_scene_folder_keeps_its_types(folder: Path, tmp_path: Path) -> None:
    scene = load_scene(folder)
    write_flat(tmp_path / "scene.flat", scene)
    again = read_flat(tmp_path / "scene.flat")
    assert isinstance(again, Scene) and again.placements["triangle"] == scene.placements["triangle"]
