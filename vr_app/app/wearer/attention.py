"""What the app does while nobody wears the headset, or while the runtime's own menu has the wearer's attention."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from vr_app.kernel.hearing_events import HoldPlayback, ResumePlayback
from vr_app.kernel.latest import Latest


class Listening(Protocol):
    """Whoever listens by the microphone."""

    @property
    def open(self) -> bool: ...

    def listen_soon(self, on: bool) -> None: ...


class HeldTime:
    """The scene's time: it stands still while it is held, and goes on from there.

    Attributes:
        held: set from any thread.
    """

    def __init__(self) -> None:
        self.held: Latest[bool] = Latest(False)
        self._behind_s = 0.0
        self._stopped_s: float | None = None

    def at(self, display_time_s: float) -> float:
        """The scene's time at a display time; on the frame thread."""
        if self.held.get():
            if self._stopped_s is None:
                self._stopped_s = display_time_s - self._behind_s
            return self._stopped_s
        if self._stopped_s is not None:
            self._behind_s, self._stopped_s = display_time_s - self._stopped_s, None
        return display_time_s - self._behind_s


class Attention:
    """Told by the display, on the frame thread; waits for nobody.

    Args:
        speaker: takes `HoldPlayback` and `ResumePlayback`.
        time: of the scene.
        ears: the microphone, where there is one.
    """

    def __init__(
        self, speaker: Callable[[Any], None], time: HeldTime, ears: Callable[[], Listening | None] = lambda: None
    ) -> None:
        self._speaker = speaker
        self._time = time
        self._ears = ears
        self._worn = self._attentive = True
        self._muted = False

    def note(self, worn: bool, focused: bool) -> None:
        """Whether somebody wears the headset, and whether their hands are ours."""
        if worn != self._worn:
            self._worn = worn
            self._time.held.set(not worn)
            self._speaker(ResumePlayback() if worn else HoldPlayback())
        attentive = worn and focused
        if attentive != self._attentive:
            self._attentive = attentive
            self._mute(not attentive)

    def _mute(self, mute: bool) -> None:
        """Closes the microphone where it was open, and opens it again only then."""
        ears = self._ears()
        if ears is None:
            return
        if mute and ears.open:
            self._muted = True
            ears.listen_soon(False)
        elif not mute and self._muted:
            self._muted = False
            ears.listen_soon(True)
