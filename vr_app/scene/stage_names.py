"""Whether the ids in a stage are unique and lead somewhere."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from typing import Protocol

from vr_app.scene.stage import Stage
from vr_app.scene.stage_things import PLACES

MOST_PLACED = 10_000
"""Things, each counted as often as it is made."""


class Complain(Protocol):
    def __call__(self, code: str, pointer: str, message: str, remedy: str) -> None: ...


def check_names(stage: Stage, complain: Complain, line_of: Callable[[str], int]) -> None:
    """Complains of every id that was given twice or leads nowhere.

    Args:
        line_of: the line of a JSON pointer.
    """
    seen: dict[str, str] = {}
    for key, rows in (("thing", stage.things), ("hotspot", stage.hotspots), ("zone", stage.zones)):
        for index, row in enumerate(rows):
            pointer = f"/{key}/{index}/id"
            if row.id in seen:
                message = f'the id "{row.id}" was given in line {line_of(seen[row.id])}'
                complain("id.twice", pointer, message, "Choose another one.")
            seen.setdefault(row.id, pointer)
    _check_count(stage, complain)
    things = {thing.id for thing in stage.things}
    hotspots, zones = {spot.id for spot in stage.hotspots}, {zone.id for zone in stage.zones}
    marks, sounds = {mark.id for mark in stage.marks}, {sound.id for sound in stage.sounds}
    for index, thing in enumerate(stage.things):
        for key, names in thing.relations:
            known = things | zones | hotspots | marks | set(PLACES) if key != "on" else things
            for name in names:
                if name not in known or name == thing.id:
                    _unknown(complain, f"/thing/{index}/{key}", name, known - {thing.id}, "thing")
        if not thing.asset and not thing.words and not {"size", "shape"} & thing.given:
            message = f"`asset` is missing in [[thing]] {index + 1}"
            remedy = 'Add `asset = "assets/x.glb"`, `words = "a wooden bench"` or a `size`.'
            complain("key.missing", f"/thing/{index}", message, remedy)
    for pointer, name, kind in _life(stage):
        known = {
            "thing": things,
            "zone": zones,
            "target": things | hotspots,
            "sound": sounds,
            "mark": marks,
            "any": things | hotspots | zones,
        }[kind]
        if name not in known:
            _unknown(complain, pointer, name, known, kind if kind in ("zone", "sound", "mark") else "thing")


def _check_count(stage: Stage, complain: Complain) -> None:
    """Complains of the `count` with which the stage has more things than can be placed."""
    placed = 0
    for index, thing in enumerate(stage.things):
        placed += thing.count
        if placed > MOST_PLACED:
            message = f"with this there are {placed:,} things, more than {MOST_PLACED:,}"
            complain("value.range", f"/thing/{index}/count", message, "Make fewer of them, or one model of many.")
            return


def _life(stage: Stage) -> Iterator[tuple[str, str, str]]:
    """Pointer, id and kind of every id that behaviours, triggers and translations name."""
    for index, behaviour in enumerate(stage.behaviours):
        yield f"/behaviour/{index}/thing", behaviour.thing, "thing"
    for index, sound in enumerate(stage.sounds):
        if sound.thing:
            yield f"/sound/{index}/thing", sound.thing, "thing"
    for index, trigger in enumerate(stage.triggers):
        at = f"/trigger/{index}"
        if trigger.when != "timer":
            yield f"{at}/what", trigger.what, {"enters": "zone", "picks_up": "thing"}.get(trigger.when, "target")
        yield from ((f"{at}/show", name, "thing") for name in trigger.show)
        yield from ((f"{at}/hide", name, "thing") for name in trigger.hide)
        if trigger.sound:
            yield f"{at}/sound", trigger.sound, "sound"
        if trigger.mark:
            yield f"{at}/mark", trigger.mark, "mark"
    for index, words in enumerate(stage.translations):
        if words.of:
            yield f"/translation/{index}/of", words.of, "any"


def _unknown(complain: Complain, pointer: str, name: str, known: set[str], kind: str) -> None:
    close = difflib.get_close_matches(name, sorted(known), n=1)
    remedy = f'Did you mean "{close[0]}"?' if close else f"Write the id of another [[{kind}]]."
    complain("id.unknown", pointer, f'there is no {kind} "{name[:40]}"', remedy)
