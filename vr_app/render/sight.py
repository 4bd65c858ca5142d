"""Which things the eyes of a frame see, as commands in the order they are best drawn in.

Things that stand still are looked up in a room a little wider than what is seen. As long as that room holds what the
eyes see, the answer stays and costs nothing.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vr_app.kernel.ports import Mat4
from vr_app.render.arrangement import Look, arranged
from vr_app.render.draw_list import NOTHING, Drawing, KeptDrawing, Merging, Rows, drawing, one_after_the_other
from vr_app.render.gpu_scene import GpuScene
from vr_app.render.moving_parts import MovingParts
from vr_app.scene.camera import boxes_in_frustum
from vr_app.scene.draw_plan import INSTANCE_ROW
from vr_app.scene.small_things import chances, grown, standing_for_all
from vr_app.scene.view_volume import Eyes, holds, view_volume

NEAR_FIRST = 1024
"""So many solid things are sorted by their distance; more only by what they are."""
STEP_M = 0.5
"""After so far a walk the order by distance is made anew."""
EVERY = 12
"""In so many frames it is chosen once how what moves is drawn."""
SPECK_STEP_M, SPECK_TURN, MOST_ROUNDS = 0.1, 0.08, 10
"""Specks are turned to the eyes anew after so far a step, after so large a turn of the thing (radians), or when they
were left as they are so often."""
NOBODY = np.zeros(0, np.int32)
SIZE_STEP = 1.2
"""What is too small is judged anew where a sample of the picture has become so much wider or narrower."""


class Sight:
    """Of one scene.

    Attributes:
        still: rows of the items that stand still and may be seen, as of the last look-up.
        looked_up: how often they were looked up.
    """

    def __init__(self, gpu: GpuScene, moving: MovingParts) -> None:
        self._gpu = gpu
        self._moving = moving
        self.still = np.zeros(0, np.int32)
        self.looked_up = 0
        self._still_solid = NOTHING
        self._moving_solid = KeptDrawing()
        self._merging = Merging()
        self._still_blended = np.zeros(0, np.int32)
        self._planes: npt.NDArray[np.float64] | None = None
        self._known: tuple[int, int, int] = (-1, -1, -1)
        self._place = np.zeros(3)
        self._sample_rad = self._error_rad = 0.0
        self._looks = 0
        self._arranged_seen, self._kept_rounds = np.zeros(0, np.bool_), 0
        self._arranged_turns = np.zeros((0, 3, 3), np.float32)
        plan = gpu.plan
        own = plan.primitives[plan.item_primitive]
        self._own_half = np.maximum((own["bounds_max"] - own["bounds_min"]).max(axis=1) * 0.5, 1e-6)
        self._chance = chances(plan.item_node)
        self._movable = np.arange(plan.static_count, len(plan.instances))
        shines: npt.NDArray[np.bool_] = plan.materials["emissive"][:, :3].max(axis=1) > 0
        lit = np.array([p.material for p in plan.primitive_list], np.int64)
        # Lights are seen however small they are.
        self._shines = shines[lit[plan.item_primitive]]

    def look(
        self, eyes: Eyes, world_from_head: Mat4, views: int, sample_rad: float = 0.0, error_rad: float = 0.0
    ) -> Drawing:
        """All that is seen: the solid things batch by batch, then the blended ones, far before near.

        Args:
            views: instances of each thing that one draw call has, one for each of its pictures.
            sample_rad: of things narrower than this only some are drawn, which stand for all; 0 draws each.
            error_rad: things are drawn with fewer triangles where that is so little beside the mark; 0 draws all.
        """
        known = (self._moving.static_version, self._gpu.primitives_ready, views)
        place = (eyes.places[0] + eyes.places[-1]) * 0.5
        walked = np.abs(place - self._place).max() > STEP_M
        resized = not (
            self._sample_rad / SIZE_STEP <= sample_rad <= self._sample_rad * SIZE_STEP
            and self._error_rad / SIZE_STEP <= error_rad <= self._error_rad * SIZE_STEP
        )
        if self._planes is None or known != self._known or walked or resized or not holds(self._planes, eyes):
            self._planes = view_volume(eyes, world_from_head)
            self._known, self._place = known, place
            self._sample_rad, self._error_rad, self._looks = sample_rad, error_rad, 0
            self._look_up(self._planes, place, views)
        dynamic_solid, dynamic_blended = self._seen_moving(self._planes, place, views)
        blended = self._blended(np.concatenate([self._still_blended, dynamic_blended]), place, views)
        solid = self._merging.of(self._still_solid, dynamic_solid)
        if not len(blended.batch):
            return solid
        return one_after_the_other(solid, blended)

    def _look_up(self, planes: npt.NDArray[np.float64], place: npt.NDArray[np.float64], views: int) -> None:
        plan = self._gpu.plan
        rows = np.sort(self._moving.tree.inside(planes))
        shown = self._shown(rows, place)
        rows = rows if shown is None else rows[shown]
        blended = plan.item_blended[rows]
        self.still, self._still_blended = rows, rows[blended]
        solid, growth = self._large_enough(rows[~blended], place)
        shapes = self._shapes(solid, place, STEP_M)
        records = self._moving.records[solid]
        if shapes is not None:
            self._as_specks(records, solid, shapes, place)
        order: npt.NDArray[np.intp] | None = None
        if len(solid) <= NEAR_FIRST:
            order = np.lexsort((self._distance2(solid, place), plan.item_batch[solid]))
        elif shapes is not None:
            order = np.lexsort((shapes, plan.item_batch[solid]))
        if order is not None:
            solid, growth, shapes = solid[order], growth[order], None if shapes is None else shapes[order]
            records = records[order]
        first = self._gpu.seen_slot(self.looked_up)
        self.looked_up += 1
        target = self._gpu.instances.still(INSTANCE_ROW, first + len(solid))[first:]
        changed = np.flatnonzero(growth != 1.0)
        if len(changed):
            centre = self._moving.centre[solid[changed]]
            records["rows"][changed] = grown(records["rows"][changed], centre, growth[changed])
        target[:] = records
        self._still_solid = drawing(plan, solid, first + np.arange(len(solid)), views, shapes)

    def _shapes(
        self, rows: npt.NDArray[np.integer], place: npt.NDArray[np.float64], nearer_m: float
    ) -> npt.NDArray[np.integer] | None:
        """The coarsest shapes that will do until the eyes have come so much nearer; None for all their own."""
        shapes = self._gpu.plan.shapes
        if not self._error_rad or not shapes.any_coarser or not len(rows):
            return None
        half = self._moving.half[rows]
        away = np.sqrt(self._distance2(rows, place)) - np.sqrt(np.einsum("ni,ni->n", half, half)) - nearer_m
        return shapes.fit(
            self._gpu.plan.item_primitive[rows], away * self._error_rad * self._own_half[rows] / half.max(axis=1)
        )

    def _large_enough(
        self, rows: npt.NDArray[np.int32], place: npt.NDArray[np.float64]
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
        """Those that are drawn, and by what each is made larger because it stands for others."""
        kept, growth = self._standing_for_all(rows, place)
        return rows[kept], growth[kept]

    def _standing_for_all(
        self, rows: Rows, place: npt.NDArray[np.float64]
    ) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.float32]]:
        """Which of these stand for all of them, and by what each is made larger for it."""
        if not self._sample_rad or not len(rows):
            return np.ones(len(rows), np.bool_), np.ones(len(rows), np.float32)
        radius = np.linalg.norm(self._moving.half[rows], axis=1)
        away = np.maximum(np.sqrt(self._distance2(rows, place)) - radius, 1e-3)
        widths = np.where(self._shines[rows], 1.0, 2.0 * radius / (away * self._sample_rad))
        return standing_for_all(widths, self._chance[rows])

    def _seen_moving(
        self, planes: npt.NDArray[np.float64], place: npt.NDArray[np.float64], views: int
    ) -> tuple[Drawing, Rows]:
        plan, first = self._gpu.plan, self._gpu.plan.static_count
        if first == len(plan.instances):
            return NOTHING, NOBODY
        seen = boxes_in_frustum(self._moving.centre[first:], self._moving.half[first:], planes.astype(np.float32))
        look = Look(place, self._sample_rad, self._error_rad)
        self._looks += 1
        if self._looks % EVERY == 2:  # not for a camera that only looks now and then between others
            self._arrange(look, seen)
        arrangement = self._moving.arrangement
        shapes, where = arrangement.shapes, arrangement.shown
        chosen = arrangement.look is not None and arrangement.look.serves(look, 2.0 * STEP_M, SIZE_STEP)
        if chosen:
            seen &= arrangement.drawn
        else:
            shapes, where = self._whole_shapes(place), arrangement.place
        shown = self._shown(self._movable, place)
        if shown is not None:
            seen &= shown
        blended = plan.item_blended[first:]
        key = (arrangement, seen.tobytes(), views, chosen) if chosen or shapes is None else object()
        rows = np.flatnonzero(seen & blended) + first if blended.any() else NOBODY

        def make() -> Drawing:
            solid = arrangement.order[(seen & ~blended)[arrangement.order]]
            return drawing(plan, solid + first, where[solid], views, None if shapes is None else shapes[solid])

        return self._moving_solid.of(key, self._gpu.moving_slot, make), rows

    def _whole_shapes(self, place: npt.NDArray[np.float64]) -> Rows | None:
        """Of all that may move, without specks; None for all their own."""
        plan = self._gpu.plan
        shapes = self._shapes(self._movable, place, STEP_M)
        return None if shapes is None else shapes - plan.shapes.is_speck[shapes]

    def _arrange(self, look: Look, seen: npt.NDArray[np.bool_]) -> None:
        """Chooses for the frames to come how each thing that may move is drawn."""
        plan, moving, place = self._gpu.plan, self._moving, look.place
        rows = self._movable
        shapes = self._shapes(rows, place, STEP_M)
        if shapes is None:
            return
        drawn, specks = np.ones(len(rows), np.bool_), np.flatnonzero(plan.shapes.is_speck[shapes])
        turns = moving.records["rows"][rows[specks]][:, :, :3]
        if self._arranged_already(look, shapes, seen, turns):
            self._kept_rounds += 1
            return
        self._arranged_seen, self._arranged_turns, self._kept_rounds = seen.copy(), turns, 0
        turned = np.zeros((len(rows), 3, 3), np.float32)
        if len(specks):
            small = rows[specks]
            drawn[specks], growth = self._standing_for_all(small, place)
            facing = self._facing(moving.records["rows"][small], small, place)
            turned[specks] = facing[:, :, :3] * growth[:, None, None]
        moving.arrange(arranged(plan, look, shapes, drawn, seen, turned))

    def _arranged_already(
        self, look: Look, shapes: Rows, seen: npt.NDArray[np.bool_], turns: npt.NDArray[np.float32]
    ) -> bool:
        """Whether what was chosen before is what would be chosen now.

        Args:
            turns: how what are specks now is turned (K, 3, 3).
        """
        before = self._moving.arrangement
        return (
            before.look is not None
            and self._kept_rounds < MOST_ROUNDS
            and before.look.serves(look, SPECK_STEP_M if len(before.specks) else STEP_M, SIZE_STEP)
            and np.array_equal(before.shapes, shapes)
            and np.array_equal(self._arranged_seen, seen)
            and _hardly_turned(self._arranged_turns, turns)
        )

    def _as_specks(
        self, records: npt.NDArray[np.void], rows: Rows, shapes: Rows, place: npt.NDArray[np.float64]
    ) -> None:
        """Turns what is drawn as a speck towards the eyes."""
        specks = np.flatnonzero(self._gpu.plan.shapes.is_speck[shapes])
        if len(specks):
            records["rows"][specks] = self._facing(records["rows"][specks], rows[specks], place)

    def _facing(
        self, matrices: npt.NDArray[np.float32], rows: Rows, place: npt.NDArray[np.float64]
    ) -> npt.NDArray[np.float32]:
        plan = self._gpu.plan
        centre, eye = self._moving.centre[rows], place.astype(np.float32)
        return plan.shapes.specks.facing(matrices, plan.item_primitive[rows], centre, eye)

    def _blended(self, rows: Rows, place: npt.NDArray[np.float64], views: int) -> Drawing:
        if not len(rows):
            return NOTHING
        if len(rows) > 1:
            rows = rows[np.lexsort((-self._distance2(rows, place), self._gpu.plan.item_order[rows]))]
        first = self._gpu.plan.static_count
        slots, beyond = rows.astype(np.int64), rows >= first
        slots[beyond] = self._moving.arrangement.place[rows[beyond] - first] + self._gpu.moving_slot
        return drawing(self._gpu.plan, rows, slots, views)

    def _shown(self, rows: Rows, place: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_] | None:
        """Which are on the card already, and not drawn in a finer or coarser copy from here; None for all."""
        gpu, plan = self._gpu, self._gpu.plan
        everything = gpu.primitives_ready == len(plan.primitives)
        shown = None if everything else gpu.on_card[plan.item_primitive[rows]]
        if plan.has_detail_levels:
            family = plan.item_family[rows]
            radii = np.sqrt(self._distance2(rows, place)) / self._moving.family_radius[family]
            right = (radii >= plan.item_near[rows]) & (radii < plan.item_far[rows])
            shown = right if shown is None else shown & right
        return shown

    def _distance2(self, rows: npt.NDArray[np.integer], place: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
        away = self._moving.centre[rows] - place.astype(np.float32)
        return np.einsum("ni,ni->n", away, away)


def _hardly_turned(before: npt.NDArray[np.float32], now: npt.NDArray[np.float32]) -> bool:
    """Of matrices (K, 3, 3) in the same order."""
    size = np.abs(before).max(axis=(1, 2), keepdims=True)
    return before.shape == now.shape and bool((np.abs(now - before) <= SPECK_TURN * size).all())
