"""Scenes made for measuring: fields of plain things that stand or move, and a crowd of figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from vr_app.kernel.resources import resource_path
from vr_app.loading.coarser import with_coarser
from vr_app.loading.gltf import load_asset
from vr_app.loading.scene_folder import load_scene
from vr_app.scene.animation import Animation, Track, apply_animation
from vr_app.scene.assembly import Assembly
from vr_app.scene.avatar.secondary import Follower, SecondaryMotion, follower_of
from vr_app.scene.avatar.spring import SpringJoint, Springs
from vr_app.scene.draw_plan import plan_drawing
from vr_app.scene.material import Material
from vr_app.scene.mesh import Mesh, build_primitive
from vr_app.scene.node import build_nodes
from vr_app.scene.pose import LocalPose, WorldMatrices, stretch_of
from vr_app.scene.scene import Scene

MESHES, MATERIALS = 100, 40
SEEN_SHARE, SEEN_MOST = 0.4, 4000
"""Of a field, so many things stand before the camera; the others are behind it and beside it."""
FIGURES = 20
Move = Callable[[float, LocalPose, WorldMatrices], None]


@dataclass(frozen=True)
class BenchScene:
    """A scene and what moves in it.

    Attributes:
        move: writes the pose of a moment in seconds.
        planned: how many of a field's nodes are in the picture of `sway.swaying`; 0 for other scenes.
    """

    name: str
    scene: Scene
    move: Move
    planned: int = 0


def prism(number: int, material: int) -> Mesh:
    """A small column with 3 to 8 sides."""
    sides = 3 + number % 6
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    ring = np.stack([np.cos(angle), np.zeros(sides), np.sin(angle)], axis=1) * (0.1 + 0.002 * number)
    points = np.concatenate([ring, ring + np.array([0, 0.3, 0])])
    low, following = np.arange(sides), (np.arange(sides) + 1) % sides
    walls = np.stack([low, low + sides, following + sides, low, following + sides, following], axis=1)
    lid = np.stack([np.full(sides - 2, sides), sides + 2 + np.arange(sides - 2), sides + 1 + np.arange(sides - 2)], 1)
    indices = np.concatenate([walls.reshape(-1), lid.reshape(-1)])
    return Mesh(f"prism {number}", (build_primitive(points, indices, material=material),))


def field(count: int, *, moving: bool = False) -> BenchScene:
    """`count` nodes of 100 meshes, 40 materials: 40 % (4,000 at most) before the camera, the others out of sight."""
    random = np.random.default_rng(count)
    seen = min(int(count * SEEN_SHARE), SEEN_MOST) if not moving else count
    depth = random.uniform(4, 40, seen)
    before = np.stack([random.uniform(-0.55, 0.55, seen) * depth, random.uniform(-0.4, 0.4, seen) * depth, -depth], 1)
    behind = random.uniform(-60, 60, (count - seen, 3)) * [1, 0.2, 0.5] + [0, 0, 45]
    places = random.permutation(np.concatenate([before, behind])).astype(np.float32)
    materials = tuple(
        Material(f"m{n}", base_colour=(*random.uniform(0.2, 0.9, 3), 1.0), metallic=0.0, roughness=0.7)
        for n in range(MATERIALS)
    )
    meshes = tuple(with_coarser(prism(n, n % MATERIALS)) for n in range(MESHES))
    nodes = build_nodes([""] * count, [-1] * count, translation=places, mesh=np.arange(count) % MESHES)
    kind = "moving" if moving else "static"
    animations: tuple[Animation, ...] = ()
    if moving:
        times = np.linspace(0, 4, 9, dtype=np.float32)
        wave = np.sin(times[:, None, None] * np.pi / 2 + random.uniform(0, 6, (1, count, 1)))
        offsets = places[None] + (wave * [0.0, 0.3, 0.0]).astype(np.float32)
        half = times[:, None] * np.pi / 4
        turns = np.stack([0 * half, np.sin(half), 0 * half, np.cos(half)], axis=-1).astype(np.float32)
        targets = np.arange(count, dtype=np.int32)
        animations = (
            Animation(
                "all",
                (
                    Track("translation", "LINEAR", times, targets, offsets.astype(np.float32)),
                    Track("rotation", "LINEAR", times, targets, np.repeat(turns, count, axis=1)),
                ),
            ),
        )
    plan = plan_drawing(nodes, meshes, materials, (), np.arange(count, dtype=np.int32) if moving else None)
    scene = Scene(f"{count} {kind}", nodes, meshes, materials, animations=animations, plan=plan)
    return BenchScene(f"{count:,} {kind} nodes", scene, _play(scene), seen)


def crowd() -> BenchScene:
    """Twenty figures that breathe, speak and turn their heads, with swaying hair: all in one scene."""
    asset = load_asset(resource_path("assets") / "avatar" / "host.vrm")
    assembly = Assembly()
    for number in range(FIGURES):
        at = ((number % 5 - 2) * 0.8, 0.0, -2.0 - (number // 5) * 0.9)
        assembly.add_asset(f"figure {number}", asset, at=at, rotation=np.array([0, 0, 0, 1.0]), scale=1.0)
    nodes = assembly.nodes()
    placements = list(assembly.placements.values())
    follower = follower_of(asset)
    if not follower.springs.joints:
        follower = replace(follower, springs=hanging_arms(asset.nodes.names))
    followers = [
        Follower(follower.constraints, follower.springs, place.node_offset, place.root) for place in placements
    ]
    spans = [np.arange(place.root, place.node_offset + place.node_count) for place in placements]
    moving = np.concatenate(spans).astype(np.int32)
    stretch = stretch_of(moving)
    plan = plan_drawing(nodes, assembly.meshes, assembly.materials, assembly.skins, moving, assembly.images)
    scene = Scene(
        "crowd",
        nodes,
        tuple(assembly.meshes),
        tuple(assembly.materials),
        tuple(assembly.images),
        tuple(assembly.skins),
        placements=dict(assembly.placements),
        plan=plan,
    )
    secondary = SecondaryMotion(followers, nodes)
    turning = np.array(
        [
            place.node_offset + index
            for place in placements
            for index, name in enumerate(asset.nodes.names)
            if any(part in name.lower() for part in ("spine", "chest", "neck", "head", "arm", "hand"))
        ]
    )
    phase = np.arange(len(turning)) * 0.7

    def move(time_s: float, local: LocalPose, matrices: WorldMatrices) -> None:
        local.reset(nodes, stretch)
        half = (0.1 * np.sin(time_s * 2.0 + phase)).astype(np.float32)
        swing = np.zeros((len(turning), 4), np.float32)
        swing[:, 1], swing[:, 3] = np.sin(half), np.cos(half)
        local.rotation[turning] = swing
        local.weights[:] = 0.5 + 0.5 * np.sin(time_s * 7.0 + np.arange(len(local.weights)) * 1.3)
        secondary.apply(time_s, local, matrices)

    return BenchScene(f"{FIGURES} figures with morphs and springs", scene, move)


def hanging_arms(names: tuple[str, ...]) -> Springs:
    """Springs for a figure without any: its arms and fingers hang loose."""
    parts = ("arm", "hand", "thumb", "index", "middle", "ring", "little")
    limbs = [i for i, name in enumerate(names) if any(part in name.lower() for part in parts)]
    joints = (SpringJoint(node, (0.0, -0.08, 0.0), stiffness=0.8, gravity=(0.0, -0.3, 0.0)) for node in limbs)
    return Springs(tuple(joints))


def from_file(path: Path) -> BenchScene:
    """A scene folder or a bare .glb, .gltf or .vrm, with its animations running."""
    scene = load_scene(path)
    return BenchScene(path.name, scene, _play(scene))


def _play(scene: Scene) -> Move:
    def move(time_s: float, local: LocalPose, matrices: WorldMatrices) -> None:
        for clip in scene.animations:
            apply_animation(clip, time_s % max(clip.duration_s, 1e-3), local)

    return move
