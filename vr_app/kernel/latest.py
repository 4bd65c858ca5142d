"""A cell that always holds the newest value: the one way to hand state to a thread that must never wait."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Latest(Generic[T]):
    """One writer sets, any thread reads; neither waits (binding a reference is atomic in CPython)."""

    __slots__ = ("_value",)

    def __init__(self, value: T) -> None:
        self._value = value

    def set(self, value: T) -> None:
        """Replaces the value. `value` must never be changed afterwards."""
        self._value = value

    def get(self) -> T:
        """The newest value."""
        return self._value
