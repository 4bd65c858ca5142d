"""What crosses the border to the models and back: speech, commands to the inference child, its reports.

All of it is also in `vr_app.kernel.events`, which is where everybody takes it from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from vr_app.kernel.ids import TurnId

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


# --------------------------------------------------------------------------- commands to the inference child


@dataclass(frozen=True)
class Prefill:
    """Put a prompt prefix into the language model's cache.

    Answered by `PrefillFinished`; once more where it gave way to a reply and was read on after that.

    Attributes:
        complete: nothing is to be added to the last message: all is read up to where the reply begins.
        guess: of what the next turn will be: a newer one takes its place, what was read by then stays.
        lasting: the same at every start and nothing that was said here: engines that can keep it on disk.
        reply_tokens: so much of a reply is written down too, where the engine can and nothing else is to be done: a
            `Generate` with the same messages, temperature and seed begins with it.
    """

    messages: tuple[Message, ...]
    complete: bool = False
    guess: bool = False
    lasting: bool = False
    reply_tokens: int = 0
    temperature: float = 0.0
    seed: int = 0


@dataclass(frozen=True)
class Generate:
    """Stream a reply. Answered by `TokensGenerated`..., then one `GenerationFinished` or `InferenceFailed`.

    Attributes:
        json_schema: constrain the reply to this JSON Schema (as text), or "" for free text.
        stop: stop sequences, not part of the reply.
        weigh: replies to be weighed instead of written, where the engine can: then the reply is JSON such as
            `[-0.2, -1.7]`, natural logarithms of how likely each of them is. Where it cannot, one is written as ever.
    """

    turn: TurnId
    messages: tuple[Message, ...]
    max_tokens: int = 160
    temperature: float = 0.7
    seed: int = 0
    stop: tuple[str, ...] = ()
    json_schema: str = ""
    weigh: tuple[str, ...] = ()


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
    """Stop generating and speaking everything up to and including this turn. Never answered.

    A turn below zero is a job beside the talk: it alone is stopped, and no turn of the talk stops it.
    """

    turn: TurnId


# --------------------------------------------------------------------------- from the inference child


@dataclass(frozen=True)
class ModelLoading:
    """A model is being loaded.

    Attributes:
        kind: which of the child's parts.
        fraction: 0 to 1, or -1 where the engine does not tell.
    """

    kind: Literal["language", "voice", "embedder"]
    name: str
    fraction: float = -1.0


@dataclass(frozen=True)
class ModelReady:
    """A model can be used. `memory_mb` is the resident memory of the process that holds it."""

    kind: Literal["language", "voice", "embedder"]
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
        ahead_tokens: of the reply's, written before it was asked for.
    """

    turn: TurnId
    reason: Literal["stop", "length", "cancelled"]
    prompt_tokens: int = 0
    cached_tokens: int = 0
    reply_tokens: int = 0
    first_token_s: float = 0.0
    seconds: float = 0.0
    ahead_tokens: int = 0

    @property
    def tokens_per_s(self) -> float:
        """How fast it was written after the first text; 0 where there was no more to write."""
        writing_s, written = self.seconds - self.first_token_s, self.reply_tokens - max(self.ahead_tokens, 1)
        return written / writing_s if writing_s > 0 and written > 0 else 0.0


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

    kind: Literal["language", "voice", "embedder"]
    turn: TurnId | None
    message: str
    recoverable: bool = True


@dataclass(frozen=True)
class InferenceRestarted:
    """The child died and a new one was started. Jobs that were under way are lost and must be sent again."""

    reason: str
