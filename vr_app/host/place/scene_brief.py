"""What the host knows of the place it stands in: short words for the prompt, drawn from the stage and nothing else."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from vr_app.host.words.nouns import singular
from vr_app.host.words.token_budget import TokenCount
from vr_app.scene.stage import Stage

FAR_M = 150.0
"""From here on a distance is only "far away"."""
_SMALL_WORDS = frozenset({"in", "of", "by", "on", "at", "and", "with", "to", "from", "for"})
_PREPOSITIONS = frozenset(("in", "by", "of", "on", "with", "at", "from", "under", "over", "between"))
_TIMES = {
    "dawn": "dawn",
    "morning": "morning",
    "noon": "noon",
    "afternoon": "afternoon",
    "evening": "evening",
    "dusk": "dusk, just after sunset",
    "night": "night",
}


@dataclass(frozen=True)
class Viewpoint:
    """Where the visitor stands and looks.

    Attributes:
        at: metres, world space.
        yaw_deg: 0 looks along -Z, counter-clockwise seen from above (as in scene.toml).
        pointed: id of the thing or spot that they point at or did a moment ago, "" for none.
    """

    at: tuple[float, float, float] = (0.0, 0.0, 0.0)
    yaw_deg: float = 0.0
    pointed: str = ""

    def near(self, other: Viewpoint) -> bool:
        """True where things are seen in the same directions and at about the same distances."""
        moved_m = math.hypot(self.at[0] - other.at[0], self.at[2] - other.at[2])
        turned_deg = abs((self.yaw_deg - other.yaw_deg + 180.0) % 360.0 - 180.0)
        return moved_m < 1.0 and turned_deg < 25.0


@dataclass(frozen=True)
class KnownThing:
    """Something the host may speak of.

    Attributes:
        id: its name in the scene graph.
        name: what people call it.
        description: one or two sentences, may be "".
        at: metres, world space.
        area: corners (x, z) of an area on the floor; () for a thing or a spot.
    """

    id: str
    name: str
    description: str
    at: tuple[float, float, float]
    area: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class SeenThing:
    """A known thing as seen from a viewpoint.

    Attributes:
        distance_m: on the floor plan.
        bearing_deg: 0 straight ahead, positive to the right, -180 to 180.
    """

    thing: KnownThing
    distance_m: float
    bearing_deg: float

    @property
    def in_view(self) -> bool:
        """True where a person who looks straight on and a little about sees it."""
        return abs(self.bearing_deg) < 75.0 and self.distance_m >= 1.0

    @property
    def direction(self) -> str:
        """One of eight plain directions."""
        names = ("ahead", "ahead right", "right", "behind right", "behind", "behind left", "left", "ahead left")
        return names[round(self.bearing_deg / 45.0) % 8]

    @property
    def where(self) -> str:
        """Direction and distance in words, such as "ahead left, 3 m"."""
        if self.distance_m < 1.0:
            return "right here"
        metres = round(self.distance_m) if self.distance_m < 20 else round(self.distance_m, -1)
        return f"{self.direction}, {metres:.0f} m" if self.distance_m < FAR_M else f"{self.direction}, far away"


@dataclass(frozen=True)
class Place:
    """What can be said of a scene.

    Attributes:
        walkable: floor areas as corners (x, z), metres; () where nothing says where one may walk.
        host_at: where the host stands.
        marks: where else it may stand, by name.
        forbids: kinds of `host.actions` that nobody may ask for here.
    """

    title: str
    description: str = ""
    mood: str = ""
    time_of_day: str = ""
    things: tuple[KnownThing, ...] = ()
    arrival: Viewpoint = Viewpoint()
    walkable: tuple[tuple[tuple[float, float], ...], ...] = ()
    host_at: tuple[float, float, float] | None = None
    marks: tuple[tuple[str, tuple[float, float, float]], ...] = ()
    forbids: tuple[str, ...] = ()

    def seen_from(self, viewpoint: Viewpoint) -> list[SeenThing]:
        """Everything known, nearest first."""
        return sorted((_seen(thing, viewpoint) for thing in self.things), key=lambda seen: seen.distance_m)


def place_of(stage: Stage) -> Place:
    """The named things, hotspots and zones of a stage."""
    things = [
        KnownThing(thing.id, thing.name, thing.description, _sum(thing.at, _turned(thing.focus, thing.yaw_deg)))
        for thing in stage.things
        if thing.name
    ]
    things += [KnownThing(spot.id, spot.name, spot.description, spot.at) for spot in stage.hotspots]
    for zone in stage.zones:
        if zone.name and zone.polygon:
            x = sum(corner[0] for corner in zone.polygon) / len(zone.polygon)
            z = sum(corner[1] for corner in zone.polygon) / len(zone.polygon)
            things.append(KnownThing(zone.id, zone.name, zone.description, (x, zone.height_m, z), zone.polygon))
    return Place(
        title=stage.title,
        description=stage.description,
        mood=stage.mood,
        time_of_day=stage.time_of_day,
        things=_one_of_each_name(things),
        arrival=Viewpoint(stage.spawn.at, stage.spawn.yaw_deg),
        walkable=tuple(zone.polygon for zone in stage.zones if zone.walkable and zone.polygon),
        host_at=stage.host.at if stage.host is not None else None,
        marks=tuple((mark.id, mark.at) for mark in stage.marks),
        forbids=stage.host.forbids if stage.host is not None else (),
    )


def _one_of_each_name(things: Sequence[KnownThing]) -> tuple[KnownThing, ...]:
    """A thing and the zone around it may share a name: the one with more to tell stays."""
    best: dict[str, KnownThing] = {}
    for thing in things:
        known = best.get(thing.name.lower())
        if known is None or len(thing.description) > len(known.description):
            best[thing.name.lower()] = thing
    return tuple(best.values())


def is_place_itself(place: Place, thing: KnownThing) -> bool:
    """Whether a thing is what the visitor stands in: "The great hall of a small museum..." and its great hall."""
    name, whole = head_words(thing.name), head_words(place.description.partition(",")[0].partition(":")[0])
    return bool(name) and whole[-len(name) :] == name


def head_words(text: str) -> list[str]:
    """The words of a name or a sentence up to its first preposition, articles left out."""
    kept: list[str] = []
    for word in text.lower().split():
        if word in _PREPOSITIONS and kept:
            break
        kept += [word] if word not in ("a", "an", "the") else []
    return kept


def brief(place: Place, count_tokens: TokenCount, budget: int) -> str:
    """The place in words, at most `budget` tokens: everything by name first, then what it looks like, nearest first."""
    head = [f"Place: {place.title}. {place.description}".strip()]
    if place.time_of_day or place.mood:
        time = _TIMES.get(place.time_of_day, place.time_of_day)
        head.append(" ".join(part for part in (f"It is {time}." if time else "", _mood(place.mood)) if part))
    lines = {seen.thing.id: f"- {seen.thing.name} ({seen.where})" for seen in place.seen_from(place.arrival)}
    if lines:
        head.append("What is here, as seen on arrival:")
    used = sum(count_tokens(line) + 1 for line in head)
    kept: dict[str, str] = {}
    for key, line in lines.items():
        cost = count_tokens(line) + 1
        if used + cost > budget:
            break
        kept[key] = line
        used += cost
    for seen in place.seen_from(place.arrival):
        description = seen.thing.description
        if seen.thing.id in kept and description:
            cost = count_tokens(f": {description}")
            if used + cost <= budget:
                kept[seen.thing.id] += f": {description}"
                used += cost
    return "\n".join([*head, *kept.values()])


def view_note(place: Place, viewpoint: Viewpoint, most: int = 8) -> str:
    """One line: what is seen where from a viewpoint, nearest first; "" where nothing is known."""
    seen = place.seen_from(viewpoint)
    ahead = [entry for entry in seen if abs(entry.bearing_deg) <= 112.5][:most]
    behind = [entry for entry in seen if entry not in ahead][: max(most - len(ahead), 2)]
    return "; ".join(f"{entry.thing.name} ({entry.where})" for entry in [*ahead, *behind])


def mentioned(place: Place, text: str) -> KnownThing | None:
    """The thing that a sentence speaks of (the longest name in it), or None."""
    words = f" {_words(text)} "
    named = [thing for thing in place.things if f" {_words(thing.name)} " in words]
    return max(named, key=lambda thing: len(thing.name), default=None)


def named_in(place: Place, text: str) -> frozenset[str]:
    """Ids of the things that a text speaks of by their names."""
    words = f" {_words(text)} "
    return frozenset(thing.id for thing in place.things if f" {_words(thing.name)} " in words)


def asked_about(place: Place, text: str, most: int = 2) -> list[KnownThing]:
    """Things that a question may be about, by the words of their names; the best first."""
    asked = {singular(word) for word in _words(text).split()}
    scored = []
    for thing in place.things:
        name = {singular(word) for word in _words(thing.name).split()} - _SMALL_WORDS
        if name & asked:
            scored.append((len(name & asked) / len(name), thing))
    return [thing for _, thing in sorted(scored, key=lambda entry: -entry[0])[:most]]


def _mood(mood: str) -> str:
    return f"The mood is {mood.rstrip('.')}." if mood else ""


def _words(text: str) -> str:
    plain = "".join(character if character.isalnum() else " " for character in text.lower()).split()
    return " ".join(word for word in plain if word not in ("the", "a", "an"))


def _seen(thing: KnownThing, viewpoint: Viewpoint) -> SeenThing:
    dx, dz = thing.at[0] - viewpoint.at[0], thing.at[2] - viewpoint.at[2]
    yaw = math.radians(viewpoint.yaw_deg)
    ahead = -dx * math.sin(yaw) - dz * math.cos(yaw)
    right = dx * math.cos(yaw) - dz * math.sin(yaw)
    return SeenThing(thing, math.hypot(dx, dz), math.degrees(math.atan2(right, ahead)))


def _turned(offset: Sequence[float], yaw_deg: float) -> tuple[float, float, float]:
    yaw = math.radians(yaw_deg)
    x, y, z = offset
    return (x * math.cos(yaw) + z * math.sin(yaw), y, -x * math.sin(yaw) + z * math.cos(yaw))


def _sum(a: Sequence[float], b: Sequence[float]) -> tuple[float, float, float]:
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])
