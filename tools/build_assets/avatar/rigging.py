"""Skin weights, by formula: each part of the figure knows which bones carry it."""

from __future__ import annotations

import numpy as np

from tools.build_assets.avatar.hands import finger_field
from tools.build_assets.avatar.sdf import Array, smoothstep
from tools.build_assets.avatar.skeleton import FINGERS, finger_joints
from tools.build_assets.avatar.surface import Mesh

_SPINE = (("hips", 0.0), ("spine", 0.955), ("chest", 1.055), ("upperChest", 1.15), ("neck", 1.272), ("head", 1.345))


def _chain(value: Array, stops: tuple[tuple[str, float], ...], width: float) -> dict[str, Array]:
    """Along a chain of joints: each bone takes over from the one before within `width` of its joint."""
    out: dict[str, Array] = {}
    rest = np.ones_like(value)
    for name, at in reversed(stops):
        share = smoothstep(at - width, at + width, value) if at > 0 else np.ones_like(value)
        out[name] = rest * share
        rest = rest * (1 - share)
    return out


def garment(points: Array, skirted: bool = True) -> dict[str, Array]:
    """Coat and everything that lies on it; without a skirt the hem stays with the hips."""
    x, y = points[:, 0], points[:, 1]
    side = np.abs(x)
    arm = smoothstep(0.075, 0.195, side) * smoothstep(1.095, 1.185, y)
    shoulder = smoothstep(0.02, 0.10, side) * smoothstep(1.16, 1.23, y) * (1 - arm) * 0.65
    out = {name: w * (1 - arm - shoulder) for name, w in _chain(y, _SPINE[:4], 0.045).items()}
    fore = smoothstep(0.325, 0.405, side)
    skirt = smoothstep(0.84, 0.46, y) * (0.72 if skirted else 0.35)
    knee = smoothstep(0.56, 0.20, y) * 0.45
    for name, mask in (("left", smoothstep(-0.07, 0.07, x)), ("right", smoothstep(0.07, -0.07, x))):
        out[name + "Shoulder"] = shoulder * (mask > 0.5)
        out[name + "UpperArm"] = arm * (1 - fore) * (mask > 0.5)
        out[name + "LowerArm"] = arm * fore * (mask > 0.5)
        out[name + "UpperLeg"] = out["hips"] * skirt * mask * (1 - knee)
        out[name + "LowerLeg"] = out["hips"] * skirt * mask * knee
    out["hips"] = out["hips"] * (1 - skirt)
    return out


def scarf(points: Array) -> dict[str, Array]:
    """Wraps follow the neck a little, the hanging end the chest."""
    neck = smoothstep(1.245, 1.30, points[:, 1]) * 0.55
    return {"neck": neck, "upperChest": (1 - neck) * 0.85, "chest": (1 - neck) * 0.15}


def neck(points: Array) -> dict[str, Array]:
    return _chain(points[:, 1], (("upperChest", 0.0), ("neck", 1.265), ("head", 1.352)), 0.035)


def legs(points: Array) -> dict[str, Array]:
    """Trousers or stockings."""
    x, y = points[:, 0], points[:, 1]
    thigh, shin = smoothstep(0.90, 0.76, y), smoothstep(0.50, 0.42, y)
    width = 0.012 + 0.05 * smoothstep(0.76, 0.90, y)
    out = {"hips": 1 - thigh}
    for name, mask in (("left", smoothstep(-1.0, 1.0, x / width)), ("right", smoothstep(1.0, -1.0, x / width))):
        out[name + "UpperLeg"] = thigh * (1 - shin) * mask
        out[name + "LowerLeg"] = thigh * shin * mask
    return out


def boots(points: Array) -> dict[str, Array]:
    out = {}
    toes = smoothstep(0.060, 0.110, points[:, 2]) * smoothstep(0.10, 0.06, points[:, 1])
    foot = smoothstep(0.15, 0.06, points[:, 1]) * (1 - toes)
    for name, mask in (("left", points[:, 0] > 0), ("right", points[:, 0] <= 0)):
        out[name + "Toes"] = toes * mask
        out[name + "Foot"] = foot * mask
        out[name + "LowerLeg"] = (1 - toes - foot) * mask
    return out


def hand(points: Array, side: str) -> dict[str, Array]:
    """Fingers by the nearest one, joints blended over a few millimetres."""
    local = points * ([1.0, 1.0, 1.0] if side == "left" else [-1.0, 1.0, 1.0])
    names = list(FINGERS)
    nearest = np.argmin(np.stack([finger_field(local, f) for f in names]), axis=0)
    wrist = smoothstep(0.560, 0.592, local[:, 0])
    out = {side + "LowerArm": 1 - wrist}
    claimed = np.zeros(len(points))
    for index, finger in enumerate(names):
        joints = finger_joints(finger)
        axis = (joints[3] - joints[0]) / np.linalg.norm(joints[3] - joints[0])
        along = (local - joints[0]) @ axis
        lengths = np.cumsum((0.0, *FINGERS[finger][2][:2]))
        mine = (nearest == index) * wrist
        if finger == "Thumb":
            mine = mine * smoothstep(0.030, 0.012, np.linalg.norm(local - joints[0] - along[:, None] * axis, axis=1))
        parts = ("Metacarpal", "Proximal", "Distal") if finger == "Thumb" else ("Proximal", "Intermediate", "Distal")
        blend = 0.009 if finger == "Thumb" else 0.0075
        share = [smoothstep(at - blend, at + blend, along) for at in lengths]
        for k, part in enumerate(parts):
            w = share[k] * (1 - share[k + 1]) if k < 2 else share[k]
            out[side + finger + part] = mine * w
            claimed += mine * w
    out[side + "Hand"] = np.clip(wrist - claimed, 0, None)
    return out


def whole(points: Array, bone: str) -> dict[str, Array]:
    """Everything on one bone."""
    return {bone: np.ones(len(points))}


def bind(mesh: Mesh, shares: dict[str, Array], names: list[str]) -> Mesh:
    """Keeps the four strongest bones of each vertex, normalised."""
    dense = np.zeros((len(mesh.positions), len(names)))
    for bone, w in shares.items():
        dense[:, names.index(bone)] = w
    order = np.argsort(-dense, axis=1, kind="stable")[:, :4]
    weights = np.take_along_axis(dense, order, axis=1)
    mesh.joints = order
    mesh.weights = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
    return mesh
