"""Watches the scene one is in: a save becomes the next picture, a mistake becomes a notice, the visitor stays."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import watchfiles

from vr_app.app.places import OpenedPlace, open_place
from vr_app.app.save_check import SaveCheck
from vr_app.host.place.scene_brief import place_of
from vr_app.kernel.errors import UserError
from vr_app.kernel.events import HostNotice
from vr_app.kernel.ports import Post
from vr_app.loading.scene_cache import SceneCache
from vr_app.scene.scene import Scene
from vr_app.scene.stage_translation import in_language

log = logging.getLogger(__name__)

LOADER_MODULE = "vr_app.loading.live_process"
SETTLE_MS = 40
"""Editors write a file in several steps: so long nothing more may have come."""
STEP_MS = 15
FIRST_LOOK_MS = 500
"""The watch reports at least so often, also that nothing has changed."""
WATCHED = (
    ".toml",
    ".json",
    ".png",
    ".jpg",
    ".md",
    ".glb",
    ".gltf",
    ".bin",
    ".vrm",
    ".wav",
    ".hdr",
    ".exr",
    ".webp",
    ".ktx2",
)


@dataclass(frozen=True)
class SceneChanged:
    """The scene one is in was saved and can be drawn as it is now.

    Attributes:
        seconds: from the change on the disk until now.
    """

    path: Path
    scene: Scene
    opened: OpenedPlace
    seconds: float


class LiveScene:
    """Watches one folder at a time. Call from any thread.

    Args:
        post: takes `SceneChanged`, and `HostNotice` for mistakes.
        cache_folder: where prepared scenes are kept.

    Attributes:
        watching: called once, as soon as a change would be seen.
    """

    def __init__(self, post: Post, cache_folder: Path) -> None:
        self.watching: Callable[[], object] | None = None
        self._post = post
        self._cache = SceneCache(cache_folder)
        self._folder: Path | None = None
        self._language = ""
        self._stop = threading.Event()
        self._closed = False
        self._process: subprocess.Popen[str] | None = None
        self._told = ""
        self._check = SaveCheck(post)
        self._thread: threading.Thread | None = None

    def request(self, folder: Path, language: str = "") -> None:
        """The scene that is shown from now on, and the language its words are taken in."""
        self._folder, self._language = folder, language
        self._stop.set()
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="live scene", daemon=True)
            self._thread.start()

    def _take_watching(self) -> Callable[[], object] | None:
        watching, self.watching = self.watching, None
        return watching

    def close(self) -> None:
        """Ends watching."""
        self._closed = True
        self._stop.set()
        if self._process is not None:
            self._process.kill()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while not self._closed:
            self._stop.clear()
            folder = self._folder
            if folder is None or folder.is_file():
                return
            # The first answer is not needed: it leaves the loader with all it will need after a save.
            self._prepare(folder)
            self._check.enter()
            self._check.request(folder)
            try:
                for changes in watchfiles.watch(
                    folder,
                    watch_filter=None,
                    debounce=SETTLE_MS,
                    step=STEP_MS,
                    stop_event=self._stop,
                    rust_timeout=FIRST_LOOK_MS,
                    yield_on_timeout=True,
                ):
                    if watching := self._take_watching():
                        watching()
                    if changes and is_worth_a_look(path for _, path in changes):
                        self._changed(folder)
            except (FileNotFoundError, OSError, RuntimeError) as error:
                if not self._stop.is_set():
                    self._tell(f"Changes of this scene are not seen any more: {error}.")
                    self._stop.wait()
        self._check.drop()
        self._end_process()

    def _changed(self, folder: Path) -> None:
        begun_s = time.monotonic()
        answer = self._prepare(folder)
        if folder is not self._folder or self._closed or answer is None:
            return
        if "error" in answer:
            self._tell(f"{_words(answer['error'])} The scene stays as it was.")
            return
        scene = self._cache.get(str(answer["ready"]))
        if not isinstance(scene, Scene):
            self._tell("The changed scene could not be prepared. It stays as it was.")
            return
        try:
            opened = as_built(open_place(folder, self._language), scene)
        except UserError as error:
            self._tell(f"{error} The scene stays as it was.")
            return
        self._told = ""
        self._post(SceneChanged(folder, scene, opened, time.monotonic() - begun_s))
        self._check.request(folder)

    def _tell(self, words: str) -> None:
        """Once for each mistake, not once for each save."""
        if words != self._told:
            self._told = words
            self._post(HostNotice(words))

    def _prepare(self, folder: Path) -> dict[str, Any] | None:
        """Asks the loader; None where it died (it is started anew the next time)."""
        process = self._process
        if process is None or process.poll() is not None:
            process = self._process = self._started()
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(json.dumps(str(folder)) + "\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
        except (OSError, ValueError) as error:
            if not self._closed:
                log.error("the live loader gave no answer (%s)", error)
            self._end_process()
            return None
        return answer if isinstance(answer, dict) else None

    def _started(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", LOADER_MODULE, str(self._cache.folder)]
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def _end_process(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    try:
                        stream.close()
                    except OSError:
                        log.debug("the loader's pipe was closed already")


def is_worth_a_look(paths: Iterable[str]) -> bool:
    """Whether any of these files can change what is seen or known; not an editor's own files."""
    for path in map(Path, paths):
        is_kind = path.suffix.lower() in WATCHED or path.parent.name == "lore"  # a file that is no page is told of
        if is_kind and not path.name.startswith((".", "~")) and path.name != "thumbnail.jpg":
            return True
    return False


def as_built(opened: OpenedPlace, scene: Scene) -> OpenedPlace:
    """The place with the coordinates that its things have got."""
    if not scene.things or scene.things == opened.stage.things:
        return opened
    things = in_language(scene.things, opened.stage.translations, opened.language)
    stage = replace(opened.stage, things=things)
    return replace(opened, stage=stage, place=place_of(stage))


def _words(error: dict[str, Any]) -> str:
    place = error["where"]
    head = ""
    if place:
        head = ":".join(str(part) for part in (Path(place["path"]).name, place["line"], place["column"]) if part) + ": "
    return f"{head}{error['message']}. {error['remedy']}".strip()
