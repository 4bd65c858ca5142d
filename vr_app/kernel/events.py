"""Everything that crosses a thread or process border, as frozen dataclasses.

Events are named in the past tense, commands in the imperative. Each one that belongs to an exchange carries its
`TurnId`: whatever arrives for an older turn than the current one is dropped by its reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vr_app.kernel.ids import DEFAULT_PERSON, PersonId, TurnId
from vr_app.kernel.inference_events import (
    CancelTurn,
    Emotion,
    Generate,
    GenerationFinished,
    InferenceFailed,
    InferenceRestarted,
    Message,
    ModelLoading,
    ModelReady,
    PhonemeSpan,
    Prefill,
    PrefillFinished,
    SpeechSynthesized,
    Synthesize,
    TokensGenerated,
    Utterance,
)

__all__ = [
    "BodyCue",
    "CancelTurn",
    "CaptionTranslated",
    "DisplayChanged",
    "Emotion",
    "ForgetAsked",
    "FrameStatistics",
    "Generate",
    "GenerationFinished",
    "HealthAsked",
    "HostNotice",
    "InferenceFailed",
    "InferenceRestarted",
    "MemoriesListed",
    "MemoriesWanted",
    "MemoryEdited",
    "Message",
    "ModelLoading",
    "ModelReady",
    "PhonemeSpan",
    "PlayUtterance",
    "PlaybackFinished",
    "PlaybackProgressed",
    "PlaybackStarted",
    "Prefill",
    "PrefillFinished",
    "SentenceHeard",
    "SentencePartlyHeard",
    "SentenceReady",
    "SourcesCited",
    "SpeechSynthesized",
    "StopPlayback",
    "StopRequested",
    "Synthesize",
    "TokensGenerated",
    "TurnClosed",
    "TurnOpened",
    "Utterance",
    "VisitorArrived",
    "VisitorSpoke",
    "VisitorTyping",
]


# --------------------------------------------------------------------------- from the person


@dataclass(frozen=True)
class VisitorArrived:
    """The visitor stands in a scene and can see."""

    scene_id: str
    person: PersonId = DEFAULT_PERSON


@dataclass(frozen=True)
class VisitorSpoke:
    """The visitor said or typed a whole line."""

    text: str
    by: Literal["keyboard", "voice", "script"] = "keyboard"
    person: PersonId = DEFAULT_PERSON
    posted_s: float = 0.0
    """Monotonic seconds at which the line was complete: latency is measured from here."""


@dataclass(frozen=True)
class VisitorTyping:
    """The visitor is in the middle of typing this: read it ahead, do not answer yet. It is never kept.

    Attributes:
        whole: they have paused, or ended a sentence: this may be all they wanted to say.
    """

    text: str
    whole: bool = False


@dataclass(frozen=True)
class StopRequested:
    """The visitor wants silence now (stop button, Escape, barge-in)."""


# --------------------------------------------------------------------------- the loudspeaker


@dataclass(frozen=True)
class PlayUtterance:
    """Play after whatever is still queued."""

    utterance: Utterance


@dataclass(frozen=True)
class StopPlayback:
    """Be silent within 150 ms; drop everything queued. Answered by `PlaybackFinished(interrupted=True)`."""


@dataclass(frozen=True)
class PlaybackStarted:
    """The first sample of an utterance left the speaker.

    Attributes:
        start_s: on the audio clock (seconds of audio the device has played since it was opened).
        monotonic_s: `time.monotonic()` at that moment.
    """

    turn: TurnId
    index: int
    start_s: float
    monotonic_s: float


@dataclass(frozen=True)
class PlaybackFinished:
    """An utterance ended or was cut. The truth about what was heard.

    Attributes:
        heard_samples: samples of the utterance that left the speaker.
    """

    turn: TurnId
    index: int
    heard_samples: int
    end_s: float
    interrupted: bool = False


@dataclass(frozen=True)
class PlaybackProgressed:
    """An utterance is being heard: told a few times a second, so that a crash loses less than a word.

    Attributes:
        heard_samples: samples of the utterance that left the speaker until now.
    """

    turn: TurnId
    index: int
    heard_samples: int


# --------------------------------------------------------------------------- what the host did


@dataclass(frozen=True)
class TurnOpened:
    """A new exchange began; older turns are void.

    Attributes:
        said: the visitor's line, or "" for the host's own greeting or description.
    """

    turn: TurnId
    said: str
    by: Literal["keyboard", "voice", "script", "arrival"]
    person: PersonId = DEFAULT_PERSON


@dataclass(frozen=True)
class SentenceReady:
    """A sentence of the reply is complete as text (for captions and the conversation panel).

    Attributes:
        speaker: who says it where it is not the host; " " for nobody: it is told, not said.
    """

    turn: TurnId
    index: int
    text: str
    emotion: Emotion = "neutral"
    speaker: str = ""


@dataclass(frozen=True)
class CaptionTranslated:
    """A sentence's caption in the reader's language, written by a model after the sentence was."""

    turn: TurnId
    index: int
    text: str
    language: str


@dataclass(frozen=True)
class SentenceHeard:
    """What of a sentence was really heard. Only this enters the host's memory and the database."""

    turn: TurnId
    index: int
    text: str
    complete: bool
    person: PersonId = DEFAULT_PERSON


@dataclass(frozen=True)
class SentencePartlyHeard:
    """A sentence is being heard, and one more word of it was. For the database only: `SentenceHeard` follows."""

    turn: TurnId
    index: int
    text: str
    person: PersonId = DEFAULT_PERSON


@dataclass(frozen=True)
class ForgetAsked:
    """What the visitor told is to be forgotten for good.

    Attributes:
        texts: the sentences as they are remembered; () for everything about the person.
    """

    person: PersonId
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class MemoryEdited:
    """The person corrected an entry of what is remembered of them.

    Attributes:
        number: of the entry, as the list shows it.
    """

    number: int
    text: str


@dataclass(frozen=True)
class MemoriesWanted:
    """The person wants to see what is remembered of them: answered by `MemoriesListed`."""


@dataclass(frozen=True)
class MemoriesListed:
    """What is remembered of the person, oldest first: (number, sentence)."""

    entries: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class HealthAsked:
    """The visitor says that something does not work: the machine is to be looked at, as `doctor` does."""

    turn: TurnId


@dataclass(frozen=True)
class SourcesCited:
    """What the answer of a turn rests on (shown, not spoken).

    Attributes:
        passages: where each passage stands ("lore/clock.md"), and its text.
    """

    turn: TurnId
    passages: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TurnClosed:
    """The exchange is over.

    Attributes:
        heard: the host's words as heard, "" if none.
    """

    turn: TurnId
    heard: str
    outcome: Literal["complete", "interrupted", "failed"]
    person: PersonId = DEFAULT_PERSON


@dataclass(frozen=True)
class HostNotice:
    """A plain-word message for the person (shown, not spoken)."""

    text: str
    turn: TurnId | None = None


@dataclass(frozen=True)
class BodyCue:
    """What the host's body should do from now on.

    Attributes:
        gaze: "visitor", "away", or the name of a node in the scene.
        gesture: a clip name of `scene.avatar.gesture`, or "" for none.
    """

    turn: TurnId | None
    emotion: Emotion = "neutral"
    gaze: str = "visitor"
    gesture: str = ""
    activity: Literal["idle", "listening", "thinking", "speaking"] = "idle"


# --------------------------------------------------------------------------- the display


@dataclass(frozen=True)
class DisplayChanged:
    """Which display is in use now, and why in plain words when it is not the one asked for."""

    mode: Literal["xr", "window", "offscreen"]
    reason: str = ""


@dataclass(frozen=True)
class FrameStatistics:
    """Summary of the frames since the last one of these (about one a second).

    Attributes:
        gpu_p50_ms: 0 where it is not measured.
        resolution_scale: of each side of the pictures, 1 for the size that the display asks for.
    """

    frames: int
    missed: int
    cpu_p50_ms: float
    cpu_p99_ms: float
    gpu_p50_ms: float = 0.0
    resolution_scale: float = 1.0
