"""Text chunks of a PNG file (where character cards travel), without decoding the picture."""

from __future__ import annotations

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LARGEST_TEXT = 64 * 1024 * 1024


def is_png(data: bytes) -> bool:
    """True for data that begins as a PNG file does."""
    return data.startswith(_SIGNATURE)


def png_texts(data: bytes) -> dict[str, bytes]:
    """Keyword to text of the tEXt, zTXt and iTXt chunks; a file that breaks off gives what came before.

    Raises: ValueError where a compressed text is broken or unreasonably large.
    """
    found: dict[str, bytes] = {}
    for kind, body in _chunks(data):
        keyword, separator, rest = body.partition(b"\0")
        if kind not in (b"tEXt", b"zTXt", b"iTXt") or not separator:
            continue
        if kind == b"zTXt":
            rest = _inflated(rest[1:])
        elif kind == b"iTXt" and len(rest) >= 2:
            compressed = rest[0] == 1
            rest = rest[2:].split(b"\0", 2)[-1]
            rest = _inflated(rest) if compressed else rest
        found.setdefault(keyword.decode("latin-1"), rest)
    return found


def with_png_text(data: bytes, texts: dict[str, bytes]) -> bytes:
    """The same picture with these tEXt chunks, replacing texts of the same keywords."""
    parts = [_SIGNATURE]
    for kind, body in _chunks(data):
        if kind in (b"tEXt", b"zTXt", b"iTXt") and body.split(b"\0")[0].decode("latin-1") in texts:
            continue
        if kind == b"IEND":
            parts += [_chunk(b"tEXt", key.encode("latin-1") + b"\0" + text) for key, text in texts.items()]
        parts.append(_chunk(kind, body))
    return b"".join(parts)


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    position, found = len(_SIGNATURE), []
    while position + 8 <= len(data):
        (length,) = struct.unpack_from(">I", data, position)
        kind = data[position + 4 : position + 8]
        body = data[position + 8 : position + 8 + length]
        if len(body) < length:
            break
        found.append((kind, body))
        position += 12 + length
    return found


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _inflated(data: bytes) -> bytes:
    stream = zlib.decompressobj()
    try:
        text = stream.decompress(data, _LARGEST_TEXT)
    except zlib.error as error:
        raise ValueError("a compressed text is broken") from error
    if stream.unconsumed_tail:
        raise ValueError("a compressed text is unreasonably large")
    return text
