"""From a stage and the places the solver found to a stage in which everything has coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vr_app.scene.layout.placement import Placed, Unmet, placements_by_thing
from vr_app.scene.stage import Problem, Stage
from vr_app.scene.stage_lines import place_at
from vr_app.scene.stage_things import Thing


def needs_solver(stage: Stage) -> bool:
    """Whether anything in it has no coordinates of its own."""
    return any(not thing.is_fixed or thing.count > 1 for thing in stage.things)


def settled(stage: Stage, found: Sequence[Placed | Unmet]) -> Stage:
    """The stage with places filled in and complaints added; several of a thing become things of their own.

    What found no room is left out.
    """
    places = placements_by_thing([entry for entry in found if isinstance(entry, Placed)])
    things: list[Thing] = []
    for thing in stage.things:
        for place in places.get(thing.id, ()):
            given = thing.given | {"at", "yaw_deg"}
            things.append(
                replace(thing, id=place.id, at=place.at, yaw_deg=place.yaw_deg, scale=place.scale, count=1, given=given)
            )
    complaints = [problem_of(stage, entry) for entry in found if isinstance(entry, Unmet)]
    return replace(stage, things=tuple(things), problems=(*stage.problems, *complaints))


def problem_of(stage: Stage, unmet: Unmet) -> Problem:
    """A complaint with the line of the relation it is about."""
    number = next(number for number, thing in enumerate(stage.things) if thing.id == unmet.of)
    pointer = f"/thing/{number}/{unmet.key}" if unmet.key else f"/thing/{number}"
    line, column = place_at(dict(stage.lines), pointer)
    remedy = {
        "relation.circle": "Give one of them coordinates (`at`), or take one relation out.",
        "room.none": "Make room: fewer or smaller things, a larger zone, or coordinates (`at`).",
    }.get(unmet.code, "Take another relation, make room there, or give it coordinates (`at`).")
    return Problem(unmet.code, pointer, unmet.message, remedy, line, column, fatal=False)
