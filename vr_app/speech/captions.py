"""Captions of what was heard, as WebVTT with the speaker's name, timed by the audio clock."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_LONGEST_LINE = 42
_LONGEST_CUE = 2 * _LONGEST_LINE


@dataclass(frozen=True)
class Caption:
    """One cue.

    Attributes:
        start_s: on the audio clock.
        end_s: on the audio clock.
        speaker: name shown to readers, "" for none.
        text: what is said.
    """

    start_s: float
    end_s: float
    speaker: str
    text: str


class CaptionTrack:
    """Collects what was heard.

    Args:
        speaker: name shown with what nobody else says.
    """

    def __init__(self, speaker: str) -> None:
        self.speaker = speaker
        self._captions: list[Caption] = []

    def add(self, start_s: float, end_s: float, text: str, speaker: str = "") -> None:
        """Adds a sentence that was heard between two moments of the audio clock; a blank speaker is nobody."""
        self._captions.append(Caption(start_s, end_s, (speaker or self.speaker).strip(), text))

    @property
    def captions(self) -> tuple[Caption, ...]:
        """All of them, in the order in which they were added."""
        return tuple(self._captions)

    def to_webvtt(self) -> str:
        """The text of a .vtt file."""
        return webvtt(self._captions)


def caption_cues(caption: Caption) -> list[Caption]:
    """Splits a caption that does not fit two lines, giving each part time by its length."""
    words = caption.text.split()
    parts: list[str] = []
    for word in words:
        if parts and len(parts[-1]) + 1 + len(word) <= _LONGEST_CUE:
            parts[-1] = f"{parts[-1]} {word}"
        else:
            parts.append(word)
    total = sum(len(part) for part in parts)
    cues, done = [], 0
    for part in parts:
        start_s = caption.start_s + (caption.end_s - caption.start_s) * done / total
        done += len(part)
        end_s = caption.start_s + (caption.end_s - caption.start_s) * done / total
        cues.append(Caption(start_s, end_s, caption.speaker, part))
    return cues


def webvtt(captions: Iterable[Caption]) -> str:
    """The whole file. Captions may overlap or come in any order; those without time or words are left out."""
    blocks = ["WEBVTT"]
    for caption in sorted(captions, key=lambda cue: (cue.start_s, cue.end_s)):
        for cue in caption_cues(caption):
            if round(cue.end_s * 1000) > round(cue.start_s * 1000):
                voice = f"<v {_annotation(cue.speaker)}>" if _annotation(cue.speaker) else ""
                blocks.append(f"{_time(cue.start_s)} --> {_time(cue.end_s)}\n{voice}{_lines(_escaped(cue.text))}")
    return "\n\n".join(blocks) + "\n"


def _time(seconds: float) -> str:
    milliseconds = round(max(seconds, 0.0) * 1000)
    hours, rest = divmod(milliseconds, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _annotation(name: str) -> str:
    return _escaped(re.sub(r"\s+", " ", name).strip()).replace("&gt;", "")


def _lines(text: str) -> str:
    """Balances a long cue over two lines."""
    if len(text) <= _LONGEST_LINE:
        return text
    blanks = [i for i, character in enumerate(text) if character == " "]
    if not blanks:
        return text
    middle = min(blanks, key=lambda i: abs(i - len(text) / 2))
    return f"{text[:middle]}\n{text[middle + 1 :]}"
