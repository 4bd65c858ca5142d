"""Being there: breath, blinks, shifting weight, a head that is never quite still. Pure functions of time and seed."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from vr_app.scene.avatar.bones import ROW, Angles, mirrored, t_pose
from vr_app.scene.avatar.noise import chance, drift, ease

BLINK_SLOT_S = 4.2
"""One blink falls at a random moment of each slot: about 17 a minute with the double ones, as people at ease do."""
_CLOSING_S, _SHUT_S, _OPENING_S = 0.075, 0.035, 0.15
_DOUBLE_SHARE, _DOUBLE_AFTER_S = 0.16, 0.36
BREATH_PERIOD_S = 4.4
_SHIFT_PERIOD_S = 7.5


def stance() -> Angles:
    """Standing at ease: arms down with a little bend, fingers relaxed, feet slightly turned out. A new array."""
    return _STANCE.copy()


def _at_ease() -> Angles:
    pose = t_pose()

    def put(bone: str, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> None:
        pose[ROW[bone]] = (x, y, z)

    put("leftShoulder", z=-0.06)
    put("leftUpperArm", x=0.10, y=-0.10, z=-1.27)
    put("leftLowerArm", x=-0.15, y=-0.32)
    put("leftHand", x=-0.12, z=-0.08)
    for finger, curl in (("Index", 0.20), ("Middle", 0.30), ("Ring", 0.38), ("Little", 0.44)):
        for part, share in (("Proximal", 0.9), ("Intermediate", 1.25), ("Distal", 0.8)):
            put("left" + finger + part, z=-curl * share)
    put("leftThumbMetacarpal", y=0.18, z=-0.16)
    put("leftThumbProximal", y=0.14)
    put("leftThumbDistal", y=0.16)
    put("leftUpperLeg", y=0.07)
    put("leftFoot", y=0.05)
    other = mirrored(pose)
    return pose + other


_STANCE = _at_ease()
_ARM_AND_LEG = ("Shoulder", "UpperArm", "LowerArm", "UpperLeg", "Foot")
_SWAYING = np.array(
    [
        *(ROW[bone] for bone in ("hips", "spine", "chest", "upperChest", "neck", "head")),
        *(ROW[side + bone] for side in ("left", "right") for bone in _ARM_AND_LEG),
    ]
)
"""Rows of a pose that are never quite still, in the order in which `idle_pose` turns them."""


def blink(time_s: float, seed: int) -> float:
    """How far the eyes are shut, 0 to 1."""
    slot = math.floor(time_s / BLINK_SLOT_S)
    shut = 0.0
    for number in (slot - 1, slot):
        for start in blink_starts(number, seed):
            shut = max(shut, _blink_curve(time_s - start))
    return shut


def blink_starts(slot: int, seed: int) -> tuple[float, ...]:
    """When the blinks of a slot begin, in seconds."""
    start = (slot + 0.05 + 0.88 * chance(seed, slot, 1)) * BLINK_SLOT_S
    if chance(seed, slot, 2) < _DOUBLE_SHARE:
        return start, start + _DOUBLE_AFTER_S
    return (start,)


def _blink_curve(since_s: float) -> float:
    if since_s <= 0.0 or since_s >= _CLOSING_S + _SHUT_S + _OPENING_S:
        return 0.0
    if since_s < _CLOSING_S:
        return ease(since_s / _CLOSING_S)
    if since_s < _CLOSING_S + _SHUT_S:
        return 1.0
    return 1.0 - ease((since_s - _CLOSING_S - _SHUT_S) / _OPENING_S)


def breath(time_s: float, seed: int) -> float:
    """How full the lungs are, 0 to 1; in is quicker than out."""
    phase = (time_s / BREATH_PERIOD_S + chance(seed, 0, 3)) % 1.0
    return ease(phase / 0.42) if phase < 0.42 else 1.0 - ease((phase - 0.42) / 0.58)


def idle_pose(time_s: float, seed: int, liveliness: float = 1.0) -> tuple[Angles, npt.NDArray[np.float32]]:
    """The standing body.

    Args:
        liveliness: 1 at ease; more while talking, less while listening closely.

    Returns: the pose, and how far the hips move (3, for a figure whose hips are one metre up).
    """
    pose = _STANCE.copy()
    air = breath(time_s, seed) - 0.5
    side = drift(time_s, seed, 10, _SHIFT_PERIOD_S)
    side = math.copysign(abs(side) ** 0.7, side)
    lean = 0.022 * side
    roll = 0.020 * side
    sway = 0.012 * drift(time_s, seed, 11, 3.1)
    head = 0.9 * liveliness
    swing = -lean / 0.93 - roll
    turns = [
        (0.0, 0.03 * drift(time_s, seed, 12, 5.3), roll),
        (0.010 + 0.006 * air, 0.0, -0.9 * roll),
        (-0.018 * air + sway, 0.02 * drift(time_s, seed, 13, 4.1), -0.4 * roll),
        (-0.012 * air, 0.0, 0.0),
        (0.010 * air, 0.0, 0.012 * head * drift(time_s, seed, 14, 2.7)),
        (
            0.016 * head * drift(time_s, seed, 15, 1.9),
            0.022 * head * drift(time_s, seed, 16, 2.3),
            0.020 * head * drift(time_s, seed, 17, 3.3),
        ),
    ]
    for sign, channel in ((1.0, 20), (-1.0, 30)):
        turns += [
            (0.0, 0.0, sign * 0.022 * (air + 0.5)),
            (
                0.03 * drift(time_s, seed, channel, 4.7),
                sign * 0.025 * drift(time_s, seed, channel + 1, 3.7),
                sign * (0.012 * air + 0.012 * drift(time_s, seed, channel + 2, 5.1)) - roll,
            ),
            (0.0, sign * 0.04 * drift(time_s, seed, channel + 3, 4.3), 0.0),
            (0.0, 0.0, swing),
            (0.0, 0.0, -swing - roll),  # the feet stay where they are
        ]
    pose[_SWAYING] += np.array(turns)
    return pose, np.array([lean, -0.004 * abs(side) + 0.0015 * air, 0.006 * sway], np.float32)
