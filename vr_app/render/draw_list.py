"""Turns rows of a plan's tables into indirect commands, many instances in one where they follow one another. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.draw_plan import DrawPlan
from vr_app.scene.draw_shapes import COMMAND

Rows = npt.NDArray[np.integer]
Table = npt.NDArray[np.uint32]
COLUMNS = COMMAND.itemsize // 4


@dataclass(frozen=True)
class Run:
    """Commands that are drawn in one call: `count` of them from `first` on, with one batch's state."""

    batch: int
    first: int
    count: int


@dataclass(frozen=True)
class Drawing:
    """Commands with the batch of each.

    Attributes:
        table: uint32 (C, 5), the fields of the commands: records are slower to view, to write and to join.
        known: the calls that draw them, where they are known already.
    """

    table: Table
    batch: npt.NDArray[np.int32]
    known: tuple[Run, ...] | None = None

    @property
    def commands(self) -> npt.NDArray[np.void]:
        """The same as `COMMAND` records."""
        return np.ascontiguousarray(self.table).view(COMMAND).reshape(-1)

    def runs(self) -> Sequence[Run]:
        """The calls that draw them."""
        return runs(self.batch) if self.known is None else self.known


NOTHING = Drawing(np.zeros((0, COLUMNS), np.uint32), np.zeros(0, np.int32))


def drawing(plan: DrawPlan, rows: Rows, slots: Rows, views: int = 1, shapes: Rows | None = None) -> Drawing:
    """Commands for items in this order.

    Args:
        rows: numbers of the items (R).
        slots: where each item's row is in the instance buffer (R).
        views: each instance is drawn so many times.
        shapes: which shape each is drawn in (R), see `DrawPlan.shapes`; its own where left out.
    """
    if not len(rows):
        return NOTHING
    if shapes is None:
        shapes = plan.shapes.first[plan.item_primitive[rows]]
    batch = plan.item_batch[rows]
    another = (shapes[1:] != shapes[:-1]) | (slots[1:] != slots[:-1] + 1) | (batch[1:] != batch[:-1])
    begins = np.flatnonzero(another) + 1
    begins = np.concatenate([np.zeros(1, begins.dtype), begins])
    columns = plan.shapes.table.take(shapes[begins], axis=0)
    columns[:-1, 1] = begins[1:] - begins[:-1]
    columns[-1, 1] = len(rows) - begins[-1]
    if views != 1:
        columns[:, 1] *= views
    columns[:, 4] = slots[begins]
    return Drawing(columns, batch[begins])


class KeptDrawing:
    """A drawing that is mostly the same as in the frame before, with its instances elsewhere in their buffer."""

    def __init__(self) -> None:
        self._key: object = None
        self._kept = NOTHING

    def of(self, key: object, shift: int, make: Callable[[], Drawing]) -> Drawing:
        """What `make` draws, its slots moved by `shift`. Its arrays are the caller's own.

        Args:
            key: another where something else is to be drawn; it is made only then.
        """
        if key != self._key:
            made = make()
            self._key, self._kept = key, Drawing(made.table, made.batch, tuple(runs(made.batch)))
        if not len(self._kept.batch):
            return NOTHING
        table = self._kept.table.copy()
        table[:, 4] += np.uint32(shift)
        return Drawing(table, self._kept.batch, self._kept.known)


class Merging:
    """Two drawings as one, batch by batch; in which order, that is kept while their batches are the same arrays."""

    def __init__(self) -> None:
        self._parts = (NOTHING.batch, NOTHING.batch)
        self._order = np.zeros(0, np.intp)
        self._batch = NOTHING.batch
        self._known: tuple[Run, ...] = ()

    def of(self, a: Drawing, b: Drawing) -> Drawing:
        """Both; those of the first come first within a batch."""
        if not len(a.batch) or not len(b.batch):
            return a if len(a.batch) else b
        if a.batch is not self._parts[0] or b.batch is not self._parts[1]:
            batch = np.concatenate([a.batch, b.batch])
            self._parts, self._order = (a.batch, b.batch), np.argsort(batch, kind="stable")
            self._batch = batch[self._order]
            self._known = tuple(runs(self._batch))
        table = np.concatenate([a.table, b.table]).take(self._order, axis=0)
        return Drawing(table, self._batch, self._known)


def one_after_the_other(a: Drawing, b: Drawing) -> Drawing:
    """First all of one, then all of another whose batches are others."""
    first = [Run(run.batch, run.first + len(a.batch), run.count) for run in b.runs()]
    together = np.concatenate([a.table, b.table])
    return Drawing(together, np.concatenate([a.batch, b.batch]), (*a.runs(), *first))


def runs(batch: npt.NDArray[np.int32]) -> list[Run]:
    """Stretches of equal batch numbers."""
    if not len(batch):
        return []
    starts = [0, *(np.flatnonzero(batch[1:] != batch[:-1]) + 1).tolist()]
    ends = [*starts[1:], len(batch)]
    return [Run(int(batch[start]), start, end - start) for start, end in zip(starts, ends, strict=True)]
