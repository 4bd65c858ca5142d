"""The chunks of a streamed chat completion: read, checked, and collected to a reply."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import IO, Any

from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import GenerationStats

_MAX_LINE_BYTES = 1_000_000


def chunks(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The chunks of a streamed reply, up to `[DONE]` or the stream's end.

    Raises: DeviceError for anything that is no chat-completion chunk.
    """
    while line := stream.readline(_MAX_LINE_BYTES + 1):
        if len(line) > _MAX_LINE_BYTES:
            raise DeviceError("The language server sent an endless line.", recoverable=True)
        name, _, data = line.strip().partition(b":")
        if name == b"error":
            yield {"error": _parse(data)}
        elif name == b"data":
            if data.strip() == b"[DONE]":
                return
            yield _checked(_parse(data))


def text_of(chunk: dict[str, Any]) -> str:
    """The words a chunk adds."""
    return "".join((choice.get("delta") or {}).get("content") or "" for choice in chunk.get("choices") or ())


def finish_reason(chunk: dict[str, Any]) -> str:
    """ "stop", "length", ... where the chunk ends the reply, else ""."""
    return next(
        (str(choice["finish_reason"]) for choice in chunk.get("choices") or () if choice.get("finish_reason")), ""
    )


class StreamedReply:
    """Collects one streamed reply.

    Attributes:
        error: what came instead of a reply, or {}.
    """

    def __init__(self, on_text: Callable[[str], None]) -> None:
        self._on_text = on_text
        self._started_s = time.monotonic()
        self._first_token_s = 0.0
        self._pieces = 0
        self._reason = "stop"
        self._usage: dict[str, Any] = {}
        self._progress: dict[str, Any] = {}
        self.error: Any = {}

    @property
    def ended(self) -> bool:
        """Whether the last chunk, the one that counts the tokens, was there."""
        return bool(self._usage)

    def take(self, chunk: dict[str, Any]) -> None:
        """Takes one chunk and passes its words on."""
        self.error = chunk.get("error") or self.error
        self._progress = chunk.get("prompt_progress") or self._progress
        if text := text_of(chunk):
            self._first_token_s = self._first_token_s or time.monotonic() - self._started_s
            self._pieces += 1
            self._on_text(text)
        if ending := finish_reason(chunk):
            self._reason = "length" if ending == "length" else "stop"
        self._usage = chunk.get("usage") or self._usage

    def stats(self, *, cancelled: bool) -> GenerationStats:
        """What the reply took; what the server does not tell is counted here, or 0."""
        details = self._usage.get("prompt_tokens_details")
        cached = details.get("cached_tokens") if isinstance(details, dict) else self._progress.get("cache")
        return GenerationStats(
            "cancelled" if cancelled else self._reason,
            _count(self._usage.get("prompt_tokens")) or _count(self._progress.get("processed")),
            _count(cached),
            _count(self._usage.get("completion_tokens")) or self._pieces,
            self._first_token_s,
            time.monotonic() - self._started_s,
        )


def _count(value: Any) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def _parse(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise DeviceError("The language server sent something that is no JSON.", recoverable=True) from error
    if not isinstance(value, dict):
        raise DeviceError("The language server sent something that is no chat completion.", recoverable=True)
    return value


def _checked(chunk: dict[str, Any]) -> dict[str, Any]:
    choices = chunk.get("choices", [])
    well_formed = (
        isinstance(choices, list)
        and all(isinstance(choice, dict) and isinstance(choice.get("delta") or {}, dict) for choice in choices)
        and all(isinstance((choice.get("delta") or {}).get("content") or "", str) for choice in choices)
        and isinstance(chunk.get("usage") or {}, dict)
    )
    if not well_formed:
        raise DeviceError("The language server sent something that is no chat completion.", recoverable=True)
    return chunk
