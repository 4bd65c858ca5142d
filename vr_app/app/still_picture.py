"""A PNG of a scene or a model file, drawn without any screen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from vr_app.app.framing import FOV_DEG, STUDIO, framed, rescaled, shown_corners
from vr_app.app.screenless_context import screenless_context
from vr_app.app.wearer.tour import arrival
from vr_app.app.world import LivingScene, MouthTracks, World
from vr_app.app.worn_figure import FOV_DEG as WORN_FOV_DEG
from vr_app.app.worn_figure import before_it, from_its_eyes, worn_figure
from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.events import BodyCue
from vr_app.kernel.latest import Latest
from vr_app.kernel.ports import Mat4, Playhead
from vr_app.kernel.resources import resource_path
from vr_app.loading.picture_file import write_png
from vr_app.loading.scene_folder import is_single_file, load_scene
from vr_app.render.quality import HIGH, LOW
from vr_app.render.still import render_still
from vr_app.scene.animation import apply_animation, moment
from vr_app.scene.avatar.rig_reader import rig_of_scene_host
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.stage_reader import load_stage
from vr_app.scene.transform import look_at, translation

SETTLE_HZ = 30.0
EYE_DISTANCE_M = 0.063
Eye = Literal["middle", "left", "right", "both"]
EYE_OFFSETS_M: dict[Eye, tuple[float, ...]] = {
    "middle": (0.0,),
    "left": (-EYE_DISTANCE_M / 2,),
    "right": (EYE_DISTANCE_M / 2,),
    "both": (-EYE_DISTANCE_M / 2, EYE_DISTANCE_M / 2),
}


def picture_of(
    path: Path,
    out: Path,
    *,
    size: tuple[int, int],
    camera: Mapping[str, Any] | None,
    shot: str | None,
    time_s: float,
    high: bool,
    eye: Eye = "middle",
    first_person: bool = False,
) -> tuple[str, ...]:
    """Draws and writes it. Returns plain lines about what is missing in it.

    Args:
        shot: a camera named in scene.toml, or in the model file.
        eye: "both" puts the two eyes' pictures side by side, each of `size`.
        first_person: a figure as its wearer sees it, from its eyes where no camera is given.

    Raises: UserError.
    """
    show = _worn if first_person else _shown
    scene, local, pose, fov_deg = show(path, camera, shot, time_s, size[0] / size[1])
    pictures = [
        render_still(
            scene,
            pose @ translation((offset_m, 0.0, 0.0)),
            size,
            math.radians(fov_deg),
            local=local,
            quality=HIGH if high else LOW,
            time_s=time_s,
            make_context=screenless_context(),
        )
        for offset_m in EYE_OFFSETS_M[eye]
    ]
    write_png(out, np.concatenate(pictures, axis=1))
    return scene.problems


Shown = tuple[Scene, LocalPose, Mat4, float]
"""What is drawn, its pose, the camera, and its vertical angle of view in degrees."""


def _shown(path: Path, camera: Mapping[str, Any] | None, shot: str | None, time_s: float, aspect: float) -> Shown:
    scene = load_scene(path)
    if is_single_file(path):
        scene = replace(scene, environment=STUDIO, animations=scene.animations[:1])
        scene = scene if camera is not None or shot is not None else rescaled(scene)
    local = LocalPose.at_rest(scene.nodes)
    for clip in scene.animations if is_single_file(path) else ():
        apply_animation(clip, moment(clip, time_s), local)
    pose, fov_deg = _view(path, scene, local, camera, shot, aspect)
    return scene, _posed(scene, pose, time_s), pose, fov_deg


def _worn(path: Path, camera: Mapping[str, Any] | None, _shot: str | None, time_s: float, _aspect: float) -> Shown:
    scene, rig = worn_figure(path)
    local = _posed(scene, before_it(rig), time_s)
    pose, fov_deg = (from_its_eyes(scene, rig, local), WORN_FOV_DEG) if camera is None else _given(camera)
    return scene, local, pose, fov_deg


def _view(
    path: Path,
    scene: Scene,
    local: LocalPose,
    camera: Mapping[str, Any] | None,
    shot: str | None,
    aspect: float,
) -> tuple[Mat4, float]:
    if camera is not None:
        return _given(camera)
    if is_single_file(path):
        if shot is not None:
            return _file_camera(path, scene, local, shot)
        return framed(shown_corners(scene, local), aspect), FOV_DEG
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


def _given(camera: Mapping[str, Any]) -> tuple[Mat4, float]:
    return look_at(camera["at"], camera["look_at"]).astype(np.float32), float(camera["fov_deg"])


def _file_camera(path: Path, scene: Scene, local: LocalPose, name: str) -> tuple[Mat4, float]:
    lenses = [camera for camera in scene.cameras if camera.yfov_rad > 0]
    found = next((camera for camera in lenses if camera.name == name), None)
    if found is None:
        names = ", ".join(camera.name or "(nameless)" for camera in lenses) or "none"
        raise UserError(f"There is no camera {name!r}", where=Location(path), remedy=f"There are: {names}.")
    pose = world_matrices(scene.nodes, local)[found.node].copy()
    pose[:3, :3] /= np.linalg.norm(pose[:3, :3], axis=0)
    return pose, math.degrees(found.yfov_rad)


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
