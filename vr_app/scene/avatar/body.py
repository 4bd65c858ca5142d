"""One moment of the host's body: idle life, gaze, gesture, emotion and lips put together and written into a pose."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from vr_app.kernel.events import Emotion
from vr_app.scene.avatar.bones import ROW
from vr_app.scene.avatar.expression import freedom
from vr_app.scene.avatar.eyes import look_by_expressions, turn_eye_bones
from vr_app.scene.avatar.gaze import RATE_HZ, GazeState, advance_gaze, direction_to
from vr_app.scene.avatar.gesture import apply_gesture
from vr_app.scene.avatar.idle import blink, idle_pose
from vr_app.scene.avatar.lips import mouth_weights
from vr_app.scene.avatar.noise import chance, drift, ease
from vr_app.scene.avatar.rig import AvatarRig
from vr_app.scene.pose import LocalPose

Floats = npt.NDArray[np.float32]
EMOTIONS: tuple[Emotion, ...] = ("happy", "angry", "sad", "relaxed", "surprised")
_EMOTION_RATE = 4.5
_LEAVE_S = 0.4
_SILENT = np.zeros(6, np.float32)
_LIDS_OF_EMOTION = {"happy": 0.28, "relaxed": 0.22, "angry": 0.20, "sad": 0.20}
"""How much of a blink an emotion has usually done already: both together must not push the lid past shut."""


@dataclass(frozen=True)
class BodyMoment:
    """What the body is asked to do at one display time. World space, metres.

    Attributes:
        time_s: predicted display time.
        visitor_head: (3) where the visitor's eyes are.
        activity: as in `BodyCue`.
        gaze_target: (3) a point to look at, or None for the visitor.
        gaze_away: True to look past the visitor (thinking).
        gesture: a name of `gesture.CLIPS`, "" for none; `gesture_started_s` on the same clock as `time_s`.
        point_target: (3) what "point" points at; None points ahead.
        mouth: (6) aa ih ou ee oh and closure, from the viseme track at the playhead.
        seed: makes one host's idle life differ from another's.
    """

    time_s: float
    visitor_head: npt.NDArray[np.floating]
    emotion: Emotion = "neutral"
    activity: str = "idle"
    gaze_target: npt.NDArray[np.floating] | None = None
    gaze_away: bool = False
    gesture: str = ""
    gesture_started_s: float = 0.0
    point_target: npt.NDArray[np.floating] | None = None
    mouth: Floats = field(default_factory=lambda: _SILENT)
    seed: int = 1


@dataclass(frozen=True)
class BodyState:
    """What the body remembers from one frame to the next.

    Attributes:
        gaze: where eyes, head and body point.
        emotions: how strong each of `EMOTIONS` is.
        distance_m: how far away is what it looks at.
        asked: the gesture being made; `leaving` is the one it cut short, which fades from `left_s` on.
    """

    gaze: GazeState = field(default_factory=GazeState)
    emotions: tuple[float, ...] = (0.0,) * len(EMOTIONS)
    distance_m: float = 2.0
    asked: BodyMoment | None = None
    leaving: BodyMoment | None = None
    left_s: float = 0.0


def advance_body(rig: AvatarRig, local: LocalPose, state: BodyState, moment: BodyMoment) -> BodyState:
    """The state at `moment.time_s`, a pure function of the state before and what is asked for now."""
    target = _in_body(rig, local, _target(moment))
    yaw, pitch = direction_to(target, rig.eyes)
    distance_m = math.dist(target.tolist(), rig.eyes.tolist())
    wander_yaw, wander_pitch = _wandering(moment)
    steps = math.floor(moment.time_s * RATE_HZ) - state.gaze.step
    gaze = advance_gaze(state.gaze, moment.time_s, yaw + wander_yaw, pitch + wander_pitch)
    share = 1.0 if state.gaze.step < 0 or steps < 0 else 1.0 - math.exp(-_EMOTION_RATE * steps / RATE_HZ)
    emotions = tuple(
        now + ((1.0 if name == moment.emotion else 0.0) - now) * share
        for name, now in zip(EMOTIONS, state.emotions, strict=True)
    )
    asked, leaving, left_s = state.asked, state.leaving, state.left_s
    if asked is not None and (asked.gesture, asked.gesture_started_s) != (moment.gesture, moment.gesture_started_s):
        leaving, left_s = asked, moment.time_s
    return BodyState(gaze, emotions, distance_m, moment, leaving, left_s)


def pose_body(rig: AvatarRig, local: LocalPose, moment: BodyMoment, state: BodyState) -> dict[str, float]:
    """Writes one moment into the figure's nodes and morph weights; other nodes are left alone.

    Returns: the expressions as they are shown, for `AvatarRig.materials`.
    """
    speaking = moment.activity == "speaking"
    pose, hips = idle_pose(moment.time_s, moment.seed, {"speaking": 1.6, "listening": 0.6}.get(moment.activity, 1.0))
    gaze = state.gaze
    _add_gaze(pose, gaze)
    if moment.activity == "listening":
        pose[ROW["head"], 2] += 0.07
        pose[ROW["chest"], 0] += 0.03
    _add_steps(pose, gaze)
    if state.leaving is not None:
        _gesture(
            rig, local, pose, state.leaving, moment.time_s, gaze, 1.0 - ease((moment.time_s - state.left_s) / _LEAVE_S)
        )
    _gesture(rig, local, pose, moment, moment.time_s, gaze, 1.0)
    face = _face(rig, moment, state, speaking)
    for lacking, instead in rig.stand_ins:
        pose[instead] += pose[lacking]
        pose[lacking] = 0.0
    if rig.look_at.kind == "bone":
        turn_eye_bones(rig, pose, gaze, state.distance_m, freedom(rig.expressions, face, "look"))
    else:
        face.update(look_by_expressions(rig, pose, gaze))
    rig.write_bones(local, pose, hips)
    shown = rig.write_face(local, face)
    if rig.root >= 0:
        rig.write_root(local, math.radians(gaze.body_yaw.value))
    return shown


def _target(moment: BodyMoment) -> npt.NDArray[np.floating]:
    return moment.visitor_head if moment.gaze_target is None else moment.gaze_target


def _wandering(moment: BodyMoment) -> tuple[float, float]:
    """Small shifts of gaze, and the glance aside of somebody who thinks (degrees)."""
    glance = math.floor(moment.time_s / 0.9)
    yaw = 2.4 * (chance(moment.seed, glance, 40) - 0.5)
    pitch = 1.8 * (chance(moment.seed, glance, 41) - 0.5)
    if moment.gaze_away or moment.activity == "thinking":
        side = 1.0 if chance(moment.seed, math.floor(moment.time_s / 4.0), 42) < 0.5 else -1.0
        return yaw + side * 17.0, pitch + 9.0 + 2.0 * drift(moment.time_s, moment.seed, 43, 1.7)
    return yaw, pitch


def _in_body(rig: AvatarRig, local: LocalPose, point: npt.NDArray[np.floating]) -> Floats:
    """A world point in the frame the scene placed the figure in, as it stood before turning; it faces +Z there."""
    if rig.root < 0:
        return np.asarray(point, np.float32)
    away = (np.asarray(point, np.float32) - local.translation[rig.root]) @ rig.root_turn
    return away / local.scale[rig.root] * np.array([rig.ahead, 1.0, rig.ahead], np.float32)


def _pointing(rig: AvatarRig, local: LocalPose, moment: BodyMoment, gaze: GazeState) -> Floats | None:
    if moment.point_target is None:
        return None
    point = _in_body(rig, local, moment.point_target)
    turn = math.radians(gaze.body_yaw.value + gaze.chest_yaw.value)
    away = point - rig.shoulders.mean(axis=0)
    c, s = math.cos(turn), math.sin(turn)
    return np.array([c * away[0] - s * away[2], away[1], s * away[0] + c * away[2]], np.float32)


def _gesture(
    rig: AvatarRig, local: LocalPose, pose: Floats, asked: BodyMoment, time_s: float, gaze: GazeState, amount: float
) -> None:
    if asked.gesture and amount > 0.0:
        target = _pointing(rig, local, asked, gaze)
        apply_gesture(pose, asked.gesture, time_s - asked.gesture_started_s, target, amount)


def _add_steps(pose: Floats, gaze: GazeState) -> None:
    """Lifts the feet in turn while the body turns round."""
    pace = min(abs(gaze.body_yaw.speed) / 60.0, 1.0)
    if pace < 0.02:
        return
    stride = math.sin(math.radians(gaze.body_yaw.value) * 5.0)  # one step every 36 degrees
    for leg, lift in (("left", max(stride, 0.0) * pace), ("right", max(-stride, 0.0) * pace)):
        pose[ROW[leg + "UpperLeg"], 0] -= 0.30 * lift
        pose[ROW[leg + "LowerLeg"], 0] += 0.55 * lift
        pose[ROW[leg + "Foot"], 0] -= 0.15 * lift


def _add_gaze(pose: npt.NDArray[np.float32], gaze: GazeState) -> None:
    chest, yaw, pitch = (math.radians(s.value) for s in (gaze.chest_yaw, gaze.head_yaw, gaze.head_pitch))
    pose[ROW["spine"], 1] += 0.4 * chest
    pose[ROW["chest"], 1] += 0.6 * chest
    pose[ROW["neck"]] += (-0.35 * pitch, 0.35 * yaw, 0.0)
    pose[ROW["head"]] += (-0.65 * pitch, 0.65 * yaw, 0.0)


def _face(rig: AvatarRig, moment: BodyMoment, state: BodyState, speaking: bool) -> dict[str, float]:
    """What the face is asked for; the figure's own override rules come later."""
    strength = 0.75 if speaking else 0.9
    face = {name: strength * now for name, now in zip(EMOTIONS, state.emotions, strict=True) if now > 0.004}
    half_shut = min((1.0 - _LIDS_OF_EMOTION.get(name, 0.0) * weight for name, weight in face.items()), default=1.0)
    shut = blink(moment.time_s, moment.seed)
    lowered = 0.30 * min(max(-state.gaze.eye_pitch.value / 24.0, 0.0), 1.0)
    face["blink"] = half_shut * max(shut, lowered)
    face.update(mouth_weights(rig, moment.mouth))
    return face
