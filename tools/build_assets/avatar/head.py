"""The head: one skin whose rings of edges run round eyes and mouth, and which can be evaluated for any face pose.

The sculpture is a distance field. The mesh has three kinds of vertices: rings round each eye and round the mouth,
placed by formula from the pose, and scattered points in between, cast onto the field. Topology never changes, so the
difference of two poses is a morph target.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import ConvexHull

from tools.build_assets.avatar.design import Face
from tools.build_assets.avatar.face_pose import REST, FacePose, LidPose, MouthPose
from tools.build_assets.avatar.sculpture import LID_OVER, USUAL, head_field
from tools.build_assets.avatar.sdf import (
    Array,
    cast,
    smoothstep,
)
from tools.build_assets.avatar.surface import Faces, vertex_normals

EYE_SEGMENTS, EYE_RINGS = 44, 12
MOUTH_SEGMENTS, MOUTH_RINGS = 52, 21
MOUTH = np.array([0.0, -0.0735])
HINGE = np.array([0.0, -0.02, -0.012])


def _depth(x: Array, y: Array, face: Face) -> Array:
    """Front surface height z over the (x, y) plane."""
    origin = np.stack([x, y, np.zeros_like(x)], axis=-1).reshape(-1, 3)
    return cast(lambda p: head_field(p, face), origin, np.broadcast_to([0.0, 0.0, 1.0], origin.shape), 0.2).reshape(
        x.shape
    )


def jaw_turn(points: Array, degrees: float, weight: Array) -> Array:
    """Points swung about the jaw's hinge, each by its weight."""
    angle = np.radians(degrees)
    r = points - HINGE
    turned = r.copy()
    turned[:, 1] = r[:, 1] * np.cos(angle) - r[:, 2] * np.sin(angle)
    turned[:, 2] = r[:, 1] * np.sin(angle) + r[:, 2] * np.cos(angle)
    return points + (turned - r) * weight[:, None]


def _jaw_weight(points: Array) -> Array:
    return smoothstep(-0.042, -0.104, points[:, 1]) * smoothstep(-0.015, 0.045, points[:, 2])


# ------------------------------------------------------------------------------------------------ eyes


def lid_margin(lid: LidPose, face: Face = USUAL) -> tuple[Array, Array]:
    """The eye opening seen from the eyeball's centre: yaw and pitch in degrees `[EYE_SEGMENTS]`, left eye."""
    t = np.arange(EYE_SEGMENTS) / EYE_SEGMENTS * 2 * np.pi
    u, s = np.cos(t), np.sin(t)
    yaw = 1.0 + 44.0 * u
    corner = 1.0 + (3.5 + face.eye_tilt) * u
    arc = np.abs(s) ** 0.85
    top = (24.0 * face.eye_open + lid.wide) * arc * (1.0 - 0.10 * u)
    top = top - face.hood * arc * smoothstep(-0.3, 0.9, u)
    bottom = -22.0 * min(1.0, 0.35 + 0.65 * face.eye_open) * arc * (1.0 + 0.10 * u)
    span = top - bottom
    top = top - lid.inner * arc * smoothstep(0.5, -0.9, u) - lid.outer * arc * smoothstep(-0.5, 0.9, u)
    meet = bottom + 0.16 * span
    raised = bottom + lid.lower * 0.5 * span
    raised = np.maximum(raised, bottom * 1.1)
    closed = np.maximum(meet, raised)
    upper = top + lid.upper * (closed - top)
    lower = raised + lid.upper * (closed - raised) * np.where(lid.upper > 0.5, 1.0, 0.3)
    return yaw, corner + np.where(s >= 0, np.maximum(upper, lower), lower)


def _ray(yaw: Array, pitch: Array) -> Array:
    a, b = np.radians(yaw), np.radians(pitch)
    return np.stack([np.sin(a) * np.cos(b), np.sin(b), np.cos(a) * np.cos(b)], axis=-1)


@functools.lru_cache(maxsize=4)
def _eye_outer(face: Face) -> Array:
    """`[EYE_SEGMENTS, 3]` where the left eye's rings end on the face."""
    t = np.arange(EYE_SEGMENTS) / EYE_SEGMENTS * 2 * np.pi
    x = face.eye[0] + np.where(np.cos(t) > 0, 0.0275, 0.0290) * np.cos(t)
    y = face.eye[1] + 0.003 + np.where(np.sin(t) > 0, 0.0345, 0.0330) * np.sin(t)
    return np.stack([x, y, _depth(x, y, face)], axis=-1)


@functools.lru_cache(maxsize=32)
def eye_patch(lid: LidPose, face: Face = USUAL) -> Array:
    """`[EYE_RINGS, EYE_SEGMENTS, 3]`, left eye, from the rim inside the lid outwards to the face."""
    yaw, pitch = lid_margin(lid, face)
    open_pitch = lid_margin(LidPose(), face)[1]
    outer, eye, radius = _eye_outer(face), face.eye, face.eye_radius
    margin = eye + (radius + LID_OVER) * _ray(yaw, pitch)
    t = np.arange(EYE_SEGMENTS) / EYE_SEGMENTS * 2 * np.pi
    upper = np.clip(np.sin(t), 0.0, 1.0)
    shut = np.clip((open_pitch - pitch) / 45.0, 0.0, 1.0) * upper
    rings = np.empty((EYE_RINGS, EYE_SEGMENTS, 3))
    rings[0] = eye + (radius - 0.0008) * _ray(yaw * 0.99, pitch)
    rings[1] = eye + (radius + LID_OVER - 0.0007) * _ray(yaw, pitch)
    share = np.array([0.055, 0.13, 0.22, 0.32, 0.42, 0.53, 0.65, 0.77, 0.89, 1.0])
    between = margin + share[:, None, None] * (outer - margin)
    depth = _depth(between[..., 0], between[..., 1], face)
    bag = 0.0016 * face.age * np.clip(-np.sin(t), 0.0, 1.0)
    for i, (w, at, skin) in enumerate(zip(share, between, depth, strict=True), start=2):
        lid_share = 1.0 - smoothstep(0.22, 0.80, np.full(EYE_SEGMENTS, w))
        crease = np.exp(-(((w - 0.42) / 0.10) ** 2)) * (0.10 + 0.90 * upper) * (1 - 0.9 * shut)
        ramp = (1.0 - min(w / 0.62, 1.0)) ** 1.7  # from the lid's edge on the eyeball up to the skin
        at[:, 2] = skin + (margin[:, 2] - skin) * ramp + 0.0014 * shut * lid_share - 0.0019 * crease
        at[:, 2] += bag * (np.exp(-(((w - 0.40) / 0.13) ** 2)) - np.exp(-(((w - 0.74) / 0.10) ** 2)))
        rings[i] = at
    rings[-1] = outer
    return rings


# ------------------------------------------------------------------------------------------------ mouth


@functools.lru_cache(maxsize=32)
def mouth_patch(pose: MouthPose, face: Face = USUAL) -> Array:
    """`[MOUTH_RINGS, MOUTH_SEGMENTS, 3]` from the face inwards: skin, red of the lips, oral cavity."""
    t = np.arange(MOUTH_SEGMENTS) / MOUTH_SEGMENTS * 2 * np.pi
    u, s = np.cos(t), np.sin(t)
    arc = np.abs(s)
    half = pose.half_width * 1e-3 * face.mouth_width
    up = s >= 0
    line = MOUTH[1] + 1e-3 * (
        pose.corner_up * (np.abs(u) ** 2.2) - 1.2 * np.exp(-((u / 0.30) ** 2)) + pose.centre_up * (1 - u**2)
    )
    gap = 1e-3 * np.where(up, pose.open_up, -pose.open_down) * arc
    bow = 1.0 - 0.20 * np.exp(-((u / 0.13) ** 2)) + 0.06 * np.exp(-(((np.abs(u) - 0.30) / 0.16) ** 2))
    thick = 1e-3 * face.lips * np.where(up, pose.upper_lip * bow, pose.lower_lip) * arc**0.8
    aperture = np.stack([half * u, line + gap], axis=-1)
    border = np.stack([(half + 0.0022) * u, line + gap + np.where(up, thick, -thick)], axis=-1)
    outer = np.stack([0.046 * u, MOUTH[1] + np.where(up, 0.0255, 0.0305) * s], axis=-1)

    jaw_lip = np.where(up, 0.16 * (1 - arc), 0.16 + 0.84 * arc**0.75)
    forward = 1e-3 * pose.forward * (1 - 0.45 * u**2)
    back = 1e-3 * max(pose.half_width - 26.5, 0.0) * 0.30 * np.abs(u) ** 3
    rings = np.empty((MOUTH_RINGS, MOUTH_SEGMENTS, 3))
    weights = np.empty((MOUTH_RINGS, MOUTH_SEGMENTS))
    plan: list[tuple[Array, Array, float]] = []
    for w in (0.0, 0.22, 0.42, 0.60, 0.75, 0.88, 0.96):
        xy = outer + w * (border - outer)
        plan.append((xy, forward * w**1.6 - back * w + 0.0008 * np.exp(-(((w - 0.96) / 0.06) ** 2)) * arc, w))
    height = face.lips * np.where(up, 0.0040, 0.0048) * (0.35 + 0.65 * arc) * (1 - 0.45 * pose.squeeze)
    for v in (0.0, 0.12, 0.30, 0.50, 0.70, 0.86, 1.0):
        xy = border + v * (aperture - border)
        bulge = height * np.sin(np.pi * (0.04 + 0.80 * v**0.9))
        plan.append((xy, forward - back + bulge, 1.0))
    every = np.stack([xy for xy, _, _ in plan])
    surface_z = _depth(every[..., 0], every[..., 1], face)
    for i, ((xy, lift, w), z) in enumerate(zip(plan, surface_z, strict=True)):
        rings[i, :, :2] = xy
        rings[i, :, 2] = z + lift
        weights[i] = jaw_lip * w + _jaw_weight(rings[i]) * (1 - w)
    lip = rings[len(plan) - 1]
    inside = (
        (0.0035, 0.0006, 1.00), (0.0075, 0.0022, 1.02), (0.012, 0.008, 1.06), (0.020, 0.014, 1.10),
        (0.034, 0.0155, 1.05), (0.046, 0.013, 0.85), (0.054, 0.006, 0.45),
    )  # fmt: skip
    for i, (depth, spread, width) in enumerate(inside, start=len(plan)):
        near = smoothstep(0.0, 0.03, np.array([depth]))[0]
        x = (lip[:, 0] * (1 - near) + 0.026 * u * near) * width
        y = lip[:, 1] + np.where(up, spread, -spread) * np.maximum(arc, 0.05 * np.abs(s))
        rings[i] = np.stack([x, y, lip[:, 2] - depth - 0.012 * near * u**2], axis=-1)
        weights[i] = jaw_lip
    flat = rings.reshape(-1, 3)
    return jaw_turn(flat, pose.jaw, weights.reshape(-1)).reshape(rings.shape)


# ------------------------------------------------------------------------------------------------ the whole skin


@dataclass(frozen=True)
class Topology:
    """Faces and the fixed part: `scatter` are rest positions of the points between the rings."""

    faces: Faces
    scatter: Array


def _ring_faces(rings: int, segments: int, offset: int, close_last: bool, flip: bool) -> Faces:
    out = []
    for i in range(rings - 1):
        for j in range(segments):
            a, b = offset + i * segments + j, offset + i * segments + (j + 1) % segments
            c, d = a + segments, b + segments
            out += [(a, b, d), (a, d, c)]
    if close_last:
        last = offset + (rings - 1) * segments
        out += [(last, last + j, last + j + 1) for j in range(1, segments - 1)]
    faces = np.array(out)
    return faces[:, ::-1] if flip else faces


def _scatter_directions() -> Array:
    """Directions spread evenly, dense in front, sparse at the back; mirror-symmetric."""

    def half(count: int) -> Array:
        i = np.arange(count) + 0.5
        z = 1 - 2 * i / count
        azimuth = np.pi * (1 + 5**0.5) * i
        r = np.sqrt(1 - z * z)
        d = np.stack([r * np.cos(azimuth), z, r * np.sin(azimuth)], axis=-1)
        return d[d[:, 0] > 0.02]

    fine, coarse = half(4700), half(1000)
    front = fine[(fine[:, 2] > 0.30) & (fine[:, 1] < 0.72)]
    back = coarse[(coarse[:, 2] <= 0.27) | (coarse[:, 1] >= 0.75)]
    side = np.concatenate([front, back])
    middle_angle = np.concatenate([np.radians(np.arange(-80.0, 46.0, 2.0)), np.radians(np.arange(46.0, 276.0, 6.0))])
    middle = np.stack([np.zeros_like(middle_angle), np.sin(middle_angle), np.cos(middle_angle)], axis=-1)
    return np.concatenate([side, side * [-1.0, 1.0, 1.0], middle])


@functools.lru_cache(maxsize=2)
def topology(face: Face = USUAL) -> Topology:
    """Stitches rings and scattered points into one skin whose only openings are the eyes."""
    eye = eye_patch(REST.left, face)
    mouth = mouth_patch(REST.mouth, face)
    loops = [eye[-1], eye[-1] * [-1.0, 1.0, 1.0], mouth[0]]
    eye_count, mouth_count = EYE_RINGS * EYE_SEGMENTS, MOUTH_RINGS * MOUTH_SEGMENTS
    loop_index = [
        (EYE_RINGS - 1) * EYE_SEGMENTS + np.arange(EYE_SEGMENTS),
        eye_count + (EYE_RINGS - 1) * EYE_SEGMENTS + np.arange(EYE_SEGMENTS),
        2 * eye_count + np.arange(MOUTH_SEGMENTS),
    ]
    directions = _scatter_directions()
    scatter = directions * cast(lambda p: head_field(p, face), np.zeros(3), directions, 0.25)[:, None]
    keep = np.ones(len(scatter), bool)
    for loop in loops:
        keep &= ~_inside_loop(scatter, loop, 0.0030)
    scatter = scatter[keep]
    points = np.concatenate([*loops, scatter])
    index = np.concatenate([*loop_index, 2 * eye_count + mouth_count + np.arange(len(scatter))])
    label = np.concatenate([np.full(len(loop), k) for k, loop in enumerate(loops)] + [np.full(len(scatter), -1)])
    unit = points / np.linalg.norm(points, axis=1, keepdims=True)
    hull = ConvexHull(unit).simplices
    same = (label[hull] == label[hull][:, :1]).all(axis=1) & (label[hull][:, 0] >= 0)
    hull = hull[~same]
    corner = unit[hull]
    outward = np.einsum("ij,ij->i", np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0]), corner[:, 0])
    hull[outward < 0] = hull[outward < 0][:, ::-1]
    faces = np.concatenate(
        [
            _ring_faces(EYE_RINGS, EYE_SEGMENTS, 0, False, True),
            _ring_faces(EYE_RINGS, EYE_SEGMENTS, eye_count, False, False),
            _ring_faces(MOUTH_RINGS, MOUTH_SEGMENTS, 2 * eye_count, True, False),
            index[hull],
        ]
    )
    return Topology(faces, scatter)


def _inside_loop(points: Array, loop: Array, margin: float) -> npt.NDArray[np.bool_]:
    """Which points lie inside the loop, or nearer than `margin` to it, seen from the head's centre."""
    centre = loop.mean(axis=0)
    z = centre / np.linalg.norm(centre)
    x = np.cross([0.0, 1.0, 0.0], z)
    x /= np.linalg.norm(x)
    y = np.cross(z, x)
    reach = np.linalg.norm(centre)

    def flat(p: Array) -> Array:
        depth = np.maximum(p @ z, 1e-6)
        return np.stack([p @ x, p @ y], axis=-1) / depth[:, None] * reach

    front = points @ z > 0.02
    polygon, query = flat(loop), flat(points)
    angle = np.arctan2(*(polygon - polygon.mean(axis=0)).T[::-1])
    radius = np.linalg.norm(polygon - polygon.mean(axis=0), axis=1)
    order = np.argsort(angle)
    asked = query - polygon.mean(axis=0)
    limit = np.interp(np.arctan2(asked[:, 1], asked[:, 0]), angle[order], radius[order], period=2 * np.pi)
    return front & (np.linalg.norm(asked, axis=1) < limit + margin)


def _soft_fields(points: Array, pose: FacePose) -> Array:
    """Skin that follows cheeks and brows."""
    out = points.copy()
    side = np.abs(points)
    real = np.stack([side[:, 0], points[:, 1], points[:, 2]], axis=1)
    cheek = np.exp(-(np.linalg.norm((real - [0.052, -0.038, 0.075]) / [0.026, 0.022, 0.05], axis=1) ** 2))
    brow = np.exp(-(np.linalg.norm((real - [0.036, 0.050, 0.09]) / [0.04, 0.018, 0.05], axis=1) ** 2))
    out[:, 1] += brow * 1e-3 * 0.30 * pose.brows.middle
    out[:, 1] += cheek * pose.cheeks * 0.0050
    out[:, 2] += cheek * pose.cheeks * 0.0045
    out[:, 0] += cheek * pose.cheeks * 0.0015 * np.sign(points[:, 0])
    return out


def evaluate(pose: FacePose, face: Face = USUAL) -> tuple[Array, Array]:
    """Positions and normals of the skin for a pose, relative to the head's centre."""
    shape = topology(face)
    left = eye_patch(pose.left, face).reshape(-1, 3)
    right = eye_patch(pose.right, face).reshape(-1, 3) * [-1.0, 1.0, 1.0]
    mouth = mouth_patch(pose.mouth, face)
    ring_share = np.ones((MOUTH_RINGS, MOUTH_SEGMENTS))
    ring_share[:7] = (1 - np.array([0.0, 0.22, 0.42, 0.60, 0.75, 0.88, 0.96]))[:, None]
    ring_share[7:] = 0.0
    mouth = mouth.reshape(-1, 3)
    soft = _soft_fields(mouth, pose)
    mouth = mouth + (soft - mouth) * ring_share.reshape(-1, 1)
    eye_share = np.zeros((EYE_RINGS, EYE_SEGMENTS))
    eye_share[:] = np.clip((np.arange(EYE_RINGS) - 4) / (EYE_RINGS - 5), 0, 1)[:, None]
    eyes = np.concatenate([left, right])
    eyes = eyes + (_soft_fields(eyes, pose) - eyes) * np.tile(eye_share.reshape(-1, 1), (2, 1))
    scatter = jaw_turn(shape.scatter, pose.mouth.jaw, _jaw_weight(shape.scatter))
    scatter = scatter + (_soft_fields(shape.scatter, pose) - shape.scatter)
    points = np.concatenate([eyes, mouth, scatter])
    return points, vertex_normals(points, shape.faces)
