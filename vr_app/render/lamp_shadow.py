"""Which lamps throw shadows, and where their depth maps look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.light import Light

Array = npt.NDArray[np.float32]

NEAREST_M = 0.3
"""What is nearer to a lamp than this (its own glass and cage) throws no shadow."""
MARGIN_DEG = 2.0
"""A map sees so much more than its lamp lights, for the soft edge's taps."""
CUBE = ((1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1))


@dataclass(frozen=True)
class LampMaps:
    """The depth maps of one lamp.

    Attributes:
        light: number of the light.
        first: its first layer.
        matrices: `clip_from_world`, one for a spot, six (+x, -x, +y, -y, +z, -z) for a point light.
        texel: size of a texel at 1 m.
    """

    light: int
    first: int
    matrices: tuple[Array, ...]
    texel: float


def choose_lamps(lights: Sequence[Light], positions: Array, eye: Array, layers: int) -> list[int]:
    """Numbers of the lights that get maps: those that light the visitor's surroundings most, as many as fit.

    Args:
        positions: (L, 3), of each light.
        layers: how many maps there are in all; a point light takes six.
    """
    away = ((positions - eye) ** 2).sum(axis=1) if len(lights) else np.zeros(0)
    strength = [light.intensity * max(light.colour) / (1.0 + d) for light, d in zip(lights, away, strict=True)]
    chosen, left = [], layers
    for number in sorted(range(len(lights)), key=lambda n: -strength[n]):
        need = {"spot": 1, "point": 6, "directional": 0}[lights[number].kind]
        if 0 < need <= left and lights[number].shadows:
            chosen.append(number)
            left -= need
    return sorted(chosen)


def lamp_maps(chosen: Sequence[int], lights: Sequence[Light], world_from_node: Array, size: int) -> list[LampMaps]:
    """The maps of the lamps chosen, where they are now."""
    out, first = [], 0
    for number in chosen:
        light, world = lights[number], world_from_node[lights[number].node]
        if light.kind == "spot":
            forward = -world[:3, 2] / max(float(np.linalg.norm(world[:3, 2])), 1e-6)
            half = min(light.outer_cone_rad + np.radians(MARGIN_DEG), np.radians(80))
            directions = [forward]
        else:
            half = np.radians(45 + MARGIN_DEG)
            directions = [np.array(axis, np.float32) for axis in CUBE]
        matrices = tuple(_looking(world[:3, 3], way, float(half), light.reach_m) for way in directions)
        out.append(LampMaps(number, first, matrices, 2 * float(np.tan(half)) / size))
        first += len(matrices)
    return out


def _looking(place: Array, forward: Array, half_rad: float, reach_m: float) -> Array:
    """`clip_from_world` of a square view, depth 0 to 1."""
    side = np.array([0.0, 1.0, 0.0]) if abs(forward[1]) < 0.95 else np.array([1.0, 0.0, 0.0])
    right = np.cross(forward, side)
    right /= np.linalg.norm(right)
    view = np.eye(4)
    view[:3, :3] = np.stack([right, np.cross(right, forward), -forward])
    view[:3, 3] = -view[:3, :3] @ place
    near, far = NEAREST_M, max(reach_m, 2 * NEAREST_M)
    lens = np.zeros((4, 4))
    lens[0, 0] = lens[1, 1] = 1.0 / np.tan(half_rad)
    lens[2, 2], lens[2, 3] = far / (near - far), near * far / (near - far)
    lens[3, 2] = -1.0
    return (lens @ view).astype(np.float32)
