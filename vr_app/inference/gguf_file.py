"""Whether a file is a GGUF model at all."""

from __future__ import annotations

from pathlib import Path


def is_gguf(path: Path) -> bool:
    """True where the file begins as GGUF files do."""
    try:
        with path.open("rb") as file:
            return file.read(4) == b"GGUF"
    except OSError:
        return False
