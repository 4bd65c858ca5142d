"""The unsteered eyes begin at the host, walk where one may walk, and come back."""

from __future__ import annotations

import math

import numpy as np

from vr_app.app.wearer.eyes import Eyes
from vr_app.app.wearer.tour import CameraPath, Stop, arrival, walk, walkable
from vr_app.scene.stage import HostMark, Spawn, Stage, Thing, Zone

FLOOR = ((-6.0, -6.0), (6.0, -6.0), (6.0, 6.0), (-6.0, 6.0))


def stage(**more: object) -> Stage:
    values = {
        "format": 1,
        "title": "Hall",
        "description": "A hall.",
        "spawn": Spawn(at=(0.0, 0.0, 5.0)),
        "host": HostMark(at=(0.0, 0.0, 2.5)),
        "zones": (Zone(id="floor", polygon=FLOOR),),
        "things": (
            Thing(id="vase", asset="assets/vase.glb", name="a vase", at=(-5.0, 0.0, 0.0)),
            Thing(id="far", asset="assets/far.glb", name="a tower", at=(0.0, 0.0, -80.0)),
            Thing(id="nameless", asset="assets/rope.glb", at=(5.0, 0.0, 0.0)),
        ),
    }
    return Stage(**(values | more))


def test_arrival_looks_at_the_host_in_view_and_ahead_otherwise() -> None:
    assert arrival(stage()).target == (0.0, 1.4, 2.5)
    behind = arrival(stage(host=HostMark(at=(0.0, 0.0, 7.0))))
    assert behind.target[2] < 5.0


def test_the_walk_stops_at_named_things_within_the_floor_and_returns() -> None:
    place = stage()
    stops = walk(place)
    assert len(stops) == 2
    assert stops[-1] == arrival(place)
    assert walkable(place, stops[0].eye[0], stops[0].eye[2])
    assert math.dist((stops[0].eye[0], stops[0].eye[2]), (-5.0, 0.0)) < 3.0


def test_path_is_smooth_and_ends_at_the_last_stop() -> None:
    start, end = Stop((0, 1.6, 0), (0, 1.5, -3)), Stop((4, 1.6, 0), (8, 1.5, 0))
    path = CameraPath(start, [end])
    times = np.linspace(0.0, path.duration_s + 1.0, 400)
    eyes = np.array([path.pose(float(t))[:3, 3] for t in times])
    assert np.allclose(eyes[0], start.eye) and np.allclose(eyes[-1], end.eye)
    assert np.linalg.norm(np.diff(eyes, axis=0), axis=1).max() < 2.0 * (times[1] - times[0])


def test_eyes_stand_where_one_arrives_in_the_next_place() -> None:
    eyes = Eyes(stage())
    there = stage(spawn=Spawn(at=(4.0, 1.0, -3.0)), host=HostMark(at=(4.0, 1.0, -6.0)))
    eyes.walk(walk(stage()))
    eyes.enter(there)
    assert np.allclose(eyes.pose(1e9)[:3, 3], (4.0, 2.6, -3.0)) and np.allclose(
        eyes.pose(0.0)[:3, 2], (0, 0.066, 1), atol=0.01
    )
