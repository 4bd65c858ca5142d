"""Whether a voice can say a text at all: one of another script reads its letters out by their names. Pure."""

from __future__ import annotations

import unicodedata

_OF_LANGUAGE = {
    "zh": ("CJK",),
    "yue": ("CJK",),
    "cmn": ("CJK",),
    "ja": ("CJK", "HIRAGANA", "KATAKANA"),
    "ko": ("HANGUL", "CJK"),
    "ru": ("CYRILLIC",),
    "uk": ("CYRILLIC",),
    "bg": ("CYRILLIC",),
    "sr": ("CYRILLIC",),
    "kk": ("CYRILLIC",),
    "el": ("GREEK",),
    "ar": ("ARABIC",),
    "fa": ("ARABIC",),
    "ur": ("ARABIC",),
    "he": ("HEBREW",),
    "hi": ("DEVANAGARI",),
    "ne": ("DEVANAGARI",),
    "bn": ("BENGALI",),
    "ta": ("TAMIL",),
    "te": ("TELUGU",),
    "ml": ("MALAYALAM",),
    "ka": ("GEORGIAN",),
    "hy": ("ARMENIAN",),
    "th": ("THAI",),
    "am": ("ETHIOPIC",),
}
"""What a voice of a language reads beside Latin letters, which all of them read."""
_MOST_FOREIGN = 0.3
_LETTERS_PER_S, _WIDE_LETTERS = 14.0, 3.0
_SHORTEST_S, _LONGEST_S = 1.2, 12.0


def can_say(text: str, language: str) -> bool:
    """Whether a voice of this language (a tag such as "en-US"; "" for one that does not say) reads this text."""
    if not language:
        return True
    scripts = ("LATIN", *_OF_LANGUAGE.get(language.replace("_", "-").lower().partition("-")[0], ()))
    letters = [unicodedata.name(letter, "") for letter in text if letter.isalpha()]
    foreign = sum(not name.startswith(scripts) for name in letters)
    return foreign <= _MOST_FOREIGN * len(letters)


def reading_s(text: str) -> float:
    """Seconds in which most people read a line of captions."""
    count = sum(_WIDE_LETTERS if letter >= "\u2e80" else 1.0 for letter in text)
    return min(max(count / _LETTERS_PER_S, _SHORTEST_S), _LONGEST_S)
