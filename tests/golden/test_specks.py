"""Things of a pixel drawn as one triangle each: the picture is as full, as bright and as coloured as it was."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from test_loading_coarser import ball

from vr_app.render.egl_context import EglContext
from vr_app.render.quality import HIGH, LOW, Quality
from vr_app.render.renderer import Renderer
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.draw_plan import plan_drawing
from vr_app.scene.material import Material
from vr_app.scene.mesh import Mesh
from vr_app.scene.node import build_nodes
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity

SIDE, FOV_RAD, FRAMES = 48, 0.9, 4
COUNT = 40 * 40
Pixels = npt.NDArray[np.float64]


def balls(*, moving: bool = False, scale: float = 0.4) -> Scene:
    """A wall of balls, each somewhat narrower than a pixel, of three colours."""
    across, up = np.meshgrid(np.arange(40) - 19.5, np.arange(40) - 19.5)
    depth = np.full(across.shape, -48.0)
    places = np.stack([across * 1.1, up * 1.1, depth], -1).reshape(-1, 3)
    colours = ((0.8, 0.4, 0.2, 1), (0.2, 0.6, 0.3, 1), (0.7, 0.7, 0.8, 1))
    materials = tuple(Material(f"m{n}", base_colour=colour) for n, colour in enumerate(colours))
    meshes = tuple(Mesh(f"ball {n}", (replace(ball(12), material=n),)) for n in range(3))
    nodes = build_nodes(
        [""] * COUNT, [-1] * COUNT, translation=places, mesh=np.arange(COUNT) % 3, scale=np.full((COUNT, 3), scale)
    )
    plan = plan_drawing(nodes, meshes, materials, (), np.arange(COUNT, dtype=np.int32) if moving else None)
    return Scene("balls", nodes, meshes, materials, plan=plan)


class Drawn:
    """A renderer at work on one scene."""

    def __init__(self, scene: Scene, quality: Quality) -> None:
        self.scene, self.renderer = scene, Renderer(quality)
        while not self.renderer.upload(scene, 1 << 26):
            pass
        self._local = LocalPose.at_rest(scene.nodes)
        self._world = world_matrices(scene.nodes, self._local)

    def picture(self, side: int = SIDE) -> Pixels:
        """The newest of a few frames, RGB."""
        target = OffscreenTarget(side, side)
        view = target.view(identity(), symmetric_fov(FOV_RAD, side, side))
        for _ in range(FRAMES):
            self.renderer.draw(self.scene, self._world, self._local.weights, [view], identity(), 0.0)
        out = np.asarray(target.read())[..., :3].astype(np.float64)
        target.close()
        return out

    @property
    def triangles(self) -> int:
        """Of the newest frame, of what is seen."""
        sight = self.renderer._sight
        assert sight is not None
        lists = [sight._still_solid.commands, sight._moving_solid._kept.commands]
        return sum(int(one["count"].astype(np.int64) @ one["instances"]) // 3 for one in lists)


def drawn(scene: Scene, quality: Quality) -> tuple[Pixels, int]:
    work = Drawn(scene, quality)
    try:
        return work.picture(), work.triangles
    finally:
        work.renderer.close()


@pytest.mark.parametrize("samples", [1, 4])
@pytest.mark.parametrize("moving", [False, True])
def test_a_wall_of_specks_looks_as_it_did(graphics: EglContext, samples: int, moving: bool) -> None:
    base = replace(LOW if samples == 1 else HIGH, small_samples=0.0)
    scene = balls(moving=moving)
    (whole, _), (few, triangles) = drawn(scene, replace(base, coarse_pixels=0.0)), drawn(scene, base)
    assert triangles == COUNT, "one for each"
    assert np.abs(whole.mean(axis=(0, 1)) - few.mean(axis=(0, 1))).max() < 3.0, "as bright and of the same colour"
    # A pixel is met by one sample, or by four: which thing it shows is chance, so that neighbours are taken together.
    coarse = [picture.reshape(12, 4, 12, 4, 3).mean(axis=(1, 3)) for picture in (whole, few)]
    assert np.abs(coarse[0] - coarse[1]).mean() < (8.0 if samples == 1 else 5.0)


def test_what_moves_is_left_out_and_stood_for_as_what_stands(graphics: EglContext) -> None:
    (still, some), (moving, as_many) = (drawn(balls(moving=moves, scale=0.2), LOW) for moves in (False, True))
    assert some == as_many < COUNT
    assert np.abs(still - moving).mean() < 0.5


def test_another_camera_sees_none_of_one_cameras_specks(graphics: EglContext) -> None:
    quality = replace(LOW, small_samples=0.0)
    scene = balls(moving=True)
    fresh, between = Drawn(scene, quality), Drawn(scene, quality)
    try:
        wanted = fresh.picture(4 * SIDE)
        between.picture()
        assert between.triangles == COUNT
        target = OffscreenTarget(4 * SIDE, 4 * SIDE)
        view = target.view(identity(), symmetric_fov(FOV_RAD, 4 * SIDE, 4 * SIDE))
        between.renderer.draw(scene, between._world, between._local.weights, [view], identity(), 0.0)
        found = np.asarray(target.read())[..., :3].astype(np.float64)
        target.close()
        assert between.triangles > 3 * COUNT
        assert np.abs(wanted - found).mean() < 0.5
    finally:
        fresh.renderer.close()
        between.renderer.close()
