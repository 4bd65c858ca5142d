"""Playing a story: pure functions from one state to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from vr_app.story.runner.faults import Problem, RunError, StoryError
from vr_app.story.runner.machine import MOST_PIECES_A_STEP, Machine
from vr_app.story.runner.output import text_and_tags, text_of
from vr_app.story.runner.outside import External, checked
from vr_app.story.runner.places import go_to
from vr_app.story.runner.state import DEFAULT_FLOW, FROM_OUTSIDE, Frame, State, Thread
from vr_app.story.runner.story import CompiledStory
from vr_app.story.runner.values import Value, Void
from vr_app.story.runner.variables import set_global

NO_EXTERNALS: Final[Mapping[str, External]] = MappingProxyType({})
DEFAULT_SEED: Final = 84
"""The one the public conformance stories were written down with."""
GLOBALS: Final = "global decl"
"""The name ink's format gives the container that declares the variables."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one step of a story says.

    Attributes:
        text: with its line break; empty where only tags or nothing came.
        tags: in order.
        changed: the global variables written, by name, with what they hold now.
        problems: what the story did wrong.
    """

    text: str
    tags: tuple[str, ...] = ()
    changed: Mapping[str, Value] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def start(story: CompiledStory, *, seed: int = DEFAULT_SEED) -> State:
    """The state before the first line, with every variable declared.

    Raises:
        StoryError: the declarations themselves do not run.
    """
    state = State(story.root, seed)
    declarations = story.root.named.get(GLOBALS)
    if declarations is not None:
        frame = state.top()
        frame.container, frame.index = declarations, 0
        machine = Machine(story, state, NO_EXTERNALS, MOST_PIECES_A_STEP)
        machine.run()
        if machine.state.ended_by_fault:
            raise StoryError(f"the story's variables cannot be set up: {machine.problems[-1].message}")
        declared = machine.state.globals
        state = State(story.root, machine.state.seed)
        state.globals = declared
    return state


def step(
    story: CompiledStory,
    state: State,
    externals: Mapping[str, External] = NO_EXTERNALS,
    *,
    most_pieces: int = MOST_PIECES_A_STEP,
) -> tuple[State, Line]:
    """Reads on for one line.

    Args:
        story: what is played.
        state: one with `can_continue`; it stays as it is.
        externals: the application's functions by name.
        most_pieces: pieces of content after which a story that says nothing is stopped.

    Raises:
        ValueError: there is nothing to read.
    """
    if not state.can_continue:
        raise ValueError("there is nothing to read before the next choice")
    machine = Machine(story, state.fork(), externals, most_pieces)
    machine.run()
    after = machine.state
    values = after.globals
    changed = {name: values.get(name) for name in sorted(after.changed)} if after.changed else {}
    text, tags = machine.line or text_and_tags(after.output)
    return after, Line(text, tuple(tags), changed, tuple(machine.problems))


def choose(story: CompiledStory, state: State, index: int) -> State:
    """Takes the choice of this index (from 0) among `state.choices`.

    Raises:
        IndexError: there is no such choice.
        StoryError: it leads nowhere.
    """
    choices = state.choices
    if not 0 <= index < len(choices):
        raise IndexError(f"there is no choice {index}: {len(choices)} are offered")
    chosen = choices[index]
    after = state.fork()
    after.adopt(chosen.thread)
    return _gone(story, after, chosen.target)


def divert(story: CompiledStory, state: State, path: str, arguments: Sequence[Value] = ()) -> State:
    """Leaves what is going on and goes to a knot, stitch or labelled place.

    Raises:
        StoryError: there is no such place, or an argument is no ink value.
    """
    after = state.fork()
    after.end()
    after.ended_by_fault = False
    try:
        after.values = [checked(argument, "the caller") for argument in arguments]
    except RunError as fault:
        raise StoryError(str(fault)) from None
    if not story.has_exactly(path):
        raise StoryError(f"there is no knot or place called '{path}' in the story")
    return _gone(story, after, path)


def _gone(story: CompiledStory, state: State, path: str) -> State:
    try:
        go_to(story, state, path, counts_as_turn=True)
    except RunError as fault:
        raise StoryError(str(fault)) from None
    return state


def set_variable(state: State, name: str, value: Value) -> State:
    """Writes a global variable from outside.

    Raises:
        StoryError: the story declares no such variable, or ink knows no such value.
    """
    if name not in state.globals:
        raise StoryError(f"the story has no variable '{name}'")
    after = state.fork()
    try:
        set_global(after, name, checked(value, f"the variable '{name}'"))
    except RunError as fault:
        raise StoryError(str(fault)) from None
    return after


def call_function(
    story: CompiledStory,
    state: State,
    name: str,
    arguments: Sequence[Value] = (),
    externals: Mapping[str, External] = NO_EXTERNALS,
) -> tuple[State, Value | None, str]:
    """Runs a function of the story's aside; the story stands afterwards where it stood.

    Returns:
        the state with what the function changed, the value it gave (None for nothing) and the text it said.

    Raises:
        StoryError: there is no such function, or it failed.
    """
    container = story.root.named.get(name)
    if container is None or name == GLOBALS:
        raise StoryError(f"the story has no function '{name}'")
    after = state.fork()
    output, height, offered = after.output, len(after.values), after.offered
    frame = Frame(FROM_OUTSIDE, container, 0, after.owner)
    after.threads[-1].frames.append(frame)
    text: list[str] = []
    try:
        after.values += [checked(argument, "the caller") for argument in arguments]
    except RunError as fault:
        raise StoryError(str(fault)) from None
    for _ in range(MOST_PIECES_A_STEP):
        machine = Machine(story, after, externals, MOST_PIECES_A_STEP)
        machine.run()
        after = machine.state
        text.append(text_of(after.output))
        if after.ended_by_fault:
            raise StoryError(f"the function '{name}' failed: {machine.problems[-1]}")
        if not after.can_continue:
            break
        after = after.fork()
    frames = after.threads[-1].frames
    if frames[-1].kind != FROM_OUTSIDE:
        raise StoryError(f"the function '{name}' did not return")
    frames.pop()
    given = after.values[height:]
    del after.values[height:]
    after.output, after.offered = output, offered
    value = given[-1] if given and not isinstance(given[-1], Void) else None
    return after, value, "".join(text)


def switch_flow(story: CompiledStory, state: State, name: str = DEFAULT_FLOW) -> State:
    """Goes over to another flow: its own place, text and choices; variables and visits are shared."""
    if name == state.flow:
        return state
    after = state.fork()
    fresh: tuple[list[Thread], list[Any], list[Any]] = ([Thread([Frame(0, story.root, 0, None)])], [], [])
    flows = dict(after.other_flows)
    flows[after.flow] = (after.threads, after.output, after.offered)
    threads, output, offered = flows.pop(name, fresh)
    after.threads = [thread.copy() for thread in threads]
    after.output, after.offered = output.copy(), offered.copy()
    after.other_flows, after.flow = flows, name
    after.owner = object()
    return after


def remove_flow(story: CompiledStory, state: State, name: str) -> State:
    """Forgets a flow, going back to the first one if it is the one at hand.

    Raises:
        ValueError: the first flow cannot be forgotten.
    """
    if name == DEFAULT_FLOW:
        raise ValueError("the first flow cannot be forgotten")
    after = switch_flow(story, state) if state.flow == name else state.fork()
    after.other_flows = {flow: kept for flow, kept in after.other_flows.items() if flow != name}
    return after
