"""all-MiniLM-L6-v2: English, six layers of a small BERT, read from an ONNX file with 8-bit weights.

A matrix of the file is `NAME_q` (bytes) times `NAME_scale`. The table of words stays in bytes, which an ONNX runtime
would unfold to four times as much.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vr_app.inference.embedder_bert import Bert
from vr_app.inference.embedder_graph import BLOCK, BertLayer, BlockMatrix, beside

Rows = npt.NDArray[np.float32]

_MATRIX = re.compile(r"val_(\d+)_q")
_EACH = 6
"""Matrices of a layer, in the order of the file: query, key, value, out, inner, outer."""
_HEADS, _EPSILON = 12, 1e-12
_MOST_PIECES = 256


class EnglishEncoder:
    """The mean of the word pieces' last states.

    Raises: OSError, ValueError, KeyError for files that are not what they should be; what tokenizers raises.
    """

    def __init__(self, weights: Path, tokenizer: Path) -> None:
        from tokenizers import Tokenizer

        tensors = _tensors(weights)
        word, word_scale = (tensors[f"inner.embeddings.word_embeddings.weight_{part}"] for part in ("q", "scale"))
        places = _whole(tensors, "inner.embeddings.position_embeddings.weight")
        matrices = sorted((name for name in tensors if _MATRIX.fullmatch(name)), key=lambda name: int(name[4:-2]))
        if not matrices or len(matrices) % _EACH:
            raise ValueError(f"this MiniLM has {len(matrices)} matrices")
        layers = [matrices[at : at + _EACH] for at in range(0, len(matrices), _EACH)]
        self._bert = Bert(
            words=lambda pieces: word[pieces] * word_scale[pieces],
            places=places + tensors["inner.embeddings.token_type_embeddings.weight"][0],
            norm=_norm(tensors, "inner.embeddings.LayerNorm"),
            layers=tuple(_layer(tensors, number, names) for number, names in enumerate(layers)),
            heads=_HEADS,
            epsilon=_EPSILON,
        )
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_MOST_PIECES)

    def encode(self, texts: Sequence[str]) -> Rows:
        """N x 384, rows of unit length."""
        return self._bert.means([encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))])


def _layer(tensors: dict[str, npt.NDArray], number: int, names: Sequence[str]) -> BertLayer:
    prefix = f"inner.encoder.layer.{number}."
    asked, known, told, out, inner, outer = (_matrix(tensors, name.removesuffix("_q")) for name in names)
    return BertLayer(
        entry=beside([asked, known, told]),
        entry_shift=np.concatenate(
            [tensors[f"{prefix}attention.self.{name}.bias"] for name in ("query", "key", "value")]
        ),
        out=out,
        out_shift=tensors[f"{prefix}attention.output.dense.bias"],
        norm=_norm(tensors, f"{prefix}attention.output.LayerNorm"),
        inner=inner,
        inner_shift=tensors[f"{prefix}intermediate.dense.bias"],
        outer=outer,
        outer_shift=tensors[f"{prefix}output.dense.bias"],
        last_norm=_norm(tensors, f"{prefix}output.LayerNorm"),
    )


def _whole(tensors: dict[str, npt.NDArray], name: str) -> Rows:
    return tensors[f"{name}_q"] * tensors[f"{name}_scale"]


def _matrix(tensors: dict[str, npt.NDArray], name: str) -> BlockMatrix:
    """The file has one scale for a column, and its codes row by row, round zero."""
    codes, scales = tensors[f"{name}_q"].T, tensors[f"{name}_scale"].T
    codes = (codes.astype(np.int16) + 128).astype(np.uint8).reshape(len(codes), -1, BLOCK)
    return BlockMatrix(codes, np.repeat(scales, codes.shape[1], axis=1), 8)


def _norm(tensors: dict[str, npt.NDArray], name: str) -> tuple[Rows, Rows]:
    return tensors[f"{name}.weight"], tensors[f"{name}.bias"]


def _tensors(path: Path) -> dict[str, npt.NDArray]:
    """The weights of an ONNX file by name. Raises: OSError, ValueError for another file."""
    from google.protobuf.message import DecodeError
    from onnx import load_model_from_string, numpy_helper

    try:
        model = load_model_from_string(path.read_bytes())
    except DecodeError as error:
        raise ValueError(f"this is no ONNX file ({error})") from error
    return {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
