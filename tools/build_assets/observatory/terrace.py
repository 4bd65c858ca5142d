"""The terrace itself: floor with its inlaid star chart, balustrade, piers, and the front of the house behind."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tools.build_assets import library, plants
from tools.build_assets.glb import Material, Node
from tools.build_assets.mesh import Array, Mesh, grid_faces, merged
from tools.build_assets.noise import cloud
from tools.build_assets.occlusion import bake
from tools.build_assets.shapes import block, box, curve, extrude, lathe, moulding, plate, rounded_profile, sphere
from tools.build_assets.textures import TextureSet, ramp, srgb

HALF_WIDTH = 9.0
FRONT = -7.0
BACK = 6.0
BOW = 4.0
DOME_AT = (-6.8, -8.7)
DOME_RADIUS = 2.75


def bow_path(offset: float = 0.0, steps: int = 32) -> Array:
    """The half circle at the front, from left to right, seen from above."""
    angle = np.linspace(np.pi, 0.0, steps + 1)
    radius = BOW + offset
    return np.stack([np.cos(angle) * radius, np.zeros(steps + 1), FRONT - np.sin(angle) * radius], axis=1)


def edge_path() -> Array:
    """Where the balustrade runs: from the dome's bastion round the bow and down the right side to the house."""
    start = np.array([[-4.35, 0.0, FRONT]])
    right = np.array([[HALF_WIDTH, 0.0, FRONT], [HALF_WIDTH, 0.0, BACK]])
    return np.concatenate([start, bow_path(), right])


def left_path() -> Array:
    """The left side, from the house to the bastion."""
    return np.array([[-HALF_WIDTH, 0.0, BACK], [-HALF_WIDTH, 0.0, -6.6]])


PLINTH = rounded_profile(
    [(-0.17, 0.0), (0.17, 0.0), (0.17, 0.14), (0.12, 0.19), (-0.12, 0.19), (-0.17, 0.14), (-0.17, 0.0)], 0.02
)
RAIL = rounded_profile(
    [(-0.09, 0.80), (0.09, 0.80), (0.11, 0.84), (0.16, 0.86), (0.16, 0.93), (0.10, 0.97), (-0.10, 0.97), (-0.16, 0.93),
     (-0.16, 0.86), (-0.11, 0.84), (-0.09, 0.80)], 0.015)  # fmt: skip


def baluster() -> Mesh:
    """One turned stone baluster, 0.62 m, standing on the plinth."""
    profile = curve(
        [(0.055, 0.0), (0.075, 0.03), (0.045, 0.08), (0.075, 0.16), (0.088, 0.22), (0.07, 0.32), (0.042, 0.44),
         (0.038, 0.5), (0.06, 0.545), (0.045, 0.575), (0.062, 0.62)], 2)  # fmt: skip
    return lathe(profile, 9, crease_deg=181).moved(y=0.185)


def pier(height: float = 1.02) -> Mesh:
    """A square pier with a moulded foot and cap."""
    half = 0.21
    square = np.array([[half, 0, half], [half, 0, -half], [-half, 0, -half], [-half, 0, half]], dtype=float)
    foot = rounded_profile([(0.06, 0), (0.06, 0.16), (0.0, 0.22)], 0.02)
    cap = rounded_profile(
        [
            (0.0, height - 0.14),
            (0.05, height - 0.10),
            (0.07, height - 0.02),
            (0.02, height + 0.04),
            (-0.2, height + 0.07),
        ],
        0.015,
    )
    shaft = block(2 * half, height, 2 * half, 0.015)
    return merged([shaft, moulding(square, foot, closed=True), moulding(square, cap, closed=True)])


def _walk(path: Array, spacing: float) -> list[tuple[Array, float]]:
    """Points at even distances along a path with the heading of each."""
    steps = np.diff(path, axis=0)
    lengths = np.linalg.norm(steps, axis=1)
    total = np.concatenate([[0.0], np.cumsum(lengths)])
    count = max(1, round(total[-1] / spacing))
    points = []
    for distance in (np.arange(count) + 0.5) * total[-1] / count:
        index = min(int(np.searchsorted(total, distance, side="right")) - 1, len(steps) - 1)
        point = path[index] + steps[index] * (distance - total[index]) / lengths[index]
        points.append((point, float(np.degrees(np.arctan2(-steps[index][2], steps[index][0])))))
    return points


def pier_places() -> list[tuple[float, float, float]]:
    """(x, z, yaw) of the piers."""
    places = [(HALF_WIDTH, FRONT, 0.0), (BOW, FRONT, 0.0), (-BOW - 0.35, FRONT, 0.0), (6.5, FRONT, 0.0)]
    places += [(HALF_WIDTH, z, 0.0) for z in (-3.8, -0.6, 2.6, 5.7)]
    places += [(-HALF_WIDTH, z, 0.0) for z in (-6.4, -3.4, -0.3, 2.7, 5.7)]
    for angle in (45.0, 90.0, 135.0):
        turn = np.radians(angle)
        places.append((float(np.cos(turn) * BOW), float(FRONT - np.sin(turn) * BOW), angle - 90.0))
    return places


def balustrade(node: Node) -> None:
    """Plinth, balusters, rail and piers."""
    stone = library.stone()
    places = pier_places()
    centres = np.array([(x, z) for x, z, _ in places])
    for path in (edge_path(), left_path()):
        node.add(moulding(path, PLINTH, crease_deg=60), stone)
        node.add(moulding(path, RAIL, crease_deg=60), stone)
        one = baluster()
        free = [
            one.moved(p[0], 0, p[2]) for p, _ in _walk(path, 0.27) if np.hypot(*(centres - p[[0, 2]]).T).min() > 0.30
        ]
        node.add(merged(free), library.turned_stone())
    for x, z, yaw in places:
        node.add(pier().turned(yaw).moved(x, 0, z), stone)
    finial = lathe(
        curve(
            [
                (0.11, 0.0),
                (0.13, 0.03),
                (0.06, 0.08),
                (0.05, 0.11),
                (0.12, 0.17),
                (0.155, 0.27),
                (0.13, 0.37),
                (0.06, 0.43),
                (0.0, 0.45),
            ],
            3,
        ),
        18,
        crease_deg=181,
    )
    for x, z in ((HALF_WIDTH, FRONT), (HALF_WIDTH, -0.6), (-HALF_WIDTH, -3.4), (-HALF_WIDTH, 2.7), (6.5, FRONT)):
        node.add(finial.moved(x, 1.08, z), library.turned_stone())


def floor(node: Node) -> None:
    """Slabs on the rectangle and in the bow, and the cornice under the edge."""
    paving = library.paving()
    depth = BACK - FRONT
    main = plate(2 * HALF_WIDTH, depth, 0.3).moved(z=(BACK + FRONT) / 2)
    angle = np.linspace(0.0, np.pi, 49)
    radius = np.linspace(0.02, BOW + 0.02, 16)
    points = np.zeros((len(radius), len(angle), 3))
    points[..., 0] = radius[:, None] * np.cos(angle)
    points[..., 2] = FRONT - radius[:, None] * np.sin(angle)
    flat = points.reshape(-1, 3)
    bow = Mesh(
        flat, np.tile((0.0, 1.0, 0.0), (len(flat), 1)), flat[:, [0, 2]].copy(), grid_faces(*points.shape[:2])[:, ::-1]
    )
    a, b, c = (bow.positions[bow.faces[0, k]] for k in range(3))
    if np.cross(b - a, c - a)[1] < 0:
        bow.faces = bow.faces[:, ::-1]
    main.uvs = main.positions[:, [0, 2]].copy()
    node.add(main, paving)
    node.add(bow, paving)
    fascia = rounded_profile(
        [(-0.05, -3.0), (-0.05, -0.5), (0.05, -0.4), (0.22, -0.25), (0.26, -0.12), (0.26, -0.02), (0.2, 0.0)], 0.03
    )
    for path in (edge_path(), left_path()):
        node.add(moulding(path, fascia, crease_deg=60), library.stone())


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


def arch_outline(width: float, height: float, steps: int = 14) -> Array:
    """Half circle on two uprights, from the foot at the right over the top to the foot at the left; [K, 2]."""
    radius = width / 2
    angle = np.linspace(0.0, np.pi, steps + 1)
    top = np.stack([np.cos(angle) * radius, height - radius + np.sin(angle) * radius], axis=1)
    return np.concatenate([[(radius, 0.0)], top, [(-radius, 0.0)]])


def opening_panel(width: float, height: float, opening: float, rise: float, depth: float) -> Mesh:
    """A piece of wall `width` x `height` with one arched opening down to the floor."""
    arch = arch_outline(opening, rise)[::-1]
    outline = np.concatenate([[(-width / 2, 0.0)], arch, [(width / 2, 0.0), (width / 2, height), (-width / 2, height)]])
    return extrude(outline, depth, 0.02)


def house(node: Node) -> None:
    """The front of the house at the back of the terrace: three arched openings lit from within, cornice, steps."""
    wall, stone = library.courses(), library.stone()
    height, depth = 4.4, 0.5
    bays = ((-5.4, 3.0, 1.5, 3.0), (0.0, 3.2, 1.7, 3.1), (5.4, 3.0, 1.5, 3.0))
    z = BACK + depth / 2
    filled = [(-HALF_WIDTH - 0.3, -6.9), (-3.9, -1.6), (1.6, 3.9), (6.9, HALF_WIDTH + 0.3)]
    for left, right in filled:
        node.add(block(right - left, height, depth, 0.02, cell=0.4).moved((left + right) / 2, 0, z), wall)
    for x, width, opening, rise in bays:
        node.add(opening_panel(width, height, opening, rise, depth).turned(180).moved(x, 0, z), wall)
        arch = arch_outline(opening, rise)
        path = np.stack([arch[:, 0] + x, arch[:, 1], np.full(len(arch), BACK)], axis=1)
        trim = rounded_profile([(0.0, 0.12), (0.0, -0.06), (0.16, -0.07), (0.2, 0.0)], 0.015)
        node.add(moulding(path, trim, up=(0, 0, 1)), stone)
        key = extrude([(-0.11, -0.18), (0.11, -0.18), (0.16, 0.22), (-0.16, 0.22)], 0.22, 0.02)
        node.add(key.moved(x, rise + 0.08, BACK - 0.04), stone)
        window(node, x, opening, rise, door=x == 0.0)
    cornice = rounded_profile(
        [
            (0.0, height - 0.35),
            (0.05, height - 0.3),
            (0.08, height - 0.12),
            (0.22, height - 0.02),
            (0.26, height + 0.1),
            (0.2, height + 0.16),
            (-0.3, height + 0.18),
        ],
        0.02,
    )
    line = np.array([[HALF_WIDTH + 0.3, 0, BACK], [-HALF_WIDTH - 0.3, 0, BACK]])
    node.add(moulding(line, cornice), stone)
    base = rounded_profile([(0.1, 0.0), (0.1, 0.42), (0.03, 0.5), (0.0, 0.5)], 0.02)
    for left, right in filled + [(-6.9, -6.15), (-4.65, -3.9), (-1.6, -0.85), (0.85, 1.6), (3.9, 4.65), (6.15, 6.9)]:
        node.add(moulding(np.array([[right, 0, BACK], [left, 0, BACK]]), base), stone)
    for x in (-8.2, -2.7, 2.7, 8.2):
        pilaster(node, x, height)
    parapet = block(2 * HALF_WIDTH + 0.8, 0.55, 0.34, 0.03, cell=0.6).moved(0, height + 0.16, BACK + 0.25)
    node.add(parapet, stone)
    for step, reach in ((0, 1.0), (1, 0.65)):
        node.add(
            block(3.0 - 0.5 * step, 0.16, 0.4 + reach, 0.025, cell=0.4).moved(
                0, 0.16 * step - 0.001, BACK - (0.4 + reach) / 2 + 0.2
            ),
            stone,
        )


def pilaster(node: Node, x: float, height: float) -> None:
    """A flat pillar on the wall."""
    stone = library.stone()
    node.add(block(0.46, height - 0.4, 0.16, 0.02, cell=0.4).moved(x, 0.2, BACK - 0.05), stone)
    node.add(block(0.6, 0.5, 0.26, 0.03).moved(x, 0, BACK - 0.05), stone)
    node.add(block(0.62, 0.18, 0.26, 0.04).moved(x, height - 0.55, BACK - 0.05), stone)


def window(node: Node, x: float, opening: float, rise: float, *, door: bool) -> None:
    """Glazing bars over lit panes; a pair of panelled leaves below where it is a door."""
    z = BACK + 0.3
    arch = arch_outline(opening, rise)
    pane = extrude(np.concatenate([arch]), 0.02, 0.004).turned(180).moved(x, 0, z + 0.04)
    node.add(pane, library.window_glow())
    bars = library.dark_wood()
    sill = 0.0 if door else 0.75
    frame = np.stack([arch[:, 0] + x, arch[:, 1], np.full(len(arch), z)], axis=1)
    node.add(
        moulding(frame, [(-0.09, -0.05), (-0.09, 0.05), (0.0, 0.06), (0.0, -0.06), (-0.09, -0.05)], up=(0, 0, 1)), bars
    )
    for offset in (-opening / 6, opening / 6) if not door else (0.0,):
        tall = rise - 0.05 - (opening / 2 - np.sqrt((opening / 2) ** 2 - offset**2))
        node.add(block(0.05, tall, 0.05, 0.008).moved(x + offset, 0, z), bars)
    for y in np.arange(sill + 0.55, rise - 0.4, 0.55):
        wide = (
            opening
            if y < rise - opening / 2
            else 2 * np.sqrt(max((opening / 2) ** 2 - (y - rise + opening / 2) ** 2, 0.01))
        )
        node.add(box((wide, 0.045, 0.05), 0.008).moved(x, y, z), bars)
    if door:
        for side in (-1, 1):
            centre = x + side * opening / 4
            node.add(block(opening / 2 - 0.03, 1.0, 0.07, 0.012).moved(centre, 0.3, z - 0.02), bars)
            node.add(block(opening / 2 - 0.28, 0.62, 0.1, 0.03).moved(centre, 0.48, z - 0.02), bars)
            node.add(sphere(0.035, 12, 8).moved(x + side * 0.09, 1.12, z - 0.1), library.brass())
    else:
        node.add(block(opening - 0.02, sill, 0.35, 0.02).moved(x, 0, z + 0.05), library.courses())
        node.add(block(opening + 0.3, 0.09, 0.5, 0.025).moved(x, sill - 0.02, z - 0.18), library.stone())


def terrace() -> Node:
    """Everything that is built of stone."""
    from tools.build_assets.observatory.furniture import occluders

    node = Node("terrace")
    floor(node)
    balustrade(node)
    house(node)
    ring = lathe([(3.25, -3.2), (3.25, 0.0)], 40).moved(DOME_AT[0], 0, DOME_AT[1])
    node.add(ring, library.courses())
    bake([node], 0.085, 1.5, darkest=0.24, others=occluders(), rays=28)
    green = plants.ivy(3.0, 4.1, 4200, 5)
    node.add(green.turned(180).moved(8.9, 0.0, BACK - 0.01), library.dark_leaves())
    node.add(plants.ivy(1.6, 3.2, 1700, 9).turned(180).moved(-2.0, 0.0, BACK - 0.06), library.dark_leaves())
    return node
