"""The round star chart in blue slate and brass that is let into the floor."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tools.build_assets import library
from tools.build_assets.glb import Material, Node
from tools.build_assets.noise import cloud
from tools.build_assets.occlusion import bake
from tools.build_assets.shapes import lathe, rounded_profile
from tools.build_assets.textures import TextureSet, ramp, srgb


def star_chart(size: int = 1024) -> TextureSet:
    """The inlay: a star chart in brass lines on blue slate."""
    scale = 2
    mask = Image.new("L", (size * scale, size * scale), 0)
    pale = Image.new("L", (size * scale, size * scale), 0)
    draw, stars = ImageDraw.Draw(mask), ImageDraw.Draw(pale)
    full = size * scale
    centre = full / 2

    def ring(radius: float, width: float, target: ImageDraw.ImageDraw = draw) -> None:
        r, w = radius * full / 2, max(1, int(width * full))
        target.ellipse([centre - r, centre - r, centre + r, centre + r], outline=255, width=w)

    def at(radius: float, degrees: float) -> tuple[float, float]:
        turn = np.radians(degrees)
        return centre + radius * full / 2 * np.sin(turn), centre - radius * full / 2 * np.cos(turn)

    for radius, width in ((0.985, 0.008), (0.90, 0.003), (0.80, 0.003), (0.55, 0.002), (0.30, 0.002)):
        ring(radius, width)
    for tick in range(72):
        inner = 0.86 if tick % 6 else 0.80
        draw.line(
            [at(inner, tick * 5), at(0.90, tick * 5)], fill=255, width=int(full * (0.0016 if tick % 6 else 0.003))
        )
    for hour in range(12):
        draw.line([at(0.30, hour * 30), at(0.80, hour * 30)], fill=255, width=int(full * 0.0012))
        place = at(0.945, hour * 30 + 15)
        r = full * (0.011 if hour % 3 else 0.017)
        draw.polygon(
            [
                (
                    place[0] + r * (1 if k % 2 == 0 else 0.42) * np.sin(k * np.pi / 4),
                    place[1] - r * (1 if k % 2 == 0 else 0.42) * np.cos(k * np.pi / 4),
                )
                for k in range(8)
            ],
            fill=255,
        )
    for points, outer, inner, turn in ((8, 0.285, 0.10, 0.0), (8, 0.19, 0.075, 22.5)):
        corners = [at(outer if k % 2 == 0 else inner, turn + k * 180.0 / points) for k in range(points * 2)]
        draw.polygon(corners, fill=255 if turn == 0.0 else 120)
        for k in range(points):
            half = [at(0, 0), at(outer, turn + k * 360 / points), at(inner, turn + (k + 0.5) * 360 / points)]
            draw.polygon(half, fill=190 if turn == 0.0 else 70)
    constellations = [
        [(0.44, 15), (0.50, 28), (0.47, 40), (0.55, 52), (0.63, 50), (0.66, 62), (0.57, 66), (0.55, 52)],
        [(0.62, 95), (0.52, 103), (0.60, 112), (0.48, 121), (0.58, 131)],
        [(0.40, 160), (0.52, 165), (0.66, 170), (0.54, 178), (0.52, 165), (0.50, 150), (0.63, 152)],
        [(0.70, 205), (0.60, 212), (0.50, 206), (0.42, 218), (0.50, 230), (0.62, 228), (0.60, 212)],
        [(0.45, 255), (0.54, 262), (0.66, 258), (0.70, 270), (0.58, 276), (0.54, 262)],
        [(0.62, 300), (0.50, 306), (0.42, 318), (0.54, 326), (0.66, 318), (0.62, 300)],
        [(0.68, 345), (0.58, 350), (0.47, 343), (0.40, 355)],
    ]
    generator = np.random.default_rng(7)
    for figure in constellations:
        places = [at(r, a) for r, a in figure]
        draw.line(places, fill=200, width=int(full * 0.0016))
        for x, y in places:
            r = full * generator.uniform(0.005, 0.009)
            stars.ellipse([x - r, y - r, x + r, y + r], fill=255)
    for _ in range(260):
        x, y = at(float(np.sqrt(generator.uniform(0.1, 0.62))), generator.uniform(0, 360))
        r = full * generator.uniform(0.001, 0.0032)
        stars.ellipse([x - r, y - r, x + r, y + r], fill=230)
    shrink = [
        np.asarray(image.resize((size, size), Image.Resampling.LANCZOS), dtype=np.float64) / 255.0
        for image in (mask, pale)
    ]
    line, star = shrink
    soft, fine = cloud(size, 300, 1.7), cloud(size, 301, 1.0)
    slate = ramp(
        np.clip(0.5 + 1.1 * (soft - 0.5) + 0.5 * (fine - 0.5), 0, 1),
        ((0.0, "#101a2e"), (0.6, "#22324e"), (1.0, "#3a4b66")),
    )
    gold = np.clip(srgb("#d8b065") * (0.85 + 0.3 * (soft - 0.5))[..., None], 0, 1)
    base = slate + (gold - slate) * line[..., None]
    base = base + (srgb("#f1ead8") - base) * star[..., None]
    edge = np.asarray(mask.resize((size, size)).filter(ImageFilter.GaussianBlur(1.2)), dtype=np.float64) / 255.0
    height = edge * 1.6 + (fine - 0.5) * 1.5
    rough = 0.42 + 0.3 * (soft - 0.5) - 0.14 * line
    return TextureSet(base, height, rough, np.ones((size, size)), line * 0.9)


def medallion() -> Node:
    """The star chart let into the floor where the host stands, 4.4 m across."""
    node = Node("star_chart")
    radius = 2.2
    material = Material("star chart inlay", star_chart(), 2 * radius, quality=90)
    rings = np.linspace(0.001, radius, 8)
    disc = lathe(np.stack([rings[::-1], np.full(8, 0.012)], axis=1), 64)
    disc.uvs = disc.positions[:, [0, 2]] + radius
    node.add(disc, material)
    rim = lathe(
        rounded_profile(
            [(radius + 0.10, 0.0), (radius + 0.09, 0.014), (radius - 0.01, 0.016), (radius - 0.02, 0.010)], 0.004
        ),
        96,
    )
    node.add(rim, library.brass())
    bake([node], 0.04, 0.3, strength=0.5)
    return node
