"""multilingual-e5-small: a hundred languages in one space, twelve layers of a small BERT.

Every text is read as a question ("query: ..."), so that any two are compared alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vr_app.inference.embedder_bert import Bert
from vr_app.inference.embedder_e5_file import PackedE5, unpacked
from vr_app.inference.embedder_graph import BertLayer, BlockMatrix, beside

Rows = npt.NDArray[np.float32]

E5_DIMENSIONS = 384
_PREFIX = "query: "
_MOST_PIECES = 128


class E5Encoder:
    """Raises: OSError, ValueError where the file is not what it should be."""

    def __init__(self, path: Path) -> None:
        packed = self._packed = PackedE5(path)
        if packed.width != E5_DIMENSIONS:
            raise ValueError(f"this E5 has {packed.width} dimensions, not {E5_DIMENSIONS}")
        words = packed.blocks("emb.word", packed.width)
        places = packed.numbers("emb.pos").reshape(-1, packed.width) + packed.numbers("emb.type")[: packed.width]
        self._bert = Bert(
            words=lambda pieces: unpacked(np.array(words[pieces]).reshape(-1, 18)).reshape(len(pieces), -1),
            places=places,
            norm=(packed.numbers("emb.ln.w"), packed.numbers("emb.ln.b")),
            layers=tuple(_layer(packed, f"l{number}.") for number in range(packed.layers)),
            heads=packed.heads,
            epsilon=packed.epsilon,
        )

    def encode(self, texts: Sequence[str]) -> Rows:
        """N x 384, rows of unit length."""
        packed = self._packed
        spelled = [packed.pieces.encode(_PREFIX + text)[:_MOST_PIECES] for text in texts]
        return self._bert.means([[packed.first, *pieces, packed.last] for pieces in spelled])


def _layer(packed: PackedE5, prefix: str) -> BertLayer:
    def matrix(name: str, rows: int) -> BlockMatrix:
        return packed.matrix(f"{prefix}{name}.w", rows)

    def numbers(name: str) -> Rows:
        return packed.numbers(prefix + name)

    width = packed.width
    return BertLayer(
        entry=beside([matrix(name, width) for name in "qkv"]),
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
