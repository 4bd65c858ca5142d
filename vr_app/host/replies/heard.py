"""How much of a sentence was heard when its sound was cut: whole words only, by the voice's own timing."""

from __future__ import annotations

from vr_app.kernel.events import Utterance

_TOLERANCE_S = 0.06
_PAUSES = frozenset(" \t,.;:!?…—–-()\"'")


def heard_text(utterance: Utterance, heard_samples: int) -> str:
    """The words that had left the speaker after `heard_samples` samples; the whole text at the end."""
    if heard_samples >= utterance.sample_count > 0:
        return utterance.text
    words = utterance.text.split()
    reached = heard_samples + int(_TOLERANCE_S * utterance.sample_rate_hz) if heard_samples > 0 else 0
    count = sum(end <= reached for end in _word_ends(utterance, words))
    return " ".join(words[:count])


def _word_ends(utterance: Utterance, words: list[str]) -> list[int]:
    """Sample at which each word ends: from the blanks between the phonemes, else by the words' lengths."""
    ends: list[int] = []
    speaking = False
    last_sound = first_sound = 0
    for span in utterance.phonemes:
        sound = any(character not in _PAUSES for character in span.phoneme)
        if sound:
            first_sound = first_sound if ends or speaking else span.start_sample
            last_sound, speaking = span.end_sample, True
        elif " " in span.phoneme and speaking:
            ends.append(last_sound)
            speaking = False
    if speaking:
        ends.append(last_sound)
    if len(ends) == len(words):
        return ends
    if not last_sound:
        first_sound, last_sound = 0, utterance.sample_count
    total = max(sum(len(word) + 1 for word in words), 1)
    ends, done = [], 0
    for word in words:
        done += len(word) + 1
        ends.append(first_sound + (last_sound - first_sound) * done // total)
    return ends
