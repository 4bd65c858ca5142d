"""Remembers scenes and assets that were read, by what the files hold: an unchanged scene opens in milliseconds."""

from __future__ import annotations

import hashlib
import logging
import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from vr_app.kernel.resources import resource_path
from vr_app.loading.flat_file import DamagedFileError, read_flat, write_flat
from vr_app.loading.stage_words import with_words
from vr_app.scene.draw_plan import plan_layout
from vr_app.scene.stage import Stage

log = logging.getLogger(__name__)

KEPT_BYTES = 1 << 30


@cache
def loader_mark() -> str:
    """Part of every key: names the program text that reads files and builds scenes.

    Another release may read the same file in another way, and tell other things of it.
    """
    digest = hashlib.sha256()
    package = Path(__file__).parents[1]
    for source in sorted([*(package / "loading").rglob("*.py"), *(package / "scene").glob("*.py")]):
        digest.update(source.name.encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


class SceneCache:
    """Flat files in one folder; a damaged one counts as none.

    Args:
        folder: made when first written to.
        kept_bytes: what it may take on the disk; the newest file stays in any case.
    """

    def __init__(self, folder: Path, kept_bytes: int = KEPT_BYTES) -> None:
        self.folder = folder
        self._kept_bytes = kept_bytes

    def path_of(self, key: str) -> Path:
        return self.folder / f"{key}.flat"

    def get(self, key: str) -> Any | None:
        """The stored value, or None where there is none or it is damaged."""
        path = self.path_of(key)
        try:
            value = read_flat(path)
            with suppress(OSError):  # another process may have forgotten it by now
                os.utime(path)
            return value
        except FileNotFoundError:
            return None
        except (DamagedFileError, OSError) as error:
            log.info("rebuilding a cached file: %s", error)
            return None

    def put(self, key: str, value: Any) -> None:
        """Stores a value and forgets the oldest ones. Raises: OSError where the folder cannot be written."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_flat(self.path_of(key), value)
        self._prune()

    def _prune(self) -> None:
        found = []
        for file in self.folder.glob("*.flat"):
            with suppress(OSError):  # another process forgets files, too
                found.append((file.stat(), file))
        found.sort(key=lambda pair: -pair[0].st_mtime)
        total = 0
        for status, file in found:
            total += status.st_size
            if total <= self._kept_bytes or file == found[0][1]:
                continue
            try:
                file.unlink()
            except OSError:
                log.debug("%s is in use", file)


def file_key(path: Path) -> str:
    """Key of one asset: its name, what it holds, and (for .gltf) what lies beside it. Raises: OSError."""
    digest = hashlib.sha256(f"{loader_mark()}:{plan_layout()}:{path.name}".encode())
    _add_file(digest, path)
    if path.suffix.lower() == ".gltf":
        beside = (file for file in sorted(path.parent.rglob("*")) if file.is_file() and file != path)
        for file in list(beside)[:2000]:
            status = file.stat()
            digest.update(f"{file.name}:{status.st_size}:{status.st_mtime_ns}".encode())
    return digest.hexdigest()[:32]


def stage_key(stage: Stage) -> str:
    """Key of a whole scene: its scene.toml and every asset it names, also which are missing."""
    digest = hashlib.sha256(f"{loader_mark()}:{plan_layout()}:stage".encode())
    _add_file(digest, stage.folder / "scene.toml")
    references = [thing.asset for thing in with_words(stage).things if thing.asset] + (
        [stage.host.avatar] if stage.host else []
    )
    references += [stage.sky.map] if stage.sky.map else []
    references += [stage.ground.image] if stage.ground and stage.ground.image else []
    for reference in dict.fromkeys(references):
        digest.update(reference.encode())
        try:
            digest.update(file_key(stage.asset_path(reference, resource_path("assets"))).encode())
        except OSError:
            digest.update(b"missing")
    return digest.hexdigest()[:32]


def _add_file(digest: Any, path: Path) -> None:
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
