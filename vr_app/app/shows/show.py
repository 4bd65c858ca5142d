"""One run, as it was asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vr_app.app.modes import Choice, MachineFacts
from vr_app.app.places import OpenedPlace
from vr_app.app.record import prepare_out_folder
from vr_app.app.shows.early_frames import EarlyFrames
from vr_app.app.visit_options import VisitOptions
from vr_app.kernel.ports import GraphicsContext
from vr_app.kernel.settings import Settings

if TYPE_CHECKING:
    from vr_app.openxr.display import XrDisplay


@dataclass(frozen=True)
class Show:
    """One run, as asked for.

    Attributes:
        size: of the pictures; None takes the mode's own.
        frames: end after so many; 0 for never. Likewise seconds.
        scripted: ends by itself.
        demo: a short walk follows the script, and the person is told where everything lies.
        early: the frame thread, where it is drawing already.
        tape: where the session is recorded to.
        steer: given the `drawing.Steered` once the visit has begun; must not wait.
        stand_in: makes what takes the headset's place, for a bench; its pictures are only asked for, not filled.
    """

    settings: Settings
    opened: OpenedPlace
    choice: Choice
    facts: MachineFacts
    lines: tuple[str, ...]
    size: tuple[int, int] | None
    frames: float
    seconds: float
    out: Path | None
    audible: bool
    scripted: bool
    demo: bool = False
    until_shown: bool = False
    early: EarlyFrames[Any] | None = None
    tape: Path | None = None
    hear: tuple[Path, ...] = ()
    steer: Callable[[Any], None] | None = None
    stand_in: Callable[[GraphicsContext], XrDisplay] | None = None

    def as_demo(self, lines: Sequence[str]) -> Show:
        """A visit of about a minute that needs nobody: two questions and a walk, left in a folder."""
        out = self.out or Path("virgil-visit")
        prepare_out_folder(out)
        return replace(self, lines=tuple(lines), out=out, audible=False, scripted=True, demo=True)

    def options(self) -> VisitOptions:
        return VisitOptions(self.lines, self.out, self.audible, self.until_shown, self.hear)
