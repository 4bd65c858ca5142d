"""Things drawn with fewer triangles from afar: the picture stays what it is, and close by nothing is left out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from test_loading_coarser import ball

from vr_app.loading.coarser import with_coarser
from vr_app.render.egl_context import EglContext
from vr_app.render.quality import HIGH, LOW, Quality
from vr_app.render.renderer import Renderer
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.material import Material
from vr_app.scene.mesh import Mesh
from vr_app.scene.node import build_nodes
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity

SIDE, FOV_RAD = 96, 0.9
EACH = replace(HIGH, small_samples=0.0, coarse_pixels=0.0)


def balls(depth_m: float) -> Scene:
    """A wall of balls so far ahead."""
    across, up = np.meshgrid(np.arange(12) - 5.5, np.arange(12) - 5.5)
    places = np.stack([across, up, np.full(across.shape, -depth_m / 2.4)], -1).reshape(-1, 3) * 2.4
    nodes = build_nodes([""] * len(places), [-1] * len(places), translation=places, mesh=[0] * len(places))
    return Scene(
        "balls", nodes, (with_coarser(Mesh("ball", (ball(24),))),), (Material("m", base_colour=(0.8, 0.4, 0.2, 1)),)
    )


def picture(scene: Scene, quality: Quality) -> tuple[npt.NDArray[np.float64], int]:
    """RGB, and how many triangles it took."""
    renderer, target = Renderer(quality), OffscreenTarget(SIDE, SIDE)
    while not renderer.upload(scene, 1 << 26):
        pass
    local = LocalPose.at_rest(scene.nodes)
    view = target.view(identity(), symmetric_fov(FOV_RAD, SIDE, SIDE))
    renderer.draw(scene, world_matrices(scene.nodes, local), local.weights, [view], identity(), 0.0)
    out = np.asarray(target.read())[..., :3].astype(np.float64)
    assert renderer._sight is not None
    commands = renderer._sight._still_solid.commands
    triangles = int(commands["count"].astype(np.int64) @ commands["instances"]) // 3
    target.close()
    renderer.close()
    return out, triangles


@pytest.mark.parametrize("samples", [1, 4])
def test_from_afar_fewer_triangles_make_the_same_picture(graphics: EglContext, samples: int) -> None:
    base = replace(LOW if samples == 1 else HIGH, small_samples=0.0)
    scene = balls(110.0)
    (whole, all_triangles), (few, some) = picture(scene, replace(base, coarse_pixels=0.0)), picture(scene, base)
    assert some < 0.5 * all_triangles
    assert np.abs(whole - few).mean() < 1.0 and abs(whole.mean() - few.mean()) < 0.3
    assert (np.abs(whole - few).max(axis=2) > 24).mean() < 0.01


def test_close_by_every_triangle_is_drawn(graphics: EglContext) -> None:
    scene = balls(4.0)
    (whole, all_triangles), (few, some) = picture(scene, EACH), picture(scene, replace(EACH, coarse_pixels=0.5))
    assert some == all_triangles
    assert np.array_equal(whole, few)
