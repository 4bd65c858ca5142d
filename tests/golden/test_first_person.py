"""A figure as its wearer sees it: the body is there, the head is not, and nothing of it is in the way."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vr_app.app.still_picture import picture_of
from vr_app.app.worn_figure import worn_figure
from vr_app.kernel.errors import UserError
from vr_app.render.egl_context import EglContext
from vr_app.scene.avatar.rig import AvatarRig
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene

ROOT = Path(__file__).resolve().parents[2]
FIGURES = sorted((ROOT / "assets/avatar").glob("*.vrm"))


def nearest_to_the_eyes_m(scene: Scene, rig: AvatarRig) -> float:
    """How near any corner of a triangle that is drawn comes to the point between the eyes, at rest."""
    world = world_matrices(scene.nodes, LocalPose.at_rest(scene.nodes))
    eyes, nearest = rig.eyes_in(world), np.inf
    for node in np.flatnonzero(scene.nodes.visible & (scene.nodes.mesh >= 0)).tolist():
        place = world[node] if scene.nodes.skin[node] < 0 else world[rig.root]
        for primitive in scene.meshes[scene.nodes.mesh[node]].primitives:
            points = primitive.positions[np.unique(primitive.indices)] @ place[:3, :3].T + place[:3, 3]
            nearest = min(nearest, float(np.linalg.norm(points - eyes, axis=1).min()))
    return nearest


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
def test_nothing_is_before_the_eyes(path: Path) -> None:
    assert nearest_to_the_eyes_m(*worn_figure(path)) > 0.1


def test_the_picture_shows_the_body_below(graphics: EglContext, tmp_path: Path) -> None:
    out, size = tmp_path / "worn.png", (96, 96)
    picture_of(FIGURES[0], out, size=size, camera=None, shot=None, time_s=0.0, high=False, first_person=True)
    pixels = np.asarray(Image.open(out))[..., :3].astype(int)
    coloured = np.ptp(pixels, axis=-1) > 24  # the room is grey, her dress is not
    assert coloured[80:, 36:60].mean() > 0.5, "chest and skirt below"
    assert coloured[:24].mean() < 0.05, "the room ahead"


def test_only_figures_are_worn() -> None:
    with pytest.raises(UserError, match="no VRM figure"):
        worn_figure(ROOT / "scenes/museum-hall/assets/clock.glb")
