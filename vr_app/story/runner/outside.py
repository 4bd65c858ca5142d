"""Functions of the application's that a story may call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vr_app.story.runner.faults import RunError
from vr_app.story.runner.values import (
    KIND_NAMES,
    InkList,
    Target,
    Value,
    VariablePointer,
    bounded,
    single,
    whole,
)


@dataclass(frozen=True)
class External:
    """A function outside the story.

    Attributes:
        call: takes and gives ink values; None for nothing.
        lookahead_safe: whether it may be called while the machine reads ahead; True for functions that change
            nothing outside.
    """

    call: Callable[..., Value | None]
    lookahead_safe: bool = False


def checked(value: object, whose: str) -> Value:
    """A value from outside as the story may hold it.

    Raises:
        RunError: it is none.
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return whole(value)
    if isinstance(value, float):
        return single(value)
    if isinstance(value, str):
        return bounded(value)
    if isinstance(value, InkList | Target | VariablePointer):
        return value
    kinds = ", ".join(kind for kind in KIND_NAMES.values() if kind not in ("Void", "VariablePointer"))
    raise RunError(f"{whose} gave a {type(value).__name__}; ink knows {kinds}")
