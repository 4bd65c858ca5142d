"""A painted Greek amphora."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from tools.build_assets import library
from tools.build_assets.glb import Material, Node
from tools.build_assets.museum.plinth import plinth
from tools.build_assets.noise import cloud
from tools.build_assets.occlusion import bake
from tools.build_assets.shapes import curve, lathe, tube
from tools.build_assets.textures import TextureSet


def vase_picture() -> TextureSet:
    """Black-figure bands: meander, rays, a frieze of horses and dancers, palmettes."""
    wide, tall = 1024, 512
    image = Image.new("RGB", (wide, tall), (186, 102, 54))
    draw = ImageDraw.Draw(image)
    black, red = (28, 20, 17), (112, 34, 26)

    def band(top: float, bottom: float, colour: tuple[int, int, int] = black) -> None:
        draw.rectangle([0, top * tall, wide, bottom * tall], fill=colour)

    band(0.0, 0.14)
    band(0.80, 0.83)
    band(0.96, 1.0)
    for index in range(48):
        x = (index + 0.5) * wide / 48
        draw.polygon([(x - 9, 0.955 * tall), (x + 9, 0.955 * tall), (x, 0.84 * tall)], fill=black)
    for index in range(32):
        x, y, s = index * wide / 32, 0.66 * tall, wide / 32
        points = [(0, 30), (0, 0), (26, 0), (26, 22), (9, 22), (9, 11), (17, 11)]
        draw.line([(x + px * s / 32, y + 2 + py) for px, py in points], fill=black, width=4)
        draw.line([(x, y + 32), (x + s, y + 32)], fill=black, width=4)
    for top in (0.635, 0.735, 0.30):
        band(top, top + 0.012)
    for index in range(24):
        x, y = (index + 0.5) * wide / 24, 0.225 * tall
        for turn in range(-3, 4):
            a = np.radians(turn * 26.0)
            tip = (x + 30 * np.sin(a), y + 26 - 34 * np.cos(a))
            draw.line([(x, y + 26), tip], fill=black if index % 2 else red, width=6)
    for index in range(8):
        x, y = (index + 0.5) * wide / 8, 0.36 * tall
        if index % 2 == 0:
            draw.ellipse([x - 44, y + 38, x + 34, y + 76], fill=black)
            draw.polygon(
                [
                    (x + 18, y + 50),
                    (x + 40, y + 4),
                    (x + 62, y + 14),
                    (x + 58, y + 26),
                    (x + 48, y + 24),
                    (x + 36, y + 60),
                ],
                fill=black,
            )
            for leg, reach in ((-36, -50), (-26, -20), (16, 34), (26, 14)):
                draw.line(
                    [(x + leg, y + 66), (x + (leg + reach) / 2 + 3, y + 98), (x + reach, y + 132)], fill=black, width=8
                )
            draw.line([(x - 42, y + 50), (x - 58, y + 70), (x - 54, y + 104)], fill=black, width=7)
            draw.line([(x - 2, y + 38), (x + 2, y + 8)], fill=red, width=14)
            draw.ellipse([x - 6, y - 14, x + 12, y + 6], fill=black)
        else:
            draw.ellipse([x - 11, y - 10, x + 11, y + 14], fill=black)
            draw.polygon(
                [
                    (x - 17, y + 18),
                    (x + 17, y + 18),
                    (x + 11, y + 62),
                    (x + 34, y + 112),
                    (x - 30, y + 112),
                    (x - 11, y + 62),
                ],
                fill=red,
            )
            draw.line([(x - 15, y + 24), (x - 46, y + 2), (x - 40, y - 22)], fill=black, width=8)
            draw.line([(x + 15, y + 24), (x + 44, y + 40), (x + 56, y + 16)], fill=black, width=8)
            for foot in (-14, 16):
                draw.line([(x + foot, y + 110), (x + foot * 1.5, y + 132)], fill=black, width=8)
    base = np.asarray(image, dtype=np.float64) / 255.0
    wear = cloud(1024, 71, 1.3)[:tall, :wide]
    base = base * (0.82 + 0.36 * (wear - 0.3))[..., None]
    return TextureSet(base, None, 0.38 + 0.3 * wear, np.ones((tall, wide)))


def amphora() -> Node:
    """A painted Greek amphora, 0.62 m, on a white plinth."""
    node = Node("amphora")
    plinth(node, 0.62, 1.0, library.marble())
    profile = curve(
        [
            (0.085, 0.0),
            (0.09, 0.012),
            (0.06, 0.03),
            (0.075, 0.07),
            (0.14, 0.16),
            (0.19, 0.28),
            (0.195, 0.36),
            (0.165, 0.44),
            (0.10, 0.495),
            (0.068, 0.53),
            (0.062, 0.58),
            (0.085, 0.615),
            (0.098, 0.625),
            (0.095, 0.635),
            (0.08, 0.63),
            (0.055, 0.58),
        ],
        4,
    )
    body = lathe(profile, 48, crease_deg=181)
    angle = np.arctan2(body.positions[:, 0], body.positions[:, 2])
    columns = 49
    around_u = np.tile(np.arange(columns) / 48.0, len(body.positions) // columns)
    body.uvs = np.stack(
        [around_u if len(around_u) == len(angle) else angle / (2 * np.pi), 1.0 - body.positions[:, 1] / 0.635], axis=1
    )
    clay = Material("painted clay", vase_picture(), 1.0)
    node.add(body.moved(y=1.02), clay)
    black = Material("black slip", None, colour=(0.018, 0.012, 0.01), roughness=0.35)
    for sign in (-1, 1):
        handle = curve(
            [
                (sign * 0.066, 1.57, 0),
                (sign * 0.13, 1.62, 0),
                (sign * 0.175, 1.57, 0),
                (sign * 0.175, 1.49, 0),
                (sign * 0.145, 1.44, 0),
            ],
            5,
        )
        node.add(tube(handle, 0.014, 10, squash=1.5), black)
    bake([node], 0.025, 0.35, darkest=0.35, floor=0.0)
    return node
