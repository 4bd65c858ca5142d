"""Moving about in a story: from piece to piece, to a path, and counting what is visited on the way."""

from __future__ import annotations

from typing import Any

from vr_app.story.runner.content import NOWHERE, Container, Pointer
from vr_app.story.runner.state import Frame, State
from vr_app.story.runner.story import CompiledStory


def resolve(container: Container | None, index: int) -> Any:
    """What stands at a place; None nowhere."""
    if container is None:
        return None
    if index < 0 or not container.content:
        return container
    return container.content[index] if index < len(container.content) else None


def increment(frame: Frame) -> bool:
    """Moves a frame to the next piece; False, and nowhere, at the end of what it reads."""
    container, index = frame.container, frame.index + 1
    while container is not None and index >= len(container.content):
        if container.position < 0 or container.parent is None:
            container = None
            break
        container, index = container.parent, container.position + 1
    if container is None:
        frame.container, frame.index = NOWHERE
        return False
    frame.container, frame.index = container, index
    return True


def visit(state: State, container: Container, *, at_start: bool) -> None:
    """Counts a visit, if the container wants it counted."""
    if at_start or not container.counts_at_start_only:
        if container.counts_visits:
            state.visits[container.ordinal] = state.visits.get(container.ordinal, 0) + 1
        if container.counts_turns:
            state.turns[container.ordinal] = state.turn


def visit_entered(state: State) -> None:
    """Counts the containers a divert entered."""
    thread = state.threads[-1]
    frame = thread.frames[-1]
    count_visits(state, entered(thread.previous, (frame.container, frame.index)))


def count_visits(state: State, containers: tuple[Container, ...]) -> None:
    """Counts a visit of each, as it asks for."""
    for container in containers:
        visit(state, container, at_start=True)


def entered(before: Pointer, after: Pointer) -> tuple[Container, ...]:
    """The containers that count a visit when the flow goes from one place to another."""
    container, index = after
    if container is None or index < 0:
        return ()
    left: set[int] = set()
    piece = resolve(*before)
    ancestor = piece if type(piece) is Container else before[0]
    while ancestor is not None:
        left.add(ancestor.ordinal)
        ancestor = ancestor.parent
    child = resolve(container, index)
    if child is None:
        return ()
    if child is container:
        container = container.parent
    found: list[Container] = []
    at_start = True
    while container is not None and (container.ordinal not in left or container.counts_at_start_only):
        at_start = at_start and bool(container.content) and child is container.content[0]
        counts = container.counts_visits or container.counts_turns
        if counts and (at_start or not container.counts_at_start_only):
            found.append(container)
        child, container = container, container.parent
    return tuple(found)


def go_to(story: CompiledStory, state: State, path: str, *, counts_as_turn: bool = False) -> None:
    """Puts the running thread at a place of the story.

    Raises:
        RunError: there is no such place.
    """
    container, index = story.pointer_at(path)
    state.offered = []
    if counts_as_turn:
        state.turn += 1
    frame = state.top()
    frame.container, frame.index = container, max(0, index)
    visit_entered(state)
