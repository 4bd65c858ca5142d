"""A kernel `GraphicsContext` that only remembers whether it is current."""

from __future__ import annotations


class FakeGraphicsContext:
    def __init__(self) -> None:
        self.current = False
        self.closed = False

    def make_current(self) -> None:
        assert not self.closed
        self.current = True

    def done_current(self) -> None:
        self.current = False

    def close(self) -> None:
        self.closed = True
