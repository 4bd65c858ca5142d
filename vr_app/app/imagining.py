"""Makes a scene folder out of a wish: sky and ground at once, then what the language model writes, as it is written."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vr_app.host.imagining.composing import Composed, compose_wish
from vr_app.host.imagining.files import scene_files
from vr_app.host.imagining.meant_kind import meant_kind
from vr_app.host.imagining.plan import MOST_TOKENS, Plan, plan_messages, plan_schema, read_plan
from vr_app.host.imagining.wish import Wish, read_wish
from vr_app.host.safety.moderation import judge
from vr_app.host.sense import Sense
from vr_app.kernel.errors import DeviceError, UserError
from vr_app.kernel.events import Message
from vr_app.kernel.ports import Embedder
from vr_app.library.word_search import WordSearch
from vr_app.loading.stage_words import installed_things
from vr_app.scene.written_file import write_safely

log = logging.getLogger(__name__)

Write = Callable[[Sequence[Message], str, int, Callable[[str], None]], None]
"""Lets a model write: messages, JSON Schema, most tokens, what takes each piece. Raises: DeviceError."""
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Imagined:
    """A scene that was made.

    Attributes:
        ground_s: until sky and ground were there.
        whole_s: until all was.
        by_model: whether the plan is a model's.
        written: what it wrote.
    """

    folder: Path
    wish: Wish
    plan: Plan
    composed: Composed
    ground_s: float
    whole_s: float
    by_model: bool
    written: str = ""


class Imagination:
    """Imagines scenes. One at a time.

    Args:
        write: the language model; None leaves it to the words of the wish.
        embedder: finds assets by meaning where words do not.
        sense: judges wishes; without it the rules alone do.
    """

    def __init__(self, write: Write | None, embedder: Embedder | None = None, sense: Sense | None = None) -> None:
        self._write = write
        self._embedder = embedder
        self._sense = sense

    def imagine(
        self,
        text: str,
        folder: Path,
        seed: int = 0,
        tell: Tell = lambda _line: None,
        *,
        grounded: Callable[[], None] | None = None,
    ) -> Imagined:
        """Writes the scene, again and again while it grows; every time a whole one that can be opened.

        Args:
            folder: new, empty, or with a scene that was imagined before.
            tell: told what is there, a plain line each.
            grounded: called as soon as one can be there. Who welcomes one is decided by then and stays.

        Raises: UserError for a wish that is refused or a folder that is taken; what was written before a model failed
            stays (the scene is then what the words alone give).
        """
        begun_s = time.monotonic()
        plain = WordSearch(installed_things())
        wish = read_wish(text, plain)
        refuse_harm(wish.text, self._sense)
        if not wish.kind_said and self._embedder is not None:
            wish = replace(wish, kind=meant_kind(wish.text, self._embedder) or wish.kind)
        free_folder(folder)
        plan, written = Plan(), ""
        composed = compose_wish(wish, plan, plain, seed)
        pages = _Pages(folder)
        pages.put(scene_files(wish, plan, composed))
        ground_s = time.monotonic() - begun_s
        tell(f"sky and ground are there ({ground_s:.1f} s)")
        if grounded is not None:
            grounded()
        by_model = False
        if self._write is not None:
            search = WordSearch(installed_things(), self._embedder)
            growing = _Growing(
                lambda so_far: pages.put(scene_files(wish, so_far, self._compose(wish, so_far, seed))), tell
            )
            try:
                self._write(plan_messages(wish), plan_schema(wish, host=grounded is None), MOST_TOKENS, growing.take)
                by_model = True
            except DeviceError as error:
                tell(f"{error} The scene is made of the words of the wish alone.")
            plan, written = growing.plan, growing.text
            composed = compose_wish(wish, plan, search, seed)
            pages.put(scene_files(wish, plan, composed))
        else:
            tell("without a language model the scene is made of the words of the wish alone")
        return Imagined(folder, wish, plan, composed, ground_s, time.monotonic() - begun_s, by_model, written)

    def _compose(self, wish: Wish, plan: Plan, seed: int) -> Composed:
        return compose_wish(wish, plan, WordSearch(installed_things()), seed)


class _Growing:
    """What has been written so far; each whole new thing is shown."""

    def __init__(self, show: Callable[[Plan], None], tell: Tell) -> None:
        self._show = show
        self._tell = tell
        self.text = ""
        self.plan = Plan()

    def take(self, piece: str) -> None:
        """One more piece."""
        self.text += piece
        if not any(mark in piece for mark in '"]},'):
            return
        plan = read_plan(self.text)
        before, self.plan = self.plan, plan
        if (plan.title, len(plan.things), plan.hour) != (before.title, len(before.things), before.hour):
            if plan.title != before.title:
                self._tell(plan.title)
            if len(plan.things) > len(before.things):
                self._tell("  " + plan.things[-1].words)
            self._show(plan)


def refuse_harm(text: str, sense: Sense | None) -> None:
    """Raises: UserError where a wish is not for making."""
    verdict = judge(text, "general", sense)
    if verdict.declined:
        message = "This is not a place to make"
        raise UserError(message, remedy="Wish for another one: a place you would like to be in.", exit_code=1)


def free_folder(folder: Path) -> None:
    """Makes the folder. Raises: UserError where something else is in it."""
    scene = folder / "scene.toml"
    if scene.is_file() and "generated = true" in scene.read_text(encoding="utf-8", errors="replace"):
        for page in (folder / "lore").glob("0*.md"):
            page.unlink()
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"{folder} is there already and holds something else", remedy="Name a new folder.", exit_code=2)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{folder} cannot be made ({error.strerror})", remedy="Name another folder.") from error


class _Pages:
    """The files of a scene while it grows. What somebody else has changed meanwhile stays as they left it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written: dict[str, str] = {}

    def put(self, files: dict[str, str]) -> None:
        """Writes what is new."""
        for name, text in files.items():
            path, ours = self._folder / name, self._written.get(name)
            path.parent.mkdir(exist_ok=True)
            there = path.read_text(encoding="utf-8") if path.is_file() else None
            if ours is not None and there != ours:
                continue
            if there != text:
                write_safely(path, text, expected=ours)
            self._written[name] = text
