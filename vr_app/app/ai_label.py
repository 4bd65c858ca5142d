"""Marks what the host made as made by AI: in captions, sound, pictures and reports that a visit leaves."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

NOTICE = "Made by AI: the host's words, voice and figure are generated."
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_HEADER_END = 33
"""Bytes of a PNG's signature and header chunk."""


def label_captions(webvtt: str) -> str:
    """The captions with a note at their head."""
    return webvtt.replace("WEBVTT\n", f"WEBVTT\n\nNOTE {NOTICE}\n", 1)


def label_wav(path: Path) -> None:
    """Adds an INFO comment to a RIFF file; anything else is left as it is. Raises: OSError."""
    if not path.is_file():
        return
    with path.open("r+b") as file:
        head = file.read(12)
        if len(head) < 12 or head[:4] != b"RIFF" or head[8:] != b"WAVE":
            return
        text = NOTICE.encode("ascii") + b"\0"
        text += b"\0" * (len(text) % 2)
        chunk = b"INFOICMT" + struct.pack("<I", len(text)) + text
        file.seek(0, 2)
        if file.tell() % 2:
            file.write(b"\0")
        file.write(b"LIST" + struct.pack("<I", len(chunk)) + chunk)
        size = file.tell() - 8
        file.seek(4)
        file.write(struct.pack("<I", size))


def label_png(path: Path) -> None:
    """Adds a text chunk to a PNG; anything else is left as it is. Raises: OSError."""
    data = path.read_bytes()
    if not data.startswith(_PNG) or len(data) < _PNG_HEADER_END:
        return
    body = b"tEXtComment\0" + NOTICE.encode("latin-1")
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    path.write_bytes(data[:_PNG_HEADER_END] + chunk + data[_PNG_HEADER_END:])


def label_folder(folder: Path) -> None:
    """Marks the sound and the pictures of a visit's folder. Raises: OSError."""
    label_wav(folder / "speech.wav")
    for picture in sorted(folder.glob("frame-*.png")):
        label_png(picture)
