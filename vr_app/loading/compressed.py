"""Unpacks compressed geometry: Draco primitives and meshopt buffer views, both within bounds set beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import DracoPy
import meshopt
import numpy as np
import numpy.typing as npt

from vr_app.loading.problem import Report

DRACO = "KHR_draco_mesh_compression"
MESHOPT = ("EXT_meshopt_compression", "KHR_meshopt_compression")
MAX_VIEW_BYTES = 256 << 20
DRACO_FACTOR = 4096
"""No Draco file of ours is packed tighter than this; what says so is a bomb."""
STRIDES: dict[Any, Any] = {"ATTRIBUTES": range(4, 257, 4), "TRIANGLES": (2, 4), "INDICES": (2, 4)}
FILTERS: dict[Any, Any] = {
    "NONE": STRIDES["ATTRIBUTES"],
    "OCTAHEDRAL": (4, 8),
    "QUATERNION": (8,),
    "EXPONENTIAL": STRIDES["ATTRIBUTES"],
    "COLOR": (4, 8),
}
"""Strides that each filter works on."""


def meshopt_entry(view: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """Name and object of a buffer view's meshopt extension."""
    extensions = view.get("extensions")
    if not isinstance(extensions, dict):
        return None
    return next(((name, extensions[name]) for name in MESHOPT if isinstance(extensions.get(name), dict)), None)


def unpack_meshopt(data: memoryview, entry: Mapping[str, Any], length: int, here: str, report: Report) -> memoryview:
    """Plain bytes of a buffer view.

    Args:
        data: the compressed bytes.
        entry: the extension's object.
        length: `byteLength` of the buffer view.
        here: JSON pointer of the extension's object.
    """
    count, stride, mode, kind = (entry.get(key) for key in ("count", "byteStride", "mode", "filter"))
    if mode not in ("ATTRIBUTES", "TRIANGLES", "INDICES"):
        raise report.error("meshopt.mode", f"{here}/mode", "is no mode of meshopt")
    if not isinstance(stride, int) or stride not in STRIDES[mode]:
        raise report.error("meshopt.stride", f"{here}/byteStride", f"is no stride of {mode}")
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise report.error("meshopt.count", f"{here}/count", "is not a positive whole number")
    kind = "NONE" if kind is None else kind
    if not isinstance(kind, str) or kind not in FILTERS:
        raise report.error("meshopt.filter", f"{here}/filter", "is no filter of meshopt")
    if kind != "NONE" and (mode != "ATTRIBUTES" or stride not in FILTERS[kind]):
        raise report.error("meshopt.filter", f"{here}/filter", f"does not work on {mode} of {stride} bytes")
    if count * stride > MAX_VIEW_BYTES:
        raise report.error("meshopt.size", f"{here}/count", f"is {count}: more than this program unpacks")
    if count * stride != length:
        message = f"is {count} of {stride} bytes, but the view has {length}"
        raise report.error("meshopt.count", f"{here}/count", message)
    try:
        named: Any = kind
        unpacked = meshopt.decode_gltf_buffer(bytes(data), count, stride, mode, named)
    except (ValueError, RuntimeError, TypeError) as error:
        raise report.error("meshopt.data", here, f"cannot be unpacked ({str(error)[:80]})") from None
    rows = np.ascontiguousarray(unpacked)
    if mode != "ATTRIBUTES":
        rows = rows.reshape(-1).astype(np.uint16 if stride == 2 else np.uint32)
    return memoryview(rows.tobytes())


def unpack_draco(
    data: memoryview, attributes: Mapping[str, int], vertex_count: int, index_count: int, here: str, report: Report
) -> tuple[npt.NDArray[np.uint32], dict[str, npt.NDArray[Any]]]:
    """Indices (I) and the attributes (V, width) by name.

    Args:
        data: the compressed bytes.
        attributes: Draco's id of each attribute.
        vertex_count: what the accessors say there is.
        index_count: likewise.
        here: JSON pointer of the extension's object.
    """
    if max(vertex_count, index_count) > len(data) * DRACO_FACTOR:
        raise report.error("draco.size", here, f"says that {len(data)} bytes hold {vertex_count} vertices")
    try:
        mesh = DracoPy.decode(bytes(data))
    except (DracoPy.FileTypeException, ValueError, RuntimeError, TypeError) as error:
        raise report.error("draco.data", here, f"cannot be unpacked ({str(error)[:80]})") from None
    faces = getattr(mesh, "faces", None)
    if faces is None:
        raise report.error("draco.data", here, "holds points instead of triangles")
    found = {entry["unique_id"]: entry["data"] for entry in mesh.attributes}
    out: dict[str, npt.NDArray[Any]] = {}
    for name, number in attributes.items():
        if number not in found:
            raise report.error("draco.attribute", f"{here}/attributes/{name}", "is not in the compressed data")
        values = np.asarray(found[number])
        values = values.reshape(len(values), -1)
        if len(values) != vertex_count:
            message = f"unpacks to {len(values)} vertices; the accessor says {vertex_count}"
            raise report.error("draco.count", f"{here}/attributes/{name}", message)
        out[name] = values
    indices = np.asarray(faces, np.uint32).reshape(-1)
    if index_count and len(indices) != index_count:
        report.note(f"{here}: unpacks to {len(indices)} indices, the accessor says {index_count}")
    return indices, out
