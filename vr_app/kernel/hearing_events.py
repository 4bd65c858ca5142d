"""What crosses the border to the hearing program and back, and what hearing tells the rest of the app."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

HearingMode = Literal["open", "push"]
CommandName = Literal[
    "hush",
    "recentre",
    "captions_bigger",
    "captions_smaller",
    "slower",
    "faster",
    "quieter",
    "louder",
    "repeat",
    "safe_place",
    "around",
    "stop_listening",
    "what_can_i_say",
]


# --------------------------------------------------------------------------- commands to the hearing program


@dataclass(frozen=True)
class HearSound:
    """A block of sound, 16-bit mono at 16 kHz, a multiple of 10 ms long. Never answered.

    Attributes:
        sound: what the microphone took, then as many samples of what the loudspeaker played meanwhile.
        at_s: monotonic second at which the last of it was taken.
    """

    sound: bytes = field(repr=False)
    at_s: float


@dataclass(frozen=True)
class TuneHearing:
    """How to listen from now on.

    Attributes:
        mode: "open" takes every voice; "push" only what is said while the key is held.
        threshold: how sure it must be that a sound is a voice, 0 to 1.
        pause_s: silence after which a sentence that sounds finished is taken as said.
        longest_pause_s: the same for one that sounds unfinished.
        cancel_echo: take the loudspeaker's sound out of the microphone's.
        suppress_noise: judge voices by a sound whose steady noise was taken out.
    """

    mode: HearingMode = "open"
    threshold: float = 0.5
    pause_s: float = 0.35
    longest_pause_s: float = 1.2
    cancel_echo: bool = True
    suppress_noise: bool = True


@dataclass(frozen=True)
class HoldTalkKey:
    """The talk key went down or up."""

    down: bool


@dataclass(frozen=True)
class HostIsHeard:
    """The host's voice began or stopped to be heard: a weak sound is then more likely its echo."""

    heard: bool


# --------------------------------------------------------------------------- from the hearing program


@dataclass(frozen=True)
class HearingReady:
    """The hearing program listens. `memory_mb` is its resident memory."""

    name: str
    seconds: float
    memory_mb: float = 0.0


@dataclass(frozen=True)
class HearingFailed:
    """Hearing does not work, or not any more.

    Attributes:
        message: plain words, shown to the person.
        recoverable: it is tried again by itself.
    """

    message: str
    recoverable: bool = False


@dataclass(frozen=True)
class SoundLevel:
    """How loud it is, about ten times a second.

    Attributes:
        level_db: of the cleaned sound, relative to full scale.
        raw_db: of the microphone's own sound.
        voice: how likely a voice is heard, 0 to 1.
        at_s: monotonic second of it.
    """

    level_db: float
    raw_db: float
    voice: float
    at_s: float


@dataclass(frozen=True)
class VoiceBegan:
    """Somebody began to speak (or coughed: it is not known yet). Numbered from 1."""

    speech: int
    at_s: float


@dataclass(frozen=True)
class VoicePaused:
    """Somebody who spoke has just fallen silent; whether that was all is not known yet. `at_s`: since when."""

    speech: int
    at_s: float


@dataclass(frozen=True)
class WordsHeard:
    """What was understood until now of speech that may go on; the words may still change.

    Attributes:
        paused: the voice has just paused, so these are all the words until now.
        voiced_s: seconds of voice until now.
        sure: of the words, 0 to 1.
    """

    speech: int
    text: str
    paused: bool = False
    voiced_s: float = 0.0
    sure: float = 1.0


@dataclass(frozen=True)
class LineHeard:
    """Somebody has finished saying something.

    Attributes:
        began_s: monotonic second at which the voice began; likewise `ended_s`.
        decided_s: at which the turn was taken to be over.
        recognized_s: at which the words were known.
        finished: how sure the end-of-turn model was, 0 to 1; -1 where it was not asked.
        work_s: seconds the recogniser worked on the last piece.
        voiced_s: seconds of voice in it.
        sure: of the words, 0 to 1.
    """

    speech: int
    text: str
    began_s: float
    ended_s: float
    decided_s: float
    recognized_s: float
    finished: float = -1.0
    work_s: float = 0.0
    voiced_s: float = 0.0
    sure: float = 1.0


@dataclass(frozen=True)
class LineUnanswered:
    """A whole line was heard that wants no answer: "mhm", laughter, the host's own words."""

    speech: int


@dataclass(frozen=True)
class VoiceDropped:
    """What began as a voice held no words: a cough, music, a chair."""

    speech: int
    ended_s: float


# --------------------------------------------------------------------------- from hearing to everybody


@dataclass(frozen=True)
class VisitorSpeaking:
    """The visitor is in the middle of saying this: read it ahead, do not answer yet.

    Attributes:
        whole: they have paused, so that the last word is whole as well; this may be all they wanted to say.
    """

    text: str
    whole: bool = False


@dataclass(frozen=True)
class CommandGiven:
    """The visitor said a word of command; it is done at once, before any language model.

    Attributes:
        name: which one.
        said: their own words.
        confidence: 0 to 1.
    """

    name: CommandName
    said: str
    confidence: float = 1.0


@dataclass(frozen=True)
class ReciteLines:
    """The host says these lines now, without thinking.

    Attributes:
        said: what the visitor said, "" for nothing.
        lines: sentences in order.
    """

    said: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class RepeatWanted:
    """The host says once more what it said last.

    Attributes:
        said: what the visitor said.
    """

    said: str = ""


@dataclass(frozen=True)
class HoldPlayback:
    """Falls silent within 150 ms and stays where it is, until `ResumePlayback` or `StopPlayback`."""


@dataclass(frozen=True)
class ResumePlayback:
    """Goes on from where `HoldPlayback` fell silent."""


@dataclass(frozen=True)
class HearingChanged:
    """Whether the visitor is listened to now.

    Attributes:
        listening: the microphone is open and words are taken.
        mode: by which way of talking.
        device: the microphone's name, "" where there is none.
        problem: why it does not work, in plain words; "" where it does.
    """

    listening: bool
    mode: HearingMode = "open"
    device: str = ""
    problem: str = ""


@dataclass(frozen=True)
class SoundChecked:
    """What the wizard's check found.

    Attributes:
        what: "side" or "echo".
        words: in plain words.
        delay_s: of an echo that was found; None for none.
    """

    what: str
    words: str
    delay_s: float | None = None


@dataclass(frozen=True)
class SettingChanged:
    """A setting was changed by voice: whatever shows it shows the new value."""

    name: str
    value: str | float | bool
