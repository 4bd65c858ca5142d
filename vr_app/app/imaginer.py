"""Makes the places that are wished for in a talk, beside it, and leads there."""

from __future__ import annotations

import hashlib
import logging
import re
import threading
from pathlib import Path

from vr_app.app.folders import data_folder
from vr_app.app.imagining import Imagination
from vr_app.host.sense import Sense
from vr_app.kernel import events as ev
from vr_app.kernel import story_events as st
from vr_app.kernel.errors import UserError
from vr_app.kernel.ids import TurnId
from vr_app.kernel.ports import Embedder, Post

log = logging.getLogger(__name__)


class Imaginer:
    """One wish at a time, on a thread of its own; the newest counts.

    The scene is made of the words of the wish: the language model stays with the talk.

    Args:
        post: takes `HostNotice`s on how it goes, and the `SceneCue` that leads there.
    """

    def __init__(self, post: Post, embedder: Embedder | None = None, sense: Sense | None = None) -> None:
        self._post = post
        self._imagination = Imagination(None, embedder, sense)
        self._threads: list[threading.Thread] = []
        self._wishes = 0

    def imagine(self, wish: str) -> None:
        """Begins; returns at once."""
        self._wishes += 1
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=self._work, args=(self._wishes, wish), name="imaginer", daemon=True)
        self._threads.append(thread)
        thread.start()

    def close(self) -> None:
        """Waits for what is under way; nobody is led anywhere any more."""
        self._wishes += 1
        for thread in self._threads:
            thread.join()

    def _work(self, number: int, wish: str) -> None:
        folder = folder_for(wish)
        try:
            made = self._imagination.imagine(wish, folder, seed_of(wish))
        except UserError as error:
            self._post(ev.HostNotice(str(error)))
            return
        except OSError as error:
            self._post(ev.HostNotice(f"The place cannot be written ({error.strerror or error})."))
            return
        for note in made.composed.notes:
            self._post(ev.HostNotice(note))
        if number == self._wishes:
            log.info("%s was imagined in %.1f s", folder, made.whole_s)
            self._post(st.SceneCue("go", (str(folder),), TurnId(0)))


def folder_for(wish: str) -> Path:
    """Among the person's own scenes: the same wish, the same folder."""
    words = re.sub(r"[^a-z0-9]+", "-", wish.lower()).strip("-")[:40].strip("-")
    mark = hashlib.sha256(wish.encode()).hexdigest()[:6]
    return data_folder() / "scenes" / f"{words or 'imagined'}-{mark}"


def seed_of(wish: str) -> int:
    """A number of its own for each wish."""
    return int(hashlib.sha256(wish.encode()).hexdigest()[:5], 16) % 1_000_000
