"""From a wish and a plan to the tables of a stage: what is there, and how it stands to other things.

The picture is composed by rule: a way from the visitor to the host stays free, the chief thing of the wish stands in
the middle behind the host, large things behind and beside it, small things on something. Coordinates are given to a few
only; the solver finds the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from vr_app.host.imagining.aboard import DECK_M, deck_kind, deck_rows
from vr_app.host.imagining.distance import backdrop_rows, relief_of
from vr_app.host.imagining.grounds import (
    Frame,
    chosen_hour,
    frame_of,
    is_dark,
    lights_of,
    place_tables,
    room_walls,
    time_of_day,
)
from vr_app.host.imagining.ingredients import BY_HOST, LARGE_M, Item, focus_of, ingredients
from vr_app.host.imagining.places import KINDS, PlaceKind
from vr_app.host.imagining.plan import Plan
from vr_app.host.imagining.wish import ABOARD, Wish
from vr_app.library.stand_ins import stand_in_for
from vr_app.library.word_search import WordSearch

Table = dict[str, Any]


@dataclass(frozen=True)
class Composed:
    """What a scene folder is to hold.

    Attributes:
        stage: tables and keys of scene.toml, in order.
        notes: plain lines: what is absent, what a plain shape stands in for.
        present: words of the wish that are there.
        absent: words of the wish that are not.
    """

    stage: Table
    notes: tuple[str, ...]
    present: tuple[str, ...]
    absent: tuple[str, ...]


def compose_wish(wish: Wish, plan: Plan, search: WordSearch, seed: int) -> Composed:
    """The stage as far as the plan has been written; with an empty plan, what the wish alone gives."""
    kind = KINDS[wish.kind]
    aboard = wish.kind == "harbour" and ABOARD.search(wish.text) is not None
    kind = deck_kind(kind) if aboard else kind
    frame = frame_of(kind, wish.look)
    frame = replace(frame, water_m=-DECK_M) if aboard else frame
    hour = chosen_hour(wish, plan)
    items = ingredients(wish, plan, kind, search)
    focus = focus_of(items)
    relief = relief_of(f"{wish.text} {plan.mood}")
    stage: Table = {
        "format": 2,
        "title": plan.title or _plain_title(wish),
        "description": plan.description or wish.text[:1000],
        **({"mood": plan.mood} if plan.mood else {}),
        "time_of_day": time_of_day(hour),
        "license": "CC0-1.0",
        "generated": True,
        "language": wish.language,
        "seed": seed,
        **place_tables(kind, wish.look, frame, hour, wish.weather or plan.weather, seed, relief),
    }
    if aboard:
        stage["water"]["height_m"] = frame.water_m
    rows: list[Table] = []
    taken: dict[str, Item] = {}
    carried: dict[str, int] = {}
    built = deck_rows(frame) if aboard else room_walls(kind, wish.look, frame, seed)
    slots = _Slots(frame, built, hidden=focus is not None and focus.size_m[1] > _HIDES_M)
    for item in items:
        rows.append(_row(item, focus, frame, slots, kind, taken, carried, wish.language))
        taken[item.id] = item
    stage["light"] = lights_of(kind, frame, hour, _near_edge(focus, frame))
    stage["light"] += _fires(items, focus, frame, kind, hour)
    lamps = _lamp_rows(kind, frame, hour)
    far = backdrop_rows(kind, wish, frame, hour, stage["ground"]["colour"])
    stage["thing"] = [*slots.walls, *lamps, *rows, *far]
    afloat = {"zh": "它浮在水面上。", "en": "It lies on the water, out of reach."}[wish.language]
    stage["hotspot"] = [{**view, "description": afloat, "radius_m": 2.0} for view in slots.views] + [
        {
            "id": f"view-{number + 1}",
            "name": name[:80],
            "description": text[:600],
            "at": frame.at(-8.0 + 16.0 * number, 2.0, -6.0 if kind.indoor else -20.0),
            "radius_m": 1.0 if kind.indoor else 4.0,
        }
        for number, (name, text) in enumerate(plan.spots)
    ]
    plain = [item.words for item in items if item.thing is None]
    notes = [_says(wish, "no asset fits", words, "a plain shape stands in") for words in plain]
    # What a title or a description only speaks of is not there.
    told = " ".join([plan.host_who, *(item.words for item in items)]).lower()
    present = [*wish.things, *wish.setting, *(word for word in wish.others if word in told)]
    absent = [word for word in wish.others if word not in told]
    notes += [_says(wish, "is not shown", word, "") for word in absent]
    return Composed(stage, tuple(notes), tuple(present), tuple(absent))


def _says(wish: Wish, what: str, word: str, rest: str) -> str:
    if wish.language == "zh":
        return f"没有合适的素材：“{word}”，用简单形体代替" if rest else f"没有出现：“{word}”"
    return f'{what} "{word}": {rest}' if rest else f'"{word}" {what}'


def _plain_title(wish: Wish) -> str:
    """The beginning of the wish."""
    first = re.split(r"[,.;，。；]| where | with ", wish.text, maxsplit=1)[0].strip()
    return (first[:1].upper() + first[1:])[:60] or wish.text[:60]


# --------------------------------------------------------------------------- where it is


# Behind the edge of the land, and out so far that it hides nothing of a boat; where something tall stands on the
# left of the shore, first between it and the host.
_AHEAD = ((-3.2, -15.0), (5.4, -18.5), (8.4, -22.5), (-12.0, -24.0), (1.0, -28.0), (10.5, -36.0), (-20.0, -33.0))
_BESIDE_IT = ((5.6, -15.6), (-12.0, -18.0), (1.2, -20.0), (9.4, -23.0), (-14.0, -28.0), (10.5, -36.0), (-20.0, -33.0))
_HIDES_M = 1.6


class _Slots:
    """Places for what stands on water, on the shore and on walls, one after another; and the walls."""

    def __init__(self, frame: Frame, walls: list[Table], *, hidden: bool) -> None:
        self._frame = frame
        self._spots = _BESIDE_IT if hidden else _AHEAD
        self._afloat = 0
        self.views: list[Table] = []
        self.walls = walls

    def afloat(self, size: tuple[float, float, float]) -> tuple[list[float], float]:
        """Next place on the water, and a heading."""
        x, z = self._spots[self._afloat % len(self._spots)]
        ring = self._afloat // len(self._spots)
        self._afloat += 1
        far = 1.0 + max(0.0, max(size) - 4.0) / 8.0
        sunk = 0.15 + 0.06 * size[1] if max(size) > 4.0 else 0.15
        at = self._frame.at(far * (x + 3.0 * ring), round(self._frame.water_m - sunk, 2), far * (z - 8.0 * ring))
        return at, 35.0 * self._afloat


def _near_edge(focus: Item | None, frame: Frame) -> list[float]:
    """Before the chief thing, on the floor."""
    return frame.at(frame.focus_x, 0.0, frame.focus_z + 1.2) if focus is not None else frame.at(0.0, 0.0, -3.0)


def _row(
    item: Item,
    focus: Item | None,
    frame: Frame,
    slots: _Slots,
    kind: PlaceKind,
    taken: dict[str, Item],
    carried: dict[str, int],
    language: str,
) -> Table:
    """One [[thing]]."""
    row: Table = {"id": item.id}
    if item.thing is not None:
        row["asset"] = item.thing.reference
        row |= _looks(item)
    else:
        row["words"] = (item.called or item.words)[:120]
        if item.looks.scale != 1.0:
            row["size"] = list(item.size_m)
    name = item.words or (item.thing.names.get(language) or item.thing.name if item.thing is not None else "")
    if item.named or item.dressing is None or (item.count == 1 and item.dressing.spread in ("near", "wall")):
        row["name"] = name[:80]
    stands = item.thing.stands if item.thing is not None else "floor"
    spread = item.dressing.spread if item.dressing is not None else ""
    if item.dressing is not None and item.dressing.vary:
        row["vary"] = item.dressing.vary
    if item is focus:
        depth, width = item.size_m[2], item.size_m[0]
        tall = item.size_m[1]
        back = 0.0 if kind.indoor else min(0.4 * tall, 2.4) if kind.water else min(1.0 + 0.55 * tall, 5.0)
        x = frame.focus_x - (width / 2 + 0.12 * tall if kind.water else 0.0)
        z = frame.focus_z - back - depth / 2
        if kind.indoor:
            z = (
                max(z, frame.back_z + 0.2 + depth / 2)
                if item.relation != "against"
                else frame.back_z + 0.26 + depth / 2
            )
        return row | {"at": frame.at(x, 0.0, z), "yaw_deg": 0.0}
    if item.thing is not None and item.thing.id == "jetty" and kind.water:
        return row | {"at": frame.at(2.6, 0.0, frame.shore_z - 2.2), "yaw_deg": 0.0}
    if item.afloat:
        at, yaw = slots.afloat(item.size_m)
        if row.pop("name", ""):
            slots.views.append({"id": f"{item.id}-view", "name": name[:80], "at": [at[0], at[1] + 1.0, at[2]]})
        row |= {"at": at, "yaw_deg": yaw}
        return row | ({"count": item.count, "layout": "row", "spacing_m": 6.0} if item.count > 1 else {})
    if item.count > 1:
        row["count"] = item.count
        row |= {"layout": item.layout} if item.layout else {}
    if stands == "wall" and kind.indoor:
        return row | {"at": frame.at(-3.4, 1.5, frame.back_z + 0.06), "yaw_deg": 0.0, "count": 1}
    if item.relation == BY_HOST:
        return row | {"in": "sight" if kind.indoor else "middle", "near": "host"}
    relation = _relation(item, taken, carried, kind)
    if relation:
        return row | relation
    if kind.indoor:
        if item.thing is not None and item.thing.id == "rug" and not item.named:
            return row | {"at": frame.at(-0.4, 0.0, -0.9)}
        return row | ({"against": "room"} if spread == "wall" else {"in": "sight"})
    if item.thing is not None and item.thing.id == "campfire":
        return row | {"at": frame.at(-2.1, 0.0, -0.6)}
    large = max(item.size_m[0], item.size_m[2]) > LARGE_M or item.size_m[1] > LARGE_M
    aside = spread in ("back", "shore") and not (item.named and not large)
    seen: Table = {"seen_from": "spawn"} if item.named and item.count == 1 else {}
    if item.named and large and not kind.water:
        return row | {"in": "view"} | seen
    if aside or (large and not spread):
        return row | ({"in": "middle"} | seen if seen and kind.water else {"in": "beside" if kind.water else "behind"})
    if spread == "sides":
        return row | {"in": "beside"}
    return row | {"in": "middle"} | seen


def _looks(item: Item) -> Table:
    """Keys for what is said of an installed thing's looks."""
    looks = item.looks
    found: Table = {}
    if looks.scale != 1.0:
        found["scale"] = round(looks.scale, 3)
    if looks.colour:
        found["colour"] = looks.colour
    if looks.wear >= 0:
        found["wear"] = looks.wear
    return found


def _relation(item: Item, taken: dict[str, Item], carried: dict[str, int], kind: PlaceKind) -> Table:
    """The relation that was planned, where it can be; what is small is put on something."""
    target = _target(item, taken)
    if item.relation == "under" and target is not None:
        return {"near": _first(target)}
    if item.is_small:
        able = [other for other in ([target] if target else []) if other.carries]
        able += sorted(
            (other for other in taken.values() if other.carries),
            key=lambda other: (other.dressing is not None, carried.get(other.id, 0)),
        )
        for other in able:
            room = max(2, int(other.size_m[0] * other.size_m[2] / 0.25)) * other.count
            if carried.get(other.id, 0) + item.count <= room:
                carried[other.id] = carried.get(other.id, 0) + item.count
                return {"on": _first(other)}
        return {}
    if item.relation == "against" and kind.indoor:
        return {"against": "room"}
    if target is None:
        return {}
    match item.relation:
        case "on" if target.thing is not None and target.thing.id == "stage" and not item.is_small:
            return {"on": _first(target)}
        case "around" if item.count > 1 and max(target.size_m) < 4.0:
            return {"around": _first(target)}
        case "beside" | "near" | "on" | "around" if item.count <= 3 or item.layout:
            return {"near" if item.relation in ("on", "around") else item.relation: _first(target)}
        case "facing":
            return {"in": "sight" if kind.indoor else "middle", "facing": _first(target)}
        case _:
            return {}


def _first(item: Item) -> str:
    """Its id; of several the solver takes one after another."""
    return item.id


def _target(item: Item, taken: dict[str, Item]) -> Item | None:
    """What a planned relation names, among what is placed before."""
    wanted = item.target.lower()
    if not wanted:
        return None
    for other in taken.values():
        names = {other.words.lower(), other.id.replace("-", " ")}
        if other.thing is not None:
            names |= {name.lower() for name in other.thing.names.values()}
        if any(name and (name in wanted or wanted in name) for name in names):
            return None if other.thing is not None and other.thing.stands == "water" else other
    return None


def _fires(items: Sequence[Item], focus: Item | None, frame: Frame, kind: PlaceKind, hour: float) -> list[Table]:
    """What a fire throws round it: a hearth that is the chief thing, and the campfire."""
    places = []
    if focus is not None and focus.thing is None and stand_in_for(focus.called or focus.words).shape == "hearth":
        places.append(frame.at(frame.focus_x, 0.7, frame.focus_z + 0.5))
    if not kind.indoor and is_dark(hour) and any(item.thing and item.thing.id == "campfire" for item in items):
        places.append(frame.at(-2.1, 0.7, -0.6))
    glow: Table = {
        "colour": "#ff9446",
        "intensity_cd": 9.0,
        "range_m": 10.0,
        "flicker": 0.3,
        "halo": 0.0,
        "shadows": False,
    }
    return [{"id": f"fire-{number}", "at": at, **glow} for number, at in enumerate(places, 1)]


def _lamp_rows(kind: PlaceKind, frame: Frame, hour: float) -> list[Table]:
    """What carries the lamps of a night."""
    if kind.indoor or 6.0 < hour < 18.6:
        return []
    return [
        {"id": f"lamp-post-{number}", "asset": f"app:pack/{kind.lamp}.glb", "at": frame.at(x, 0.0, z)}
        for number, (x, z) in enumerate(frame.lamp_spots, 1)
    ]
