"""Reads a packed multilingual-e5-small: 4-bit weights, the pieces of its vocabulary, its table of characters.

The file is little-endian: "E5S1", sizes, the pieces (ends, scores, bytes), the characters that become others, then a
directory of tensors. A 4-bit tensor is blocks of 32 weights: a half-precision scale and 16 bytes, whose low halves are
the first 16 weights. The file stays mapped, so that of the large table of pieces only what is used takes memory.
"""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vr_app.inference.embedder_graph import BLOCK, BlockMatrix
from vr_app.inference.embedder_pieces import Pieces

Rows = npt.NDArray[np.float32]

_MAGIC = b"E5S1"
_BLOCK_BYTES = 18


class PackedE5:
    """A mapped file. Raises: OSError, ValueError where it is something else or cut short."""

    def __init__(self, path: Path) -> None:
        self._bytes = np.memmap(path, np.uint8, "r")
        if self._bytes[:4].tobytes() != _MAGIC:
            raise ValueError("this is no packed E5")
        try:
            self._read()
        except (struct.error, IndexError, UnicodeDecodeError) as error:
            raise ValueError(f"this packed E5 is damaged ({error})") from error

    def _read(self) -> None:
        self._at = 8
        self.width, self.layers, self.heads, self.inner, _, self.longest, _ = self._take("7i")
        self.epsilon, block = self._take("fi")
        count, self.first, self.last, _, unknown = self._take("5i")
        if block != BLOCK:
            raise ValueError(f"its blocks have {block} weights, not {BLOCK}")
        (length,) = self._take("Q")
        ends, scores = self._array(np.uint32, count + 1), self._array(np.float32, count)
        letters, characters = self._array(np.uint8, length).tobytes(), self._characters()
        self.pieces = Pieces(letters, ends, scores, unknown, lambda text: text.translate(characters))
        (entries,) = self._take("i")
        self._entries: dict[str, tuple[int, int]] = {}
        for _ in range(entries):
            (letters,) = self._take("H")
            name = self._array(np.uint8, letters).tobytes().decode("ascii")
            _, _, offset, size = self._take("BIQQ")
            if offset + size > len(self._bytes):
                raise ValueError("this packed E5 is cut short")
            self._entries[name] = offset, size

    def numbers(self, name: str) -> Rows:
        """A tensor of plain numbers, flat."""
        offset, size = self._entry(name)
        return np.array(self._bytes[offset : offset + size]).view(np.float32)

    def matrix(self, name: str, rows: int) -> BlockMatrix:
        """A 4-bit tensor that is multiplied with states of so many numbers; the file has it column by column."""
        blocks = self.blocks(name, rows).reshape(-1, rows // BLOCK, _BLOCK_BYTES)
        halves = blocks[:, :, 2:]
        codes = np.concatenate([halves & 0x0F, halves >> 4], axis=2)
        pairs = (codes[:, :, 0::2] | codes[:, :, 1::2] << 4).astype(np.uint8)
        return BlockMatrix(pairs, _scales(blocks), 4)

    def blocks(self, name: str, columns: int) -> npt.NDArray[np.uint8]:
        """A 4-bit tensor as it lies in the file: rows x bytes."""
        offset, size = self._entry(name)
        return self._bytes[offset : offset + size].reshape(-1, columns // BLOCK * _BLOCK_BYTES)

    def _entry(self, name: str) -> tuple[int, int]:
        if name not in self._entries:
            raise ValueError(f"this packed E5 has no {name}")
        return self._entries[name]

    def _characters(self) -> dict[int, str]:
        """What becomes of a character before it is looked up."""
        count, size = self._take("iI")
        data, at = self._array(np.uint8, size).tobytes(), 0
        found: dict[int, str] = {}
        for _ in range(count):
            character, others = struct.unpack_from("<IB", data, at)
            found[character] = "".join(map(chr, struct.unpack_from(f"<{others}I", data, at + 5)))
            at += 5 + 4 * others
        return found

    def _take(self, layout: str) -> tuple:
        size = struct.calcsize(f"<{layout}")
        values = struct.unpack(f"<{layout}", self._bytes[self._at : self._at + size].tobytes())
        self._at += size
        return values

    def _array(self, kind: type, count: int) -> npt.NDArray:
        size = count * np.dtype(kind).itemsize
        found = np.array(self._bytes[self._at : self._at + size]).view(kind)
        if len(found) != count:
            raise IndexError("it ends too early")
        self._at += size
        return found


def unpacked(blocks: npt.NDArray[np.uint8]) -> Rows:
    """N x 18 bytes as N x 32 weights."""
    halves = blocks[:, 2:]
    weights = np.concatenate([halves & 0x0F, halves >> 4], axis=1).astype(np.float32) - 8.0
    return weights * _scales(blocks)[:, None]


def _scales(blocks: npt.NDArray[np.uint8]) -> Rows:
    """Of blocks in the last axis."""
    return np.ascontiguousarray(blocks[..., :2]).view(np.float16)[..., 0].astype(np.float32)
