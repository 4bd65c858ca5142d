"""A small BERT in numpy: word pieces in, their last states out.

All texts' pieces lie one after the other in one matrix, so that the weights are read once for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.float32]


@dataclass(frozen=True)
class BertLayer:
    """Weights of one layer; each matrix as it is multiplied from the right, each shift as it is added.

    Attributes:
        entry: what asks, what is known and what is told, side by side: width x (3 * width).
        norm: gain and shift after the attention.
        last_norm: gain and shift after the inner network.
    """

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


@dataclass(frozen=True)
class Bert:
    """The network.

    Attributes:
        words: the rows of the pieces with these numbers, N x width.
        places: what is added for a piece's place in its text.
        norm: gain and shift of the sum.
    """

    words: Callable[[npt.NDArray[np.int64]], Rows]
    places: Rows
    norm: tuple[Rows, Rows]
    layers: tuple[BertLayer, ...]
    heads: int
    epsilon: float

    def states(self, spelled: Sequence[Sequence[int]]) -> list[Rows]:
        """The last state of every piece: of each text pieces x width."""
        pieces = np.concatenate([np.array(one, np.int64) for one in spelled])
        at = np.concatenate([np.arange(len(one)) for one in spelled])
        ends = np.cumsum([len(one) for one in spelled])[:-1]
        x = self._normal(self.words(pieces) + self.places[at], self.norm)
        for layer in self.layers:
            entered = np.split(x @ layer.entry + layer.entry_shift, ends)
            attended = np.concatenate([self._attended(one) for one in entered])
            x = self._normal(x + attended @ layer.out + layer.out_shift, layer.norm)
            inside = _gelu(x @ layer.inner + layer.inner_shift)
            x = self._normal(x + inside @ layer.outer + layer.outer_shift, layer.last_norm)
        return np.split(x, ends)

    def means(self, spelled: Sequence[Sequence[int]], batch: int = 16) -> Rows:
        """The mean of each text's last states, of unit length: N x width. Short texts are worked through first."""
        shortest_first = sorted(range(len(spelled)), key=lambda i: len(spelled[i]))
        rows = np.zeros((len(spelled), self.places.shape[1]), np.float32)
        for begin in range(0, len(spelled), batch):
            some = shortest_first[begin : begin + batch]
            means = [states.mean(axis=0) for states in self.states([spelled[i] for i in some])]
            rows[some] = np.stack([mean / max(float(np.linalg.norm(mean)), 1e-9) for mean in means])
        return rows

    def _attended(self, entered: Rows) -> Rows:
        """What each piece of one text takes from the others."""
        count = len(entered)
        asked, known, told = entered.reshape(count, 3, self.heads, -1).transpose(1, 2, 0, 3)
        near = asked @ known.transpose(0, 2, 1) * np.float32(asked.shape[-1] ** -0.5)
        near = np.exp(near - near.max(axis=-1, keepdims=True))
        near /= near.sum(axis=-1, keepdims=True)
        return (near @ told).transpose(1, 0, 2).reshape(count, -1)

    def _normal(self, x: Any, gain_and_shift: tuple[Rows, Rows]) -> Rows:
        x = x - x.mean(axis=1, keepdims=True)
        x /= np.sqrt(np.square(x).mean(axis=1, keepdims=True) + np.float32(self.epsilon))
        return x * gain_and_shift[0] + gain_and_shift[1]


def _gelu(x: Rows) -> Rows:
    """x times the normal distribution at x; the error function after Abramowitz and Stegun 7.1.26."""
    size = np.abs(x) * np.float32(0.5**0.5)
    t = 1.0 / (1.0 + np.float32(0.3275911) * size)
    tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1.0 - tail * np.exp(-size * size))
    return (0.5 * x * (1.0 + erf)).astype(np.float32)
