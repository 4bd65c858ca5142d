"""Reads the vocabulary of a SentencePiece unigram file (`sp.model`).

The file is a protobuf message: field 1, repeated, is a piece (1 text, 2 score, 3 kind); field 3 is the normalizer,
whose field 2 is the table of characters.
"""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

from vr_app.inference.embedder_pieces import Pieces
from vr_app.inference.protobuf import fields

_UNKNOWN = 2
"""The kind of the piece that stands for whatever no piece spells."""


def unigram_pieces(path: Path) -> Pieces:
    """The vocabulary of a file. Raises: ValueError for anything else than such a file, OSError."""
    from tokenizers import normalizers

    texts: list[bytes] = []
    scores: list[float] = []
    unknown, characters = 0, b""
    try:
        for number, value in fields(path.read_bytes()):
            if number == 1:
                piece = dict(fields(value))
                if piece.get(3) == _UNKNOWN:
                    unknown = len(texts)
                texts.append(piece[1])
                scores.append(struct.unpack("<f", piece[2])[0])
            elif number == 3:
                characters = dict(fields(value))[2]
    except (IndexError, KeyError, struct.error, AttributeError, TypeError) as error:
        raise ValueError(f"this is no SentencePiece file ({error})") from error
    if not texts or not characters:
        raise ValueError("this SentencePiece file has no pieces")
    ends = np.cumsum([0, *map(len, texts)]).astype(np.uint32)
    plain = normalizers.Precompiled(characters).normalize_str
    return Pieces(b"".join(texts), ends, np.array(scores, np.float32), unknown, plain)
