"""Loads scenes beside the running app: a process of its own does the work, a thread waits for it, events tell of it."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.ports import Post
from vr_app.loading.scene_cache import SceneCache, file_key, stage_key
from vr_app.loading.scene_folder import is_single_file
from vr_app.scene.scene import Scene
from vr_app.scene.stage_reader import load_stage

log = logging.getLogger(__name__)

LOADER_MODULE = "vr_app.loading.process"
_TRIES = 2
"""A loader process that was killed (memory ran short, say) is started once more."""


class _LoaderDiedError(Exception):
    """The loader process ended without an answer."""


@dataclass(frozen=True)
class SceneLoading:
    """A scene is being read. `fraction` is 0 to 1, `what` the file at hand ("" at the ends)."""

    request: int
    path: Path
    fraction: float
    what: str = ""


@dataclass(frozen=True)
class SceneGrowing:
    """A scene as far as its things have places; more of it follows, and `SceneReady` at the end."""

    request: int
    path: Path
    scene: Scene


@dataclass(frozen=True)
class SceneReady:
    """A scene can be drawn. `scene.problems` says what is missing in it."""

    request: int
    path: Path
    scene: Scene


@dataclass(frozen=True)
class SceneFailed:
    """A scene cannot be shown at all."""

    request: int
    path: Path
    error: UserError


class SceneLoader:
    """Loads one scene at a time; a new request drops the one under way.

    Args:
        post: takes `SceneLoading`, `SceneGrowing`, `SceneReady` and `SceneFailed`, from a thread of the loader's.
        cache_folder: where prepared scenes are kept.
    """

    def __init__(self, post: Post, cache_folder: Path) -> None:
        self._post = post
        self._cache = SceneCache(cache_folder)
        self._request = 0
        self._threads: list[threading.Thread] = []
        self._process: subprocess.Popen[str] | None = None
        self._guard = threading.Lock()

    def request(self, path: Path) -> int:
        """Starts loading a scene folder or a .glb, .gltf or .vrm file. Returns: the number its events carry."""
        self._drop()
        self._request += 1
        number = self._request
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=self._work, args=(number, path), name=f"scene-loader-{number}", daemon=True)
        self._threads.append(thread)
        thread.start()
        return number

    def close(self) -> None:
        """Drops what is under way and waits for it to be gone."""
        self._request += 1
        self._drop()
        for thread in self._threads:
            thread.join()
        self._threads = []

    def _drop(self) -> None:
        with self._guard:
            if self._process is not None:
                self._process.kill()

    def _current(self, number: int) -> bool:
        return number == self._request

    def _tell(self, number: int, event: Any) -> None:
        if self._current(number):
            self._post(event)

    def _work(self, number: int, path: Path) -> None:
        self._tell(number, SceneLoading(number, path, 0.0))
        try:
            scene = self._cache.get(key_of(path))
            if not isinstance(scene, Scene):
                scene = self._load_patiently(number, path)
            if scene is not None:
                self._tell(number, SceneLoading(number, path, 1.0))
                self._tell(number, SceneReady(number, path, scene))
        except UserError as error:
            self._tell(number, SceneFailed(number, path, error))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            failure = UserError(f"The scene cannot be read ({reason})", where=Location(path))
            self._tell(number, SceneFailed(number, path, failure))
        except Exception:
            # Whatever went wrong: without an answer the visitor would wait for ever under the bare sky.
            log.exception("%s could not be prepared", path)
            self._tell(number, SceneFailed(number, path, _not_prepared(path)))

    def _load_patiently(self, number: int, path: Path) -> Scene | None:
        """Like `_load_aside`, once more where the process died. Raises: UserError."""
        for _ in range(_TRIES):
            try:
                return self._load_aside(number, path)
            except _LoaderDiedError as death:
                log.error("the loader process %s", death)
        raise _not_prepared(path)

    def _load_aside(self, number: int, path: Path) -> Scene | None:
        """Runs the loader process. Returns: the scene, or None where the request was dropped.

        Raises: UserError for what is wrong with the scene, _LoaderDiedError.
        """
        command = [sys.executable, "-m", LOADER_MODULE, str(path), str(self._cache.folder)]
        flags = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0)
        with self._guard:
            if not self._current(number):
                return None
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                errors="replace",
                creationflags=flags,
            )
            self._process = process
        complaints: list[str] = []
        assert process.stdout is not None and process.stderr is not None
        drain = threading.Thread(target=_drain, args=(process.stderr, complaints), name="scene-loader-stderr")
        drain.start()
        key = ""
        try:
            for line in process.stdout:
                try:
                    answer = json.loads(line)
                    failure = _error(answer["error"]) if "error" in answer else None
                    if "progress" in answer:
                        self._tell(number, SceneLoading(number, path, float(answer["progress"]), answer["what"]))
                    elif "growing" in answer:
                        part = self._cache.get(str(answer["growing"]))
                        if isinstance(part, Scene):
                            self._tell(number, SceneGrowing(number, path, part))
                    elif failure is None:
                        key = str(answer["ready"])
                except (ValueError, LookupError, TypeError) as error:
                    log.error("the loader process said %r (%s)", line[:200], error)
                    process.kill()
                    raise _not_prepared(path) from error
                if failure is not None:
                    raise failure
        finally:
            process.stdout.close()
            process.wait()
            drain.join()
            process.stderr.close()
            with self._guard:
                if self._process is process:
                    self._process = None
        if not self._current(number):
            return None
        scene = self._cache.get(key) if key else None
        if not isinstance(scene, Scene):
            raise _LoaderDiedError(f"ended with {process.returncode}: {''.join(complaints)[-2000:]}")
        return scene


def key_of(path: Path) -> str:
    """Cache key of a scene folder or single file. Raises: UserError (also where the stage has an error), OSError."""
    if is_single_file(path):
        if not path.is_file():
            raise UserError("is not there", where=Location(path))
        return f"{file_key(path)}-alone"
    return stage_key(load_stage(path))


def _not_prepared(path: Path) -> UserError:
    return UserError("The scene could not be prepared", where=Location(path), remedy="Try again.")


def _error(answer: dict[str, Any]) -> UserError:
    place = answer["where"]
    where = Location(Path(place["path"]), place["line"], place["column"]) if place else None
    return UserError(answer["message"], where=where, remedy=answer["remedy"], exit_code=answer["exit_code"])


def _drain(stream: IO[str], lines: list[str]) -> None:
    for line in stream:
        lines.append(line)
        del lines[:-200]
