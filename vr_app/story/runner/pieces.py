"""What each kind of content does when the machine comes to it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from inspect import signature
from typing import Any, Final

from vr_app.story.runner.content import (
    NOWHERE,
    Assignment,
    ChoicePoint,
    Container,
    CountReading,
    Divert,
    Operation,
    Pointer,
    Tag,
    VariableReading,
)
from vr_app.story.runner.faults import RunError
from vr_app.story.runner.operations import operate
from vr_app.story.runner.outside import checked
from vr_app.story.runner.state import FUNCTION, TUNNEL, Choice
from vr_app.story.runner.story import resolve_from
from vr_app.story.runner.values import VOID, Target, is_truthy, to_text
from vr_app.story.runner.variables import assign, read_variable
from vr_app.story.runner.workings import Workings

MOST_CHOICES: Final = 2_000


def _divert(machine: Workings, divert: Divert) -> None:
    if not divert.is_conditional or is_truthy(machine.pop()):
        follow(machine, divert)


def follow(machine: Workings, divert: Divert) -> None:
    """Goes where a divert leads.

    Raises:
        RunError: it leads nowhere.
    """
    if divert.is_external:
        _call_external(machine, divert)
        return
    if divert.through_variable:
        pointer = _through_variable(machine, divert.target)
    else:
        machine.divert = divert
        pointer = divert.pointer
        if pointer is None:
            pointer = divert.pointer = resolve_from(divert.home, machine.story.root, divert.target)
            if pointer is None:
                raise RunError(f"a divert leads to '{divert.target}', which does not exist")
    if divert.pushes:
        machine.push_frame(FUNCTION if divert.pushes == 1 else TUNNEL)
    machine.state.diverted = pointer


def _call_external(machine: Workings, divert: Divert) -> None:
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
    try:
        with suppress(ValueError):  # some built-in functions do not tell what they take
            signature(external.call).bind(*arguments)
    except TypeError as error:
        raise RunError(f"the external function '{name}' was given {divert.arguments} values: {error}") from None
    result = external.call(*arguments)
    machine.push(VOID if result is None else checked(result, f"the external function '{name}'"))


def _through_variable(machine: Workings, name: str) -> Pointer:
    value = read_variable(machine.story, machine.state, name)
    if value is None:
        raise RunError(f"a divert follows the variable '{name}', which does not exist")
    if type(value) is not Target:
        holds = "nothing (0)" if value == 0 else f"'{to_text(value)}'"
        raise RunError(f"a divert follows the variable '{name}', which holds {holds} and no divert target")
    return machine.story.pointer_at(value.path)


def _choice(machine: Workings, point: ChoicePoint) -> None:
    state = machine.state
    shown = is_truthy(machine.pop()) if point.has_condition else True
    tags: list[str] = []
    only = _choice_text(machine, tags) if point.has_choice_only else ""
    start = _choice_text(machine, tags) if point.has_start else ""
    if point.container is None:
        pointer = resolve_from(point.home, machine.story.root, point.target)
        inside = pointer[0] if pointer else None
        if inside is not None and point.target.rsplit(".", 1)[-1].isdecimal():
            piece = inside.content[pointer[1]] if pointer and inside.content else inside
            inside = piece if isinstance(piece, Container) else None
        if inside is None:
            raise RunError(f"a choice leads to '{point.target}', which does not exist")
        point.container = inside
    if point.once_only and machine.visit_count(point.container) > 0:
        shown = False
    if not shown:
        return
    if len(state.offered) >= MOST_CHOICES:
        raise RunError(f"more than {MOST_CHOICES:,} choices are offered at once")
    home = point.home.path
    state.offered.append(
        Choice(
            (start + only).strip(" \t"),
            tuple(reversed(tags)),
            point.container.path,
            f"{home}.{point.index}" if home else str(point.index),
            point.is_invisible_default,
            state.forked_thread(),
        )
    )


def _choice_text(machine: Workings, tags: list[str]) -> str:
    text = machine.pop()
    values = machine.state.values
    while values and type(values[-1]) is Tag:
        tags.append(values.pop().text)
    if not isinstance(text, str):
        raise RunError("a choice's text is no text")
    return text


def _operation(machine: Workings, operation: Operation) -> None:
    values = machine.state.values
    if len(values) < operation.arity:
        raise RunError("an expression has no value where one is needed")
    operands = values[-operation.arity :]
    del values[-operation.arity :]
    values.append(operate(operation.name, operands, machine.story.lists))


def _assignment(machine: Workings, assignment: Assignment) -> None:
    assign(machine.story, machine.state, assignment, machine.pop())


def _variable(machine: Workings, reading: VariableReading) -> None:
    value = read_variable(machine.story, machine.state, reading.name)
    if value is None:
        machine.warn(f"the variable '{reading.name}' has no value yet; 0 is taken")
        value = 0
    machine.push(value)


def _count(machine: Workings, reading: CountReading) -> None:
    if reading.container is None:
        reading.container, _ = resolve_from(reading.home, machine.story.root, reading.path) or NOWHERE
        if reading.container is None:
            raise RunError(f"the visits of '{reading.path}' are asked for, which does not exist")
    machine.push(machine.visit_count(reading.container))


HANDLERS: Final[dict[type, Callable[[Workings, Any], None]]] = {
    Divert: _divert,
    VariableReading: _variable,
    Assignment: _assignment,
    Operation: _operation,
    ChoicePoint: _choice,
    CountReading: _count,
}
"""Commands have a table of their own. Values, text, tags and glue have no handler: they go to the value stack or the
output as they are."""
