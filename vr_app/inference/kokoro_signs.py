"""How espeak's phonemes are written for a Kokoro voice: one sign for each diphthong and affricate."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

_ALWAYS = (("dʒ", "ʤ"), ("tʃ", "ʧ"), ("eɪ", "A"), ("aɪ", "I"), ("aʊ", "W"), ("ɔɪ", "Y"), ("r", "ɹ"), ("ɐ", "ə"))
_AMERICAN = (("oʊ", "O"), ("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("ɚ", "əɹ"), ("ɪə", "iə"), ("ː", ""))
_BRITISH = (("eə", "ɛː"), ("iə", "ɪə"), ("əʊ", "Q"))
_OTHER = (("dʒ", "ʤ"), ("tʃ", "ʧ"), ("ts", "ʦ"), ("dz", "ʣ"))
_SAID = {"A": "eɪ", "I": "aɪ", "O": "oʊ", "Q": "əʊ", "W": "aʊ", "Y": "ɔɪ", "ʤ": "dʒ", "ʧ": "tʃ", "ʦ": "ts", "ʣ": "dz"}
_LANGUAGES = {"a": "en-us", "b": "en-gb-x-rp", "e": "es", "f": "fr", "h": "hi", "i": "it", "p": "pt-br"}
_SAMPLES_PER_FRAME = 600


def language_of(voice: str) -> str:
    """Which language a voice of this name speaks, as espeak calls it; "" for one whose words espeak cannot write.

    Kokoro's names begin with the language and whether it is a woman's or a man's: `af_heart`, `bm_george`.
    """
    return _LANGUAGES.get(voice[:1], "") if voice[1:3] in ("f_", "m_") else ""


def speaker_of(voice: str) -> str:
    """ "woman" or "man", by the voice's name; "" where it does not tell."""
    return {"f_": "woman", "m_": "man"}.get(voice[1:3], "")


def signs(phonemes: str, language: str) -> str:
    """The phonemes of a sentence as Kokoro was taught them."""
    text = unicodedata.normalize("NFC", phonemes)
    changes: Sequence[tuple[str, str]] = _OTHER
    if language.startswith("en"):
        changes = (*_ALWAYS, *(_BRITISH if language.startswith("en-gb") else _AMERICAN))
    for old, new in changes:
        text = text.replace(old, new)
    return text


def timed(kept: str, frames: Sequence[float]) -> list[tuple[str, int]]:
    """Phonemes with their samples, for lips.

    Args:
        kept: the signs that were spoken.
        frames: lengths of silence before, of each sign, and of silence after.
    """
    lengths = [round(float(count)) * _SAMPLES_PER_FRAME for count in frames]
    found = [("", lengths[0])]
    for sign, samples in zip(kept, lengths[1:], strict=False):
        said = _SAID.get(sign, sign if sign.isalpha() else "")
        parts = [said[0], said[1:]] if len(said) > 1 else [said]
        found += [(part, samples // len(parts)) for part in parts[:-1]]
        found.append((parts[-1], samples - samples // len(parts) * (len(parts) - 1)))
    return found + [("", length) for length in lengths[1 + len(kept) :]]


def known(text: str, vocabulary: Mapping[str, int]) -> str:
    """The signs that a voice has been taught."""
    return "".join(sign for sign in text if sign in vocabulary)
