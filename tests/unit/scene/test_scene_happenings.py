"""Triggers come off when they should, and things move by themselves."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path

import numpy as np

from vr_app.scene.compose import compose
from vr_app.scene.pose import LocalPose
from vr_app.scene.scene import Scene
from vr_app.scene.stage import Stage
from vr_app.scene.stage_reader import read_document
from vr_app.scene.thing_motion import ThingMotion
from vr_app.scene.triggers import TriggerWatch

HEAD = (
    'format = 2\ntitle = "Y"\ndescription = "D"\n'
    '[[zone]]\nid = "circle"\npolygon = [[-1, -6], [1, -6], [1, -4], [-1, -4]]\n'
    '[[thing]]\nid = "key"\nsize = [0.2, 0.1, 0.1]\nat = [3.0, 1.0, 0.0]\n'
)
EYE = (0.0, 1.6, 0.0)


def stage_of(text: str) -> Stage:
    stage, problems = read_document(tomllib.loads(HEAD + text), HEAD + text, Path("y"))
    assert stage is not None, problems
    return stage


def test_entering_a_zone_happens_once_or_each_time() -> None:
    once = '[[trigger]]\nid = "once"\nwhen = "enters"\nwhat = "circle"\n'
    each = '[[trigger]]\nid = "each"\nwhen = "enters"\nwhat = "circle"\nagain = true\n'
    watch = TriggerWatch(stage_of(once + each))
    inside = (0.0, 1.6, -5.0)
    came_off = [
        [trigger.id for trigger in watch.step(float(second), at, 0.0)]
        for second, at in enumerate((EYE, inside, inside, EYE, inside))
    ]
    assert came_off == [[], ["once", "each"], [], [], ["each"]]


def test_looking_must_last_and_a_timer_counts_from_arrival() -> None:
    text = '[[trigger]]\nid = "look"\nwhen = "looks_at"\nwhat = "key"\nafter_s = 1.0\n'
    text += '[[trigger]]\nid = "late"\nwhen = "timer"\nafter_s = 5.0\n'
    watch = TriggerWatch(stage_of(text))
    right = -90.0
    assert watch.step(100.0, EYE, 0.0) == [] and watch.step(100.5, EYE, right) == []
    assert watch.step(101.0, EYE, 0.0) == [], "looked away"
    assert watch.step(101.5, EYE, right) == []
    assert [trigger.id for trigger in watch.step(102.6, EYE, right)] == ["look"]
    assert [trigger.id for trigger in watch.step(105.0, EYE, 0.0)] == ["late"]
    assert watch.step(200.0, EYE, 0.0) == []


def test_taking_a_thing_comes_off() -> None:
    watch = TriggerWatch(stage_of('[[trigger]]\nid = "got"\nwhen = "picks_up"\nwhat = "key"\n'))
    assert watch.step(0.0, EYE, 0.0) == []
    assert [trigger.id for trigger in watch.step(1.0, EYE, 0.0, taken=("key",))] == ["got"]


def moved(
    text: str, times: list[float], opened: dict[str, tuple[bool, float]] | None = None
) -> tuple[Scene, LocalPose]:
    scene = compose(stage_of(text), {}, None)
    motion, local = ThingMotion(scene), LocalPose.at_rest(scene.nodes)
    for time_s in times:
        local.reset(scene.nodes)
        motion.apply(time_s, np.array([0.0, 1.6, -8.0], np.float32), opened or {}, local)
    return scene, local


def test_things_spin_bob_follow_and_open() -> None:
    scene, local = moved('[[behaviour]]\nthing = "key"\nkind = "spin"\nspeed_deg_s = 90.0\n', [1.0])
    node = scene.placements["key"].root
    assert abs(2 * math.atan2(local.rotation[node][1], local.rotation[node][3]) - math.pi / 2) < 1e-5
    scene, local = moved('[[behaviour]]\nthing = "key"\nkind = "bob"\nheight_m = 0.5\nperiod_s = 4.0\n', [1.0])
    assert abs(local.translation[node][1] - 1.5) < 1e-5
    follow = '[[behaviour]]\nthing = "key"\nkind = "follow"\ndistance_m = 2.0\nspeed_m_s = 3.0\n'
    scene, local = moved(follow, [step / 20 for step in range(200)])
    away = math.hypot(local.translation[node][0], local.translation[node][2] + 8.0)
    assert abs(away - 2.0) < 0.05
    door = '[[behaviour]]\nthing = "key"\nkind = "open"\nangle_deg = 90.0\nperiod_s = 1.0\nhinge = [-0.1, 0.0, 0.0]\n'
    scene, local = moved(door, [10.0], {"key": (True, 5.0)})
    assert np.allclose(local.translation[node], [2.9, 1.0, -0.1], atol=1e-4), "its middle has gone round the hinge"
    assert scene.plan is not None and scene.plan.dynamic_nodes[node]
