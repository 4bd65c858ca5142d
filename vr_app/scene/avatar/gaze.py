"""Looking at somebody: eyes first, then the head, then the upper body; and turning round when they walk round.

The state is a small frozen value stepped at a fixed rate, so that the motion depends on what was looked at and when,
not on the frame rate. Angles are degrees: yaw to the figure's left is positive, pitch up is positive.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RATE_HZ = 120
_LONGEST_STEPS = RATE_HZ
TURN_FROM_DEG = 60.0
"""Beyond this the body turns too."""
_TURN_UNTIL_DEG = 6.0
EYE_YAW_LIMIT_DEG, EYE_UP_LIMIT_DEG, EYE_DOWN_LIMIT_DEG = 26.0, 18.0, 24.0
HEAD_YAW_LIMIT_DEG, HEAD_UP_LIMIT_DEG, HEAD_DOWN_LIMIT_DEG = 52.0, 28.0, 32.0
CHEST_YAW_LIMIT_DEG = 16.0
_EYE_RATE, _HEAD_RATE, _CHEST_RATE, _TURN_RATE = 42.0, 8.5, 5.0, 3.0


@dataclass(frozen=True)
class Spring:
    """A value that follows its goal without overshooting (critically damped)."""

    value: float = 0.0
    speed: float = 0.0

    def step(self, goal: float, rate: float, dt_s: float) -> Spring:
        """Exact solution over one step towards a constant goal."""
        offset = self.value - goal
        pull = (self.speed + rate * offset) * dt_s
        fade = math.exp(-rate * dt_s)
        return Spring(goal + (offset + pull) * fade, (self.speed - rate * pull) * fade)


@dataclass(frozen=True)
class GazeState:
    """Where eyes, head, chest and body point now.

    Attributes:
        step: number of fixed steps since time 0; -1 before the first.
        body_yaw: of the whole figure, relative to how the scene placed it.
        chest_yaw: relative to the body; `head_*` relative to the chest; `eye_*` relative to the head.
        turning: True while the body is turning round.
    """

    step: int = -1
    body_yaw: Spring = Spring()
    chest_yaw: Spring = Spring()
    head_yaw: Spring = Spring()
    head_pitch: Spring = Spring()
    eye_yaw: Spring = Spring()
    eye_pitch: Spring = Spring()
    turning: bool = False


def direction_to(point: npt.NDArray[np.floating], eyes: npt.NDArray[np.floating]) -> tuple[float, float]:
    """Yaw and pitch from the eyes to a point, both in the frame the scene placed the figure in (it faces +Z)."""
    x, y, z = (float(a) - float(b) for a, b in zip(point, eyes, strict=True))
    return math.degrees(math.atan2(x, z)), math.degrees(math.atan2(y, max(math.hypot(x, z), 1e-6)))


def advance_gaze(state: GazeState, time_s: float, yaw: float, pitch: float) -> GazeState:
    """Steps the state up to a time, looking at a direction (degrees, see `direction_to`).

    A first call, or one after a gap of more than a second, takes the goal at once.
    """
    goal = math.floor(time_s * RATE_HZ)
    if state.step < 0 or goal - state.step > _LONGEST_STEPS or goal < state.step:
        return _settled(goal, yaw, pitch, state)
    for _ in range(goal - state.step):
        state = _step(state, yaw, pitch)
    return state


def _step(state: GazeState, yaw: float, pitch: float) -> GazeState:
    dt = 1.0 / RATE_HZ
    away = wrapped(yaw - state.body_yaw.value)
    turning = abs(away) > (_TURN_UNTIL_DEG if state.turning else TURN_FROM_DEG)
    body = state.body_yaw
    if turning or abs(body.speed) > 0.5:
        goal = body.value + away if turning else body.value
        body = body.step(goal, _TURN_RATE if turning else 2.5 * _TURN_RATE, dt)
    away = wrapped(yaw - body.value)
    chest_goal, head_goal, head_pitch_goal = _shares(away, pitch)
    chest = state.chest_yaw.step(chest_goal, _CHEST_RATE, dt)
    head = state.head_yaw.step(head_goal, _HEAD_RATE, dt)
    head_pitch = state.head_pitch.step(head_pitch_goal, _HEAD_RATE, dt)
    eye_yaw = _limit(away - chest.value - head.value, EYE_YAW_LIMIT_DEG, EYE_YAW_LIMIT_DEG)
    eye_pitch = _limit(pitch - head_pitch.value, EYE_DOWN_LIMIT_DEG, EYE_UP_LIMIT_DEG)
    return GazeState(
        state.step + 1,
        Spring(wrapped(body.value), body.speed),
        chest,
        head,
        head_pitch,
        state.eye_yaw.step(eye_yaw, _EYE_RATE, dt),
        state.eye_pitch.step(eye_pitch, _EYE_RATE, dt),
        turning,
    )


def _shares(away: float, pitch: float) -> tuple[float, float, float]:
    """What chest and head take of a direction; the eyes take the rest. Small turns are left to the eyes."""
    chest = _limit(0.18 * away, CHEST_YAW_LIMIT_DEG, CHEST_YAW_LIMIT_DEG)
    rest = away - chest
    eased = math.copysign(max(abs(rest) - 4.0, 0.0), rest)
    head = _limit(0.92 * eased, HEAD_YAW_LIMIT_DEG, HEAD_YAW_LIMIT_DEG)
    eased_pitch = math.copysign(max(abs(pitch) - 2.0, 0.0), pitch)
    return chest, head, _limit(0.70 * eased_pitch, HEAD_DOWN_LIMIT_DEG, HEAD_UP_LIMIT_DEG)


def _settled(step: int, yaw: float, pitch: float, before: GazeState) -> GazeState:
    body = before.body_yaw.value if before.step >= 0 else 0.0
    if abs(wrapped(yaw - body)) > TURN_FROM_DEG:
        body = wrapped(yaw)
    away = wrapped(yaw - body)
    chest, head, head_pitch = _shares(away, pitch)
    return GazeState(
        step,
        Spring(body),
        Spring(chest),
        Spring(head),
        Spring(head_pitch),
        Spring(_limit(away - chest - head, EYE_YAW_LIMIT_DEG, EYE_YAW_LIMIT_DEG)),
        Spring(_limit(pitch - head_pitch, EYE_DOWN_LIMIT_DEG, EYE_UP_LIMIT_DEG)),
    )


def wrapped(angle_deg: float) -> float:
    """The same angle in (-180, 180]."""
    return -((180.0 - angle_deg) % 360.0 - 180.0)


def _limit(value: float, below: float, above: float) -> float:
    return min(max(value, -below), above)
