"""What is drawn: by distance, and never too little while the head moves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from vr_app.app.bench.render_scenes import prism
from vr_app.render.egl_context import EglContext
from vr_app.render.gpu_scene import CHUNK_BYTES, GpuScene
from vr_app.render.moving_parts import MovingParts
from vr_app.render.quality import LOW
from vr_app.render.sight import Sight
from vr_app.render.stream import TurnFences
from vr_app.scene.camera import boxes_in_frustum, frustum_planes, projection
from vr_app.scene.detail_levels import BEGINS_AT
from vr_app.scene.material import Image, Material
from vr_app.scene.node import build_nodes
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity, look_at, rigid_inverse
from vr_app.scene.view_volume import eyes_of

FOV = (-0.7, 0.7, 0.6, -0.6)


def things(names: list[str], places: np.ndarray) -> Scene:
    nodes = build_nodes(names, [-1] * len(names), translation=places, mesh=[0] * len(names))
    return Scene("things", nodes, (prism(3, 0),), (Material("m"),))


def sight_of(scene: Scene) -> tuple[GpuScene, MovingParts, Sight]:
    gpu = GpuScene(scene, LOW)
    while not gpu.upload(1 << 24):
        pass
    moving = MovingParts(gpu, TurnFences())
    moving.update(world_matrices(scene.nodes, LocalPose.at_rest(scene.nodes)), np.zeros(0, np.float32))
    return gpu, moving, Sight(gpu, moving)


def test_while_a_head_wanders_nothing_in_the_picture_is_left_out(context: EglContext) -> None:
    random = np.random.default_rng(5)
    gpu, moving, sight = sight_of(things([""] * 600, random.uniform(-12, 12, (600, 3))))
    target = np.array([5.0, 0.0, 0.0])
    for step in range(60):
        target += random.normal(0, 0.4, 3)
        pose = look_at(random.normal(0, 0.05, 3) + 0.02 * step, target)
        sight.look(eyes_of([pose], [FOV]), pose, 1)
        planes = frustum_planes(projection(FOV) @ rigid_inverse(pose))
        needed = np.flatnonzero(boxes_in_frustum(moving.centre, moving.half, planes))
        assert set(needed.tolist()) <= set(sight.still.tolist())
    assert 1 < sight.looked_up < 60, "sometimes anew, not every time"
    gpu.close()


def test_the_copy_for_the_distance_is_drawn(context: EglContext) -> None:
    scene = things(["tree", "tree_lod1", "tree_lod2"], np.zeros((3, 3)))
    gpu, moving, sight = sight_of(scene)
    radius = float(moving.family_radius[0])
    for level, distance in enumerate((2.0, BEGINS_AT[1] + 2, BEGINS_AT[2] + 2)):
        pose = look_at((0, 0, distance * radius), (0, 0, 0))
        sight.look(eyes_of([pose], [FOV]), pose, 1)
        assert [scene.nodes.names[gpu.plan.item_node[row]] for row in sight.still] == [scene.nodes.names[level]]
    gpu.close()


def test_an_upload_keeps_to_its_budget_and_ends(context: EglContext) -> None:
    levels = [np.zeros((1024 >> n, 1024 >> n, 4), np.uint8) for n in range(11)]
    scene = replace(things(["a"], np.zeros((1, 3))), images=(Image("large", tuple(levels)),))
    gpu = GpuScene(scene, LOW)
    steps = gpu._steps
    sizes = list(steps)
    assert max(sizes[1:]) <= CHUNK_BYTES, "after the array's memory, which comes as a whole"
    assert sum(sizes) >= sum(level.nbytes for level in levels)
    gpu.close()
    gpu, calls = GpuScene(scene, LOW), 1
    while not gpu.upload(1 << 20):
        calls += 1
    assert calls >= sum(sizes) // (2 << 20), "no call brings more than its budget and one piece"
    gpu.close()


def test_a_look_from_nowhere_draws_nothing(context: EglContext) -> None:
    gpu, _, sight = sight_of(things(["a"], np.array([[0, 0, 5.0]])))
    seen = sight.look(eyes_of([identity()], [FOV]), identity(), 2)
    assert not len(seen.commands) and seen.runs() == []
    gpu.close()
