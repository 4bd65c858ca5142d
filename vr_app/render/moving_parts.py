"""Keeps a scene's moving data on the graphics card up to date: only what changed since the last frame is worked on."""

from __future__ import annotations

import ctypes

import numpy as np
import numpy.typing as npt

from vr_app.render.gl import GL
from vr_app.render.gpu_scene import GpuScene
from vr_app.scene.camera import world_boxes
from vr_app.scene.light import Light
from vr_app.scene.skin import skin_palette

SKIN_MARGIN_M = 0.4
MAX_LIGHTS = 32


class MovingParts:
    """World matrices, boxes, skin palettes, light masks and active morphs of one scene.

    Attributes:
        centre: float32 (M, 3); of each item's box in world space.
        half: float32 (M, 3); its half size.
        static_changed: a part that counts as static moved in the last update (or all is new).
        dynamic_changed: something that casts a moving shadow moved in the last update.
    """

    def __init__(self, gpu: GpuScene) -> None:
        self._gpu = gpu
        plan = gpu.plan
        count = len(plan.items)
        self.centre = np.zeros((count, 3), np.float32)
        self.half = np.zeros((count, 3), np.float32)
        self.static_changed = True
        self.dynamic_changed = True
        self._world: npt.NDArray[np.float32] | None = None
        self._weights: npt.NDArray[np.float32] | None = None
        self._items = plan.items.copy()
        self._item_node = plan.items["node"].astype(np.intp)
        self._skinned = np.flatnonzero(plan.item_skin >= 0)
        primitives = plan.primitives[plan.item_primitive]
        self._bounds_min, self._bounds_max = primitives["bounds_min"], primitives["bounds_max"]
        self._targets = primitives["target_count"].astype(np.int64)
        self._morph_base = primitives["morph_base"].astype(np.int64)
        self._vertex_count = primitives["vertex_count"].astype(np.int64)
        self._morphed = np.flatnonzero(self._targets > 0)

    def update(
        self, world_from_node: npt.NDArray[np.float32], weights: npt.NDArray[np.float32], lights: tuple[Light, ...]
    ) -> None:
        """Brings everything to this moment and uploads what changed."""
        plan = self._gpu.plan
        first = self._world is None
        if self._world is None:
            changed = np.ones(len(world_from_node), np.bool_)
            self._world = np.array(world_from_node, np.float32)
        else:
            changed = _matrices_differ(np.ascontiguousarray(world_from_node, np.float32), self._world)
            self._world[changed] = world_from_node[changed]
        moved = np.flatnonzero(changed)
        items = changed[self._item_node] if len(moved) else np.zeros(len(plan.items), np.bool_)
        self.static_changed = bool((items & ~plan.item_dynamic).any()) or first
        self.dynamic_changed = bool((items & plan.item_dynamic).any()) or first
        if len(moved):
            low, high = int(moved[0]), int(moved[-1]) + 1
            _send(self._gpu.worlds, low * 64, self._world[low:high].transpose(0, 2, 1))
            rows = np.flatnonzero(items)
            self.centre[rows], self.half[rows] = world_boxes(
                self._bounds_min[rows], self._bounds_max[rows], self._world[self._item_node[rows]]
            )
            if len(plan.joints):
                self._update_skins()
                self.dynamic_changed = True
            lit = items.copy()
            lit[self._skinned] = True
            self._update_light_masks(
                np.flatnonzero(lit) if not self._lights_moved(lights, changed) else slice(None), lights
            )
        morphs_changed = self._update_morphs(weights)
        self.dynamic_changed |= morphs_changed
        if len(moved) or morphs_changed:
            _send(self._gpu.items, 0, self._items)

    def _update_skins(self) -> None:
        assert self._world is not None
        plan = self._gpu.plan
        palette = skin_palette(plan.joints, plan.inverse_bind, self._world)
        _send(self._gpu.palette, 0, palette.transpose(0, 2, 1))
        ends = np.append(plan.palette_offset[1:], len(plan.joints))
        for skin, (start, end) in enumerate(zip(plan.palette_offset, ends, strict=True)):
            places = self._world[plan.joints[start:end], :3, 3]
            low, high = places.min(axis=0) - SKIN_MARGIN_M, places.max(axis=0) + SKIN_MARGIN_M
            rows = plan.item_skin == skin
            self.centre[rows], self.half[rows] = (low + high) / 2, (high - low) / 2

    def _lights_moved(self, lights: tuple[Light, ...], changed: npt.NDArray[np.bool_]) -> bool:
        return bool(changed[[light.node for light in lights[:MAX_LIGHTS]]].any()) if lights else False

    def _update_light_masks(self, rows: npt.NDArray[np.intp] | slice, lights: tuple[Light, ...]) -> None:
        assert self._world is not None
        centre, half = self.centre[rows], self.half[rows]
        mask = np.zeros(len(centre), np.uint32)
        for number, light in enumerate(lights[:MAX_LIGHTS]):
            if light.kind == "directional":
                mask |= np.uint32(1 << number)
                continue
            gap = np.maximum(np.abs(self._world[light.node, :3, 3] - centre) - half, 0.0)
            near = np.einsum("ni,ni->n", gap, gap) < light.reach_m**2
            mask |= near.astype(np.uint32) << np.uint32(number)
        self._items["lights"][rows] = mask

    def _update_morphs(self, weights: npt.NDArray[np.float32]) -> bool:
        if not len(self._morphed) or (self._weights is not None and np.array_equal(weights, self._weights)):
            return False
        self._weights = np.array(weights, np.float32)
        plan = self._gpu.plan
        bases, values, first = [], [], 0
        for item in self._morphed:
            start = int(plan.item_weights[item])
            own = self._weights[start : start + int(self._targets[item])]
            active = np.flatnonzero(np.abs(own) > 1e-4)
            self._items["morph_first"][item], self._items["morph_count"][item] = first, len(active)
            bases.append((self._morph_base[item] + active * self._vertex_count[item]) * 6)
            values.append(own[active])
            first += len(active)
        rows = np.zeros(first, np.dtype([("base", "<u4"), ("weight", "<f4")]))
        if first:
            rows["base"], rows["weight"] = np.concatenate(bases), np.concatenate(values)
            _send(self._gpu.active_morphs, 0, rows)
        return True


def _matrices_differ(a: npt.NDArray[np.float32], b: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """Rows that are not the same bits; two numbers are compared at once."""
    different = a.reshape(len(a), 16).view(np.int64) != b.reshape(len(b), 16).view(np.int64)
    return different.view(np.int64).reshape(-1) != 0


def _send(buffer: int, offset: int, data: npt.NDArray) -> None:
    packed = np.ascontiguousarray(data)
    GL.glNamedBufferSubData(buffer, offset, packed.nbytes, ctypes.c_void_p(packed.ctypes.data))
