"""Cuts a streamed text at the first stop sequence, also where it arrives in pieces."""

from __future__ import annotations

from collections.abc import Sequence


class StopFilter:
    """Holds back only what could still become a stop sequence.

    Args:
        stop: sequences that end the text and are no part of it; empty ones are ignored.
    """

    def __init__(self, stop: Sequence[str]) -> None:
        self._stop = tuple(filter(None, stop))
        self._held = ""
        self.stopped = False

    def feed(self, text: str) -> str:
        """Takes more text and gives what is safe to show. Nothing once `stopped`."""
        if self.stopped:
            return ""
        self._held += text
        found = [index for ending in self._stop if (index := self._held.find(ending)) >= 0]
        if found:
            self.stopped = True
            shown, self._held = self._held[: min(found)], ""
            return shown
        keep = max((self._overlap(ending) for ending in self._stop), default=0)
        cut = len(self._held) - keep
        shown, self._held = self._held[:cut], self._held[cut:]
        return shown

    def flush(self) -> str:
        """What was held back, at the text's end."""
        shown, self._held = self._held, ""
        return shown

    def _overlap(self, ending: str) -> int:
        """The longest end of the held text that begins a stop sequence."""
        longest = min(len(ending) - 1, len(self._held))
        return next((size for size in range(longest, 0, -1) if self._held.endswith(ending[:size])), 0)
