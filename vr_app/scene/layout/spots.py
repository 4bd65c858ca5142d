"""What relations may name beside things: zones, views, marks, where the visitor arrives, the host."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from vr_app.scene.layout.bodies import PERSON, Body
from vr_app.scene.stage import Stage

Floats = npt.NDArray[np.floating]


def zone_bodies(stage: Stage) -> Iterator[Body]:
    """Its areas on the floor."""
    for zone in stage.zones:
        corners = np.array(zone.polygon, np.float64)
        yield zone_body(zone.id, corners, zone.height_m)


def spots_of(stage: Stage) -> Iterator[Body]:
    """Everything that relations may name beside things."""
    yield from zone_bodies(stage)
    for spot in (*stage.hotspots, *stage.marks):
        yield Body(spot.id, PERSON, (*spot.at, 0.0), solid=False)
    yield Body("spawn", PERSON, (*stage.spawn.at, np.radians(stage.spawn.yaw_deg) + np.pi), solid=False)
    if stage.host is not None:
        yield Body("host", PERSON, (*stage.host.at, np.radians(stage.host.yaw_deg)), solid=False)


def zone_body(name: str, corners: Floats, height_m: float) -> Body:
    low, high = corners.min(axis=0), corners.max(axis=0)
    middle = (low + high) / 2
    size = np.maximum(high - low, 0.1)
    flat = np.array([[-size[0] / 2, 0, -size[1] / 2], [size[0] / 2, 0.01, size[1] / 2]], np.float32)
    shape = replace(PERSON, key=f"zone {name}", triangles=np.zeros((0, 3, 3), np.float32), low=flat[0], high=flat[1])
    return Body(name, shape, (float(middle[0]), height_m, float(middle[1]), 0.0), polygon=corners, solid=False)
