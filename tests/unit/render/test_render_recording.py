"""Passes that draw the same again make the calls they noted."""

from __future__ import annotations

import gc
from collections.abc import Sequence

import numpy as np
import pytest

from vr_app.app.bench.gl_calls import counted_gl_calls
from vr_app.render.draw_list import Run
from vr_app.render.egl_context import EglContext
from vr_app.render.frame import Frame
from vr_app.render.idle_collection import collect_young
from vr_app.render.quality import LOW
from vr_app.render.recording import DrawRuns, Recording
from vr_app.render.renderer import Renderer
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.draw_plan import plan_drawing
from vr_app.scene.material import Material
from vr_app.scene.mesh import Mesh, build_primitive
from vr_app.scene.node import build_nodes
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity

SIDE = 64
CORNERS = np.array([(-0.5, -0.5, 0), (0.5, -0.5, 0), (0, 0.5, 0)], np.float32)


def mixed_scene() -> Scene:
    """Solid, two-sided, masked, unlit and see-through things, side by side and one behind the other."""
    materials = (
        Material("solid", base_colour=(0.9, 0.1, 0.1, 1.0)),
        Material("two-sided", base_colour=(0.1, 0.9, 0.1, 1.0), double_sided=True),
        Material("masked", base_colour=(0.1, 0.1, 0.9, 1.0), alpha_mode="MASK"),
        Material("unlit", base_colour=(0.9, 0.9, 0.1, 1.0), shading="unlit"),
        Material("glass", base_colour=(0.5, 0.5, 0.9, 0.4), alpha_mode="BLEND"),
        Material("veil", base_colour=(0.9, 0.5, 0.5, 0.4), alpha_mode="BLEND", double_sided=True),
    )
    meshes = tuple(Mesh("", (build_primitive(CORNERS, (0, 1, 2), material=n),)) for n in range(len(materials)))
    places = [(0.4 * (n % 3) - 0.4, 0.3 * (n // 3) - 0.2, -2.0 + 0.1 * n) for n in range(12)]
    nodes = build_nodes([""] * 12, [-1] * 12, translation=places, mesh=[n % 6 for n in range(12)])
    return Scene("", nodes, meshes, materials, plan=plan_drawing(nodes, meshes, materials, ()))


def turned(degrees: float) -> np.ndarray:
    pose, angle = identity(), np.radians(degrees)
    pose[0, 0] = pose[2, 2] = np.cos(angle)
    pose[0, 2], pose[2, 0] = np.sin(angle), -np.sin(angle)
    return pose


def test_pictures_that_are_drawn_again_are_the_same(context: EglContext) -> None:
    scene, target = mixed_scene(), OffscreenTarget(SIDE, SIDE)
    local = LocalPose.at_rest(scene.nodes)
    world = world_matrices(scene.nodes, local)

    def loaded() -> Renderer:
        renderer = Renderer(LOW)
        while not renderer.upload(scene, 1 << 24):
            pass
        return renderer

    def drawn(renderer: Renderer, degrees: float) -> np.ndarray:
        view = target.view(turned(degrees), symmetric_fov(1.2, SIDE, SIDE))
        renderer.draw(scene, world, local.weights, [view], identity(), 0.0)
        return target.read()

    alone = {}
    for degrees in (0.0, 25.0, -40.0):
        renderer = loaded()
        alone[degrees] = drawn(renderer, degrees)
        renderer.close()
    assert all(picture.std() > 10 for picture in alone.values())
    renderer = loaded()
    for degrees in (0.0, 0.0, 0.0, 25.0, 25.0, 25.0, -40.0, 0.0, 0.0, 25.0, 25.0, 0.0):
        assert np.array_equal(drawn(renderer, degrees), alone[degrees])
    renderer.close()
    target.close()


def test_the_second_time_is_noted_and_the_third_is_not_asked_for(
    context: EglContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    own = Recording.draw

    def counting(self: Recording, frame: Frame, wanted: Sequence[Run], draw: DrawRuns) -> None:
        own(self, frame, wanted, lambda *arguments: (asked.append(len(wanted)), draw(*arguments))[1])

    monkeypatch.setattr(Recording, "draw", counting)
    scene, target, renderer = mixed_scene(), OffscreenTarget(SIDE, SIDE), Renderer(LOW)
    while not renderer.upload(scene, 1 << 24):
        pass
    local = LocalPose.at_rest(scene.nodes)
    world, view = world_matrices(scene.nodes, local), target.view(identity(), symmetric_fov(1.2, SIDE, SIDE))
    while not renderer.settled:
        renderer.draw(scene, world, local.weights, [view], identity(), 0.0)
    counts = []
    for _ in range(5):
        asked.clear()
        renderer.draw(scene, world, local.weights, [view], identity(), 0.0)
        counts.append(len(asked))
    assert counts[-1] == 0
    with counted_gl_calls() as calls:
        renderer.draw(scene, world, local.weights, [view], identity(), 0.0)
    assert calls["glMultiDrawElementsIndirect"] >= 6, "who counts calls sees those that were noted, too"
    renderer.close()
    target.close()


def test_new_garbage_is_collected_between_frames_before_python_would() -> None:
    gc.collect()
    kept = [[] for _ in range(int(0.85 * gc.get_threshold()[0]))]
    assert gc.get_count()[0] > 0.75 * gc.get_threshold()[0]
    collect_young()
    assert gc.get_count()[0] < 0.2 * gc.get_threshold()[0]
    assert len(kept) > 0
