"""The walk of a demo visit: it begins with the host's last answer, so that looking round and listening go together."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from vr_app.kernel import events as ev

_PICTURE_SHARE = 0.45
"""How far into the walk its picture is taken: at the first stop."""


class Stroll:
    """An observer of a scripted talk.

    Args:
        turns: how many lines the script says.
        set_out: starts the walk; returns how many seconds it takes.
        ask_picture: asks for a picture after so many seconds.
    """

    def __init__(
        self,
        turns: int,
        set_out: Callable[[], float],
        ask_picture: Callable[[float], Any],
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._left = turns
        self._set_out = set_out
        self._ask_picture = ask_picture
        self._now_s = now_s
        self._ends_s: float | None = None

    def note(self, event: Any) -> None:
        """Takes every event of the conversation."""
        match event:
            case ev.TurnOpened() if event.said:
                self._left -= 1
            case ev.PlaybackStarted() | ev.TurnClosed() if self._left == 0:
                self._begin()
            case _:
                pass

    def seconds_left(self) -> float:
        """Until the walk is over; sets out now where no answer was ever heard."""
        self._begin()
        assert self._ends_s is not None
        return max(0.0, self._ends_s - self._now_s())

    def _begin(self) -> None:
        if self._ends_s is None:
            seconds = self._set_out()
            self._ends_s = self._now_s() + seconds
            self._ask_picture(_PICTURE_SHARE * seconds)
