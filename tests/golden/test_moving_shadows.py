"""The shadow of what moves slowly is drawn now and then only, and nobody can tell; that of what moves fast, always."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from golden_scenes import metals
from test_golden_pictures import CAMERA, QUALITY, SIZE

from vr_app.render.egl_context import EglContext
from vr_app.render.renderer import Renderer
from vr_app.render.shadow import RADII_M
from vr_app.render.shadow_pass import SEEN_TEXELS, ShadowPass
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.draw_plan import plan_drawing
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity

pytestmark = pytest.mark.gl
MOVING = (1, 5)
TEXEL_M = 2 * RADII_M[0] / QUALITY.shadow_size
COUNT = 12
SEEN, SEEN_SHARE = 10, 0.01
"""Steps of 8 bits by which a pixel at a shadow's soft edge may be off, and the share of pixels that may be off more."""


def moving_metals() -> Scene:
    scene = metals()
    moving = np.array(MOVING, np.int32)
    return replace(scene, plan=plan_drawing(scene.nodes, scene.meshes, scene.materials, (), moving))


def strip(scene: Scene, step_m: float, step_s: float) -> tuple[list[np.ndarray], int]:
    """Pictures one after another, and how often a map was drawn for them."""
    renderer, target = Renderer(QUALITY), OffscreenTarget(*SIZE)
    passes = [step for step in renderer._passes if isinstance(step, ShadowPass)]
    drawn: list[int] = []
    refresh = passes[0]._refresh
    passes[0]._refresh = lambda frame, maps, stale: (drawn.extend(stale), refresh(frame, maps, stale))  # type: ignore
    while not renderer.upload(scene, 1 << 24):
        pass
    pictures = []
    for number in range(COUNT):
        local = LocalPose.at_rest(scene.nodes)
        local.translation[list(MOVING), 0] += np.float32(number * step_m)
        view = target.view(CAMERA, symmetric_fov(0.9, *SIZE))
        world = world_matrices(scene.nodes, local)
        renderer.draw(scene, world, local.weights, [view], identity(), 5.0 + number * step_s)
        pictures.append(target.read()[..., :3].astype(int))
    target.close()
    renderer.close()
    return pictures, len(drawn)


@pytest.mark.parametrize("texels", [0.1, 0.45])
def test_a_slow_things_shadow_is_drawn_seldom_and_looks_the_same(texels: float, graphics: EglContext) -> None:
    scene = moving_metals()
    seldom, drawn = strip(scene, texels * TEXEL_M, 1 / 90)
    always, drawn_always = strip(scene, texels * TEXEL_M, 1 / 20)
    assert drawn < 0.75 * drawn_always
    for ours, theirs in zip(seldom, always, strict=True):
        assert (np.abs(ours - theirs).max(axis=2) > SEEN).mean() < SEEN_SHARE


def test_a_fast_things_shadow_is_drawn_in_every_picture(graphics: EglContext) -> None:
    step_m = 1.5 * SEEN_TEXELS * TEXEL_M
    ours, _ = strip(moving_metals(), step_m, 1 / 90)
    theirs, _ = strip(moving_metals(), step_m, 1 / 20)
    shadowed = [np.abs(a - b).max() for a, b in zip(ours, theirs, strict=True)]
    assert max(shadowed) <= 2


def test_a_shadow_is_where_its_thing_came_to_rest(graphics: EglContext) -> None:
    scene = moving_metals()
    renderer, target = Renderer(QUALITY), OffscreenTarget(*SIZE)
    while not renderer.upload(scene, 1 << 24):
        pass
    local = LocalPose.at_rest(scene.nodes)
    view = target.view(CAMERA, symmetric_fov(0.9, *SIZE))
    pictures = []
    for number, moved_m in enumerate((0.0, 0.3 * TEXEL_M, 0.6 * TEXEL_M, *[0.6 * TEXEL_M] * 4)):
        local.translation[list(MOVING), 0] = scene.nodes.translation[list(MOVING), 0] + np.float32(moved_m)
        world = world_matrices(scene.nodes, local)
        renderer.draw(scene, world, local.weights, [view], identity(), 5.0 + number / 90)
        pictures.append(target.read()[..., :3].astype(int))
    fresh = Renderer(QUALITY)
    while not fresh.upload(scene, 1 << 24):
        pass
    fresh.draw(scene, world_matrices(scene.nodes, local), local.weights, [view], identity(), 5.0)
    whole = target.read()[..., :3].astype(int)
    target.close()
    renderer.close()
    fresh.close()
    assert np.abs(pictures[-1] - whole).max() <= 2
