"""What each kind of content does when the machine comes to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from vr_app.story.runner.commands import COMMANDS
from vr_app.story.runner.content import (
    NOWHERE,
    Assignment,
    ChoicePoint,
    Command,
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
from vr_app.story.runner.outside import call_external
from vr_app.story.runner.state import FUNCTION, TUNNEL, Choice
from vr_app.story.runner.story import resolve_from
from vr_app.story.runner.values import Target, is_truthy, to_text
from vr_app.story.runner.variables import assign, read_variable

if TYPE_CHECKING:
    from vr_app.story.runner.machine import Machine

MOST_CHOICES: Final = 2_000


def _divert(machine: Machine, divert: Divert) -> None:
    if divert.is_conditional and not is_truthy(machine.pop()):
        return
    if divert.is_external:
        call_external(machine, divert)
        return
    if divert.through_variable:
        pointer = _through_variable(machine, divert.target)
    else:
        pointer = divert.pointer
        if pointer is None:
            pointer = divert.pointer = resolve_from(divert.home, machine.story.root, divert.target)
            if pointer is None:
                raise RunError(f"a divert leads to '{divert.target}', which does not exist")
    if divert.pushes:
        machine.push_frame(FUNCTION if divert.pushes == 1 else TUNNEL)
    machine.state.diverted = pointer


def _through_variable(machine: Machine, name: str) -> Pointer:
    value = read_variable(machine.story, machine.state, name)
    if value is None:
        raise RunError(f"a divert follows the variable '{name}', which does not exist")
    if type(value) is not Target:
        holds = "nothing (0)" if value == 0 else f"'{to_text(value)}'"
        raise RunError(f"a divert follows the variable '{name}', which holds {holds} and no divert target")
    return machine.story.pointer_at(value.path)


def _choice(machine: Machine, point: ChoicePoint) -> None:
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


def _choice_text(machine: Machine, tags: list[str]) -> str:
    text = machine.pop()
    values = machine.state.values
    while values and type(values[-1]) is Tag:
        tags.append(values.pop().text)
    if not isinstance(text, str):
        raise RunError("a choice's text is no text")
    return text


def _command(machine: Machine, command: Command) -> None:
    COMMANDS[command.name](machine)


def _operation(machine: Machine, operation: Operation) -> None:
    values = machine.state.values
    if len(values) < operation.arity:
        raise RunError("an expression has no value where one is needed")
    operands = values[-operation.arity :]
    del values[-operation.arity :]
    values.append(operate(operation.name, operands, machine.story.lists))


def _assignment(machine: Machine, assignment: Assignment) -> None:
    assign(machine.story, machine.state, assignment, machine.pop())


def _variable(machine: Machine, reading: VariableReading) -> None:
    value = read_variable(machine.story, machine.state, reading.name)
    if value is None:
        machine.warn(f"the variable '{reading.name}' has no value yet; 0 is taken")
        value = 0
    machine.push(value)


def _count(machine: Machine, reading: CountReading) -> None:
    pointer = resolve_from(reading.home, machine.story.root, reading.path) or NOWHERE
    container = pointer[0]
    if container is None:
        raise RunError(f"the visits of '{reading.path}' are asked for, which does not exist")
    machine.push(machine.visit_count(container))


HANDLERS: Final[dict[type, Callable[[Machine, Any], None]]] = {
    Divert: _divert,
    Command: _command,
    VariableReading: _variable,
    Assignment: _assignment,
    Operation: _operation,
    ChoicePoint: _choice,
    CountReading: _count,
}
"""Values, text, tags and glue have none: they go to the value stack or the output as they are."""
