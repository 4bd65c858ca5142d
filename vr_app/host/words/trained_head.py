"""A small trained head: places of sentences and their words in, a probability for each label out.

It keeps the places of the lines it was trained on and weighs them: kernel ridge regression, solved in closed form, so
that training takes a second and gives the same weights every time. How alike two lines are is the sum of several
things: their places in each part of the embedder's answer (multilingual, English where both have it, E5), and the words
and pairs of words they share (of Chinese: characters), so that a turn of phrase ("how do I ...") counts whatever the
rest is about.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vr_app.kernel.errors import Location, UserError

Rows = npt.NDArray[np.float32]

PARTS = (slice(0, 512), slice(512, 896), slice(896, None))
"""Of a place: what all languages share, what is English only (zeros else), what E5 says of all languages."""
_WORD_COLUMNS = 4096
_SHARPNESS = (2.0, 2.0, 8.0)
"""Of each part: E5's cosines lie between 0.7 and 1, the others' between 0 and 1."""
_WORDS_COUNT = np.float32(0.3)
_DECAY = 0.1
_CONFIDENCE = 7.0
"""Turns scores into probabilities: chosen so that lines of 0.8 are right four times of five."""
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[?!]")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, eq=False)
class TrainedHead:
    """What training left.

    Attributes:
        labels: in the order of `weights`' columns.
        places: N x dimensions, of the training lines.
        words: N tuples of hashed words and pairs.
        weights: N x labels.
    """

    labels: tuple[str, ...]
    places: Rows
    words: tuple[tuple[int, ...], ...]
    weights: Rows
    bias: Rows

    def probabilities(self, places: Rows, texts: Sequence[str]) -> Rows:
        """N x labels; each row sums to 1."""
        return softmax(_CONFIDENCE * self.scores(places, texts))

    def scores(self, places: Rows, texts: Sequence[str]) -> Rows:
        """N x labels; about 1 for what a line is, 0 for what it is not."""
        shared = np.stack([self._shared(_grams(text)) for text in texts])
        scored = (_alike(parted(places), self._known) + _WORDS_COUNT * shared) @ self.weights + self.bias
        return scored.astype(np.float32)

    @cached_property
    def _known(self) -> tuple[Part, ...]:
        return parted(self.places)

    def _shared(self, grams: Sequence[int]) -> Rows:
        """How much a line with these words shares with each of the N."""
        begins, lines, shares = self._by_word
        at = np.concatenate([np.arange(begins[gram], begins[gram + 1]) for gram in grams])
        found = np.bincount(lines[at], shares[at], minlength=len(self.words)) / _length(grams)
        return found.astype(np.float32)

    @cached_property
    def _by_word(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Rows]:
        """Where each word's lines begin, the lines word after word, and the share that each has in the word."""
        counts = [len(grams) for grams in self.words]
        words = np.array([gram for grams in self.words for gram in grams], np.int64)
        lines = np.repeat(np.arange(len(self.words)), counts)
        in_order = np.argsort(words, kind="stable")
        begins = np.searchsorted(words[in_order], np.arange(_WORD_COLUMNS + 1))
        shares = np.array([1.0 / _length(grams) for grams in self.words], np.float32)
        return begins, lines[in_order], shares[lines[in_order]]

    def save(self, path: Path) -> None:
        """Half precision, compressed. Raises: OSError."""
        flat = np.array([gram for grams in self.words for gram in grams], np.uint16)
        np.savez_compressed(
            path,
            labels=np.array(self.labels),
            places=self.places.astype(np.float16),
            words=flat,
            word_counts=np.array([len(grams) for grams in self.words], np.uint16),
            weights=self.weights.astype(np.float32),
            bias=self.bias.astype(np.float32),
        )


def load_head(path: Path) -> TrainedHead:
    """Raises: UserError where the file is missing or is something else."""
    try:
        with np.load(path, allow_pickle=False) as file:
            ends = np.cumsum(file["word_counts"].astype(np.int64))[:-1]
            words = tuple(tuple(int(gram) for gram in grams) for grams in np.split(file["words"], ends))
            head = TrainedHead(
                tuple(str(label) for label in file["labels"]),
                file["places"].astype(np.float32),
                words,
                file["weights"],
                file["bias"],
            )
    except (OSError, EOFError, ValueError, KeyError) as error:
        raise UserError(
            f"these trained weights cannot be read ({error})", where=Location(path), remedy="Run `vr-app train all`."
        ) from error
    if head.weights.shape != (len(head.places), len(head.labels)) or len(words) != len(head.places):
        raise UserError("these trained weights do not fit together", where=Location(path))
    return head


def train_head(places: Rows, texts: Sequence[str], labels: Sequence[str]) -> TrainedHead:
    """Fits a head. Every label counts as much as any other, however many lines it has."""
    names = tuple(sorted(set(labels)))
    kinds = np.array([names.index(label) for label in labels])
    words = tuple(_grams(text) for text in texts)
    rows = _word_rows(words)
    places = places.astype(np.float16).astype(np.float32)  # as they will be when they are loaded
    bias = np.full(len(names), 1.0 / len(names), np.float32)
    wanted = np.eye(len(names))[kinds] - bias
    often = np.bincount(kinds)[kinds] / (len(kinds) / len(names))
    kernel = (_alike(parted(places), parted(places)) + _WORDS_COUNT * (rows @ rows.T)).astype(np.float64)
    weights = np.linalg.solve(kernel + _DECAY * np.diag(often), wanted)
    return TrainedHead(names, places, words, weights.astype(np.float32), bias)


@dataclass(frozen=True, eq=False)
class Part:
    """What one encoder says of N lines: rows of unit length, or zero where it says nothing; and which it tells of."""

    rows: Rows
    told: Rows


def parted(places: Rows) -> tuple[Part, ...]:
    """Each encoder's part; parts that no encoder fills are left out."""
    found = (_unit(places[:, part]) for part in PARTS)
    return tuple(Part(part, np.asarray(part.any(axis=1), np.float32)) for part in found if part.shape[1])


def _alike(a: tuple[Part, ...], b: tuple[Part, ...]) -> Rows:
    alike = np.zeros((len(a[0].rows), len(b[0].rows)), np.float32)
    for sharpness, mine, other in zip(_SHARPNESS, a, b, strict=False):
        near = np.exp(np.float32(sharpness) * (mine.rows @ other.rows.T - np.float32(1.0)))
        alike += near * np.outer(mine.told, other.told)
    return alike


def _unit(rows: Rows) -> Rows:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))


def _word_rows(words: Sequence[Sequence[int]]) -> Rows:
    """N x columns, rows of unit length."""
    rows = np.zeros((len(words), _WORD_COLUMNS), np.float32)
    for row, grams in zip(rows, words, strict=True):
        row[list(grams)] = 1.0 / _length(grams)
    return rows


def _length(grams: Sequence[int]) -> float:
    return max(1.0, len(grams) ** 0.5)


def _grams(text: str) -> tuple[int, ...]:
    tokens: list[str] = []
    for word in _WORD.findall(text[:400].lower().replace("’", "'")):
        tokens += list(word) if _HAN.search(word) else [word]
    ends = ["<", *tokens, ">"]
    grams = {*tokens, *(f"{a} {b}" for a, b in pairwise(ends))}
    return tuple(sorted({zlib.crc32(gram.encode()) % _WORD_COLUMNS for gram in grams}))


def softmax(x: Rows) -> Rows:
    """Along the last axis."""
    raised = np.exp(x - x.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)
