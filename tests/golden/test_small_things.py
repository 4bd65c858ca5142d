"""Pictures in which some things stand for many: as full and as coloured as with each one drawn, and as steady."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from vr_app.app.bench.render_scenes import field, prism
from vr_app.app.bench.sway import FOV_RAD
from vr_app.render.egl_context import EglContext
from vr_app.render.quality import LOW
from vr_app.render.renderer import Renderer
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.material import Material
from vr_app.scene.node import build_nodes
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity

Pixels = npt.NDArray[np.float64]


def pictures(scene: Scene, side: int, small_samples: float, places: list[tuple[float, float, float]]) -> list[Pixels]:
    """Of a walk, RGB (side, side, 3) each."""
    renderer, target = Renderer(replace(LOW, small_samples=small_samples)), OffscreenTarget(side, side)
    while not renderer.upload(scene, 1 << 26):
        pass
    local, out = LocalPose.at_rest(scene.nodes), []
    world = world_matrices(scene.nodes, local)
    for place in places:
        pose = identity()
        pose[:3, 3] = place
        renderer.draw(
            scene, world, local.weights, [target.view(pose, symmetric_fov(FOV_RAD, side, side))], identity(), 0.0
        )
        out.append(np.asarray(target.read())[..., :3].astype(np.float64))
    target.close()
    renderer.close()
    return out


def test_a_crowd_of_specks_looks_as_it_did(graphics: EglContext) -> None:
    scene = field(10_000).scene
    each, some = (pictures(scene, 16, samples, [(0, 0, 0)])[0] for samples in (0.0, 1.0))
    assert np.abs(each.mean(axis=(0, 1)) - some.mean(axis=(0, 1))).max() < 2.0, "as bright and of the same colour"
    assert (np.abs(each - some).max(axis=2) > 8).mean() < 0.12, "nearly every pixel is what it was"
    assert not np.array_equal(each, some), "or nothing was left out"


def test_in_a_picture_that_shows_each_thing_nothing_changes(graphics: EglContext) -> None:
    scene = field(1_000).scene
    each, some = (pictures(scene, 256, samples, [(0, 0, 0)])[0] for samples in (0.0, 1.0))
    assert np.array_equal(each, some)


def test_a_walk_is_as_steady_as_with_each_thing_drawn(graphics: EglContext) -> None:
    scene = field(10_000).scene
    walk = [(0.0, 0.0, -0.15 * step) for step in range(24)]
    each, some = (pictures(scene, 16, samples, walk) for samples in (0.0, 1.0))
    changes = [np.mean([np.abs(after - before).mean() for before, after in pairwise(seen)]) for seen in (each, some)]
    assert changes[1] < 1.15 * changes[0]


def test_lights_are_drawn_however_small(graphics: EglContext) -> None:
    places = np.stack([np.linspace(-3, 3, 40), np.zeros(40), np.full(40, -12.0)], axis=1)
    nodes = build_nodes([""] * 40, [-1] * 40, translation=places, mesh=[0] * 40)
    dull = Scene("dull", nodes, (prism(0, 0),), (Material("m", base_colour=(1, 0, 0, 1)),))
    shining = Scene("lit", nodes, (prism(0, 0),), (Material("m", emissive=(9.0, 0.0, 0.0)),))
    for scene, all_drawn in ((dull, False), (shining, True)):
        each, some = (pictures(scene, 8, samples, [(0, 0, 0)])[0] for samples in (0.0, 1.0))
        assert np.array_equal(each, some) == all_drawn
