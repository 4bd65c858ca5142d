"""Draws what throws the sun's shadows into the shadow maps."""

from __future__ import annotations

import ctypes

import numpy as np
import numpy.typing as npt

from vr_app.render.draw_list import commands, runs
from vr_app.render.frame import Frame, Pass
from vr_app.render.gl import GL
from vr_app.render.gpu_scene import GpuScene
from vr_app.render.programs import Programs
from vr_app.render.shadow import TEXTURE_FROM_CLIP, ShadowMaps
from vr_app.render.surface_pass import bind_material, multi_draw
from vr_app.scene.camera import boxes_in_frustum, frustum_planes
from vr_app.scene.draw_plan import BLENDED, MASKED
from vr_app.scene.scene import Scene


class ShadowPass(Pass):
    """Keeps the maps up to date and writes where they are into the frame's block."""

    def __init__(self, programs: Programs, shadows: ShadowMaps) -> None:
        self._programs = programs
        self._shadows = shadows
        self._shadowed = 0

    def begin_scene(self, scene: Scene, gpu: GpuScene) -> None:
        """See `Pass`."""
        self._shadows.forget()

    def prepare(self, frame: Frame) -> None:
        """See `Pass`."""
        row, shadows, gpu, moving = frame.block[0], self._shadows, frame.gpu, frame.moving
        lit = bool(row["sun_colour"][:3].max() > 0) and row["sun_colour"][3] > 0
        row["tone"][3] = shadows.count if lit else 0
        if not lit:
            return
        shadows.place(row["sun_direction"][:3], frame.eye)
        if moving.static_changed or gpu.primitives_ready != self._shadowed:
            shadows.forget()
            self._shadowed = gpu.primitives_ready
        plan = gpu.plan
        casts = frame.ready & np.array([b.render_pass != BLENDED for b in plan.batches], np.bool_)[plan.item_batch]
        GL.glDepthFunc(GL.GL_LESS)
        GL.glClearDepth(1.0)
        GL.glDisable(GL.GL_CULL_FACE)
        GL.glEnable(GL.GL_DEPTH_CLAMP)
        for layer, matrix in enumerate(shadows.matrices):
            still_new = shadows.needs_still(layer)
            planes = frustum_planes(matrix)[:4]
            if still_new:
                shadows.begin_still(layer)
                rows = np.flatnonzero(casts & ~plan.item_dynamic)
                self._cast(gpu, rows[boxes_in_frustum(moving.centre[rows], moving.half[rows], planes)], matrix)
            if still_new or moving.dynamic_changed:
                shadows.begin_moving(layer)
                rows = np.flatnonzero(casts & plan.item_dynamic)
                self._cast(gpu, rows[boxes_in_frustum(moving.centre[rows], moving.half[rows], planes)], matrix)
            row["shadow_from_world"][layer] = (TEXTURE_FROM_CLIP @ matrix).T
            row["shadow_texel"][layer] = 2.0 / (np.linalg.norm(matrix[0, :3]) * shadows.size)
        row["shadow_texel"][2] = 1.0 / shadows.size
        GL.glDisable(GL.GL_DEPTH_CLAMP)
        GL.glDepthFunc(GL.GL_GREATER)
        GL.glClearDepth(0.0)

    def close(self) -> None:
        """See `Pass`."""
        self._shadows.close()

    def _cast(self, gpu: GpuScene, order: npt.NDArray[np.intp], clip_from_world: npt.NDArray[np.float32]) -> None:
        if not len(order):
            return
        indirect = commands(gpu.plan, order)
        GL.glNamedBufferSubData(gpu.shadow_commands, 0, indirect.nbytes, ctypes.c_void_p(indirect.ctypes.data))
        GL.glBindBuffer(GL.GL_DRAW_INDIRECT_BUFFER, gpu.shadow_commands)
        masked = np.array([b.render_pass == MASKED for b in gpu.plan.batches], np.bool_)
        batch = gpu.plan.item_batch[order]
        merged = np.where(masked[batch], batch, -1).astype(np.int32)
        for run in runs(merged):
            features = gpu.plan.batches[run.batch].features if run.batch >= 0 else ()
            program = self._programs.shadow(features)
            program.use()
            program.set_matrix("clip_from_scene", clip_from_world)
            if run.batch >= 0:
                bind_material(gpu, run.batch)
            multi_draw(run)
