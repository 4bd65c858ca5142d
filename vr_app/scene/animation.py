"""glTF animations: keyframes sampled for many channels at once into a `LocalPose`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from vr_app.scene.pose import LocalPose


@dataclass(frozen=True)
class Track:
    """Channels that share their key times, target property and interpolation.

    Attributes:
        path: what they move.
        interpolation: as in glTF.
        times_s: float32 (K), strictly increasing.
        targets: int32 (C); node indices, or for "weights" indices into `LocalPose.weights`.
        values: float32 (K, C, D), D is 3, 4 or 1; for CUBICSPLINE (K, 3, C, D): in-tangent, value, out-tangent.
    """

    path: Literal["translation", "rotation", "scale", "weights"]
    interpolation: Literal["LINEAR", "STEP", "CUBICSPLINE"]
    times_s: npt.NDArray[np.float32]
    targets: npt.NDArray[np.int32]
    values: npt.NDArray[np.float32]


@dataclass(frozen=True)
class Animation:
    """A named clip."""

    name: str
    tracks: tuple[Track, ...]

    @property
    def duration_s(self) -> float:
        return max((float(track.times_s[-1]) for track in self.tracks if len(track.times_s)), default=0.0)


def moment(animation: Animation, time_s: float) -> float:
    """Where in a clip that repeats a time lies; its very end is still its end."""
    duration_s = animation.duration_s
    return time_s if 0 <= time_s <= duration_s else time_s % max(duration_s, 1e-3)


def sample_track(track: Track, time_s: float) -> npt.NDArray[np.float32]:
    """Values of all channels at one moment, (C, D); before the first and after the last key the end value holds."""
    times, cubic = track.times_s, track.interpolation == "CUBICSPLINE"
    keys = track.values[:, 1] if cubic else track.values
    after = int(np.searchsorted(times, time_s, side="right"))
    if after == 0 or after == len(times):
        return keys[0 if after == 0 else -1]
    before = after - 1
    if track.interpolation == "STEP":
        return keys[before]
    span = float(times[after] - times[before])
    u = (time_s - float(times[before])) / span
    if cubic:
        u2, u3 = u * u, u * u * u
        out = (
            (2 * u3 - 3 * u2 + 1) * keys[before]
            + span * (u3 - 2 * u2 + u) * track.values[before, 2]
            + (-2 * u3 + 3 * u2) * keys[after]
            + span * (u3 - u2) * track.values[after, 0]
        )
        return _normalised(out) if track.path == "rotation" else out
    if track.path == "rotation":
        return slerp(keys[before], keys[after], u)
    return keys[before] + np.float32(u) * (keys[after] - keys[before])


def apply_animation(animation: Animation, time_s: float, local: LocalPose) -> None:
    """Writes the clip at `time_s` (seconds from its start, not wrapped) into a pose."""
    for track in animation.tracks:
        values = sample_track(track, time_s)
        if track.path == "weights":
            local.weights[track.targets] = values[:, 0]
        elif track.path == "rotation":
            local.rotation[track.targets] = values
        elif track.path == "translation":
            local.translation[track.targets] = values
        else:
            local.scale[track.targets] = values


def slerp(a: npt.NDArray[np.float32], b: npt.NDArray[np.float32], u: float) -> npt.NDArray[np.float32]:
    """Along the shorter arc between quaternions (..., 4)."""
    dot = np.sum(a * b, axis=-1, keepdims=True)
    b = np.where(dot < 0, -b, b)
    angle = np.arccos(np.clip(np.abs(dot), 0.0, 1.0))
    sine = np.sin(angle)
    near = sine < 1e-4
    safe = np.where(near, 1.0, sine)
    wa = np.where(near, 1.0 - u, np.sin((1.0 - u) * angle) / safe)
    wb = np.where(near, u, np.sin(u * angle) / safe)
    return _normalised(wa * a + wb * b)


def _normalised(q: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    return (q / np.maximum(np.linalg.norm(q, axis=-1, keepdims=True), 1e-12)).astype(np.float32)
