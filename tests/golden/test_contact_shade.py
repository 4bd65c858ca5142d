"""What lies under and beside things gets less of the light from all round, without any sun."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from golden_renderers import shared_renderer

from vr_app.render.egl_context import EglContext
from vr_app.render.quality import HIGH
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.environment import Environment, Sky, Sun
from vr_app.scene.material import Material
from vr_app.scene.mesh import Mesh, Primitive, build_primitive
from vr_app.scene.node import build_nodes
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity, look_at

GREY = (0.5, 0.5, 0.5)
EVEN = Environment(Sky("interior", GREY, GREY, GREY, GREY), Sun(illuminance=0.0), exposure=1.0)
WIDTH, HEIGHT = 160, 120


def slab(size: tuple[float, float, float]) -> Primitive:
    """A box about the origin with hard edges."""
    corners = np.array([[x, y, z] for x in (-0.5, 0.5) for y in (-0.5, 0.5) for z in (-0.5, 0.5)]) * size
    walls = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    points = corners[np.array(walls).reshape(-1)]
    first = np.arange(6)[:, None] * 4
    normals = np.repeat([[-1, 0, 0], [1, 0, 0], [0, -1, 0], [0, 1, 0], [0, 0, -1], [0, 0, 1]], 4, axis=0)
    return build_primitive(points, (first + np.array([0, 1, 2, 0, 2, 3])).reshape(-1), material=0, normals=normals)


def table(height_m: float) -> Scene:
    """A floor, and a board over its middle with its top so high."""
    floor, board = slab((12.0, 0.1, 12.0)), slab((1.4, 0.06, 1.4))
    nodes = build_nodes(
        ["floor", "board"], [-1, -1], translation=np.array([[0, -0.05, 0], [0, height_m - 0.03, 0]]), mesh=[0, 1]
    )
    return Scene("table", nodes, (Mesh("floor", (floor,)), Mesh("board", (board,))), (Material("m"),), environment=EVEN)


def floor_light(scene: Scene, height_map_size: int) -> tuple[float, float]:
    """Grey of the floor under the board, seen from low down, and away from it."""
    renderer, target = shared_renderer(replace(HIGH, height_map_size=height_map_size)), OffscreenTarget(WIDTH, HEIGHT)
    while not renderer.upload(scene, 1 << 26):
        pass
    local, pose = LocalPose.at_rest(scene.nodes), look_at((0.0, 0.35, 3.0), (0.0, 0.0, 0.4))
    view = target.view(pose, symmetric_fov(0.9, WIDTH, HEIGHT))
    renderer.draw(scene, world_matrices(scene.nodes, local), local.weights, [view], identity(), 0.0)
    grey = target.read()[..., 1].astype(float)
    target.close()
    return grey[HEIGHT // 2, WIDTH // 2], grey[HEIGHT - 4, 8]


@pytest.mark.parametrize("height_m", [0.2, 0.35])
def test_the_floor_is_darker_under_a_board(graphics: EglContext, height_m: float) -> None:
    low, away = floor_light(table(height_m), 1024)
    plain, plain_away = floor_light(table(height_m), 0)
    assert low < 0.85 * plain, "light from all round does not get in"
    assert abs(away - plain_away) < 4.0, "the open floor keeps it all"
