"""Where one stands before any place is there."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest

from vr_app.scene.animation import apply_animation
from vr_app.scene.draw_plan import plan_drawing
from vr_app.scene.foyer import BREATH_S, LANTERN_AT, foyer_scene
from vr_app.scene.pose import LocalPose, world_matrices


def test_it_is_made_and_planned_within_a_frame_or_two() -> None:
    foyer_scene()
    took = []
    for _ in range(5):
        began_s = time.thread_time()
        scene = foyer_scene()
        plan_drawing(scene.nodes, scene.meshes, scene.materials, scene.skins, np.zeros(0, np.int32), scene.images)
        took.append(time.thread_time() - began_s)
    assert min(took) < 0.05
    assert sum(p.triangle_count for mesh in scene.meshes for p in mesh.primitives) < 3000
    assert not scene.images and not scene.lights


def test_the_floor_lies_under_the_visitor_and_the_lantern_before_their_eyes() -> None:
    scene = foyer_scene(at=(2.0, 0.5, -3.0), yaw_rad=math.pi / 2)
    world = world_matrices(scene.nodes, LocalPose.at_rest(scene.nodes))
    lantern = world[scene.nodes.index_of("lantern")][:3, 3]
    assert lantern == pytest.approx((2.0 + LANTERN_AT[2], 0.5 + LANTERN_AT[1], -3.0), abs=1e-5)
    floor = world[scene.nodes.index_of("floor")]
    assert floor[1, 3] == pytest.approx(0.502, abs=1e-5)


def test_all_floor_triangles_face_up() -> None:
    for mesh in foyer_scene().meshes[:2]:
        (part,) = mesh.primitives
        a, b, c = (part.positions[part.indices.reshape(-1, 3)[:, corner]] for corner in range(3))
        assert (np.cross(b - a, c - a)[:, 1] > 0).all()


def test_the_lantern_never_stands_still_for_long() -> None:
    scene = foyer_scene()
    local, heights = LocalPose.at_rest(scene.nodes), []
    for tenth in range(int(BREATH_S * 10)):
        apply_animation(scene.animations[0], tenth / 10, local)
        heights.append(float(local.translation[scene.nodes.index_of("lantern"), 1]))
    assert max(heights) - min(heights) == pytest.approx(0.1, abs=0.01)
    assert np.abs(np.diff(heights)).max() < 0.01
