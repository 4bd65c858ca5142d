"""What is above and what is below whoever looks: by height over the eyes, and by the angle under which it is seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from vr_app.host.place.scene_brief import SeenThing, Viewpoint

_ANGLE_DEG = 12.0
_ABOVE_M, _BELOW_M = 1.5, 2.2
"""How much higher or lower than the eyes; what stands on the same floor is lower than they are, and not below."""

Height = Literal["above", "below", ""]


def over_or_under(seen: SeenThing, viewpoint: Viewpoint) -> tuple[Height, float]:
    """Above, below or neither, and by how many metres."""
    over_m = seen.thing.at[1] - viewpoint.at[1]
    if abs(math.degrees(math.atan2(over_m, seen.distance_m))) < _ANGLE_DEG:
        return "", abs(over_m)
    if over_m >= _ABOVE_M:
        return "above", over_m
    return ("below" if over_m <= -_BELOW_M else ""), abs(over_m)


def in_height(seen: Sequence[SeenThing], viewpoint: Viewpoint, side: str) -> list[SeenThing]:
    """Those on one side, the steepest first."""

    def steepness(one: SeenThing) -> float:
        return -over_or_under(one, viewpoint)[1] / max(one.distance_m, 1e-3)

    return sorted((one for one in seen if over_or_under(one, viewpoint)[0] == side), key=steepness)
