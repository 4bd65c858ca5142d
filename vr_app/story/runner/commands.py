"""The instructions of ink's format, by their names there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vr_app.story.runner.content import NOWHERE, Command, Container, Tag
from vr_app.story.runner.faults import RunError
from vr_app.story.runner.output import cleaned, take
from vr_app.story.runner.state import FROM_OUTSIDE, FUNCTION, TUNNEL
from vr_app.story.runner.values import VOID, InkList, Target, Void, bounded, to_text, whole
from vr_app.story.runner.workings import Workings

_RETURNS: Final = {FUNCTION: "a function's return (~ return)", TUNNEL: "a tunnel's return (->->)"}


def _begin_expression(machine: Workings) -> None:
    frame = machine.state.top()
    if frame.in_expression:
        raise RunError("the compiled story begins an expression within an expression")
    frame.in_expression = True


def _end_expression(machine: Workings) -> None:
    frame = machine.state.top()
    if not frame.in_expression:
        raise RunError("the compiled story ends an expression that never began")
    frame.in_expression = False


def _show(machine: Workings) -> None:
    if machine.state.values:
        value = machine.state.values.pop()
        if type(value) is not Void:
            machine.say(value.text if type(value) is Tag else to_text(value))


def _duplicate(machine: Workings) -> None:
    value = machine.pop()
    machine.push(value)
    machine.push(value)


def _drop(machine: Workings) -> None:
    if machine.state.values:
        machine.state.values.pop()


def _return(machine: Workings, kind: int) -> None:
    state = machine.state
    override = None
    if kind == TUNNEL:
        value = machine.pop()
        if type(value) is Target:
            override = value
        elif type(value) is not Void:
            raise RunError("a tunnel returns with a value that is no divert target")
    frame = state.top()
    if frame.kind == FROM_OUTSIDE:
        frame.container, frame.index = NOWHERE
        state.safe_exit = True
        return
    deep = len(state.threads[-1].frames) > 1
    if frame.kind != kind or not deep:
        expected = _RETURNS[frame.kind] if deep else "the end of the flow (-> END or a choice)"
        raise RunError(f"found {_RETURNS[kind]} where {expected} was expected")
    machine.pop_frame()
    if override is not None:
        state.diverted = machine.story.pointer_at(override.path)


def _begin_string(machine: Workings) -> None:
    machine.say(_STRING)
    _end_expression(machine)


def _end_string(machine: Workings) -> None:
    taken = take(machine.state, _last(machine, "str"))
    for piece in taken:
        if type(piece) is Tag:
            machine.say(piece)
    machine.spoke = True
    machine.state.top().in_expression = True
    machine.push(bounded("".join(piece for piece in taken if type(piece) is str)))


def _begin_tag(machine: Workings) -> None:
    machine.say(_TAG)


def _end_tag(machine: Workings) -> None:
    if not machine.state.strings:
        machine.say(_TAG_END)
        return
    _, *taken = take(machine.state, _last(machine, "#"))
    if any(type(piece) is Command for piece in taken):
        raise RunError("a choice's tag holds something that is no text")
    text = "".join(piece for piece in taken if type(piece) is str)
    machine.spoke = True
    machine.push(Tag(cleaned(bounded(text))))


def _last(machine: Workings, name: str) -> int:
    output = machine.state.output
    for i in range(len(output) - 1, -1, -1):
        piece = output[i]
        if type(piece) is Command and piece.name == name:
            return i
    raise RunError("the compiled story ends a text or tag that never began")


def _choice_count(machine: Workings) -> None:
    machine.push(len(machine.state.offered))


def _turn(machine: Workings) -> None:
    machine.push(machine.state.turn + 1)


def _counted(machine: Workings) -> tuple[Container | None, str]:
    target = machine.pop()
    if type(target) is not Target:
        hint = " (a read count 'knot' was given where '-> knot' is meant)" if type(target) is int else ""
        raise RunError(f"TURNS_SINCE and READ_COUNT ask for a divert target, not {to_text(target)}{hint}")
    container = machine.story.container_at(target.path)
    if container is None:
        machine.warn(f"'{target.path}' has no visits to count: it does not exist")
    return container, target.path


def _turns_since(machine: Workings) -> None:
    container, path = _counted(machine)
    if container is None:
        machine.push(-1)
        return
    if not container.counts_turns:
        raise RunError(f"the turns since '{path}' are not counted; compile with all visits counted")
    turn = machine.state.turns.get(container.ordinal)
    machine.push(-1 if turn is None else machine.state.turn - turn)


def _read_count(machine: Workings) -> None:
    container, _ = _counted(machine)
    machine.push(0 if container is None else machine.visit_count(container))


def _random_number(machine: Workings) -> int:
    state = machine.state
    number = machine.story.random_numbers(whole(state.seed + state.previous_random))()
    state.previous_random = number
    return number


def _random(machine: Workings) -> None:
    most, least = machine.pop(), machine.pop()
    if type(least) is not int or type(most) is not int:
        raise RunError("RANDOM asks for two whole numbers")
    width = most - least + 1
    if width <= 0:
        raise RunError(f"RANDOM was given {least} to {most}; the second must not be smaller")
    machine.push(whole(_random_number(machine) % width + least))


def _seed_random(machine: Workings) -> None:
    seed = machine.pop()
    if type(seed) is not int:
        raise RunError("SEED_RANDOM asks for a whole number")
    machine.state.seed = seed
    machine.state.previous_random = 0
    machine.push(VOID)


def _visit_index(machine: Workings) -> None:
    container = machine.state.threads[-1].frames[-1].container
    machine.push(machine.visit_count(container) - 1 if container is not None else 0)


def _shuffle_index(machine: Workings) -> None:
    count, visits = machine.pop(), machine.pop()
    if type(count) is not int or type(visits) is not int or not 0 < count <= 100_000:
        raise RunError("a shuffle has no number of elements")
    round_, place = divmod(visits, count)
    container = machine.state.threads[-1].frames[-1].container
    path = container.path if container is not None else ""
    draw = machine.story.random_numbers(whole(sum(map(ord, path)) + round_ + machine.state.seed))
    left = list(range(count))
    for _ in range(place):
        del left[draw() % len(left)]
    machine.push(left[draw() % len(left)])


def _done(machine: Workings) -> None:
    state = machine.state
    frame = state.top()
    if len(state.threads) > 1 and frame.kind != FROM_OUTSIDE:
        state.threads.pop()
    else:
        state.safe_exit = True
        frame.container, frame.index = NOWHERE


def _end(machine: Workings) -> None:
    machine.state.end()


def _list_from_number(machine: Workings) -> None:
    number, name = machine.pop(), machine.pop()
    if type(number) is not int or not isinstance(name, str):
        raise RunError("a list item is made from a whole number")
    machine.push(machine.story.lists.with_number(name, number))


def _list_range(machine: Workings) -> None:
    high, low, values = machine.pop(), machine.pop(), machine.pop()
    if type(values) is not InkList:
        raise RunError("LIST_RANGE asks for a list, a smallest and a largest")
    machine.push(machine.story.lists.in_range(values, low, high))


def _list_random(machine: Workings) -> None:
    values = machine.pop()
    if type(values) is not InkList:
        raise RunError("LIST_RANDOM asks for a list")
    if values.items:
        item = list(values.items)[_random_number(machine) % len(values.items)]
        values = InkList({item: values.items[item]})
    else:
        values = InkList()
    machine.push(values)


def _nothing(machine: Workings) -> None:
    del machine


_STRING: Final = Command("str")
_TAG: Final = Command("#")
_TAG_END: Final = Command("/#")

COMMANDS: Final[dict[str, Callable[[Workings], None]]] = {
    "ev": _begin_expression,
    "/ev": _end_expression,
    "out": _show,
    "du": _duplicate,
    "pop": _drop,
    "~ret": lambda machine: _return(machine, FUNCTION),
    "->->": lambda machine: _return(machine, TUNNEL),
    "str": _begin_string,
    "/str": _end_string,
    "#": _begin_tag,
    "/#": _end_tag,
    "nop": _nothing,
    "choiceCnt": _choice_count,
    "turn": _turn,
    "turns": _turns_since,
    "readc": _read_count,
    "rnd": _random,
    "srnd": _seed_random,
    "visit": _visit_index,
    "seq": _shuffle_index,
    "thread": _nothing,
    "done": _done,
    "end": _end,
    "listInt": _list_from_number,
    "range": _list_range,
    "lrnd": _list_random,
}
