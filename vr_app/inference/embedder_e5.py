"""multilingual-e5-small in numpy: a hundred languages in one space, twelve layers of a small BERT.

Every text is read as a question ("query: ..."), so that any two are compared alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.inference.embedder_e5_file import PackedE5, unpacked

Rows = npt.NDArray[np.float32]

E5_DIMENSIONS = 384
_PREFIX = "query: "
_MOST_PIECES = 128
_BATCH = 16


@dataclass(frozen=True)
class _Layer:
    """Weights of one layer; each matrix as it is multiplied from the right."""

    entry: Rows
    entry_shift: Rows
    out: Rows
    out_shift: Rows
    norm: tuple[Rows, Rows]
    inner: Rows
    inner_shift: Rows
    outer: Rows
    outer_shift: Rows
    last_norm: tuple[Rows, Rows]


class E5Encoder:
    """Raises: OSError, ValueError where the file is not what it should be."""

    def __init__(self, path: Path) -> None:
        packed = self._packed = PackedE5(path)
        if packed.width != E5_DIMENSIONS:
            raise ValueError(f"this E5 has {packed.width} dimensions, not {E5_DIMENSIONS}")
        self._words = packed.blocks("emb.word", packed.width)
        self._places = packed.numbers("emb.pos").reshape(-1, packed.width) + packed.numbers("emb.type")[: packed.width]
        self._norm = packed.numbers("emb.ln.w"), packed.numbers("emb.ln.b")
        self._layers = [self._layer(f"l{number}.") for number in range(packed.layers)]

    def encode(self, texts: Sequence[str]) -> Rows:
        """N x 384, rows of unit length."""
        spelled = [self._spelled(text) for text in texts]
        shortest_first = sorted(range(len(texts)), key=lambda i: len(spelled[i]))
        rows = np.zeros((len(texts), E5_DIMENSIONS), np.float32)
        for at in range(0, len(texts), _BATCH):
            batch = shortest_first[at : at + _BATCH]
            means = [states.mean(axis=0) for states in self._states([spelled[i] for i in batch])]
            rows[batch] = np.stack([mean / max(float(np.linalg.norm(mean)), 1e-9) for mean in means])
        return rows

    def _spelled(self, text: str) -> list[int]:
        packed = self._packed
        return [packed.first, *packed.pieces.encode(_PREFIX + text)[:_MOST_PIECES], packed.last]

    def _states(self, spelled: Sequence[Sequence[int]]) -> list[Rows]:
        """The last state of every piece: of each text pieces x 384.

        All texts' pieces lie one after the other in one matrix, so that the weights are read once for all of them.
        """
        packed = self._packed
        pieces = np.concatenate([np.array(one) for one in spelled])
        places = np.concatenate([np.arange(len(one)) for one in spelled])
        ends = np.cumsum([len(one) for one in spelled])[:-1]
        words = unpacked(np.array(self._words[pieces]).reshape(-1, 18)).reshape(len(pieces), packed.width)
        x = self._normal(words + self._places[places], self._norm)
        for layer in self._layers:
            asked = np.split(x @ layer.entry + layer.entry_shift, ends)
            attended = np.concatenate([self._attended(one) for one in asked])
            x = self._normal(x + attended @ layer.out + layer.out_shift, layer.norm)
            inside = _gelu(x @ layer.inner + layer.inner_shift)
            x = self._normal(x + inside @ layer.outer + layer.outer_shift, layer.last_norm)
        return np.split(x, ends)

    def _attended(self, entered: Rows) -> Rows:
        """What each piece of one text takes from the others."""
        count, heads = len(entered), self._packed.heads
        asked, known, told = entered.reshape(count, 3, heads, -1).transpose(1, 2, 0, 3)
        near = asked @ known.transpose(0, 2, 1) * np.float32(asked.shape[-1] ** -0.5)
        near = np.exp(near - near.max(axis=-1, keepdims=True))
        near /= near.sum(axis=-1, keepdims=True)
        return (near @ told).transpose(1, 0, 2).reshape(count, -1)

    def _normal(self, x: Any, gain_and_shift: tuple[Rows, Rows]) -> Rows:
        x = x - x.mean(axis=1, keepdims=True)
        x /= np.sqrt(np.square(x).mean(axis=1, keepdims=True) + np.float32(self._packed.epsilon))
        return x * gain_and_shift[0] + gain_and_shift[1]

    def _layer(self, prefix: str) -> _Layer:
        packed = self._packed

        def matrix(name: str, columns: int) -> Rows:
            return packed.weights(f"{prefix}{name}.w", columns).T

        def numbers(name: str) -> Rows:
            return packed.numbers(prefix + name)

        width = packed.width
        return _Layer(
            entry=np.concatenate([matrix(name, width) for name in "qkv"], axis=1),
            entry_shift=np.concatenate([numbers(f"{name}.b") for name in "qkv"]),
            out=matrix("ao", width),
            out_shift=numbers("ao.b"),
            norm=(numbers("aln.w"), numbers("aln.b")),
            inner=matrix("fi", width),
            inner_shift=numbers("fi.b"),
            outer=matrix("fo", packed.inner),
            outer_shift=numbers("fo.b"),
            last_norm=(numbers("oln.w"), numbers("oln.b")),
        )


def _gelu(x: Rows) -> Rows:
    """x times the normal distribution at x; the error function after Abramowitz and Stegun 7.1.26."""
    size = np.abs(x) * np.float32(0.5**0.5)
    t = 1.0 / (1.0 + np.float32(0.3275911) * size)
    tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1.0 - tail * np.exp(-size * size))
    return (0.5 * x * (1.0 + erf)).astype(np.float32)
