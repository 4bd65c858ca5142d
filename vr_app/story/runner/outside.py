"""Functions of the application's that a story may call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vr_app.story.runner.content import Divert
from vr_app.story.runner.faults import RunError
from vr_app.story.runner.state import FUNCTION
from vr_app.story.runner.values import (
    KIND_NAMES,
    VOID,
    InkList,
    Target,
    Value,
    VariablePointer,
    bounded,
    single,
    whole,
)

if TYPE_CHECKING:
    from vr_app.story.runner.machine import Machine


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


def call_external(machine: Machine, divert: Divert) -> None:
    """Calls what an EXTERNAL stands for: the application's function, else the story's own of the same name.

    Raises:
        RunError: there is neither, or it cannot be called here.
    """
    name = divert.target
    external = machine.externals.get(name)
    if external is None:
        fallback = machine.story.root.named.get(name)
        if fallback is None:
            raise RunError(
                f"the external function '{name}' is not there, and the story has none of that name to fall back on"
            )
        machine.push_frame(FUNCTION)
        machine.state.diverted = (fallback, 0)
        return
    if not external.lookahead_safe:
        if machine.state.strings:
            raise RunError(
                f"the external function '{name}' cannot be called within a text or a choice; "
                f"put its result into a variable first: ~ temp x = {name}()"
            )
        if machine.at_newline is not None:
            machine.saw_unsafe_call = True
            return
    arguments = [machine.pop() for _ in range(divert.arguments)][::-1]
    result = external.call(*arguments)
    machine.push(VOID if result is None else checked(result, f"the external function '{name}'"))


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
