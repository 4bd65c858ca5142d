"""The narrow borders (Protocols) between the core and the doors. Concrete classes are named in `app/wiring.py` only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from vr_app.kernel.events import Message, Utterance

Post = Callable[[Any], None]
"""Puts a frozen event into somebody's inbox; never blocks."""

Mat4 = npt.NDArray[np.float32]
"""4 x 4, column vectors (`world_from_node @ point`), metres, right-handed, +Y up, -Z forward (glTF and OpenXR)."""


# --------------------------------------------------------------------------- display (xr, window, offscreen)


@dataclass(frozen=True, eq=False)
class LensMask:
    """The part of a picture that the lens never shows. One object for as long as it stays the same.

    Attributes:
        corners: float32 (N, 2), slopes right and up against the view's axis.
        indices: uint32 (3 T), triangles.
    """

    corners: npt.NDArray[np.float32]
    indices: npt.NDArray[np.uint32]


@dataclass(frozen=True)
class View:
    """One image to draw in a frame.

    Attributes:
        world_from_view: pose of the eye (or camera) in the *tracking* space of the display.
        fov_rad: angles left, right, up, down from the view axis; left and down are negative (as in OpenXR).
        texture: GL name of the colour texture to draw into (sRGB format), already acquired.
        layer: array layer of `texture`, or -1 where it is a plain 2D texture.
        width: pixels.
        height: pixels.
        hidden: what need not be drawn; None where all of the picture can be seen.
        depth: GL name of a 32-bit depth texture that is to get the picture's depth (in the same layer); 0 for none.
    """

    world_from_view: Mat4
    fov_rad: tuple[float, float, float, float]
    texture: int
    width: int
    height: int
    layer: int = -1
    hidden: LensMask | None = None
    depth: int = 0


@dataclass(frozen=True)
class FrameRequest:
    """What to draw and for which moment.

    Attributes:
        display_time_s: predicted display time on `time.monotonic()`'s scale: everything that moves is evaluated at it.
        views: none where the display wants no picture this time; the frame must be ended all the same.
    """

    display_time_s: float
    views: tuple[View, ...]


class Display(Protocol):
    """A place pictures go to. Used from the frame thread only. Four functions, alike for xr, window, offscreen."""

    def open(self) -> str:
        """Gets the display going and makes its GL context current on this thread.

        Returns: one plain line that says what it is ("Monado, 320x240 per eye").
        Raises: DeviceError with a plain sentence where it cannot be had.
        """
        ...

    def begin_frame(self) -> FrameRequest | None:
        """Waits for the next frame's moment. None means: it has ended for good; close it.

        Raises: DeviceError(recoverable=True) where the device went away and may come back.
        """
        ...

    def end_frame(self) -> None:
        """Hands the pictures over. Called after every `begin_frame` that gave a request."""
        ...

    def close(self) -> None:
        """Gives everything back. May be called in any state, more than once."""
        ...


class GraphicsContext(Protocol):
    """An OpenGL 4.5 core context owned by one thread."""

    def make_current(self) -> None: ...

    def done_current(self) -> None: ...

    def close(self) -> None: ...


# --------------------------------------------------------------------------- models


class LanguageModel(Protocol):
    """A chat model inside the inference child. One job at a time."""

    name: str
    engine: str

    def generate(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float,
        seed: int,
        stop: Sequence[str],
        json_schema: str,
        on_text: Callable[[str], None],
        cancelled: Callable[[], bool],
    ) -> GenerationStats:
        """Streams a reply through `on_text`; looks at `cancelled` at least once a token.

        Raises: UserError for a prompt that does not fit, DeviceError where the engine failed.
        """
        ...

    def prefill(
        self, messages: Sequence[Message], *, cancelled: Callable[[], bool], complete: bool = False
    ) -> GenerationStats:
        """Puts the messages (usually the system message) into the cache so that a later reply starts sooner.

        Args:
            complete: also what stands between the last message and a reply to it.
        """
        ...

    def count_tokens(self, text: str) -> int: ...

    def close(self) -> None: ...


@runtime_checkable
class ForesightedModel(Protocol):
    """A language model that begins a reply before it is asked for."""

    def write_ahead(
        self,
        messages: Sequence[Message],
        *,
        most: int,
        temperature: float,
        seed: int,
        wanted_elsewhere: Callable[[], bool],
    ) -> None:
        """Writes the first tokens of a reply and keeps them for a `generate` with the same messages and choices.

        Args:
            messages: that have been read completely.
            wanted_elsewhere: looked at before every token: then it ends with what there is.
        """
        ...


@runtime_checkable
class LastingModel(Protocol):
    """A language model that keeps what it has read for the next start."""

    def keep(self, messages: Sequence[Message]) -> None:
        """Keeps messages on disk that have just been read by `prefill`, unless it has them. None is a visitor's."""
        ...


@runtime_checkable
class WeighingModel(Protocol):
    """A language model that also tells how likely it holds what it did not write."""

    def weigh(
        self, messages: Sequence[Message], replies: Sequence[str], *, cancelled: Callable[[], bool]
    ) -> Weighed | None:
        """How likely each of a few replies is; None where cancelled. Raises: as `LanguageModel.generate`.

        Args:
            replies: where several begin alike, they are told apart by what follows.
        """
        ...


@dataclass(frozen=True)
class Weighed:
    """Natural logarithms of likelihoods, a reply each."""

    replies: tuple[float, ...]
    stats: GenerationStats


@dataclass(frozen=True)
class GenerationStats:
    reason: str = "stop"
    prompt_tokens: int = 0
    cached_tokens: int = 0
    reply_tokens: int = 0
    first_token_s: float = 0.0
    seconds: float = 0.0
    ahead_tokens: int = 0


class Synthesizer(Protocol):
    """A voice. Used from one thread at a time."""

    name: str
    engine: str
    sample_rate_hz: int

    def synthesize(self, text: str, *, speed: float, cancelled: Callable[[], bool]) -> Utterance | None:
        """Speaks one sentence (turn 0, index 0; the caller fills those in). None where cancelled."""
        ...

    def close(self) -> None: ...


class Inference(Protocol):
    """The parent's end of the inference child. Events come back through the `Post` given at construction."""

    def start(self) -> None: ...

    def send(self, command: Any) -> None:
        """Takes a `Prefill`, `Generate`, `Synthesize` or `CancelTurn`. Never blocks."""
        ...

    def close(self) -> None: ...


# --------------------------------------------------------------------------- sound


class Speaker(Protocol):
    """Plays utterances in order on a device, or in real time into nothing. Events go to its `Post`.

    The device is the clock: `playhead` says what is leaving it now.
    """

    def open(self) -> str:
        """Returns one plain line naming the device. Raises: DeviceError."""
        ...

    def send(self, command: Any) -> None:
        """Takes `PlayUtterance` and `StopPlayback`. Never blocks."""
        ...

    def playhead(self) -> Playhead:
        """Any thread, at any time, without waiting."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class Playhead:
    """A moment on the audio clock, to extrapolate from.

    Attributes:
        utterance: the one leaving the speaker, or None in silence.
        sample: position within it at `monotonic_s` (in the utterance's own samples).
        clock_s: seconds of audio played since the device was opened.
        monotonic_s: `time.monotonic()` at which the sample left (output latency already taken into account).
    """

    utterance: Utterance | None
    sample: int
    clock_s: float
    monotonic_s: float

    def sample_at(self, monotonic_s: float) -> float:
        """Position within the utterance at another moment near by (clamped to it)."""
        if self.utterance is None:
            return 0.0
        moved = (monotonic_s - self.monotonic_s) * self.utterance.sample_rate_hz
        return float(min(max(self.sample + moved, 0.0), self.utterance.sample_count))


class Embedder(Protocol):
    """Puts sentences where their meanings are. Used from one thread at a time; answers within milliseconds."""

    name: str
    dimensions: int

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """The texts' places: N x `dimensions`, rows of unit length, so that a dot product is the cosine.

        Raises: DeviceError where the engine failed or is not there (callers then go by the words alone).
        """
        ...
