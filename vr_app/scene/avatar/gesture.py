"""What the hands do while talking: short procedural clips, blended in and out over the standing pose."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.avatar.bones import ROW, Angles, mirrored
from vr_app.scene.avatar.idle import stance
from vr_app.scene.avatar.noise import chance, ease

_LEFT_ARM = [row for name, row in ROW.items() if name.startswith("left") and row >= ROW["leftShoulder"]]
_RIGHT_ARM = [row for name, row in ROW.items() if name.startswith("right") and row >= ROW["rightShoulder"]]
_HEAD = [ROW["head"], ROW["neck"], ROW["spine"], ROW["chest"]]


@dataclass(frozen=True)
class Clip:
    """One gesture.

    Attributes:
        duration_s: from rest to rest.
        attack_s, release_s: how long blending in and out takes.
        pose: (seconds since start, direction to the target or None) -> absolute pose of the parts it uses.
        rows: the pose rows it takes over.
        additive: True where its angles are added instead.
    """

    duration_s: float
    attack_s: float
    release_s: float
    pose: Callable[[float, npt.NDArray[np.floating] | None], Angles]
    rows: tuple[int, ...]
    additive: bool = False


def _right(**bones: tuple[float, float, float]) -> Angles:
    """A pose of the right arm written as if it were the left one, on top of the stance."""
    pose = stance()
    for bone, angles in bones.items():
        pose[ROW["left" + bone]] = angles
    return mirrored(pose)


def _fingers(pose: Angles, side: str, curls: dict[str, float], spread: float = 0.0) -> Angles:
    sign = 1.0 if side == "left" else -1.0
    for number, (finger, curl) in enumerate(curls.items()):
        for part, share in (("Proximal", 0.8), ("Intermediate", 1.2), ("Distal", 0.8)):
            pose[ROW[side + finger + part]] = (0.0, 0.0, -sign * curl * share)
        pose[ROW[side + finger + "Proximal"], 1] = sign * spread * (number - 1.5) / 1.5
    return pose


_OPEN = {"Index": 0.10, "Middle": 0.16, "Ring": 0.24, "Little": 0.30}
_FLAT = {"Index": 0.04, "Middle": 0.05, "Ring": 0.07, "Little": 0.09}
_POINT = {"Index": 0.02, "Middle": 1.15, "Ring": 1.25, "Little": 1.25}


def _open_hand(t: float, target: npt.NDArray[np.floating] | None) -> Angles:
    beat = math.sin(2 * math.pi * t / 0.95) * ease(t / 0.4)
    pose = _right(
        Shoulder=(0.0, -0.04, 0.0),
        UpperArm=(0.10, -0.30, -1.12 + 0.05 * beat),
        LowerArm=(-0.75, -1.38 + 0.13 * beat, 0.0),
        Hand=(-0.50, -0.05, 0.12 - 0.14 * beat),
    )
    return _fingers(pose, "right", _OPEN, 0.10)


def _offer(t: float, target: npt.NDArray[np.floating] | None) -> Angles:
    swell = ease(t / 0.7)
    pose = stance()
    pose[ROW["leftShoulder"]] = (0.0, -0.06, 0.02)
    pose[ROW["leftUpperArm"]] = (0.12, -0.30, -1.00 + 0.10 * swell)
    pose[ROW["leftLowerArm"]] = (-0.80, -1.22 + 0.12 * swell, 0.0)
    pose[ROW["leftHand"]] = (-0.55, 0.10, 0.10)
    _fingers(pose, "left", _OPEN, 0.12)
    other = mirrored(pose)
    pose[_RIGHT_ARM] = other[_RIGHT_ARM]
    return pose


def _chest(t: float, target: npt.NDArray[np.floating] | None) -> Angles:
    pose = _right(
        Shoulder=(0.0, -0.12, 0.0),
        UpperArm=(0.55, -0.42, -1.02),
        LowerArm=(0.10, -2.05, 0.0),
        Hand=(0.10, -0.10, -0.20),
    )
    return _fingers(pose, "right", _FLAT, 0.05)


def _wave(t: float, target: npt.NDArray[np.floating] | None) -> Angles:
    swing = math.sin(2 * math.pi * t / 0.62) * ease((t - 0.25) / 0.3)
    pose = _right(
        Shoulder=(0.0, -0.05, 0.10),
        UpperArm=(-1.25, -0.35, -0.72),
        LowerArm=(-0.10, -1.95 + 0.10 * swing, 0.30 * swing),
        Hand=(0.0, 0.0, 0.18 * swing),
    )
    return _fingers(pose, "right", _FLAT, 0.16)


def _shrug(t: float, target: npt.NDArray[np.floating] | None) -> Angles:
    lift = math.sin(math.pi * min(t / 1.1, 1.0))
    pose = stance()
    pose[ROW["leftShoulder"]] = (0.0, 0.0, 0.26 * lift)
    pose[ROW["leftUpperArm"]] = (0.10, -0.16, -1.10)
    pose[ROW["leftLowerArm"]] = (-0.85, -1.15, 0.0)
    pose[ROW["leftHand"]] = (-0.65, 0.18, 0.18)
    _fingers(pose, "left", _OPEN, 0.14)
    other = mirrored(pose)
    pose[_RIGHT_ARM] = other[_RIGHT_ARM]
    return pose


def _nod(t: float, target: npt.NDArray[np.floating] | None) -> Angles:
    pose = np.zeros((len(stance()), 3), np.float32)
    dip = math.sin(2 * math.pi * t / 0.55) * math.exp(-1.6 * t)
    pose[ROW["head"], 0] = 0.16 * max(dip, -0.3 * abs(dip))
    pose[ROW["neck"], 0] = 0.06 * max(dip, 0.0)
    return pose


def _tilt(t: float, target: npt.NDArray[np.floating] | None) -> Angles:
    """The head to one side and a little up, as of somebody who looks for a word."""
    pose = np.zeros((len(stance()), 3), np.float32)
    swell = math.sin(math.pi * min(t / 1.6, 1.0))
    pose[ROW["head"]] = (-0.05 * swell, 0.0, 0.13 * swell)
    pose[ROW["neck"]] = (-0.02 * swell, 0.0, 0.05 * swell)
    return pose


def _breath(t: float, target: npt.NDArray[np.floating] | None) -> Angles:
    """A breath drawn before speaking: the head rises, then settles."""
    pose = np.zeros((len(stance()), 3), np.float32)
    drawn = math.sin(math.pi * min(t / 1.3, 1.0)) ** 2
    pose[ROW["head"], 0] = -0.12 * drawn
    pose[ROW["neck"], 0] = -0.05 * drawn
    return pose


def _point(t: float, target: npt.NDArray[np.floating] | None) -> Angles:
    """The right arm; `gesture_pose` mirrors it where the target is on the left."""
    ahead = np.array([-0.35, -0.05, 0.93]) if target is None else np.asarray(target, float)
    x, y, z = ahead / max(float(np.linalg.norm(ahead)), 1e-6)
    z = max(z, 0.05)
    forward = math.asin(min(z, 0.999))
    lowering = math.atan2(min(max(y, -0.75), 0.75), max(-x, 0.10))
    bend = 0.28 + 0.10 * math.sin(2 * math.pi * t / 1.3)
    pose = _right(
        Shoulder=(0.0, -0.10, 0.03),
        UpperArm=(0.0, -forward + 0.5 * bend, lowering),
        LowerArm=(-0.25, -bend, 0.0),
        Hand=(-0.30, 0.0, 0.0),
    )
    _fingers(pose, "right", _POINT)
    pose[ROW["rightThumbProximal"]] = (0.0, -0.45, 0.2)
    return pose


CLIPS: dict[str, Clip] = {
    "open_hand": Clip(2.2, 0.45, 0.65, _open_hand, tuple(_RIGHT_ARM)),
    "offer": Clip(2.4, 0.50, 0.70, _offer, tuple(_LEFT_ARM + _RIGHT_ARM)),
    "point": Clip(2.6, 0.50, 0.70, _point, tuple(_RIGHT_ARM)),
    "nod": Clip(1.1, 0.05, 0.30, _nod, tuple(_HEAD), additive=True),
    "tilt": Clip(1.6, 0.25, 0.50, _tilt, tuple(_HEAD), additive=True),
    "breath": Clip(1.3, 0.20, 0.40, _breath, tuple(_HEAD), additive=True),
    "shrug": Clip(1.7, 0.35, 0.60, _shrug, tuple(_LEFT_ARM + _RIGHT_ARM)),
    "hand_on_chest": Clip(2.3, 0.50, 0.70, _chest, tuple(_RIGHT_ARM)),
    "wave": Clip(2.4, 0.45, 0.60, _wave, tuple(_RIGHT_ARM)),
}
_BEATS = ("open_hand", "offer", "", "nod", "open_hand", "")
_CUES = (
    (re.compile(r"\b(hello|hi|welcome|good (morning|evening|afternoon)|goodbye|farewell)\b", re.I), "wave"),
    (re.compile(r"\b(yes|indeed|of course|exactly|certainly|agreed)\b", re.I), "nod"),
    (re.compile(r"\b(perhaps|maybe|who knows|not sure|don't know|do not know|hard to say)\b", re.I), "shrug"),
    (re.compile(r"\b(i am|i'm|my name|myself|i love|i feel|thank)\b", re.I), "hand_on_chest"),
    (re.compile(r"\b(here you|look around|all of this|everything|shall we|you may|you can)\b", re.I), "offer"),
)


def choose_gesture(sentence: str, index: int) -> str:
    """A clip for a sentence of a reply, always the same for the same words and place; "" for none."""
    for pattern, name in _CUES:
        if pattern.search(sentence):
            return name
    letters = sum(ord(c) for c in sentence)
    return _BEATS[int(chance(letters, index, 5) * len(_BEATS))]


def gesture_weight(clip: Clip, since_s: float) -> float:
    """How far the clip has taken over, 0 to 1."""
    if since_s <= 0.0 or since_s >= clip.duration_s:
        return 0.0
    return min(ease(since_s / clip.attack_s), ease((clip.duration_s - since_s) / clip.release_s))


def apply_gesture(
    pose: Angles, name: str, since_s: float, target: npt.NDArray[np.floating] | None = None, amount: float = 1.0
) -> None:
    """Blends a clip into a pose, in place. Unknown names and times outside the clip change nothing.

    Args:
        since_s: seconds since the gesture began.
        target: for "point", the direction from the chest to the target in the body's frame (x left, y up, z ahead).
        amount: 1 for the whole gesture, less for a smaller one.
    """
    clip = CLIPS.get(name)
    if clip is None:
        return
    weight = gesture_weight(clip, since_s) * amount
    if weight <= 0.0:
        return
    left = name == "point" and target is not None and float(target[0]) > 0.0
    aim = target * np.array([-1.0, 1.0, 1.0]) if left and target is not None else target
    goal = clip.pose(since_s, aim)
    rows = list(clip.rows)
    if left:
        goal, rows = mirrored(goal), _LEFT_ARM
    if clip.additive:
        pose[rows] += weight * goal[rows]
    else:
        pose[rows] += weight * (goal[rows] - pose[rows])
