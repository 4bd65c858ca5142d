"""Everything that crosses a thread or process border, as frozen dataclasses.

Events are named in the past tense, commands in the imperative. Each one that belongs to an exchange carries its
`TurnId`: whatever arrives for an older turn than the current one is dropped by its reader.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from vr_app.kernel.ids import DEFAULT_PERSON, PersonId, TurnId

Emotion = Literal["neutral", "happy", "angry", "sad", "relaxed", "surprised"]


# --------------------------------------------------------------------------- speech data


@dataclass(frozen=True)
class PhonemeSpan:
    """One phoneme of an utterance, as timed by the engine that spoke it.

    Attributes:
        phoneme: IPA symbol as the engine's phonemizer wrote it; "" for silence and padding.
        start_sample: first sample, counted from the utterance's start at `Utterance.sample_rate_hz`.
        end_sample: one past the last sample.
    """

    phoneme: str
    start_sample: int
    end_sample: int


@dataclass(frozen=True)
class Utterance:
    """One spoken sentence or clause.

    Attributes:
        turn: the exchange it answers.
        index: position within the reply, from 0.
        text: what is said, as shown in captions.
        pcm: 16-bit little-endian mono samples.
        sample_rate_hz: of `pcm`.
        phonemes: spans in order, together covering the whole of `pcm`.
        final: True for the last one of the reply.
    """

    turn: TurnId
    index: int
    text: str
    pcm: bytes = field(repr=False)
    sample_rate_hz: int
    phonemes: tuple[PhonemeSpan, ...] = field(repr=False)
    emotion: Emotion = "neutral"
    final: bool = False

    @property
    def sample_count(self) -> int:
        return len(self.pcm) // 2

    @property
    def duration_s(self) -> float:
        return self.sample_count / self.sample_rate_hz


@dataclass(frozen=True)
class Message:
    """One chat message in the order the model sees it."""

    role: Literal["system", "user", "assistant"]
    content: str


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
class StopRequested:
    """The visitor wants silence now (stop button, Escape, barge-in)."""


# --------------------------------------------------------------------------- commands to the inference child


@dataclass(frozen=True)
class Prefill:
    """Put a prompt prefix into the language model's cache. Answered by `PrefillFinished`."""

    messages: tuple[Message, ...]


@dataclass(frozen=True)
class Generate:
    """Stream a reply. Answered by `TokensGenerated`..., then one `GenerationFinished` or `InferenceFailed`.

    Attributes:
        json_schema: constrain the reply to this JSON Schema (as text), or "" for free text.
        stop: stop sequences, not part of the reply.
    """

    turn: TurnId
    messages: tuple[Message, ...]
    max_tokens: int = 160
    temperature: float = 0.7
    seed: int = 0
    stop: tuple[str, ...] = ()
    json_schema: str = ""


@dataclass(frozen=True)
class Synthesize:
    """Speak one sentence. Answered by `SpeechSynthesized` or `InferenceFailed`.

    Attributes:
        speed: 1.0 is the voice's own pace; above is faster.
        final: True for the last sentence of the reply (passed through to `Utterance.final`).
    """

    turn: TurnId
    index: int
    text: str
    speed: float = 1.0
    emotion: Emotion = "neutral"
    final: bool = False


@dataclass(frozen=True)
class CancelTurn:
    """Stop generating and speaking everything up to and including this turn. Never answered."""

    turn: TurnId


# --------------------------------------------------------------------------- from the inference child


@dataclass(frozen=True)
class ModelLoading:
    """A model is being loaded.

    Attributes:
        kind: which of the child's parts.
        fraction: 0 to 1, or -1 where the engine does not tell.
    """

    kind: Literal["language", "voice"]
    name: str
    fraction: float = -1.0


@dataclass(frozen=True)
class ModelReady:
    """A model can be used. `memory_mb` is the resident memory of the process that holds it."""

    kind: Literal["language", "voice"]
    name: str
    engine: str
    seconds: float
    memory_mb: float = 0.0


@dataclass(frozen=True)
class PrefillFinished:
    tokens: int
    cached_tokens: int
    seconds: float


@dataclass(frozen=True)
class TokensGenerated:
    """More text of a reply, in order."""

    turn: TurnId
    text: str


@dataclass(frozen=True)
class GenerationFinished:
    """The reply is complete, or was cancelled.

    Attributes:
        first_token_s: seconds from the command's arrival in the child to the first text.
        seconds: to the last.
    """

    turn: TurnId
    reason: Literal["stop", "length", "cancelled"]
    prompt_tokens: int = 0
    cached_tokens: int = 0
    reply_tokens: int = 0
    first_token_s: float = 0.0
    seconds: float = 0.0


@dataclass(frozen=True)
class SpeechSynthesized:
    utterance: Utterance
    seconds: float = 0.0
    """Seconds of work it took."""


@dataclass(frozen=True)
class InferenceFailed:
    """One job failed; the child lives on.

    Attributes:
        turn: the turn whose job failed, or None for a model that could not be loaded.
        message: plain words, shown to the person.
    """

    kind: Literal["language", "voice"]
    turn: TurnId | None
    message: str
    recoverable: bool = True


@dataclass(frozen=True)
class InferenceRestarted:
    """The child died and a new one was started. Jobs that were under way are lost and must be sent again."""

    reason: str


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
    """Summary of the frames since the last one of these (about one a second)."""

    frames: int
    missed: int
    cpu_p50_ms: float
    cpu_p99_ms: float
