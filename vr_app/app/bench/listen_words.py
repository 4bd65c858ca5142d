"""Words understood: recordings played to the hearing program in real time, beside plain faster-whisper."""

from __future__ import annotations

import queue
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from vr_app.app.bench.figures import figures
from vr_app.app.bench.listen_cases import RATE_HZ, Case, Samples, errors, in_room, through_room
from vr_app.inference.hearing_client import HearingClient
from vr_app.inference.hearing_config import HearingConfig
from vr_app.inference.recognizer import plain_transcript
from vr_app.kernel import hearing_events as he
from vr_app.kernel.errors import DeviceError

READY_S, LATE_S = 120.0, 6.0
BLOCK = RATE_HZ // 50
ECHO_DB = -6.0


@dataclass(frozen=True)
class Condition:
    """A room: noise so many dB below the voice, None for quiet; `echo`: the host speaks meanwhile."""

    name: str
    noise_db: float | None = None
    echo: bool = False


CONDITIONS = (Condition("clean"), Condition("noise_10_db", 10.0), Condition("echo_-6_db", echo=True))


class RealTimeHearing:
    """The hearing program, fed in real time."""

    def __init__(self, config: HearingConfig, rules: he.TuneHearing) -> None:
        self.events: queue.SimpleQueue[tuple[float, Any]] = queue.SimpleQueue()
        self._client = HearingClient(config, lambda event: self.events.put((time.monotonic(), event)))
        self._client.start()
        self._rules = rules

    def until_ready(self) -> float:
        """Raises: DeviceError where it does not come up. Returns: seconds of loading."""
        deadline_s = time.monotonic() + READY_S
        while time.monotonic() < deadline_s:
            try:
                _, event = self.events.get(timeout=1.0)
            except queue.Empty:
                continue
            if isinstance(event, he.HearingReady):
                self._client.send(self._rules)
                return event.seconds
            if isinstance(event, he.HearingFailed) and not event.recoverable:
                raise DeviceError(event.message, recoverable=False)
        raise DeviceError("Hearing does not come up.", recoverable=False)

    def play(self, taken: Samples, played: Samples) -> list[tuple[float, Any]]:
        """Both sounds in real time. Returns: what was reported meanwhile, with seconds since the first sample."""
        while not self.events.empty():
            self.events.get()
        begun_s = time.monotonic()
        pcm, far = (np.clip(np.rint(sound * 32767), -32768, 32767).astype("<i2") for sound in (taken, played))
        for start in range(0, len(pcm) - BLOCK + 1, BLOCK):
            at_s = begun_s + (start + BLOCK) / RATE_HZ
            if (pause_s := at_s - time.monotonic()) > 0:
                time.sleep(pause_s)
            sound = pcm[start : start + BLOCK].tobytes() + far[start : start + BLOCK].tobytes()
            self._client.send(he.HearSound(sound, at_s))
        found: list[tuple[float, Any]] = []
        deadline_s = time.monotonic() + LATE_S
        while (left_s := deadline_s - time.monotonic()) > 0:
            try:
                at_s, event = self.events.get(timeout=min(left_s, 0.5))
            except queue.Empty:
                if not _open(found):
                    break
                continue
            if not isinstance(event, he.SoundLevel):
                found.append((at_s - begun_s, event))
        return found

    def close(self) -> None:
        self._client.close()


def bench_words(
    hearing: RealTimeHearing, cases: Sequence[Case], own_voice: Samples, recognizer: Path
) -> dict[str, Any]:
    """Error rates in every condition, ours and plain faster-whisper's on the same samples."""
    plain = plain_transcript(recognizer)
    return {condition.name: _one_condition(hearing, cases, condition, own_voice, plain) for condition in CONDITIONS}


def _one_condition(
    hearing: RealTimeHearing, cases: Sequence[Case], condition: Condition, own_voice: Samples, plain: Any
) -> dict[str, Any]:
    wrong = plain_wrong = words = clipped = 0
    waits: list[float] = []
    misheard = []
    for number, case in enumerate(cases):
        taken = in_room(case.samples, condition.noise_db, number)
        played = np.zeros_like(taken)
        if condition.echo:
            played = np.resize(own_voice, len(taken)) if len(own_voice) else played
            echo = through_room(played, 0.0)
            gain = 10 ** (ECHO_DB / 20) * float(np.std(case.samples)) / max(float(np.std(echo)), 1e-6)
            mixed = (taken + gain * echo).astype(np.float32)
        else:
            mixed = taken
        events = hearing.play(mixed, played)
        lines = [event for _, event in events if isinstance(event, he.LineHeard)]
        heard = " ".join(line.text for line in lines)
        bad, count = errors(case.text, heard)
        wrong, words = wrong + bad, words + count
        clipped += first_word_lost(case.text, heard)
        if bad:
            misheard.append({"path": case.name, "said": case.text, "heard": heard})
        plain_wrong += errors(case.text, plain(mixed))[0]
        if lines:
            waits.append(max(0.0, lines[-1].recognized_s - lines[-1].ended_s))
    return {
        "word_error_rate": round(wrong / max(words, 1), 4),
        "plain_faster_whisper": round(plain_wrong / max(words, 1), 4),
        "words": words,
        "first_words_lost": clipped,
        "utterances": len(cases),
        "end_of_speech_to_words_s": figures(waits),
        "misheard": misheard,
    }


def first_word_lost(said: str, heard: str) -> bool:
    """Whether the beginning is missing: the first words of what was heard are the second ones of what was said."""
    want, got = said.lower().split(), heard.lower().replace(",", "").replace(".", "").split()
    return len(want) > 1 and (not got or (got[0] != want[0] and got[0] == want[1]))


def _open(events: Sequence[tuple[float, Any]]) -> bool:
    """Whether somebody's speech has no end yet."""
    begun = sum(isinstance(event, he.VoiceBegan) for _, event in events)
    ended = sum(isinstance(event, he.LineHeard | he.VoiceDropped) for _, event in events)
    return begun > ended
