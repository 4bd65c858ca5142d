"""The morph targets that do something now, for all things at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vr_app.render.gpu_scene import ACTIVE_MORPH
from vr_app.scene.draw_plan import DrawPlan

NOTHING = 1e-4
"""A weight under this is none."""


class ActiveMorphs:
    """Flat tables of every target of every thing.

    Attributes:
        rows: `ACTIVE_MORPH` now.
        count: uint32 (M), of each item.
        first: uint32 (M), where an item's begin in `rows`.
    """

    def __init__(self, plan: DrawPlan) -> None:
        primitives = plan.primitives[plan.item_primitive]
        targets = primitives["target_count"].astype(np.int64)
        self._owner = np.repeat(np.arange(len(targets)), targets)
        target = np.arange(len(self._owner)) - np.repeat(np.cumsum(targets) - targets, targets)
        self._weight = plan.item_weights[self._owner] + target
        own = primitives[self._owner]
        self._base = ((own["morph_base"] + target * own["morph_stride"]) * 3).astype(np.uint32)
        self.rows = np.zeros(0, ACTIVE_MORPH)
        self.count = np.zeros(len(targets), np.uint32)
        self.first = np.zeros(len(targets), np.uint32)
        self._weights: npt.NDArray[np.float32] | None = None

    def update(self, weights: npt.NDArray[np.float32]) -> bool:
        """Takes this moment's weights (W). Returns: whether anything changed."""
        if not len(self._owner) or (self._weights is not None and np.array_equal(weights, self._weights)):
            return False
        self._weights = np.array(weights, np.float32)
        values = self._weights[self._weight]
        active = np.flatnonzero(np.abs(values) > NOTHING)
        self.rows = np.zeros(len(active), ACTIVE_MORPH)
        self.rows["base"], self.rows["weight"] = self._base[active], values[active]
        self.count[:] = np.bincount(self._owner[active], minlength=len(self.count))
        self.first[1:] = np.cumsum(self.count[:-1])
        return True
