"""The loader process: `python -m vr_app.loading.process PATH CACHE_FOLDER`. Reads a scene and leaves it in the cache.

Reading, decoding pictures and building meshes would hold the interpreter lock for seconds in the app's own process.
Answers come as JSON lines on stdout: `{"progress": 0.4, "what": "assets/dome.glb"}`, then `{"ready": key}` or
`{"error": {...}}`; while things are given their places also `{"growing": key}`, the scene as far as it is.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from vr_app.kernel.errors import UserError
from vr_app.kernel.resources import resource_path
from vr_app.loading.coarser import load_with_coarser
from vr_app.loading.gltf import load_asset
from vr_app.loading.scene_cache import SceneCache, file_key, stage_key
from vr_app.loading.scene_folder import compose_stage, is_single_file
from vr_app.scene.layout.shape import Shape
from vr_app.scene.scene import LoadedAsset, Scene, scene_of_asset
from vr_app.scene.stage import Stage
from vr_app.scene.stage_reader import load_stage


def say(**answer: Any) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def load_into_cache(path: Path, cache: SceneCache) -> str:
    """Reads a scene folder or a single file and stores the scene. Returns: its key. Raises: UserError, OSError."""

    def read(file: Path) -> LoadedAsset:
        return kept_asset(cache, file)

    if is_single_file(path):
        key = f"{file_key(path)}-alone" if path.is_file() else "missing"
        cache.put(key, scene_of_asset(load_asset(path)))
        return key
    stage = load_stage(path)
    key = stage_key(stage)
    parts: list[str] = []

    def grow(part: Scene) -> None:
        parts.append(f"{key}-grows-{len(parts)}")
        cache.put(parts[-1], part)
        say(growing=parts[-1])

    scene = compose_stage(
        stage,
        lambda fraction, what: say(progress=fraction, what=what),
        read,
        lambda *job: kept_shape(cache, stage, *job),
        grow,
    )
    cache.put(key, scene)
    for part in parts:
        with suppress(OSError):  # on Windows it stays while somebody has it open; the cache forgets it in time
            cache.path_of(part).unlink()
    return key


def kept_asset(cache: SceneCache, file: Path) -> LoadedAsset:
    """An asset out of the cache, or read and kept. Raises: UserError."""
    try:
        key = file_key(file)
    except OSError:
        return load_with_coarser(file)
    asset = cache.get(key)
    if isinstance(asset, LoadedAsset):
        return asset
    asset = load_with_coarser(file)
    cache.put(key, asset)
    # As it is kept: what is made of it then holds no copy of its own.
    kept = cache.get(key)
    return kept if isinstance(kept, LoadedAsset) else asset


def kept_shape(cache: SceneCache, stage: Stage, reference: str, make: Callable[[], Shape]) -> Shape:
    """The body of an asset out of the cache, or made and kept."""
    try:
        key = f"{file_key(stage.asset_path(reference, resource_path('assets')))}-body"
    except OSError:
        return make()
    shape = cache.get(key)
    if not isinstance(shape, Shape):
        shape = make()
        cache.put(key, shape)
    return shape


def main(arguments: list[str]) -> int:
    path, folder = Path(arguments[0]), Path(arguments[1])
    if hasattr(os, "nice"):
        os.nice(5)
    with answer_errors(folder) as answered:
        say(ready=load_into_cache(path, SceneCache(folder)))
    return 1 if answered else 0


@contextmanager
def answer_errors(folder: Path) -> Iterator[list[str]]:
    """Tells what is wrong as an answer; what it yields is no longer empty then."""
    answered: list[str] = []
    try:
        yield answered
    except UserError as error:
        where = error.where
        place = {"path": str(where.path), "line": where.line, "column": where.column} if where else None
        answered.append(error.message)
        say(error={"message": error.message, "where": place, "remedy": error.remedy, "exit_code": error.exit_code})
    except OSError as error:
        message = f"The scene cannot be prepared ({error.strerror or error})"
        place = {"path": str(error.filename or folder), "line": 0, "column": 0}
        answered.append(message)
        say(error={"message": message, "where": place, "remedy": "Free some space or mend the folder.", "exit_code": 1})


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
