"""The kinds of value an ink variable can hold, and how each is written out.

Whole numbers, fractions, truth values and text are Python's own; lists, divert targets and references to
variables are the small classes here. Numbers behave as in ink's reference player: 32-bit integers that
wrap around, fractions of single precision.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np

from vr_app.story.runner.faults import RunError

LONGEST_TEXT = 4_000_000
"""Characters a computed text may have; a loop that doubles a string must not fill the memory."""


class Item(NamedTuple):
    """A list's item: "Colours.red" is `Item("Colours", "red")`."""

    origin: str
    name: str


class InkList:
    """A set of list items with their numbers; immutable.

    Attributes:
        items: number by item, in the order they were put in.
        origins: the lists it draws from; for an empty list, those it last held items of.
    """

    __slots__ = ("items", "origins")

    def __init__(self, items: dict[Item, int] | None = None, origins: tuple[str, ...] = ()) -> None:
        self.items: dict[Item, int] = items or {}
        self.origins: tuple[str, ...] = tuple(dict.fromkeys(item.origin for item in self.items)) or origins

    def ordered(self) -> list[Item]:
        """Items from the smallest number up; equal numbers by the name of their list."""
        numbers = self.items
        return sorted(numbers, key=lambda item: (numbers[item], item.origin.casefold(), item.origin.swapcase()))

    def __str__(self) -> str:
        if len(self.items) == 1:
            return next(iter(self.items)).name
        return ", ".join(item.name for item in self.ordered())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, InkList) and self.items.keys() == other.items.keys()

    def __hash__(self) -> int:
        return hash(frozenset(self.items))

    def __bool__(self) -> bool:
        return bool(self.items)

    def __repr__(self) -> str:
        return f"InkList({', '.join('.'.join(item) for item in self.ordered())})"


@dataclass(frozen=True)
class Target:
    """A place in the story as a value (`-> knot`); `path` is its full path."""

    path: str


@dataclass(frozen=True)
class VariablePointer:
    """A reference to a variable (a `ref` parameter): its name and whose it is.

    Attributes:
        name: the variable.
        context: 0 a global, n the temporary of the n-th call frame, -1 not known yet.
    """

    name: str
    context: int = -1


class Void:
    """What a function without `~ return` gives."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "VOID"


VOID: Final = Void()

Value = Any
"""int | float | bool | str | InkList | Target | VariablePointer | Void"""

KIND_NAMES: Final = {
    bool: "Bool",
    int: "Int",
    float: "Float",
    InkList: "List",
    str: "String",
    Target: "DivertTarget",
    VariablePointer: "VariablePointer",
    Void: "Void",
}


def kind_name(value: Value) -> str:
    """The kind of a value, in ink's own words."""
    return KIND_NAMES.get(type(value), "a tag")


def whole(number: int) -> int:
    """The 32-bit integer a number wraps around to."""
    return number if -0x80000000 <= number <= 0x7FFFFFFF else (number + 0x80000000) % 0x100000000 - 0x80000000


def single(number: float) -> float:
    """The nearest fraction of single precision."""
    try:
        return struct.unpack("f", struct.pack("f", number))[0]
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")


def bounded(text: str) -> str:
    """The text itself, if a story may hold one so long."""
    if len(text) > LONGEST_TEXT:
        raise RunError(f"a text grew beyond {LONGEST_TEXT:,} characters")
    return text


def is_truthy(value: Value) -> bool:
    """Whether a condition with this value holds."""
    if isinstance(value, Target):
        raise RunError(
            f"a divert target (to {value.path}) was used as a condition; "
            "did you mean a function call 'likeThis()' or a read count 'likeThis', without the arrow?"
        )
    if isinstance(value, VariablePointer):
        raise RunError("a reference to a variable was used as a condition")
    return bool(value) if not isinstance(value, Void) else False


def to_text(value: Value) -> str:
    """How a value reads in the story's text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _fraction(value)
    if isinstance(value, Target):
        return f"DivertTargetValue({value.path})"
    if isinstance(value, VariablePointer):
        return f"VariablePointerValue({value.name})"
    if isinstance(value, Void):
        return ""
    return str(value)


def _fraction(number: float) -> str:
    if number != number:
        return "NaN"
    if number in (float("inf"), float("-inf")):
        return "Infinity" if number > 0 else "-Infinity"
    if number == 0:
        return "0"
    digits, exponent = np.format_float_scientific(np.float32(number), unique=True, trim="-").split("e")
    if -4 <= int(exponent) < 9:
        return np.format_float_positional(np.float32(number), unique=True, trim="-")
    return f"{digits.rstrip('.')}E{'-' if exponent.startswith('-') else '+'}{abs(int(exponent)):02d}"
