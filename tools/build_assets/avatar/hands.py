"""Bare hands with relaxed, slightly tapering fingers, and the neck."""

from __future__ import annotations

import numpy as np

from tools.build_assets.avatar.palette import Palette
from tools.build_assets.avatar.sdf import Array, box, ellipsoid, round_cone, smoothstep, union
from tools.build_assets.avatar.skeleton import FINGERS, finger_joints
from tools.build_assets.avatar.surface import Mesh, carve

WRIST = np.array([0.575, 1.222, -0.004])
_TAPER = (1.0, 0.93, 0.86, 0.74)


def finger_field(p: Array, finger: str) -> Array:
    """One finger of the left hand."""
    joints, radius = finger_joints(finger), FINGERS[finger][2][3]
    d = np.full(p.shape[:-1], 1e9)
    for i in range(3):
        d = union(
            d,
            round_cone(
                p,
                joints[i],
                joints[i + 1] - (0.006 if i == 2 else 0.0) * _axis(joints),
                radius * _TAPER[i],
                radius * _TAPER[i + 1],
            ),
            0.003,
        )
    return d


def _axis(joints: Array) -> Array:
    return (joints[3] - joints[0]) / np.linalg.norm(joints[3] - joints[0])


def hand_field(p: Array) -> Array:
    """The left hand, palm down, up to inside the sleeve."""
    q = p - WRIST
    palm = box(q, (0.050, -0.002, 0.0005), (0.042, 0.0135, 0.0385), 0.0125)
    palm = union(palm, ellipsoid(q, (0.030, -0.007, 0.020), (0.028, 0.0135, 0.018)), 0.014)
    palm = union(palm, round_cone(q, (-0.060, 0.0, 0.0), (0.020, -0.001, 0.0), 0.0275, 0.0225), 0.022)
    d = palm
    for finger in FINGERS:
        d = np.minimum(d, union(palm, finger_field(p, finger), 0.013))
    return d


def hand(sign: float, colours_of: Palette) -> Mesh:
    """One hand; made once as the left one and mirrored."""
    low, high = np.array([0.515, 1.175, -0.062]), np.array([0.775, 1.265, 0.105])
    points, normals, faces = carve(hand_field, low, high, 0.0030, 1780)
    q = points - WRIST
    tip = smoothstep(0.13, 0.175, q[:, 0])[:, None]
    knuckle = np.exp(-(((q[:, 0] - 0.088) / 0.010) ** 2))[:, None] * smoothstep(0.2, 0.8, normals[:, 1])[:, None]
    skin = colours_of.paint("skin")
    colours = skin + (colours_of.paint("blush") - skin) * np.clip(0.34 * tip + 0.22 * knuckle, 0, 1)
    if sign < 0:
        points, normals, faces = points * [-1.0, 1.0, 1.0], normals * [-1.0, 1.0, 1.0], faces[:, ::-1]
    return Mesh(points, normals, faces, colours, np.zeros((len(points), 2)))


def neck_field(p: Array) -> Array:
    return round_cone(p, (0, 1.25, -0.006), (0, 1.340, -0.004), 0.043, 0.0445)


def neck(colours_of: Palette) -> Mesh:
    points, normals, faces = carve(neck_field, np.array([-0.06, 1.19, -0.07]), np.array([0.06, 1.44, 0.07]), 0.005, 420)
    return Mesh(points, normals, faces, np.tile(colours_of.paint("skin"), (len(points), 1)), np.zeros((len(points), 2)))
