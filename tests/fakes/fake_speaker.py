"""A loudspeaker whose time moves only when a test says so."""

from __future__ import annotations

from typing import Any

import numpy as np

from vr_app.audio.playout import Playout, Segment
from vr_app.kernel.events import PlaybackFinished, PlaybackProgressed, PlaybackStarted, PlayUtterance, StopPlayback
from vr_app.kernel.ports import Playhead, Post

RATE_HZ = 8000


class FakeSpeaker:
    """Holds to the `Speaker` port; `advance` plays."""

    def __init__(self, post: Post) -> None:
        self.now_s = 0.0
        self._post = post
        self._progress_s = 0.0
        self._playout = Playout(RATE_HZ)

    def open(self) -> str:
        return "A loudspeaker of virtual time."

    def send(self, command: Any) -> None:
        if isinstance(command, StopPlayback):
            self._playout.stop()
        elif isinstance(command, PlayUtterance):
            samples = np.zeros(round(command.utterance.duration_s * RATE_HZ), np.float32)
            self._playout.enqueue(Segment(command.utterance, samples, self._playout.epoch))

    def advance(self, seconds: float, step_s: float = 0.02) -> None:
        """Plays for a while; events are posted as they happen."""
        end_s = self.now_s + seconds
        while self.now_s < end_s - 1e-9:
            block = np.zeros(round(min(step_s, end_s - self.now_s) * RATE_HZ), np.float32)
            self._playout.render(block, self.now_s)
            self.now_s += len(block) / RATE_HZ
            self.tell()

    def tell(self) -> None:
        while self._playout.marks:
            mark = self._playout.marks.popleft()
            turn, index, at_s = mark.utterance.turn, mark.utterance.index, mark.frame / RATE_HZ
            if mark.kind == "started":
                self._post(PlaybackStarted(turn, index, at_s, self._playout.leaves_s(mark.frame)))
            else:
                self._post(PlaybackFinished(turn, index, mark.heard_samples, at_s, mark.interrupted))

        head = self.playhead()
        if head.utterance is not None and self.now_s >= self._progress_s + 0.2:
            self._progress_s = self.now_s
            self._post(PlaybackProgressed(head.utterance.turn, head.utterance.index, int(head.sample_at(self.now_s))))

    def playhead(self) -> Playhead:
        moment = self._playout.at(self.now_s)
        if moment is None:
            return Playhead(None, 0, 0.0, self.now_s)
        return Playhead(moment.utterance, moment.sample, moment.frame / RATE_HZ, self._playout.leaves_s(moment.frame))

    def close(self) -> None:
        self._playout.stop()
        self.advance(0.04)
