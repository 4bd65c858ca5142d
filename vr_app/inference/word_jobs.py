"""The recogniser's thread: one job at a time, in order; a guess in mid-sentence gives way to anything better."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from vr_app.inference.recognizer import Words

log = logging.getLogger(__name__)

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True)
class WordJob:
    """One thing to recognise.

    Attributes:
        kind: "words" in mid-sentence, "pause" at a pause (which may be the end), "piece" of a very long speech.
        speech: whose number.
        version: which pause of it.
        samples: mono at 16 kHz; of a long speech only what follows its last piece.
    """

    kind: Literal["words", "pause", "piece"]
    speech: int
    version: int
    samples: Samples


class WordJobs:
    """Works through jobs on its own thread.

    Args:
        recognize: samples to text.
        guess: the same at less cost, for words in mid-sentence.
        finished: samples to how sure it is that the sentence ends there; None for no such model.

    Attributes:
        on_finished: told how finished a pause sounds, before its words.
        on_words: told the whole text of the speech until now, and the seconds it took.
    """

    def __init__(
        self,
        recognize: Callable[[Samples], Words],
        finished: Callable[[Samples], float] | None,
        guess: Callable[[Samples], Words] | None = None,
    ) -> None:
        self.on_finished: Callable[[WordJob, float], None] = lambda job, finished: None
        self.on_words: Callable[[WordJob, Words, float], None] = lambda job, words, work_s: None
        self._recognize = recognize
        self._guess = guess or recognize
        self._finished = finished
        self._waiting: deque[WordJob] = deque()
        self._working = False
        self._closing = False
        self._changed = threading.Condition()
        self._pieces: dict[int, list[str]] = {}
        self._thread = threading.Thread(target=self._run, name="recogniser", daemon=True)
        self._thread.start()

    @property
    def idle(self) -> bool:
        """Nothing is being worked on or waiting."""
        with self._changed:
            return not self._working and not self._waiting

    def order(self, job: WordJob) -> None:
        """Any thread. Guesses that wait for the same speech are dropped for it."""
        with self._changed:
            kept = [one for one in self._waiting if one.kind == "piece" or one.speech != job.speech]
            self._waiting = deque([*kept, job])
            self._changed.notify_all()

    def close(self) -> None:
        """Ends the thread after the job under way."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(10.0)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._working = False
                self._changed.wait_for(lambda: self._waiting or self._closing)
                if self._closing:
                    return
                job = self._waiting.popleft()
                self._working = True
            self._work(job)

    def _work(self, job: WordJob) -> None:
        if job.kind == "pause" and self._finished is not None:
            self.on_finished(job, self._finished(job.samples))
        begun_s = time.monotonic()
        try:
            words = self._guess(job.samples) if job.kind == "words" else self._recognize(job.samples)
        except RuntimeError:
            log.exception("the recogniser failed")
            words = Words("", 0.0)
        if job.kind == "piece":
            self._pieces = {job.speech: [*self._pieces.get(job.speech, ()), words.text]}
        else:
            text = " ".join([*self._pieces.get(job.speech, ()), words.text]).strip()
            words = Words(text, words.sure, words.others if not self._pieces.get(job.speech) else ())
        self.on_words(job, words, time.monotonic() - begun_s)
