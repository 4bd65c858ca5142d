"""How far what throws a moving shadow has gone since its shadow was drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.render.moving_parts import MovingParts

Array = npt.NDArray[np.float32]


@dataclass(frozen=True)
class CastShapes:
    """Where some things were: the middles and half sizes of their boxes, and all joints of those that bend.

    Attributes:
        rows: their numbers (R).
        boxes: float32 (2, R, 3).
        joints: float32 (J, 3).
    """

    rows: npt.NDArray[np.integer]
    boxes: Array
    joints: Array

    @staticmethod
    def of(moving: MovingParts, rows: npt.NDArray[np.integer]) -> CastShapes:
        """As they are now."""
        return CastShapes(rows, _boxes(moving, rows), moving.joint_places)

    def gone_m(self, moving: MovingParts) -> float:
        """At most so far has any point gone on an axis, but for one that turns within its own box."""
        gone = 0.0
        if len(self.rows):
            gone = float(np.abs(_boxes(moving, self.rows) - self.boxes).sum(axis=0).max())
        if len(self.joints):
            gone = max(gone, float(np.abs(moving.joint_places - self.joints).max()))
        return gone


def _boxes(moving: MovingParts, rows: npt.NDArray[np.integer]) -> Array:
    return np.array((moving.centre[rows], moving.half[rows]))
