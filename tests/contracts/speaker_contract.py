"""What every `Speaker` promises. A subclass gives the speaker and lets time pass."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from vr_app.kernel.events import (
    HostNotice,
    PlaybackFinished,
    PlaybackProgressed,
    PlaybackStarted,
    PlayUtterance,
    StopPlayback,
    Utterance,
)
from vr_app.kernel.ids import TurnId
from vr_app.kernel.ports import Speaker

RATE_HZ = 22050


def tone(duration_s: float, *, turn: int = 1, index: int = 0, hz: float = 440.0) -> Utterance:
    t = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    pcm = (np.sin(2 * np.pi * hz * t) * 12000).astype("<i2").tobytes()
    return Utterance(TurnId(turn), index, "tone", pcm, RATE_HZ, ())


class Rig:
    """A speaker under test, the events it posted, and how its time passes.

    Args:
        now: its clock, in seconds.
        wait: lets so much time pass.
    """

    def __init__(
        self,
        make: Callable[[Callable[[Any], None]], Speaker],
        now: Callable[[Speaker], float],
        wait: Callable[[Speaker, float], None],
    ) -> None:
        self.events: list[Any] = []
        self.notices: list[HostNotice] = []
        self.progress: list[PlaybackProgressed] = []
        self.speaker = make(self._post)
        self._now, self._wait = now, wait

    def _post(self, event: Any) -> None:
        if isinstance(event, HostNotice):
            self.notices.append(event)
        elif isinstance(event, PlaybackProgressed):
            self.progress.append(event)
        else:
            self.events.append(event)

    @property
    def now_s(self) -> float:
        return self._now(self.speaker)

    def until(self, done: Callable[[], bool], most_s: float = 20.0) -> None:
        end_s = self.now_s + most_s
        while not done():
            assert self.now_s < end_s, f"nothing came; posted: {self.events}"
            self._wait(self.speaker, 0.005)

    def finished(self, count: int) -> Callable[[], bool]:
        return lambda: sum(isinstance(event, PlaybackFinished) for event in self.events) >= count


class SpeakerContract:
    """Tests to be inherited; `rig` is a fixture of the subclass giving an opened speaker.

    Attributes:
        late_s: how late a real device on a busy machine may be.
        tries: how often a measurement may be made where such a machine may starve the device.
    """

    late_s = 0.0
    tries = 1

    def test_utterances_are_told_in_order_and_once(self, rig: Rig) -> None:
        for index in range(3):
            rig.speaker.send(PlayUtterance(tone(0.1, index=index)))
        rig.until(rig.finished(3))
        kinds = [(type(event), event.index) for event in rig.events]
        expected = [(kind, index) for index in range(3) for kind in (PlaybackStarted, PlaybackFinished)]
        assert kinds == expected
        assert all(e.heard_samples == 2205 and not e.interrupted for e in rig.events if isinstance(e, PlaybackFinished))

    def test_the_clock_counts_what_was_played(self, rig: Rig) -> None:
        """A device that was starved for a moment stands still while time goes on, so a real one may try again."""
        apart_s = [self._clock_against_time(rig, 2 * n) for n in range(self.tries)]
        assert min(abs(s) for s in apart_s) < 0.08, apart_s
        assert min(apart_s) > -0.08 - self.late_s, apart_s

    def _clock_against_time(self, rig: Rig, index: int) -> float:
        """Plays two tones; returns how much more time than clock went by between their starts."""
        seen = len(rig.events)
        rig.speaker.send(PlayUtterance(tone(0.3, index=index)))
        rig.speaker.send(PlayUtterance(tone(0.2, index=index + 1)))
        rig.until(rig.finished(index + 2))
        events = rig.events[seen:]
        first, second = [event for event in events if isinstance(event, PlaybackStarted)]
        ended = [event for event in events if isinstance(event, PlaybackFinished)]
        assert abs(ended[0].end_s - first.start_s - 0.3) < 0.002
        assert abs(second.start_s - ended[0].end_s) < 0.1 + self.late_s
        return (second.monotonic_s - first.monotonic_s) - (second.start_s - first.start_s)

    def test_the_playhead_moves_through_the_utterance(self, rig: Rig) -> None:
        assert rig.speaker.playhead().utterance is None
        utterance = tone(0.4)
        rig.speaker.send(PlayUtterance(utterance))
        rig.until(lambda: rig.speaker.playhead().utterance is utterance)
        seen = []
        while rig.speaker.playhead().utterance is utterance:
            head = rig.speaker.playhead()
            seen.append(head.sample_at(rig.now_s))
            rig.until(lambda before=rig.now_s: rig.now_s > before + 0.01)
        assert len(seen) > 5
        assert max(seen) <= utterance.sample_count
        assert max(seen) - min(seen) > 0.5 * utterance.sample_count
        assert all(later > earlier - (0.03 + self.late_s) * RATE_HZ for earlier, later in pairwise(seen))

    def test_progress_is_told_between_start_and_end(self, rig: Rig) -> None:
        rig.speaker.send(PlayUtterance(tone(1.5)))
        rig.until(rig.finished(1))
        heard = [event.heard_samples for event in rig.progress]
        assert len(heard) >= 3
        assert all(later > earlier - self.late_s * RATE_HZ for earlier, later in pairwise(heard))
        assert 0 <= min(heard) < max(heard) <= 1.5 * RATE_HZ

    def test_stop_is_quick_and_answers_for_everything(self, rig: Rig) -> None:
        rig.speaker.send(PlayUtterance(tone(5.0)))
        rig.speaker.send(PlayUtterance(tone(1.0, index=1)))
        rig.until(lambda: bool(rig.events))
        rig.until(lambda before=rig.now_s: rig.now_s > before + 0.2)
        asked_s = rig.now_s
        rig.speaker.send(StopPlayback())
        rig.until(rig.finished(2))
        assert rig.now_s - asked_s < 0.25 + self.late_s
        first, second = [event for event in rig.events if isinstance(event, PlaybackFinished)]
        assert (first.interrupted, second.interrupted, second.heard_samples) == (True, True, 0)
        least_s = 0.0 if self.late_s else 0.1
        assert least_s * RATE_HZ <= first.heard_samples < (0.7 + self.late_s) * RATE_HZ
        rig.until(lambda: rig.speaker.playhead().utterance is None)

    def test_what_is_sent_after_a_stop_is_played(self, rig: Rig) -> None:
        rig.speaker.send(PlayUtterance(tone(1.0)))
        rig.speaker.send(StopPlayback())
        rig.speaker.send(PlayUtterance(tone(0.1, turn=2)))
        rig.until(rig.finished(2))
        last = rig.events[-1]
        assert (last.turn, last.interrupted, last.heard_samples) == (2, False, 2205)

    def test_stop_in_silence_is_nothing(self, rig: Rig) -> None:
        rig.speaker.send(StopPlayback())
        rig.until(lambda before=rig.now_s: rig.now_s > before + 0.1)
        assert rig.events == []

    def test_closing_tells_what_was_cut(self, rig: Rig) -> None:
        rig.speaker.send(PlayUtterance(tone(1.0)))
        rig.until(lambda: bool(rig.events))
        rig.speaker.close()
        rig.speaker.close()
        last = rig.events[-1]
        assert isinstance(last, PlaybackFinished)
        assert last.interrupted
        assert last.heard_samples < RATE_HZ


def monotonic(_: Speaker) -> float:
    return time.monotonic()


def sleep(_: Speaker, seconds: float) -> None:
    time.sleep(seconds)
