"""Moving about in a story: from piece to piece, to a path, and counting what is visited on the way."""

from __future__ import annotations

from typing import Any

from vr_app.story.runner.content import NOWHERE, Container
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
    container, index = frame.container, frame.index
    if container is None or index < 0:
        return
    left: set[int] = set()
    before = resolve(*thread.previous)
    ancestor = before if type(before) is Container else thread.previous[0]
    while ancestor is not None:
        left.add(ancestor.ordinal)
        ancestor = ancestor.parent
    child = resolve(container, index)
    if child is None:
        return
    if child is container:
        container = container.parent
    at_start = True
    while container is not None and (container.ordinal not in left or container.counts_at_start_only):
        at_start = at_start and bool(container.content) and child is container.content[0]
        visit(state, container, at_start=at_start)
        child, container = container, container.parent


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
