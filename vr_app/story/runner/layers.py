"""A dictionary that is cheap to copy: copies share what they have and only keep their own changes apart."""

from __future__ import annotations

from typing import Any, Final

_MOST_APART: Final = 64


class Layers:
    """A mapping of two layers: a base that is never changed, and a small top that is copied when it must be."""

    __slots__ = ("_base", "_shared", "_top")

    def __init__(self, base: dict[Any, Any] | None = None) -> None:
        self._base: dict[Any, Any] = base if base is not None else {}
        self._top: dict[Any, Any] = {}
        self._shared = False

    def copy(self) -> Layers:
        """A copy; a change to either is not seen in the other."""
        twin = Layers(self._base)
        twin._top = self._top
        twin._shared = self._shared = True
        return twin

    def get(self, key: Any, default: Any = None) -> Any:
        """The value of a key."""
        found = self._top.get(key, self)
        return found if found is not self else self._base.get(key, default)

    def __contains__(self, key: Any) -> bool:
        return key in self._top or key in self._base

    def __setitem__(self, key: Any, value: Any) -> None:
        if self._shared:
            if len(self._top) >= _MOST_APART:
                self._base = {**self._base, **self._top}
                self._top = {}
            else:
                self._top = self._top.copy()
            self._shared = False
        self._top[key] = value

    def as_dict(self) -> dict[Any, Any]:
        """All of it in one plain dictionary."""
        return {**self._base, **self._top}
