"""Keyframes of many tracks laid one after another, so that all their channels are sampled in a few array operations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from vr_app.scene.track import Track

Floats = npt.NDArray[np.float32]
Share = Floats | float
GAP_S = 1.0
"""Between the key times of two tracks, laid on one line."""
SAME = 1e-4
"""Sine of an angle at which two rotations count as one."""


@dataclass(frozen=True)
class Arcs:
    """The shorter ways between two quaternions each (C), with what does not change along them.

    Attributes:
        start: float32 (4, C): whole rows are quicker to work on than four numbers each.
        end: float32 (4, C), of the sign that makes the way short.
        angle: float32 (C).
        per_sine: float32 (C); 0 where the two are nearly the same.
        same: bool (C); where they are; None for nowhere.
    """

    start: Floats
    end: Floats
    angle: Floats
    per_sine: Floats
    same: npt.NDArray[np.bool_] | None

    @staticmethod
    def between(a: Floats, b: Floats) -> Arcs:
        dot = np.einsum("ci,ci->c", a, b)
        angle = np.arccos(np.minimum(np.abs(dot), 1.0))
        sine = np.sin(angle)
        near = sine < SAME
        per_sine = np.where(near, 0.0, 1.0 / np.where(near, 1.0, sine)).astype(np.float32, copy=False)
        end = np.where(dot < 0, -b.T, b.T)
        return Arcs(np.ascontiguousarray(a.T), np.ascontiguousarray(end), angle, per_sine, near if near.any() else None)

    def at(self, u: Share) -> Floats:
        """The quaternions (C, 4) at a share from 0 to 1 of the ways, one for all or one for each (C)."""
        share = np.float32(u) if isinstance(u, float) else u
        leaving: Floats = np.sin((1 - share) * self.angle) * self.per_sine
        arriving: Floats = np.sin(share * self.angle) * self.per_sine
        if self.same is not None:
            leaving, arriving = np.where(self.same, 1 - share, leaving), np.where(self.same, share, arriving)
        turned = leaving * self.start
        turned += arriving * self.end
        return turned.T if self.same is None else unit_quaternions(turned.T)


@dataclass(frozen=True)
class Between:
    """T tracks with C channels, each between two of its keys.

    Attributes:
        before: int64 (T), the last key at or before the moment.
        start_s: float64 (T), the time of the key that the stretch begins with; `per_span` one by its length.
        span_s: float32 (C, 1), its length.
        low: int64 (C), row of each channel's value there; `high` at its end.
        start: float32 (C, D), the values there; `way` is how far it is from them to those at the end.
        arcs: the same of quaternions.
    """

    before: npt.NDArray[np.int64]
    start_s: npt.NDArray[np.float64]
    per_span: npt.NDArray[np.float64]
    span_s: Floats
    low: npt.NDArray[np.int64]
    high: npt.NDArray[np.int64]
    start: Floats
    way: Floats
    arcs: Arcs | None


@dataclass(frozen=True)
class KeyBatch:
    """T tracks of one target property and interpolation, with C channels together.

    Attributes:
        cubic: whether each key has an in-tangent, a value and an out-tangent.
        stepped: whether a value holds until the next key.
        turning: whether the values are quaternions.
        times_s: float64 (K), all key times, each track's moved by its `shift_s` so that they increase throughout.
        first_key: int64 (T); where a track's keys begin in `times_s`.
        key_count: int64 (T).
        first_s: float64 (T), time of the first key, and `last_s` of the last.
        shift_s: float64 (T).
        targets: int32 (C), as in `Track`.
        track_of: int64 (C); the track of each channel.
        first_row: int64 (C); where its first key's values are in `values`.
        row_step: int64 (C); rows from one key to the next; a third of it from in-tangent to value to out-tangent.
        values: float32 (R, D).
    """

    cubic: bool
    stepped: bool
    turning: bool
    times_s: npt.NDArray[np.float64]
    first_key: npt.NDArray[np.int64]
    key_count: npt.NDArray[np.int64]
    first_s: npt.NDArray[np.float64]
    last_s: npt.NDArray[np.float64]
    shift_s: npt.NDArray[np.float64]
    targets: npt.NDArray[np.int32]
    track_of: npt.NDArray[np.int64]
    first_row: npt.NDArray[np.int64]
    row_step: npt.NDArray[np.int64]
    values: npt.NDArray[np.float32]
    _kept: tuple[int, Arcs] | None = field(default=None, init=False, repr=False, compare=False)
    _stretch: Between | None = field(default=None, init=False, repr=False, compare=False)

    @cached_property
    def places(self) -> npt.NDArray[np.int32] | slice:
        """`targets`; a slice where they follow one another: that is written more quickly."""
        together = bool((np.diff(self.targets) == 1).all())
        return slice(int(self.targets[0]), int(self.targets[-1]) + 1) if together else self.targets

    @staticmethod
    def of(tracks: Sequence[Track]) -> KeyBatch:
        """Lays out tracks of the same property and interpolation; each has at least one key."""
        cubic = tracks[0].interpolation == "CUBICSPLINE"
        counts = np.array([len(track.times_s) for track in tracks], np.int64)
        first_s = np.array([track.times_s[0] for track in tracks], np.float64)
        last_s = np.array([track.times_s[-1] for track in tracks], np.float64)
        shift_s = np.concatenate([[0.0], np.cumsum(last_s - first_s + GAP_S)[:-1]]) - first_s
        channels = np.array([len(track.targets) for track in tracks], np.int64)
        steps = channels * (3 if cubic else 1)
        rows = np.concatenate([[0], np.cumsum(steps * counts)[:-1]])
        track_of = np.repeat(np.arange(len(tracks)), channels)
        within = np.arange(len(track_of)) - np.repeat(np.cumsum(channels) - channels, channels)
        return KeyBatch(
            cubic=cubic,
            stepped=tracks[0].interpolation == "STEP",
            turning=tracks[0].path == "rotation",
            times_s=np.concatenate([t.times_s + s for t, s in zip(tracks, shift_s, strict=True)]).astype(np.float64),
            first_key=np.cumsum(counts) - counts,
            key_count=counts,
            first_s=first_s,
            last_s=last_s,
            shift_s=shift_s,
            targets=np.concatenate([track.targets for track in tracks]),
            track_of=track_of,
            first_row=rows[track_of] + within,
            row_step=steps[track_of],
            values=np.concatenate([track.values.reshape(-1, track.values.shape[-1]) for track in tracks]),
        )

    def sample(self, time_s: float) -> npt.NDArray[np.float32]:
        """Values (C, D) of all channels at one moment; before the first and after the last key the end value holds."""
        if len(self.first_s) == 1:
            return self._sample_one(time_s)
        moments = np.minimum(np.maximum(time_s, self.first_s), self.last_s) + self.shift_s
        found = np.searchsorted(self.times_s, moments, side="right") - self.first_key
        before = np.minimum(found - 1, self.key_count - 1)
        if self.stepped:
            return self.values[self._rows(before)]
        between = self._between(before)
        share = (moments - between.start_s) * between.per_span
        u: Floats = share[self.track_of].astype(np.float32)
        if self.cubic:
            return self._spline(between.low, between.high, u[:, None], between.span_s)
        if between.arcs is not None:
            return between.arcs.at(u)
        straight = between.start + u[:, None] * between.way
        return straight.astype(np.float32, copy=False)

    def _between(self, before: npt.NDArray[np.int64]) -> Between:
        """What does not change while each track stays between its keys."""
        kept = self._stretch
        if kept is not None and np.array_equal(kept.before, before):
            return kept
        last = np.minimum(np.maximum(before, 0), np.maximum(self.key_count - 2, 0))
        after = np.minimum(last + 1, self.key_count - 1)
        start_s = self.times_s[self.first_key + last]
        span_s = self.times_s[self.first_key + after] - start_s
        low, high = self._rows(last), self._rows(after)
        a, b = self.values[low], self.values[high]
        turning = self.turning and not self.cubic
        kept = Between(
            before=before,
            start_s=start_s,
            per_span=1.0 / np.where(span_s > 0, span_s, 1.0),
            span_s=span_s[self.track_of][:, None].astype(np.float32),
            low=low,
            high=high,
            start=a,
            way=b - a,
            arcs=Arcs.between(a, b) if turning else None,
        )
        object.__setattr__(self, "_stretch", kept)
        return kept

    def _sample_one(self, time_s: float) -> npt.NDArray[np.float32]:
        """The same for a single track, whose values lie side by side: nothing is gathered."""
        times_s, last = self.times_s, int(self.key_count[0]) - 1
        moment = min(max(time_s, float(self.first_s[0])), float(self.last_s[0])) + float(self.shift_s[0])
        before = min(int(np.searchsorted(times_s, moment, side="right")) - 1, last)
        keys = self.values.reshape(last + 1, -1, len(self.targets), self.values.shape[-1])
        if self.stepped:
            return keys[before, 0]
        before = min(max(before, 0), max(last - 1, 0))
        after = min(before + 1, last)
        span_s = float(times_s[after] - times_s[before])
        u = (moment - float(times_s[before])) / span_s if span_s > 0 else 0.0
        if self.cubic:
            return self._curve(keys[before, 1], keys[before, 2], keys[after, 0], keys[after, 1], u, span_s)
        if self.turning:
            return self._arcs(before, after).at(u)
        a, b = keys[before, 0], keys[after, 0]
        return a + np.float32(u) * (b - a)

    def _arcs(self, before: int, after: int) -> Arcs:
        """Between two keys of a single track; kept while time stays between them."""
        kept = self._kept
        if kept is None or kept[0] != before:
            keys = self.values.reshape(int(self.key_count[0]), len(self.targets), 4)
            kept = (before, Arcs.between(keys[before], keys[after]))
            object.__setattr__(self, "_kept", kept)
        return kept[1]

    def _rows(self, key: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        return self.first_row + key[self.track_of] * self.row_step

    def _spline(
        self, low: npt.NDArray[np.int64], high: npt.NDArray[np.int64], u: npt.NDArray, span: npt.NDArray
    ) -> npt.NDArray[np.float32]:
        third, values = self.row_step // 3, self.values
        return self._curve(values[low + third], values[low + 2 * third], values[high], values[high + third], u, span)

    def _curve(self, start: Floats, leaving: Floats, arriving: Floats, end: Floats, u: Share, span: Share) -> Floats:
        """Between two keys, with their tangents."""
        u2, u3 = u * u, u * u * u
        out = (
            (2 * u3 - 3 * u2 + 1) * start
            + span * (u3 - 2 * u2 + u) * leaving
            + (3 * u2 - 2 * u3) * end
            + span * (u3 - u2) * arriving
        )
        curve = out.astype(np.float32, copy=False)
        return unit_quaternions(curve) if self.turning else curve


def unit_quaternions(q: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """At unit length, (..., 4)."""
    length = np.sqrt(np.einsum("...i,...i->...", q, q))[..., None]
    return (q / np.maximum(length, 1e-12)).astype(np.float32)
