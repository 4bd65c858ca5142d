"""Idle life, gaze, gestures and lips: natural statistics, human limits, the same every time."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from vr_app.loading.gltf import load_asset
from vr_app.scene.avatar.body import BodyMoment, BodyState, advance_body, pose_body
from vr_app.scene.avatar.bones import ROW
from vr_app.scene.avatar.gaze import (
    CHEST_YAW_LIMIT_DEG,
    EYE_YAW_LIMIT_DEG,
    HEAD_YAW_LIMIT_DEG,
    GazeState,
    advance_gaze,
    wrapped,
)
from vr_app.scene.avatar.gesture import CLIPS, apply_gesture, choose_gesture, gesture_weight
from vr_app.scene.avatar.idle import BREATH_PERIOD_S, blink, breath, idle_pose, stance
from vr_app.scene.avatar.lips import mouth_weights
from vr_app.scene.avatar.rig import AvatarRig
from vr_app.scene.avatar.rig_reader import rig_of_asset
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import LoadedAsset

HOST = Path(__file__).resolve().parents[3] / "assets" / "avatar" / "host.vrm"


@pytest.fixture(scope="module")
def host() -> LoadedAsset:
    return load_asset(HOST)


@pytest.fixture(scope="module")
def rig(host: LoadedAsset) -> AvatarRig:
    return rig_of_asset(host)


def test_blinks_are_as_frequent_and_short_as_peoples() -> None:
    rate = 200
    for seed in (1, 2, 3):
        shut = np.array([blink(i / rate, seed) for i in range(rate * 240)])
        starts = np.flatnonzero((shut[1:] > 0) & (shut[:-1] == 0)) / rate
        per_minute = len(starts) / 4
        assert 11 <= per_minute <= 24
        gaps = np.diff(starts)
        assert gaps.max() < 9.0
        assert gaps.std() > 0.8  # nothing mechanical about it
        assert shut.max() == 1.0
        assert 0.02 < (shut > 0.5).mean() < 0.12


def test_breath_rises_faster_than_it_falls_and_repeats() -> None:
    air = np.array([breath(i / 100, 5) for i in range(int(BREATH_PERIOD_S * 300))])
    assert air.min() < 0.01
    assert air.max() > 0.99
    assert (np.diff(air) > 0).mean() < 0.48
    assert abs(breath(1.0, 5) - breath(1.0 + BREATH_PERIOD_S, 5)) < 1e-9


def test_idle_moves_smoothly_and_never_stops() -> None:
    poses = np.stack([idle_pose(i / 90, 1)[0] for i in range(900)])
    steps = np.abs(np.diff(poses, axis=0))
    assert steps.max() < np.radians(0.5)  # a frame at 90 Hz
    assert np.ptp(poses[:, ROW["head"]], axis=0).min() > np.radians(0.4)


def test_idle_keeps_the_feet_level() -> None:
    for t in (0.0, 3.7, 11.2):
        pose, hips = idle_pose(t, 1)
        lean = hips[0]
        reach = 0.93 * (pose[ROW["leftUpperLeg"], 2] + pose[ROW["hips"], 2])
        assert abs(lean + reach) < 0.004
        assert abs(pose[ROW["hips"], 2] + pose[ROW["leftUpperLeg"], 2] + pose[ROW["leftFoot"], 2]) < 1e-6


def settle(yaw: float, pitch: float, seconds: float = 3.0) -> list[GazeState]:
    state = advance_gaze(GazeState(), 0.0, 0.0, 0.0)
    out = []
    for frame in range(int(seconds * 90)):
        state = advance_gaze(state, (frame + 1) / 90, yaw, pitch)
        out.append(state)
    return out


def test_eyes_arrive_before_the_head() -> None:
    track = settle(24.0, 0.0)
    eyes_half = next(i for i, s in enumerate(track) if s.eye_yaw.value > 10.0)
    head_half = next(i for i, s in enumerate(track) if s.head_yaw.value > 0.5 * track[-1].head_yaw.value)
    assert eyes_half < head_half
    final = track[-1]
    total = final.body_yaw.value + final.chest_yaw.value + final.head_yaw.value + final.eye_yaw.value
    assert abs(total - 24.0) < 0.2


@pytest.mark.parametrize("yaw", [-170.0, -95.0, -40.0, 15.0, 59.0, 75.0, 179.0])
@pytest.mark.parametrize("pitch", [-60.0, 0.0, 70.0])
def test_gaze_stays_within_human_limits_and_finds_its_goal(yaw: float, pitch: float) -> None:
    track = settle(yaw, pitch, 5.0)
    for s in track:
        assert abs(s.eye_yaw.value) <= EYE_YAW_LIMIT_DEG + 0.01
        assert abs(s.head_yaw.value) <= HEAD_YAW_LIMIT_DEG + 0.01
        assert abs(s.chest_yaw.value) <= CHEST_YAW_LIMIT_DEG + 0.01
    final = track[-1]
    total = final.body_yaw.value + final.chest_yaw.value + final.head_yaw.value + final.eye_yaw.value
    assert abs(wrapped(total - yaw)) < 1.5
    steps = np.diff([wrapped(s.body_yaw.value) for s in track])
    assert np.abs((steps + 180) % 360 - 180).max() < 4.0  # degrees a frame at 90 Hz: turns, never jumps


def test_the_body_turns_only_when_the_listener_walks_round() -> None:
    assert abs(settle(50.0, 0.0)[-1].body_yaw.value) < 1e-6
    assert abs(settle(80.0, 0.0)[-1].body_yaw.value - 80.0) < 10.0


def test_gaze_does_not_depend_on_the_frame_rate() -> None:
    def at_rate(rate: int) -> GazeState:
        state = advance_gaze(GazeState(), 0.0, 0.0, 0.0)
        for frame in range(1, rate + 1):
            state = advance_gaze(state, frame / rate, 33.0, -12.0)
        return state

    assert at_rate(40) == at_rate(120)


@pytest.mark.parametrize("name", list(CLIPS))
def test_gestures_come_and_go_without_a_jolt(name: str) -> None:
    clip = CLIPS[name]
    frames = []
    for i in range(int((clip.duration_s + 0.4) * 90)):
        pose = stance()
        apply_gesture(pose, name, i / 90 - 0.2, np.array([-0.5, 0.0, 1.0]))
        frames.append(pose)
    moved = np.stack(frames)
    assert np.array_equal(moved[0], stance())
    assert np.array_equal(moved[-1], stance())
    assert np.abs(moved - stance()).max() > 0.1
    assert np.abs(np.diff(moved, axis=0)).max() < 0.16  # radians a frame


def test_pointing_uses_the_nearer_arm() -> None:
    left, right = stance(), stance()
    apply_gesture(left, "point", 1.2, np.array([0.8, 0.0, 0.6]))
    apply_gesture(right, "point", 1.2, np.array([-0.8, 0.0, 0.6]))
    assert np.abs(left - stance())[ROW["leftUpperArm"]].max() > 0.5
    assert np.array_equal(left[ROW["rightUpperArm"]], stance()[ROW["rightUpperArm"]])
    assert np.abs(right - stance())[ROW["rightUpperArm"]].max() > 0.5


def test_gestures_follow_the_words() -> None:
    assert choose_gesture("Welcome, traveller.", 0) == "wave"
    assert choose_gesture("Yes, exactly.", 1) == "nod"
    sentences = [f"The tower was built in {year}." for year in range(1400, 1500)]
    chosen = [choose_gesture(s, i) for i, s in enumerate(sentences)]
    assert chosen == [choose_gesture(s, i) for i, s in enumerate(sentences)]
    assert 0.15 < chosen.count("") / len(chosen) < 0.55
    assert set(chosen) <= {"", *CLIPS}


def test_an_unknown_gesture_changes_nothing() -> None:
    pose = stance()
    apply_gesture(pose, "somersault", 0.5)
    assert np.array_equal(pose, stance())
    assert gesture_weight(CLIPS["wave"], -1.0) == 0.0


def test_closure_shuts_the_mouth(rig: AvatarRig) -> None:
    weights = mouth_weights(rig, [0.9, 0.2, 0.0, 0.1, 0.3, 1.0])
    assert weights["pp"] == 1.0
    assert sum(weights[v] for v in ("aa", "ih", "ou", "ee", "oh")) == 0.0


def test_mouth_shapes_never_add_up_to_more_than_one(rig: AvatarRig) -> None:
    weights = mouth_weights(rig, [0.9, 0.9, 0.9, 0.0, 0.0, 0.0])
    assert sum(weights.values()) == pytest.approx(1.0)


def test_body_is_a_pure_function_of_what_it_is_asked(host: LoadedAsset, rig: AvatarRig) -> None:
    def play() -> LocalPose:
        local, state = LocalPose.at_rest(host.nodes), BodyState()
        for frame in range(60):
            moment = BodyMoment(frame / 90, np.array([1.0, 1.6, 1.2]), emotion="happy", activity="speaking")
            state = advance_body(rig, local, state, moment)
            pose_body(rig, local, moment, state)
        return local

    one, two = play(), play()
    assert np.array_equal(one.rotation, two.rotation)
    assert np.array_equal(one.weights, two.weights)
    assert np.isfinite(one.rotation).all()
    np.testing.assert_allclose(np.linalg.norm(one.rotation, axis=1), 1.0, atol=1e-4)


def test_emotion_fades_in_and_blinks_still_come_through(host: LoadedAsset, rig: AvatarRig) -> None:
    local, state = LocalPose.at_rest(host.nodes), BodyState()
    target = int(rig.expressions["sad"].targets[0])
    seen = []
    for frame in range(180):
        emotion = "neutral" if frame == 0 else "sad"
        moment = BodyMoment(100 + frame / 90, np.array([0.0, 1.6, 1.5]), emotion=emotion)
        state = advance_body(rig, local, state, moment)
        pose_body(rig, local, moment, state)
        seen.append(float(local.weights[target]))
    assert seen[0] == 0.0
    assert seen[-1] > 0.8
    assert max(np.diff(seen)) < 0.1


def test_both_eyes_meet_on_the_visitor_while_body_and_head_sway(host: LoadedAsset, rig: AvatarRig) -> None:
    local, state = LocalPose.at_rest(host.nodes), BodyState()
    visitor = np.array([0.35, 1.62, 1.3])
    off = []
    for frame in range(360):
        moment = BodyMoment(20 + frame / 90, visitor, activity="listening")
        state = advance_body(rig, local, state, moment)
        pose_body(rig, local, moment, state)
        world = world_matrices(host.nodes, local)
        yaw = np.radians(state.gaze.body_yaw.value)
        assert abs(yaw) < 1e-6  # too little aside to turn round
        for eye in ("leftEye", "rightEye"):
            matrix = world[rig.bones[eye]]
            to = visitor - matrix[:3, 3]
            cosine = float(matrix[:3, 2] @ to / np.linalg.norm(to))
            off.append(np.degrees(np.arccos(min(cosine, 1.0))))
    assert np.median(off) < 1.6
    assert max(off) < 4.0


def test_who_thinks_looks_aside_and_who_speaks_or_listens_looks_at_the_visitor(
    host: LoadedAsset, rig: AvatarRig
) -> None:
    visitor, off = np.array([0.2, 1.62, 1.4]), {}
    for activity in ("thinking", "listening", "speaking"):
        local, state, seen = LocalPose.at_rest(host.nodes), BodyState(), []
        for frame in range(120):
            moment = BodyMoment(20 + frame / 90, visitor, activity=activity)
            state = advance_body(rig, local, state, moment)
            pose_body(rig, local, moment, state)
            eye = world_matrices(host.nodes, local)[rig.bones["leftEye"]]
            to = visitor - eye[:3, 3]
            seen.append(np.degrees(np.arccos(min(float(eye[:3, 2] @ to / np.linalg.norm(to)), 1.0))))
        off[activity] = float(np.median(seen[45:]))  # after half a second
    assert off["thinking"] > 10.0
    assert max(off["listening"], off["speaking"]) < 3.0


def turn_deg(one: np.ndarray, two: np.ndarray) -> float:
    return float(np.degrees(2 * np.arccos(np.clip(np.abs((one * two).sum(axis=-1)), 0, 1)).max()))


def test_a_gesture_cut_short_fades_instead_of_jumping(host: LoadedAsset, rig: AvatarRig) -> None:
    local, state, shown = LocalPose.at_rest(host.nodes), BodyState(), []
    for frame in range(180):
        t = frame / 90
        name, start = ("wave", 0.0) if t < 1.2 else ("", 1.2)
        moment = BodyMoment(t, np.array([0.0, 1.6, 1.5]), gesture=name, gesture_started_s=start)
        state = advance_body(rig, local, state, moment)
        pose_body(rig, local, moment, state)
        shown.append(local.rotation[rig.nodes].copy())
    arm = rig.bones["rightUpperArm"] == rig.nodes
    assert turn_deg(shown[107][arm], shown[179][arm]) > 40.0
    assert max(turn_deg(one, two) for one, two in itertools.pairwise(shown)) < 9.0


def test_the_feet_step_while_the_body_turns(host: LoadedAsset, rig: AvatarRig) -> None:
    local, state, bends = LocalPose.at_rest(host.nodes), BodyState(), []
    for frame in range(270):
        where = np.array([0.0, 1.6, 1.5]) if frame == 0 else np.array([1.6, 1.6, -0.9])
        moment = BodyMoment(frame / 90, where)
        state = advance_body(rig, local, state, moment)
        pose_body(rig, local, moment, state)
        bends.append([local.rotation[rig.bones[leg], 0] for leg in ("leftLowerLeg", "rightLowerLeg")])
    track = np.array(bends)
    assert (track.max(axis=0) > 0.05).all()
    assert np.abs(track[-1]).max() < 0.02


def test_only_the_figure_is_written(host: LoadedAsset, rig: AvatarRig) -> None:
    local, state = LocalPose.at_rest(host.nodes), BodyState()
    moment = BodyMoment(1.0, np.array([0.0, 1.6, 1.5]), gesture="wave", gesture_started_s=0.0)
    state = advance_body(rig, local, state, moment)
    pose_body(rig, local, moment, state)
    others = np.setdiff1d(np.arange(len(host.nodes)), rig.nodes)
    assert np.array_equal(local.rotation[others], host.nodes.rotation[others])
