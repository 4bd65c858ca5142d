"""Procedural texture sets: base colour, height, roughness (and metalness) as float images, all tileable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import numpy.typing as npt
from PIL import Image

from tools.build_assets.mesh import Array
from tools.build_assets.noise import cells, cloud, slabs, smoothstep


@dataclass
class TextureSet:
    """Images of one material.

    Attributes:
        base: [N, N, 3] sRGB 0 to 1.
        height: [N, N] in units of one pixel's width (what the normal map is made from), or None for a smooth one.
        rough: [N, N] 0 to 1.
        cavity: [N, N] occlusion, 1 open.
        metal: [N, N] 0 to 1, or None for none.
    """

    base: Array
    height: Array | None
    rough: Array
    cavity: Array
    metal: Array | None = None


def srgb(colour: str) -> Array:
    """ "#rrggbb" as three numbers 0 to 1, still sRGB."""
    return np.array([int(colour[i : i + 2], 16) / 255.0 for i in (1, 3, 5)])


def ramp(value: Array, stops: Sequence[tuple[float, str]]) -> Array:
    """Colours along a gradient."""
    places = [place for place, _ in stops]
    colours = np.array([srgb(colour) for _, colour in stops])
    return np.stack([np.interp(value, places, colours[:, k]) for k in range(3)], axis=-1)


def jpeg(image: Array, quality: int = 88) -> bytes:
    """An image [H, W, 3] 0 to 1 as JPEG bytes."""
    pixels = np.floor(np.clip(image, 0.0, 1.0) * 255.0 + 0.5).astype(np.uint8)
    out = BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=quality, subsampling=0 if quality > 90 else 2)
    return out.getvalue()


def normal_map(height: Array) -> Array:
    """Tangent-space normals (+Y up, as in glTF) of a tileable height image."""
    dx = (np.roll(height, -1, axis=1) - np.roll(height, 1, axis=1)) / 2.0
    dy = (np.roll(height, -1, axis=0) - np.roll(height, 1, axis=0)) / 2.0
    normals = np.stack([-dx, dy, np.ones_like(height)], axis=-1)
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
    return normals * 0.5 + 0.5


def orm(texture: TextureSet) -> Array:
    """Occlusion, roughness and metalness in one image."""
    metal = np.zeros_like(texture.rough) if texture.metal is None else texture.metal
    return np.stack([texture.cavity, texture.rough, metal], axis=-1)


# --------------------------------------------------------------------------- stone


def paving(size: int = 1024, seed: int = 1, stops: Sequence[tuple[float, str]] = ()) -> TextureSet:
    """Large worn slabs with mossy joints."""
    stops = stops or ((0.0, "#6f675c"), (0.45, "#94897a"), (0.75, "#aca08e"), (1.0, "#c2b7a4"))
    edge, value = slabs(size, 4, 3, size / 420, seed, 0.5)
    warp = cloud(size, seed + 1, 2.0)
    fine = cloud(size, seed + 2, 0.9)
    stains = cloud(size, seed + 3, 1.7)
    edge = edge + (warp - 0.5) * size / 70 + (fine - 0.5) * size / 160
    face = smoothstep(0.0, size / 150, edge)
    tone = 0.30 + 0.42 * value + 0.55 * (stains - 0.5) + 0.35 * (fine - 0.5)
    base = ramp(np.clip(tone, 0, 1), stops)
    moss = smoothstep(0.56, 0.72, cloud(size, seed + 4, 1.6)) * (1.0 - 0.75 * face)
    joint = ramp(fine, ((0.0, "#403b34"), (1.0, "#6b6355")))
    base = joint + (base - joint) * face[..., None]
    base = base + (srgb("#4b5536") - base) * (0.7 * moss)[..., None]
    pits = smoothstep(0.66, 0.78, cloud(size, seed + 5, 0.7))
    height = face * 5.0 + (warp - 0.5) * 7.0 + (fine - 0.5) * 3.5 + (value - 0.5) * 1.2 * face - pits * 1.5
    rough = np.clip(0.86 - 0.22 * face * smoothstep(0.4, 0.7, stains) + 0.1 * pits, 0.3, 1.0)
    return TextureSet(base, height, rough, np.clip(0.55 + 0.45 * face - 0.15 * pits, 0, 1))


def ashlar(
    size: int = 512, seed: int = 11, light: str = "#d3c6ae", dark: str = "#8d806b", joints: bool = True
) -> TextureSet:
    """Dressed stone in courses, or one plain block."""
    fine = cloud(size, seed + 1, 0.8)
    soft = cloud(size, seed + 2, 1.9)
    streak = cloud(size, seed + 3, 1.5, stretch=(0.35, 3.0))
    if joints:
        edge, value = slabs(size, 4, 2, size / 400, seed, 0.5)
        face = smoothstep(0.0, size / 120, edge + (fine - 0.5) * size / 120)
    else:
        face, value = np.ones((size, size)), np.full((size, size), 0.5)
    tone = np.clip(0.55 + 0.3 * (value - 0.5) + 0.7 * (soft - 0.5) + 0.35 * (fine - 0.5) + 0.4 * (streak - 0.5), 0, 1)
    base = ramp(tone, ((0.0, dark), (1.0, light)))
    base = base * (0.62 + 0.38 * face)[..., None]
    pits = smoothstep(0.70, 0.8, cloud(size, seed + 4, 0.6))
    height = face * 3.5 + (fine - 0.5) * 3.0 + (soft - 0.5) * 6.0 - pits * 2.0
    return TextureSet(
        base, height, np.clip(0.78 + 0.15 * (fine - 0.5), 0, 1), np.clip(0.6 + 0.4 * face - 0.2 * pits, 0, 1)
    )


def rock(size: int = 512, seed: int = 21) -> TextureSet:
    """Weathered cliff."""
    strata = cloud(size, seed, 1.5, stretch=(0.5, 1.8))
    fine = cloud(size, seed + 1, 0.9)
    tone = np.clip(0.5 + 0.9 * (strata - 0.5) + 0.4 * (fine - 0.5), 0, 1)
    base = ramp(tone, ((0.0, "#3b3733"), (0.5, "#6e665c"), (1.0, "#9a8f80")))
    return TextureSet(base, (strata - 0.5) * 24 + (fine - 0.5) * 8, np.full((size, size), 0.9), 0.6 + 0.4 * strata)


def marble(
    size: int = 512, seed: int = 31, light: str = "#efece4", vein: str = "#8f8a86", amount: float = 1.0
) -> TextureSet:
    """Polished marble with veins."""
    warp = cloud(size, seed, 1.7)
    lines = np.zeros((size, size))
    for octave, (waves, weight) in enumerate(((1, 1.0), (2, 0.55), (4, 0.3))):
        field = cloud(size, seed + 5 + octave, 1.75, lowest=waves)
        lines = np.maximum(lines, weight * (1.0 - smoothstep(0.0, 0.045, np.abs(field - 0.5))))
    soft = cloud(size, seed + 2, 1.9)
    tone = np.clip(1.0 - amount * (0.55 * lines * smoothstep(0.35, 0.6, warp) + 0.6 * np.abs(soft - 0.5)), 0, 1)
    base = ramp(tone, ((0.0, vein), (1.0, light)))
    rough = np.clip(0.22 + 0.12 * (1 - tone) + 0.1 * (soft - 0.5), 0.08, 1)
    return TextureSet(base, None, rough, np.ones((size, size)))


def plaster(
    size: int = 512, seed: int = 41, colour: str = "#cbbfa8", depth: float = 2.5, blotch: float = 1.0
) -> TextureSet:
    """Limewashed wall with trowel marks."""
    soft = cloud(size, seed, 1.8)
    fine = cloud(size, seed + 1, 1.0)
    tone = 0.95 + blotch * (0.28 * (soft - 0.5) + 0.12 * (fine - 0.5))
    base = np.clip(srgb(colour) * tone[..., None], 0, 1)
    return TextureSet(
        base, ((soft - 0.5) * 3 + (fine - 0.5)) * depth, np.full((size, size), 0.88), np.ones((size, size))
    )


# --------------------------------------------------------------------------- wood, metal, cloth, leaves


def wood(
    size: int = 512, seed: int = 51, light: str = "#9a6b41", dark: str = "#4b2d18", planks: int = 1, gloss: float = 0.5
) -> TextureSet:
    """Grain along v (rows)."""
    x = np.linspace(0.0, 1.0, size, endpoint=False)[None, :]
    warp = cloud(size, seed, 2.2, stretch=(7.0, 0.6))
    fibre = cloud(size, seed + 1, 0.8, stretch=(24.0, 0.5))
    rings = 0.5 + 0.5 * np.sin(2 * np.pi * (6 * planks * x + 5.0 * (warp - 0.5)))
    tone = np.clip(0.25 + 0.5 * rings + 0.9 * (fibre - 0.5), 0, 1)
    gap = np.ones((size, size))
    if planks > 1:
        across = (x * planks) % 1.0
        gap = smoothstep(0.0, 0.03, np.broadcast_to(np.minimum(across, 1 - across), (size, size)))
        shade = np.random.default_rng(seed + 2).random(planks)[np.floor(x * planks).astype(int) % planks]
        tone = np.clip(tone + 0.35 * (shade - 0.5), 0, 1)
    base = ramp(tone, ((0.0, dark), (1.0, light))) * (0.35 + 0.65 * gap)[..., None]
    height = (fibre - 0.5) * 1.6 + gap * 3.0
    return TextureSet(base, height, np.clip(gloss + 0.25 * (1 - tone), 0, 1), 0.5 + 0.5 * gap)


def metal(
    size: int = 256,
    seed: int = 61,
    colour: str = "#d9ab55",
    dark: str = "#7d5a26",
    rough: float = 0.28,
    patina: str = "",
    amount: float = 0.0,
) -> TextureSet:
    """Worn metal, with a patina if wanted."""
    soft = cloud(size, seed, 1.7)
    fine = cloud(size, seed + 1, 0.9)
    base = ramp(np.clip(0.75 + 0.8 * (soft - 0.5), 0, 1), ((0.0, dark), (1.0, colour)))
    roughness = np.clip(rough + 0.35 * (soft - 0.5) + 0.2 * (fine - 0.5), 0.06, 1)
    metalness = np.ones((size, size))
    if patina:
        cover = smoothstep(0.62 - 0.5 * amount, 0.75 - 0.5 * amount, 0.6 * soft + 0.4 * cloud(size, seed + 3, 1.2))
        base = base + (srgb(patina) * (0.8 + 0.4 * fine)[..., None] - base) * cover[..., None]
        roughness = roughness + (0.8 - roughness) * cover
        metalness = 1.0 - cover
    return TextureSet(base, None, roughness, np.ones((size, size)), metalness)


def fabric(size: int = 256, seed: int = 71, colour: str = "#7a1f2b") -> TextureSet:
    """Velvet-like cloth."""
    soft = cloud(size, seed, 1.5)
    y, x = np.mgrid[0:size, 0:size]
    weave = 0.5 + 0.25 * np.sin(x * 2 * np.pi * 32 / size) + 0.25 * np.sin(y * 2 * np.pi * 32 / size)
    base = np.clip(srgb(colour) * (0.75 + 0.35 * soft + 0.15 * weave)[..., None], 0, 1)
    return TextureSet(base, weave * 1.2, np.full((size, size), 0.92), 0.8 + 0.2 * weave)


def leaf(size: int = 256, seed: int = 81, light: str = "#7f9a4e", dark: str = "#33491f") -> TextureSet:
    """Leaf colour with veins, not cut out."""
    soft = cloud(size, seed, 1.4)
    base = ramp(np.clip(0.5 + 1.3 * (soft - 0.5), 0, 1), ((0.0, dark), (1.0, light)))
    return TextureSet(base, None, np.full((size, size), 0.62), np.ones((size, size)))


def terracotta(size: int = 256, seed: int = 91, colour: str = "#b4633f") -> TextureSet:
    """Fired clay with lime bloom."""
    soft = cloud(size, seed, 1.6)
    fine = cloud(size, seed + 1, 0.9)
    base = np.clip(srgb(colour) * (0.8 + 0.35 * soft + 0.12 * (fine - 0.5))[..., None], 0, 1)
    bloom = smoothstep(0.6, 0.75, cloud(size, seed + 2, 1.7))
    base = base + (srgb("#cdb9a3") - base) * (0.45 * bloom)[..., None]
    return TextureSet(base, (fine - 0.5) * 2.5 + (soft - 0.5) * 2, np.full((size, size), 0.85), np.ones((size, size)))


def water(size: int = 512, seed: int = 101) -> TextureSet:
    """A calm sea: only its ripples matter."""
    swell = cloud(size, seed, 1.9, lowest=3, stretch=(1.8, 0.7))
    chop = cloud(size, seed + 1, 1.5, lowest=10, stretch=(1.6, 0.8))
    base = ramp(swell, ((0.0, "#0d2233"), (1.0, "#1d3c50")))
    return TextureSet(base, (swell - 0.5) * 26 + (chop - 0.5) * 12, np.full((size, size), 0.16), np.ones((size, size)))


def scales(size: int = 256, seed: int = 111) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Cracks between irregular patches, for bone and old paint."""
    edge, value = cells(size, 60, seed)
    return smoothstep(0.0, 3.0, edge), value


def bone(size: int = 256, seed: int = 121) -> TextureSet:
    """Old bone."""
    soft = cloud(size, seed, 1.6)
    fine = cloud(size, seed + 1, 0.8, stretch=(2.0, 0.7))
    tone = np.clip(0.55 + 0.8 * (soft - 0.5) + 0.5 * (fine - 0.5), 0, 1)
    base = ramp(tone, ((0.0, "#a58f6c"), (1.0, "#efe4cb")))
    return TextureSet(base, (fine - 0.5) * 4 + (soft - 0.5) * 4, np.full((size, size), 0.62), 0.75 + 0.25 * soft)
