"""Hearing, block by block: clean sound, voices, pauses, words. Never waits: words come from a thread of their own.

Takes the commands of `kernel.hearing_events` and reports what it heard. At every pause the sentence is recognised at
once, so that the words are there by the time the silence is long enough to be an end.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from vr_app.inference.recognizer import Words
from vr_app.inference.sound_cleaning import BLOCK, SAMPLE_RATE_HZ, CleanSound, level_db
from vr_app.inference.voice_detector import WINDOW
from vr_app.inference.word_jobs import WordJob, WordJobs
from vr_app.kernel import hearing_events as he
from vr_app.speech.endpointing import WINDOW_S, Endpointer, EndpointRules
from vr_app.speech.turn_taking import TurnRules, likelier_interjection, said_words, sounds_unfinished

Pcm = npt.NDArray[np.int16]

PRE_ROLL_S = 0.5
"""Kept from before a voice was sure: first sounds are soft."""
_LOOK_BACK = 6
"""Windows before a voice was sure of which nothing is taken away but the echo."""
_FIRST_WORDS_S = 0.5
_NEXT_WORDS_S = 0.5
"""How often words are recognised while somebody speaks."""
_HALF = WINDOW // 2
_LEVEL_EVERY = 3
"""Windows between two `SoundLevel`s."""
_ECHO_DB = 26.0
"""Where the filter took away this much, what is left is the echo's rest."""
_LEAST_VOICE_S = 0.09


class Cleaner(Protocol):
    cancel_echo: bool
    suppress_noise: bool

    def clean(self, taken: Pcm, played: Pcm) -> CleanSound: ...


class Detector(Protocol):
    def probability(self, window: Pcm) -> float: ...


@dataclass
class _Speech:
    """What somebody is saying.

    Attributes:
        version: counts pauses: words that were recognised for an older one are not the whole sentence.
        ended_s: monotonic second of the end; None while it goes on.
    """

    number: int
    began_s: float
    version: int = 0
    finished: float = -1.0
    text: str | None = None
    text_version: int = -1
    sure: float = 1.0
    recognized_s: float = 0.0
    work_s: float = 0.0
    ended_s: float | None = None
    decided_s: float = 0.0
    voiced_s: float = 0.0


class Listener:
    """Call `take` with every command, from one thread.

    Args:
        send: takes the reports; also called from the recogniser's thread.
        between: looks at the windows that lie across two, while the host is heard; None for none.
    """

    def __init__(
        self,
        cleaner: Cleaner,
        detector: Detector,
        jobs: WordJobs,
        send: Callable[[Any], None],
        between: Detector | None = None,
    ) -> None:
        self._cleaner = cleaner
        self._detector = detector
        self._between = between
        self._half: Pcm = np.zeros(_HALF, np.int16)
        self._glanced = False
        self._jobs = jobs
        self._send = send
        self._lock = threading.RLock()
        self._endpointer = Endpointer()
        self._mode: he.HearingMode = "open"
        self._heard: deque[Pcm] = deque(maxlen=round(PRE_ROLL_S / WINDOW_S))
        self._whole: deque[Pcm] = deque(maxlen=_LOOK_BACK)
        self._rest = np.zeros((4, 0), np.int16)
        self._piece: list[Pcm] = []
        self._speech: _Speech | None = None
        self._ending: dict[int, _Speech] = {}
        self._number = 0
        self._window_count = 0
        self._next_words_s = _FIRST_WORDS_S
        self._guess_s = 0.0
        jobs.on_finished, jobs.on_words = self._finished_known, self._words_known

    def close(self) -> None:
        """Ends the recogniser's thread."""
        self._jobs.close()

    def take(self, command: Any) -> None:
        """Does what the command says."""
        with self._lock:
            match command:
                case he.HearSound():
                    self._hear(command)
                case he.TuneHearing():
                    self._tune(command)
                case he.HoldTalkKey():
                    self._key(command.down)
                case he.HostIsHeard():
                    self._endpointer.be_strict(command.heard)
                case _:
                    raise TypeError(f"{type(command).__name__} is no command to the hearing program")

    # ------------------------------------------------------------------ sound

    def _tune(self, wish: he.TuneHearing) -> None:
        self._mode = wish.mode
        self._cleaner.cancel_echo, self._cleaner.suppress_noise = wish.cancel_echo, wish.suppress_noise
        turn = TurnRules(wish.pause_s, max(wish.longest_pause_s, wish.pause_s), by_key=wish.mode == "push")
        self._endpointer.retune(EndpointRules(wish.threshold, turn, self._endpointer.rules.strict))

    def _hear(self, command: he.HearSound) -> None:
        sound = np.frombuffer(command.sound[: len(command.sound) // 4 * 4], np.int16)
        taken, played = sound[: len(sound) // 2], sound[len(sound) // 2 :]
        for start in range(0, len(taken) - BLOCK + 1, BLOCK):
            block = taken[start : start + BLOCK]
            clean = self._cleaner.clean(block, played[start : start + BLOCK])
            near = clean.near and self._endpointer.rules.strict
            self._endpointer.echoless, self._endpointer.clear = clean.echoless, clean.clear
            self._rest = np.concatenate([self._rest, (block, clean.heard, clean.judged, clean.gentle)], axis=1)
            if not self._glanced and self._rest.shape[1] >= _HALF:
                self._glance(near, command.at_s - (len(taken) - start - BLOCK) / SAMPLE_RATE_HZ)
            if self._rest.shape[1] >= WINDOW:
                left = len(taken) - start - BLOCK + self._rest.shape[1] - WINDOW
                self._window(self._rest[:, :WINDOW], near, command.at_s - left / SAMPLE_RATE_HZ)
                self._half, self._glanced = self._rest[2, _HALF:WINDOW], False
                self._rest = self._rest[:, WINDOW:]

    def _glance(self, near: bool, end_s: float) -> None:
        """Half a window has come: who speaks into the host's speech is not kept waiting for the other half."""
        self._glanced = True
        if self._between is None or not self._endpointer.rules.strict or self._mode != "open":
            return
        fresh = self._rest[:, :_HALF]
        voice = self._between.probability(np.concatenate([self._half, fresh[2]]))
        if level_db(fresh[0]) - level_db(fresh[1]) > _ECHO_DB:
            voice = 0.0
        if self._speech is None and self._endpointer.glance(voice, level_db(fresh[1]), near=near) == "began":
            self._begin(end_s - self._endpointer.onset_windows * WINDOW_S)

    def _window(self, sounds: Pcm, near: bool, end_s: float) -> None:
        raw, heard, judged, gentle = sounds
        raw_db, heard_db = level_db(raw), level_db(heard)
        voice = self._detector.probability(judged)
        if raw_db - heard_db > _ECHO_DB:
            voice = 0.0
        self._window_count += 1
        if self._window_count % _LEVEL_EVERY == 0:
            self._send(he.SoundLevel(round(heard_db, 1), round(raw_db, 1), round(voice, 3), end_s))
        listening = self._mode == "open" or self._endpointer.held or self._speech is not None
        if not listening:
            self._heard.append(heard)
            self._whole.append(gentle)
            return
        happened = self._endpointer.step(voice, heard_db, near=near)
        if self._speech is None:
            self._heard.append(heard)
            self._whole.append(gentle)
            if happened == "began":
                self._begin(end_s - self._endpointer.onset_windows * WINDOW_S)
            return
        self._piece.append(heard)
        self._speech.voiced_s = max(self._speech.voiced_s, self._endpointer.voiced_s)
        match happened:
            case "paused":
                self._speech.version += 1
                self._send(he.VoicePaused(self._speech.number, end_s - self._endpointer.silence_s))
                self._order("pause")
            case "resumed":
                self._speech.version += 1
                self._speech.finished = -1.0
            case "full":
                self._order("piece")
                self._piece = []
                self._endpointer.piece_taken()
            case "ended":
                self._end(end_s)
            case _:
                self._order_words()

    def _begin(self, began_s: float) -> None:
        self._number += 1
        self._speech = _Speech(self._number, began_s)
        # The thorough filter took the first consonant before it was clear that somebody speaks.
        before, whole = list(self._heard), list(self._whole)
        self._piece = before[: len(before) - len(whole)] + whole if len(before) >= len(whole) else before
        self._heard.clear()
        self._whole.clear()
        self._next_words_s = _FIRST_WORDS_S
        self._send(he.VoiceBegan(self._number, began_s))

    def _end(self, end_s: float) -> None:
        speech, self._speech = self._speech, None
        assert speech is not None
        speech.decided_s = end_s
        speech.ended_s = end_s - self._endpointer.ended_after_s
        if speech.text_version == speech.version:
            self._tell(speech)
        else:
            self._ending[speech.number] = speech
        self._heard.extend(self._piece[-(self._heard.maxlen or 1) // 2 :])
        self._piece = []

    def _key(self, down: bool) -> None:
        if self._mode != "push":
            return
        if not down:
            self._endpointer.release()
        elif self._speech is None:
            self._endpointer.press()
            self._begin(time.monotonic())
        else:
            self._endpointer.held = True

    # ------------------------------------------------------------------ words

    def _order_words(self) -> None:
        speech = self._speech
        voiced_s = self._endpointer.voiced_s
        if speech is not None and voiced_s >= self._next_words_s and not self._endpointer.silence_s and self._jobs.idle:
            self._order("words")
            # On a busy machine fewer guesses: a pause must not wait for one.
            self._next_words_s = voiced_s + max(_NEXT_WORDS_S, 3.0 * self._guess_s)

    def _order(self, kind: str) -> None:
        speech = self._speech
        assert speech is not None
        samples = np.concatenate(self._piece).astype(np.float32) / 32768.0 if self._piece else np.zeros(0, np.float32)
        self._jobs.order(WordJob(kind, speech.number, speech.version, samples))  # type: ignore[arg-type]

    def _finished_known(self, job: WordJob, finished: float) -> None:
        with self._lock:
            speech = self._speech
            if speech is not None and (speech.number, speech.version) == (job.speech, job.version):
                speech.finished = finished
                self._endpointer.finished = finished

    def _words_known(self, job: WordJob, words: Words, work_s: float) -> None:
        """On the recogniser's thread."""
        text = words.text
        with self._lock:
            if self._endpointer.rules.strict:
                text = likelier_interjection(text, words.others)
            speech = self._speech if self._speech and self._speech.number == job.speech else None
            speech = speech or self._ending.get(job.speech)
            if job.kind == "words":
                self._guess_s = work_s
            if speech is None or job.kind == "piece":
                return
            if job.kind == "pause" and job.version == speech.version:
                speech.text, speech.text_version, speech.sure = text, job.version, words.sure
                speech.recognized_s, speech.work_s = time.monotonic(), work_s
                if speech.ended_s is None and sounds_unfinished(text) and (self._endpointer.finished or 0.0) < 0.9:
                    self._endpointer.finished = min(self._endpointer.finished or 0.0, 0.3)
            if speech.ended_s is not None:
                if speech.text_version == speech.version:
                    del self._ending[speech.number]
                    self._tell(speech)
            elif job.version == speech.version or job.kind == "words":
                self._send(he.WordsHeard(speech.number, text, job.kind == "pause", speech.voiced_s, words.sure))

    def _tell(self, speech: _Speech) -> None:
        assert speech.ended_s is not None
        text = said_words(speech.text or "")
        if not text or speech.voiced_s < _LEAST_VOICE_S:
            self._send(he.VoiceDropped(speech.number, speech.ended_s))
            return
        self._send(
            he.LineHeard(
                speech.number,
                text,
                speech.began_s,
                speech.ended_s,
                speech.decided_s,
                max(speech.recognized_s, speech.decided_s),
                speech.finished,
                round(speech.work_s, 4),
                round(speech.voiced_s, 3),
                speech.sure,
            )
        )
