"""Where the listener's head and the host's mouth are: what the mixing reads anew for each block."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from vr_app.kernel.ports import Mat4

Point = tuple[float, float, float]


@dataclass(frozen=True)
class SoundPose:
    """One moment in the scene, metres.

    Attributes:
        world_from_head: of the listener.
        mouth: where speech comes from; None for a voice without a body, which is heard in the middle.
    """

    world_from_head: Mat4 = field(default_factory=lambda: np.eye(4, dtype=np.float32))
    mouth: Point | None = None


_MOUTH_UNDER_EYES_M = 0.07


def sound_pose(world_from_head: Mat4, eyes: npt.NDArray[np.floating] | None) -> SoundPose:
    """From the listener's head and the speaker's eyes.

    Args:
        world_from_head: may be scaled, where the scene is shown as a model: its host is as near as it looks then.
        eyes: (3) between the host's eyes, metres; None where nobody is there.
    """
    scale = math.hypot(*world_from_head[:3, 0].tolist())
    head = world_from_head.astype(np.float32).copy()
    if not 0.999 < scale < 1.001:
        head[:3, :3] /= max(scale, 1e-6)
    if eyes is None:
        return SoundPose(head)
    mouth = np.asarray(eyes, np.float64) - (0.0, _MOUTH_UNDER_EYES_M, 0.0)
    x, y, z = head[:3, 3] + (mouth - head[:3, 3]) / max(scale, 1e-6)
    return SoundPose(head, (float(x), float(y), float(z)))
