"""The three ways of seeing a scene: what makes way, where one stands, and what is remembered."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from vr_app.app.wearer.room_view import BEFORE_HOST_M, RoomView
from vr_app.app.wearer.surroundings import Surroundings, first_look
from vr_app.scene.grabbing import Graspable
from vr_app.scene.locomotion.place import upright
from vr_app.scene.pointing import Target
from vr_app.scene.stage import HostMark, Spawn, Stage, Zone
from vr_app.scene.stage_things import Thing
from vr_app.scene.transform import identity

HEAD = upright((0.0, 1.6, 0.0), 0.0)


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    stage = Stage(
        format=1,
        title="Court",
        description="",
        zones=(Zone(id="court", polygon=((-5.0, 5.0), (5.0, 5.0), (5.0, -5.0), (-5.0, -5.0))),),
        host=HostMark(at=(1.0, 0.0, -2.0), yaw_deg=90.0),
        spawn=Spawn(at=(0.0, 0.0, 3.0)),
        things=tuple(Thing(id=name, asset="a.glb") for name in ("vase", "bench", "hills")),
        folder=tmp_path / "court",
    )
    grasp = Graspable("vase", identity(), (np.zeros(3), np.ones(3)))
    targets = (
        Target("vase", "vase", (0.5, 0.5, 0.5)),
        Target("bench", "bench", (2.0, 0.5, 0.0)),
        Target("hills", "hills", (0.0, 0.0, -4.0)),
        Target("gate", "gate", (0.0, 1.0, -4.0), 0.5),
        Target("moon", "Moon", (0.0, 300.0, -900.0), 20.0),
    )
    return replace(first_look(stage), graspable=(grasp,), scenery=frozenset({"hills"}), targets=targets)


def names(view: RoomView) -> set[str]:
    assert view.seen is not None
    return {target.id for target in view.seen.targets}


def test_within_the_scene_nothing_makes_way(around: Surroundings) -> None:
    view = RoomView(lambda: "vr")
    assert not view.step(around, HEAD, {})
    assert view.hidden == frozenset() and view.model() is None and len(names(view)) == 5
    assert view.start(around.stage) == ((0.0, 0.0, 3.0), 0.0) and not len(view.shadow.indices)


def test_in_ones_own_room_the_host_stands_before_one_with_a_shadow(around: Surroundings) -> None:
    view = RoomView(lambda: "ar")
    assert view.step(around, HEAD, {})
    assert view.hidden == {"ground", "water", "bench", "hills"} and names(view) == {"vase"}
    at, yaw = view.start(around.stage)
    assert at == pytest.approx((1.0 + BEFORE_HOST_M, 0.0, -2.0), abs=1e-6) and yaw == pytest.approx(np.pi / 2)
    assert len(view.shadow.indices)
    np.testing.assert_allclose(view.shadow.vertices["position"].mean(axis=0), (1.0, 0.0, -2.0), atol=0.05)


def test_on_the_table_the_scenery_makes_way(around: Surroundings) -> None:
    view = RoomView(lambda: "diorama")
    view.step(around, HEAD, {})
    assert view.hidden == {"ground", "water", "hills"} and names(view) == {"vase", "bench", "gate"}
    model = view.model()
    assert model is not None
    np.testing.assert_allclose((model @ np.array([0.0, 0.78, -0.75, 1.0]))[:3], (0.0, 0.0, 0.0), atol=1e-3)


def test_the_kind_can_change_at_any_time(around: Surroundings) -> None:
    kind = ["vr"]
    view = RoomView(lambda: kind[0])
    view.step(around, HEAD, {})
    kind[0] = "ar"
    assert view.step(around, HEAD, {}) and not view.step(around, HEAD, {})
    kind[0] = "vr"
    assert view.step(around, HEAD, {}) and view.hidden == frozenset()


def wait_for_writing() -> None:
    for thread in threading.enumerate():
        if thread.name == "diorama":
            thread.join()


def test_a_table_is_remembered_by_scene(around: Surroundings, tmp_path: Path) -> None:
    file = tmp_path / "dioramas.json"
    view = RoomView(lambda: "diorama", file)
    for hands in ({}, {"right": upright((0.1, 0.9, -0.5), 0.0)}, {"right": upright((0.3, 0.9, -0.5), 0.0)}, {}):
        view.step(around, HEAD, hands)
    wait_for_writing()
    again = RoomView(lambda: "diorama", file)
    again.step(around, upright((3.0, 1.6, 3.0), 1.0), {})
    np.testing.assert_allclose(again.model(), view.model(), atol=1e-5)
    elsewhere = replace(around, stage=replace(around.stage, folder=tmp_path / "other"))
    again.step(elsewhere, HEAD, {})
    assert abs(float(again.model()[0, 3])) < 0.1  # type: ignore[index]


def test_a_broken_memory_is_no_harm(around: Surroundings, tmp_path: Path) -> None:
    file = tmp_path / "dioramas.json"
    file.write_text('{"court": {"at": 1}}', encoding="utf-8")
    view = RoomView(lambda: "diorama", file)
    view.step(around, HEAD, {})
    assert view.model() is not None
