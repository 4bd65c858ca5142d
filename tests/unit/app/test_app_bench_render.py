"""The scenes of `bench render`, and that few GL calls draw any of them."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.app.bench.gl_calls import counted_gl_calls
from vr_app.app.bench.render import MOST_CALLS, FrameDriver
from vr_app.app.bench.render_scenes import MATERIALS, MESHES, crowd, field
from vr_app.app.bench.sway import swaying
from vr_app.render.egl_context import EglContext
from vr_app.scene.camera import projection, symmetric_fov
from vr_app.scene.transform import rigid_inverse


def test_a_field_has_what_it_promises_before_the_camera() -> None:
    case = field(2000)
    assert len(case.scene.meshes) == MESHES and len(case.scene.materials) == MATERIALS
    clip = projection(symmetric_fov(1.2, 16, 16)) @ rigid_inverse(swaying(0.0))
    places = np.concatenate([case.scene.nodes.translation, np.ones((2000, 1))], axis=1) @ clip.T
    inside = (np.abs(places[:, :2]) <= places[:, 3:]).all(axis=1)
    assert inside.sum() == pytest.approx(case.planned, rel=0.15)


@pytest.mark.parametrize("make", [lambda: field(300), lambda: field(50, moving=True), crowd], ids=str)
def test_a_stereo_frame_needs_few_gl_calls(context: EglContext, make) -> None:  # type: ignore[no-untyped-def]
    driver = FrameDriver(make(), submit_only=True)
    for _ in range(4):
        driver.frame()
    with counted_gl_calls() as calls:
        driver.frame()
    driver.close()
    assert 10 < sum(calls.values()) <= MOST_CALLS, calls.most_common()


def test_the_number_of_calls_does_not_grow_with_the_scene(context: EglContext) -> None:
    counts = []
    for size in (100, 1500):
        driver = FrameDriver(field(size), submit_only=True)
        driver.frame()
        driver.frame()
        with counted_gl_calls() as calls:
            driver.frame()
        driver.close()
        counts.append(sum(calls.values()))
    assert counts[0] == counts[1]


def test_what_stands_still_is_looked_up_once_while_the_head_hardly_moves(context: EglContext) -> None:
    driver = FrameDriver(field(300), submit_only=True)
    for _ in range(12):
        driver.frame()
    sight = driver._renderer._sight
    assert sight is not None and sight.looked_up == 1
    driver.close()
