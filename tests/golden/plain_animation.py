"""Animations evaluated key by key from a file's bytes, as the specification words it (glTF 2.0, appendix C)."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np

TYPES = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5126: "<f4"}
WIDTHS = {"SCALAR": 1, "VEC3": 3, "VEC4": 4}
Values = dict[tuple[int, str], np.ndarray]


class PlainAnimation:
    """The animations of a .glb or .gltf file with accessors that are neither sparse nor compressed."""

    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        self._folder, self._rest = path.parent, b""
        if data[:4] == b"glTF":
            length = struct.unpack_from("<I", data, 12)[0]
            data, self._rest = data[20 : 20 + length], data[28 + length :]
        self.document: dict[str, Any] = json.loads(data)

    def values(self, animation: int, time_s: float) -> Values:
        """What each channel says at a moment: (node, path) -> numbers; all weights of a node together."""
        entry = self.document["animations"][animation]
        out: Values = {}
        for channel in entry["channels"]:
            target = channel["target"]
            if "node" in target:
                sampler = entry["samplers"][channel["sampler"]]
                out[target["node"], target["path"]] = self._sampled(sampler, target["path"], time_s)
        return out

    def _sampled(self, sampler: dict[str, Any], path: str, time_s: float) -> np.ndarray:
        times = self._numbers(sampler["input"])[:, 0]
        kind = sampler.get("interpolation", "LINEAR")
        parts = 3 if kind == "CUBICSPLINE" else 1
        keys = self._numbers(sampler["output"]).reshape(len(times), parts, -1)
        middle = parts // 2
        after = 0
        while after < len(times) and times[after] <= time_s:
            after += 1
        if after == 0:
            return keys[0, middle]
        if after == len(times):
            return keys[-1, middle]
        before, span = after - 1, float(times[after] - times[after - 1])
        t = (time_s - float(times[before])) / span
        if kind == "STEP":
            return keys[before, middle]
        if kind == "CUBICSPLINE":
            value = (
                (2 * t**3 - 3 * t**2 + 1) * keys[before, 1]
                + span * (t**3 - 2 * t**2 + t) * keys[before, 2]
                + (-2 * t**3 + 3 * t**2) * keys[after, 1]
                + span * (t**3 - t**2) * keys[after, 0]
            )
            return value / np.linalg.norm(value) if path == "rotation" else value
        if path == "rotation":
            return _slerp(keys[before, 0], keys[after, 0], t)
        return (1 - t) * keys[before, 0] + t * keys[after, 0]

    def _numbers(self, number: int) -> np.ndarray:
        accessor = self.document["accessors"][number]
        view = self.document["bufferViews"][accessor["bufferView"]]
        kind, width = np.dtype(TYPES[accessor["componentType"]]), WIDTHS[accessor["type"]]
        start = view.get("byteOffset", 0) + accessor.get("byteOffset", 0)
        step = view.get("byteStride", kind.itemsize * width)
        data = self._buffer(view["buffer"])
        rows = [np.frombuffer(data, kind, width, start + row * step) for row in range(accessor["count"])]
        values = np.array(rows, np.float64)
        return np.maximum(values / np.iinfo(kind).max, -1.0) if accessor.get("normalized") else values

    def _buffer(self, number: int) -> bytes:
        uri = self.document["buffers"][number].get("uri")
        return (self._folder / uri).read_bytes() if uri else self._rest


def _slerp(a: np.ndarray, b: np.ndarray, t: float) -> np.ndarray:
    cosine = float(np.dot(a, b))
    if cosine < 0:
        b, cosine = -b, -cosine
    angle = np.arccos(min(cosine, 1.0))
    if angle < 1e-6:
        return b if t > 0.5 else a
    return (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)
