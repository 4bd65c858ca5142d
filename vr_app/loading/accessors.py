"""glTF accessors to numpy: every component type, strides, normalised integers, sparse. Counts are checked first."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.loading.compressed import meshopt_entry, unpack_meshopt
from vr_app.loading.container import Container

COMPONENTS: dict[int, type[np.generic]] = {
    5120: np.int8,
    5121: np.uint8,
    5122: np.int16,
    5123: np.uint16,
    5125: np.uint32,
    5126: np.float32,
}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
MAX_ELEMENTS = 32_000_000
MAX_ZERO_ELEMENTS = 4_000_000
MAX_UNPACKED_BYTES = 128 << 20
KEPT = 16
"""Arrays kept for primitives that share them."""
LARGEST = 1e9
"""Larger values would overflow when squared twice in float32."""


class Accessors:
    """Reads the accessors of one file."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self._report = container.report
        self._taken = 0
        self._unpacked: dict[int, npt.NDArray[Any]] = {}
        self._unpacked_bytes = 0
        self._views: dict[int, memoryview] = {}
        self._kept: dict[tuple[int, tuple[str, ...]], npt.NDArray[np.float32]] = {}

    def put(self, index: int, values: npt.NDArray[Any]) -> None:
        """Gives an accessor its values (count, width) from elsewhere (Draco), in the place of its buffer view."""
        self._unpacked[index] = values
        self._kept.clear()

    def read(self, index: Any, pointer: str, *, widths: tuple[str, ...] = ()) -> npt.NDArray[Any]:
        """Values (count, width) as stored, but normalised integers as float32.

        Args: as for `stored`.
        """
        values = self.stored(index, pointer, widths=widths)
        if values.dtype.kind in "iu" and self._container.entry("accessors", index, pointer).get("normalized") is True:
            return _denormalise(values)
        return values

    def stored(self, index: Any, pointer: str, *, widths: tuple[str, ...] = ()) -> npt.NDArray[Any]:
        """Values as stored, (count, width).

        Args:
            index: accessor number as the file gives it.
            pointer: the place that refers to it.
            widths: accessor types allowed here ("VEC3"); any where empty.
        """
        accessor = self._container.entry("accessors", index, pointer)
        here = f"/accessors/{index}"
        component = accessor.get("componentType")
        dtype = COMPONENTS.get(component) if isinstance(component, int) else None
        if dtype is None:
            raise self._report.error("accessor.type", f"{here}/componentType", "is no component type of glTF 2")
        kind = accessor.get("type")
        width = WIDTHS.get(kind) if isinstance(kind, str) else None
        if width is None:
            raise self._report.error("accessor.type", f"{here}/type", "is no accessor type of glTF 2")
        if widths and kind not in widths:
            raise self._report.error(
                "accessor.type", f"{here}/type", f"is {kind}; {pointer} needs {' or '.join(widths)}"
            )
        count = self._whole(accessor, "count", here, least=1)
        if count * width > MAX_ELEMENTS or self._taken + count * width > 4 * MAX_ELEMENTS:
            raise self._report.error("accessor.size", f"{here}/count", f"is {count}: more than this program reads")
        item = np.dtype(dtype)
        if index in self._unpacked:
            values = self._unpacked[index]
            if values.shape != (count, width):
                raise self._report.error("accessor.range", here, f"is {count} x {width}, unpacked {values.shape}")
            values = values.astype(item)
        elif "bufferView" in accessor:
            values = self._view(accessor, here, item, str(kind), width, count)
        elif count * width > MAX_ZERO_ELEMENTS:
            raise self._report.error("accessor.size", f"{here}/count", f"is {count} without any data: not read")
        else:
            values = np.zeros((count, width), item)
        self._taken += count * width
        if "sparse" in accessor:
            values = self._sparse(accessor["sparse"], f"{here}/sparse", values)
        return values

    def floats(self, index: Any, pointer: str, widths: tuple[str, ...]) -> npt.NDArray[np.float32]:
        """As float32, not to be written to; raises where a value is not a number or beyond all measure."""
        known = self._kept.get((index, widths)) if type(index) is int else None
        if known is not None:
            return known
        values = self.read(index, pointer, widths=widths).astype(np.float32, copy=False)
        sane = np.abs(values) <= LARGEST
        if not sane.all():
            row = int(np.flatnonzero(~sane.all(axis=1))[0])
            raise self._report.error(
                "accessor.value", f"/accessors/{index}", f"holds a value at {row} that is no sane number"
            )
        if len(self._kept) >= KEPT:
            self._kept.pop(next(iter(self._kept)))
        self._kept[index, widths] = values
        return values

    def count(self, index: Any, pointer: str) -> int:
        """Number of elements, without reading them."""
        return self._whole(self._container.entry("accessors", index, pointer), "count", f"/accessors/{index}", least=1)

    def view_bytes(self, index: Any, pointer: str) -> memoryview:
        """Bytes of a buffer view, unpacked where it is compressed."""
        view, here = self._container.entry("bufferViews", index, pointer), f"/bufferViews/{index}"
        packed = meshopt_entry(view)
        if packed is None:
            return self._span(view, here)
        if index not in self._views:
            name, entry = packed
            place = f"{here}/extensions/{name}"
            length = self._whole(view, "byteLength", here, least=1)
            self._unpacked_bytes += length
            if self._unpacked_bytes > MAX_UNPACKED_BYTES:
                raise self._report.error("accessor.size", here, "unpacks to more than this program reads")
            data = self._span(entry, place)
            self._views[index] = unpack_meshopt(data, entry, length, place, self._report)
        return self._views[index]

    def _span(self, entry: dict, here: str) -> memoryview:
        self._container.entry("buffers", entry.get("buffer"), f"{here}/buffer")
        buffer = self._container.buffer(entry["buffer"])
        offset = self._whole(entry, "byteOffset", here, default=0)
        length = self._whole(entry, "byteLength", here, least=1)
        if offset + length > len(buffer):
            raise self._report.error(
                "bufferView.range", here, f"ends at {offset + length}, its buffer at {len(buffer)}"
            )
        return buffer[offset : offset + length]

    def _view(self, accessor: dict, here: str, item: np.dtype, kind: str, width: int, count: int) -> npt.NDArray[Any]:
        view_index = accessor["bufferView"]
        view = self._container.entry("bufferViews", view_index, f"{here}/bufferView")
        data = self.view_bytes(view_index, f"{here}/bufferView")
        offset = self._whole(accessor, "byteOffset", here, default=0)
        columns = {"MAT2": 2, "MAT3": 3}.get(kind, 0)
        column_bytes = -(-columns * item.itemsize // 4) * 4 if columns else 0
        size = columns * column_bytes if columns else width * item.itemsize
        stride = size
        if "byteStride" in view:
            stride = self._whole(view, "byteStride", f"/bufferViews/{view_index}", least=1)
            if not 4 <= stride <= 252 or stride < size:
                raise self._report.error("bufferView.stride", f"/bufferViews/{view_index}/byteStride", f"is {stride}")
        end = offset + stride * (count - 1) + size
        if end > len(data):
            raise self._report.error(
                "accessor.range", here, f"needs {end} bytes, but its buffer view has {len(data)} (count {count})"
            )
        raw = np.frombuffer(data, np.uint8)
        if columns and column_bytes != columns * item.itemsize:
            rows = np.lib.stride_tricks.as_strided(
                raw[offset:], (count, columns, column_bytes), (stride, column_bytes, 1)
            )
            packed = np.ascontiguousarray(rows[:, :, : columns * item.itemsize])
            return packed.view(item).reshape(count, width)
        rows = np.lib.stride_tricks.as_strided(raw[offset:], (count, size), (stride, 1))
        return np.ascontiguousarray(rows).view(item.newbyteorder("<")).reshape(count, width)

    def _sparse(self, sparse: Any, here: str, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        positions = self.sparse_indices(sparse, here)
        if len(positions) > len(values):
            message = f"is {len(positions)}, more than the {len(values)} values"
            raise self._report.error("accessor.sparse", f"{here}/count", message)
        if positions.max() >= len(values):
            raise self._report.error("accessor.sparse", f"{here}/indices", "points past the end of the accessor")
        out = values.copy()
        out[positions] = self._sparse_part(sparse, "values", here, values.dtype, values.shape[1])
        return out

    def sparse_indices(self, sparse: Any, here: str) -> npt.NDArray[np.int64]:
        """Which values a sparse accessor replaces; `here` is the pointer of its `sparse`."""
        if not isinstance(sparse, dict):
            raise self._report.error("json.type", here, "is not an object")
        part = sparse.get("indices")
        kind = part.get("componentType") if isinstance(part, dict) else None
        found = COMPONENTS.get(kind) if isinstance(kind, int) else None
        if found not in (np.uint8, np.uint16, np.uint32):
            raise self._report.error("accessor.type", f"{here}/indices/componentType", "is no index type")
        return self._sparse_part(sparse, "indices", here, np.dtype(found), 1)[:, 0].astype(np.int64)

    def _sparse_part(self, sparse: dict, key: str, here: str, item: np.dtype, width: int) -> npt.NDArray[Any]:
        count, part, pointer = self._whole(sparse, "count", here, least=1), sparse.get(key), f"{here}/{key}"
        if not isinstance(part, dict):
            raise self._report.error("json.type", pointer, "is missing")
        data = self.view_bytes(part.get("bufferView"), f"{pointer}/bufferView")
        offset = self._whole(part, "byteOffset", pointer, default=0)
        if offset + count * width * item.itemsize > len(data):
            raise self._report.error("accessor.range", pointer, "is longer than its buffer view")
        return np.frombuffer(data, item, count * width, offset).reshape(count, width)

    def _whole(self, entry: dict, key: str, here: str, *, default: int | None = None, least: int = 0) -> int:
        value = entry.get(key, default)
        if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            what = "is missing" if value is None else f"is {str(value)[:20]}, not a whole number of at least {least}"
            raise self._report.error("json.value", f"{here}/{key}", what)
        return value


def _denormalise(values: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
    largest = float(np.iinfo(values.dtype).max)
    out = values.astype(np.float32) / np.float32(largest)
    return np.maximum(out, np.float32(-1.0)) if values.dtype.kind == "i" else out
