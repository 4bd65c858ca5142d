"""Writes the layers of a small BERT down as an ONNX graph, which onnxruntime runs.

Its matrices stay in the few bits that their files have (`MatMulNBits`), and are multiplied by states brought to eight
bits, in blocks of 32 with a scale each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.float32]

_OPSET = 20
"""The first with Gelu."""
_FORMAT = 9
"""Of the file, which goes with that."""
BLOCK = 32
"""Weights that share a scale."""
_EXTENSIONS = "com.microsoft"
"""Where onnxruntime keeps operators that are no standard yet."""
_IN_EIGHT_BITS = 4
"""How exact the products are, as the operator counts it."""


@dataclass(frozen=True)
class BlockMatrix:
    """A matrix in few bits, by columns of what it is multiplied from the right with.

    Attributes:
        codes: columns x blocks x bytes; half of the codes' range stands for zero. Two codes of four bits share a byte,
            the earlier one in its lower half.
        scales: columns x blocks.
        bits: of a code, 4 or 8.
    """

    codes: npt.NDArray[np.uint8]
    scales: Rows
    bits: int


def beside(matrices: Sequence[BlockMatrix]) -> BlockMatrix:
    """The columns of several matrices side by side."""
    codes, scales = (np.concatenate([getattr(m, name) for m in matrices]) for name in ("codes", "scales"))
    return BlockMatrix(codes, scales, matrices[0].bits)


@dataclass(frozen=True)
class BertLayer:
    """Weights of one layer, the matrices with the shifts that are added after them.

    Attributes:
        entry: what asks, what is known and what is told, side by side: width x (3 * width).
        norm: gain and shift after the attention.
        last_norm: gain and shift after the inner network.
    """

    entry: BlockMatrix
    entry_shift: Rows
    out: BlockMatrix
    out_shift: Rows
    norm: tuple[Rows, Rows]
    inner: BlockMatrix
    inner_shift: Rows
    outer: BlockMatrix
    outer_shift: Rows
    last_norm: tuple[Rows, Rows]


def runnable(layers: Sequence[BertLayer], heads: int, epsilon: float) -> Callable[[Rows], Rows]:
    """The layers as a function from states to states, each of one text: pieces x width. It uses one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # What a long text needed is given back; the weights laid out anew replace those of the file.
    options.enable_cpu_mem_arena = False
    graph = _Graph(len(layers[0].out.codes), heads, epsilon).written(layers)
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    return lambda states: np.asarray(session.run(None, {"states": np.ascontiguousarray(states, np.float32)})[0])


class _Graph:
    """Nodes and weights as they come together. Methods return the name of what they made."""

    def __init__(self, width: int, heads: int, epsilon: float) -> None:
        self._nodes: list[Any] = []
        self._weights: list[Any] = []
        self._width, self._epsilon = width, epsilon
        each = width // heads
        self._by_head = self._constant(np.array([0, heads, each], np.int64))
        self._together = self._constant(np.array([0, width], np.int64))
        self._parts = self._constant(np.array([width] * 3, np.int64))
        self._sharpness = self._constant(np.float32(each**-0.5))

    def written(self, layers: Sequence[BertLayer]) -> bytes:
        """The whole file."""
        from onnx import TensorProto, helper

        states = "states"
        for layer in layers:
            states = self._layer(layer, states)
        size = [None, self._width]
        ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, size) for name in ("states", states)]
        graph = helper.make_graph(self._nodes, "bert", ends[:1], ends[1:], self._weights)
        operators = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_EXTENSIONS, 1)]
        model = helper.make_model(graph, opset_imports=operators, ir_version=_FORMAT)
        return model.SerializeToString()

    def _layer(self, layer: BertLayer, states: str) -> str:
        attended = self._attended(self._times(states, layer.entry, layer.entry_shift))
        states = self._normal(states, self._times(attended, layer.out, layer.out_shift), layer.norm)
        inside = self._node("Gelu", self._times(states, layer.inner, layer.inner_shift))
        return self._normal(states, self._times(inside, layer.outer, layer.outer_shift), layer.last_norm)

    def _attended(self, entered: str) -> str:
        """What each piece of the text takes from the others."""
        parts = self._nodes_named("Split", 3, entered, self._parts, axis=1)
        asked, known, told = (self._node("Reshape", part, self._by_head) for part in parts)
        asked = self._node("Transpose", asked, perm=(1, 0, 2))
        near = self._node("MatMul", asked, self._node("Transpose", known, perm=(1, 2, 0)))
        near = self._node("Softmax", self._node("Mul", near, self._sharpness), axis=-1)
        taken = self._node("MatMul", near, self._node("Transpose", told, perm=(1, 0, 2)))
        return self._node("Reshape", self._node("Transpose", taken, perm=(1, 0, 2)), self._together)

    def _times(self, states: str, matrix: BlockMatrix, shift: Rows) -> str:
        columns, blocks = matrix.scales.shape
        times = self._node(
            "MatMulNBits",
            states,
            self._constant(matrix.codes),
            self._constant(matrix.scales),
            domain=_EXTENSIONS,
            N=columns,
            K=blocks * BLOCK,
            bits=matrix.bits,
            block_size=BLOCK,
            accuracy_level=_IN_EIGHT_BITS,
        )
        return self._node("Add", times, self._constant(shift))

    def _normal(self, states: str, added: str, norm: tuple[Rows, Rows]) -> str:
        both = self._node("Add", states, added)
        gain, shift = (self._constant(numbers) for numbers in norm)
        return self._node("LayerNormalization", both, gain, shift, axis=-1, epsilon=self._epsilon)

    def _node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        return self._nodes_named(kind, 1, *inputs, **attributes)[0]

    def _nodes_named(self, kind: str, count: int, *inputs: str, **attributes: Any) -> list[str]:
        from onnx import helper

        outputs = [f"{kind}{len(self._nodes)}.{number}" for number in range(count)]
        self._nodes.append(helper.make_node(kind, inputs, outputs, **attributes))
        return outputs

    def _constant(self, numbers: npt.NDArray[Any] | np.float32) -> str:
        from onnx import numpy_helper

        name = f"weights{len(self._weights)}"
        self._weights.append(numpy_helper.from_array(np.asarray(numbers, order="C"), name))
        return name
