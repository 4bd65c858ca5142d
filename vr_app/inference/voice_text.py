"""Text made fit for a phonemizer."""

from __future__ import annotations

import re

_UNSPEAKABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_RAW_PHONEMES = re.compile(r"\[\[|\]\]")


def speakable(text: str) -> str:
    """The text without control characters, halves of characters, and marks that switch to raw phonemes."""
    return _RAW_PHONEMES.sub(" ", _UNSPEAKABLE.sub(" ", text))
