"""What is placed first: what others stand to, then the large before the small; relations in a circle are undone."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence

from vr_app.scene.stage_things import Thing

LATER = ("facing", "seen_from")
"""Relations that can be met after a thing has its place."""
Cycle = tuple[str, str, tuple[str, ...]]
"""Thing, the relation that is left out, and the ids round the circle."""


def in_order(things: Sequence[Thing], weight: Callable[[Thing], float]) -> tuple[list[Thing], list[Cycle]]:
    """Things without `at` in the order they are to be placed.

    Args:
        weight: the heavier is placed sooner, all else being equal.

    Returns: the things, and the relations that had to be left out because they lead in a circle.
    """
    free = {thing.id: thing for thing in things if not thing.is_fixed}
    needs: dict[str, dict[str, list[str]]] = {name: _needs(thing, free) for name, thing in free.items()}
    cycles: list[Cycle] = []
    while circle := _circle(needs):
        last, ahead = _weakest(circle, needs, list(free))
        for key in needs[last].pop(ahead):
            cycles.append((last, key, tuple(circle)))
    waiting = {name: set(ahead) for name, ahead in needs.items()}
    followers: dict[str, list[str]] = {}
    for name, ahead in waiting.items():
        for other in ahead:
            followers.setdefault(other, []).append(name)
    place = {name: number for number, name in enumerate(free)}
    ready = [(-weight(free[name]), place[name], name) for name, ahead in waiting.items() if not ahead]
    heapq.heapify(ready)
    ordered = []
    while ready:
        name = heapq.heappop(ready)[2]
        ordered.append(free[name])
        for other in followers.get(name, ()):
            waiting[other].discard(name)
            if not waiting[other]:
                heapq.heappush(ready, (-weight(free[other]), place[other], other))
    return ordered, cycles


def _weakest(
    circle: Sequence[str], needs: Mapping[str, Mapping[str, Sequence[str]]], written: Sequence[str]
) -> tuple[str, str]:
    """The step of a circle to undo: one that only says where to look, else that of the thing written last."""
    steps = [(name, circle[(number + 1) % len(circle)]) for number, name in enumerate(circle)]
    looks = [step for step in steps if set(needs[step[0]][step[1]]) <= set(LATER)]
    return max(looks or steps, key=lambda step: written.index(step[0]))


def _needs(thing: Thing, free: Mapping[str, Thing]) -> dict[str, list[str]]:
    """Other free things it stands to, with the relations that say so."""
    found: dict[str, list[str]] = {}
    for key, names in thing.relations:
        for name in names:
            if name in free and name != thing.id:
                found.setdefault(name, []).append(key)
    return found


def _circle(needs: Mapping[str, Mapping[str, Sequence[str]]]) -> list[str]:
    """Ids that lead round in a circle; none where there is no circle."""
    state: dict[str, int] = {}
    for begin in needs:
        if begin in state:
            continue
        path: list[str] = []
        stack = [(begin, iter(needs[begin]))]
        state[begin] = 1
        path.append(begin)
        while stack:
            name, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                state[name] = 2
                stack.pop()
                path.pop()
            elif state.get(following) == 1:
                return path[path.index(following) :]
            elif following not in state:
                state[following] = 1
                stack.append((following, iter(needs[following])))
                path.append(following)
    return []
