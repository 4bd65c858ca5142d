"""The models on this machine: our own folder, and records of verified files that stay where another program keeps them.

Nothing is ever written outside the data folder. A file counts only after its sha256 was seen to be right once; that
is written down with its size and time of change, so a start does not read gigabytes again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from vr_app.install.catalogue import CATALOGUE, Kind, Model, ModelFile
from vr_app.install.source import writing_failed

Advance = Callable[[int], None]
"""Takes the number of bytes done since the last call."""

_CHUNK = 1 << 20


@dataclass(frozen=True)
class Record:
    """A verified file.

    Attributes:
        model: catalogue name, or the name the person gave.
        file: its name within the model.
        path: where it lies.
        modified_ns: time of change when it was verified; a changed file counts as not verified.
    """

    model: str
    kind: Kind
    file: str
    path: str
    size_bytes: int
    modified_ns: int
    sha256: str


def sha256_of(path: Path, advance: Advance | None = None) -> str:
    """Hex digest of a whole file. Raises: OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            if advance:
                advance(len(chunk))
    return digest.hexdigest()


class ModelStore:
    """Reads and changes what is recorded under one data folder.

    Args:
        data: the product's data folder.
    """

    def __init__(self, data: Path, catalogue: tuple[Model, ...] = CATALOGUE) -> None:
        self.data = data
        self.catalogue = catalogue
        self._list = data / "models" / "verified.json"

    def target(self, model: Model, file: ModelFile) -> Path:
        """Where our own copy of a file goes."""
        return self.data / ("voices" if model.kind == "voice" else "models") / model.folder / file.name

    def records(self) -> list[Record]:
        """Every verified file whose bytes are still as they were."""
        return [record for record in self._read() if _unchanged(record)]

    def known_records(self) -> list[Record]:
        """Every file that was verified once, also those that were changed or taken away since."""
        return self._read()

    def file_path(self, model: Model, file: ModelFile) -> Path | None:
        """Where a verified copy lies, or None."""
        for record in self.records():
            if record.sha256 == file.sha256 and record.file == file.name and record.model == model.name:
                return Path(record.path)
        return None

    def path_of(self, name: str) -> Path | None:
        """What an engine is pointed at: the model's first file, or its folder where it has one. None if incomplete."""
        model = next((entry for entry in self.catalogue if entry.name == name), None)
        if model is None:
            first = next((Path(record.path) for record in self.records() if record.model == name), None)
            return first.parent if first and first.name == "config.json" else first
        paths = [self.file_path(model, file) for file in model.files]
        if any(path is None for path in paths) or paths[0] is None:
            return None
        return paths[0].parent if model.folder else paths[0]

    def missing(self, model: Model) -> list[ModelFile]:
        """The files of a model that are not here yet."""
        return [file for file in model.files if self.file_path(model, file) is None]

    def own_names(self) -> list[str]:
        """Names the person gave to files of their own."""
        known = {model.name for model in self.catalogue}
        return sorted({record.model for record in self.records()} - known)

    def adopt(self, model: Model, file: ModelFile, path: Path, advance: Advance | None = None) -> bool:
        """Verifies a file and records it where it lies; False (and no record) where its bytes are others."""
        try:
            if path.stat().st_size != file.size_bytes or sha256_of(path, advance) != file.sha256:
                return False
        except OSError:
            return False
        self.record(model.name, model.kind, file.name, path, file.sha256)
        return True

    def record(self, name: str, kind: Kind, file: str, path: Path, sha256: str) -> None:
        """Writes a verified file down, replacing what stood there for it."""
        stat = path.stat()
        entry = Record(name, kind, file, str(path), stat.st_size, stat.st_mtime_ns, sha256)
        kept = [record for record in self._read() if (record.model, record.file) != (name, file)]
        self._write([*kept, entry])

    def forget(self, name: str) -> list[Path]:
        """Strikes a model from the list and deletes our own copies. Returns what was deleted.

        Files that belong to another program, to the person or to another model as well stay.
        """
        deleted = []
        gone = [record for record in self._read() if record.model == name]
        shared = {record.path for record in self._read() if record.model != name}
        for record in gone:
            path = Path(record.path)
            ours = self.data in path.parents and record.path not in shared
            if ours and path.is_file() and not path.is_symlink():
                path.unlink()
                deleted.append(path)
        self._write([record for record in self._read() if record.model != name])
        return deleted

    def _read(self) -> list[Record]:
        try:
            entries = json.loads(self._list.read_text(encoding="utf-8"))
            return [Record(**entry) for entry in entries]
        except (OSError, ValueError, TypeError):
            return []

    def _write(self, records: list[Record]) -> None:
        part = self._list.with_suffix(".part")
        try:
            part.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps([asdict(record) for record in records], indent=1), encoding="utf-8")
            part.replace(self._list)
        except OSError as error:
            raise writing_failed(error, part) from error


def _unchanged(record: Record) -> bool:
    try:
        stat = Path(record.path).stat()
    except OSError:
        return False
    return stat.st_size == record.size_bytes and stat.st_mtime_ns == record.modified_ns
