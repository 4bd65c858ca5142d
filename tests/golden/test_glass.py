"""Glass: a thin wall is looked straight through, a thick ball bends what lies behind it, a rough one blurs it."""

from __future__ import annotations

import numpy as np
from golden_renderers import shared_renderer
from golden_scenes import ball, plane

from vr_app.render.egl_context import EglContext
from vr_app.render.quality import LOW
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.environment import Environment, Sky, Sun
from vr_app.scene.material import Material, SurfaceLayers
from vr_app.scene.mesh import Mesh
from vr_app.scene.node import build_nodes
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity, look_at

BLACK = (0.0, 0.0, 0.0)
DARK = Environment(Sky("interior", BLACK, BLACK, BLACK, BLACK), Sun(illuminance=0.0), exposure=1.0)
RED, BLUE = (Material("side", base_colour=(*colour, 1.0), shading="unlit") for colour in ((0.5, 0, 0), (0, 0, 0.5)))


def seen(layers: SurfaceLayers, roughness: float = 0.0, scale: float = 1.0) -> np.ndarray:
    """Red less blue along a ball from left to right, before a wall that is red on the left and blue on the right."""
    glass = Material("glass", metallic=0.0, roughness=roughness, layers=layers)
    half = np.sqrt(0.5)
    upright = (half, 0.0, 0.0, half)
    nodes = build_nodes(
        ["red", "blue", "ball"],
        [-1] * 3,
        translation=[(-4, 0, -1.5), (4, 0, -1.5), (0, 0, 0)],
        rotation=[upright, upright, (0, 0, 0, 1)],
        scale=[(1, 1, 1), (1, 1, 1), (scale,) * 3],
        mesh=[0, 1, 2],
    )
    meshes = tuple(Mesh(str(n), (p,)) for n, p in enumerate((plane(0), plane(1), ball(2, 0.5 / scale))))
    scene = Scene("glass", nodes, meshes, (RED, BLUE, glass), environment=DARK)
    renderer, target = shared_renderer(LOW), OffscreenTarget(96, 96)
    while not renderer.upload(scene, 1 << 26):
        pass
    local = LocalPose.at_rest(nodes)
    view = target.view(look_at((0, 0, 6), (0, 0, 0)).astype(np.float32), symmetric_fov(0.2, 96, 96))
    renderer.draw(scene, world_matrices(nodes, local), local.weights, [view], identity(), 0.0)
    row = target.read()[48, 12:84, :3].astype(int)
    target.close()
    return row[:, 0] - row[:, 2]


def test_a_thin_wall_is_looked_straight_through(graphics: EglContext) -> None:
    row = seen(SurfaceLayers(transmission=1.0))
    assert row[12] > 60 and row[-13] < -60


def test_a_thick_ball_shows_the_other_side(graphics: EglContext) -> None:
    row = seen(SurfaceLayers(transmission=1.0, thickness_m=2.0))
    assert row[12] < -60 and row[-13] > 60


def test_thickness_grows_with_its_node(graphics: EglContext) -> None:
    small, grown = (seen(SurfaceLayers(transmission=1.0, thickness_m=2.0 / scale), scale=scale) for scale in (1.0, 4.0))
    assert np.abs(small - grown).mean() < 3


def test_rough_glass_blurs_what_is_behind(graphics: EglContext) -> None:
    sharp, soft = (np.abs(np.diff(seen(SurfaceLayers(transmission=1.0), rough))).max() for rough in (0.0, 0.5))
    assert soft < sharp / 3
