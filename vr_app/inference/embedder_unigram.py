"""Reads the vocabulary of a SentencePiece unigram file (`sp.model`).

The file is a protobuf message: field 1, repeated, is a piece (1 text, 2 score, 3 kind); field 3 is the normalizer,
whose field 2 is the table of characters.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from vr_app.inference.embedder_pieces import Pieces

_UNKNOWN = 2
"""The kind of the piece that stands for whatever no piece spells."""


def unigram_pieces(path: Path) -> Pieces:
    """The vocabulary of a file. Raises: ValueError for anything else than such a file, OSError."""
    from tokenizers import normalizers

    texts: list[bytes] = []
    scores: list[float] = []
    unknown, characters = 0, b""
    try:
        for number, value in _fields(path.read_bytes()):
            if number == 1:
                piece = dict(_fields(value))
                if piece.get(3) == _UNKNOWN:
                    unknown = len(texts)
                texts.append(piece[1])
                scores.append(struct.unpack("<f", piece[2])[0])
            elif number == 3:
                characters = dict(_fields(value))[2]
    except (IndexError, KeyError, struct.error, AttributeError, TypeError) as error:
        raise ValueError(f"this is no SentencePiece file ({error})") from error
    if not texts or not characters:
        raise ValueError("this SentencePiece file has no pieces")
    ends = np.cumsum([0, *map(len, texts)]).astype(np.uint32)
    plain = normalizers.Precompiled(characters).normalize_str
    return Pieces(b"".join(texts), ends, np.array(scores, np.float32), unknown, plain)


def _fields(data: bytes) -> Iterator[tuple[int, Any]]:
    """Number and raw value of each field of a protobuf message."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = _varint(data, at)
            yield key >> 3, value
            continue
        size, at = _varint(data, at) if kind == 2 else ({1: 8, 5: 4}[kind], at)
        if at + size > len(data):
            raise IndexError("it ends in the middle of a field")
        yield key >> 3, data[at : at + size]
        at += size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
