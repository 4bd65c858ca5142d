"""The one kind of error a file that cannot be read leads to."""

from __future__ import annotations

from pathlib import Path

from vr_app.kernel.errors import Location, UserError


class AssetError(UserError):
    """A .glb, .gltf, .vrm or picture that cannot be read.

    Args:
        path: the file.
        code: short stable name of the kind of mistake, such as `accessor.range`.
        pointer: JSON pointer to the place in the file's JSON, "" for the file as a whole.
        message: plain words without a final full stop.
        line: line in a .gltf file where it is known (JSON syntax), else 0.
    """

    def __init__(self, path: Path, code: str, pointer: str, message: str, *, line: int = 0, column: int = 0) -> None:
        self.code = code
        self.pointer = pointer
        text = f"{pointer}: {message}" if pointer else message
        remedy = "Export the file again, or leave it out of the scene."
        super().__init__(text, where=Location(path, line, column), remedy=remedy)


class Report:
    """Speaks for one file: makes its errors and gathers notes about what was left out."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notes: list[str] = []

    def error(self, code: str, pointer: str, message: str) -> AssetError:
        return AssetError(self.path, code, pointer, message)

    def note(self, text: str) -> None:
        if text not in self.notes and len(self.notes) < 100:
            self.notes.append(text)
