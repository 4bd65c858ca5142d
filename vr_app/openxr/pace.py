"""Keeps the frames within their time: measures the card, and chooses the size and the rate of pictures by it."""

from __future__ import annotations

import logging

from vr_app.openxr.eyes import Eyes
from vr_app.openxr.refresh_rate import RefreshRate
from vr_app.openxr.resolution import ScaleGovernor

log = logging.getLogger(__name__)


class Pace:
    """Args:
        timed: measure the card; False on a runtime that is only pretended.

    Attributes:
        card_ms: what the newest frame that is known took the card; 0 before the first.
    """

    def __init__(self, eyes: Eyes, refresh: RefreshRate, *, timed: bool) -> None:
        self._eyes, self._refresh = eyes, refresh
        self._governor = ScaleGovernor()
        self.card_ms = 0.0
        self._timer = None
        if timed:
            from vr_app.openxr.card_timer import CardTimer

            self._timer = CardTimer()

    def begin(self) -> None:
        """Drawing begins."""
        if self._timer is not None:
            self._timer.begin()

    def end(self, period_ms: float) -> None:
        """The frame's commands have been given, in a session that shows one every `period_ms`."""
        self._refresh.begin()
        if self._timer is None:
            return
        self._timer.end()
        while (took_ms := self._timer.take_ms()) is not None:
            self.note(took_ms, period_ms)

    def note(self, card_ms: float, period_ms: float) -> None:
        """A frame took the card so long."""
        self.card_ms = card_ms
        before = self._eyes.scale
        self._eyes.scale = self._governor.add(card_ms, period_ms)
        if self._eyes.scale != before:
            log.info("pictures of %.0f %%: the card took %.1f of %.1f ms", self._eyes.scale * 100, card_ms, period_ms)
        if self._governor.overburdened:
            self._governor.start_over()
            self._refresh.lower()

    def close(self) -> None:
        if self._timer is not None:
            self._timer.close()
