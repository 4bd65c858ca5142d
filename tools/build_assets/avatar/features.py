"""What sits on the head's skin: eyes, lashes, brows, teeth, tongue, ears. All relative to the head's centre."""

from __future__ import annotations

import numpy as np

from tools.build_assets.avatar import palette
from tools.build_assets.avatar.design import Face, Figure
from tools.build_assets.avatar.face_pose import EXPRESSIONS, REST, BrowPose, LidPose
from tools.build_assets.avatar.head import EYE_SEGMENTS, LID_OVER, head_field, jaw_turn, lid_margin
from tools.build_assets.avatar.sdf import Array, bezier, cast, ellipsoid, smoothstep, subtract, union
from tools.build_assets.avatar.surface import Faces, Mesh, carve, vertex_normals

IRIS_ANGLE = np.radians(31.0)


def grid_faces(rows: int, columns: int, wrap: bool = True) -> Faces:
    """Triangles of a `rows` x `columns` lattice, the columns closing on themselves if `wrap`."""
    out = []
    for i in range(rows - 1):
        for j in range(columns if wrap else columns - 1):
            a, b = i * columns + j, i * columns + (j + 1) % columns
            out += [(a, b, b + columns), (a, b + columns, a + columns)]
    return np.array(out)


def eyeball(sign: float, face: Face) -> Mesh:
    """The front of one eyeball with a slightly raised cornea; the texture is centred on the pupil."""
    rows, columns = 12, 28
    polar = np.linspace(0.0, np.radians(88.0), rows)
    turn = np.arange(columns) / columns * 2 * np.pi
    th, ph = np.meshgrid(polar, turn, indexing="ij")
    cornea = 0.0007 * np.clip(1 - (th / (IRIS_ANGLE * 1.1)) ** 2, 0, None)
    radius = face.eye_radius + cornea
    direction = np.stack([np.sin(th) * np.cos(ph), np.sin(th) * np.sin(ph), np.cos(th)], axis=-1)
    at = face.eye * [sign, 1.0, 1.0]
    points = (at + radius[..., None] * direction).reshape(-1, 3)
    faces = grid_faces(rows, columns)
    faces = faces[:, [0, 1, 2]]
    corner = points[faces]
    area = np.linalg.norm(np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0]), axis=1)
    faces = faces[area > 1e-12]
    corner = points[faces]
    normal = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    inward = np.einsum("ij,ij->i", normal, corner.mean(axis=1) - at) < 0
    faces[inward] = faces[inward][:, ::-1]
    spread = th / np.radians(88.0) * 0.5
    uvs = np.stack([0.5 + spread * np.cos(ph), 0.5 - spread * np.sin(ph)], axis=-1).reshape(-1, 2)
    return Mesh(points, direction.reshape(-1, 3), faces, np.ones_like(points), uvs)


def catch_lights(sign: float, face: Face) -> Mesh:
    """Two small bright discs that stay where the light is while the eye turns."""
    points, faces, normals = [], [], []
    for yaw, pitch, size in ((16.0, 15.0, 0.0030), (-12.0, -13.0, 0.0014)):
        a, b = np.radians(yaw), np.radians(pitch)
        axis = np.array([np.sin(a) * np.cos(b), np.sin(b), np.cos(a) * np.cos(b)])
        x = np.cross([0.0, 1.0, 0.0], axis)
        x /= np.linalg.norm(x)
        y = np.cross(axis, x)
        centre = face.eye * [sign, 1.0, 1.0] + axis * (face.eye_radius + 0.0013)
        count, start = 16, sum(len(p) for p in points)
        t = np.arange(count) / count * 2 * np.pi
        rim = centre + size * (np.cos(t)[:, None] * x + 1.12 * np.sin(t)[:, None] * y) - 0.0003 * axis
        points.append(np.concatenate([[centre], rim]))
        normals.append(np.tile(axis, (count + 1, 1)))
        faces += [(start, start + 1 + j, start + 1 + (j + 1) % count) for j in range(count)]
    p = np.concatenate(points)
    return Mesh(p, np.concatenate(normals), np.array(faces), np.ones_like(p), np.zeros((len(p), 2)))


# ------------------------------------------------------------------------------------------------ brows


BROW_ROWS, BROW_SIDES = 15, 8


def _brow_points(pose: BrowPose, sign: float, face: Face) -> Array:
    rows, columns = BROW_ROWS, BROW_SIDES
    u = np.linspace(0.0, 1.0, rows)
    inner, middle, outer = 1e-3 * pose.inner, 1e-3 * pose.middle, 1e-3 * pose.outer
    lift = inner * (1 - u) ** 2 + 2.0 * middle * u * (1 - u) + outer * u**2
    path = bezier(
        [(0.0165 - 1e-3 * pose.together, 0.0475, 0), (0.040, 0.0635 + 1e-3 * face.brow_arch, 0), (0.0735, 0.0435, 0)],
        rows,
    )
    x, y = path[:, 0], path[:, 1] + lift + 1e-3 * face.brow_up
    direction = np.stack([x, y, np.sqrt(np.maximum(0.098**2 - x**2, 1e-4))], axis=-1)
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    centre = direction * cast(lambda p: head_field(p, face), np.zeros(3), direction, 0.2)[:, None]
    tangent = np.gradient(centre, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    up = np.cross(direction, tangent)
    taper = np.sin(np.pi * np.clip(u * 0.93 + 0.06, 0, 1)) ** 0.55
    wide, thick = 0.0046 * face.brow_thick * taper, 0.0026 * face.brow_thick**0.5 * taper
    t = np.arange(columns) / columns * 2 * np.pi
    points = (
        centre[:, None]
        + np.cos(t)[None, :, None] * (up * wide[:, None])[:, None]
        + (np.sin(t)[None, :, None] * thick[:, None, None] + 0.0008) * direction[:, None]
    )
    return points.reshape(-1, 3) * [sign, 1.0, 1.0]


def brow(sign: float, figure: Figure) -> Mesh:
    """One sculpted eyebrow with its morph targets."""
    rows, columns = BROW_ROWS, BROW_SIDES
    faces = grid_faces(rows, columns)
    caps = [(j, 0, j + 1) for j in range(1, columns - 1)]
    last = (rows - 1) * columns
    caps += [(last, last + j, last + j + 1) for j in range(1, columns - 1)]
    faces = np.concatenate([faces, np.array(caps)])
    if sign < 0:
        faces = faces[:, ::-1]
    points = _brow_points(REST.brows, sign, figure.face)
    normals = vertex_normals(points, faces)
    if np.mean(np.einsum("ij,ij->i", normals, points - points.mean(axis=0))) < 0:
        faces, normals = faces[:, ::-1], -normals
    mesh = Mesh(
        points, normals, faces, np.tile(figure.colours.paint("brow"), (len(points), 1)), np.zeros((len(points), 2))
    )
    for name, pose in EXPRESSIONS.items():
        moved = _brow_points(pose.brows, sign, figure.face)
        mesh.morphs[name] = (moved - points, vertex_normals(moved, faces) - normals)
    return mesh


# ------------------------------------------------------------------------------------------------ lashes


def _lash_points(lid: LidPose, sign: float, face: Face) -> Array:
    """Along the upper lid from the outer to the inner corner: under the edge, the tips, above the edge."""
    yaw, pitch = lid_margin(lid, face)
    upper = np.arange(EYE_SEGMENTS // 2 + 1)
    yaw, pitch = np.radians(yaw[upper]), np.radians(pitch[upper])
    t = upper / (EYE_SEGMENTS // 2)
    reach = 0.0042 * face.lashes * np.sin(np.pi * np.clip(0.16 + 0.84 * t, 0, 1)) ** 0.8 * (1 - 0.55 * t)

    def at(radius: Array | float, lift_deg: Array | float, out_deg: Array | float) -> Array:
        a, b = yaw + np.radians(out_deg), pitch + np.radians(lift_deg)
        ray = np.stack([np.sin(a) * np.cos(b), np.sin(b), np.cos(a) * np.cos(b)], axis=-1)
        return face.eye + np.asarray(radius)[..., None] * ray

    radius = face.eye_radius + LID_OVER
    edge = np.full(len(t), radius - 0.0012)
    sweep = 5.0 * (1 - t) ** 2
    curl = (2.0 + 2.5 * (1 - t)) * (1 - 1.8 * lid.upper)  # shut, they hang
    rows = [at(edge, -0.8, 0.0), at(radius + reach, curl, sweep), at(edge + 0.0008, 2.4 - 1.6 * lid.upper, 0.0)]
    return np.concatenate(rows) * [sign, 1.0, 1.0]


def lashes(sign: float, face: Face) -> Mesh:
    """The upper lashes of one eye as one dark wedge, with the lids' morph targets."""
    count = EYE_SEGMENTS // 2 + 1
    strip = grid_faces(2, count, wrap=False)
    faces = np.concatenate([strip, strip + count])
    if sign < 0:
        faces = faces[:, ::-1]
    points = _lash_points(REST.left, sign, face)
    normals = vertex_normals(points, faces)
    if normals[:, 2].mean() < 0:
        faces, normals = faces[:, ::-1], -normals
    mesh = Mesh(points, normals, faces, np.tile(palette.LASH, (len(points), 1)), np.zeros((len(points), 2)))
    for name, pose in EXPRESSIONS.items():
        moved = _lash_points(pose.left if sign > 0 else pose.right, sign, face)
        mesh.morphs[name] = (moved - points, vertex_normals(moved, faces) - normals)
    return mesh


# ------------------------------------------------------------------------------------------------ teeth and tongue


ARCH = 34


def _arch(top: float, bottom: float) -> tuple[Array, Array]:
    """A row of teeth as one smooth band; the seams are only hinted at in the colour."""
    columns = ARCH
    a = np.linspace(np.radians(-78), np.radians(78), columns)
    profile = [(0.0, top), (0.0011, top * 0.6 + bottom * 0.4), (0.0009, bottom), (-0.0018, bottom), (-0.0030, top)]
    rows = []
    for out, y in profile:
        rows.append(
            np.stack([(0.0255 + out) * np.sin(a), np.full(columns, y), 0.0500 + (0.0305 + out) * np.cos(a)], axis=-1)
        )
    points = np.concatenate(rows)
    seam = np.tile(0.5 + 0.5 * np.cos(a * 18.0), len(profile))
    back = np.tile(smoothstep(0.75, 1.30, np.abs(a)), len(profile))
    return points, palette.TEETH * (1 - 0.16 * seam[:, None] ** 12) * (1 - 0.75 * back[:, None])


def _tongue_points() -> Array:
    rows, columns = 12, 14
    u = np.linspace(0.0, 1.0, rows)
    t = np.arange(columns) / columns * 2 * np.pi
    round_end = np.sqrt(np.clip(1 - (np.clip(u - 0.55, 0, 1) / 0.45) ** 2, 0.0004, 1))
    half, thick = 0.0185 * round_end, 0.0062 * (0.35 + 0.65 * round_end)
    z = 0.030 + 0.0455 * u
    y = -0.0875 + 0.004 * np.sin(u * np.pi * 0.9)
    groove = 0.0016 * np.exp(-((np.cos(t) / 0.30) ** 2)) * (np.sin(t) > 0)
    points = np.stack(
        [
            half[:, None] * np.cos(t)[None],
            y[:, None] + thick[:, None] * np.sin(t)[None] - groove[None] * round_end[:, None],
            np.repeat(z[:, None], columns, axis=1),
        ],
        axis=-1,
    )
    return points.reshape(-1, 3)


TONGUE_LIFT = {"ih": 0.0035, "ee": 0.0048, "aa": -0.001, "oh": -0.001, "ou": 0.0015, "happy": 0.001}


def mouth_parts() -> Mesh:
    """Upper teeth, lower teeth and tongue; the lower ones follow the jaw."""
    upper, upper_colour = _arch(-0.0630, -0.0735)
    lower, lower_colour = _arch(-0.0875, -0.0800)
    lower = lower * [0.95, 1, 1] + [0, 0, -0.0022]
    band = grid_faces(5, ARCH, wrap=False)
    tongue = _tongue_points()
    tongue_faces = np.concatenate([grid_faces(12, 14), [(11 * 14, 11 * 14 + j, 11 * 14 + j + 1) for j in range(1, 13)]])
    points = np.concatenate([upper, lower, tongue])
    faces = np.concatenate([band[:, ::-1], band + len(upper), tongue_faces[:, ::-1] + len(upper) + len(lower)])
    colours = np.concatenate([upper_colour, lower_colour, np.tile(palette.TONGUE, (len(tongue), 1))])
    parts = [slice(0, len(upper)), slice(len(upper), len(upper) + len(lower)), slice(len(upper) + len(lower), None)]
    for part in parts:  # outside is away from each part's middle
        own = (faces >= part.start).all(axis=1) & (faces < (part.stop or len(points))).all(axis=1)
        middle = np.array([0.0, points[part, 1].mean(), 0.050])
        corner = points[faces[own]]
        normal = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
        if np.einsum("ij,ij->i", normal, corner.mean(axis=1) - middle).sum() < 0:
            faces[own] = faces[own][:, ::-1]
    normals = vertex_normals(points, faces)
    mesh = Mesh(points, normals, faces, colours, np.zeros((len(points), 2)))
    follows = (np.arange(len(points)) >= len(upper)).astype(float)
    is_tongue = np.arange(len(points)) >= len(upper) + len(lower)
    front = np.clip((points[:, 2] - 0.035) / 0.03, 0, 1)
    for name, pose in EXPRESSIONS.items():
        moved = jaw_turn(points, pose.mouth.jaw, follows)
        moved[:, 1] += TONGUE_LIFT.get(name, 0.0) * is_tongue * front
        mesh.morphs[name] = (moved - points, vertex_normals(moved, faces) - normals)
    return mesh


# ------------------------------------------------------------------------------------------------ ears


def ear_field(p: Array) -> Array:
    """Left ear (mirror the point for the right one)."""
    q = p.copy()
    q[..., 0] = np.abs(q[..., 0])
    q = q - [0.0955, -0.006, -0.018]
    c, s = np.cos(0.42), np.sin(0.42)
    r = np.stack([c * q[..., 0] + s * q[..., 2], q[..., 1], -s * q[..., 0] + c * q[..., 2]], axis=-1)
    shell = ellipsoid(r, (0.002, 0.004, 0.0), (0.0085, 0.031, 0.0205))
    shell = union(shell, ellipsoid(r, (0.0, -0.022, 0.006), (0.0065, 0.013, 0.0105)), 0.010)
    shell = subtract(shell, ellipsoid(r, (0.0105, 0.006, 0.002), (0.0075, 0.0205, 0.0115)), 0.006)
    return union(shell, ellipsoid(r, (-0.010, -0.002, 0.008), (0.014, 0.018, 0.010)), 0.010)


def ear(sign: float, figure: Figure) -> Mesh:
    """One ear, meant to sink into the head's side."""
    low, high = np.array([0.070, -0.055, -0.055]), np.array([0.125, 0.045, 0.025])
    points, normals, faces = carve(ear_field, low, high, 0.0026, 400)
    if sign < 0:
        points, normals, faces = points * [-1.0, 1.0, 1.0], normals * [-1.0, 1.0, 1.0], faces[:, ::-1]
    inner = smoothstep(0.0, -0.7, normals[:, 0] * sign * -1)
    skin = figure.colours.paint("skin")
    colours = skin + (figure.colours.paint("blush") - skin) * (0.10 + 0.40 * inner[:, None])
    return Mesh(points, normals, faces, colours, np.zeros((len(points), 2)))
