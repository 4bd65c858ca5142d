"""The one painted texture: the eye, as PNG bytes."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from tools.build_assets.avatar.features import IRIS_ANGLE
from tools.build_assets.avatar.palette import Palette, linear
from tools.build_assets.avatar.sdf import Array, smoothstep


def png(linear_rgb: Array) -> bytes:
    """Encodes linear `[H, W, 3]` as an sRGB PNG."""
    c = np.clip(linear_rgb, 0.0, 1.0)
    encoded = np.where(c <= 0.0031308, 12.92 * c, 1.055 * c ** (1 / 2.4) - 0.055)
    stream = io.BytesIO()
    Image.fromarray(np.round(encoded * 255.0).astype(np.uint8), "RGB").save(stream, "PNG", optimize=True)
    return stream.getvalue()


def eye(colours: Palette, size: int = 512) -> bytes:
    """White, iris with fibres and a dark rim, pupil. The centre is the pupil; the edge lies 88 degrees away."""
    axis = (np.arange(size) + 0.5) / size * 2 - 1
    x, y = np.meshgrid(axis, axis)
    radius, angle = np.hypot(x, y), np.arctan2(y, x)
    iris = np.degrees(IRIS_ANGLE) / 88.0
    r = radius / iris
    rng = np.random.default_rng(7)
    fibres = np.zeros_like(angle)
    for count in (23, 37, 61, 97):
        phase = rng.uniform(0, 2 * np.pi)
        fibres += np.cos(angle * count + phase + 1.5 * np.sin(3 * angle + phase) + 2.0 * r) / 4
    deep, light, gold = (colours.paint(f"iris_{part}") for part in ("deep", "light", "ring"))
    glow = smoothstep(-0.9, 0.9, y / iris)  # the light gathers in the lower half, as in a real cornea
    t = np.clip(0.16 + 0.62 * glow + 0.18 * fibres * smoothstep(0.3, 0.7, r), 0, 1)[..., None]
    colour = deep + (light - deep) * t
    ring = np.exp(-(((r - 0.50) / 0.13) ** 2))[..., None] * (0.55 + 0.30 * fibres[..., None])
    colour = colour + (gold - colour) * np.clip(ring, 0, 1) * 0.75
    colour = colour * (1 - 0.80 * smoothstep(0.80, 1.0, r))[..., None]
    pupil = smoothstep(0.46, 0.41, r)[..., None]
    colour = colour + (linear((8, 8, 12)) - colour) * pupil
    white = linear((244, 240, 234)) * (1 - 0.30 * smoothstep(0.42, 0.85, radius))[..., None]
    white = white * (1 - 0.22 * smoothstep(1.35, 1.0, r))[..., None]
    return png(colour + (white - colour) * smoothstep(0.985, 1.045, r)[..., None])
