"""Server-sent events of a chat completion, read and checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from vr_app.kernel.errors import DeviceError

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
