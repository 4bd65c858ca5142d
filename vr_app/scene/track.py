"""Keyframes of channels that move together, as glTF's animation samplers have them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Path = Literal["translation", "rotation", "scale", "weights"]
PATHS: tuple[Path, ...] = ("translation", "rotation", "scale", "weights")


@dataclass(frozen=True)
class Track:
    """Channels that share their key times, target property and interpolation.

    Attributes:
        path: what they move.
        interpolation: as in glTF.
        times_s: float32 (K), strictly increasing.
        targets: int32 (C); node indices, or for "weights" indices into `LocalPose.weights`.
        values: float32 (K, C, D), D is 3, 4 or 1; for CUBICSPLINE (K, 3, C, D): in-tangent, value, out-tangent.
    """

    path: Path
    interpolation: Literal["LINEAR", "STEP", "CUBICSPLINE"]
    times_s: npt.NDArray[np.float32]
    targets: npt.NDArray[np.int32]
    values: npt.NDArray[np.float32]
