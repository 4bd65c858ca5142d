"""Divides a text into the likeliest pieces of a vocabulary, as a SentencePiece unigram model does.

A vocabulary of a quarter of a million pieces takes a few megabytes here: its letters in one run of bytes, found by the
pieces' hashes in order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import numpy.typing as npt

_SPACE = "\u2581"
"""What stands for a space in a piece."""
_MARKS = 1 << 22
"""Hashes' last bits that are told apart: sixteen times as many as there are pieces."""
_UNKNOWN_COST = 10.0
"""How much worse than the rarest piece a character is that no piece spells."""


class Pieces:
    """A vocabulary.

    Args:
        letters: of all pieces, one after the other, UTF-8.
        ends: where each piece begins, and where the last one ends: one more than pieces.
        scores: log probability of each.
        unknown: number of the piece that stands for what no piece spells.
        plain: what is done to a text before it is looked up.
    """

    def __init__(
        self,
        letters: bytes,
        ends: npt.NDArray[np.uint32],
        scores: npt.NDArray[np.float32],
        unknown: int,
        plain: Callable[[str], str],
    ) -> None:
        self._letters, self._ends, self._scores, self._unknown, self._plain = letters, ends, scores, unknown, plain
        bounds = ends.tolist()
        hashes = np.array([hash(letters[a:b]) for a, b in pairwise(bounds)], np.int64)
        self._order = np.argsort(hashes, kind="stable").astype(np.int32)
        self._hashes = hashes[self._order]
        # Most parts of a text are no piece: their hash's last bits tell so at once.
        marks = np.zeros(_MARKS, np.uint8)
        marks[hashes & (_MARKS - 1)] = 1
        self._marks = marks.tobytes()
        self._longest = int(np.diff(ends.astype(np.int64)).max())
        self._unknown_score = float(scores.min()) - _UNKNOWN_COST

    def encode(self, text: str) -> list[int]:
        """Numbers of the pieces, without those that begin and end a text."""
        plain = " ".join(self._plain(text).split())
        spelled = [character.encode() for character in _SPACE + plain.replace(" ", _SPACE)]
        count = len(spelled)
        best = [0.0, *[-1e30] * count]
        came: list[tuple[int, int]] = [(0, 0)] * (count + 1)
        for i in range(count):
            part = b""
            for end in range(i + 1, count + 1):
                part += spelled[end - 1]
                if len(part) > self._longest:
                    break
                if (piece := self._find(part)) is not None and (score := best[i] + piece[1]) > best[end]:
                    best[end], came[end] = score, (i, piece[0])
            if (score := best[i] + self._unknown_score) > best[i + 1]:
                best[i + 1], came[i + 1] = score, (i, self._unknown)
        found: list[int] = []
        at = count
        while at > 0:
            at, piece_number = came[at]
            if piece_number != self._unknown or not found or found[-1] != self._unknown:
                found.append(piece_number)
        return found[::-1]

    def _find(self, part: bytes) -> tuple[int, float] | None:
        wanted = hash(part)
        if not self._marks[wanted & (_MARKS - 1)]:
            return None
        at = bisect_left(self._hashes, wanted)
        if at == len(self._hashes) or self._hashes[at] != wanted:
            return None
        piece = int(self._order[at])
        same = self._letters[self._ends[piece] : self._ends[piece + 1]] == part
        return (piece, float(self._scores[piece])) if same and piece != self._unknown else None
