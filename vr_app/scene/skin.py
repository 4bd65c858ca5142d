"""Skins: which nodes bend a mesh, and the matrices the vertex shader needs for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


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


def skin_palette(
    joints: npt.NDArray[np.int32], inverse_bind: npt.NDArray[np.float32], world_from_node: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """`world_from_mesh` of each joint, (J, 4, 4); joints and inverse binds of all skins one after another."""
    return world_from_node[joints] @ inverse_bind
