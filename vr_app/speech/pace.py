"""When a reply should be cut early: the clause being heard must last until the next one can be heard.

A model writes at one speed, a voice speaks at another, and making the sound takes a share of its length. Knowing the
three, one can tell without a clock how far the speech of a reply is ahead of its writing, and so whether the rest of a
sentence can be waited for. Lengths are counted in letters, which is what both ends have in common.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from vr_app.speech.sentences import Cuts

_WIDE_LETTER = 3.5
"""Letters that one CJK character counts for: about as much to write and to say."""
_LEARNING = 0.35
_CLAUSE_LETTERS = 30
"""How far away the next mark may be."""
_FIRST_LETTERS = 24
"""The same after the first piece, whose sound takes its time to begin."""
_SENTENCE_LETTERS = 65
"""How far away the end of a sentence may be."""
_LATE_S = 0.15
"""Kept in hand for whatever else the machine does."""
_SHORTEST_SAMPLE = 8


def letters(text: str) -> float:
    """Length of a text in letters."""
    wide = sum(character >= "\u2e80" for character in text)
    return len(text) + (_WIDE_LETTER - 1.0) * wide


@dataclass(frozen=True)
class Pace:
    """What has been measured in this session; the defaults are those of the default models on two cores.

    Attributes:
        write_s: seconds in which the model writes a letter.
        speak_s: seconds of speech in a letter.
        work: seconds it takes to make a second of speech.
    """

    write_s: float = 0.026
    speak_s: float = 0.068
    work: float = 0.14

    def after_writing(self, text: str, seconds: float) -> Pace:
        """A reply was written in so many seconds after its first token."""
        count = letters(text)
        if count < _SHORTEST_SAMPLE or seconds <= 0.0:
            return self
        return replace(self, write_s=_nearer(self.write_s, seconds / count))

    def after_speech(self, text: str, duration_s: float, seconds: float) -> Pace:
        """A piece was made into sound of `duration_s`, in `seconds` of work."""
        count = letters(text)
        if count < _SHORTEST_SAMPLE or duration_s <= 0.0:
            return self
        return replace(
            self,
            speak_s=_nearer(self.speak_s, duration_s / count),
            work=_nearer(self.work, seconds / duration_s) if seconds > 0.0 else self.work,
        )

    @property
    def first_letters(self) -> float:
        """The shortest first piece: its sound lasts until a clause more is written."""
        return min(max(_FIRST_LETTERS * self.write_s / self.speak_s, 8.0), 40.0)

    def sounding_s(self, count: float) -> float:
        """Seconds from a piece of so many letters being cut to its sound being there."""
        return self.work * self.speak_s * count


@dataclass
class Lead:
    """How far the speech of one reply is ahead of its writing.

    Attributes:
        written: letters that have come so far.
        held: letters of them that no piece has yet.
    """

    written: float = 0.0
    held: float = 0.0
    _begun_at: float | None = None
    _ready_s: float = 0.0
    _speech_s: float = 0.0

    def wrote(self, text: str) -> None:
        """More of the reply has come."""
        count = letters(text)
        self.written += count
        self.held += count

    def gave(self, raw: str, spoken: str, pace: Pace) -> None:
        """A piece was cut from the reply; `spoken` of it goes to the voice ("" for none)."""
        self.held -= letters(raw)
        if not spoken:
            return
        count = letters(spoken)
        if self._begun_at is None:
            self._begun_at, self._ready_s = self.written, pace.sounding_s(count)
        self._speech_s += pace.speak_s * count

    def seconds(self, pace: Pace) -> float | None:
        """Seconds of speech that are still to be heard; None before the first piece."""
        if self._begun_at is None:
            return None
        return self._ready_s + self._speech_s - (self.written - self._begun_at) * pace.write_s

    def cuts(self, pace: Pace) -> Cuts:
        """Where the next piece may end, so that it comes before the one being heard is over."""
        lead_s = self.seconds(pace)
        if lead_s is None or lead_s < self._needed_s(_CLAUSE_LETTERS, pace):
            return "breaths"
        return "clauses" if lead_s < self._needed_s(_SENTENCE_LETTERS, pace) else "sentences"

    def _needed_s(self, more: float, pace: Pace) -> float:
        return more * pace.write_s + pace.sounding_s(self.held + more) + _LATE_S


def _nearer(old: float, new: float) -> float:
    return old + _LEARNING * (new - old)
