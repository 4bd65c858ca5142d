"""A ring of samples between a device's callback and the thread that takes them out. Nobody waits."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]


class SampleRing:
    """Written by one thread, read by another.

    Args:
        capacity: samples kept.

    Attributes:
        written: samples written since the start.
        anchor: (samples written, monotonic second at which the last of them was taken or leaves).
    """

    def __init__(self, capacity: int) -> None:
        self.written = 0
        self.anchor = (0, 0.0)
        self._samples = np.zeros(capacity, np.float32)

    @property
    def capacity(self) -> int:
        return len(self._samples)

    def write(self, samples: Samples, last_s: float) -> None:
        """Copies samples in (the callback's thread); the oldest make room."""
        count = min(len(samples), self.capacity)
        start = self.written % self.capacity
        first = min(count, self.capacity - start)
        part = samples[len(samples) - count :]
        self._samples[start : start + first] = part[:first]
        self._samples[: count - first] = part[first:]
        self.written += count
        self.anchor = (self.written, last_s)

    def read(self, start: int, count: int) -> Samples:
        """Samples by number; zeros where they are not there yet, or not any more."""
        found = np.zeros(count, np.float32)
        written = self.written
        low, high = max(start, written - self.capacity + 4096, 0), min(start + count, written)
        if high > low:
            numbers = np.arange(low, high) % self.capacity
            found[low - start : high - start] = self._samples[numbers]
        return found
