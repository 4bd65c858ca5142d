"""How the wearer's own things look: rays, the arc of a teleport, its marker, controllers, hands, a look that dwells."""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from vr_app.scene.locomotion.arc import Arc
from vr_app.scene.overlay import EMPTY, OverlayMesh, Rgba, joined
from vr_app.scene.shapes import (
    cylinder_wall,
    facing_frame,
    facing_ring,
    limb,
    limbs,
    mesh_of,
    moved,
    premultiplied,
    ring,
    tube,
)
from vr_app.scene.transform import Array

WARM: Rgba = (1.0, 0.86, 0.62, 1.0)
"""Rays, markers and whatever may be done."""
WRONG: Rgba = (0.95, 0.30, 0.20, 1.0)
"""What may not."""
RAY_M = 2.5
"""A ray that meets nothing fades over so long."""
MARKER_M = 0.32
BODY: Rgba = (0.045, 0.048, 0.055, 0.5)
RIM: Rgba = (0.16, 0.17, 0.19, 0.8)
KEY: Rgba = (0.55, 0.42, 0.24, 0.8)
GLOVE: Rgba = (0.17, 0.19, 0.23, 0.8)
FINGERS = ((1, 2, 3, 4, 5), (6, 7, 8, 9, 10), (11, 12, 13, 14, 15), (16, 17, 18, 19, 20), (21, 22, 23, 24, 25))
"""Joints of each finger in OpenXR's order, from the wrist outwards."""
_PALM = ((7, 12), (12, 17), (17, 22), (6, 11), (11, 16), (16, 21))
BONES = np.array(
    [
        *(pair for finger in FINGERS for pair in pairwise(finger)),
        *((1, finger[1]) for finger in FINGERS),  # from the wrist to each knuckle
        *_PALM,  # across, so that the palm closes
    ]
)
"""Pairs of joints."""
BONE_SHARES = np.array(
    [
        *((0.86 if near == finger[0] else 0.95, 0.95) for finger in FINGERS for near, _ in pairwise(finger)),
        *((0.8, 0.95) for _ in FINGERS),
        *((0.9, 0.9) for _ in _PALM),
    ],
    np.float32,
)
"""How thick a bone is at its ends against its joints."""


def ray_shape(
    origin: npt.ArrayLike, direction: npt.ArrayLike, length_m: float, *, lit: bool, size: float = 1.0
) -> OverlayMesh:
    """A thin beam that fades out ahead, brighter where it lights something.

    Args:
        size: of the wearer in the scene: a giant over a model on a table has a thick one.
    """
    reach = min(length_m, RAY_M * size) if not lit else length_m
    out = np.eye(4, dtype=np.float32)
    turn = facing_frame(direction)
    out[:3, :2], out[:3, 2] = turn[:, :2] * size, turn[:, 2] * max(reach - 0.04 * size, 0.01)
    out[:3, 3] = np.asarray(origin) + turn[:, 2] * (0.04 * size)
    return moved(_beam(lit), out, lit=False)


@cache
def _beam(lit: bool) -> OverlayMesh:
    """A ray of length one along +Z."""
    share = np.linspace(0.0, 1.0, 8)
    alpha = (0.75 if lit else 0.5) * (1.0 - share * (0.55 if lit else 1.0))
    colours = np.array([premultiplied(WARM, float(a)) for a in alpha])
    points = np.stack([np.zeros(8), np.zeros(8), share], axis=1).astype(np.float32)
    return tube(points, np.linspace(0.0022, 0.0012, 8), colours)


def ray_end(at: npt.ArrayLike, viewer: npt.ArrayLike) -> OverlayMesh:
    """The spot a ray ends at: of the same size from near and far."""
    toward = np.asarray(viewer, np.float32) - np.asarray(at, np.float32)
    out = np.eye(4, dtype=np.float32)
    out[:3, :3] = facing_frame(toward) * (0.007 * max(float(np.linalg.norm(toward)), 0.3))
    out[:3, 3] = at
    return moved(_spot(), out, lit=False)


@cache
def _spot() -> OverlayMesh:
    """Of radius one, facing +Z."""
    return facing_ring((0, 0, 0), (0, 0, 1), 0.0, 1.0, premultiplied(WARM, 0.95), premultiplied(WARM, 0.25))


def dwell_ring(at: npt.ArrayLike, viewer: npt.ArrayLike, share: float) -> OverlayMesh:
    """A ring that closes while a look rests on something."""
    away = float(np.linalg.norm(np.asarray(at) - np.asarray(viewer)))
    size = 0.014 * max(away, 0.3)
    colour = premultiplied(WARM, 0.9)
    return facing_ring(at, viewer, size * 0.72, size, colour, colour, max(min(share, 1.0), 0.03))


def arc_shape(arc: Arc, time_s: float) -> OverlayMesh:
    """The arc as a ribbon of light that runs towards its end."""
    points = arc.points.astype(np.float32)
    if len(points) < 2:
        return EMPTY
    share = np.linspace(0.0, 1.0, len(points))
    colour = WARM if arc.landing is not None else WRONG
    wave = 0.65 + 0.35 * np.sin((share * 5.0 - time_s * 1.2) * 2 * np.pi)
    alpha = np.clip(share * 6.0, 0.0, 1.0) * wave * 0.85
    colours = np.array([premultiplied(colour, float(a)) for a in alpha])
    return tube(points, np.linspace(0.006, 0.012, len(points)), colours)


def marker_shape(arc: Arc, heading_rad: float) -> OverlayMesh:
    """Where one will stand: a ring on the floor, a low wall of light, a notch that shows the way one will look."""
    if arc.landing is None:
        end = arc.points[-1]
        return facing_cross(end)
    at = np.array(arc.landing) + np.array([0.0, 0.015, 0.0])
    clear = premultiplied(WARM, 0.0)
    parts = [
        ring(at, MARKER_M * 0.86, MARKER_M, premultiplied(WARM, 0.25), premultiplied(WARM, 0.95)),
        ring(at, 0.0, MARKER_M * 0.86, clear, premultiplied(WARM, 0.22)),
        cylinder_wall(at, MARKER_M, 0.22, premultiplied(WARM, 0.45), clear),
    ]
    ahead = np.array([-math.sin(heading_rad), 0.0, -math.cos(heading_rad)])
    side = np.array([ahead[2], 0.0, -ahead[0]])
    tip, foot = at + ahead * (MARKER_M + 0.14), at + ahead * (MARKER_M + 0.03)
    colour = premultiplied(WARM, 0.95)
    parts.append(mesh_of([tip, foot + side * 0.07, foot - side * 0.07], [0, 1, 2], colour))
    return joined(parts)


def facing_cross(at: npt.ArrayLike) -> OverlayMesh:
    """A small mark on the ground for where one may not stand."""
    middle = np.asarray(at, np.float32) + np.array([0.0, 0.02, 0.0], np.float32)
    colour = premultiplied(WRONG, 0.85)
    across = [np.array([dx, 0.0, dz], np.float32) * 0.12 for dx, dz in ((1, 1), (1, -1))]
    return joined([tube(np.array([middle - way, middle + way], np.float32), 0.01, colour) for way in across])


@cache
def controller_mesh() -> OverlayMesh:
    """A small wand in the grip's space: the hand closes round it along -Z, the ring is ahead."""
    handle = limb((0.0, 0.0, 0.055), (0.0, 0.0, -0.035), 0.016, 0.019, BODY, 14)
    head = limb((0.0, 0.002, -0.035), (0.0, 0.008, -0.062), 0.021, 0.017, BODY, 14)
    turn = np.linspace(0.0, 2 * np.pi, 29)
    loop = np.stack([0.036 * np.cos(turn), 0.004 + 0.036 * np.sin(turn), np.full(29, -0.066)], axis=1)
    guard = tube(loop.astype(np.float32), 0.0042, RIM, 8, lit=True)
    stick = limb((0.0, 0.014, -0.040), (0.0, 0.030, -0.046), 0.006, 0.0075, RIM, 10)
    trigger = limb((0.0, -0.012, -0.055), (0.0, -0.022, -0.060), 0.006, 0.006, KEY, 10)
    button = limb((0.010, 0.016, -0.024), (0.010, 0.019, -0.025), 0.0045, 0.0045, KEY, 8)
    return joined([handle, head, guard, stick, trigger, button])


def controller_shape(world_from_grip: Array) -> OverlayMesh:
    return moved(controller_mesh(), world_from_grip)


def hand_shape(joints: npt.NDArray[np.float32], world_from_tracking: Array) -> OverlayMesh:
    """A bare hand as a soft glove that follows its joints.

    Args:
        joints: float32 (26, 4), middle and radius in tracking space, in OpenXR's order.
    """
    at = joints[:, :3] @ world_from_tracking[:3, :3].T + world_from_tracking[:3, 3]
    size = np.clip(joints[:, 3], 0.004, 0.03) * float(np.linalg.norm(world_from_tracking[:3, 0]))
    near, far = at[BONES[:, 0]], at[BONES[:, 1]]
    return limbs(near, far, size[BONES[:, 0]] * BONE_SHARES[:, 0], size[BONES[:, 1]] * BONE_SHARES[:, 1], GLOVE)
