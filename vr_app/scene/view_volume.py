"""The room that one or both eyes see, a little widened, so that what is in it need not be looked up every frame.

A volume is the inside of four planes. It holds an eye's whole picture exactly when each plane has the eye and the four
corner rays of its picture on its inner side: both are half-spaces, so nothing between the corners can stick out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from vr_app.kernel.ports import Mat4

Array = npt.NDArray[np.float32]
_CORNERS = np.array([[0, 2], [1, 2], [0, 3], [1, 3]])
MARGIN_RAD = np.radians(5.0)
MARGIN_M = 0.2


@dataclass(frozen=True)
class Eyes:
    """Where pictures are taken from and which way their corners look.

    Attributes:
        places: float64 (V, 3).
        corners: float64 (V * 4, 3), directions from each place.
    """

    places: npt.NDArray[np.float64]
    corners: npt.NDArray[np.float64]


def eyes_of(poses: Sequence[Mat4], fovs: Sequence[tuple[float, float, float, float]]) -> Eyes:
    """From `world_from_view` and angles left, right, up, down of each picture."""
    stacked = np.array(poses, np.float64)
    rays = np.array([_rays(tuple(fov)) for fov in fovs])
    corners = (rays @ stacked[:, :3, :3].transpose(0, 2, 1)).reshape(-1, 3)
    return Eyes(stacked[:, :3, 3], corners)


@lru_cache(16)
def _rays(fov_rad: tuple[float, float, float, float]) -> npt.NDArray[np.float64]:
    """Through the corners of a picture whose angles seldom change (4, 3)."""
    return np.column_stack([np.tan(np.asarray(fov_rad, np.float64))[_CORNERS], np.full(4, -1.0)])


def view_volume(
    eyes: Eyes, world_from_head: Mat4, margin_rad: float = MARGIN_RAD, margin_m: float = MARGIN_M
) -> npt.NDArray[np.float64]:
    """Planes (P, 4), inside where n . p + d >= 0, that hold all eyes' pictures and a margin.

    Args:
        world_from_head: its -Z is about the direction of view.
    """
    axes = np.asarray(world_from_head, np.float64)[:3, :3]
    rays = eyes.corners @ axes
    planes = []
    for across in (0, 1):
        angle = np.arctan2(rays[:, across], -rays[:, 2])
        low, high = angle.min() - margin_rad, angle.max() + margin_rad
        if high - low >= np.pi:
            continue
        for bound, sign in ((low, 1.0), (high, -1.0)):
            normal = sign * (axes[:, across] * np.cos(bound) + axes[:, 2] * np.sin(bound))
            planes.append([*normal, margin_m - (eyes.places @ normal).min()])
    return np.array(planes, np.float64).reshape(-1, 4)


def holds(planes: npt.NDArray[np.float64], eyes: Eyes) -> bool:
    """Whether all that the eyes see is inside."""
    normals = planes[:, :3]
    return bool((eyes.places @ normals.T + planes[:, 3] >= 0).all() and (eyes.corners @ normals.T >= 0).all())
