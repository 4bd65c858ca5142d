"""Expressions as one piece: what stands between "ev" and "/ev" is read once and worked out as a whole from then on.

Most of what a story does between two lines is working out conditions and numbers. Read piece by piece each costs a turn
of the machine; as a tree of small functions only the whole costs one. What follows at once is part of it: the variable
that takes the value, or the divert that depends on it. Expressions that say more than one thing, call functions or
build text out of values are left to the machine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from vr_app.story.runner.commands import COMMANDS
from vr_app.story.runner.content import (
    NOWHERE,
    Assignment,
    Command,
    Container,
    CountReading,
    Divert,
    Expression,
    Operation,
    VariableReading,
)
from vr_app.story.runner.faults import RunError
from vr_app.story.runner.operations import operate, whole_numbers
from vr_app.story.runner.pieces import HANDLERS, follow
from vr_app.story.runner.story import resolve_from
from vr_app.story.runner.values import InkList, Target, Value, Void, is_truthy, to_text
from vr_app.story.runner.variables import assign, read_variable
from vr_app.story.runner.workings import Workings

Evaluate = Callable[[Workings], Value]
Act = Callable[[Workings], None]

MOST_PIECES: Final = 64
"""An expression of more pieces is read one by one; a tree of functions must not grow as deep as one likes."""
_PLAIN: Final = (str, int, float, bool, InkList, Target, Void)
_TAKES: Final = {
    **dict.fromkeys(("visit", "turn", "choiceCnt"), 0),
    **dict.fromkeys(("turns", "readc", "srnd", "lrnd"), 1),
    **dict.fromkeys(("rnd", "seq", "listInt"), 2),
    "range": 3,
}
"""How many values a command takes; each of these leaves one."""


def read_expression(machine: Workings, expression: Expression) -> None:
    """What the machine does at the beginning of an expression."""
    if not expression.was_read:
        expression.was_read = True
        reader = _Reader(expression, machine.story.root)
        if reader.read():
            expression.whole, expression.last = reader.whole(), reader.last
    frame = machine.state.threads[-1].frames[-1]
    if expression.whole is None or frame.in_expression:
        COMMANDS["ev"](machine)
        return
    expression.whole(machine)
    if frame.container is expression.home:
        frame.index = expression.last


class _Reader:
    """Reads the pieces of one expression.

    Attributes:
        values: what would lie on the value stack.
        acts: what is done with it, in order.
        last: the index of the last piece that was read.
    """

    def __init__(self, expression: Expression, root: Container) -> None:
        self._content = expression.home.content
        self._root = root
        self._ways_back: dict[str, str] = {}
        self.last = expression.index
        self.values: list[Evaluate] = []
        self.acts: list[Act] = []

    def read(self) -> bool:
        """Whether the whole expression was understood."""
        for _ in range(MOST_PIECES):
            piece = self._following()
            if type(piece) is Command and piece.name == "/ev":
                self.last += 1
                self._read_on()
                return True
            self.last += 1
            if not self._take(piece):
                return False
        return False

    def whole(self) -> Act:
        """All of it as one function."""
        acts = (*self.acts, *(_pushing(value) for value in self.values))
        if len(acts) == 1:
            return acts[0]

        def all_of(machine: Workings) -> None:
            for act in acts:
                act(machine)

        return all_of

    def _following(self) -> Any:
        after = self.last + 1
        return self._content[after] if after < len(self._content) else None

    def _read_on(self) -> None:
        """Takes in what the value is for, where it stands right after the expression."""
        piece = self._following()
        if len(self.values) != 1:
            return
        if type(piece) is Assignment:
            self.acts.append(_assigning(piece, self.values.pop()))
        elif type(piece) is Divert and piece.is_conditional:
            self.acts.append(_diverting(piece, self.values.pop()))
        elif type(piece) is Container and _is_branch(piece):
            self.acts.append(_branching(piece, self.values.pop()))
        else:
            return
        self.last += 1

    def _take(self, piece: Any) -> bool:
        kind = type(piece)
        if kind in _PLAIN:
            self.values.append(_constant(piece))
        elif kind is VariableReading or kind is CountReading:
            self.values.append(_reading(piece))
        elif kind is Operation and len(self.values) >= piece.arity:
            self._combine(piece.arity, lambda operands: _operation(piece.name, operands))
        elif kind is Assignment and len(self.values) == 1:
            self.acts.append(_assigning(piece, self.values.pop()))
            self._ways_back.pop(piece.name, None)
            if type(self._content[self.last - 1]) is Target:
                self._ways_back[piece.name] = self._content[self.last - 1].path
        elif kind is Command:
            return self._take_command(piece.name)
        else:
            return False
        return True

    def _take_command(self, name: str) -> bool:
        if name == "str":
            return self._take_text()
        if name == "out" and len(self.values) == 1 and not self.acts:
            self.acts.append(_showing(self.values.pop()))
        elif name == "du" and not self.values and not self.acts:
            self.values.append(_top)
        elif name in _TAKES and len(self.values) >= _TAKES[name]:
            self._combine(_TAKES[name], lambda operands: _commanding(name, operands))
        else:
            return False
        return True

    def _take_text(self) -> bool:
        """A text without anything to work out in it."""
        parts: list[str] = []
        while True:
            piece = self._following()
            self.last += 1
            if type(piece) is str and "\n" not in piece:
                parts.append(piece)
            elif type(piece) is Divert and (aside := self._text_aside(piece)) is not None:
                parts.append(aside)
            else:
                break
        self.values.append(_constant("".join(parts)))
        return type(piece) is Command and piece.name == "/str"

    def _text_aside(self, divert: Divert) -> str | None:
        """The text a choice shares with what follows it: kept aside, it leads back to right behind the divert."""
        if divert.pushes or divert.is_conditional or divert.is_external or divert.through_variable:
            return None
        aside, _ = resolve_from(divert.home, self._root, divert.target) or NOWHERE
        behind = self._following()
        if aside is None or type(behind) is not Container or behind.content or _counts(aside) or _counts(behind):
            return None
        *texts, back = aside.content or [None]
        if not all(type(text) is str and "\n" not in text for text in texts) or type(back) is not Divert:
            return None
        if not back.through_variable or back.pushes or back.is_conditional:
            return None
        if self._ways_back.get(back.target) != behind.path:
            return None
        self.last += 1
        return "".join(texts)

    def _combine(self, count: int, made: Callable[[list[Evaluate]], Evaluate]) -> None:
        at = len(self.values) - count
        operands = self.values[at:]
        del self.values[at:]
        self.values.append(made(operands))


def _counts(container: Container) -> bool:
    return container.counts_visits or container.counts_turns


def _is_branch(container: Container) -> bool:
    """Whether all a container does is to go on elsewhere if the value before it holds."""
    if len(container.content) != 1 or _counts(container):
        return False
    divert = container.content[0]
    return type(divert) is Divert and divert.is_conditional


# ---------------------------------------------------------------------- values


def _constant(value: Value) -> Evaluate:
    return lambda machine: value


def _top(machine: Workings) -> Value:
    if not machine.state.values:
        raise RunError("an expression has no value where one is needed")
    return machine.state.values[-1]


def _reading(piece: VariableReading | CountReading) -> Evaluate:
    push = HANDLERS[type(piece)]
    name = piece.name if type(piece) is VariableReading else ""

    def value(machine: Workings) -> Value:
        if name:
            found = read_variable(machine.story, machine.state, name)
            if found is not None:
                return found
        push(machine, piece)
        return machine.state.values.pop()

    return value


def _operation(name: str, operands: list[Evaluate]) -> Evaluate:
    if len(operands) == 1:
        only = operands[0]
        return lambda machine: operate(name, [only(machine)], machine.story.lists)
    first, second = operands
    whole = whole_numbers(name)

    def value(machine: Workings) -> Value:
        a, b = first(machine), second(machine)
        if whole is not None and type(a) is int and type(b) is int:
            return whole(a, b)
        return operate(name, [a, b], machine.story.lists)

    return value


def _commanding(name: str, operands: list[Evaluate]) -> Evaluate:
    command = COMMANDS[name]

    def value(machine: Workings) -> Value:
        for operand in operands:
            machine.push(operand(machine))
        command(machine)
        return machine.pop()

    return value


# ---------------------------------------------------------------------- acts


def _pushing(value: Evaluate) -> Act:
    return lambda machine: machine.push(value(machine))


def _showing(value: Evaluate) -> Act:
    def act(machine: Workings) -> None:
        shown = value(machine)
        if type(shown) is not Void:
            machine.say(to_text(shown))

    return act


def _assigning(piece: Assignment, value: Evaluate) -> Act:
    return lambda machine: assign(machine.story, machine.state, piece, value(machine))


def _diverting(piece: Divert, value: Evaluate) -> Act:
    def act(machine: Workings) -> None:
        if is_truthy(value(machine)):
            follow(machine, piece)

    return act


def _branching(branch: Container, value: Evaluate) -> Act:
    divert: Divert = branch.content[0]

    def act(machine: Workings) -> None:
        if is_truthy(value(machine)):
            frame = machine.state.threads[-1].frames[-1]
            frame.container, frame.index = branch, 0
            follow(machine, divert)

    return act
