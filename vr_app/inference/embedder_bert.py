"""A small BERT: word pieces in, their last states out. Its layers are an ONNX graph that onnxruntime runs.

The tables of pieces stay outside the graph, as their files have them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from vr_app.inference.embedder_graph import BertLayer, runnable

Rows = npt.NDArray[np.float32]


class Bert:
    """The network.

    Args:
        words: the rows of the pieces with these numbers, N x width.
        places: what is added for a piece's place in its text.
        norm: gain and shift of the sum.
    """

    def __init__(
        self,
        *,
        words: Callable[[npt.NDArray[np.int64]], Rows],
        places: Rows,
        norm: tuple[Rows, Rows],
        layers: Sequence[BertLayer],
        heads: int,
        epsilon: float,
    ) -> None:
        self._words, self._places, self._norm, self._epsilon = words, places, norm, epsilon
        self._layers = runnable(layers, heads, epsilon)

    def states(self, pieces: Sequence[int]) -> Rows:
        """The last state of every piece of a text: pieces x width."""
        x = self._words(np.array(pieces, np.int64)) + self._places[: len(pieces)]
        return self._layers(self._normal(x))

    def means(self, spelled: Sequence[Sequence[int]]) -> Rows:
        """The mean of each text's last states, of unit length: N x width."""
        means = [self.states(pieces).mean(axis=0) for pieces in spelled]
        return np.stack([mean / max(float(np.linalg.norm(mean)), 1e-9) for mean in means])

    def _normal(self, x: Rows) -> Rows:
        x = x - x.mean(axis=1, keepdims=True)
        x /= np.sqrt(np.square(x).mean(axis=1, keepdims=True) + np.float32(self._epsilon))
        return x * self._norm[0] + self._norm[1]
