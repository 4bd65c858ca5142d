"""The pieces a compiled story is made of, as the machine reads them.

A story is a tree of containers; what stands in a container is a value, a command, a divert, a choice point,
a variable's reading or writing, an operation, a tag or glue.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

Pointer = tuple["Container | None", int]
"""A place: a container and an index in it; -1 the container itself; (None, -1) nowhere."""

NOWHERE: Final[Pointer] = (None, -1)


class Container:
    """A sequence of content, some of it reachable by name.

    Attributes:
        content: what is read one after another.
        named: containers by name, those in `content` and those aside.
        name: own name, "" without.
        parent: the container it stands in; None for the root.
        position: index in the parent's content, -1 where it is only named.
        ordinal: number in the order of reading, the key of its visit counts.
        counts_visits, counts_turns, counts_at_start_only: what the machine keeps of visits.
    """

    __slots__ = (
        "_path",
        "content",
        "counts_at_start_only",
        "counts_turns",
        "counts_visits",
        "name",
        "named",
        "ordinal",
        "parent",
        "position",
    )

    def __init__(self, parent: Container | None, position: int, ordinal: int) -> None:
        self.content: list[Any] = []
        self.named: dict[str, Container] = {}
        self.name = ""
        self.parent = parent
        self.position = position
        self.ordinal = ordinal
        self.counts_visits = False
        self.counts_turns = False
        self.counts_at_start_only = False
        self._path: str | None = None

    @property
    def path(self) -> str:
        """The full path, "" for the root: names where there are, else indices."""
        if self._path is None:
            steps: list[str] = []
            child = self
            while child.parent is not None:
                steps.append(child.name or str(child.position))
                child = child.parent
            self._path = ".".join(reversed(steps))
        return self._path

    @property
    def knot(self) -> str:
        """The knot, or knot.stitch, it belongs to; "" at the top of the story."""
        line: list[Container] = []
        child: Container | None = self
        while child is not None:
            line.append(child)
            child = child.parent
        names: list[str] = []
        for container in line[-2:-4:-1]:
            if container.position >= 0:
                break
            names.append(container.name)
        return ".".join(names)


@dataclass(slots=True)
class Command:
    """An instruction without operands, by the name the format gives it ("ev", "out", "done"...)."""

    name: str


THREAD: Final = Command("thread")
"""Splits the flow in two; there is this one alone."""


@dataclass(slots=True)
class Glue:
    """`<>`: joins what is before to what comes after."""


@dataclass(slots=True)
class Tag:
    """A tag as a piece of its own (stories compiled for ink 1.0 and before, and the tags of choices)."""

    text: str


@dataclass(slots=True)
class Operation:
    """An operator or built-in function."""

    name: str
    arity: int


@dataclass(slots=True)
class Expression:
    """The beginning of an expression ("ev"); its pieces follow in the same container.

    Attributes:
        home: the container it stands in.
        index: its place there.
        was_read: whether `whole` was looked for.
        whole: does the work of all its pieces at once; None where they are read one by one.
        last: the index of the last piece `whole` stands for.
    """

    home: Container
    index: int
    was_read: bool = False
    whole: Callable[[Any], None] | None = None
    last: int = -1


@dataclass(slots=True)
class VariableReading:
    """Pushes a variable's value."""

    name: str


@dataclass(slots=True)
class CountReading:
    """Pushes how often a container was visited."""

    path: str
    home: Container
    container: Container | None = None


@dataclass(slots=True)
class Assignment:
    """Pops a value into a variable."""

    name: str
    is_global: bool
    is_new: bool


@dataclass(slots=True)
class Divert:
    """Goes elsewhere, perhaps to come back.

    Attributes:
        target: a path, a variable's name (`through_variable`) or an external function's (`is_external`).
        home: the container the divert stands in; relative paths start there.
        pushes: 0 does not come back, 1 as a function, 2 as a tunnel.
        pointer: where a path leads, once it was followed.
        entered: the containers it enters on the way that count visits; None where that is not known before.
    """

    target: str
    home: Container
    pushes: int = 0
    through_variable: bool = False
    is_conditional: bool = False
    is_external: bool = False
    arguments: int = 0
    pointer: Pointer | None = None
    entered: tuple[Container, ...] | None = None


@dataclass(slots=True)
class ChoicePoint:
    """Where a choice may be offered.

    Attributes:
        target: path of the container that runs when it is chosen.
        home: the container it stands in.
        index: its place there.
    """

    target: str
    home: Container
    index: int
    has_condition: bool
    has_start: bool
    has_choice_only: bool
    is_invisible_default: bool
    once_only: bool
    container: Container | None = None
