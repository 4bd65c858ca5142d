"""Beards and moustaches: carved on the skull, moved by the skin they grow from."""

from __future__ import annotations

import numpy as np
from scipy.spatial import KDTree

from tools.build_assets.avatar.design import Figure
from tools.build_assets.avatar.head import MOUTH
from tools.build_assets.avatar.sculpture import along, head_field
from tools.build_assets.avatar.sdf import Array, ellipsoid, intersect, smoothstep, union
from tools.build_assets.avatar.surface import Mesh, carve

_LENGTH = {"full": 0.0150, "short": 0.0055, "moustache": 0.0}
_NEAREST = 10


def upper_edge(p: Array) -> Array:
    """Metres below the line that runs from the ear over the cheek to the mouth's corner; positive within the beard."""
    side = np.abs(p[..., 0])
    line = np.interp(
        side, [0.0, 0.020, 0.036, 0.050, 0.066, 0.080, 0.092], [-0.048, -0.050, -0.057, -0.056, -0.044, -0.016, 0.014]
    )
    return line - p[..., 1]


def _mouth(p: Array, figure: Figure) -> Array:
    """Distance-like: negative over the lips."""
    wide = 0.0330 * figure.face.mouth_width
    q = np.hypot(p[..., 0] / wide, (p[..., 1] - MOUTH[1] + 0.0005) / (0.0105 + 0.0035 * figure.face.lips))
    return (q - 1) * 0.013


def shadow(p: Array, figure: Figure) -> Array:
    """0 to 1: how much of the beard's colour the skin under and around it takes."""
    if not figure.hair.beard:
        return np.zeros(p.shape[:-1])
    inside = smoothstep(-0.010, 0.010, upper_edge(p)) * smoothstep(-0.002, 0.005, _mouth(p, figure))
    inside = inside * smoothstep(-0.035, 0.0, p[..., 2]) * smoothstep(-0.135, -0.115, p[..., 1])
    if figure.hair.beard == "moustache":
        return inside * 0.0
    return inside * (0.55 if figure.hair.beard == "stubble" else 0.75)


def beard_field(p: Array, figure: Figure) -> Array:
    """The beard round the chin up to the ears, open at the lips."""
    length = _LENGTH[figure.hair.beard]
    edge = upper_edge(p)
    grown = smoothstep(-0.004, 0.030, edge) * smoothstep(0.0, 0.016, _mouth(p, figure))
    side = np.abs(p[..., 0])
    strands = 0.0011 * np.cos(side * 330.0 + 90.0 * p[..., 1]) * grown * min(length / 0.010, 1.0)
    skull = head_field(p, figure.face)
    if figure.hair.beard == "full":
        tuft = ellipsoid(p, (0, -0.118, 0.062), (0.050, 0.040, 0.038))
        skull = union(skull, tuft + (1 - grown) * 0.02, 0.03)
    d = skull - length * grown - strands - 0.0008
    d = d + length * smoothstep(0.055, -0.004, p[..., 2])
    d = intersect(d, -edge * 0.8, 0.006)
    d = intersect(d, -_mouth(p, figure), 0.004)
    return intersect(d, -0.012 - p[..., 2], 0.006)


_LINE = np.array([(0.0, -0.0530), (0.012, -0.0535), (0.026, -0.0590), (0.037, -0.0690), (0.041, -0.0800)])


def moustache_field(p: Array, figure: Figure) -> Array:
    """Two wings over the upper lip."""
    q = p.copy()
    q[..., 0] = np.abs(q[..., 0])
    full = figure.hair.beard in ("full", "moustache")
    radius = np.interp(q[..., 0], [0.0, 0.004, 0.015, 0.037, 0.045], [0.0045, 0.0065, 0.0078, 0.0045, 0.001])
    if not full:
        radius = radius * 0.80
    away = along(q, _LINE[:4] if figure.hair.beard == "moustache" else _LINE)
    skull = head_field(p, figure.face)
    thick = (0.0070 if full else 0.0042) * np.sqrt(np.clip(1 - (away / radius) ** 2, 0.0, 1.0))
    hairs = 0.0006 * np.cos(q[..., 0] * 420.0 + q[..., 1] * 260.0)
    d = skull - thick - hairs
    return intersect(d, (away - radius) * 0.8, 0.003)


def beard(figure: Figure, skin: Mesh) -> list[Mesh]:
    """What grows, with the skin's morph targets.

    Args:
        figure: the design.
        skin: the face with all its morph targets, in the head's frame, its mouth rings in their usual place.
    """
    kind = figure.hair.beard
    if kind in ("", "stubble"):
        return []
    parts = []
    if _LENGTH[kind]:
        low, high = np.array([-0.11, -0.185, -0.03]), np.array([0.11, 0.04, 0.13])
        parts.append(carve(lambda p: beard_field(p, figure), low, high, 0.0036, 3600 if kind == "full" else 2000))
    low, high = np.array([-0.055, -0.095, 0.04]), np.array([0.055, -0.035, 0.13])
    parts.append(carve(lambda p: moustache_field(p, figure), low, high, 0.0026, 1100 if kind == "full" else 700))
    colour = figure.colours.paint("beard")
    out = []
    for points, normals, faces in parts:
        wave = np.cos(np.abs(points[:, 0]) * 330.0 + 90.0 * points[:, 1])
        colours = colour * (1.0 + 0.10 * wave)[:, None]
        mesh = Mesh(points, normals, faces, colours, np.zeros((len(points), 2)))
        follow(mesh, skin)
        out.append(mesh)
    return out


def follow(mesh: Mesh, skin: Mesh) -> None:
    """Gives the mesh the skin's morph targets: each vertex moves as the skin nearest to it."""
    outside = np.einsum("ij,ij->i", skin.normals, skin.positions) > 0
    outside &= skin.positions[:, 2] > np.where(
        np.hypot(skin.positions[:, 0] / 0.03, (skin.positions[:, 1] - MOUTH[1]) / 0.01) < 1, 0.075, -1
    )
    at = skin.positions[outside]
    away, near = KDTree(at).query(mesh.positions, k=_NEAREST)
    share = 1.0 / (away + 0.0015) ** 3
    share /= share.sum(axis=1, keepdims=True)
    for name, (moved, _) in skin.morphs.items():
        delta = np.einsum("nk,nkc->nc", share, moved[outside][near])
        mesh.morphs[name] = (delta, np.zeros_like(delta))
