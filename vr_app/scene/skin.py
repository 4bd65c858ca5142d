"""Skins: which nodes bend a mesh, and the boxes round what they bend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SKIN_MARGIN_M = 0.4
"""What is bent stays so near to its joints."""


@dataclass(frozen=True)
class Skin:
    """Joints of a skinned mesh.

    Attributes:
        joints: int32 (J), node indices.
        inverse_bind: float32 (J, 4, 4), `joint_from_mesh` at bind time.
    """

    name: str
    joints: npt.NDArray[np.int32]
    inverse_bind: npt.NDArray[np.float32]


def skin_offsets(skins: Sequence[Skin]) -> npt.NDArray[np.int32]:
    """Where each skin's matrices begin in the palette of all skins."""
    counts = [len(skin.joints) for skin in skins]
    return np.concatenate([[0], np.cumsum(counts)])[:-1].astype(np.int32) if counts else np.zeros(0, np.int32)


class SkinBoxes:
    """Boxes round the joints of all skins at once.

    Args:
        offsets: where each skin begins in the palette.
        joints: of all skins.
        item_skin: which skin each item has; -1 for none.
    """

    def __init__(
        self,
        offsets: npt.NDArray[np.int32],
        joints: npt.NDArray[np.int32],
        item_skin: npt.NDArray[np.int32],
    ) -> None:
        filled = np.flatnonzero(np.diff(np.append(offsets, len(joints))) > 0)
        self._starts = offsets[filled]
        number = np.full(len(offsets) + 1, -1)
        number[filled] = np.arange(len(filled))
        self._items = np.flatnonzero(number[item_skin] >= 0)
        self._of_item = number[item_skin[self._items]]

    def write(
        self, places: npt.NDArray[np.float32], centre: npt.NDArray[np.float32], half: npt.NDArray[np.float32]
    ) -> None:
        """Writes the boxes of skinned items into tables of all items, from the joints' places (J, 3)."""
        if not len(self._items):
            return
        low = np.minimum.reduceat(places, self._starts)[self._of_item] - SKIN_MARGIN_M
        high = np.maximum.reduceat(places, self._starts)[self._of_item] + SKIN_MARGIN_M
        centre[self._items], half[self._items] = (low + high) * 0.5, (high - low) * 0.5
