"""Makes the places that are wished for in a talk, beside it, and leads there; those one dwells on are made ahead."""

from __future__ import annotations

import hashlib
import logging
import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from vr_app.app.folders import data_folder
from vr_app.app.imagining import Imagination, Write
from vr_app.app.spare_model import SpareModel
from vr_app.host.imagining.foresight import answers, foreseen_place
from vr_app.host.imagining.wish import Wish, read_wish
from vr_app.host.sense import Sense
from vr_app.kernel import events as ev
from vr_app.kernel import story_events as st
from vr_app.kernel.errors import UserError
from vr_app.kernel.ids import TurnId
from vr_app.kernel.ports import Embedder, Post
from vr_app.library.word_search import WordSearch
from vr_app.loading.stage_words import installed_things

log = logging.getLogger(__name__)

IDLE_S = 12.0
"""So long nobody may have spoken before a place is made ahead."""
MOST_FORESEEN = 8


class Imaginer:
    """One wish at a time, on a thread of its own; the newest counts.

    Sky and ground come from the words of the wish at once, and one is led there; the rest comes into being round the
    visitor while the talk's own model writes it, whenever the host does not need it.

    Args:
        post: takes `HostNotice`s on how it goes, and the `SceneCue` that leads there.
        send: takes commands for the talk's models; None leaves all to the words of the wish.
        idle_s: how long it must be quiet before a place is made ahead.
    """

    def __init__(
        self,
        post: Post,
        embedder: Embedder | None = None,
        sense: Sense | None = None,
        send: Callable[[Any], None] | None = None,
        *,
        idle_s: float = IDLE_S,
    ) -> None:
        self._post = post
        self._embedder = embedder
        self._sense = sense
        self._model = SpareModel(send) if send is not None else None
        self._idle_s = idle_s
        self._threads: list[threading.Thread] = []
        self._wishes = 0
        self._moved = threading.Event()
        self._dwelt_on = ""
        self._made: list[tuple[Wish, Path]] = []

    def note(self, event: Any) -> bool:
        """Each event of the talk (host thread). Returns: whether it concerns nobody else."""
        match event:
            case ev.VisitorSpoke():
                self._moved.set()
                self._dwelt_on = foreseen_place(event.text) or self._dwelt_on
            case ev.TurnClosed() if self._dwelt_on and len(self._made) < MOST_FORESEEN:
                place, self._dwelt_on = self._dwelt_on, ""
                self._moved = threading.Event()
                self._begin(self._foresee, place, self._moved)
            case _:
                pass
        return self._model is not None and self._model.note(event)

    def imagine(self, wish: str) -> None:
        """Begins; returns at once."""
        self._wishes += 1
        self._moved.set()
        self._begin(self._lead, self._wishes, wish)

    def close(self) -> None:
        """Waits for what is under way; nobody is led anywhere any more."""
        self._wishes += 1
        self._moved.set()
        if self._model is not None:
            self._model.close()
        for thread in self._threads:
            thread.join()

    def _begin(self, work: Callable[..., None], *arguments: Any) -> None:
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=work, args=arguments, name="imaginer", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _lead(self, number: int, wish: str) -> None:
        """Makes a place and leads there as soon as there is ground."""

        def go(folder: Path) -> None:
            if number == self._wishes:
                self._post(st.SceneCue("go", (str(folder),), TurnId(0)))

        folder = folder_for(wish)
        foreseen = folder if is_whole(folder) else self._foreseen(wish)
        if foreseen is not None:
            log.info("%s was made before", foreseen)
            go(foreseen)
            return
        self._make(wish, folder, lambda: number == self._wishes, lambda: go(folder), told=True)

    def _foresee(self, place: str, moved: threading.Event) -> None:
        """Makes a place nobody has asked for yet, if it stays quiet."""
        if moved.wait(self._idle_s) or self._foreseen(place) is not None:
            return
        wishes = self._wishes
        self._make(place, folder_for(place), lambda: wishes == self._wishes, None, told=False)

    def _make(
        self,
        wish: str,
        folder: Path,
        wanted: Callable[[], bool],
        grounded: Callable[[], None] | None,
        *,
        told: bool,
    ) -> None:
        try:
            imagination = Imagination(self._write(wanted), self._embedder, self._sense)
            made = imagination.imagine(wish, folder, seed_of(wish), grounded=grounded or _nothing)
        except UserError as error:
            problem = str(error)
        except OSError as error:
            problem = f"The place cannot be written ({error.strerror or error})."
        else:
            log.info("%s was imagined in %.1f s", folder, made.whole_s)
            if made.by_model or self._model is None:
                self._made.append((made.wish, folder))
            for note in made.composed.notes if told else ():
                self._post(ev.HostNotice(note))
            return
        if told:
            self._post(ev.HostNotice(problem))

    def _write(self, wanted: Callable[[], bool]) -> Write | None:
        model = self._model
        if model is None:
            return None

        def write(messages: Sequence[ev.Message], schema: str, most: int, take: Callable[[str], None]) -> None:
            model(messages, schema, most, take, wanted)

        return write

    def _foreseen(self, text: str) -> Path | None:
        """The folder of a place that was made before and is what a wish asks for."""
        try:
            wish = read_wish(text, WordSearch(installed_things()))
        except UserError:
            return None
        return next((folder for made, folder in self._made if answers(made, wish) and folder.is_dir()), None)


def _nothing() -> None:
    """Nobody waits for the ground of a place that is made ahead."""


def folder_for(wish: str) -> Path:
    """Among the person's own scenes: the same wish, the same folder."""
    words = re.sub(r"[^a-z0-9]+", "-", wish.lower()).strip("-")[:40].strip("-")
    mark = hashlib.sha256(wish.encode()).hexdigest()[:6]
    return data_folder() / "scenes" / f"{words or 'imagined'}-{mark}"


def is_whole(folder: Path) -> bool:
    """Whether a place was imagined there to its end, on this visit or an earlier one: the tale comes last."""
    return (folder / "scene.toml").is_file() and any((folder / "lore").glob("0*.md"))


def seed_of(wish: str) -> int:
    """A number of its own for each wish."""
    return int(hashlib.sha256(wish.encode()).hexdigest()[:5], 16) % 1_000_000
