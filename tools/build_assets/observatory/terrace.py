"""The terrace itself: floor, balustrade and piers, with the front of the house."""

from __future__ import annotations

import numpy as np

from tools.build_assets import library, plants
from tools.build_assets.glb import Node
from tools.build_assets.mesh import Array, Mesh, grid_faces, merged
from tools.build_assets.observatory.house import house
from tools.build_assets.observatory.layout import BACK, BOW, DOME_AT, FRONT, HALF_WIDTH, occluders
from tools.build_assets.occlusion import bake
from tools.build_assets.shapes import block, curve, lathe, moulding, plate, rounded_profile


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


def terrace() -> Node:
    """Everything that is built of stone."""
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
