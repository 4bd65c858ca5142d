"""In which order the things that move lie in their buffer, and how each is drawn there: alike ones side by side.

Things of one shape that follow one another are one command. Which shape will do changes with the distance, so that the
order is chosen anew now and then, and holds from the next frame on: what is drawn and what lies there always agree.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.draw_plan import DrawPlan

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.integer]


@dataclass(frozen=True)
class Look:
    """What a choice was made for.

    Attributes:
        place: of the eyes (3).
        sample_rad: see `Sight.look`.
        error_rad: the same.
    """

    place: npt.NDArray[np.float64]
    sample_rad: float
    error_rad: float

    def serves(self, other: Look, step_m: float, size_step: float) -> bool:
        """Whether what was chosen for this look will do for another."""
        return (
            bool(np.abs(self.place - other.place).max() <= step_m)
            and self.sample_rad / size_step <= other.sample_rad <= self.sample_rad * size_step
            and self.error_rad / size_step <= other.error_rad <= self.error_rad * size_step
        )


@dataclass(frozen=True, eq=False)
class Arrangement:
    """Of the n items that may move, counted from the first of them.

    Attributes:
        look: what it was chosen for; None for nothing.
        order: int (n); the item in each of the first n places of the buffer, with its own matrix.
        place: int (n); the place of each item.
        shown: int (n); the place of what is drawn of each item: that, or another of its speck.
        shapes: int (n); which of `DrawPlan.shapes` each is drawn in.
        drawn: bool (n); the others have some that stand for them.
        whole: bool (n); which items are no specks.
        specks: int (k); items drawn as specks; their places follow the first n.
        turned: float32 (k, 3, 3); how those are turned, and how large they are.
    """

    look: Look | None
    order: Ints
    place: Ints
    shown: Ints
    shapes: Ints
    drawn: npt.NDArray[np.bool_]
    whole: npt.NDArray[np.bool_]
    specks: Ints
    turned: Floats

    def write(self, records: npt.NDArray[np.void], centre: Floats, target: npt.NDArray[np.void]) -> None:
        """Puts the items' `INSTANCE_ROW`s (n) into their places (n + k); specks are about `centre` (n, 3)."""
        count, width = len(self.order), records.itemsize // 4
        numbers = records.view(np.float32).reshape(-1, width)
        np.take(numbers, self.order, axis=0, out=target[:count].view(np.float32).reshape(-1, width), mode="clip")
        if len(self.specks):
            own = numbers[self.specks]
            rows = own[:, :12].reshape(-1, 3, 4)
            rows[:, :, :3], rows[:, :, 3] = self.turned, centre[self.specks]
            own[:, :12] = rows.reshape(-1, 12)
            target[count:].view(np.float32).reshape(-1, width)[:] = own


def as_they_are(plan: DrawPlan) -> Arrangement:
    """All in the plan's order, each in its own shape."""
    first = plan.static_count
    order = np.arange(len(plan.instances) - first)
    shapes = plan.shapes.first[plan.item_primitive[first:]]
    nobody, unturned = order[:0], np.zeros((0, 3, 3), np.float32)
    every = np.ones(len(order), np.bool_)
    return Arrangement(None, order, order, order, shapes, every, every, nobody, unturned)


def arranged(
    plan: DrawPlan, look: Look, shapes: Ints, drawn: npt.NDArray[np.bool_], seen: npt.NDArray[np.bool_], turned: Floats
) -> Arrangement:
    """Things of one batch and shape side by side, those that are seen first.

    Args:
        shapes: of each item that may move (n).
        drawn: see `Arrangement`.
        seen: which are in sight now (n).
        turned: how each item is turned where it is a speck (n, 3, 3).
    """
    batch = plan.item_batch[plan.static_count :].astype(np.int64)
    key = (batch * len(plan.shapes.commands) + shapes) * 2 + ~seen
    key[~drawn] = np.iinfo(np.int64).max
    order = np.argsort(key, kind="stable")
    count = len(order)
    place = np.empty(count, np.intp)
    place[order] = np.arange(count)
    whole = ~plan.shapes.is_speck[shapes]
    specks = order[(drawn & ~whole)[order]]
    shown = place.copy()
    shown[specks] = count + np.arange(len(specks))
    return Arrangement(look, order, place, shown, shapes, drawn, whole, specks, turned[specks])
