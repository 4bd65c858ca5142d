"""What ground, walls and plain bodies are made of: small seamless tiles, computed once, tinted by a colour.

A tile is nearly neutral: its mean is divided out of the colour that a material multiplies it with, so that the whole
keeps the colour that was asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from vr_app.scene.material import Image, Material, TextureUse

Floats = npt.NDArray[np.float64]
SIDE = 256
"""Pixels of a tile."""
_BUMPS = {"plaster": 0.45, "planks": 0.7, "rock": 0.8, "grass": 0.5, "earth": 0.6, "snow": 0.7}
"""How strongly a tile's relief shows."""
_ROUGH = {"metal": 0.45, "paving": 0.8, "planks": 0.7, "snow": 0.75}


@dataclass(frozen=True)
class Tile:
    """A seamless picture of something.

    Attributes:
        side_m: how much of the world it covers.
        mean: of its linear light.
        images: colours, then normals (+Y up, as in glTF).
    """

    side_m: float
    mean: float
    images: tuple[Image, Image]


@lru_cache(maxsize=32)
def tile_of(surface: str) -> Tile:
    """The tile of one of `surface_names.SURFACES` but "plain"."""
    side_m, light, height = _MAKERS[surface]()
    srgb = np.clip(light, 0.0, 1.0)
    pixels = np.repeat((srgb * 255.0 + 0.5).astype(np.uint8)[..., None], 4, axis=2)
    pixels[..., 3] = 255
    dx = (np.roll(height, -1, 1) - np.roll(height, 1, 1)) / 2.0
    dy = (np.roll(height, -1, 0) - np.roll(height, 1, 0)) / 2.0
    normal = np.stack([-dx, dy, np.ones_like(height)], axis=-1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    bumps = np.full((SIDE, SIDE, 4), 255, np.uint8)
    bumps[..., :3] = np.rint((normal * 0.5 + 0.5) * 255.0)
    mean = float(np.mean(srgb**2.2))
    images = Image(surface, _levels(pixels)), Image(f"{surface} bumps", _levels(bumps), srgb=False)
    return Tile(side_m, mean, images)


def surfaced(
    material: Material, surface: str, image: int, colour: tuple[float, float, float] | None = None
) -> Material:
    """A material with a tile on it.

    Args:
        image: number of the tile's first image.
        colour: what the whole looks like from afar, linear; None where the mesh's own colours say it.
    """
    mean = tile_of(surface).mean
    red, green, blue = (1.0, 1.0, 1.0) if colour is None else (min(channel / mean, 1.0) for channel in colour)
    tint = (red, green, blue, material.base_colour[3])
    rough = _ROUGH.get(surface, material.roughness)
    return replace(
        material,
        base_colour=tint,
        roughness=rough,
        base_colour_texture=TextureUse(image),
        normal_texture=TextureUse(image + 1),
        normal_scale=_BUMPS.get(surface, 1.0),
    )


def _levels(pixels: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.uint8], ...]:
    levels = [pixels]
    while levels[-1].shape[0] > 1:
        half = levels[-1].shape[0] // 2
        levels.append((levels[-1].reshape(half, 2, half, 2, 4).mean(axis=(1, 3)) + 0.5).astype(np.uint8))
    return tuple(levels)


# --------------------------------------------------------------------------- noise


def _cloud(seed: int, exponent: float, lowest: float = 1.0, stretch: tuple[float, float] = (1.0, 1.0)) -> Floats:
    """Seamless noise, mean 0, deviation 1; a larger exponent is softer, `stretch` draws out along rows, columns."""
    noise = np.fft.rfft2(np.random.default_rng(seed).standard_normal((SIDE, SIDE)))
    rows = np.fft.fftfreq(SIDE, 1.0 / SIDE)[:, None] * stretch[0]
    columns = np.fft.rfftfreq(SIDE, 1.0 / SIDE)[None, :] * stretch[1]
    waves = np.hypot(rows, columns)
    weight = np.where(waves >= lowest, np.maximum(waves, 1e-9) ** -exponent, 0.0)
    image = np.fft.irfft2(noise * weight, s=(SIDE, SIDE))
    return image / max(float(image.std()), 1e-9)


def _stones(seed: int, across: int) -> tuple[Floats, Floats]:
    """Seamless cells on a shaken grid: how far it is to the border, 0 to about 0.5, and a random value each."""
    rng = np.random.default_rng(seed)
    shaken, values = rng.uniform(0.15, 0.85, (across, across, 2)), rng.random((across, across))
    y, x = (np.indices((SIDE, SIDE)) + 0.5) * (across / SIDE)
    cell_y, cell_x = y.astype(int), x.astype(int)
    best, second, owner = np.full((SIDE, SIDE), 9.0), np.full((SIDE, SIDE), 9.0), np.zeros((SIDE, SIDE))
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            row, column = (cell_y + dy) % across, (cell_x + dx) % across
            away = np.hypot(cell_y + dy + shaken[row, column, 0] - y, cell_x + dx + shaken[row, column, 1] - x)
            nearer = away < best
            second = np.where(nearer, best, np.minimum(second, away))
            owner = np.where(nearer, values[row, column], owner)
            best = np.where(nearer, away, best)
    return second - best, owner


def _courses(seed: int, rows: int, columns: int, shift: float, joint: float) -> tuple[Floats, Floats]:
    """Seamless courses of slabs: 0 in joints and 1 on slabs, and a random value each."""
    values = np.random.default_rng(seed).random((rows, columns))
    y, x = (np.indices((SIDE, SIDE)) + 0.5) / SIDE
    course = (y * rows).astype(int)
    along = (x * columns + shift * (course % 2)) % columns
    down, over = y * rows - course, along - along.astype(int)
    edge = np.minimum(np.minimum(down, 1 - down) / rows, np.minimum(over, 1 - over) / columns) * SIDE
    return np.clip((edge - joint) / 1.5, 0.0, 1.0), values[course, along.astype(int)]


# --------------------------------------------------------------------------- tiles: side in metres, light, height

_Made = tuple[float, Floats, Floats]


def _grass() -> _Made:
    blades = _cloud(1, 0.7, 18.0, (1.0, 1.8))
    return 3.2, 0.68 + 0.075 * blades + 0.045 * _cloud(2, 1.6), 1.1 * blades


def _earth() -> _Made:
    soft, fine = _cloud(3, 1.8), _cloud(4, 0.9, 12.0)
    return 3.6, 0.7 + 0.06 * soft + 0.045 * fine, 1.6 * soft + 0.7 * fine


def _sand() -> _Made:
    y = np.indices((SIDE, SIDE))[0] / SIDE
    ripples = np.sin(2 * np.pi * (y * 12 + 0.33 * _cloud(5, 2.2)))
    return 4.0, 0.76 + 0.022 * ripples + 0.03 * _cloud(6, 0.5, 20.0), 1.1 * ripples


def _snow() -> _Made:
    soft = _cloud(7, 2.2)
    return 5.0, 0.85 + 0.02 * soft + 0.015 * _cloud(8, 0.4, 30.0), 2.6 * soft


def _rock() -> _Made:
    cracks, stones = _cloud(9, 1.3), _stones(10, 5)
    return 4.0, 0.66 + 0.07 * cracks + 0.1 * np.clip(stones[0] * 4, 0, 1) + 0.08 * stones[1], 2.6 * cracks


def _cobbles() -> _Made:
    border, value = _stones(11, 11)
    dome = np.clip(border * 3.2, 0.0, 1.0) ** 0.6
    return 2.0, 0.4 + 0.3 * dome + 0.14 * (value - 0.5) + 0.02 * _cloud(12, 0.8), 4.5 * dome


def _paving() -> _Made:
    slab, value = _courses(13, 4, 3, 0.5, 1.2)
    worn = _cloud(14, 1.4)
    return 2.4, 0.48 + 0.22 * slab + 0.11 * (value - 0.5) * slab + 0.03 * worn, 2.2 * slab + 0.4 * worn


def _planks() -> _Made:
    board, value = _courses(15, 7, 1, 0.0, 0.6)
    grain = _cloud(16, 0.9, 2.0, (1.0, 14.0))
    return 1.4, 0.5 + 0.18 * board + 0.16 * (value - 0.5) + 0.045 * grain, 1.8 * board + 0.35 * grain


def _bricks() -> _Made:
    brick, value = _courses(17, 14, 5, 0.5, 1.0)
    return 1.15, 0.76 - 0.12 * brick + 0.17 * (value - 0.5) * brick + 0.03 * _cloud(18, 0.9), 2.4 * brick


def _plaster() -> _Made:
    trowel = _cloud(19, 1.5, 2.0)
    return 3.0, 0.76 + 0.022 * _cloud(20, 2.0) + 0.014 * trowel, 0.9 * trowel


def _roof_tiles() -> _Made:
    y, x = (np.indices((SIDE, SIDE)) + 0.5) / SIDE
    row, value = y * 8 % 1.0, _courses(21, 8, 8, 0.5, 0.0)[1]
    shifted = (x * 8 + 0.5 * ((y * 8).astype(int) % 2)) % 1.0
    round_ = np.sqrt(np.clip(1 - (2 * shifted - 1) ** 2, 0, 1))
    return 1.6, 0.42 + 0.2 * row + 0.12 * round_ + 0.15 * (value - 0.5), 4.0 * row + 2.0 * round_


def _thatch() -> _Made:
    straw = _cloud(22, 0.6, 8.0, (14.0, 1.0))
    y = np.indices((SIDE, SIDE))[0] / SIDE
    return 1.6, 0.66 + 0.09 * straw + 0.07 * (y * 4 % 1.0 - 0.5), 1.6 * straw


def _metal() -> _Made:
    panel, value = _courses(23, 3, 2, 0.5, 0.8)
    return 2.2, 0.56 + 0.14 * panel + 0.05 * (value - 0.5) + 0.015 * _cloud(24, 1.2), 1.6 * panel


_MAKERS = {
    "grass": _grass, "earth": _earth, "sand": _sand, "snow": _snow, "rock": _rock, "cobbles": _cobbles,
    "paving": _paving, "planks": _planks, "bricks": _bricks, "plaster": _plaster, "roof tiles": _roof_tiles,
    "thatch": _thatch, "metal": _metal,
}  # fmt: skip
