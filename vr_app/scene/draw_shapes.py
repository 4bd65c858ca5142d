"""Which triangles stand for a primitive: all of its own, fewer where the difference is too small to be seen, or one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from vr_app.scene.mesh import Primitive
from vr_app.scene.specks import Specks

COMMAND = np.dtype(
    [
        ("count", "<u4"),
        ("instances", "<u4"),
        ("first_index", "<u4"),
        ("base_vertex", "<i4"),
        ("base_instance", "<u4"),
    ]
)
"""As glMultiDrawElementsIndirect reads it; `base_instance` counts rows of the instance buffer."""
Ints = npt.NDArray[np.integer]


@dataclass(frozen=True)
class DrawShapes:
    """Stretches of the shared index buffer. A primitive's own comes first, its coarser ones follow, its speck is last.

    The three indices of a speck come after all others, and the vertices of all specks after those of all primitives.

    Attributes:
        first: int32 (P); the number of each primitive's own shape.
        errors_m: float32 (P, K); of its coarser shapes, infinite where there is none.
        commands: `COMMAND` (S) that draws each shape once.
        is_speck: bool (S); its instances are to be `Specks.facing`.
        specks: of the primitives.
        index_count: of the indices of all shapes but specks.
    """

    first: npt.NDArray[np.int32]
    errors_m: npt.NDArray[np.float32]
    commands: npt.NDArray[np.void]
    is_speck: npt.NDArray[np.bool_]
    specks: Specks
    index_count: int

    @cached_property
    def table(self) -> npt.NDArray[np.uint32]:
        """`commands` as plain numbers (S, 5)."""
        return self.commands.view(np.uint32).reshape(-1, COMMAND.itemsize // 4)

    @cached_property
    def any_coarser(self) -> bool:
        """Whether there is anything to choose."""
        return bool(np.isfinite(self.errors_m).any())

    def fit(self, primitives: Ints, allowed_m: npt.NDArray[np.float32]) -> Ints:
        """Numbers of the coarsest shapes that are near enough.

        Args:
            primitives: of which (R).
            allowed_m: how far a vertex may be from where it belongs, in the mesh's own space (R).
        """
        return self.first[primitives] + (self.errors_m[primitives] <= allowed_m[:, None]).sum(axis=1)


def draw_shapes(primitives: Sequence[Primitive], rows: npt.NDArray[np.void], specks: Specks) -> DrawShapes:
    """From primitives, their `PRIMITIVE_ROW`s and their specks, in the same order."""
    most = max((len(primitive.coarser) for primitive in primitives), default=0) + 1
    errors_m = np.full((len(primitives), most), np.inf, np.float32)
    counts: list[int] = []
    firsts, lasts = [], []
    for number, primitive in enumerate(primitives):
        firsts.append(len(counts))
        counts += [len(primitive.indices), *(len(coarser.indices) for coarser in primitive.coarser)]
        errors = [coarser.error_m for coarser in primitive.coarser]
        if specks.there[number]:
            lasts.append(len(counts))
            counts.append(0)
            errors.append(max([*errors, float(specks.radius_m[number])]))
        errors_m[number, : len(errors)] = errors
    commands = np.ones(len(counts), COMMAND)
    commands["count"] = counts
    commands["first_index"] = np.cumsum(counts) - counts if counts else 0
    owner = np.repeat(np.arange(len(primitives)), np.diff([*firsts, len(counts)]))
    commands["base_vertex"] = rows["vertex_base"][owner]
    is_speck, own = np.zeros(len(counts), np.bool_), np.flatnonzero(specks.there)
    is_speck[lasts] = True
    commands["count"][lasts], commands["first_index"][lasts] = 3, sum(counts)
    commands["base_vertex"][lasts] = int(rows["vertex_count"].sum(dtype=np.int64)) + 3 * own
    return DrawShapes(np.array(firsts, np.int32), errors_m, commands, is_speck, specks, sum(counts))
