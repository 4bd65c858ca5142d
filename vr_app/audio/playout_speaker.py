"""What every loudspeaker shares: a small thread that prepares sounds, tells what was heard, writes the recording."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.audio.ambience import Bed
from vr_app.audio.bed_deck import BedDeck
from vr_app.audio.playout import DROPPED, Playout, Segment
from vr_app.audio.recording import Recording
from vr_app.audio.voice_output import VoiceOutput
from vr_app.kernel.events import (
    PlaybackFinished,
    PlaybackProgressed,
    PlaybackStarted,
    PlayUtterance,
    StopPlayback,
    Utterance,
)
from vr_app.kernel.hearing_events import HoldPlayback, ResumePlayback
from vr_app.kernel.ports import Playhead, Post

log = logging.getLogger(__name__)

Tap = Callable[[npt.NDArray[np.float32], float], None]

SCENE_SOUND = "scene.wav"
"""Beside the recording of what is said: all that is heard, with both ears."""
BLOCK_S = 0.02
_TICK_S = 0.01
_PROGRESS_S = 0.2
_LARGEST_BLOCK = 16384


class PlayoutSpeaker:
    """Plays into nothing, in real time. A device's speaker builds on it.

    Args:
        post: takes `PlaybackStarted` and `PlaybackFinished` (one for every `PlayUtterance`, in order), and
            `PlaybackProgressed` between them.
        sample_rate_hz: of the time line.
        record_to: a .wav file that gets all that is said.
    """

    def __init__(self, post: Post, *, sample_rate_hz: int = 24000, record_to: Path | None = None) -> None:
        self.volume = 1.0
        """Of speech, 0 to 1; the recording is made before it."""
        self.quick = False
        """Whether a device is to answer with a short delay."""
        self.ahead_s = 0.0
        """How long before it leaves a block is made where no device asks for it, as a device asks ahead of time."""
        self.output = VoiceOutput()
        """Where speech is heard: in the middle, or in the scene."""
        self.bed: Bed | None = None
        """The sound of the place, at this speaker's sample rate; None for silence."""
        self._deck = BedDeck()
        self.tap: Tap | None = None
        """Told on the device's thread of each block (float32[n, 2]) and when its first sample leaves the device."""
        self._chime: deque[npt.NDArray[np.float32]] = deque()
        self._post = post
        self._record_to = record_to
        self._recording: Recording | None = None
        self._scene_recording: Recording | None = None
        self._playout = Playout(sample_rate_hz)
        self._inbox: queue.SimpleQueue[tuple[Utterance, int] | None] = queue.SimpleQueue()
        self._scratch = np.zeros(_LARGEST_BLOCK, np.float32)
        self._clock_zero_s = 0.0
        self._progress_s = 0.0
        self._thread: threading.Thread | None = None
        self._ending = False
        self._told_failure = False

    @property
    def sides(self) -> tuple[float, float]:
        """How loud speech is on the left and on the right."""
        return self.output.sides

    @sides.setter
    def sides(self, loud: tuple[float, float]) -> None:
        self.output.sides = loud

    @property
    def sample_rate_hz(self) -> int:
        """Of the time line that `clock_s` counts."""
        return self._playout.sample_rate_hz

    def open(self) -> str:
        """Starts the clock."""
        self._begin()
        return "No loudspeaker: speech is timed as if there were one."

    def send(self, command: Any) -> None:
        """Takes `PlayUtterance`, `StopPlayback`, `HoldPlayback` and `ResumePlayback`. Never blocks."""
        if isinstance(command, StopPlayback):
            self._playout.stop()
        elif isinstance(command, HoldPlayback):
            self._playout.hold()
        elif isinstance(command, ResumePlayback):
            self._playout.resume()
        elif isinstance(command, PlayUtterance):
            self._inbox.put((command.utterance, self._playout.epoch))

    def playhead(self) -> Playhead:
        """What leaves the speaker now."""
        now_s = time.monotonic()
        moment = self._playout.at(now_s)
        if moment is None:
            return Playhead(None, 0, 0.0, now_s)
        return Playhead(
            moment.utterance, moment.sample, moment.frame / self.sample_rate_hz, self._playout.leaves_s(moment.frame)
        )

    def chime(self, samples: npt.NDArray[np.float32]) -> None:
        """Plays a short sound (mono, at this speaker's rate) over everything else, at once. Any thread."""
        self._chime.append(samples)

    def close(self) -> None:
        """Ends the sound; what was playing is told as interrupted. May be called more than once."""
        if self._thread is None or self._ending:
            return
        self._playout.stop()
        self._ending = True
        self._inbox.put(None)
        self._thread.join(5.0)
        for recording in filter(None, (self._recording, self._scene_recording)):
            try:
                recording.close()
            except Exception:
                log.exception("the end of the recording is missing")

    # ------------------------------------------------------------------ for devices

    def _begin(self) -> None:
        if self._record_to is not None:
            self._recording = Recording(self._record_to, self.sample_rate_hz)
            scene = self._record_to.with_name(SCENE_SOUND)
            self._scene_recording = Recording(scene, self.sample_rate_hz, channels=2)
        self._restart_clock()
        self._thread = threading.Thread(target=self._run, name="speaker", daemon=True)
        self._thread.start()

    def _restart_clock(self) -> None:
        """From now on frames leave in real time by the machine's clock."""
        self._clock_zero_s = time.monotonic() - self._playout.frames / self.sample_rate_hz

    def _render_block(self, out: npt.NDArray[np.float32], leaves_s: float) -> None:
        """Fills a device's block (float32[n, 2]): speech on both sides, the bed under it."""
        for start in range(0, len(out), _LARGEST_BLOCK):
            part = out[start : start + _LARGEST_BLOCK]
            speech = self._scratch[: len(part)]
            speaking = not self._playout.idle
            self._playout.render(speech, leaves_s + (start + self.output.latency_frames) / self.sample_rate_hz)
            self.output.mix_into(part, speech, self.volume, speaking)
            self._deck.mix_into(part, self.bed, speaking)
            if self._chime:
                self._mix_chime(part)
            self.output.to_mono(part)
            np.clip(part, -1.0, 1.0, out=part)
            self._record(speech, speaking)
            scene = self._scene_recording
            if scene is not None:
                scene.add(part, silent=False)
        if self.tap is not None:
            self.tap(out, leaves_s)

    def _mix_chime(self, part: npt.NDArray[np.float32]) -> None:
        sound = self._chime.popleft()
        count = min(len(part), len(sound))
        part[:count] += sound[:count, None]
        if count < len(sound):
            self._chime.appendleft(sound[count:])

    def _drive(self, now_s: float) -> None:
        """Moves the clock where no device does: renders what leaves until now."""
        rate_hz, block = self.sample_rate_hz, int(BLOCK_S * self.sample_rate_hz)
        behind = int((now_s + self.ahead_s - self._clock_zero_s) * rate_hz) - self._playout.frames
        for _ in range(max(behind, 0) // block):
            speech = self._scratch[:block]
            speaking = not self._playout.idle
            leaves_s = self._clock_zero_s + self._playout.frames / rate_hz
            if self._scene_recording is not None:
                self._render_block(np.zeros((block, 2), np.float32), leaves_s)
                continue
            self._playout.render(speech, leaves_s)
            if self.tap is not None:
                self.tap(speech[:, None], leaves_s)
            self._record(speech, speaking)

    def _record(self, speech: npt.NDArray[np.float32], speaking: bool) -> None:
        recording = self._recording  # the small thread may drop it
        if recording is not None:
            recording.add(speech, silent=not speaking)

    # ------------------------------------------------------------------ the small thread

    def _run(self) -> None:
        while not self._ending:
            try:
                entry = self._inbox.get(timeout=_TICK_S)
            except queue.Empty:
                entry = None
            if entry is not None:
                self._prepare(*entry)
            try:
                self._tick()
            except Exception:
                # The thread must live on: it tells the host what was heard, and no turn closes without that.
                if not self._told_failure:
                    self._told_failure = True
                    log.exception("the loudspeaker's thread stumbled and goes on")
        while not self._inbox.empty():
            entry = self._inbox.get()
            if entry is not None:
                self._prepare(*entry)
        self._finish()
        self._playout.render(self._scratch[: int(BLOCK_S * self.sample_rate_hz)], time.monotonic())
        self._tell(float("inf"))

    def _tick(self) -> None:
        now_s = time.monotonic()
        self._drive(now_s)
        self._tell(now_s)
        self._tell_progress(now_s)
        self._write()

    def _finish(self) -> None:
        """Called on the small thread before the last marks are told: a device stops here."""

    def _prepare(self, utterance: Utterance, epoch: int) -> None:
        """Queues an utterance; one that cannot be prepared passes in its place in the row, unheard."""
        samples = np.zeros(0, np.float32)
        if epoch == self._playout.epoch:
            try:
                samples = self._resampled(utterance)
            except Exception:
                log.exception("turn %d, sentence %d cannot be played", utterance.turn, utterance.index)
                epoch = DROPPED
        self._playout.enqueue(Segment(utterance, samples, epoch))

    def _resampled(self, utterance: Utterance) -> npt.NDArray[np.float32]:
        samples = np.frombuffer(utterance.pcm[: 2 * utterance.sample_count], "<i2").astype(np.float32) / 32768.0
        if utterance.sample_rate_hz == self.sample_rate_hz:
            return samples
        import soxr

        return soxr.resample(samples, utterance.sample_rate_hz, self.sample_rate_hz)

    def _tell(self, now_s: float) -> None:
        marks, rate_hz = self._playout.marks, self.sample_rate_hz
        while marks and (left_s := self._playout.leaves_s(marks[0].frame)) <= now_s:
            mark = marks.popleft()
            turn, index, at_s = mark.utterance.turn, mark.utterance.index, mark.frame / rate_hz
            if mark.kind == "started":
                self._post(PlaybackStarted(turn, index, at_s, left_s))
            else:
                self._post(PlaybackFinished(turn, index, mark.heard_samples, at_s, mark.interrupted))

    def _tell_progress(self, now_s: float) -> None:
        if now_s < self._progress_s + _PROGRESS_S:
            return
        self._progress_s = now_s
        head = self.playhead()
        if head.utterance is not None:
            heard = int(head.sample_at(now_s))
            self._post(PlaybackProgressed(head.utterance.turn, head.utterance.index, heard))

    def _write(self) -> None:
        self._recording = _written(self._recording)
        self._scene_recording = _written(self._scene_recording)


def _written(recording: Recording | None) -> Recording | None:
    """Empties what was kept into the file. Returns the recording while it can go on."""
    if recording is None:
        return None
    try:
        recording.write()
    except Exception:
        log.exception("the recording ends here")
        with suppress(Exception):
            recording.close()
        return None
    return recording
