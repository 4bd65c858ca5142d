"""What stands on the floor of the hall: amphora, bust, globe, ammonite, bench, ropes, palms."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw

from tools.build_assets import library, plants, textures
from tools.build_assets.carve import capsule, carve, dent, ellipsoid, melt
from tools.build_assets.glb import Material, Node
from tools.build_assets.mesh import Array, merged
from tools.build_assets.noise import cloud
from tools.build_assets.observatory.furniture import pot
from tools.build_assets.occlusion import bake
from tools.build_assets.shapes import block, box, curve, lathe, moulding, rounded_profile, sphere, tube
from tools.build_assets.textures import TextureSet


def plinth(node: Node, width: float, height: float, material: Material, depth: float | None = None) -> None:
    """A moulded plinth on the origin."""
    depth = depth or width
    x, z = width / 2, depth / 2
    node.add(block(width, height, depth, 0.015, cell=0.2), material)
    path = np.array([[x, 0, z], [x, 0, -z], [-x, 0, -z], [-x, 0, z]])
    node.add(
        moulding(
            path,
            rounded_profile([(0.07, 0.0), (0.07, 0.10), (0.045, 0.13), (0.02, 0.17), (0.0, 0.17)], 0.012),
            closed=True,
        ),
        material,
    )
    top = [
        (0.0, height - 0.10),
        (0.03, height - 0.08),
        (0.055, height - 0.05),
        (0.055, height + 0.005),
        (0.03, height + 0.02),
        (-x, height + 0.02),
    ]
    node.add(moulding(path, rounded_profile(top, 0.01), closed=True), material)
    node.add(box((0.2, 0.07, 0.012), 0.004).moved(0, height * 0.72, z + 0.006), library.dark_brass())


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


def head(p: Array) -> Array:
    """A calm classical head and shoulders, facing +Z; the chin is near y = 0.30, the crown at 0.62."""
    skull = melt(
        ellipsoid(p, (0, 0.475, -0.022), (0.088, 0.125, 0.112)),
        ellipsoid(p, (0, 0.395, 0.03), (0.066, 0.098, 0.070)),
        0.05,
    )
    jaw = melt(skull, ellipsoid(p, (0, 0.322, 0.058), (0.030, 0.024, 0.028)), 0.035)
    nose = capsule(p, (0, 0.462, 0.092), (0, 0.402, 0.124), 0.010, 0.0155)
    face = melt(jaw, nose, 0.016)
    face = melt(
        face,
        melt(
            ellipsoid(p, (0.011, 0.397, 0.110), (0.011, 0.009, 0.011)),
            ellipsoid(p, (-0.011, 0.397, 0.110), (0.011, 0.009, 0.011)),
            0.006,
        ),
        0.008,
    )
    face = melt(face, ellipsoid(p, (0, 0.476, 0.083), (0.058, 0.011, 0.016)), 0.018)
    for sign in (-1.0, 1.0):
        face = dent(face, ellipsoid(p, (sign * 0.034, 0.452, 0.102), (0.020, 0.012, 0.016)), 0.014)
        face = melt(face, ellipsoid(p, (sign * 0.033, 0.452, 0.079), (0.0155, 0.0115, 0.0145)), 0.003)
        face = melt(face, ellipsoid(p, (sign * 0.033, 0.459, 0.083), (0.0175, 0.0045, 0.0125)), 0.004)
        face = melt(face, ellipsoid(p, (sign * 0.044, 0.408, 0.068), (0.020, 0.024, 0.018)), 0.022)
        ear = dent(
            ellipsoid(p, (sign * 0.087, 0.435, -0.018), (0.010, 0.030, 0.019)),
            ellipsoid(p, (sign * 0.096, 0.438, -0.015), (0.006, 0.018, 0.010)),
            0.006,
        )
        face = melt(face, ear, 0.008)
    face = melt(face, ellipsoid(p, (0, 0.3665, 0.101), (0.023, 0.0062, 0.012)), 0.005)
    face = melt(face, ellipsoid(p, (0, 0.3535, 0.099), (0.019, 0.0068, 0.012)), 0.005)
    face = dent(face, capsule(p, (-0.024, 0.3600, 0.108), (0.024, 0.3600, 0.108), 0.0022, 0.0022), 0.004)
    waves = 0.005 * np.sin(p[..., 1] * 80 + 5 * np.sin(p[..., 0] * 22) + p[..., 2] * 60)
    cap = ellipsoid(p, (0, 0.492, -0.032), (0.104, 0.130, 0.118)) - waves
    cap = dent(cap, ellipsoid(p, (0, 0.415, 0.115), (0.078, 0.108, 0.105)), 0.018)
    cap = np.maximum(cap, -(p[..., 1] - 0.385 - 0.5 * np.clip(p[..., 2], 0, 1)))
    bun = melt(cap, ellipsoid(p, (0, 0.50, -0.150), (0.050, 0.046, 0.042)) - waves * 0.6, 0.02)
    band = np.abs(np.hypot(p[..., 0] / 0.109, (p[..., 2] + 0.032) / 0.124) - 1.0) * 0.11 - 0.010
    band = np.maximum(band, np.abs(p[..., 1] - 0.535 + 0.25 * (p[..., 2])) - 0.010)
    face = melt(melt(face, bun, 0.006), band, 0.004)
    neck = capsule(p, (0, 0.16, -0.020), (0, 0.37, -0.012), 0.062, 0.052)
    body = melt(face, neck, 0.03)
    p = p - (0.0, 0.05, 0.0)
    chest = melt(
        ellipsoid(p, (0, 0.085, -0.015), (0.200, 0.085, 0.095)),
        ellipsoid(p, (0, 0.02, 0.005), (0.150, 0.095, 0.100)),
        0.06,
    )
    body = melt(body, chest, 0.05)
    fold = 0.007 * np.sin(p[..., 0] * 70 + p[..., 1] * 85 + 3 * np.sin(p[..., 1] * 30))
    drape = ellipsoid(p, (0.0, 0.055, -0.005), (0.212, 0.102, 0.112)) - fold
    drape = np.maximum(drape, (p[..., 1] - 0.105 - 0.42 * p[..., 0]))
    body = melt(body, drape, 0.006)
    return np.maximum(body, -(p[..., 1] + 0.045))


def bust() -> Node:
    """A marble bust of a woman, on a turned foot and a black plinth."""
    node = Node("bust")
    plinth(node, 0.55, 1.12, library.black_marble())
    stone = library.marble()
    foot = rounded_profile(
        [(0.0, 1.13), (0.12, 1.13), (0.12, 1.16), (0.10, 1.18), (0.065, 1.21), (0.06, 1.26), (0.09, 1.30), (0.0, 1.32)],
        0.012,
    )
    node.add(lathe(foot, 28), stone)
    figure = carve(head, (-0.24, -0.01, -0.21), (0.24, 0.64, 0.16), 0.0076).scaled(1.12)
    node.add(figure.moved(y=1.305), stone)
    bake([node], 0.012, 0.16, darkest=0.35, floor=0.0)
    return node


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
