"""Reads a SentencePiece unigram file (`sp.model`) and makes a tokenizer of it.

The file is a protobuf message: field 1, repeated, is a piece (1 text, 2 score, 3 kind); field 3 is the normalizer,
whose field 2 is the table of characters.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_UNKNOWN = 2
"""The kind of the piece that stands for whatever no piece spells."""


def unigram_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer of a file. Raises: ValueError for anything else than such a file, OSError."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    pieces: list[tuple[str, float]] = []
    unknown, characters = 0, b""
    try:
        for number, value in _fields(path.read_bytes()):
            if number == 1:
                piece = dict(_fields(value))
                if piece.get(3) == _UNKNOWN:
                    unknown = len(pieces)
                pieces.append((piece[1].decode("utf-8"), struct.unpack("<f", piece[2])[0]))
            elif number == 3:
                characters = dict(_fields(value))[2]
    except (IndexError, KeyError, struct.error, AttributeError, TypeError) as error:
        raise ValueError(f"this is no SentencePiece file ({error})") from error
    if not pieces or not characters:
        raise ValueError("this SentencePiece file has no pieces")
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=unknown, byte_fallback=False))
    steps = [normalizers.Precompiled(characters), normalizers.Replace(Regex(" {2,}"), " "), normalizers.Strip()]
    tokenizer.normalizer = normalizers.Sequence(steps)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False)
    return tokenizer


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
