"""A PNG of a scene or a model file, drawn without any screen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from vr_app.app.screenless_context import screenless_context
from vr_app.app.tour import arrival
from vr_app.app.world import LivingScene, MouthTracks, World
from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.events import BodyCue
from vr_app.kernel.latest import Latest
from vr_app.kernel.ports import Mat4, Playhead
from vr_app.kernel.resources import resource_path
from vr_app.loading.picture_file import write_png
from vr_app.loading.scene_folder import load_scene
from vr_app.render.quality import HIGH, LOW
from vr_app.render.still import render_still
from vr_app.scene.avatar.rig_reader import rig_of_scene_host
from vr_app.scene.camera import world_boxes
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.stage_reader import load_stage
from vr_app.scene.transform import look_at

SETTLE_HZ = 30.0


def picture_of(
    path: Path,
    out: Path,
    *,
    size: tuple[int, int],
    camera: Mapping[str, Any] | None,
    shot: str | None,
    time_s: float,
    high: bool,
) -> tuple[str, ...]:
    """Draws and writes it. Returns plain lines about what is missing in it.

    Raises: UserError.
    """
    scene = load_scene(path)
    pose, fov_deg = _view(path, scene, camera, shot, size[0] / size[1])
    local = _posed(scene, pose, time_s)
    pixels = render_still(
        scene,
        pose,
        size,
        math.radians(fov_deg),
        local=local,
        quality=HIGH if high else LOW,
        time_s=time_s,
        make_context=screenless_context(),
    )
    write_png(out, pixels)
    return scene.problems


def _view(
    path: Path, scene: Scene, camera: Mapping[str, Any] | None, shot: str | None, aspect: float
) -> tuple[Mat4, float]:
    if camera is not None:
        return look_at(camera["at"], camera["look_at"]).astype(np.float32), float(camera["fov_deg"])
    if path.is_file():
        return _framed(scene, aspect), 40.0
    stage = load_stage(path, resource_path("assets"))
    if shot is not None:
        found = next((entry for entry in stage.shots if entry.name == shot), None)
        if found is None:
            names = ", ".join(entry.name for entry in stage.shots) or "none"
            raise UserError(
                f"There is no shot {shot!r}", where=Location(path / "scene.toml"), remedy=f"There are: {names}."
            )
        return look_at(found.at, found.look_at).astype(np.float32), found.fov_deg
    start = arrival(stage)
    return look_at(start.eye, start.target).astype(np.float32), 60.0


def _framed(scene: Scene, aspect: float) -> Mat4:
    """A view from the front, a little above and aside, that holds the whole model."""
    corners = _corners(scene)
    if not len(corners):
        return look_at((0.0, 1.0, 3.0), (0.0, 0.5, 0.0)).astype(np.float32)
    bottom, top = corners.min(0), corners.max(0)
    middle, radius = (bottom + top) / 2, max(float(np.linalg.norm(top - bottom)) / 2, 1e-3)
    away = np.array([0.35, 0.22, 1.0]) / math.sqrt(0.35**2 + 0.22**2 + 1.0)
    return look_at(middle + away * radius * 3.0 * max(1.0, 1.0 / aspect), middle).astype(np.float32)


def _corners(scene: Scene) -> np.ndarray:
    """(2 K, 3) points that hold all that is shown at rest; skinned meshes where their joints put them."""
    nodes = scene.nodes
    world = world_matrices(nodes, LocalPose.at_rest(nodes))
    out: list[np.ndarray] = [np.zeros((0, 3))]
    for node in np.flatnonzero((nodes.mesh >= 0) & nodes.visible).tolist():
        skin = scene.skins[nodes.skin[node]] if nodes.skin[node] >= 0 else None
        for primitive in scene.meshes[nodes.mesh[node]].primitives:
            if not len(primitive.vertices):
                continue
            if skin is None or not primitive.skinned:
                box = primitive.bounds_min[None], primitive.bounds_max[None]
                centres, halves = world_boxes(*box, world[node][None])
                out.append(np.concatenate([centres - halves, centres + halves]).astype(np.float64))
                continue
            palette = world[skin.joints] @ skin.inverse_bind
            share = primitive.vertices["weights"].astype(np.float32) / 65535.0
            matrices = np.einsum("vj,vjab->vab", share, palette[primitive.vertices["joints"]][:, :, :3])
            places = np.einsum("vab,vb->va", matrices[:, :, :3], primitive.positions) + matrices[:, :, 3]
            out.append(np.stack([places.min(0), places.max(0)]))
    corners = np.concatenate(out)
    return corners[np.isfinite(corners).all(axis=1)]


def _posed(scene: Scene, pose: Mat4, time_s: float) -> LocalPose:
    """Animations and the host's idle life at a time, the host having looked at the camera for a second."""
    rig = None
    if scene.avatar is not None and "host" in scene.placements:
        rig = rig_of_scene_host(scene.avatar, scene.nodes, scene.placements["host"])
    world = World(Latest(BodyCue(None)), lambda: Playhead(None, 0, 0.0, 0.0), MouthTracks())
    world.living.set(LivingScene(scene, rig))
    for step in range(int(SETTLE_HZ), -1, -1):
        world(time_s - step / SETTLE_HZ, pose)
    return world.pose
