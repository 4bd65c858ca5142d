"""Turns rows of a plan's tables into indirect commands, many instances in one where they follow one another. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.draw_plan import COMMAND, DrawPlan

Rows = npt.NDArray[np.integer]


@dataclass(frozen=True)
class Run:
    """Commands that are drawn in one call: `count` of them from `first` on, with one batch's state."""

    batch: int
    first: int
    count: int


@dataclass(frozen=True)
class Drawing:
    """Commands with the batch of each."""

    commands: npt.NDArray[np.void]
    batch: npt.NDArray[np.int32]

    def runs(self) -> list[Run]:
        """The calls that draw them."""
        return runs(self.batch)


NOTHING = Drawing(np.zeros(0, COMMAND), np.zeros(0, np.int32))


def drawing(plan: DrawPlan, rows: Rows, slots: Rows, views: int = 1) -> Drawing:
    """Commands for items in this order.

    Args:
        rows: numbers of the items (R).
        slots: where each item's row is in the instance buffer (R).
        views: each instance is drawn so many times.
    """
    if not len(rows):
        return NOTHING
    group = plan.item_group[rows]
    begins = np.flatnonzero((group[1:] != group[:-1]) | (slots[1:] != slots[:-1] + 1)) + 1
    begins = np.concatenate([np.zeros(1, begins.dtype), begins])
    heads = rows[begins]
    out = plan.primitive_commands[plan.item_primitive[heads]]
    # Fields by column: structured ones are slow to write.
    columns = out.view(np.uint32).reshape(-1, 5)
    columns[:-1, 1] = begins[1:] - begins[:-1]
    columns[-1, 1] = len(rows) - begins[-1]
    if views != 1:
        columns[:, 1] *= views
    columns[:, 4] = slots[begins]
    return Drawing(out, plan.item_batch[heads])


def merged(a: Drawing, b: Drawing) -> Drawing:
    """Both, batch by batch."""
    if not len(a.batch) or not len(b.batch):
        return a if len(a.batch) else b
    batch = np.concatenate([a.batch, b.batch])
    order = np.argsort(batch, kind="stable")
    return Drawing(np.concatenate([a.commands, b.commands])[order], batch[order])


def runs(batch: npt.NDArray[np.int32]) -> list[Run]:
    """Stretches of equal batch numbers."""
    if not len(batch):
        return []
    starts = [0, *(np.flatnonzero(batch[1:] != batch[:-1]) + 1).tolist()]
    ends = [*starts[1:], len(batch)]
    return [Run(int(batch[start]), start, end - start) for start, end in zip(starts, ends, strict=True)]
