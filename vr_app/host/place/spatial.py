"""Questions of where: computed from the scene graph and where the visitor stands, never asked of a model."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from vr_app.host.place import spatial_words as words
from vr_app.host.place.scene_brief import KnownThing, Place, SeenThing, Viewpoint, is_place_itself
from vr_app.host.place.spatial_height import in_height, over_or_under
from vr_app.host.place.spatial_legs import bearing_of, leg_of
from vr_app.host.place.spatial_names import is_named, thing_meant
from vr_app.host.place.spatial_question import SpatialQuestion, read_spatial
from vr_app.host.place.spatial_route import inside, walk
from vr_app.host.place.uses import of_use

_MOST = 3
_SECTORS = {"ahead": (0.0, 45.0), "right": (90.0, 45.0), "behind": (180.0, 67.5), "left": (-90.0, 45.0)}
_WIDER_DEG = 25.0
_OVER_M = 2.5
"""How far aside something may be, on the floor plan, that is above or below a thing."""
_UNDER_M = 0.2
"""How much lower something stands that is below a thing."""
_SIDES = {
    "ahead": ("in front of you", "你前面"),
    "behind": ("behind you", "你后面"),
    "left": ("on your left", "你左边"),
    "right": ("on your right", "你右边"),
    "above": ("above you", "你上方"),
    "below": ("below you", "你下方"),
}
HOST_ID = "host"


@dataclass(frozen=True)
class SpatialAnswer:
    """What is said.

    Attributes:
        things: ids of what it speaks of, the first to be pointed at.
        presence: it only tells that something is there; who has more to tell may answer instead.
    """

    text: str
    things: tuple[str, ...] = ()
    presence: bool = False


def spatial_answer(said: str, place: Place, viewpoint: Viewpoint) -> SpatialAnswer | None:
    """The answer to a question of where, or None where the line is none or names nothing that is here."""
    question = read_spatial(said)
    return _Answers(place, viewpoint, question).answer() if question is not None else None


class _Answers:
    def __init__(self, place: Place, viewpoint: Viewpoint, question: SpatialQuestion) -> None:
        self._place = place
        self._viewpoint = viewpoint
        self._question = question
        self._zh = question.chinese

    def answer(self) -> SpatialAnswer | None:
        return getattr(self, f"_{self._question.kind}")()

    # ------------------------------------------------------------------ kinds of question

    def _side(self) -> SpatialAnswer | None:
        """What is behind me?"""
        side = self._question.side
        found = self._in_sector(side)
        if not found:
            english, chinese = _SIDES[side]
            text = (
                f"{chinese}没有我叫得出名字的东西。" if self._zh else f"There is nothing {english} that I know by name."
            )
            return SpatialAnswer(text)
        return self._listing(found, _SIDES[side][self._zh])

    def _side_of(self) -> SpatialAnswer | None:
        """What is next to, behind, left of a thing? As the visitor sees it."""
        thing = self._thing(self._question.first)
        if thing is None:
            return None
        it = self._seen(thing)
        others = [
            seen for seen in self._all() if seen.thing.id != thing.id and not self._is_round(seen.thing, thing.at)
        ]
        side = self._question.side
        if side == "above":
            others = [seen for seen in others if seen.thing.at[1] > thing.at[1] and _apart(seen.thing, thing) < _OVER_M]
        elif side == "below":
            lower = [seen for seen in others if seen.thing.at[1] < thing.at[1] - _UNDER_M]
            others = [seen for seen in lower if _apart(seen.thing, thing) < _OVER_M]
        elif side != "beside":
            others = [seen for seen in others if _lies(seen, it, side)]
        others.sort(key=lambda seen: _apart(seen.thing, thing))
        if not others:
            return None
        mine = thing.id == HOST_ID and not self._zh
        name = "me" if mine else words.name_of(thing, chinese=self._zh)
        relation = {
            "beside": ("Nearest to {0}", "离{0}最近的"),
            "above": ("Above {0}", "{0}上方"),
            "below": ("Below {0}", "{0}下方"),
            "behind": ("Behind {0}, seen from here,", "从这里看，{0}后面"),
            "ahead": ("In front of {0}, seen from here,", "从这里看，{0}前面"),
            "left": ("To the left of {0}, seen from here,", "从这里看，{0}左边"),
            "right": ("To the right of {0}, seen from here,", "从这里看，{0}右边"),
        }[side][self._zh].format(name)
        nearest = others[0].thing
        apart = words.distance(_apart(nearest, thing), chinese=self._zh)
        other = words.name_of(nearest, chinese=self._zh)
        if self._zh:
            return SpatialAnswer(f"{relation}是{other}，相距{apart}。", (nearest.id, thing.id))
        text = f"{relation} {words.is_or_are(nearest)} {other}, {apart} from {'me' if mine else 'it'}."
        return SpatialAnswer(text, (nearest.id, thing.id))

    def _far(self) -> SpatialAnswer | None:
        """How far is the tower?"""
        thing = self._thing(self._question.first)
        if thing is None:
            return None
        if self._question.second:
            other = self._thing(self._question.second)
            if other is None:
                return None
            apart = words.distance(_apart(thing, other), chinese=self._zh)
            if thing.id == HOST_ID:
                thing, other = other, thing
            a, b = words.name_of(thing, chinese=self._zh), words.name_of(other, chinese=self._zh)
            text = f"{a}和{b}之间{apart}。" if self._zh else words.capitalised(f"{a} and {b} are {apart} apart.")
            return SpatialAnswer(text, (thing.id, other.id))
        return self._placed(thing, "far")

    def _where(self) -> SpatialAnswer | None:
        thing = self._thing(self._question.first)
        return self._placed(thing, "where") if thing is not None else None

    def _there(self) -> SpatialAnswer | None:
        """Is there a telescope here?"""
        thing = self._thing(self._question.first)
        if thing is None or thing.id == HOST_ID:
            return None
        if not self._zh and not is_named(thing, self._question.first):  # a town's bell tower
            text = f"Yes: {thing.description[:1].lower()}{thing.description[1:]}"
            return SpatialAnswer(text, (thing.id,), presence=True)
        return self._present(thing)

    def _use(self) -> SpatialAnswer | None:
        """Is there somewhere to sit?"""
        seen = of_use(self._all(), self._question.nouns)
        return self._present(seen.thing) if seen is not None else None

    def _present(self, thing: KnownThing) -> SpatialAnswer:
        answer = self._placed(thing, "where")
        if self._question.side == "where":
            return replace(answer, presence=True)
        begin = "有的，" if self._zh else "Yes: "
        named = self._zh or thing.name[:1].isupper()
        text = answer.text if named else answer.text[:1].lower() + answer.text[1:]
        return SpatialAnswer(begin + text, answer.things, presence=True)

    def _way(self) -> SpatialAnswer | None:
        """How do I get to the pier?"""
        thing = self._thing(self._question.first)
        if thing is None:
            return None
        seen = self._seen(thing)
        name = words.name_of(thing, chinese=self._zh)
        if seen.distance_m < words.HERE_M:
            return self._placed(thing, "where")
        here = (self._viewpoint.at[0], self._viewpoint.at[2])
        corners, reached = walk(self._place.walkable, here, (thing.at[0], thing.at[2]))
        if not reached:
            where, far = words.direction(seen, chinese=self._zh), words.distance(seen.distance_m, chinese=self._zh)
            if self._zh:
                return SpatialAnswer(f"{name}走不到，只能从这里看：它在你的{where}，{far}。", (thing.id,))
            they = "they are" if words.is_or_are(thing) == "are" else "it is"
            text = words.capitalised(f"{name} cannot be reached on foot from here: {they} {where}, {far} away.")
            return SpatialAnswer(text, (thing.id,))
        legs, from_spot, yaw = [], here, self._viewpoint.yaw_deg
        for corner in corners[:4]:
            bearing, length_m = bearing_of(from_spot, yaw, corner), math.dist(from_spot, corner)
            legs.append(leg_of(bearing, length_m, first=not legs, chinese=self._zh))
            yaw, from_spot = yaw - bearing, corner
        if self._zh:
            return SpatialAnswer(f"{'，然后'.join(legs)}，就到{name}了。", (thing.id,))
        return SpatialAnswer(words.capitalised(f"{', then '.join(legs)}, and you are at {name}."), (thing.id,))

    def _nearest(self) -> SpatialAnswer | None:
        """What is nearest?"""
        found = [seen for seen in self._all() if seen.distance_m >= words.HERE_M]
        if self._question.first:
            thing = self._thing(self._question.first)
            return self._placed(thing, "where") if thing is not None else None
        if not found:
            return None
        seen = found[-1] if self._question.side == "farthest" else found[0]
        name, far = words.name_of(seen.thing, chinese=self._zh), words.distance(seen.distance_m, chinese=self._zh)
        where = words.direction(seen, chinese=self._zh)
        if self._zh:
            most = "最远" if self._question.side == "farthest" else "最近"
            return SpatialAnswer(f"{most}的是{name}，在你的{where}，{far}。", (seen.thing.id,))
        most = "Farthest away" if self._question.side == "farthest" else "Nearest to you"
        return SpatialAnswer(f"{most} {words.is_or_are(seen.thing)} {name}, {where}, {far} away.", (seen.thing.id,))

    def _compare(self) -> SpatialAnswer | None:
        """Which is closer, the bust or the clock?"""
        first, second = self._thing(self._question.first), self._thing(self._question.second)
        if first is None or second is None:
            return None
        near, far = sorted((self._seen(first), self._seen(second)), key=lambda seen: seen.distance_m)
        a, b = (words.name_of(seen.thing, chinese=self._zh) for seen in (near, far))
        near_m, far_m = (words.distance(seen.distance_m, chinese=self._zh) for seen in (near, far))
        if near_m == far_m:
            text = (
                f"{a}和{b}一样远，都是{near_m}。"
                if self._zh
                else f"{words.capitalised(a)} and {b} are equally far, {near_m} away."
            )
            return SpatialAnswer(text, (near.thing.id, far.thing.id))
        if self._zh:
            return SpatialAnswer(f"{a}更近，{near_m}；{b}{far_m}。", (near.thing.id,))
        near_is, far_is = _verb(near.thing), _verb(far.thing)
        if self._question.side == "farther":
            text = f"{words.capitalised(b)} {far_is} farther, {far_m}; {a} {near_is} {near_m} away."
            return SpatialAnswer(text, (far.thing.id,))
        text = f"{words.capitalised(a)} {near_is} closer, {near_m}; {b} {far_is} {far_m} away."
        return SpatialAnswer(text, (near.thing.id,))

    def _is_side(self) -> SpatialAnswer | None:
        """Is the bust on my left?"""
        thing = self._thing(self._question.first)
        if thing is None:
            return None
        seen = self._seen(thing)
        side = self._question.side
        if side in ("above", "below"):
            return self._is_over(seen, side)
        middle, half = _SECTORS[side]
        yes = _turn(seen.bearing_deg - middle) <= max(half, 67.5) and seen.distance_m >= words.HERE_M
        answer = self._placed(thing, "where")
        begin = ("是的，" if yes else "不，") if self._zh else ("Yes: " if yes else "No: ")
        text = answer.text if self._zh else answer.text[:1].lower() + answer.text[1:]
        keep = not self._zh and thing.name[:1].isupper()
        return SpatialAnswer(begin + (answer.text if keep else text), answer.things)

    def _is_over(self, seen: SeenThing, side: str) -> SpatialAnswer:
        """Is the whale above us? Told by how much."""
        up, metres = over_or_under(seen, self._viewpoint)
        yes, thing = up == side, seen.thing
        name, verb = words.name_of(thing, chinese=self._zh), words.is_or_are(thing)
        if not up:
            answer = self._placed(thing, "where").text
            told = f"{name}和你一样高，{answer}" if self._zh else f"{name} {verb} about as high as you. {answer}"
        else:
            far = words.distance(metres, chinese=self._zh)
            high = ("高出你" if up == "above" else "低于你") if self._zh else f"{up} you"
            told = f"{name}{high}{far}。" if self._zh else f"{name} {verb} {far} {high}."
        begin = ("是的，" if yes else "不，") if self._zh else ("Yes: " if yes else "No: ")
        return SpatialAnswer(begin + told, (thing.id,))

    def _this(self) -> SpatialAnswer | None:
        """What is this? The thing in the middle of the view."""
        ahead = [seen for seen in self._all() if abs(seen.bearing_deg) < 35.0 and seen.distance_m >= words.HERE_M]
        pointed = [seen for seen in self._all() if seen.thing.id == self._viewpoint.pointed]
        if not ahead and not pointed:
            return None
        seen = (
            pointed[0]
            if pointed
            else min(ahead, key=lambda one: abs(one.bearing_deg) + 1.5 * min(one.distance_m, 40.0))
        )
        name, far = words.name_of(seen.thing, chinese=self._zh), words.distance(seen.distance_m, chinese=self._zh)
        if self._zh:
            return SpatialAnswer(f"你面前的是{name}，{far}。", (seen.thing.id,))
        more = f" {seen.thing.description}" if seen.thing.description else ""
        return SpatialAnswer(f"What you are looking at is {name}, {far} away.{more}", (seen.thing.id,))

    # ------------------------------------------------------------------ small parts

    def _all(self) -> list[SeenThing]:
        """Everything but the areas that the visitor stands in: those are on no side."""
        here = self._viewpoint.at
        return [seen for seen in self._place.seen_from(self._viewpoint) if not self._is_round(seen.thing, here)]

    def _is_round(self, thing: KnownThing, at: tuple[float, float, float]) -> bool:
        """Whether a spot lies in it: it is the place itself, or an area on the floor."""
        return is_place_itself(self._place, thing) or (bool(thing.area) and inside((thing.area,), (at[0], at[2])))

    def _seen(self, thing: KnownThing) -> SeenThing:
        return Place("", things=(thing,)).seen_from(self._viewpoint)[0]

    def _thing(self, phrase: str) -> KnownThing | None:
        if phrase.strip().lower() in ("you", "the host", "你", "您") and self._place.host_at is not None:
            return KnownThing(HOST_ID, "我" if self._zh else "I", "", self._place.host_at)
        return thing_meant(self._place, phrase, self._viewpoint)

    def _in_sector(self, side: str) -> list[SeenThing]:
        if side in ("above", "below"):
            return in_height(self._all(), self._viewpoint, side)
        middle, half = _SECTORS[side]
        there = [seen for seen in self._all() if seen.distance_m >= words.HERE_M]
        found = [seen for seen in there if _turn(seen.bearing_deg - middle) <= half]
        return found or [
            seen
            for seen in there
            if _turn(seen.bearing_deg - middle) <= half + (_WIDER_DEG if side != "behind" else 15.0)
        ]

    def _listing(self, found: list[SeenThing], begin: str) -> SpatialAnswer:
        found = found[:_MOST]
        ids, verb = tuple(seen.thing.id for seen in found), words.is_or_are(found[0].thing)
        if self._question.side in ("above", "below"):  # distances on the floor plan say nothing of height
            names = words.listed([words.name_of(seen.thing, chinese=self._zh) for seen in found], chinese=self._zh)
            verb = "are" if len(found) > 1 else verb
            text = f"{begin}有{names}。" if self._zh else f"{words.capitalised(begin)} {verb} {names}."
            return SpatialAnswer(text, ids)
        parts = []
        for seen in found:
            name, far = words.name_of(seen.thing, chinese=self._zh), words.distance(seen.distance_m, chinese=self._zh)
            parts.append(f"{name}，{far}" if self._zh else f"{name}, {far} away")
        if self._zh:
            return SpatialAnswer(f"{begin}有{'；'.join(parts)}。", ids)
        text = parts[0] if len(parts) == 1 else f"{'; '.join(parts[:-1])}; and {parts[-1]}"
        return SpatialAnswer(f"{words.capitalised(begin)} {verb} {text}.", ids)

    def _placed(self, thing: KnownThing, asked: str) -> SpatialAnswer:
        """Direction and distance of one thing; what was asked for comes first."""
        seen = self._seen(thing)
        name, verb = words.name_of(thing, chinese=self._zh), _verb(thing)
        if self._is_round(thing, self._viewpoint.at):
            return SpatialAnswer(f"你就在{name}。" if self._zh else f"You are there: this is {name}.", (thing.id,))
        if seen.distance_m < words.HERE_M:
            here = f"{name}就在这里，在你身边。" if self._zh else f"{name} {verb} right here beside you."
            return SpatialAnswer(words.capitalised(here), (thing.id,))
        where, far = words.direction(seen, chinese=self._zh), words.distance(seen.distance_m, chinese=self._zh)
        if self._zh:
            order = f"离你{far}，在{where}" if asked == "far" else f"在你的{where}，{far}"
            return SpatialAnswer(f"{name}{order}。", (thing.id,))
        order = f"{far} away, {where}" if asked == "far" else f"{where}, {far} away"
        return SpatialAnswer(words.capitalised(f"{name} {verb} {order}."), (thing.id,))


def _turn(angle_deg: float) -> float:
    """Size of an angle, 0 to 180."""
    return abs((angle_deg + 180.0) % 360.0 - 180.0)


def _verb(thing: KnownThing) -> str:
    """The verb after a thing's name; the host names itself."""
    return "am" if thing.id == HOST_ID else words.is_or_are(thing)


def _apart(a: KnownThing, b: KnownThing) -> float:
    return math.hypot(a.at[0] - b.at[0], a.at[2] - b.at[2])


def _lies(seen: SeenThing, it: SeenThing, side: str) -> bool:
    turned = (seen.bearing_deg - it.bearing_deg + 180.0) % 360.0 - 180.0
    match side:
        case "left":
            return -75.0 < turned < -3.0
        case "right":
            return 3.0 < turned < 75.0
        case "behind":
            return abs(turned) < 20.0 and seen.distance_m > it.distance_m + 0.3
        case _:
            return abs(turned) < 20.0 and words.HERE_M <= seen.distance_m < it.distance_m - 0.3
