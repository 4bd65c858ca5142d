"""What else stands on the floor of the hall: globe, ammonite, bench, ropes, palms."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw

from tools.build_assets import library, plants, textures
from tools.build_assets.carve import carve
from tools.build_assets.glb import Material, Node
from tools.build_assets.mesh import Array, merged
from tools.build_assets.museum.plinth import plinth
from tools.build_assets.noise import cloud
from tools.build_assets.observatory.furniture import pot
from tools.build_assets.occlusion import bake
from tools.build_assets.shapes import box, curve, lathe, rounded_profile, sphere, tube
from tools.build_assets.textures import TextureSet


def star_globe() -> Node:
    """A celestial globe in a wooden stand with a brass ring."""
    node = Node("celestial_globe")
    wood, brass = library.dark_wood(), library.brass()
    wide, tall = 1024, 512
    image = Image.new("RGB", (wide, tall), (24, 42, 78))
    draw = ImageDraw.Draw(image)
    gold = (214, 178, 106)
    for index in range(12):
        draw.line([(index * wide / 12, 0), (index * wide / 12, tall)], fill=(70, 84, 112), width=2)
    for row in range(1, 6):
        draw.line([(0, row * tall / 6), (wide, row * tall / 6)], fill=(70, 84, 112), width=2)
    places = np.linspace(0, wide, 200)
    draw.line([(x, tall / 2 + tall * 0.13 * np.sin(2 * np.pi * x / wide)) for x in places], fill=gold, width=4)
    generator = np.random.default_rng(31)
    for _ in range(34):
        x, y = generator.uniform(0, wide), generator.uniform(tall * 0.14, tall * 0.86)
        last = (x, y)
        for _ in range(int(generator.integers(3, 7))):
            new = (last[0] + generator.normal(0, 34), float(np.clip(last[1] + generator.normal(0, 24), 20, tall - 20)))
            draw.line([last, new], fill=gold, width=2)
            r = generator.uniform(3, 7)
            draw.ellipse([new[0] - r, new[1] - r, new[0] + r, new[1] + r], fill=(246, 232, 190))
            last = new
    soft = cloud(1024, 90, 1.6)[:tall, :wide]
    base = np.asarray(image, dtype=np.float64) / 255.0 * (0.8 + 0.4 * soft)[..., None]
    ball = sphere(0.40, 48, 28)
    columns = 49
    rows = len(ball.positions) // columns
    u, v = np.meshgrid(np.linspace(0, 1, columns), np.linspace(1, 0, rows))
    ball.uvs = np.stack([u.ravel(), v.ravel()], axis=1)
    paper = Material("globe", TextureSet(base, None, 0.34 + 0.1 * soft, np.ones((tall, wide))), 1.0)
    node.add(ball.turned(0, roll_deg=23.4).moved(y=0.98), paper)
    angle = np.linspace(0, 2 * np.pi, 65)[:-1]
    ring = np.stack([np.cos(angle) * 0.44, np.sin(angle) * 0.44 + 0.98, np.zeros(64)], axis=1)
    node.add(tube(ring, 0.014, 8, closed=True, squash=1.8), brass)
    horizon = lathe(
        rounded_profile([(0.46, 0.965), (0.60, 0.965), (0.60, 0.995), (0.46, 0.995), (0.46, 0.965)], 0.006), 64
    )
    node.add(horizon, wood)
    node.add(
        lathe(rounded_profile([(0.47, 0.996), (0.58, 0.996), (0.58, 1.0), (0.47, 1.0)], 0.002), 64),
        library.dark_brass(),
    )
    leg = curve(
        [
            (0.02, 0.0),
            (0.028, 0.03),
            (0.035, 0.1),
            (0.024, 0.16),
            (0.03, 0.3),
            (0.042, 0.5),
            (0.028, 0.62),
            (0.036, 0.7),
            (0.026, 0.76),
            (0.036, 0.96),
        ],
        3,
    )
    for index in range(4):
        node.add(lathe(leg, 12, crease_deg=181).moved(0, 0, 0.53).turned(45 + index * 90), wood)
        node.add(tube([(0, 0.14, 0.53), (0, 0.14, 0.0)], 0.018, 8).turned(45 + index * 90), wood)
    node.add(
        lathe(
            rounded_profile(
                [
                    (0.0, 0.1),
                    (0.06, 0.11),
                    (0.08, 0.15),
                    (0.05, 0.19),
                    (0.03, 0.3),
                    (0.045, 0.42),
                    (0.03, 0.52),
                    (0.0, 0.53),
                ],
                0.012,
            ),
            20,
        ),
        wood,
    )
    node.add(tube([(0.175, 1.385, 0), (0.19, 1.43, 0)], 0.018, 8), brass)
    bake([node], 0.025, 0.35, darkest=0.35, floor=0.0)
    return node


def ammonite() -> Node:
    """A giant ammonite, 0.9 m across, in its block of stone on a low plinth."""
    node = Node("ammonite")
    plinth(node, 1.15, 0.55, library.marble(), 0.6)
    matrix = Material("shale", textures.rock(256, 24), 0.6)

    def block_field(p: Array) -> Array:
        q = np.abs(p - (0.0, 0.52, -0.10)) - (0.52, 0.48, 0.07)
        slab = np.linalg.norm(np.maximum(q, 0), axis=-1) + np.minimum(q.max(axis=-1), 0) - 0.04
        rough = 0.022 * np.sin(p[..., 0] * 13 + 2 * np.sin(p[..., 1] * 9)) * np.cos(p[..., 1] * 11 + p[..., 2] * 17)
        rough = rough + 0.009 * np.sin(p[..., 0] * 41 + p[..., 1] * 33) * np.cos(p[..., 1] * 47 - p[..., 0] * 29)
        return slab + rough

    node.add(carve(block_field, (-0.66, -0.02, -0.3), (0.66, 1.12, 0.1), 0.03).moved(y=0.55), matrix)
    turns, growth_per_turn = 4.2, 1.85
    t = np.linspace(0.0, 1.0, 420)
    angle = t * turns * 2 * np.pi
    growth = growth_per_turn ** ((t - 1.0) * turns)
    path = np.stack([np.cos(angle), np.sin(angle), np.zeros(len(t))], axis=1) * (0.345 * growth)[:, None]
    ribs = 1.0 + 0.10 * np.abs(np.sin(angle * 10.0)) ** 0.8
    whorl = tube(path, 0.118 * growth * ribs + 0.001, 14)
    shell = Material("fossil shell", textures.metal(256, 88, "#b98d5c", "#5d3f26", 0.36), 0.5, metallic=0.0)
    texture = shell.textures
    if texture is not None:
        texture.metal = None
    node.add(whorl.moved(-0.03, 1.06, -0.02), shell)
    bake([node], 0.02, 0.3, darkest=0.3, floor=0.0)
    return node


def bench() -> Node:
    """An upholstered gallery bench, 1.8 m, seat at 0.45 m."""
    node = Node("gallery_bench")
    wood = library.dark_wood()
    node.add(box((1.8, 0.13, 0.56), 0.05, segments=3).moved(y=0.40), library.velvet())
    node.add(box((1.78, 0.07, 0.54), 0.012).moved(y=0.325), wood)
    leg = curve([(0.03, 0.0), (0.034, 0.03), (0.02, 0.08), (0.03, 0.2), (0.04, 0.27), (0.034, 0.3)], 3)
    for x in (-0.8, 0.0, 0.8):
        for z in (-0.21, 0.21):
            node.add(lathe(leg, 12, crease_deg=181).moved(x, 0, z), wood)
    for x in np.arange(-0.72, 0.73, 0.24):
        for z in (-0.13, 0.13):
            node.add(sphere(0.014, 10, 5).scaled(1, 0.5, 1).moved(float(x), 0.466, z), library.gilt())
    bake([node], 0.02, 0.25, darkest=0.3, floor=0.0)
    return node


def rope() -> Node:
    """Four brass posts with velvet ropes on three sides of a square, open to the back."""
    node = Node("rope_barrier")
    brass, velvet = library.brass(), library.velvet()
    post = rounded_profile(
        [
            (0.15, 0.0),
            (0.15, 0.015),
            (0.06, 0.04),
            (0.022, 0.06),
            (0.022, 0.88),
            (0.035, 0.90),
            (0.035, 0.93),
            (0.022, 0.94),
            (0.03, 0.97),
            (0.02, 1.0),
            (0.0, 1.01),
        ],
        0.008,
    )
    corners = [(-0.85, -0.85), (-0.85, 0.85), (0.85, 0.85), (0.85, -0.85)]
    for x, z in corners:
        node.add(lathe(post, 18).moved(x, 0, z), brass)
    for (x0, z0), (x1, z1) in pairwise(corners):
        t = np.linspace(0.02, 0.98, 15)
        sag = 0.90 - 0.26 * (1 - (2 * t - 1) ** 2)
        line = np.stack([x0 + (x1 - x0) * t, sag, z0 + (z1 - z0) * t], axis=1)
        node.add(tube(line, 0.021, 10), velvet)
    return node


def palm() -> Node:
    """A kentia palm in a pot, 2.3 m."""
    node = Node("palm")
    node.add(pot(0.5, 0.32), library.terracotta())
    node.add(lathe([(0.29, 0.43), (0.0, 0.45)], 16), library.soil())
    bake([node], 0.02, 0.25, darkest=0.35, floor=0.0)
    generator = np.random.default_rng(6)
    fronds = []
    for index in range(13):
        turn = index * 137.5 + generator.normal(0, 8)
        lift, reach = generator.uniform(1.0, 1.75), generator.uniform(0.55, 0.95)
        stem = curve(
            [
                (0, 0.45, 0),
                (0, 0.45 + lift * 0.6, reach * 0.18),
                (0, 0.45 + lift, reach * 0.55),
                (0, 0.45 + lift * 0.92, reach),
            ],
            5,
        )
        node.add(tube(stem, np.linspace(0.012, 0.004, len(stem)), 5).turned(turn), library.leaves())
        steps = np.linspace(0.35, 1.0, 16)
        rows = np.array([np.interp(steps * (len(stem) - 1), np.arange(len(stem)), stem[:, k]) for k in range(3)]).T
        for sign in (-1, 1):
            grow = np.stack([np.full(16, sign * 1.0), -0.35 - 0.4 * steps, 0.75 * np.ones(16)], axis=1)
            grow /= np.linalg.norm(grow, axis=1, keepdims=True)
            size = 0.42 * np.sin(np.pi * np.clip(0.22 + 0.75 * (steps - 0.35) / 0.65, 0, 1))
            fronds.append(plants.leaves(rows, grow, size + 0.05, 60 + index, np.full(16, 0.9), 0.06).turned(turn))
    node.add(merged(fronds).tinted((0.8, 0.95, 0.75)), library.leaves())
    return node
