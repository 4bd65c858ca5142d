"""Keeps all depth maps up to date: the sun's cascades, those of the lamps that matter, and the heights from above."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from vr_app.render.cast_shapes import CastShapes
from vr_app.render.draw_list import Drawing, KeptDrawing, Rows, Run, drawing
from vr_app.render.frame import FIRST_MAP_UNIT, Frame, Pass
from vr_app.render.gl import GL
from vr_app.render.gpu_scene import GpuScene
from vr_app.render.lamp_shadow import LampMaps, choose_lamps, lamp_maps
from vr_app.render.programs import BENT, Programs
from vr_app.render.quality import Quality
from vr_app.render.shadow import GRID, RADII_M, TEXTURE_FROM_CLIP, DepthMaps, anchored, shadow_matrix, sun_basis
from vr_app.render.surface_pass import bind_material
from vr_app.scene.batches import MASKED
from vr_app.scene.beat import Beat
from vr_app.scene.camera import boxes_in_frustum
from vr_app.scene.scene import Scene

SUN_UNIT = 6
"""The lamps' maps and the heights follow."""
CHOICE_STEP_M = 2.0
"""The lamps that throw shadows are chosen anew after the visitor has moved so far."""
HEIGHT_RADIUS_M, HEIGHT_ABOVE_M, HEIGHT_BELOW_M = 12.0, 1.1, 7.0
"""What the map of heights covers round the visitor's eye."""
OCCLUSION_REACH_M, OCCLUSION_STRENGTH = 0.4, 0.75
SEEN_TEXELS = 1.0
"""What throws a moving shadow may go so far before it is drawn anew, on the beat at the latest: less than a surface is
lifted off its own shadow, so that nothing falls into the shadow it threw before."""
KINDS = 3
"""Of maps: the sun's, the lamps', the heights."""
NOBODY = np.zeros(0, np.bool_)
FROM_ABOVE = np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]], np.float32)


class ShadowPass(Pass):
    """Owns the maps and writes where they are into the frame's block.

    Args:
        later: a new place is first shown without shadows; they follow with the next pictures, kind by kind.
    """

    def __init__(self, programs: Programs, quality: Quality, *, later: bool = False) -> None:
        self._programs = programs
        self._sun = DepthMaps(quality.shadow_maps, quality.shadow_size, moving_count=quality.moving_shadow_maps)
        self._lamps = DepthMaps(quality.lamp_maps, quality.lamp_map_size) if quality.lamp_maps else None
        self._heights = DepthMaps(1, quality.height_map_size, compared=False) if quality.height_map_size else None
        names = [0 if maps is None else maps.texture for maps in (self._sun, self._lamps, self._heights)]
        self._names = np.array(names, np.uint32)
        self._shadowed = 0
        self._sun_centres: list[npt.NDArray[np.float32] | None] = [None] * quality.shadow_maps
        self._height_centre: npt.NDArray[np.float32] | None = None
        self._placed_axes: npt.NDArray[np.float32] | None = None
        self._sun_axes: tuple[bytes, npt.NDArray[np.float32]] | None = None
        self._choice: list[int] = []
        self._chosen_at: npt.NDArray[np.float32] | None = None
        self._masked = self._bends = np.zeros(0, np.bool_)
        self._lit: tuple[object, list[LampMaps]] | None = None
        self._moving: dict[tuple[int, int], KeptDrawing] = {}
        self._cast_shapes: dict[tuple[int, int], CastShapes] = {}
        self._owed: set[tuple[int, int]] = set()
        self._beat = Beat()
        self._kinds = KINDS
        self._later = later
        self._gpu: GpuScene | None = None

    @property
    def complete(self) -> bool:
        """Whether the pictures have all their shadows."""
        return self._kinds == KINDS

    def begin_scene(self, scene: Scene, gpu: GpuScene) -> None:
        """See `Pass`."""
        self._forget()
        for kept in (self._moving, self._cast_shapes, self._owed):
            kept.clear()
        self._chosen_at = self._lit = None
        if self._later and gpu is not self._gpu and not gpu.continues:
            self._kinds = 0
        self._gpu = gpu
        batches = gpu.plan.batches
        self._masked = np.array([batch.render_pass == MASKED for batch in batches], np.bool_)
        self._bends = np.array([any(name in BENT for name in batch.features) for batch in batches], np.bool_)

    def prepare(self, frame: Frame) -> None:
        """See `Pass`."""
        if frame.moving.static_changed or frame.gpu.primitives_ready != self._shadowed:
            self._forget()
            self._shadowed = frame.gpu.primitives_ready
        frame.switches.depth(GL.GL_LESS, write=True)
        frame.switches.cull(None)
        frame.switches.vertex_array(frame.gpu.vertex_array)
        frame.maps[SUN_UNIT - FIRST_MAP_UNIT :][: len(self._names)] = self._names
        row = frame.block[0]
        row["tone"][3], row["light_inner"][:, 1], row["height_shape"][0] = 0, -1.0, 0.0
        for prepare in (self._prepare_sun, self._prepare_lamps, self._prepare_heights)[: self._kinds]:
            prepare(frame)
        if not self.complete and frame.gpu.complete:
            self._kinds += 1

    def close(self) -> None:
        """See `Pass`."""
        for maps in (self._sun, self._lamps, self._heights):
            if maps is not None:
                maps.close()

    def _forget(self) -> None:
        for maps in (self._sun, self._lamps, self._heights):
            if maps is not None:
                maps.forget()

    # ------------------------------------------------------------------ sun, lamps, heights

    def _prepare_sun(self, frame: Frame) -> None:
        row, maps = frame.block[0], self._sun
        lit = bool(row["sun_colour"][:3].max() > 0) and row["sun_colour"][3] > 0
        if not lit:
            return
        row["tone"][3] = maps.count
        basis = self._sun_basis(row["sun_direction"][:3])
        eye = (basis @ frame.eye).astype(np.float32)
        matrices = []
        for layer, radius_m in enumerate(RADII_M[: maps.count]):
            before = self._sun_centres[layer]
            centre = self._sun_centres[layer] = anchored(eye, radius_m / GRID, before)
            kept = maps.matrices[layer]
            if centre is before and kept is not None and basis is self._placed_axes:
                matrices.append(kept)
                continue
            matrices.append(shadow_matrix(basis, centre, radius_m))
            row["shadow_from_world"][layer] = (TEXTURE_FROM_CLIP @ matrices[-1]).T
            row["shadow_texel"][layer] = 2.0 * radius_m / maps.size
        row["shadow_texel"][3] = 1.0 / maps.size
        maps.place(matrices)
        self._placed_axes = basis
        stale = self._stale(frame, maps, [2.0 * radius_m / maps.size for radius_m in RADII_M])
        if stale:
            GL.glEnable(GL.GL_DEPTH_CLAMP)
            self._refresh(frame, maps, stale)
            GL.glDisable(GL.GL_DEPTH_CLAMP)

    def _sun_basis(self, direction: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """The sun stands still in most scenes."""
        key = direction.tobytes()
        if self._sun_axes is None or self._sun_axes[0] != key:
            self._sun_axes = (key, sun_basis(direction))
        return self._sun_axes[1]

    def _prepare_lamps(self, frame: Frame) -> None:
        row, maps, lights = frame.block[0], self._lamps, frame.scene.lights[: len(frame.block[0]["light_inner"])]
        if maps is None:
            return
        at = anchored(frame.eye, CHOICE_STEP_M, self._chosen_at)
        if at is not self._chosen_at:
            positions = frame.world_from_node[[light.node for light in lights], :3, 3]
            self._choice = choose_lamps(lights, positions, frame.eye, maps.count)
            self._chosen_at = at
        chosen = self._lamp_maps(frame, maps.size)
        matrices = [matrix for lamp in chosen for matrix in lamp.matrices]
        for lamp in chosen:
            row["light_inner"][lamp.light, 1:4] = (lamp.first, len(lamp.matrices) == 6, lamp.texel)
        for layer, matrix in enumerate(matrices):
            row["lamp_from_world"][layer] = (TEXTURE_FROM_CLIP @ matrix).T
        row["lamp_shadow"][0] = 1.0 / maps.size
        maps.place(matrices)
        # As wide as a texel is a metre from the lamp.
        self._refresh(frame, maps, self._stale(frame, maps, [lamp.texel for lamp in chosen for _ in lamp.matrices]))

    def _lamp_maps(self, frame: Frame, size: int) -> list[LampMaps]:
        """Most lamps stand still."""
        lights = frame.scene.lights
        nodes = [lights[number].node for number in self._choice]
        key = (tuple(self._choice), frame.world_from_node[nodes].tobytes())
        if self._lit is None or self._lit[0] != key:
            self._lit = (key, lamp_maps(self._choice, lights, frame.world_from_node, size))
        return self._lit[1]

    def _prepare_heights(self, frame: Frame) -> None:
        row, maps = frame.block[0], self._heights
        if maps is None:
            return
        centre = anchored(frame.eye, HEIGHT_RADIUS_M / (2 * GRID), self._height_centre)
        self._height_centre = centre
        reach_m = (HEIGHT_ABOVE_M + HEIGHT_BELOW_M) / 2
        middle = (FROM_ABOVE @ centre).astype(np.float32)
        middle[2] += HEIGHT_ABOVE_M - reach_m
        matrix = shadow_matrix(FROM_ABOVE, middle, HEIGHT_RADIUS_M, reach_m)
        maps.place([matrix])
        self._refresh(frame, maps, self._stale(frame, maps, [2.0 * HEIGHT_RADIUS_M / maps.size]))
        row["height_from_world"] = (TEXTURE_FROM_CLIP @ matrix).T
        row["height_shape"] = (OCCLUSION_STRENGTH, OCCLUSION_REACH_M, 3.0 * HEIGHT_RADIUS_M / maps.size, 2 * reach_m)

    # ------------------------------------------------------------------ drawing

    def _stale(self, frame: Frame, maps: DepthMaps, texels_m: Sequence[float]) -> list[int]:
        """Layers to draw anew: where they look has changed, or what moves has: on the beat, or too far to wait for it.

        Args:
            texels_m: of each layer in use.
        """
        moving, stale = frame.moving, []
        for layer, matrix in enumerate(maps.matrices):
            if matrix is None:
                continue
            key = (id(maps), layer)
            if maps.needs_still(layer):
                stale.append(layer)
            elif layer < maps.moving_count and (moving.dynamic_changed or key in self._owed):
                before = self._cast_shapes.get(key)
                waits = before is not None and not self._beat.due(frame.time_s)
                if waits and before is not None and before.gone_m(moving) <= SEEN_TEXELS * texels_m[layer]:
                    self._owed.add(key)
                else:
                    stale.append(layer)
        return stale

    def _refresh(self, frame: Frame, maps: DepthMaps, stale: Sequence[int]) -> None:
        moving, plan = frame.moving, frame.gpu.plan
        first = plan.static_count
        for layer in stale:
            planes, matrix, key = maps.planes[layer], maps.matrices[layer], (id(maps), layer)
            assert matrix is not None
            self._owed.discard(key)
            if maps.needs_still(layer):
                rows = self._casting(frame, np.sort(moving.tree.inside(planes)))
                maps.begin_still(layer, bare=not len(rows))
                self._cast(frame, drawing(plan, rows, rows), matrix)
            seen = self._moving_casters(frame, planes) if layer < maps.moving_count else NOBODY
            rows = np.flatnonzero(seen) + first
            self._cast_shapes[key] = CastShapes.of(moving, rows)
            if maps.needs_moving(layer, any_seen=bool(len(rows))):
                bare = maps.is_bare(layer)
                maps.begin_moving(layer, None if bare else maps.region(layer, moving.centre[rows], moving.half[rows]))
                if len(rows):
                    self._cast(frame, self._moving_drawing(frame, key, seen), matrix)

    def _moving_casters(self, frame: Frame, planes: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
        """Which of all that may move are in a map's view; what is no larger than a pixel throws no shadow."""
        moving, plan = frame.moving, frame.gpu.plan
        first = plan.static_count
        seen = boxes_in_frustum(moving.centre[first:], moving.half[first:], planes)
        seen &= plan.item_casts[first:] & moving.arrangement.whole
        if frame.gpu.primitives_ready != len(plan.primitives):
            seen &= frame.gpu.on_card[plan.item_primitive[first:]]
        return seen

    def _moving_drawing(self, frame: Frame, of: tuple[int, int], seen: npt.NDArray[np.bool_]) -> Drawing:
        """Of those, in the shapes they are seen in."""
        plan, arrangement = frame.gpu.plan, frame.moving.arrangement

        def make() -> Drawing:
            places = np.flatnonzero(seen[arrangement.order])
            items = arrangement.order[places]
            return drawing(plan, items + plan.static_count, places, shapes=arrangement.shapes[items])

        kept = self._moving.setdefault(of, KeptDrawing())
        return kept.of((arrangement, seen.tobytes()), frame.gpu.moving_slot, make)

    def _casting(self, frame: Frame, rows: Rows) -> Rows:
        return frame.ready(rows[frame.gpu.plan.item_casts[rows]])

    def _cast(self, frame: Frame, shapes: Drawing, clip_from_world: npt.NDArray[np.float32]) -> None:
        """Draws items; all that are not masked in one call."""
        if not len(shapes.batch):
            return
        gpu = frame.gpu
        commands = gpu.commands.put(shapes.table)
        frame.switches.commands(commands.buffer)
        batches = gpu.plan.batches
        stretches = shapes.runs()
        bends = any(self._bends[run.batch] for run in stretches)
        for run in _unmasked_together(stretches, self._masked):
            program = self._programs.shadow(batches[run.batch].features if run.batch >= 0 else BENT * bends)
            program.use()
            program.set_matrix("clip_from_scene", clip_from_world)
            if run.batch >= 0:
                bind_material(gpu, run.batch, frame.switches)
            commands.draw(run)


def _unmasked_together(stretches: Sequence[Run], masked: npt.NDArray[np.bool_]) -> list[Run]:
    """All that follow one another and are not masked as one run, of batch -1."""
    out: list[Run] = []
    for run in stretches:
        if masked[run.batch]:
            out.append(run)
        elif out and out[-1].batch < 0:
            out[-1] = Run(-1, out[-1].first, out[-1].count + run.count)
        else:
            out.append(Run(-1, run.first, run.count))
    return out
