"""Keeps what the card knows of a scene's things up to date: only what changed since the last frame is worked on."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vr_app.render.active_morphs import ActiveMorphs
from vr_app.render.arrangement import Arrangement, as_they_are
from vr_app.render.gpu_scene import ACTIVE_MORPH, GpuScene
from vr_app.render.light_masks import LightMasks
from vr_app.render.stream import TURNS, TurnFences
from vr_app.scene.box_tree import BoxTree
from vr_app.scene.camera import turned_boxes
from vr_app.scene.draw_plan import INSTANCE_ROW
from vr_app.scene.skin import SkinBoxes

Array = npt.NDArray[np.float32]


class MovingParts:
    """Places, boxes, skins, lights and morphs of the items of one scene.

    Args:
        fences: of the frames in which the scene is drawn.

    Attributes:
        centre: float32 (M, 3); of each item's box in world space.
        half: float32 (M, 3); its half size.
        records: `INSTANCE_ROW` (M), as the card has them.
        tree: the boxes of the items that stand still.
        family_radius: float32 (F + 1), metres; of each thing with levels of detail, at the start.
        static_version: goes up when something that counts as standing still changed.
        static_changed: that happened in the last update (or all is new).
        dynamic_changed: something that casts a moving shadow moved in the last update.
        joint_places: float32 (J, 3); of all skins, in world space; another array whenever they have moved.
        arrangement: how those that may move lie in their buffer in this frame.
    """

    def __init__(self, gpu: GpuScene, fences: TurnFences) -> None:
        self._gpu = gpu
        self._fences = fences
        plan = gpu.plan
        self.records = plan.instances.copy()
        # Axis by axis, as boxes are worked out and tested.
        self.centre = np.zeros((len(self.records), 3), np.float32, order="F")
        self.half = np.zeros((len(self.records), 3), np.float32, order="F")
        self.tree = BoxTree(self.centre[:0], self.half[:0])
        self.family_radius = np.full(plan.families + 1, 1e-3, np.float32)
        self.static_version = 0
        self.static_changed = self.dynamic_changed = True
        self._world: Array | None = None
        self._named = np.zeros(0, np.bool_)
        self._still = slice(0, plan.static_count)
        self._moving = slice(plan.static_count, len(self.records))
        primitives = plan.primitives[plan.item_primitive]
        low, high = primitives["bounds_min"], primitives["bounds_max"]
        self._own_centre: Array = np.asfortranarray((low + high) * 0.5, np.float32)
        self._own_half: Array = np.asfortranarray((high - low) * 0.5, np.float32)
        self._morphs = ActiveMorphs(plan)
        self._lights = LightMasks(gpu.scene.lights)
        self._skins = SkinBoxes(plan.palette_offset, plan.joints, plan.item_skin)
        self.joint_places = np.zeros((len(plan.joints), 3), np.float32)
        self._lit_by = np.zeros(len(gpu.scene.nodes), np.bool_)
        self._lit_by[self._lights.nodes] = True
        self._unlit = True
        self._palette = np.zeros((len(plan.joints), 3, 4), np.float32)
        self.arrangement = as_they_are(plan)
        self._next: Arrangement | None = None
        self._version = 0
        self._written = [-1] * TURNS

    def arrange(self, arrangement: Arrangement) -> None:
        """Lays what may move out so from the next update on."""
        self._next = arrangement

    def update(
        self,
        world_from_node: Array,
        weights: Array,
        moved: npt.NDArray[np.integer] | None = None,
        *,
        relight: bool = True,
    ) -> None:
        """Brings everything to this moment.

        Args:
            moved: nodes that may have changed since the last update; None where that is not known.
            relight: which lamps reach what has moved is worked out, too; else it may wait until the next update.
        """
        nodes, first = self._changed(world_from_node, moved), self.static_version == 0
        dynamic = self._gpu.plan.dynamic_nodes[nodes]
        self.static_changed = first or not bool(dynamic.all())
        self.dynamic_changed = first or bool(dynamic.any())
        relit = bool(self._lit_by[nodes].any())
        if self.static_changed:
            self._place(self._still, world_from_node)
            self.tree = BoxTree(self.centre[self._still], self.half[self._still])
        if self.static_changed or relit:
            self._light(self._still, world_from_node)
            self._fences.wait_for_all()
            self._gpu.instances.still(INSTANCE_ROW, self._still.stop)[:] = self.records[self._still]
            self.static_version += 1
        if self.dynamic_changed or relit:
            self._place(self._moving, world_from_node)
            if first:
                self._measure_families()
            self._bend(world_from_node)
            self._unlit = True
            self._version += 1
        if self._unlit and (relight or first):
            self._light(self._moving, world_from_node)
            self._unlit = False
            self._version += 1
        if self._morphs.update(weights):
            self.records["morphs"][:, 0], self.records["morphs"][:, 1] = self._morphs.first, self._morphs.count
            self.dynamic_changed = True
            self._version += 1
        if self._next is not None:
            self.arrangement, self._next = self._next, None
            self._version += 1
        self._write()

    def _changed(self, world_from_node: Array, moved: npt.NDArray[np.integer] | None) -> npt.NDArray[np.integer]:
        if self._world is None:
            self._world = np.array(world_from_node, np.float32)
            self._named = np.zeros(len(self._world), np.bool_)
            return np.arange(len(world_from_node))
        if moved is not None:
            self._named[moved] = True
            return moved
        now = np.ascontiguousarray(world_from_node, np.float32)
        moved = np.flatnonzero(_matrices_differ(now, self._world) | self._named)
        self._world[moved] = now[moved]
        self._named[moved] = False
        return moved

    def _place(self, items: slice, world_from_node: Array) -> None:
        world = np.take(world_from_node, self._gpu.plan.item_node[items], axis=0)
        self.records["rows"][items] = world[:, :3]
        self.centre[items], self.half[items] = turned_boxes(self._own_centre[items], self._own_half[items], world)

    def _measure_families(self) -> None:
        """All levels of detail of a thing go by the size of its largest."""
        family = self._gpu.plan.item_family
        radius = np.linalg.norm(self.half, axis=1)
        np.maximum.at(self.family_radius, family[family >= 0], radius[family >= 0])

    def _bend(self, world_from_node: Array) -> None:
        plan = self._gpu.plan
        if len(plan.joints):
            joints = np.take(world_from_node, plan.joints, axis=0)
            np.matmul(joints[:, :3], plan.inverse_bind, out=self._palette)
            self.joint_places = joints[:, :3, 3]
            self._skins.write(self.joint_places, self.centre, self.half)

    def _light(self, items: slice, world_from_node: Array) -> None:
        if not len(self._lights.nodes):
            return
        self.records["ids"][items, 1] = self._lights.of(self.centre[items], self.half[items], world_from_node)

    def _write(self) -> None:
        """Into this turn's copies, where they are not of this version yet."""
        instances, tables = self._gpu.instances, self._gpu.tables
        if self._written[instances.turn] == self._version:
            return
        self._written[instances.turn] = self._version
        moving, arrangement = self.records[self._moving], self.arrangement
        target = instances.array("moving", INSTANCE_ROW, len(moving) + len(arrangement.specks))
        arrangement.write(moving, self.centre[self._moving], target)
        if len(self._palette):
            tables.array("palette", np.float32, self._palette.size)[:] = self._palette.reshape(-1)
        active = self._morphs.rows
        if len(active):
            tables.array("morphs", ACTIVE_MORPH, len(active))[:] = active


def _matrices_differ(a: Array, b: Array) -> npt.NDArray[np.bool_]:
    """Rows that are not the same bits; two numbers are compared at once."""
    different = a.reshape(len(a), 16).view(np.int64) != b.reshape(len(b), 16).view(np.int64)
    return different.view(np.int64).reshape(-1) != 0
