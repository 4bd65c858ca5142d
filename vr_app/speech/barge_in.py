"""What to do when somebody makes a sound while the host speaks: fall silent at once, then go on or give way. Pure.

At the first sign of a voice the host holds its breath; that is within 150 ms. What was said decides: a real sentence or
"stop" ends its turn, while "mhm", laughter or a cough let it go on from where it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vr_app.speech.chinese_listening import begins_misheard
from vr_app.speech.turn_taking import asks_to_stop, is_backchannel, is_weak_stop, said_words
from vr_app.speech.word_errors import word_error_rate, words_of

Reaction = Literal["hold", "resume", "stop"]

PATIENCE_S = 2.5
"""A hold that has given no words by then was no interruption: music, a machine, another room."""
_ENOUGH_WORDS, _ENOUGH_CHARACTERS = 2, 3
"""Of a sentence that goes on, in English and in Chinese; fewer may be the beginning of words of listening."""
_HUMS = ((0.55, 0.5), (0.42, 0.8), (0.36, 0.9))
"""Less sure than the first and shorter than the second (seconds of voice) is a hum, a cough or laughter."""
_DOUBTFUL, _WORDS_PER_S = 0.45, 6.0
"""Words that nobody can say so quickly are doubtful ones; so is a word before words of listening: "or I see"."""
_FEW_WORDS, _SURE_OF_FIRST = 4, 0.55
_SURE_OF_NO, _SURE_OF_CHINESE = 0.4, 0.8
"""Of a "no", and of "对对对" whose first character is another one."""
_ENOUGH_VOICE_S = 0.7
_ECHO_ERRORS, _FEW_ECHOED = 0.34, 3
"""Share of the words that may be misheard of an echo, but for so few: "say that again" is no "say that on nights"."""


@dataclass(frozen=True)
class Hold:
    """A hold under way.

    Attributes:
        speech: whose number it is.
        began_s: monotonic seconds.
        released: it was let go: this speech cannot hold the host again, only stop it.
    """

    speech: int
    began_s: float
    released: bool = False


class BargeIn:
    """Call its methods with what hearing tells; each says how to react, or None.

    Attributes:
        host_speaks: whether the host is heard now (or would be, but for a hold).
    """

    def __init__(self) -> None:
        self.host_speaks = False
        self._hold: Hold | None = None
        self._saying = ""

    @property
    def holding(self) -> bool:
        """The host has fallen silent for somebody and does not know yet what for."""
        return self._hold is not None and not self._hold.released

    def host_says(self, text: str) -> None:
        """What leaves the loudspeaker now: the same words from the microphone are an echo."""
        self._saying = f"{self._saying} {text}"[-600:]

    def host_began(self) -> None:
        self.host_speaks = True

    def host_ended(self) -> None:
        self.host_speaks = False
        self._hold = None
        self._saying = ""

    def voice_began(self, speech: int, now_s: float) -> Reaction | None:
        if not self.host_speaks or self._hold is not None:
            return None
        self._hold = Hold(speech, now_s)
        return "hold"

    def words(self, speech: int, text: str, *, paused: bool, voiced_s: float, sure: float = 1.0) -> Reaction | None:
        """Interim words; `paused` where the voice has just fallen silent."""
        hold = self._hold
        if hold is None or hold.speech != speech:
            return None
        said = said_words(text)
        if is_hum(said, voiced_s=voiced_s, sure=sure):
            return self._release() if paused else None
        if is_echo(said, self._saying):
            return self._release() if paused else None
        if is_interruption(said, voiced_s=voiced_s, complete=paused):
            self._hold = None
            self.host_speaks = False
            return "stop"
        return self._release() if paused and is_backchannel(said) else None

    def line(self, speech: int, text: str, *, voiced_s: float, sure: float = 1.0) -> Reaction | None:
        """A whole line was said. "stop" where it is for the host; "resume" where it was nothing."""
        reaction = self.words(speech, text, paused=True, voiced_s=voiced_s, sure=sure)
        if self._hold is not None and self._hold.speech == speech:
            released, self._hold = self._hold.released, None
            return reaction or (None if released else "resume")
        return reaction

    def dropped(self, speech: int) -> Reaction | None:
        """It was no voice."""
        hold, self._hold = self._hold, None if self._hold and self._hold.speech == speech else self._hold
        return "resume" if hold is not None and hold.speech == speech and not hold.released else None

    def tick(self, now_s: float) -> Reaction | None:
        """Call now and then."""
        if self._hold is not None and not self._hold.released and now_s - self._hold.began_s > PATIENCE_S:
            return self._release()
        return None

    def _release(self) -> Reaction | None:
        if self._hold is None or self._hold.released:
            return None
        self._hold = Hold(self._hold.speech, self._hold.began_s, released=True)
        return "resume"


def is_hum(text: str, *, voiced_s: float, sure: float) -> bool:
    """Whether a short sound was only made into words by the recogniser: "mhm" as "and then"."""
    unsure = any(sure < least and voiced_s < short_s for least, short_s in _HUMS)
    words = words_of(text)
    unsure = unsure or (sure < _DOUBTFUL and len(words) > _WORDS_PER_S * voiced_s)
    unsure = unsure or (sure < _SURE_OF_FIRST and 1 < len(words) <= _FEW_WORDS and is_backchannel(" ".join(words[1:])))
    unsure = unsure or (sure < _SURE_OF_CHINESE and begins_misheard(text))
    if is_weak_stop(text):
        # A hum through the nose is read as "no"; laughter as "hey" and something.
        return sure < _SURE_OF_NO and (words[0] == "no" or (unsure and len(words) > 1))
    return unsure and not asks_to_stop(text)


def is_interruption(text: str, *, voiced_s: float, complete: bool) -> bool:
    """Whether these words want the host to stop.

    Args:
        voiced_s: how long there was a voice.
        complete: no more words follow for the moment.
    """
    words = words_of(text)
    if not words or is_backchannel(text):
        return False
    if asks_to_stop(text):
        return True
    if any(character >= "\u4e00" for character in text):
        return complete or (len(text) >= _ENOUGH_CHARACTERS and voiced_s >= _ENOUGH_VOICE_S)
    return complete or (len(words) >= _ENOUGH_WORDS and voiced_s >= _ENOUGH_VOICE_S)


def is_echo(text: str, saying: str) -> bool:
    """Whether these words are what the host itself is saying."""
    words, own = words_of(text), words_of(saying)
    if len(words) < 3 or not own:
        return False
    best = min(
        word_error_rate(" ".join(words), " ".join(own[start : start + len(words)]))[0]
        for start in range(max(1, len(own) - len(words) + 1))
    )
    return best <= (_ECHO_ERRORS * len(words) if len(words) > _FEW_ECHOED else 0)
