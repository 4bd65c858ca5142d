"""glTF animations: keyframes sampled for many channels at once into a `LocalPose`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from vr_app.scene.key_batch import KeyBatch, unit_quaternions
from vr_app.scene.node import NodeTable
from vr_app.scene.pose import LocalPose
from vr_app.scene.track import PATHS, Path, Track


@dataclass(frozen=True)
class Animation:
    """A named clip."""

    name: str
    tracks: tuple[Track, ...]

    @cached_property
    def batches(self) -> tuple[tuple[Path, KeyBatch], ...]:
        """The tracks gathered by property and interpolation: however many there are, few are sampled."""
        groups: dict[tuple[Path, str], list[Track]] = {}
        for track in self.tracks:
            if len(track.times_s) and len(track.targets):
                groups.setdefault((track.path, track.interpolation), []).append(track)
        return tuple((path, KeyBatch.of(tracks)) for (path, _), tracks in groups.items())

    @cached_property
    def duration_s(self) -> float:
        return max((float(track.times_s[-1]) for track in self.tracks if len(track.times_s)), default=0.0)


def moment(animation: Animation, time_s: float) -> float:
    """Where in a clip that repeats a time lies; its very end is still its end."""
    duration_s = animation.duration_s
    return time_s if 0 <= time_s <= duration_s else time_s % max(duration_s, 1e-3)


def apply_animation(animation: Animation, time_s: float, local: LocalPose) -> None:
    """Writes the clip at `time_s` (seconds from its start, not wrapped) into a pose."""
    for path, batch in animation.batches:
        values = batch.sample(time_s)
        if path == "weights":
            local.weights[batch.places] = values[:, 0]
        else:
            getattr(local, path)[batch.places] = values


def blend_animations(clips: Sequence[tuple[Animation, float, float]], nodes: NodeTable, local: LocalPose) -> None:
    """Writes several clips at once into a pose, each with its share.

    What a clip does not move counts as at rest in it. Rotations are averaged along the shorter way round.

    Args:
        clips: clip, seconds from its start, share; the shares need not sum to one.
        nodes: the table the pose belongs to, for what is at rest.
    """
    total = sum(share for _, _, share in clips)
    if total <= 0:
        return
    moved = {path: np.zeros(len(getattr(local, path)), np.bool_) for path in PATHS}
    sums = {path: np.zeros_like(getattr(local, path)) for path in PATHS}
    for clip, time_s, share in clips:
        pose = LocalPose.at_rest(nodes)
        apply_animation(clip, time_s, pose)
        opposite = np.sum(pose.rotation * nodes.rotation, axis=1) < 0
        pose.rotation[opposite] *= -1
        for path in PATHS:
            sums[path] += getattr(pose, path) * np.float32(share / total)
        for path, batch in clip.batches:
            moved[path][batch.targets] = True
    sums["rotation"] = unit_quaternions(sums["rotation"])
    for path in PATHS:
        getattr(local, path)[moved[path]] = sums[path][moved[path]]
