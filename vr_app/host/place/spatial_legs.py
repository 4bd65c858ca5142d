"""The straight parts of a way on foot, in words: "turn left and walk about 5 metres"."""

from __future__ import annotations

import math

from vr_app.host.place.spatial_route import Spot
from vr_app.host.place.spatial_words import distance


def bearing_of(from_spot: Spot, yaw_deg: float, to: Spot) -> float:
    """Degrees to turn, right positive."""
    dx, dz = to[0] - from_spot[0], to[1] - from_spot[1]
    yaw = math.radians(yaw_deg)
    ahead, right = -dx * math.sin(yaw) - dz * math.cos(yaw), dx * math.cos(yaw) - dz * math.sin(yaw)
    return math.degrees(math.atan2(right, ahead))


def leg_of(bearing_deg: float, length_m: float, *, first: bool, chinese: bool) -> str:
    """One straight part of a way, in words."""
    far = distance(length_m, chinese=chinese)
    size, right = abs(bearing_deg), bearing_deg > 0
    if chinese:
        turn = (
            "一直向前"
            if size < 20
            else ("向后转" if size > 155 else ("向右" if right else "向左") + ("前方" if size < 60 else "转"))
        )
        return f"{turn}走{far}"
    if size < 20:
        turn = "walk straight ahead" if first else "go on straight"
    elif size > 155:
        turn = "turn round and walk"
    else:
        side = "right" if right else "left"
        turn = (
            f"bear {side} and walk"
            if size < 60
            else f"turn {side} and walk"
            if size < 120
            else f"turn round to the {side} and walk"
        )
    return f"{turn} {far}"
