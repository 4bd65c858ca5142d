"""Everything that changes while a story is played. A state is never changed once it was handed out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from vr_app.story.runner.content import NOWHERE, Container, Pointer
from vr_app.story.runner.layers import Layers
from vr_app.story.runner.values import Value

TUNNEL: Final = 0
FUNCTION: Final = 1
FROM_OUTSIDE: Final = 2
"""Why a call frame was entered; the root of a flow counts as a tunnel."""

DEFAULT_FLOW: Final = "DEFAULT_FLOW"


class Frame:
    """One level of the call stack.

    Attributes:
        kind: TUNNEL, FUNCTION or FROM_OUTSIDE.
        container, index: what is read next.
        in_expression: whether content is worked out instead of shown.
        temporaries: values by name.
        values_before: height of the value stack when an outside call began.
        output_before: length of the output when a function began, -1 once it has said something.
        owner: the mark of the state that may change it in place.
    """

    __slots__ = (
        "container",
        "in_expression",
        "index",
        "kind",
        "output_before",
        "owner",
        "temporaries",
        "values_before",
    )

    def __init__(self, kind: int, container: Container | None, index: int, owner: object) -> None:
        self.kind = kind
        self.container = container
        self.index = index
        self.in_expression = False
        self.temporaries: dict[str, Value] = {}
        self.values_before = 0
        self.output_before = 0
        self.owner = owner

    def copy(self, owner: object) -> Frame:
        """The same frame for another owner."""
        twin = Frame(self.kind, self.container, self.index, owner)
        twin.in_expression = self.in_expression
        twin.temporaries = self.temporaries.copy() if self.temporaries else {}
        twin.values_before = self.values_before
        twin.output_before = self.output_before
        return twin


class Thread:
    """A call stack of its own; `<- knot` starts one, and each choice remembers the one it was made in."""

    __slots__ = ("frames", "number", "previous")

    def __init__(self, frames: list[Frame], previous: Pointer = NOWHERE, number: int = 0) -> None:
        self.frames = frames
        self.previous = previous
        self.number = number

    def copy(self) -> Thread:
        """A thread with the same frames; they must get another owner before either is changed."""
        return Thread(self.frames.copy(), self.previous, self.number)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader may choose.

    Attributes:
        text: as it is offered.
        tags: of the choice, in order.
        target: path of what runs when it is chosen.
        source: path of the choice point it comes from.
        is_invisible_default: not offered; taken when nothing else is left.
        thread: the call stack it goes on with.
    """

    text: str
    tags: tuple[str, ...]
    target: str
    source: str
    is_invisible_default: bool
    thread: Thread


class State:
    """Where a story stands.

    Made by `start`, `step`, `choose` and their like, each giving a new one; keep old ones to go back.

    Attributes:
        turn: choices made so far, less one.
        seed: of the story's chances.
        glue: pieces of glue in the output.
        strings: texts being made there, not for the reader but as values.
        ended_by_fault: the story did something it cannot go on from.
    """

    __slots__ = (
        "changed",
        "diverted",
        "ended_by_fault",
        "flow",
        "globals",
        "glue",
        "offered",
        "other_flows",
        "output",
        "owner",
        "previous_random",
        "safe_exit",
        "seed",
        "strings",
        "thread_count",
        "threads",
        "turn",
        "turns",
        "values",
        "visits",
    )

    def __init__(self, root: Container, seed: int) -> None:
        self.owner = object()
        self.threads = [Thread([Frame(TUNNEL, root, 0, self.owner)])]
        self.thread_count = 0
        self.flow = DEFAULT_FLOW
        self.other_flows: dict[str, tuple[list[Thread], list[Any], list[Choice]]] = {}
        self.output: list[Any] = []
        self.glue = 0
        self.strings = 0
        self.values: list[Value] = []
        self.offered: list[Choice] = []
        self.diverted: Pointer = NOWHERE
        self.globals = Layers()
        self.visits = Layers()
        self.turns = Layers()
        self.turn = -1
        self.seed = seed
        self.previous_random = 0
        self.safe_exit = False
        self.ended_by_fault = False
        self.changed: frozenset[str] = frozenset()

    def fork(self) -> State:
        """A copy that can be changed; this one may be kept."""
        twin = State.__new__(State)
        twin.owner = object()
        self.owner = object()
        twin.threads = [thread.copy() for thread in self.threads]
        twin.thread_count = self.thread_count
        twin.flow = self.flow
        twin.other_flows = self.other_flows
        twin.output = self.output.copy()
        twin.glue = self.glue
        twin.strings = self.strings
        twin.values = self.values.copy()
        twin.offered = self.offered.copy()
        twin.diverted = self.diverted
        twin.globals = self.globals.copy()
        twin.visits = self.visits.copy()
        twin.turns = self.turns.copy()
        twin.turn = self.turn
        twin.seed = self.seed
        twin.previous_random = self.previous_random
        twin.safe_exit = self.safe_exit
        twin.ended_by_fault = self.ended_by_fault
        twin.changed = self.changed
        return twin

    # ------------------------------------------------------------------ for readers

    @property
    def can_continue(self) -> bool:
        """Whether there is more to read before the next choice or the end."""
        return self.threads[-1].frames[-1].container is not None and not self.ended_by_fault

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What is offered now; empty while there is more to read."""
        if self.can_continue:
            return ()
        return tuple(choice for choice in self.offered if not choice.is_invisible_default)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing to read and nothing to choose."""
        return not self.can_continue and not self.choices

    # ------------------------------------------------------------------ for the machine

    def top(self) -> Frame:
        """The frame that runs, to be changed."""
        frames = self.threads[-1].frames
        frame = frames[-1]
        if frame.owner is not self.owner:
            frame = frames[-1] = frame.copy(self.owner)
        return frame

    def frame(self, level: int) -> Frame:
        """Another frame of the running thread, to be changed."""
        frames = self.threads[-1].frames
        frame = frames[level]
        if frame.owner is not self.owner:
            frame = frames[level] = frame.copy(self.owner)
        return frame

    def forked_thread(self) -> Thread:
        """A copy of the running thread with a number of its own."""
        self.owner = object()
        self.thread_count += 1
        twin = self.threads[-1].copy()
        twin.number = self.thread_count
        return twin

    def adopt(self, thread: Thread) -> None:
        """Goes on with another thread alone."""
        self.owner = object()
        self.threads = [thread.copy()]

    def end(self) -> None:
        """Ends the flow here and now."""
        self.owner = object()
        self.threads = [Thread([Frame(TUNNEL, None, -1, self.owner)])]
        self.offered = []
        self.safe_exit = True
