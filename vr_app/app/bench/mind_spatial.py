"""`bench mind`, questions of where: asked cases, and every thing of the scene asked for from many spots and turns."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from vr_app.app.bench.mind_cases import MindCase
from vr_app.app.bench.mind_grounding import holds
from vr_app.host.place.scene_brief import KnownThing, Place, Viewpoint
from vr_app.host.place.spatial import spatial_answer
from vr_app.host.words.wording import is_chinese

_SIDES = {
    "ahead": ("ahead",),
    "ahead right": ("ahead", "right"),
    "right": ("right",),
    "behind right": ("behind", "right"),
    "behind": ("behind",),
    "behind left": ("behind", "left"),
    "left": ("left",),
    "ahead left": ("ahead", "left"),
}
_METRES = re.compile(r"(?:about |大约)([\d.]+) ?(kilomet|公里|metre|米)")
_IN_ENGLISH = {
    "就在这里": "right here",
    "正前方": "ahead",
    "左前方": "ahead left",
    "右前方": "ahead right",
    "左后方": "behind left",
    "右后方": "behind right",
    "后面": "behind",
    "左边": "left",
    "右边": "right",
}


def bench_spatial(place: Place, cases: Sequence[MindCase]) -> dict[str, Any]:
    """Asks the spatial cases, then where each thing is and how far, from five spots looking in eight directions."""
    cases = [case for case in cases if case.kind == "spatial"]
    wrong = []
    for case in cases:
        answer = spatial_answer(case.said, place, case.viewpoint or place.arrival)
        if answer is None or not holds(case, answer.text):
            wrong.append({"said": case.said, "answer": answer.text if answer else ""})
    swept = missed = 0
    for spot in _spots(place):
        for yaw_deg in range(0, 360, 45):
            viewpoint = Viewpoint(spot, float(yaw_deg))
            for thing in _plainly_named(place):
                swept += 1
                said = f"{thing.name}在哪里？" if is_chinese(thing.name) else f"Where is {thing.name}?"
                answer = spatial_answer(said, place, viewpoint)
                if answer is None or not _agrees(answer.text, thing, viewpoint):
                    missed += 1
                    wrong.append({"said": said, "at": spot, "yaw_deg": yaw_deg, "answer": answer})
    asked = len(cases) + swept
    return {
        "spatial": asked,
        "spatial_right": round((asked - len(wrong)) / asked, 4) if asked else 1.0,
        "spatial_wrong": wrong[:20],
    }


def _spots(place: Place) -> list[tuple[float, float, float]]:
    x, y, z = place.arrival.at
    return [(x + dx, y, z + dz) for dx, dz in ((0.0, 0.0), (2.3, 0.4), (-2.1, 1.7), (0.6, -3.1), (-1.2, -1.4))]


def _plainly_named(place: Place) -> list[KnownThing]:
    names = [thing.name.lower() for thing in place.things]
    return [thing for thing in place.things if names.count(thing.name.lower()) == 1]


def _agrees(text: str, thing: KnownThing, viewpoint: Viewpoint) -> bool:
    """By an own computation: the side by the sign of dot and cross products, the distance by Pythagoras."""
    for chinese, english in _IN_ENGLISH.items():
        text = text.replace(chinese, f" {english} ")
    dx, dz = thing.at[0] - viewpoint.at[0], thing.at[2] - viewpoint.at[2]
    far_m = math.sqrt(dx * dx + dz * dz)
    if far_m < 1.0:
        return "right here" in text
    yaw = math.radians(viewpoint.yaw_deg)
    look = (-math.sin(yaw), -math.cos(yaw))
    ahead = (dx * look[0] + dz * look[1]) / far_m
    right = (dz * look[0] - dx * look[1]) / far_m
    said = text.lower().replace("straight ahead", "ahead").replace("right here", "")
    ok = ("behind" not in said or ahead < 0.1) and ("ahead" not in said or ahead > -0.1)
    ok &= ("left" not in said or right < 0.1) and (not re.search(r"\bright\b", said) or right > -0.1)
    if abs(ahead) > 0.95 or abs(right) > 0.95:
        ok &= ("ahead" if ahead > 0.95 else "behind" if ahead < -0.95 else "right" if right > 0.95 else "left") in said
    match = _METRES.search(text)
    told_m = float(match[1]) * (1000.0 if match and match[2] in ("kilomet", "公里") else 1.0) if match else -1.0
    return ok and abs(told_m - far_m) <= max(0.06 * far_m, 0.3)
