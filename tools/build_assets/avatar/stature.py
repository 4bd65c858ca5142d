"""From the sculptor's one body to a person's: a smooth warp of space for everything below the head, bones included."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tools.build_assets.avatar.design import Build
from tools.build_assets.avatar.sdf import Array, smoothstep
from tools.build_assets.avatar.surface import Mesh

CROWN_M = 1.625
"""Height of the sculptor's figure with its hair."""
SHOULDER_X, ARM_Y, WRIST_X = 0.135, 1.222, 0.575
HEAD_JOINT = np.array([0.0, 1.345, 0.006])
_HEIGHTS = np.array([0.0, 0.70, 0.87, 0.985, 1.08, 1.16, 1.222, 1.262, 1.29, 1.34])


def is_usual(build: Build) -> bool:
    """Whether nothing moves."""
    return build == Build()


def _scale(build: Build) -> float:
    return build.height_m / CROWN_M if build.height_m else 1.0


def _broad(build: Build, y: Array) -> Array:
    """How much wider than usual the body is at each height."""
    waist, hips = build.waist, build.hips
    upper = (0.5 * (waist + build.chest), build.chest, build.shoulders, 0.5 * (build.shoulders + build.neck))
    at = [hips, hips, hips, waist, *upper, build.neck, build.neck]
    return np.interp(y, _HEIGHTS, at)


def warp(build: Build, points: Array) -> Array:
    """Where points of the sculptor's body go, `[N, 3]`. Above the neck it is not meant to be used."""
    x, y, z = points.T
    side = np.abs(x)
    out = smoothstep(0.10, 0.17, side)
    broad = _broad(build, y) * (1 - out) + build.shoulders * out
    trunk = np.minimum(side, SHOULDER_X) * broad
    arm = np.clip(side - SHOULDER_X, 0.0, WRIST_X - SHOULDER_X) * build.arms
    hand = np.clip(side - WRIST_X, 0.0, None) * build.hands
    near = 1 - smoothstep(0.10, 0.19, side)
    thick = 1 + (0.5 * (_broad(build, y) + 1) * build.depth - 1) * near
    palm = 1 + (build.hands - 1) * smoothstep(0.54, 0.60, side)
    deep = (z + 0.006) * thick * palm - 0.006
    front = smoothstep(-0.01, 0.07, z) * near
    belly = build.belly * np.exp(-(((y - 1.02) / 0.10) ** 2)) * np.exp(-((x / 0.13) ** 2))
    bust = build.bust * np.exp(-(((y - 1.132) / 0.042) ** 2)) * np.exp(-(((side - 0.052) / 0.050) ** 2))
    high = ARM_Y + (y - ARM_Y) * (1 + (build.hands - 1) * smoothstep(0.54, 0.60, side))
    return _scale(build) * np.stack([np.sign(x) * (trunk + arm + hand), high, deep + front * (belly + bust)], axis=1)


def head_place(build: Build) -> tuple[Array, float]:
    """Where the head's joint goes, and how much larger the head becomes."""
    at = warp(build, HEAD_JOINT[None])[0]
    return at - [0.0, build.neck_drop_m, 0.0], _scale(build) * build.head


def warp_head(build: Build, points: Array) -> Array:
    """The head moves and grows as one piece."""
    at, size = head_place(build)
    return at + size * (points - HEAD_JOINT)


def neck_warp(build: Build, points: Array) -> Array:
    """The neck: the body's below, the head's above, blended between."""
    share = smoothstep(1.30, 1.36, points[:, 1])[:, None]
    return warp(build, points) * (1 - share) + warp_head(build, points) * share


def shaped(build: Build, mesh: Mesh, *, neck: bool = False) -> Mesh:
    """A mesh of the body (without morph targets) with its normals, moved."""
    if is_usual(build):
        return mesh
    move = neck_warp if neck else warp
    step = 1e-4
    columns = [
        (move(build, mesh.positions + step * axis) - move(build, mesh.positions - step * axis)) / (2 * step)
        for axis in np.eye(3)
    ]
    jacobian = np.stack(columns, axis=2)
    normals = np.einsum("nij,nj->ni", np.linalg.inv(jacobian).transpose(0, 2, 1), mesh.normals)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    return replace(mesh, positions=move(build, mesh.positions), normals=normals)


def shaped_head(build: Build, mesh: Mesh) -> Mesh:
    """A mesh of the head, moved with its morph targets."""
    if is_usual(build):
        return mesh
    _, size = head_place(build)
    morphs = {name: (size * moved, turned) for name, (moved, turned) in mesh.morphs.items()}
    return replace(mesh, positions=warp_head(build, mesh.positions), morphs=morphs)


def bones(build: Build, names: list[str], places: Array, above: dict[str, str]) -> Array:
    """Joints moved with the body; what hangs on the head goes with it."""
    if is_usual(build):
        return places

    def on_head(name: str) -> bool:
        while name:
            if name == "head":
                return True
            name = above.get(name, "")
        return False

    head = np.array([on_head(name) for name in names])
    out = warp(build, places)
    out[head] = warp_head(build, places[head])
    return out
