"""Evaluated prompts set aside, so that a prompt which begins like one of them need not be evaluated again.

In memory: whatever a conversation was interrupted at. On disk: the beginnings that the next start will want (card and
scene, the examples of the app's own questions), some per model. A file counts only if every byte is as it was written;
else it is deleted.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import struct
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

_LOG = logging.getLogger(__name__)
_MAGIC = b"VKV1"
_MAX_HEADER_BYTES = 1_000_000
_COVERED = 0.9
"""A prompt of which a file holds this share is not written once more."""


@dataclass(frozen=True)
class KeptPrompt:
    """Tokens and what the engine made of them.

    Attributes:
        state: the engine's own bytes, only for the same model and version.
    """

    tokens: tuple[int, ...]
    state: bytes


def common_length(one: Sequence[int], other: Sequence[int]) -> int:
    """How many tokens two prompts share from the beginning."""
    shorter = min(len(one), len(other))
    if tuple(one[:shorter]) == tuple(other[:shorter]):
        return shorter
    return next(index for index in range(shorter) if one[index] != other[index])


class KeptInMemory:
    """The newest prompts up to a size.

    Args:
        max_bytes: of all states together.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._kept: list[KeptPrompt] = []

    def put(self, tokens: Sequence[int], state: bytes) -> None:
        """Keeps a prompt; those it continues and the oldest beyond the size go."""
        self._kept = [one for one in self._kept if common_length(one.tokens, tokens) < len(one.tokens)]
        self._kept.append(KeptPrompt(tuple(tokens), state))
        while sum(len(one.state) for one in self._kept) > self._max_bytes:
            del self._kept[0]

    def best(self, prompt: Sequence[int]) -> tuple[int, KeptPrompt | None]:
        """How much of a prompt is kept, and where. The one found counts as new again."""
        found = max(self._kept, key=lambda one: common_length(one.tokens, prompt), default=None)
        if found is None:
            return 0, None
        self._kept = [one for one in self._kept if one is not found] + [found]
        return common_length(found.tokens, prompt), found


class KeptOnDisk:
    """The prompts of one model in one folder.

    Args:
        folder: made when the first prompt is kept.
        key: names the model, the engine and whatever else a state depends on.
        max_files: of all models together; the oldest go.
        max_bytes: likewise.
    """

    def __init__(self, folder: Path, key: str, *, max_files: int = 10, max_bytes: int = 384_000_000) -> None:
        self._folder = folder
        self._key = hashlib.sha256(key.encode()).hexdigest()
        self._max_files = max_files
        self._max_bytes = max_bytes
        self._writing: threading.Thread | None = None
        self._known = self._read_headers()

    def best(self, prompt: Sequence[int]) -> tuple[int, Path | None]:
        """How much of a prompt lies on disk, and in which file."""
        lengths = ((common_length(tokens, prompt), path) for path, tokens in self._known.items())
        return max(lengths, key=lambda found: found[0], default=(0, None))

    def load(self, path: Path) -> KeptPrompt | None:
        """Reads a file whole; None, and the file is gone, where a byte of it is not as it was written."""
        try:
            with path.open("rb") as file:
                header = _read_header(file)
                state = file.read()
            if len(state) == header["state_bytes"] and hashlib.sha256(state).hexdigest() == header["sha256"]:
                os.utime(path)
                return KeptPrompt(tuple(header["tokens"]), state)
            _LOG.warning("a kept prompt is damaged and is made anew: %s", path)
        except (OSError, ValueError, KeyError, TypeError) as error:
            _LOG.warning("a kept prompt cannot be read and is made anew: %s (%s)", path, error)
        self.forget(path)
        return None

    def forget(self, path: Path) -> None:
        """Deletes a file that is of no use."""
        self._known.pop(path, None)
        with suppress(OSError):
            path.unlink()

    def wants(self, tokens: Sequence[int]) -> bool:
        """Whether keeping a prompt is worth it: no file holds most of it and none is being written."""
        busy = self._writing is not None and self._writing.is_alive()
        return not busy and self.best(tokens)[0] < _COVERED * len(tokens)

    def put(self, tokens: Sequence[int], state: bytes) -> None:
        """Writes a prompt in a thread of its own; a full disk or a forbidden folder costs only the file."""
        kept = KeptPrompt(tuple(tokens), state)
        name = hashlib.sha256(self._key.encode() + repr(kept.tokens).encode()).hexdigest()[:32]
        path = self._folder / f"{name}.prompt"
        self._known[path] = kept.tokens
        self._writing = threading.Thread(target=self._write, args=(path, kept), name="keep-prompt", daemon=True)
        self._writing.start()

    def wait(self) -> None:
        """Waits until what was put is on disk."""
        if self._writing is not None:
            self._writing.join()

    def _write(self, path: Path, kept: KeptPrompt) -> None:
        sha256 = hashlib.sha256(kept.state).hexdigest()
        header = {"key": self._key, "tokens": kept.tokens, "state_bytes": len(kept.state), "sha256": sha256}
        words = json.dumps(header).encode()
        part = path.with_suffix(".part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                file.write(_MAGIC + struct.pack("<I", len(words)) + words)
                file.write(kept.state)
            part.replace(path)
            self._remove_oldest()
        except OSError as error:
            _LOG.warning("a prompt could not be kept: %s", error)
            with suppress(OSError):
                part.unlink()

    def _remove_oldest(self) -> None:
        found = sorted(self._folder.glob("*.prompt"), key=lambda path: path.stat().st_mtime, reverse=True)
        size = 0
        for number, path in enumerate(found):
            size += path.stat().st_size
            if number >= self._max_files or size > self._max_bytes:
                self.forget(path)

    def _read_headers(self) -> dict[Path, tuple[int, ...]]:
        known = {}
        for path in self._folder.glob("*.prompt") if self._folder.is_dir() else ():
            try:
                with path.open("rb") as file:
                    header = _read_header(file)
                if header["key"] == self._key:
                    known[path] = tuple(header["tokens"])
            except (OSError, ValueError, KeyError, TypeError) as error:
                _LOG.warning("a kept prompt cannot be read: %s (%s)", path, error)
                with suppress(OSError):
                    path.unlink()
        return known


def _read_header(file: IO[bytes]) -> dict[str, Any]:
    start = file.read(len(_MAGIC) + 4)
    if start[:-4] != _MAGIC or len(start) < len(_MAGIC) + 4:
        raise ValueError("no kept prompt")
    (length,) = struct.unpack("<I", start[-4:])
    if length > _MAX_HEADER_BYTES:
        raise ValueError("its header is too long")
    header = json.loads(file.read(length))
    if not isinstance(header, dict):
        raise ValueError("its header is none")
    return header
