"""A story being told: passages of lines up to the next choice, out of the runner. Pure; keeps its own place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from vr_app.scene.stage_state import AS_MADE
from vr_app.story.runner.outside import External
from vr_app.story.runner.saving import move, resume, save
from vr_app.story.runner.state import State
from vr_app.story.runner.step import choose, divert, set_variable, start, step
from vr_app.story.runner.story import CompiledStory
from vr_app.story.runner.values import InkList, Value
from vr_app.story.stage_choice import StageChoice, stage_choice
from vr_app.story.stage_line import StageLine, stage_line, tag_values

STAGE_FUNCTIONS: Mapping[str, int] = {
    "light": 2, "show": 1, "hide": 1, "weather": 1, "hour": 1, "remember": 1, "sound": 1, "go": 1, "move": 2,
}  # fmt: skip
"""What a story may call to change the scene, with the number of arguments."""
IMPROV = "improv"
UNTITLED = "The story"
_STAGE = "stage"
"""Where a saved place keeps what the story has changed in the scene."""
LONGEST_WINDOW = 12
"""Turns."""
LONGEST_PASSAGE = 200
"""Lines without a choice after which the telling pauses and goes on at the next turn."""


@dataclass(frozen=True)
class Cue:
    """A call of a stage function, in the order of the story."""

    name: str
    arguments: tuple[str | float, ...]


@dataclass(frozen=True)
class SpokenLine:
    """A line and the cues that come with it."""

    line: StageLine
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True)
class Window:
    """An improv window: the model talks freely towards a goal.

    Attributes:
        turns: of the visitor's, at most.
    """

    goal: str
    turns: int


@dataclass(frozen=True)
class Passage:
    """What is told in one go.

    Attributes:
        closing: cues after the last line.
        window: open from its end on, or None.
        problems: what the story did wrong, for the author.
        ended: nothing follows.
    """

    lines: tuple[SpokenLine, ...] = ()
    closing: tuple[Cue, ...] = ()
    choices: tuple[StageChoice, ...] = ()
    window: Window | None = None
    problems: tuple[str, ...] = ()
    ended: bool = False

    @property
    def ending(self) -> str:
        """Name of the ending that was reached, "" for none."""
        return next((spoken.line.ending for spoken in reversed(self.lines) if spoken.line.ending), "")


@dataclass(frozen=True)
class StoryBrought:
    """The story of the place one is in, or None where it has none.

    Attributes:
        place_id: whose story it is.
        changed: its author saved it while it may be under way: the listener's place is kept.
    """

    place_id: str
    story: CompiledStory | None
    changed: bool = False


class Telling:
    """One story and the place the listener is at."""

    def __init__(self, story: CompiledStory, *, seed: int = 1) -> None:
        self._story = story
        self._state = self._turn_began = start(story, seed=seed)
        self._called: list[Cue] = []
        self._staged = AS_MADE
        self._window: Window | None = None
        functions: dict[str, Callable[..., Value | None]] = {
            **{name: self._noted(name, count) for name, count in STAGE_FUNCTIONS.items()},
            IMPROV: self._open_window,
        }
        self._externals = {name: External(call) for name, call in functions.items()}

    @property
    def state(self) -> State:
        return self._state

    def read(self) -> Passage:
        """Reads on to the next choice or the end."""
        lines: list[SpokenLine] = []
        problems: list[str] = []
        self._window = None
        self._turn_began = self._state
        while self._state.can_continue and len(lines) < LONGEST_PASSAGE:
            self._state, said = step(self._story, self._state, self._externals)
            problems += [str(problem) for problem in said.problems]
            cues, self._called = tuple(self._called), []
            line = stage_line(said.text, said.tags)
            if line.sound:
                cues = (*cues, Cue("sound", (line.sound,)))
            if line.text:
                lines.append(SpokenLine(line, cues))
            elif cues and lines:
                lines[-1] = replace(lines[-1], cues=(*lines[-1].cues, *cues))
            else:
                self._called = list(cues)
        closing, self._called = tuple(self._called), []
        choices = tuple(stage_choice(i, one.text, one.tags) for i, one in enumerate(self._state.choices))
        ended = not choices and not self._state.can_continue
        return Passage(tuple(lines), closing, choices, self._window, tuple(problems), ended)

    def pick(self, index: int) -> None:
        """Takes a choice. Raises: IndexError."""
        self._state = choose(self._story, self._state, index)

    def divert(self, knot: str) -> None:
        """Goes on at a knot. Raises: StoryError."""
        self._state = divert(self._story, self._state, knot)

    def plain_variables(self) -> tuple[tuple[str, str], ...]:
        """All global variables as text, "true" and "false" for those."""
        return tuple(
            (name, str(value).lower() if isinstance(value, bool) else str(value))
            for name, value in sorted(self._state.globals.as_dict().items())
        )

    def variable(self, name: str) -> Value | None:
        """What a global variable holds; None where there is none of that name."""
        return self._state.globals.get(name)

    def set(self, name: str, value: Value) -> None:
        """Writes a global variable. Raises: StoryError."""
        self._state = set_variable(self._state, name, value)

    def items_of_list(self, name: str) -> dict[str, InkList]:
        """Every item of the lists that a variable's value draws from, by name, in order; none for other values."""
        value = self.variable(name)
        if not isinstance(value, InkList):
            return {}
        whole = self._story.lists.whole_of(value)
        return {item.name: InkList({item: number}) for item, number in sorted(whole.items(), key=lambda one: one[1])}

    def saved(self) -> dict[str, Any]:
        """The place, and what the story has changed in the scene, as JSON data to be given to `resume`."""
        changes = [[name, *arguments] for name, arguments in self._staged.cues()]
        return {**save(self._story, self._state), _STAGE: changes}

    def move_to(self, story: CompiledStory) -> Literal["same", "knot", "start"]:
        """Takes the listener over into an edited story. Raises: StoryError."""
        moved = move(self._story, self._turn_began, story)
        self._story, self._state = story, moved.state
        return moved.place

    def resume(self, saved: Mapping[str, Any]) -> tuple[Cue, ...]:
        """Goes back to a place that was saved.

        Returns: what makes the scene what it was there.
        Raises: StoryError for one of another story.
        """
        self._state = resume(self._story, {key: value for key, value in saved.items() if key != _STAGE})
        written = saved.get(_STAGE)
        self._staged = AS_MADE
        for row in written if isinstance(written, list) else ():
            if isinstance(row, list) and row and all(isinstance(value, str | int | float) for value in row):
                self._staged = self._staged.after(str(row[0]), row[1:])
        return tuple(Cue(name, arguments) for name, arguments in self._staged.cues())

    def _noted(self, name: str, count: int) -> Callable[..., None]:
        def call(*arguments: Value) -> None:
            plain = tuple(_plain(argument) for argument in arguments[:count])
            self._called.append(Cue(name, plain))
            self._staged = self._staged.after(name, plain)

        return call

    def _open_window(self, goal: Value = "", turns: Value = 4) -> None:
        most = int(turns) if isinstance(turns, (int, float)) else 4
        self._window = Window(str(goal), max(1, min(most, LONGEST_WINDOW)))


def _plain(value: Value) -> str | float:
    return float(value) if isinstance(value, (int, float)) else str(value)


@dataclass(frozen=True)
class Heading:
    """What the tags at a story's beginning say of it: `# title: The Lamp`, `# begins: when asked`.

    Attributes:
        when_asked: it waits to be asked for; else it begins as the visitor arrives.
    """

    title: str = UNTITLED
    when_asked: bool = False


def heading_of(story: CompiledStory) -> Heading:
    """Reads them. Raises: StoryError."""
    state = start(story)
    if not state.can_continue:
        return Heading()
    _, first = step(story, state, {name: External(lambda *_: None) for name in (*STAGE_FUNCTIONS, IMPROV)})
    said = tag_values(first.tags)
    return Heading(said.get("title", "") or UNTITLED, said.get("begins", "").lower() == "when asked")
