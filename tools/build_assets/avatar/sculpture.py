"""The sculpted head as a distance field: skull, cheeks, nose, and what the years leave."""

from __future__ import annotations

import itertools

import numpy as np

from tools.build_assets.avatar.design import Face
from tools.build_assets.avatar.sdf import Array, ellipsoid, round_cone, smoothstep, sphere, union

LID_OVER = 0.0030
"""How far the lids lie over the eyeball, metres."""
USUAL = Face()


def head_field(p: Array, face: Face = USUAL) -> Array:
    """The sculpted head without openings, relative to the head's centre."""
    q = p.copy()
    q[..., 0] = np.abs(q[..., 0])
    if face.jaw != 1.0:
        q[..., 0] = q[..., 0] / (1 + (face.jaw - 1) * smoothstep(-0.015, -0.085, q[..., 1]))
    d = ellipsoid(q, (0, 0.030, -0.014), (0.0945, 0.107, 0.108))
    d = union(d, ellipsoid(q, (0, -0.045, 0.018), (0.0785, 0.075, 0.0745)), 0.05)
    d = union(d, sphere(q, (0, -0.1015 - 1e-3 * face.chin_down, 0.0655), 0.0255 * face.chin), 0.045)  # chin
    d = union(d, sphere(q, (0.047, -0.039, 0.053), 0.0325 * face.cheeks), 0.035)  # cheek
    ridge = 1e-3 * face.brow_ridge
    d = union(d, round_cone(q, (0, 0.044, 0.076 + ridge), (0.046, 0.046, 0.062 + ridge), 0.015, 0.014), 0.035)  # brow
    d = union(d, sphere(q, face.eye, face.eye_radius + LID_OVER - 0.0002), 0.016)  # the lids bulge over the eyeball
    d = union(d, _nose(q, face), 0.022)
    d = union(d, ellipsoid(q, (0, -0.0735, 0.068), (0.036, 0.027, 0.0225)), 0.022)  # the muzzle the lips sit on
    return d + _furrows(q, face) if face.age or face.hollow else d


def _nose(q: Array, face: Face) -> Array:
    drop, out, wide = -0.0245 * (face.nose_length - 1), 1e-3 * face.nose_bridge, face.nose_width
    nose = round_cone(q, (0, 0.006, 0.0815 + out), (0, -0.024 + drop, 0.0985 + 0.6 * out), 0.0052 * wide, 0.0082 * wide)
    nose = union(nose, sphere(q, (0, -0.0265 + drop, 0.1030), 0.0108 * (0.4 + 0.6 * wide)), 0.010)
    wing = (0.0096 * wide, -0.0315 + drop, 0.0955)
    return union(nose, ellipsoid(q, wing, (0.0076 * wide, 0.0062, 0.0085)), 0.008)


FOLD = np.array([(0.0195, -0.0270), (0.0290, -0.0390), (0.0370, -0.0560), (0.0405, -0.0740)])
"""The fold from the nose's wing to beside the mouth, x and y."""


def along(q: Array, line: Array) -> Array:
    """Distance to a polyline in the x-y plane."""
    at = q[..., :2]
    best = np.full(q.shape[:-1], 1e9)
    for a, b in itertools.pairwise(line):
        t = np.clip(((at - a) @ (b - a)) / float((b - a) @ (b - a)), 0, 1)
        best = np.minimum(best, np.linalg.norm(at - a - t[..., None] * (b - a), axis=-1))
    return best


def _furrows(q: Array, face: Face) -> Array:
    """What the years take from the front of the face, as an offset (metres)."""
    front = smoothstep(0.0, 0.04, q[..., 2])
    fold = 0.0024 * face.age * np.exp(-((along(q, FOLD) / 0.0050) ** 2))
    swell = -0.0014 * face.age * np.exp(-((along(q, FOLD + [0.012, 0.004]) / 0.0085) ** 2))
    cheek = np.linalg.norm((q - [0.058, -0.058, 0.045]) / [0.022, 0.026, 0.05], axis=-1)
    brow = q[..., 1] - 0.074
    lines = 0.0005 * face.age * np.cos(brow * 480.0) * np.exp(-((brow / 0.018) ** 2))
    return front * (fold + swell + lines + 1e-3 * face.hollow * np.exp(-(cheek**2)))
