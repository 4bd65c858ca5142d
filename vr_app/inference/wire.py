"""Frames on a pipe: a JSON header and binary bytes, both with their length in front and both bounded.

Layout, little-endian: magic `b"VIR1"`, header length (uint32), payload length (uint32), header (UTF-8 JSON object),
payload. Nothing is ever unpickled; a frame that breaks a bound or the layout is a `WireError`.
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any

MAGIC = b"VIR1"
MAX_HEADER_BYTES = 8 * 1024 * 1024
MAX_PAYLOAD_BYTES = 64 * 1024 * 1024
_PREFIX = struct.Struct("<4sII")


class WireError(Exception):
    """The other end sent something that is no frame. The pipe cannot be used any further."""


def encode_frame(header: dict[str, Any], payload: bytes = b"") -> bytes:
    """One whole frame.

    Raises: WireError where header or payload is larger than a reader would take.
    """
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    if len(text) > MAX_HEADER_BYTES or len(payload) > MAX_PAYLOAD_BYTES:
        raise WireError(f"a frame of {len(text)} + {len(payload)} bytes is too large")
    return _PREFIX.pack(MAGIC, len(text), len(payload)) + text + payload


def read_frame(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Waits for the next frame. None at the stream's end between two frames.

    Raises: WireError for a cut or malformed frame.
    """
    prefix = _read_exactly(stream, _PREFIX.size, may_end=True)
    if prefix is None:
        return None
    magic, header_bytes, payload_bytes = _PREFIX.unpack(prefix)
    if magic != MAGIC:
        raise WireError(f"expected a frame, got {magic!r}")
    if header_bytes > MAX_HEADER_BYTES or payload_bytes > MAX_PAYLOAD_BYTES:
        raise WireError(f"a frame announces {header_bytes} + {payload_bytes} bytes: too large")
    text = _read_exactly(stream, header_bytes)
    payload = _read_exactly(stream, payload_bytes)
    assert text is not None and payload is not None
    try:
        header = json.loads(text.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise WireError(f"a frame's header is not JSON: {error}") from error
    if not isinstance(header, dict):
        raise WireError("a frame's header is not a JSON object")
    return header, payload


def _read_exactly(stream: IO[bytes], count: int, *, may_end: bool = False) -> bytes | None:
    parts: list[bytes] = []
    missing = count
    while missing:
        part = stream.read(missing)
        if not part:
            if may_end and missing == count:
                return None
            raise WireError(f"the stream ended {missing} bytes too early")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
