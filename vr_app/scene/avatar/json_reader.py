"""Typed looks into a file's JSON that fail with the place named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from vr_app.kernel.errors import Location, UserError


class FigureError(UserError):
    """What a file says of its figure cannot be.

    Args:
        path: the file.
        pointer: JSON pointer to the place.
        message: plain words without a final full stop.
    """

    code = "vrm.invalid"

    def __init__(self, path: Path, pointer: str, message: str) -> None:
        self.pointer = pointer
        super().__init__(f"{pointer}: {message}", where=Location(path), remedy="Export the figure again.")


class JsonReader:
    """Reads members of objects; what is missing gets a default, a wrong type is an error with its pointer."""

    def __init__(self, path: str) -> None:
        self.path = Path(path)

    def error(self, pointer: str, message: str) -> FigureError:
        """An error that names the place."""
        return FigureError(self.path, pointer, message)

    def object(self, parent: Mapping[str, Any], key: str, pointer: str) -> Mapping[str, Any]:
        """A member that is an object, {} where it is missing."""
        value = parent.get(key)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            raise self.error(f"{pointer}/{key}", "is not an object")
        return value

    def items(self, parent: Mapping[str, Any], key: str, pointer: str) -> list[tuple[Mapping[str, Any], str]]:
        """A member that is a list of objects, each with its pointer; [] where it is missing."""
        value = parent.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.error(f"{pointer}/{key}", "is not a list")
        out = []
        for number, entry in enumerate(value):
            if not isinstance(entry, Mapping):
                raise self.error(f"{pointer}/{key}/{number}", "is not an object")
            out.append((entry, f"{pointer}/{key}/{number}"))
        return out

    def number(self, parent: Mapping[str, Any], key: str, pointer: str, default: float) -> float:
        """A finite number."""
        return self._finite(parent.get(key, default), f"{pointer}/{key}")

    def _finite(self, value: Any, pointer: str) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
            raise self.error(pointer, "is not a number")
        return float(value)

    def index(self, parent: Mapping[str, Any], key: str, pointer: str, count: int) -> int | None:
        """An index below `count`; None where it is missing or -1.

        Raises: UserError where it is out of range.
        """
        value = parent.get(key)
        if value is None or value == -1:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < count:
            raise self.error(f"{pointer}/{key}", f"is {value!r}, but there are {count}")
        return value

    def vector(
        self, parent: Mapping[str, Any], key: str, pointer: str, default: tuple[float, ...]
    ) -> tuple[float, ...]:
        """As many finite numbers as the default has; more are passed over."""
        values = parent.get(key)
        if values is None:
            return default
        if not isinstance(values, list) or len(values) < len(default):
            raise self.error(f"{pointer}/{key}", f"is not a list of {len(default)} numbers")
        return tuple(
            self._finite(value, f"{pointer}/{key}/{place}") for place, value in enumerate(values[: len(default)])
        )

    def named_vector(
        self, parent: Mapping[str, Any], key: str, pointer: str, default: tuple[float, float, float]
    ) -> tuple[float, float, float]:
        """A vector of VRM 0.x: an object with x, y and z."""
        entry = self.object(parent, key, pointer)
        x, y, z = (self.number(entry, axis, f"{pointer}/{key}", d) for axis, d in zip("xyz", default, strict=True))
        return x, y, z

    def indices(
        self, parent: Mapping[str, Any], key: str, pointer: str, count: int, note: Callable[[str], None]
    ) -> list[int]:
        """The indices of a list that are below `count`; [] where it is missing.

        Args:
            note: takes a line for each entry that is left out.
        """
        values = parent.get(key)
        if values is not None and not isinstance(values, list):
            note(f"{pointer}/{key}: is not a list; left out")
        out = []
        for place, value in enumerate(values if isinstance(values, list) else []):
            if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < count:
                note(f"{pointer}/{key}/{place}: is {value!r}, but there are {count}; left out")
            else:
                out.append(value)
        return out

    def text(self, parent: Mapping[str, Any], key: str) -> str:
        """Text, "" where it is missing or something else."""
        value = parent.get(key)
        return value if isinstance(value, str) else ""
