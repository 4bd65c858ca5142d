"""A sign of a scene: its words as a picture on a plate that light falls on."""

from __future__ import annotations

import numpy as np

from vr_app.loading.lettering import EM_PIXELS, letter
from vr_app.loading.pictures import mip_levels
from vr_app.scene.material import Image, Material, TextureUse
from vr_app.scene.mesh import Mesh, build_primitive
from vr_app.scene.node import build_nodes
from vr_app.scene.scene import LoadedAsset
from vr_app.scene.stage import Sign


def sign_asset(sign: Sign) -> tuple[LoadedAsset, tuple[str, ...]]:
    """The plate, its middle on the origin, facing +Z; and plain lines about characters that cannot be drawn."""
    drawn = letter(sign.text, sign.width_m / sign.letter_m if sign.width_m > 0 else 0.0)
    ink = _padded(drawn.coverage)
    pixels = np.full((*ink.shape, 4), 255, np.uint8)
    pixels[..., 3] = ink
    metres = sign.letter_m / EM_PIXELS
    wide, high = ink.shape[1] * metres / 2, ink.shape[0] * metres / 2
    corners = np.array([[-wide, -high, 0], [wide, -high, 0], [wide, high, 0], [-wide, high, 0]])
    uv = np.array([[0, 1], [1, 1], [1, 0], [0, 0]])
    plate = build_primitive(corners, [0, 1, 2, 0, 2, 3], material=0, normals=[[0, 0, 1]] * 4, uv0=uv)
    use = TextureUse(0, wrap_s="clamp", wrap_t="clamp")
    red, green, blue = sign.colour
    surface = Material(
        "letters",
        base_colour=(red, green, blue, 1.0),
        metallic=0.0,
        roughness=0.7,
        emissive=(red * sign.glow, green * sign.glow, blue * sign.glow),
        alpha_mode="BLEND",
        base_colour_texture=use,
    )
    name = f"sign: {sign.text}"
    image = Image(name, mip_levels(pixels, srgb=True))
    problems = ()
    if drawn.missing:
        shown = " ".join(drawn.missing[:8])
        problems = (
            f'The sign "{sign.text[:30]}" has characters that no font of this machine has: {shown}. '
            "Install a font for them (for most scripts: Noto Sans).",
        )
    asset = LoadedAsset(name, build_nodes([name], [-1], mesh=[0]), (Mesh(name, (plate,)),), (surface,), (image,))
    return asset, problems


def _padded(coverage: np.ndarray) -> np.ndarray:
    """The letters in the middle of a picture whose sides are multiples of 16, so that its levels stay even."""
    high, wide = (-(-side // 16) * 16 for side in coverage.shape)
    out = np.zeros((high, wide), np.uint8)
    top, left = (high - coverage.shape[0]) // 2, (wide - coverage.shape[1]) // 2
    out[top : top + coverage.shape[0], left : left + coverage.shape[1]] = coverage
    return out
