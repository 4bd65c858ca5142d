"""What was said, as text, by faster-whisper: used by the benches to check speech against its captions."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.kernel.errors import Location, UserError
from vr_app.speech.heard_commands import READ_BEFORE, is_command_misheard, may_be_command

SAMPLE_RATE_HZ = 16_000
_PADDING_S = 6.0
"""Silence after the speech instead of a whole 30 s window: four times as fast; below 4 s the model repeats itself."""
_WINDOW_FRAMES = 3000


BEAMS = 5
"""With five the short window errs no more often than the long one; with one it does."""
_TOKENS_PER_S = 12.0
"""More than the fastest speaker's."""
_FEWEST_TOKENS = 12
_SURE, _SENTENCE_S, _LONGEST_LOOK_S, _LEAD_S = 0.85, 1.9, 0.7, 0.3
"""A sentence (with its pre-roll) of which it is less sure is looked at again where that takes no longer than this."""
_NOBODY, _UNSURE = 0.6, 0.37
"""Probability of no speech, and of the words, beyond which a cough is no word."""
_LIKELY = 0.5
"""Another reading is one that is at least so likely beside the best."""
_PLAIN, _SHORT_S = 0.62, 1.6
"""A short sound (with its pre-roll) of which it is less sure is compared with interjections."""
_INTERJECTIONS = {"Stop.": 0.08, "Wait.": 0.08, "Mm-hmm.": 0.13, "Uh-huh.": 0.14}
"""And the probability from which each is one of the readings: other short sounds give each of them half of that."""
_WRITTEN = {"zh": "以下是普通话的句子。"}
"""What a sentence is told to follow on: without it this model writes Chinese now in one, now in the other writing."""
_COMMAND_S = 3.2
"""A longer sound (with its pre-roll) is no command."""
_LOOP = re.compile(r"(\b\w.{0,40}?)\1{2,}|^\W*(\w+\W+\w.*?)(?:\W+\2)+\W*$", re.DOTALL | re.IGNORECASE)
"""The same words three times running, or two or more words said again and again and nothing else."""
_AGAIN = re.compile(r"^\W*(\w+\W+\w.*?)(?:\W+\1)+\W*$", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Words:
    """What was understood, and how sure that is, 0 to 1 (the geometric mean over its pieces).

    Attributes:
        others: what else it may have been, the likeliest first: each at least half as likely.
    """

    text: str
    sure: float = 1.0
    others: tuple[str, ...] = ()


class Recognizer:
    """A Whisper model in CTranslate2's format.

    Args:
        language: what is spoken, or "auto": a multilingual model then tells, each time.

    Raises: UserError where the folder holds none or faster-whisper is not installed.
    """

    def __init__(self, folder: Path, *, threads: int = 1, language: str = "en") -> None:
        try:
            from faster_whisper import WhisperModel
            from faster_whisper.tokenizer import Tokenizer
            from tqdm import tqdm
        except ImportError as error:
            raise UserError("the recogniser is not installed", remedy="Run `vr-app setup`.", exit_code=3) from error
        tqdm.monitor_interval = 0  # no progress is shown here: nothing has to watch it from a thread of its own
        try:
            self._model: Any = WhisperModel(
                str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise UserError(f"the recogniser cannot be read ({error})", where=Location(folder)) from error
        self._long_s = 0.0
        self._make_tokenizer: Any = Tokenizer
        self._language = language if self._model.model.is_multilingual else "en"
        self._tokenizers: dict[str, Any] = {}
        if self._language != "auto":
            self._tokenizer(self._language)

    def transcribe(self, samples: npt.NDArray[np.float32]) -> str:
        """The words of mono speech at 16 kHz, up to 24 s of it."""
        return self.words(samples).text

    def guess(self, samples: npt.NDArray[np.float32]) -> Words:
        """The words of speech that goes on, at the least cost."""
        return self.words(samples, beams=1)

    def careful(self, samples: npt.NDArray[np.float32]) -> Words:
        """As `words`; a sentence of which it is not sure is looked at again as faster-whisper does by itself.

        That takes three times as long, so it is done on a quick machine only.
        """
        first = self.words(samples)
        if first.sure >= _SURE or len(samples) < _SENTENCE_S * SAMPLE_RATE_HZ or self._long_s > _LONGEST_LOOK_S:
            return first
        begun_s = time.monotonic()
        second = self._long_look(samples)
        # On a busy machine it is left off for a while, and tried again later.
        self._long_s = time.monotonic() - begun_s
        return Words(second, first.sure) if second and not _LOOP.search(second) else first

    def _long_look(self, samples: npt.NDArray[np.float32]) -> str:
        lead = np.zeros(int(_LEAD_S * SAMPLE_RATE_HZ), np.float32)
        language = None if self._language == "auto" else self._language
        pieces, _ = self._model.transcribe(
            np.concatenate([lead, samples]),
            language=language,
            temperature=0.0,
            initial_prompt=_WRITTEN.get(self._language),
        )
        return " ".join(piece.text.strip() for piece in pieces).strip()

    def words(self, samples: npt.NDArray[np.float32], *, beams: int = BEAMS, padding_s: float = _PADDING_S) -> Words:
        """The words of mono speech at 16 kHz, up to 24 s of it; none where the model thinks that nobody spoke."""
        import ctranslate2

        self._long_s *= 0.8
        padded = np.concatenate([samples, np.zeros(int(padding_s * SAMPLE_RATE_HZ), np.float32)])
        features = self._model.feature_extractor(padded)[:, :_WINDOW_FRAMES]
        frames = features.shape[1] - features.shape[1] % 2
        batch = np.ascontiguousarray(features[None, :, :frames], dtype=np.float32)
        encoded = self._model.model.encode(ctranslate2.StorageView.from_array(batch), to_cpu=True)
        language = self._spoken(encoded)
        tokenizer = self._tokenizer(language)
        before = tokenizer.encode(_WRITTEN[language]) if language in _WRITTEN else []
        prompt = self._model.get_prompt(tokenizer, before, without_timestamps=True)
        most = min(200, len(prompt) + _FEWEST_TOKENS + int(_TOKENS_PER_S * len(samples) / SAMPLE_RATE_HZ))

        options = {
            "beam_size": beams,
            "num_hypotheses": beams,
            "max_length": most,
            "return_scores": True,
            "return_no_speech_prob": True,
        }

        def heard(prompt: list[int] = prompt, **more: Any) -> tuple[str, Any]:
            found = self._model.model.generate(encoded, [prompt], **options, **more)[0]
            return str(tokenizer.decode(found.sequences_ids[0])).strip(), found

        text, found = heard()
        if _LOOP.search(text):
            # On a word or two this model sometimes falls into saying them for ever.
            text, found = heard(no_repeat_ngram_size=2)
            text = _once(text)
        if language == "zh" and beams > 1 and len(samples) < _COMMAND_S * SAMPLE_RATE_HZ and may_be_command(text):
            before = tokenizer.encode(READ_BEFORE)
            options["max_length"] += len(before)
            again, told = heard(self._model.get_prompt(tokenizer, before, without_timestamps=True))
            if is_command_misheard(text, again, math.exp(min(float(told.scores[0]), 0.0))):
                text, found = again, told
        sure = math.exp(min(float(found.scores[0]), 0.0))
        if found.no_speech_prob > _NOBODY and sure < _UNSURE:
            return Words("", round(sure, 3))
        least = found.scores[0] + math.log(_LIKELY)
        likely = (ids for ids, score in zip(found.sequences_ids[1:], found.scores[1:], strict=True) if score >= least)
        others = tuple(str(tokenizer.decode(ids)).strip() for ids in likely)
        if beams > 1 and sure < _PLAIN and len(samples) < _SHORT_S * SAMPLE_RATE_HZ and self._language == "en":
            others += self._interjections(batch.shape[2], encoded, tokenizer)
        return Words(text, round(sure, 3), others)

    def _interjections(self, frames: int, encoded: Any, tokenizer: Any) -> tuple[str, ...]:
        """Which of the words one calls into another's speech a short sound may well have been."""
        import ctranslate2

        tokens = [tokenizer.encode(f" {text}") for text in _INTERJECTIONS]
        several = np.repeat(np.array(encoded), len(tokens), axis=0)
        told = self._model.model.align(
            ctranslate2.StorageView.from_array(several), tokenizer.sot_sequence, tokens, frames // 2
        )
        likely = (math.exp(float(np.mean(np.log(np.maximum(one.text_token_probs, 1e-9))))) for one in told)
        return tuple(
            text for (text, least), chance in zip(_INTERJECTIONS.items(), likely, strict=True) if chance >= least
        )

    def _spoken(self, encoded: Any) -> str:
        """The language of encoded speech."""
        if self._language != "auto":
            return self._language
        likely, _ = self._model.model.detect_language(encoded)[0][0]
        return str(likely).strip("<|>")

    def _tokenizer(self, language: str) -> Any:
        """Raises: UserError for a language that Whisper does not know."""
        if language not in self._tokenizers:
            try:
                self._tokenizers[language] = self._make_tokenizer(
                    self._model.hf_tokenizer, self._model.model.is_multilingual, task="transcribe", language=language
                )
            except ValueError as error:
                raise UserError(
                    f"no recogniser hears the language {language!r}",
                    remedy="Write it as two letters, such as en, de or zh, in the setting hearing.language.",
                    exit_code=2,
                ) from error
        return self._tokenizers[language]


def _once(text: str) -> str:
    """What is said again and nothing else, once: with a capital or a comma between them they are other tokens."""
    again = _AGAIN.match(text)
    return f"{again[1]}." if again else text


def plain_transcript(folder: Path) -> Callable[[npt.NDArray[np.float32]], str]:
    """Samples to text by faster-whisper as it comes, with its own defaults: what ours is measured beside.

    Raises: UserError as `Recognizer` does.
    """
    model = Recognizer(folder)._model

    def transcribe(samples: npt.NDArray[np.float32]) -> str:
        return " ".join(piece.text.strip() for piece in model.transcribe(samples, language="en")[0])

    return transcribe


def resampled(pcm: bytes, sample_rate_hz: int) -> npt.NDArray[np.float32]:
    """16-bit mono samples as float32 at the recogniser's rate."""
    import soxr

    samples = np.frombuffer(pcm, "<i2").astype(np.float32) / 32768
    return np.asarray(soxr.resample(samples, sample_rate_hz, SAMPLE_RATE_HZ), dtype=np.float32)
