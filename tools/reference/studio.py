"""The light and the camera that both renderers get: a smooth panorama, one lamp far away, no shadows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vr_app.kernel.ports import Mat4
from vr_app.scene.environment import Environment, Panorama, Sky, Sun

PANORAMA_HEIGHT = 64
FOV_DEG = 40.0
LAMP_DIRECTION = (0.455, 0.71, 0.537)
LAMP_COLOUR = (1.0, 0.98, 0.95)
LAMP_ILLUMINANCE = 1.3
"""pi makes a white wall that faces the lamp white."""


@dataclass(frozen=True)
class Sitting:
    """One picture to be taken.

    Attributes:
        path: a .glb, .gltf or .vrm file.
        world_from_view: where it is looked at from, in the file's own space.
        size: width and height in pixels.
        clip: number of the animation to pose it by, -1 for none.
        time_s: moment of that animation.
        lamp: whether the studio's lamp is on; Filament knows one light from far away, the file's own goes before.
    """

    path: Path
    world_from_view: Mat4
    size: tuple[int, int]
    clip: int = -1
    time_s: float = 0.0
    lamp: bool = True


def panorama(height: int = PANORAMA_HEIGHT) -> npt.NDArray[np.float32]:
    """Linear radiance, equirectangular (h, 2 h, 3): a bright ceiling, a dim floor, a warm and a cool side.

    It changes slowly from place to place, so that filters of reflections agree whatever their resolution.
    """
    polar = (np.arange(height) + 0.5) / height * np.pi
    azimuth = (np.arange(2 * height) + 0.5) / height * np.pi
    up = np.cos(polar)[:, None, None]
    side = (np.sin(polar)[:, None] * np.sin(azimuth)[None])[..., None]
    front = (np.sin(polar)[:, None] * np.cos(azimuth)[None])[..., None]
    even = np.array([0.36, 0.36, 0.37])
    light = even + up * np.array([0.16, 0.17, 0.18]) + side * np.array([0.08, 0.03, -0.04]) + front * 0.05
    return np.ascontiguousarray(light, np.float32)


def tone_mapped(light: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Khronos' PBR Neutral tone mapper on linear light (..., 3), by its published formula."""
    start, desaturation = 0.8 - 0.04, 0.15
    low = light.min(axis=-1, keepdims=True)
    colour = light - np.where(low < 0.08, low - 6.25 * low * low, 0.04)
    peak = colour.max(axis=-1, keepdims=True)
    safe = np.maximum(peak, start)
    pressed = 1.0 - (1.0 - start) ** 2 / (safe + 1.0 - 2.0 * start)
    kept = 1.0 / (desaturation * (safe - pressed) + 1.0)
    bright = colour * pressed / safe * kept + pressed * (1.0 - kept)
    return np.where(peak < start, colour, bright)


def linear(display: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
    """Light of sRGB's 8-bit numbers."""
    value = display / 255.0
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def displayed(light: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
    """sRGB's 8-bit numbers of light."""
    light = np.clip(light, 0.0, 1.0)
    value = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.round(value * 255.0).astype(np.uint8)


def environment(*, lamp: bool) -> Environment:
    """The same for our renderer."""
    illuminance = LAMP_ILLUMINANCE if lamp else 0.0
    pixels = panorama()
    return Environment(
        sky=Sky(kind="interior"),
        sun=Sun(LAMP_DIRECTION, LAMP_COLOUR, illuminance, disc="none", shadows=False),
        exposure=1.0,
        panorama=Panorama(pixels.astype(np.float16)),
    )
