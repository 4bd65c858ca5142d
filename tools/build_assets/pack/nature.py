"""Trees, plants and stones."""

from __future__ import annotations

import numpy as np

from tools.build_assets import plants
from tools.build_assets.mesh import Array, Mesh, merged
from tools.build_assets.pack.kit import Kit
from tools.build_assets.shapes import curve


def _bent(k: Kit, height: float, lean: float, points: int = 5) -> Array:
    """A trunk's line."""
    rows = [(0.0, -0.02, 0.0)]
    for index in range(1, points):
        t = index / (points - 1)
        rows.append((k.jitter(lean) * t, height * t, k.jitter(lean) * t))
    return curve(rows, 3)


def _crown(k: Kit, centres: list[tuple[Array, float]], leaf: float, each: int) -> Mesh:
    return merged(
        plants.ball(radius, k.count(each), k.look.seed + index, leaf / np.sqrt(k.look.detail)).moved(*centre)
        for index, (centre, radius) in enumerate(centres)
    )


def _broadleaf(
    k: Kit, height: float, trunk: float, leaf: float, each: int, bark: str, spread: float
) -> list[tuple[Array, float]]:
    line = _bent(k, height * 0.5, 0.14)
    wood = k.wood(bark)
    k.add(k.bar(line, np.linspace(trunk, trunk * 0.62, len(line)), 10), wood, 0.8)
    top = line[-1]
    crown = [(top + (0, height * 0.3, 0), spread * 0.62)]
    for index in range(6):
        angle = 2 * np.pi * (index + 0.3 * k.random.random()) / 6
        end = top + (
            spread * 0.66 * np.cos(angle),
            height * (0.12 + 0.16 * k.random.random()),
            spread * 0.66 * np.sin(angle),
        )
        k.add(
            k.bar(
                np.array([top * (1, 0.92, 1), (top + end) / 2 + (0, 0.12, 0), end]),
                [trunk * 0.5, trunk * 0.32, trunk * 0.14],
                7,
            ),
            wood,
            0.75,
        )
        crown.append((end + (0, 0.05 * height, 0), spread * float(k.random.uniform(0.42, 0.56))))
    return crown


def oak(k: Kit) -> None:
    """A broad oak, 5.5 m."""
    crown = _broadleaf(k, 5.5, 0.26, 0.2, 420, "dark", 2.0)
    k.add(_crown(k, crown, 0.34, 420), k.leaves("#86a052", "#34502a"))


def cherry(k: Kit) -> None:
    """A cherry tree in blossom, 3.6 m."""
    crown = _broadleaf(k, 3.6, 0.13, 0.12, 420, "dark", 1.5)
    k.add(_crown(k, crown, 0.22, 420), k.leaves(k.colour, "#c98ba0"))


def pine(k: Kit) -> None:
    """A pine, 6 m, in tiers."""
    k.add(k.bar(_bent(k, 5.6, 0.1), np.linspace(0.2, 0.05, 13), 9), k.wood("dark"), 0.7)
    tiers = []
    for index in range(6):
        y, wide = 1.2 + 0.8 * index, 1.5 * (1 - index / 6.6)
        count = k.count(int(200 * wide) + 60)
        angle, reach = k.random.random(count) * 2 * np.pi, k.random.random(count) ** 0.6
        centres = np.stack(
            [
                np.sin(angle) * wide * reach,
                y + 0.75 * (1 - reach) + k.random.normal(0, 0.05, count),
                np.cos(angle) * wide * reach,
            ],
            1,
        )
        outward = np.stack([np.sin(angle), np.full(count, -0.25), np.cos(angle)], 1)
        outward /= np.linalg.norm(outward, axis=1, keepdims=True)
        size = np.full(count, 0.5 / np.sqrt(k.look.detail))
        tiers.append(plants.leaves(centres, outward, size, k.look.seed + index, 0.35 + 0.65 * reach, 0.25))
    k.add(merged(tiers), k.leaves("#5d7d4a", "#1d3322"))


def cypress(k: Kit) -> None:
    """A slender cypress, 4 m."""
    k.add(k.bar([(0, 0, 0), (0, 1.0, 0)], 0.08, 8), k.wood("dark"), 0.7)
    leaf = 0.2 / np.sqrt(k.look.detail)
    k.add(plants.cypress(3.8, 0.55, k.count(1500), k.look.seed, leaf).moved(y=0.2), k.leaves("#57743f", "#1f3217"))


def palm(k: Kit) -> None:
    """A palm, 4.5 m, with arching fronds."""
    lean = 0.35
    line = curve([(0, -0.02, 0), (0.08, 1.3, 0), (lean * 0.6, 2.7, 0), (lean, 4.0, 0)], 4)
    k.add(k.bar(line, np.linspace(0.17, 0.1, len(line)), 10), k.wood("grey"), 0.8)
    fronds = []
    for index in range(k.count(11)):
        turn = 360 * index / k.count(11) + k.jitter(10)
        ends = curve([(0, 0, 0), (0, 0.42, 0.7), (0, 0.3, 1.4), (0, -0.35, 1.9 + k.jitter(0.2))], 5)
        along = np.repeat(ends[1:], 2, axis=0)
        side = np.tile([[1.0, 0.15, 0.55], [-1.0, 0.15, 0.55]], (len(ends) - 1, 1))
        side /= np.linalg.norm(side, axis=1, keepdims=True)
        size = 0.85 * np.sin(np.pi * np.clip(np.linspace(0.12, 0.97, len(along)), 0, 1)) + 0.12
        depth = np.linspace(0.5, 1.0, len(along))
        fronds.append(plants.leaves(along, side, size, k.look.seed + index, depth, 0.06).turned(turn).moved(lean, 4.0))
    k.add(merged(fronds), k.leaves("#8aa658", "#3a5a2c"))
    k.add(k.ball(0.14, 8).moved(lean, 3.9), k.plain("#6b4a26", 0.8))


def bush(k: Kit) -> None:
    """A round bush, 0.9 m."""
    k.add(
        plants.ball(0.48, k.count(900), k.look.seed, 0.17 / np.sqrt(k.look.detail)).scaled(1, 0.9, 1).moved(0, 0.42),
        k.leaves(),
    )


def grass(k: Kit) -> None:
    """A tuft of tall grass, 0.5 m."""
    count = k.count(120)
    foot = k.random.normal(0, 0.1, (count, 3)) * (1, 0, 1)
    way = np.stack([k.random.normal(0, 0.25, count), np.ones(count), k.random.normal(0, 0.25, count)], 1)
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    blade = plants.leaves(foot, way, k.random.uniform(0.28, 0.5, count), k.look.seed, np.full(count, 0.8), 0.1)
    # Leaves are broad: draw the blades together.
    middle = np.repeat(foot, 4, axis=0)
    blade.positions = middle + (blade.positions - middle) * (0.3, 1.0, 0.3)
    k.add(blade, k.leaves("#93a85a", "#4a6330"))


def reeds(k: Kit) -> None:
    """Reeds as at the water's edge, 1.4 m."""
    for _ in range(k.count(16)):
        x, z = float(k.random.normal(0, 0.16)), float(k.random.normal(0, 0.16))
        high = float(k.random.uniform(0.9, 1.4))
        bend = k.jitter(0.12)
        k.add(
            k.bar([(x, 0, z), (x + bend * 0.4, high * 0.6, z), (x + bend, high, z)], [0.008, 0.007, 0.004], 5),
            k.plain("#7d8a4e", 0.9),
        )
        if k.random.random() < 0.6:
            k.add(
                k.bar([(x + bend, high * 0.97, z), (x + bend * 1.1, high * 0.97 + 0.16, z)], 0.02, 7),
                k.plain("#5a3a22", 1.0),
            )


def flowers(k: Kit) -> None:
    """A patch of meadow flowers, 0.8 m across."""
    count = k.count(60)
    foot = k.random.normal(0, 0.2, (count, 3)) * (1, 0, 1)
    up = np.tile((0.0, 1.0, 0.0), (count, 1)) + k.random.normal(0, 0.18, (count, 3)) * (1, 0, 1)
    k.add(
        plants.leaves(foot, up, k.random.uniform(0.08, 0.17, count), k.look.seed, np.full(count, 0.8), 0.2), k.leaves()
    )
    palette = (k.colour, "#f0ead8", "#e3b341")
    for index, colour in enumerate(palette):
        heads = []
        for _ in range(k.count(12)):
            x, z = float(k.random.normal(0, 0.2)), float(k.random.normal(0, 0.2))
            y = float(k.random.uniform(0.16, 0.32))
            heads.append(k.ball(0.02 + 0.006 * index, 6).scaled(1, 0.55, 1).moved(x, y, z))
        k.add(merged(heads), k.plain(colour, 0.7))


def sunflower(k: Kit) -> None:
    """A sunflower, 1.7 m, looking towards +Z."""
    k.add(
        k.bar(curve([(0, 0, 0), (0.02, 0.8, -0.02), (0, 1.5, 0), (0, 1.62, 0.06)], 4), 0.016, 7),
        k.plain("#5d7a36", 0.8),
    )
    centres = np.array([(0.02, y, 0.0) for y in (0.4, 0.62, 0.84, 1.06, 1.25)])
    ways = np.array([(np.cos(a), 0.25, np.sin(a)) for a in (0.4, 2.6, 4.4, 0.9, 3.3)])
    k.add(plants.leaves(centres, ways, np.full(5, 0.3), 3, np.full(5, 0.9), 0.05), k.leaves())
    petals = 26
    angles = np.linspace(0, 2 * np.pi, petals, endpoint=False)
    ways = np.stack([np.cos(angles), np.sin(angles), np.full(petals, 0.22)], 1)
    foot = ways * (0.085, 0.085, 0) + (0, 1.62, 0.07)
    k.add(plants.leaves(foot, ways, np.full(petals, 0.15), 5, np.ones(petals), 0.05), k.leaves("#f2c230", "#d99a1c"))
    k.add(
        k.turned([(0, 0.03), (0.07, 0.02), (0.1, 0.0), (0, -0.02)][::-1], 18)
        .turned(0, pitch_deg=90)
        .moved(0, 1.62, 0.07),
        k.plain("#4a2f18", 1.0),
    )


def mushrooms(k: Kit) -> None:
    """Three toadstools, 0.25 m."""
    for x, z, size in ((0, 0, 1.0), (0.13, 0.06, 0.6), (-0.09, 0.1, 0.45)):
        k.add(
            k.turned([(0.04, 0), (0.028, 0.08), (0.024, 0.16)], 12).scaled(size).moved(x, 0, z), k.plain("#ece2cc", 0.8)
        )
        cap = k.turned([(0.03, 0.145), (0.11, 0.14), (0.105, 0.19), (0.06, 0.235), (0, 0.25)], 18, 0.02)
        k.add(cap.scaled(size).moved(x, 0, z), k.plain(k.colour, 0.4))
        for turn in range(0, 360, 60):
            a = np.radians(turn + 20)
            dot = k.ball(0.012, 6).moved(0.072 * np.cos(a), 0.222, 0.072 * np.sin(a))
            k.add(dot.scaled(size).moved(x, 0, z), k.plain("#f4eee0", 0.8))


def rock(k: Kit) -> None:
    """A boulder, 1.1 m."""
    k.add(_stone(k, 0.62).scaled(1.0, 0.72, 0.85).moved(0, 0.38), k.rock())


def stones(k: Kit) -> None:
    """A cluster of five stones, 1.4 m across."""
    for size, x, z in ((0.4, 0, 0), (0.26, 0.48, 0.1), (0.2, -0.4, 0.22), (0.14, 0.2, 0.44), (0.11, -0.2, -0.42)):
        k.add(_stone(k, size).scaled(1, 0.75, 0.9).moved(x, size * 0.5, z), k.rock())


def _stone(k: Kit, radius: float) -> Mesh:
    mesh = k.ball(radius, 18)
    p = mesh.positions / radius
    bumps = np.zeros(len(p))
    for octave in range(4):
        way = k.random.normal(size=3)
        bumps += 0.16 / (1 + octave) * np.sin((2 + 2 * octave) * (p @ way) + k.random.random() * 6)
    mesh.positions = mesh.positions * (1 + bumps)[:, None]
    from tools.build_assets.mesh import smooth_normals

    mesh.normals = smooth_normals(mesh.positions, mesh.faces)
    return mesh


def log(k: Kit) -> None:
    """A fallen trunk to sit on, 1.8 m long."""
    line = [(-0.9, 0.22, 0.02), (-0.3, 0.21, -0.02), (0.3, 0.22, 0.02), (0.9, 0.2, 0)]
    k.add(k.bar(curve(line, 3), np.linspace(0.23, 0.19, 10), 12), k.wood("dark"), 0.85)
    for x, r in ((-0.905, 0.2), (0.905, 0.17)):
        disc = k.turned([(r, 0.0), (0, 0.004)], 14).turned(0, roll_deg=-90 if x > 0 else 90)
        k.add(disc.moved(x, 0.21), k.wood("pine"))
    moss = plants.ball(0.24, k.count(120), k.look.seed, 0.06).scaled(1.6, 0.35, 0.8).moved(-0.2, 0.38)
    k.add(moss, k.leaves("#7f9a4e", "#3b5426"))


def stump(k: Kit) -> None:
    """A tree stump, 0.5 m high."""
    k.add(k.turned([(0.42, 0), (0.33, 0.08), (0.29, 0.3), (0.285, 0.48)], 16, 0.03), k.wood("dark"), 0.85)
    k.add(k.turned([(0.285, 0.48), (0, 0.485)], 16), k.wood("pine"))
    for turn in (20, 140, 250):
        root = curve([(0.25, 0.14, 0), (0.42, 0.05, 0.02), (0.62, -0.02, 0)], 3)
        k.add(k.bar(root, np.linspace(0.1, 0.03, len(root)), 7).turned(turn), k.wood("dark"), 0.85)


def cactus(k: Kit) -> None:
    """A desert cactus with two arms, 1.9 m."""
    green = k.plain("#5d7a4a", 0.8)
    k.add(k.bar([(0, 0, 0), (0, 1.0, 0), (0, 1.7, 0), (0, 1.86, 0)], [0.17, 0.18, 0.16, 0.07], 12), green)
    for side, y in ((-1, 0.75), (1, 0.95)):
        arm = curve([(0, y, 0), (side * 0.3, y, 0), (side * 0.38, y + 0.15, 0), (side * 0.38, y + 0.6, 0)], 4)
        k.add(k.bar(arm, np.concatenate([np.full(len(arm) - 2, 0.1), [0.08, 0.04]]), 10), green)
    k.add(k.ball(0.05, 8).moved(0, 1.88, 0), k.plain(k.colour, 0.6))
