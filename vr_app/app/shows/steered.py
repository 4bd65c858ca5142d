"""A show in somebody else's hands: what a bench may do with it, from any thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vr_app.app.shows.frame_thread import FrameThread
    from vr_app.app.shows.show import Drawing
    from vr_app.app.visit import Visit


@dataclass(frozen=True)
class Steered:
    """A show that has begun.

    Attributes:
        go_to: goes to another scene, as a click on its card would.
    """

    visit: Visit
    drawing: Drawing
    frames: FrameThread
    go_to: Callable[[str], None]


@dataclass(frozen=True)
class SceneWanted:
    """Somebody else than the person before the window asks for a scene."""

    name: str
