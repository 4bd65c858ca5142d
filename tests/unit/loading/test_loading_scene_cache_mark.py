"""What was stored by another release of the loader is not taken for what this one would read."""

from __future__ import annotations

from pathlib import Path

import pytest

from vr_app.loading import scene_cache


def test_a_key_belongs_to_the_program_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.glb"
    file.write_bytes(b"glTF")
    key = scene_cache.file_key(file)
    assert scene_cache.file_key(file) == key
    package = tmp_path / "vr_app"
    (package / "scene").mkdir(parents=True)
    (package / "loading").mkdir()
    source = package / "loading" / "scene_cache.py"
    source.write_text("# another release")
    scene_cache.loader_mark.cache_clear()
    monkeypatch.setattr(scene_cache, "__file__", str(source))
    try:
        assert scene_cache.file_key(file) != key
    finally:
        scene_cache.loader_mark.cache_clear()


def test_what_another_process_forgot_meanwhile_stops_nobody(tmp_path: Path) -> None:
    cache = scene_cache.SceneCache(tmp_path, kept_bytes=10)
    cache.put("old", [1, 2])
    try:
        (tmp_path / "gone.flat").symlink_to(tmp_path / "nowhere")  # listed, and no longer there when it is looked at
    except OSError:
        pytest.skip("no links here")
    cache.put("new", [3])
    assert cache.get("new") == [3] and cache.get("old") is None
