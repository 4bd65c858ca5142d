"""A strip of pictures of a VRM figure that turns, nods and stops: what hangs on it must swing and settle.

    python -m tools.turntable FIGURE.vrm -o strip.png [--clip MOTION.vrma] [--camera back]

Each picture is a moment of the same second and a half; constraints and springs run at 60 frames a second between.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from vr_app.app.screenless_context import screenless_context
from vr_app.kernel.errors import UserError
from vr_app.loading.gltf import load_asset
from vr_app.loading.picture_file import write_png
from vr_app.render.still import render_still
from vr_app.scene.avatar.bones import ROW
from vr_app.scene.avatar.first_person import for_others
from vr_app.scene.avatar.humanoid_clip import HumanoidClip, play_clip, read_clip, sample_clip
from vr_app.scene.avatar.idle import idle_pose
from vr_app.scene.avatar.rig import AvatarRig
from vr_app.scene.avatar.rig_reader import rig_of_asset
from vr_app.scene.avatar.secondary import SecondaryMotion
from vr_app.scene.pose import LocalPose, WorldMatrices
from vr_app.scene.scene import scene_of_asset
from vr_app.scene.transform import look_at, quaternion_multiply, yaw_quaternion

MOMENTS_S = (0.0, 0.15, 0.3, 0.45, 0.6, 0.8, 1.0, 1.5)
FRAME_HZ = 60
TURN_RAD, TURN_S = 1.4, 0.45
SIZE = (300, 420)
CAMERAS = {"front": (0.35, 0.15, 1.0), "back": (-0.35, 0.2, -1.0), "side": (1.0, 0.1, 0.1)}


def strip(figure: Path, camera: str, clip_path: Path | None) -> np.ndarray:
    """The pictures side by side, uint8 (h, w, 4). Raises: UserError."""
    asset = for_others(load_asset(figure))
    scene, rig = scene_of_asset(asset), rig_of_asset(asset)
    clip = read_clip(load_asset(clip_path)) if clip_path else None
    secondary = SecondaryMotion([rig.follower], scene.nodes)
    matrices, local = WorldMatrices(scene.nodes), LocalPose.at_rest(scene.nodes)
    height = max(1.12 * float(rig.eyes[1]), 0.1)
    middle = np.array([0.0, 0.5 * height, 0.0])
    eye = middle + np.array(CAMERAS[camera]) / np.linalg.norm(CAMERAS[camera]) * 1.9 * height
    view = look_at(eye, middle).astype(np.float32)
    pictures = []
    for frame in range(round(MOMENTS_S[-1] * FRAME_HZ) + 1):
        time_s = frame / FRAME_HZ
        local.reset(scene.nodes)
        _pose(rig, local, clip, time_s)
        secondary.apply(time_s, local, matrices)
        if len(pictures) < len(MOMENTS_S) and time_s >= MOMENTS_S[len(pictures)] - 1e-6:
            pictures.append(
                render_still(
                    scene, view, SIZE, math.radians(34), local=local, time_s=time_s, make_context=screenless_context()
                )
            )
    return np.concatenate(pictures, axis=1)


def _pose(rig: AvatarRig, local: LocalPose, clip: HumanoidClip | None, time_s: float) -> None:
    pose, hips = idle_pose(time_s, 1)
    share = min(time_s / TURN_S, 1.0)
    pose[ROW["head"], 0] += 0.3 * math.sin(12.0 * min(time_s, 1.0))
    rig.write_bones(local, pose, hips)
    if clip is not None:
        play_clip(rig, local, sample_clip(clip, time_s % max(clip.duration_s, 1e-3)))
    turn = yaw_quaternion(TURN_RAD * share * share * (3.0 - 2.0 * share))
    node = rig.bones["hips"]
    if clip is None:
        local.rotation[node] = quaternion_multiply(turn, local.rotation[node])


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the strip."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("figure", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--camera", choices=sorted(CAMERAS), default="front")
    parser.add_argument("--clip", type=Path)
    given = parser.parse_args(arguments)
    try:
        write_png(given.out, strip(given.figure, given.camera, given.clip))
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
