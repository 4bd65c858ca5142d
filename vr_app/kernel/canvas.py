"""Pixels on their way from the thread that paints a panel to the thread that shows it, and input on its way back."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

CAPACITY = 64
"""Patches that may wait; the painter keeps what does not fit and tries again."""


@dataclass(frozen=True)
class Patch:
    """New pixels of a rectangle.

    Attributes:
        x: left edge in pixels of the canvas.
        y: lower edge, counted from the canvas's bottom row (as OpenGL counts).
        width: pixels.
        height: pixels.
        pixels: RGBA, 8 bits each, alpha not multiplied in, bottom row first, `4 * width * height` bytes.
        last: the picture is whole again with this one.
    """

    x: int
    y: int
    width: int
    height: int
    pixels: bytes
    last: bool = True


class Canvas:
    """A bounded inbox of patches. One thread posts, one takes; neither waits.

    Attributes:
        name: of the panel.
        width: pixels.
        height: pixels.
    """

    def __init__(self, name: str, width: int, height: int, capacity: int = CAPACITY) -> None:
        self.name, self.width, self.height = name, width, height
        self._capacity = capacity
        self._waiting: deque[Patch] = deque()
        self._shown_anew = 0

    def post(self, patch: Patch) -> bool:
        """Puts a patch in. Returns: False where the inbox is full; the painter must paint it again later."""
        if len(self._waiting) >= self._capacity:
            return False
        self._waiting.append(patch)
        return True

    def take(self) -> Patch | None:
        """The oldest patch, or None."""
        return self._waiting.popleft() if self._waiting else None

    @property
    def renewals(self) -> int:
        """How often a new reader has asked for the whole picture."""
        return self._shown_anew

    def renew(self) -> None:
        """A new reader begins with nothing: drops what waits and asks the painter for the whole picture."""
        self._waiting.clear()
        self._shown_anew += 1


@dataclass(frozen=True)
class PanelInput:
    """What a ray, a pinch or a fingertip does on a panel.

    Attributes:
        panel: name of the canvas.
        x: 0 at the left edge to 1 at the right one; may lie outside while dragging.
        y: 0 at the upper edge to 1 at the lower one.
        steps: wheel steps upwards, for "wheel".
    """

    panel: str
    kind: Literal["move", "press", "release", "wheel", "leave"]
    x: float = 0.0
    y: float = 0.0
    steps: float = 0.0


@dataclass(frozen=True)
class PanelShown:
    """A panel was put up in the headset, or taken away: the painter need not paint what nobody sees."""

    panel: str
    shown: bool


@dataclass(frozen=True)
class QuadView:
    """A panel as it is to be seen in one frame. Those shown later lie over those before.

    Attributes:
        name: of its canvas.
        tracking_from_quad: its middle; it is seen from its +Z side, x to the right and y up (4 x 4 float32).
        width_m: along x.
        height_m: along y.
        width_px: of its picture.
        height_px: of its picture.
        fresh: its picture is another one than that painted last.
        radius_m: it is bent round an upright cylinder of this radius, towards who reads it; 0 where it is flat.
    """

    name: str
    tracking_from_quad: Any
    width_m: float
    height_m: float
    width_px: int
    height_px: int
    fresh: bool
    radius_m: float = 0.0


class PanelSource(Protocol):
    """What a headset's display asks about panels, once a frame, on the frame thread with the context current.

    Attributes:
        curved: set by the display: it can show panels that are bent.
    """

    curved: bool

    def arrange(self, display_time_s: float, controls: Any, pixels_per_degree: float) -> Sequence[QuadView]:
        """What is to be seen at a moment.

        Args:
            controls: the frame's input, `vr_app.openxr.controls.Controls`.
            pixels_per_degree: of the headset, in the middle of an eye.
        """
        ...

    def paint(self, name: str, texture: int) -> None:
        """Puts a panel's picture into a GL texture of its size; called for what is fresh."""
        ...

    def close(self) -> None:
        """The context goes away."""
        ...


@dataclass(frozen=True)
class HeadsetOpened:
    """A headset shows pictures from now on, with so many pixels per degree in the middle of an eye."""

    pixels_per_degree: float
