"""The vertices of one primitive while it is read: separate columns, rows taken and copied together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.scene.mesh import Morph

MORPHED = {"POSITION": "positions", "NORMAL": "normals", "TANGENT": "tangents"}
"""Attributes that morph targets move, and their fields in `Morph`."""


@dataclass
class Vertices:
    """Columns as `build_primitive` takes them (None where the file has none), and the morph deltas beside them."""

    columns: dict[str, npt.NDArray[Any] | None]
    morph: Morph | None

    @property
    def positions(self) -> npt.NDArray[np.float32]:
        positions = self.columns["positions"]
        assert positions is not None
        return positions

    def __len__(self) -> int:
        return len(self.positions)

    def taken(self, rows: npt.NDArray[Any]) -> Vertices:
        """The given rows, in that order, of every column."""
        columns = {name: None if values is None else values[rows] for name, values in self.columns.items()}
        morph = self.morph
        if morph is not None:
            parts = (morph.positions, morph.normals, morph.tangents)
            morph = Morph(*(np.ascontiguousarray(part[:, rows]) if part.size else part for part in parts))
        return Vertices(columns, morph)


def flat_normals(corners: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Each triangle's own normal at its three corners, (3T, 3)."""
    triangles = corners.reshape(-1, 3, 3)
    normals = np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])
    return np.repeat(unit(normals), 3, axis=0)


UNIT_ERROR = 1e-5
"""Vectors of unit length to within this (squared) are left as they are."""


def unit(vectors: npt.NDArray[Any] | None) -> npt.NDArray[np.float32]:
    """At unit length; +Y where there is none."""
    assert vectors is not None
    length2 = np.einsum("ni,ni->n", vectors, vectors)
    if vectors.dtype == np.float32 and len(vectors) and bool((np.abs(length2 - 1.0) < UNIT_ERROR).all()):
        return vectors
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    up = np.array([0.0, 1.0, 0.0], np.float32)
    return np.where(length > 1e-12, vectors / np.maximum(length, 1e-20), up).astype(np.float32)
