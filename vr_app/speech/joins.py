"""How the pieces of a reply are put together again: as text, and as sound with the pauses that the text asks for.

A voice speaks each piece by itself, with silence of its own length around it and as loud as it can be. Heard one after
the other that is a halt in the middle of a sentence and hardly a breath after it, and short pieces stand out; so the
silence is cut or stretched to the mark that ends the piece, and what is too loud is brought down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from vr_app.kernel.events import PhonemeSpan, Utterance
from vr_app.kernel.ids import TurnId

LEAD_S = 0.02
"""Silence before the first sound of every piece but the first: a breath belongs to the piece before."""
SHORTEST_READING_S = 1.6
WORDS_PER_S = 3.3
"""At which captions are read in comfort (subtitling guides allow 160 to 200 words a minute)."""
WIDE_LETTERS_PER_S = 5.0
UNSPOKEN_RATE_HZ = 22_050
_NO_MARK_S = 0.02
_CLAUSE_S = 0.16
_SENTENCE_S = 0.28
_CLAUSE_MARKS = ",;:—–-，；：、"
_SENTENCE_MARKS = ".!?…。！？"
_CLOSERS = "\"'”’»)]」』）】"
_LOUDNESS = 3000.0
"""Root mean square of speech, of 32768: no piece is louder."""
_FADE_S = 0.004
_WINDOW_S = 0.01
_SILENT_SHARE = 0.015
"""Of the loudest window: what is softer at the edges is silence."""
_MARGIN_S = 0.025
"""Kept around the sound: breaths and the ends of fricatives are soft."""


def joined(pieces: Sequence[str]) -> str:
    """Pieces as one text; no blank after one that ends in a CJK mark."""
    text = ""
    for piece in pieces:
        blank = "" if not text or (text[-1] in "。！？，、；：…" and piece[:1] >= "\u2e80") else " "
        text += blank + piece
    return text


def ends_sentence(text: str) -> bool:
    """Whether a piece ends with the mark of a sentence."""
    end = text.rstrip().rstrip(_CLOSERS)[-1:]
    return bool(end) and end in _SENTENCE_MARKS


def pause_s(text: str) -> float:
    """Seconds of silence that belong after a piece."""
    if ends_sentence(text):
        return _SENTENCE_S
    end = text.rstrip().rstrip(_CLOSERS)[-1:]
    return _CLAUSE_S if end and end in _CLAUSE_MARKS else _NO_MARK_S


def with_pauses(utterance: Utterance) -> Utterance:
    """The utterance with as much silence around it as its place in the reply asks for, and no louder than others.

    Sound is never cut; a faint edge is faded over 4 ms so that nothing clicks. The phonemes move with it. What is all
    silent stays as it is.
    """
    samples = np.frombuffer(utterance.pcm[: 2 * utterance.sample_count], "<i2")
    rate_hz = utterance.sample_rate_hz
    begin, end = sounding(samples, rate_hz, _MARGIN_S)
    if begin >= end:
        return utterance
    lead = begin if utterance.index == 0 else min(begin, int(LEAD_S * rate_hz))
    tail = int(pause_s(utterance.text) * rate_hz)
    cut = samples[begin - lead : end + min(tail, samples.size - end)].astype(np.float32)
    cut *= min(1.0, _LOUDNESS / float(np.sqrt(np.mean(np.square(samples[begin:end], dtype=np.float32)))))
    fade = min(int(_FADE_S * rate_hz), cut.size // 2)
    ramp = np.linspace(0.0, 1.0, fade, dtype=np.float32)
    if begin > lead:
        cut[:fade] *= ramp
    if cut.size < samples.size - (begin - lead):
        cut[cut.size - fade :] *= ramp[::-1]
    size = lead + end - begin + tail
    pcm = np.concatenate([cut, np.zeros(size - cut.size, np.float32)]).astype("<i2").tobytes()
    return replace(utterance, pcm=pcm, phonemes=_moved(utterance.phonemes, begin - lead, size))


def sounding(samples: npt.NDArray[np.int16], rate_hz: int, margin_s: float = 0.0) -> tuple[int, int]:
    """First and one past the last sample (int16, mono) that belong to the sound; equal where there is none.

    Args:
        margin_s: what is counted as sound on both sides of what is loud enough.
    """
    window = max(int(_WINDOW_S * rate_hz), 1)
    count = samples.size // window
    if not count:
        return 0, 0
    loudest = np.abs(samples[: count * window].astype(np.int32)).reshape(count, window).max(axis=1)
    loud = np.flatnonzero(loudest > max(_SILENT_SHARE * float(loudest.max()), 16.0))
    if not loud.size:
        return 0, 0
    margin = int(margin_s * rate_hz)
    return max(int(loud[0]) * window - margin, 0), min((int(loud[-1]) + 1) * window + margin, samples.size)


def _moved(spans: Sequence[PhonemeSpan], shift: int, size: int) -> tuple[PhonemeSpan, ...]:
    """The spans `shift` samples earlier, together covering exactly `size` samples."""
    moved = []
    for span in spans:
        start, end = (min(max(at - shift, 0), size) for at in (span.start_sample, span.end_sample))
        if end > start:
            moved.append(PhonemeSpan(span.phoneme, start, end))
    covered = moved[-1].end_sample if moved else 0
    if covered < size:
        moved.append(PhonemeSpan("", covered, size))
    return tuple(moved)


def followed_by_silence(utterance: Utterance, seconds: float) -> Utterance:
    """The utterance with that much silence after it."""
    extra = int(seconds * utterance.sample_rate_hz)
    end = utterance.sample_count
    spans = (*utterance.phonemes, PhonemeSpan("", end, end + extra))
    return replace(utterance, pcm=utterance.pcm + bytes(2 * extra), phonemes=spans)


def unspoken_utterance(turn: TurnId, index: int, text: str, *, final: bool) -> Utterance:
    """Silence as long as reading a text takes: it is shown on the clock of the speech around it."""
    wide = sum(letter >= "\u2e80" for letter in text)
    seconds = max(SHORTEST_READING_S, len(text.split()) / WORDS_PER_S + wide / WIDE_LETTERS_PER_S)
    samples = int(seconds * UNSPOKEN_RATE_HZ)
    spans = (PhonemeSpan("", 0, samples),)
    return Utterance(turn, index, text, bytes(2 * samples), UNSPOKEN_RATE_HZ, spans, final=final)
