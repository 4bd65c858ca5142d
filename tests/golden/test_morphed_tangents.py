"""Bumps turn with the surface under a morph: the picture of a morph that turns tangents is that of turned tangents."""

from __future__ import annotations

import numpy as np
from golden_renderers import shared_renderer
from golden_scenes import bumps, picture

from vr_app.render.egl_context import EglContext
from vr_app.render.quality import LOW
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.environment import Environment, Sky, Sun
from vr_app.scene.material import Image, Material, TextureUse
from vr_app.scene.mesh import Mesh, Morph, build_primitive
from vr_app.scene.node import build_nodes
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity, look_at

POINTS = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]], np.float32)
ALONG_X, ALONG_Y = np.array([1, 0, 0], np.float32), np.array([0, 1, 0], np.float32)
SIDE_LIGHT = Environment(
    Sky("interior", (0, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0)), Sun((0.9, 0.0, 0.45), illuminance=2.0, shadows=False)
)


def wall(tangent: np.ndarray, turned: np.ndarray | None) -> Scene:
    """A square of bumps; with `turned`, a morph target turns its tangents there."""
    still = np.zeros((2, 4, 3), np.float32)
    turns = still.copy()
    if turned is not None:
        turns[1] = turned - tangent
    tangents = np.tile(np.append(tangent, 1.0), (4, 1))
    primitive = build_primitive(
        POINTS, [0, 1, 2, 0, 2, 3], material=0, normals=[[0, 0, 1]] * 4, uv0=[[0, 1], [1, 1], [1, 0], [0, 0]],
        tangents=tangents, morph=None if turned is None else Morph(still, still, turns),
    )  # fmt: skip
    material = Material("bumps", metallic=0.0, normal_texture=TextureUse(0))
    count = 0 if turned is None else 2
    nodes = build_nodes(["wall"], [-1], mesh=[0], weight_count=[count], weights=[0.0, 1.0][:count])
    slope: Image = bumps()
    level = np.asarray(slope.levels[0]).copy()
    level[:, :, 1] = 128  # bumps run one way only: turning them shows
    return Scene(
        "wall", nodes, (Mesh("wall", (primitive,)),), (material,), images=(picture(level, srgb=False),),
        environment=SIDE_LIGHT,
    )  # fmt: skip


def drawn(scene: Scene) -> np.ndarray:
    renderer, target = shared_renderer(LOW), OffscreenTarget(64, 64)
    while not renderer.upload(scene, 1 << 26):
        pass
    local = LocalPose.at_rest(scene.nodes)
    view = target.view(look_at((0, 0, 3), (0, 0, 0)).astype(np.float32), symmetric_fov(0.6, 64, 64))
    renderer.draw(scene, world_matrices(scene.nodes, local), local.weights, [view], identity(), 0.0)
    pixels = target.read()[..., :3].astype(int)
    target.close()
    return pixels


def test_tangents_turn_with_a_morph(graphics: EglContext) -> None:
    still, turned = drawn(wall(ALONG_X, None)), drawn(wall(ALONG_Y, None))
    assert np.abs(still - turned).mean() > 5
    morphed = drawn(wall(ALONG_X, ALONG_Y))
    np.testing.assert_allclose(morphed, turned, atol=2)
