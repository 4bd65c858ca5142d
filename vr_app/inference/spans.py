"""Phoneme timings as every voice engine gives them: spans in order that cover the whole sound."""

from __future__ import annotations

from collections.abc import Iterable

from vr_app.kernel.events import PhonemeSpan, Utterance
from vr_app.kernel.ids import TurnId

_SILENCE_S = 0.05


def cover(lengths: Iterable[tuple[str, int]], sample_count: int) -> tuple[PhonemeSpan, ...]:
    """Lays phonemes one after the other so that they end exactly with the sound.

    Args:
        lengths: phoneme and its number of samples, in order. Negative lengths shorten what went before.
        sample_count: of the whole sound; what is missing at the end becomes silence, what is too much is cut.
    """
    spans: list[PhonemeSpan] = []
    position = 0
    for phoneme, samples in lengths:
        end = min(max(position + samples, 0), sample_count)
        while spans and spans[-1].end_sample > end:
            last = spans.pop()
            if last.start_sample < end:
                spans.append(PhonemeSpan(last.phoneme, last.start_sample, end))
        if end > position:
            spans.append(PhonemeSpan(phoneme, position, end))
        position = end
    if position < sample_count:
        spans.append(PhonemeSpan("", position, sample_count))
    return tuple(spans)


def silence_utterance(text: str, sample_rate_hz: int) -> Utterance:
    """What a voice says for a text without anything to speak (dots, an emoji): a very short silence."""
    samples = int(_SILENCE_S * sample_rate_hz)
    return Utterance(TurnId(0), 0, text, bytes(2 * samples), sample_rate_hz, (PhonemeSpan("", 0, samples),))
