"""Turns rows of a plan's tables into indirect commands, many instances in one where they follow one another. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.draw_plan import DrawPlan
from vr_app.scene.draw_shapes import COMMAND

Rows = npt.NDArray[np.integer]
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
        known: the calls that draw them, where they are known already.
    """

    commands: npt.NDArray[np.void]
    batch: npt.NDArray[np.int32]
    known: tuple[Run, ...] | None = None

    def runs(self) -> Sequence[Run]:
        """The calls that draw them."""
        return runs(self.batch) if self.known is None else self.known


NOTHING = Drawing(np.zeros(0, COMMAND), np.zeros(0, np.int32))


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
    out = plan.shapes.commands[shapes[begins]]
    # Fields by column: structured ones are slow to write.
    columns = out.view(np.uint32).reshape(-1, COLUMNS)
    columns[:-1, 1] = begins[1:] - begins[:-1]
    columns[-1, 1] = len(rows) - begins[-1]
    if views != 1:
        columns[:, 1] *= views
    columns[:, 4] = slots[begins]
    return Drawing(out, batch[begins])


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
            self._key, self._kept = key, Drawing(made.commands, made.batch, tuple(runs(made.batch)))
        if not len(self._kept.batch):
            return NOTHING
        commands = self._kept.commands.copy()
        commands.view(np.uint32).reshape(-1, COLUMNS)[:, 4] += np.uint32(shift)
        return Drawing(commands, self._kept.batch, self._kept.known)


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
        numbers = np.concatenate([_numbers(a.commands), _numbers(b.commands)])[self._order]
        return Drawing(numbers.view(COMMAND).reshape(-1), self._batch, self._known)


def one_after_the_other(a: Drawing, b: Drawing) -> Drawing:
    """First all of one, then all of another whose batches are others."""
    numbers = np.concatenate([_numbers(a.commands), _numbers(b.commands)])
    first = [Run(run.batch, run.first + len(a.batch), run.count) for run in b.runs()]
    return Drawing(numbers.view(COMMAND).reshape(-1), np.concatenate([a.batch, b.batch]), (*a.runs(), *first))


def _numbers(commands: npt.NDArray[np.void]) -> npt.NDArray[np.uint32]:
    """The same as rows of plain numbers: numpy compares the fields of records one by one."""
    return commands.view(np.uint32).reshape(-1, COLUMNS)


def runs(batch: npt.NDArray[np.int32]) -> list[Run]:
    """Stretches of equal batch numbers."""
    if not len(batch):
        return []
    starts = [0, *(np.flatnonzero(batch[1:] != batch[:-1]) + 1).tolist()]
    ends = [*starts[1:], len(batch)]
    return [Run(int(batch[start]), start, end - start) for start, end in zip(starts, ends, strict=True)]
