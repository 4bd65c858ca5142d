"""The thread that owns the display: draws, falls back when the headset goes, goes back into it when it returns."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vr_app.app.modes import Mode
from vr_app.app.threads import run_first, share_interpreter_finely
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.events import DisplayChanged
from vr_app.kernel.ports import Display, Mat4, Post, View
from vr_app.render.frame_loop import UPLOAD_S, FrameLoop, SceneRenderer, World
from vr_app.render.frame_statistics import FrameSummary
from vr_app.render.software import draws_in_software
from vr_app.scene.scene import Scene

log = logging.getLogger(__name__)

UPLOAD_BYTES: dict[Mode, int] = {"xr": 4 << 20, "window": 64 << 20, "offscreen": 1 << 30}
"""Most that one frame brings onto the card: little where a head is tracked, all of it where nobody looks."""

LOOK_AGAIN_S = 3.0
"""How often a lost headset is looked for."""


@dataclass(frozen=True)
class DisplayParts:
    """What the frame thread is made of.

    Attributes:
        make_display: a fresh display of a mode.
        make_renderer: called with the display's context current.
        world: evaluated once a frame.
        fallback: where to go when the headset is lost.
        headset_is_back: a quick look, on a thread of its own.
        entered: told the mode before its display opens (to set the tracking space).
        after_draw: what to do with the views of a mode.
        spectator: one more picture to draw, for the desktop; None for none now.
        only_asks: pictures are asked for and never drawn, for a bench.
    """

    make_display: Callable[[Mode], Display]
    make_renderer: Callable[[], SceneRenderer]
    world: World
    fallback: Mode
    headset_is_back: Callable[[], bool]
    entered: Callable[[Mode], None]
    after_draw: Callable[[Mode, Sequence[View]], None]
    spectator: Callable[[Mode, float, Mat4], View | None] = lambda _mode, _time_s, _head: None
    only_asks: bool = False


class FrameThread:
    """Start it, ask it to stop, join it.

    Args:
        mode: the first display.
        why: the sentence that goes with it.
        post: takes `DisplayChanged` and `FrameStatistics`.
        on_ready: called when all of a scene is on the card.
        ended: called when the thread is over, with what made it end ("" where it was told to).

    Attributes:
        parts: as given, or as adopted since.
    """

    def __init__(
        self,
        parts: DisplayParts,
        mode: Mode,
        why: str,
        post: Post,
        on_ready: Callable[[Scene], None],
        ended: Callable[[str], None],
    ) -> None:
        self.mode: Mode = mode
        self.description = ""
        self.parts = parts
        self._why = why
        self._post = post
        self._on_ready = on_ready
        self._ended = ended
        self._stopping = threading.Event()
        self._headset_back = threading.Event()
        self._was_open = False
        self._problem = ""
        self._loop: FrameLoop | None = None
        self._thread = threading.Thread(target=self._run, name="frames", daemon=True)

    def start(self) -> None:
        share_interpreter_finely()
        self._thread.start()

    def adopt(
        self, parts: DisplayParts, post: Post, on_ready: Callable[[Scene], None], ended: Callable[[str], None]
    ) -> None:
        """Goes on with other parts from the next frame on; the display that is open stays."""
        self._post, self._on_ready, self._ended = post, on_ready, ended
        self.parts = parts
        if not self._thread.is_alive():
            ended(self._problem)
            return
        parts.entered(self.mode)

    def stop(self, timeout_s: float = 10.0) -> None:
        """Ends the loop and waits for the display to be given back."""
        self._stopping.set()
        self._thread.join(timeout_s)

    @property
    def summary(self) -> FrameSummary | None:
        """Frames of the present display."""
        return self._loop.summary if self._loop else None

    def _run(self) -> None:
        problem = ""
        wants_headset = self.mode == "xr"
        try:
            while not self._stopping.is_set():
                lost = self._draw_until_it_ends()
                if self._stopping.is_set() or (lost is None and not self._headset_back.is_set()):
                    break
                if lost is None:
                    self._headset_back.clear()
                    self.mode, self._why = "xr", "The headset is back."
                elif self.mode != "xr":
                    problem = str(lost)
                    break
                else:
                    self.mode = self.parts.fallback
                    self._why = f"{self._what_happened(lost)} The talk goes on here."
                    if wants_headset and lost.recoverable:
                        threading.Thread(target=self._look_for_headset, name="headset watch", daemon=True).start()
        except Exception as error:
            log.exception("the frame thread failed")
            problem = str(error)
        self._problem = problem
        self._ended(problem)

    def _draw_until_it_ends(self) -> DeviceError | None:
        """Runs one display; returns why it was lost, None where it ended or was told to."""
        self.parts.entered(self.mode)
        mode = self.mode
        self._was_open = False
        display = self.parts.make_display(mode)
        self._loop = FrameLoop(
            display,
            self._make_renderer,
            lambda time_s, head: self.parts.world(time_s, head),
            post=lambda event: self._post(event),
            after_draw=lambda views: self.parts.after_draw(mode, views),
            spectator=lambda time_s, head: self.parts.spectator(mode, time_s, head),
            on_open=self._opened,
            on_ready=lambda scene: self._on_ready(scene),
            upload_bytes=UPLOAD_BYTES[mode],
            upload_s=UPLOAD_S if mode == "xr" else None,
            card=_card_of(display) if mode == "xr" else None,
        )
        try:
            self._loop.run(lambda: self._stopping.is_set() or self._headset_back.is_set())
        except DeviceError as error:
            log.warning("%s: %s", mode, error)
            return error
        return None

    def _make_renderer(self) -> SceneRenderer:
        """With the display's context current. Where a card draws, a headset's frames come before all else."""
        run_first(self.mode == "xr" and (self.parts.only_asks or not draws_in_software()))
        return self.parts.make_renderer()

    def _what_happened(self, lost: DeviceError) -> str:
        return (
            f"The headset's runtime is gone ({lost})" if self._was_open else f"The headset could not be opened: {lost}"
        )

    def _opened(self, line: str) -> None:
        self._was_open = True
        self.description = line
        self._post(DisplayChanged(self.mode, self._why))

    def _look_for_headset(self) -> None:
        while not self._stopping.is_set():
            self._stopping.wait(LOOK_AGAIN_S)
            if self.parts.headset_is_back():
                self._headset_back.set()
                return


def _card_of(display: Display) -> Callable[[], tuple[float, float]] | None:
    """As `FrameLoop` wants it."""
    from vr_app.openxr.display import XrDisplay  # takes a quarter of a second, for which no window waits

    return display.load.get if isinstance(display, XrDisplay) else None
