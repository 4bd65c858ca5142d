"""A VRM figure as the one who wears it sees it: from its eyes, its own head left out."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from vr_app.app.framing import STUDIO
from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.ports import Mat4
from vr_app.loading.gltf import load_asset
from vr_app.scene.assembly import Assembly
from vr_app.scene.avatar.first_person import for_wearer
from vr_app.scene.avatar.rig import AvatarRig
from vr_app.scene.avatar.rig_reader import rig_of_asset, rig_of_scene_host
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene, faces_back, is_figure
from vr_app.scene.transform import look_at, yaw_quaternion

FOV_DEG = 95.0
"""About what a headset shows from top to bottom."""
DOWN_M = 2.0
"""The view goes so far down on each metre ahead: hands, body and feet are where faults show."""


def worn_figure(path: Path) -> tuple[Scene, AvatarRig]:
    """The figure alone in a plain room, facing +Z, without what its wearer must not see.

    Raises: UserError where the file is no VRM figure or cannot be read.
    """
    asset = load_asset(path)
    if not is_figure(asset):
        raise UserError(
            "This is no VRM figure, so nobody can wear it",
            where=Location(path),
            remedy="Leave --first-person out, or name a .vrm file.",
        )
    worn = for_wearer(asset, rig_of_asset(asset).bones)
    assembly = Assembly()
    turn = yaw_quaternion(np.pi if faces_back(asset) else 0.0)
    placement = assembly.add_asset("host", worn, at=(0.0, 0.0, 0.0), rotation=turn, scale=1.0)
    scene = Scene(name=worn.name, environment=STUDIO, avatar=worn, problems=worn.notes, **assembly.parts())
    return scene, rig_of_scene_host(worn, scene.nodes, placement)


def from_its_eyes(scene: Scene, rig: AvatarRig, local: LocalPose) -> Mat4:
    """`world_from_view` between the eyes of the posed figure, looking ahead and down."""
    eyes = rig.eyes_in(world_matrices(scene.nodes, local))
    return look_at(eyes, eyes + np.array([0.0, -DOWN_M, 1.0], np.float32)).astype(np.float32)


def before_it(rig: AvatarRig) -> Mat4:
    """Where somebody stands whom the figure looks at: two metres ahead, as tall as itself."""
    eyes = np.array([0.0, rig.eyes[1], 2.0], np.float32)
    return look_at(eyes, eyes - np.array([0.0, 0.0, 1.0], np.float32)).astype(np.float32)
