"""Prepares the scene one is in again and again: `python -m vr_app.loading.live_process CACHE_FOLDER`.

One path as JSON on each line of stdin, answers like those of `process` on stdout. It keeps assets, bodies and places in
memory: after a save it reads what has changed and nothing else.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from vr_app.kernel.resources import resource_path
from vr_app.loading.coarser import load_with_coarser
from vr_app.loading.process import answer_errors, kept_shape, say
from vr_app.loading.scene_cache import SceneCache, file_key, stage_key
from vr_app.loading.scene_folder import compose_stage
from vr_app.scene.layout.shape import Shape
from vr_app.scene.scene import LoadedAsset
from vr_app.scene.stage_reader import load_stage

Stamp = tuple[str, int, int]
"""Path, size and time of a file: equal while it has not been written."""


class LiveLoader:
    """Keeps what it has read.

    Args:
        cache: where assets, bodies and scenes are kept for the app to map.
    """

    def __init__(self, cache: SceneCache) -> None:
        self._cache = cache
        self._assets: dict[Stamp, LoadedAsset] = {}
        self._shapes: dict[Stamp, Shape] = {}

    def load(self, folder: Path) -> str:
        """Prepares a scene folder. Returns: its key in the cache. Raises: UserError, OSError."""
        stage = load_stage(folder)
        key = f"{stage_key(stage)}-live"

        def shape(reference: str, make: Callable[[], Shape]) -> Shape:
            stamp = stamp_of(stage.asset_path(reference, resource_path("assets")))
            if stamp not in self._shapes:
                self._shapes[stamp] = kept_shape(self._cache, stage, reference, make)
            return self._shapes[stamp]

        if not self._cache.path_of(key).is_file():
            self._cache.put(key, compose_stage(stage, read=self._read, kept_shape=shape))
        return key

    def _read(self, file: Path) -> LoadedAsset:
        try:
            stamp = stamp_of(file)
        except OSError:
            return load_with_coarser(file)
        if stamp not in self._assets:
            key = file_key(file)
            asset = self._cache.get(key)
            if not isinstance(asset, LoadedAsset):
                self._cache.put(key, load_with_coarser(file))
                asset = self._cache.get(key)
            self._assets[stamp] = asset if isinstance(asset, LoadedAsset) else load_with_coarser(file)
        return self._assets[stamp]


def stamp_of(file: Path) -> Stamp:
    """Raises: OSError."""
    status = file.stat()
    return str(file), status.st_size, status.st_mtime_ns


def main(arguments: list[str]) -> int:
    if hasattr(os, "nice"):
        os.nice(3)
    loader = LiveLoader(SceneCache(Path(arguments[0])))
    for line in sys.stdin:
        try:
            with answer_errors(Path(arguments[0])):
                say(ready=loader.load(Path(json.loads(line))))
        except Exception as error:  # noqa: BLE001 - the next save must find it alive
            say(error={"message": f"could not be prepared ({error})", "where": None, "remedy": "", "exit_code": 1})
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
