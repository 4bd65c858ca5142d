"""What lies beyond the balustrade: a bay with a lit town, layered mountains, the sea, a lighthouse, woods behind."""

from __future__ import annotations

import numpy as np

from tools.build_assets.glb import Material, Node
from tools.build_assets.mesh import Array, Mesh, grid_faces, merged, smooth_normals
from tools.build_assets.noise import cloud, smoothstep
from tools.build_assets.shapes import box, crate, lathe, sphere
from tools.build_assets.textures import TextureSet, water

SEA_LEVEL = -55.0
LIGHTHOUSE_DEG = 62.0


class Terrain:
    """Heights by compass angle (0 ahead at -Z, clockwise) and distance."""

    def __init__(self) -> None:
        self._fine = cloud(512, 501, 1.6, lowest=2)
        self._rough = cloud(512, 502, 1.9, lowest=2)
        self._ridge = 1.0 - np.abs(cloud(512, 503, 2.15, lowest=2) - 0.5) * 3.6

    def _sample(self, image: Array, x: Array, z: Array, size_m: float) -> Array:
        u, v = x / size_m * 512.0, z / size_m * 512.0
        i, j = np.floor(u).astype(int), np.floor(v).astype(int)
        fu, fv = u - i, v - j
        fu, fv = fu * fu * (3 - 2 * fu), fv * fv * (3 - 2 * fv)
        a, b = image[j % 512, i % 512], image[j % 512, (i + 1) % 512]
        c, d = image[(j + 1) % 512, i % 512], image[(j + 1) % 512, (i + 1) % 512]
        return (a * (1 - fu) + b * fu) * (1 - fv) + (c * (1 - fu) + d * fu) * fv

    def height(self, x: Array, z: Array) -> Array:
        """Metres above the terrace."""
        angle = np.degrees(np.arctan2(x, -z))
        distance = np.hypot(x, z)
        wander = (self._sample(self._rough, x, z, 1500.0) - 0.5) * 2.0
        # Where the coast runs, by compass angle: the bay opens ahead and to the right.
        marks = [-180, -120, -80, -55, -35, -18, 0, 14, 30, 48, 62, 80, 110, 180]
        near_end = [9000, 9000, 420, 130, 90, 75, 70, 70, 75, 90, 120, 220, 9000, 9000]
        far_start = [0, 0, 500, 640, 720, 900, 1250, 1900, 2600, 2400, 1300, 900, 0, 0]
        land_to = np.interp(angle, marks, near_end) * (1 + 0.25 * wander)
        land_from = np.interp(angle, marks, far_start) * (1 + 0.22 * wander)
        below = -9.0 + SEA_LEVEL
        near = np.interp(
            distance / np.maximum(land_to, 1.0), [0.0, 0.12, 0.45, 1.0, 1.3], [-5.0, -8.0, -30.0, SEA_LEVEL, below]
        )
        back = smoothstep(75.0, 125.0, np.abs(angle))
        inland = distance - land_from
        rise = smoothstep(0.0, 900.0, inland)
        ridges = self._sample(self._ridge, x + 300, z + 200, 2600.0)
        detail = self._sample(self._fine, x, z, 800.0) - 0.5
        mountains = (
            SEA_LEVEL
            + 5.0
            + 26.0 * smoothstep(0, 160, inland)
            + rise * (190.0 + 360.0 * np.clip(ridges, 0, 1) + 160.0 * wander)
        )
        mountains = mountains + detail * (14.0 + 110.0 * rise)
        far = np.where(
            inland > -40.0, SEA_LEVEL - 9.0 + (mountains - SEA_LEVEL + 9.0) * smoothstep(-40.0, 25.0, inland), below
        )
        hill = (
            -5.0
            + (distance - 14.0) * 0.24
            + 70.0 * smoothstep(60.0, 420.0, distance)
            + detail * 22.0 * smoothstep(12, 80, distance)
        )
        hill = np.minimum(hill, 260.0 + 240.0 * ridges)
        front = np.maximum(near + detail * 7.0 * smoothstep(12, 50, distance), far)
        height = front * (1 - back) + hill * back
        return np.where(distance < 13.0, np.minimum(height, -5.5), height)


def ground(terrain: Terrain) -> tuple[Mesh, Array]:
    """The land as a polar grid, coloured by height and slope."""
    rings = np.concatenate([np.linspace(8.0, 60.0, 14), np.geomspace(66.0, 3600.0, 84)])
    angles = np.radians(np.linspace(-180.0, 180.0, 289))
    x = rings[:, None] * np.sin(angles)[None]
    z = -rings[:, None] * np.cos(angles)[None]
    y = terrain.height(x, z)
    y[:, -1] = y[:, 0]
    points = np.stack([x, y, z], axis=-1).reshape(-1, 3)
    faces = grid_faces(len(rings), len(angles))
    a, b, c = (points[faces[:, k]] for k in range(3))
    if np.cross(b - a, c - a)[:, 1].mean() < 0:
        faces = faces[:, ::-1]
    under = points[:, 1] < SEA_LEVEL - 6.0
    faces = faces[~under[faces].all(axis=1)]
    normals = smooth_normals(points, faces)
    slope = 1.0 - normals[:, 1]
    distance = np.hypot(points[:, 0], points[:, 2])
    grain = terrain._sample(terrain._fine, points[:, 0], points[:, 2], 220.0)
    wood = np.array([0.030, 0.042, 0.024]) * (0.6 + 0.9 * grain[:, None])
    meadow = np.array([0.075, 0.078, 0.034]) * (0.7 + 0.6 * grain[:, None])
    stone = np.array([0.105, 0.095, 0.088]) * (0.6 + 0.8 * grain[:, None])
    snow = np.array([0.62, 0.64, 0.70])
    sand = np.array([0.20, 0.17, 0.12])
    mix_meadow = (smoothstep(0.45, 0.62, grain) * (1 - smoothstep(0.05, 0.30, slope)))[:, None]
    colour = wood + (meadow - wood) * mix_meadow
    colour = colour + (stone - colour) * smoothstep(0.22, 0.42, slope)[:, None]
    high = smoothstep(170.0, 330.0, points[:, 1] + 110.0 * (grain - 0.5))[:, None]
    colour = colour + (stone * 1.2 - colour) * high
    white = (smoothstep(300.0, 420.0, points[:, 1] + 140.0 * (grain - 0.5)) * (1 - smoothstep(0.25, 0.5, slope)))[
        :, None
    ]
    colour = colour + (snow - colour) * white
    beach = (1 - smoothstep(1.0, 5.0, points[:, 1] - SEA_LEVEL))[:, None] * smoothstep(40, 90, distance)[:, None]
    colour = colour + (sand - colour) * beach
    return Mesh(points, normals, points[:, [0, 2]].copy(), faces, np.clip(colour, 0, 1)), points


def sea() -> Mesh:
    """A large disc at sea level."""
    radius = np.concatenate([[40.0], np.geomspace(80.0, 4800.0, 14)])
    mesh = lathe(np.stack([radius[::-1], np.full(len(radius), SEA_LEVEL)], axis=1), 64)
    mesh.uvs = mesh.positions[:, [0, 2]].copy()
    return mesh


def _cones(places: Array, heights: Array, widths: Array, seed: int) -> Mesh:
    """Small pointed trees of two stacked cones."""
    generator = np.random.default_rng(seed)
    one = lathe([(0.5, 0.0), (0.42, 0.12), (0.16, 0.62), (0.0, 1.0)], 7, crease_deg=181)
    shade = (0.45 + 0.55 * one.positions[:, 1:2]) * np.array([[0.030, 0.048, 0.026]])
    trees = []
    for place, height, width in zip(places, heights, widths, strict=True):
        tree = one.scaled(width, height, width).turned(float(generator.uniform(0, 360))).moved(*place)
        tree.colours = np.clip(shade * generator.uniform(0.7, 1.4), 0, 1)
        trees.append(tree)
    return merged(trees)


def woods(terrain: Terrain) -> Mesh:
    """Cypresses and pines on the slopes near by."""
    generator = np.random.default_rng(88)
    distance = 16.0 * (330.0 / 16.0) ** generator.random(2600)
    angle = np.radians(generator.uniform(-180.0, 180.0, 2600))
    x, z = distance * np.sin(angle), -distance * np.cos(angle)
    y = terrain.height(x, z)
    clump = terrain._sample(terrain._rough, x * 4, z * 4, 1500.0)
    ahead = np.abs(np.degrees(angle)) < 58
    keep = (
        (y > SEA_LEVEL + 4)
        & (clump > 0.49)
        & ~(ahead & (distance < 24))
        & (generator.random(2600) < np.where(ahead, 0.55, 0.9))
    )
    x, y, z = x[keep][:620], y[keep][:620], z[keep][:620]
    height = generator.uniform(4.5, 10.5, len(x))
    width = height * generator.uniform(0.22, 0.5, len(x))
    return _cones(np.stack([x, y - 0.6, z], axis=1), height, width, 89)


def town(terrain: Terrain, node: Node) -> None:
    """Houses along the far shore with lit windows, street lamps, a bell tower, boats' lights."""
    generator = np.random.default_rng(404)
    wall = Material("town walls", None, colour=(0.30, 0.25, 0.21), roughness=0.9)
    roof = Material("town roofs", None, colour=(0.17, 0.075, 0.045), roughness=0.9)
    lit = Material("town windows", None, colour=(0.4, 0.25, 0.1), roughness=0.6, emissive=(2.6, 1.1, 0.28))
    lamp = Material("town lamps", None, colour=(0.5, 0.3, 0.12), roughness=0.6, emissive=(4.5, 2.0, 0.55))
    walls, roofs, windows, lamps = [], [], [], []
    tries = 0
    while len(walls) < 230 and tries < 9000:
        tries += 1
        angle = np.radians(generator.normal(-17.0, 15.0))
        distance = float(generator.uniform(520.0, 1150.0))
        x, z = distance * np.sin(angle), -distance * np.cos(angle)
        y = float(terrain.height(np.array([x]), np.array([z]))[0])
        if not SEA_LEVEL + 3.0 < y < SEA_LEVEL + 46.0:
            continue
        w, d, h = generator.uniform(7, 13), generator.uniform(6, 10), generator.uniform(5, 11)
        turn = float(np.degrees(-angle)) + generator.normal(0, 16)
        walls.append(crate(w, h + 4, d).turned(turn).moved(x, y - 4, z))
        gable = np.array(
            [
                [w / 2 + 0.5, h, d / 2 + 0.4],
                [w / 2 + 0.5, h, -d / 2 - 0.4],
                [-w / 2 - 0.5, h, -d / 2 - 0.4],
                [-w / 2 - 0.5, h, d / 2 + 0.4],
                [w / 2, h + d * 0.3, 0],
                [-w / 2, h + d * 0.3, 0],
            ]
        )
        corners = gable[[0, 1, 4, 2, 3, 5, 3, 0, 4, 3, 4, 5, 1, 2, 5, 1, 5, 4]]
        faces = np.arange(18).reshape(-1, 3)
        normal = np.cross(corners[1::3] - corners[0::3], corners[2::3] - corners[0::3])
        faces[normal[:, 1] < -1e-6] = faces[normal[:, 1] < -1e-6][:, ::-1]
        normal = np.where(normal[:, 1:2] < 0, -normal, normal)
        normal /= np.linalg.norm(normal, axis=1, keepdims=True)
        roofs.append(Mesh(corners, np.repeat(normal, 3, axis=0), corners[:, [0, 2]], faces).turned(turn).moved(x, y, z))
        for _ in range(int(generator.integers(1, 5))):
            size = generator.uniform(0.8, 1.35)
            window = crate(size, size * 1.25, 0.1)
            window = window.moved(generator.uniform(-w / 2 + 1, w / 2 - 1), generator.uniform(1.5, h - 1), d / 2 + 0.1)
            windows.append(window.turned(turn).moved(x, y, z))
        if generator.random() < 0.4:
            lamps.append(sphere(0.9, 6, 4).moved(x + generator.normal(0, 8), y + 5.0, z + d / 2 + 4.0))
    angle = np.radians(-14.0)
    for distance in np.arange(600.0, 1300.0, 4.0):
        x, z = distance * np.sin(angle), -distance * np.cos(angle)
        y = float(terrain.height(np.array([x]), np.array([z]))[0])
        if y > SEA_LEVEL + 8.0:
            walls.append(crate(7, 40, 7).moved(x, y - 6, z))
            roofs.append(lathe([(6.0, 0.0), (0.0, 12.0)], 4, first_deg=45).moved(x, y + 34, z))
            windows.append(box((2.4, 4.0, 0.2), 0.05).moved(x, y + 29, z + 3.6))
            break
    for degrees, distance in ((6, 620), (18, 420), (-2, 900), (27, 760), (36, 1200)):
        turn = np.radians(degrees)
        x, z = distance * np.sin(turn), -distance * np.cos(turn)
        hull = box((9, 2, 3), 0.6).turned(degrees * 3.0).moved(x, SEA_LEVEL + 0.7, z)
        walls.append(hull)
        lamps.append(sphere(0.8, 6, 4).moved(x, SEA_LEVEL + 7.0, z))
        sail = np.array([[0, 2, 0], [0, 12, 0], [4.5, 2.4, 0.6]], dtype=float)
        both = np.array([[0, 1, 2], [2, 1, 0]])
        walls.append(
            Mesh(sail, np.tile((0.0, 0.0, 1.0), (3, 1)), sail[:, :2], both).turned(degrees * 3.0).moved(x, SEA_LEVEL, z)
        )
    node.add(merged(walls), wall)
    node.add(merged(roofs), roof)
    node.add(merged(windows), lit)
    node.add(merged(lamps), lamp)


def lighthouse(terrain: Terrain, node: Node) -> None:
    """A white tower with a lit lamp on the right headland."""
    angle = np.radians(LIGHTHOUSE_DEG)
    distances = np.arange(250.0, 2600.0, 10.0)
    heights = terrain.height(distances * np.sin(angle), -distances * np.cos(angle))
    found = int(np.argmax((heights > SEA_LEVEL + 5.0) & (distances > 600.0)))
    distance, y = float(distances[found]), float(heights[found])
    x, z = distance * float(np.sin(angle)), -distance * float(np.cos(angle))
    white = Material("lighthouse", None, colour=(0.62, 0.58, 0.54), roughness=0.8)
    light = Material("lighthouse lamp", None, colour=(1, 0.9, 0.6), roughness=0.5, emissive=(26.0, 20.0, 11.0))
    node.add(
        lathe([(5.0, -10.0), (4.6, 0.0), (3.0, 30.0), (4.2, 31.0), (4.2, 32.0), (2.4, 32.0)], 16).moved(x, y, z), white
    )
    node.add(
        lathe([(3.0, 37.0), (0.0, 40.0)], 16).moved(x, y, z),
        Material("red roof", None, colour=(0.3, 0.04, 0.03), roughness=0.6),
    )
    node.add(lathe([(2.2, 32.0), (2.2, 37.0)], 12).moved(x, y, z), light)


def land_detail(size: int = 512) -> TextureSet:
    """Gullies and scrub in grey, to break up the colours of the land."""
    gullies = 1.0 - np.abs(cloud(size, 611, 1.25, lowest=3, stretch=(0.8, 1.4)) - 0.5) * 4.0
    scrub = cloud(size, 612, 0.8)
    tone = np.clip(0.62 + 0.30 * gullies + 0.55 * (scrub - 0.5), 0.25, 1.0)
    flat = np.ones((size, size))
    return TextureSet(np.repeat(tone[..., None], 3, axis=2), None, 0.95 * flat, flat)


def landscape() -> Node:
    """Everything beyond the balustrade, seen from the terrace."""
    terrain = Terrain()
    node = Node("landscape")
    land, _ = ground(terrain)
    node.add(land, Material("land", land_detail(), 190.0))
    node.add(sea(), Material("sea", water(), 60.0, bump=0.5))
    node.add(woods(terrain), Material("distant trees", None, roughness=0.95))
    town(terrain, node)
    lighthouse(terrain, node)
    return node
