"""What leaves the speaker, sample by sample: utterances in order, fades. No device and no thread.

`render` runs in the device's callback: it only copies prepared samples and notes what it did. Everything it shares with
other threads is a deque or a single reference, so that nobody waits.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from vr_app.kernel.events import Utterance

Samples = npt.NDArray[np.float32]

FADE_S = 0.012
_HISTORY = 64
DROPPED = -1
"""Epoch of a segment that is not to be heard, only told as finished when its turn comes."""


@dataclass(frozen=True)
class Segment:
    """An utterance ready to be copied.

    Attributes:
        samples: float32 mono at the device's rate.
        epoch: how many stops had been asked for when it was sent; an older one is dropped.
    """

    utterance: Utterance
    samples: Samples
    epoch: int


@dataclass(frozen=True)
class Mark:
    """A boundary on the device's time line.

    Attributes:
        frame: device frames rendered before it.
        heard_samples: of the utterance, in its own rate; only for "finished".
    """

    kind: Literal["started", "finished"]
    utterance: Utterance
    frame: int
    heard_samples: int = 0
    interrupted: bool = False


@dataclass(frozen=True)
class Moment:
    """What was rendered at a frame.

    Attributes:
        sample: position in the utterance's own samples.
    """

    frame: int
    utterance: Utterance | None
    sample: int


class Playout:
    """The queue and the mix. `render` is called by one thread; all else by any.

    Args:
        sample_rate_hz: of the device.
    """

    def __init__(self, sample_rate_hz: int) -> None:
        self.sample_rate_hz = sample_rate_hz
        self.frames = 0
        """Frames rendered since the start."""
        self.epoch = 0
        self.held = False
        """Silent where it is until it is let go (or stopped)."""
        self._sounding = True
        self.marks: deque[Mark] = deque()
        self._queue: deque[Segment] = deque()
        self._current: Segment | None = None
        self._position = 0
        self._moments: list[Moment | None] = [None] * _HISTORY
        self._moment_count = 0
        self._anchor = (0, 0.0)
        fade = int(FADE_S * sample_rate_hz)
        self._fade = np.linspace(1.0, 0.0, fade, dtype=np.float32)

    def enqueue(self, segment: Segment) -> None:
        """Plays after everything that is queued."""
        self._queue.append(segment)

    def stop(self) -> None:
        """Drops what is queued until now and fades out what is heard."""
        self.epoch += 1
        self.held = False

    def hold(self) -> None:
        """Fades out and stays where it is."""
        self.held = True

    def resume(self) -> None:
        """Goes on from a little before where it was held."""
        self.held = False

    @property
    def idle(self) -> bool:
        """True where nothing is queued or heard."""
        return self._current is None and not self._queue

    def render(self, speech: Samples, leaves_s: float) -> None:
        """Fills `speech` (float32[n], mono) with the next n frames of speech.

        Args:
            leaves_s: monotonic second at which the first of them leaves the speaker.
        """
        self._anchor = (self.frames, leaves_s)
        speech[:] = 0.0
        filled, count = 0, len(speech)
        while filled < count:
            if self.held and (self._current is None or not self._sounding):
                break
            if self._current is None and not self._take_next(filled):
                break
            filled = self._hold_back(speech, filled) if self.held else self._copy(speech, filled)
        if filled < count:
            self._note(filled, None, 0)
        self.frames += count

    def leaves_s(self, frame: int) -> float:
        """Monotonic second at which a frame leaves the speaker, by the newest that the device told."""
        anchor_frame, anchor_s = self._anchor
        return anchor_s + (frame - anchor_frame) / self.sample_rate_hz

    def at(self, monotonic_s: float) -> Moment | None:
        """What leaves the speaker at a moment; None before the first frame."""
        moments, count = list(self._moments), self._moment_count
        anchor_frame, anchor_s = self._anchor
        frame = anchor_frame + (monotonic_s - anchor_s) * self.sample_rate_hz
        oldest = max(count - _HISTORY, 0)
        for i in range(count - 1, oldest - 1, -1):
            moment = moments[i % _HISTORY]
            if moment is not None and moment.frame <= frame:
                return moment
        return None

    def _take_next(self, filled: int) -> bool:
        frame = self.frames + filled
        while self._queue:
            segment = self._queue.popleft()
            if segment.epoch == self.epoch:
                self._current, self._position = segment, 0
                self.marks.append(Mark("started", segment.utterance, frame))
                return True
            self.marks.append(Mark("finished", segment.utterance, frame, 0, True))
        return False

    def _copy(self, speech: Samples, filled: int) -> int:
        segment = self._current
        assert segment is not None
        samples, position = segment.samples, self._position
        stopped = segment.epoch != self.epoch
        if not self._sounding:
            return self._come_back(speech, filled, segment, stopped=stopped)
        count = min(len(speech) - filled, len(samples) - position)
        if stopped:
            count = min(count, len(self._fade))
        speech[filled : filled + count] = samples[position : position + count]
        if stopped:
            # Begins at full level also where fewer samples than the whole fade are left.
            ramp = self._fade[:count] if count == len(self._fade) else np.linspace(1, 0, count, dtype=np.float32)
            speech[filled : filled + count] *= ramp
        self._note(filled, segment.utterance, self._own_samples(segment, position))
        self._position = position + count
        if stopped or self._position >= len(samples):
            heard = self._own_samples(segment, self._position)
            cut = stopped and self._position < len(samples)
            self.marks.append(Mark("finished", segment.utterance, self.frames + filled + count, heard, cut))
            self._current = None
        return filled + count

    def _hold_back(self, speech: Samples, filled: int) -> int:
        """The last samples before a hold, fading out; what fades will be said again."""
        segment = self._current
        assert segment is not None
        position = self._position
        count = min(len(speech) - filled, len(segment.samples) - position, len(self._fade))
        ramp = np.linspace(1.0, 0.0, count, dtype=np.float32)
        speech[filled : filled + count] = segment.samples[position : position + count] * ramp
        self._note(filled, segment.utterance, self._own_samples(segment, position))
        self._sounding = False
        return filled + count

    def _come_back(self, speech: Samples, filled: int, segment: Segment, *, stopped: bool) -> int:
        """After a hold: goes on fading in, or ends unheard where it was stopped meanwhile."""
        self._sounding = True
        if stopped:
            heard = self._own_samples(segment, self._position)
            self.marks.append(Mark("finished", segment.utterance, self.frames + filled, heard, True))
            self._current = None
            return filled
        count = min(len(speech) - filled, len(segment.samples) - self._position, len(self._fade))
        ramp = np.linspace(0.0, 1.0, count, dtype=np.float32)
        position = self._position
        speech[filled : filled + count] = segment.samples[position : position + count] * ramp
        self._note(filled, segment.utterance, self._own_samples(segment, position))
        self._position = position + count
        return filled + count

    def _own_samples(self, segment: Segment, position: int) -> int:
        if position >= len(segment.samples):
            return segment.utterance.sample_count
        return position * segment.utterance.sample_rate_hz // self.sample_rate_hz

    def _note(self, filled: int, utterance: Utterance | None, sample: int) -> None:
        self._moments[self._moment_count % _HISTORY] = Moment(self.frames + filled, utterance, sample)
        self._moment_count += 1
