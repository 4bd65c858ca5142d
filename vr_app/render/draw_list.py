"""Chooses what to draw from a plan's tables: which rows, in which order, as indirect commands. Pure numpy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.draw_plan import BLENDED, DrawPlan

COMMAND = np.dtype(
    [
        ("count", "<u4"),
        ("instances", "<u4"),
        ("first_index", "<u4"),
        ("base_vertex", "<i4"),
        ("base_instance", "<u4"),
    ]
)
"""As glMultiDrawElementsIndirect reads it; `base_instance` is the item's number."""
MAX_SORTED = 4096


@dataclass(frozen=True)
class Run:
    """Commands that are drawn in one call: `count` of them from `first` on, with one batch's state."""

    batch: int
    first: int
    count: int


def draw_list(
    plan: DrawPlan, rows: npt.NDArray[np.intp], distance: npt.NDArray[np.float32]
) -> tuple[npt.NDArray[np.void], list[Run]]:
    """Commands for the visible items and the runs they fall into.

    Solid items come first, batch by batch and near before far within one; blended ones follow, far before near.

    Args:
        rows: numbers of the visible items (R).
        distance: float32 (R), from the viewer (or its square: only the order counts).
    """
    batch = plan.item_batch[rows]
    render_pass = np.array([b.render_pass for b in plan.batches], np.int32)[batch] if len(plan.batches) else batch
    blended = render_pass == BLENDED
    solid, clear = rows[~blended], rows[blended]
    if len(solid) <= MAX_SORTED:
        solid = solid[np.lexsort((distance[~blended], batch[~blended]))]
    clear = clear[np.argsort(-distance[blended], kind="stable")]
    order = np.concatenate([solid, clear])
    return commands(plan, order), runs(plan.item_batch[order])


def commands(plan: DrawPlan, order: npt.NDArray[np.intp]) -> npt.NDArray[np.void]:
    """One command per item number in `order`."""
    primitive = plan.primitives[plan.item_primitive[order]]
    out = np.zeros(len(order), COMMAND)
    out["count"], out["instances"] = primitive["index_count"], 1
    out["first_index"], out["base_vertex"] = primitive["index_base"], primitive["vertex_base"]
    out["base_instance"] = order
    return out


def runs(batch: npt.NDArray[np.int32]) -> list[Run]:
    """Stretches of equal batch numbers."""
    if not len(batch):
        return []
    starts = np.concatenate([[0], np.flatnonzero(np.diff(batch)) + 1])
    counts = np.diff(np.concatenate([starts, [len(batch)]]))
    return [Run(int(batch[s]), int(s), int(c)) for s, c in zip(starts, counts, strict=True)]
