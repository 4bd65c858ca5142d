"""What the mouth does for a phoneme, in VRM's five mouth expressions plus closed lips.

The phonemes are IPA as espeak-ng writes it: vowels, diphthongs, affricates, stress and length marks, punctuation.
VRM's names are Japanese vowels: `ih` is the mouth of "see", `ee` that of "bed".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vr_app.kernel.events import PhonemeSpan

MOUTH_NAMES = ("aa", "ih", "ou", "ee", "oh")
"""VRM expression of each of the first five columns; the sixth is the closure of the lips (1 = pressed together)."""
CLOSURE = 5
COLUMNS = 6


@dataclass(frozen=True)
class Viseme:
    """A mouth shape and how strongly it asserts itself against its neighbours.

    Attributes:
        shape: weights of `MOUTH_NAMES`, each 0 to 1.
        closure: 1 for lips pressed together, between for lip on teeth.
        dominance: 0 (takes the shape of its neighbours) to 1.
        rounded: lips protrude: the shape begins earlier.
    """

    shape: tuple[float, float, float, float, float]
    closure: float = 0.0
    dominance: float = 0.4
    rounded: bool = False


SILENCE = Viseme((0.0, 0.0, 0.0, 0.0, 0.0), dominance=0.55)
_TONGUE = Viseme((0.08, 0.22, 0.0, 0.05, 0.0), dominance=0.3)
_BACK = Viseme((0.18, 0.08, 0.0, 0.08, 0.0), dominance=0.15)
_LIPS = Viseme((0.0, 0.0, 0.0, 0.0, 0.0), closure=1.0, dominance=0.5)
_TEETH = Viseme((0.04, 0.12, 0.0, 0.06, 0.0), closure=0.45, dominance=0.5)
_HUSH = Viseme((0.0, 0.12, 0.42, 0.0, 0.0), dominance=0.5, rounded=True)


def _vowel(aa: float = 0, ih: float = 0, ou: float = 0, ee: float = 0, oh: float = 0, rounded: bool = False) -> Viseme:
    return Viseme((aa, ih, ou, ee, oh), dominance=1.0, rounded=rounded)


_VISEMES: dict[str, Viseme] = {
    **dict.fromkeys("pbmɓɱ", _LIPS),
    **dict.fromkeys("fvɸβʋ", _TEETH),
    **dict.fromkeys("tdnszlɾɬɖʈɳʂʐɭrⱱᵻ", _TONGUE),
    **dict.fromkeys("θð", Viseme((0.12, 0.2, 0.0, 0.08, 0.0), dominance=0.35)),
    **dict.fromkeys("kɡgŋxɣqχʁħʕɢ", _BACK),
    **dict.fromkeys("hɦʔ", Viseme((0.2, 0.1, 0.0, 0.1, 0.0), dominance=0.06)),
    **dict.fromkeys("ʃʒɕʑ", _HUSH),
    **dict.fromkeys("ɹɻ", Viseme((0.0, 0.1, 0.4, 0.0, 0.08), dominance=0.45, rounded=True)),
    **dict.fromkeys("wʍɥ", Viseme((0.0, 0.0, 0.95, 0.0, 0.0), dominance=1.3, rounded=True)),
    **dict.fromkeys("jɲçʝ", Viseme((0.0, 0.55, 0.0, 0.1, 0.0), dominance=0.4)),
    **dict.fromkeys("aɑɐ", _vowel(aa=0.95)),
    "æ": _vowel(aa=0.7, ee=0.3),
    "ʌ": _vowel(aa=0.65, oh=0.05),
    "ɒ": _vowel(aa=0.45, oh=0.55, rounded=True),
    **dict.fromkeys("iyɨ", _vowel(ih=0.85)),
    **dict.fromkeys("ɪ", _vowel(ih=0.6, ee=0.1)),
    **dict.fromkeys("eø", _vowel(ee=0.75, ih=0.1)),
    **dict.fromkeys("ɛœ", _vowel(ee=0.7, aa=0.15)),
    "ə": Viseme((0.25, 0.0, 0.0, 0.22, 0.05), dominance=0.6),
    **dict.fromkeys("ɚɝɜ", _vowel(aa=0.1, ou=0.3, ee=0.25)),
    **dict.fromkeys("uʉɯ", _vowel(ou=0.95, rounded=True)),
    "ʊ": _vowel(ou=0.75, oh=0.1, rounded=True),
    **dict.fromkeys("oɵ", _vowel(oh=0.85, ou=0.1, rounded=True)),
    "ɔ": _vowel(oh=0.75, aa=0.2, rounded=True),
}
_STRESS = frozenset("ˈˌ'")
_LENGTHENERS = frozenset("ːˑʲʰʷˠˤⁿ̩̯̪̃̆͡")
_GAP = " "
VOWELS = frozenset("aɑɐæʌɒiyɨɪeøɛœəɚɝɜuʉɯʊoɵɔ")


@dataclass(frozen=True)
class Phone:
    """One articulation with its time in seconds from the utterance's start; `symbol` is "" in silence."""

    symbol: str
    viseme: Viseme
    start_s: float
    end_s: float


def phones(spans: Sequence[PhonemeSpan], sample_rate_hz: int) -> list[Phone]:
    """Splits an engine's spans into single articulations.

    Stress marks and the blank between two words belong to the sound that follows (engines time much of a word's first
    consonant within the blank before it), length marks to the sound before; punctuation and padding are silence. Sounds
    of unknown scripts keep the mouth slightly open.
    """
    symbols: list[tuple[str, float, float]] = []
    for span in spans:
        characters = span.phoneme or "\0"
        step = (span.end_sample - span.start_sample) / len(characters)
        for i, character in enumerate(characters):
            start = span.start_sample + i * step
            symbols.append((character, start / sample_rate_hz, (start + step) / sample_rate_hz))
    found: list[Phone] = []
    begins_at: float | None = None
    for i, (symbol, start_s, end_s) in enumerate(symbols):
        if symbol in _STRESS:
            begins_at = start_s if begins_at is None else begins_at
        elif symbol in _LENGTHENERS and found:
            found[-1] = Phone(found[-1].symbol, found[-1].viseme, found[-1].start_s, end_s)
        elif symbol == _GAP and begins_at is None and _is_sound(symbols, i - 1) and _is_sound(symbols, i + 1):
            begins_at = start_s
        else:
            sound = symbol.isalpha()
            viseme = _VISEMES.get(symbol, _TONGUE) if sound else SILENCE
            start_s = start_s if begins_at is None else begins_at
            begins_at = None
            found.append(Phone(symbol if sound else "", viseme, start_s, end_s))
    return found


def _is_sound(symbols: list[tuple[str, float, float]], i: int) -> bool:
    if not 0 <= i < len(symbols):
        return False
    symbol = symbols[i][0]
    return symbol.isalpha() or symbol in _STRESS or symbol in _LENGTHENERS
