"""Draws the surfaces of the scene's things with their materials: the solid ones, or those that are blended."""

from __future__ import annotations

import ctypes

from vr_app.render.draw_list import COMMAND, Run
from vr_app.render.frame import Frame, Pass
from vr_app.render.gl import GL
from vr_app.render.gpu_scene import MATERIAL_BLOCK_BYTES, GpuScene
from vr_app.render.programs import Programs
from vr_app.scene.draw_plan import BLENDED

PLAIN_SLOTS, EXTRA_UNIT = 5, 16
"""Textures every material may have, and the unit of the first of those that only some have."""


class SurfacePass(Pass):
    """Draws what the frame's command list holds of one kind.

    Args:
        blended: the see-through surfaces, far before near; else the solid and masked ones.
    """

    def __init__(self, programs: Programs, *, blended: bool) -> None:
        self._programs = programs
        self._blended = blended

    def draw(self, frame: Frame) -> None:
        """See `Pass`."""
        batches = frame.gpu.plan.batches
        wanted = [run for run in frame.stretches if (batches[run.batch].render_pass == BLENDED) == self._blended]
        if not wanted:
            return
        GL.glBindVertexArray(frame.gpu.vertex_array)
        GL.glBindBuffer(GL.GL_DRAW_INDIRECT_BUFFER, frame.gpu.commands)
        if self._blended:
            GL.glEnable(GL.GL_BLEND)
            GL.glBlendFunc(GL.GL_SRC_ALPHA, GL.GL_ONE_MINUS_SRC_ALPHA)
            GL.glDepthMask(False)
        for run in wanted:
            self._draw_run(frame.gpu, run)
        if self._blended:
            GL.glDepthMask(True)
            GL.glDisable(GL.GL_BLEND)

    def _draw_run(self, gpu: GpuScene, run: Run) -> None:
        batch = gpu.plan.batches[run.batch]
        if batch.double_sided:
            GL.glDisable(GL.GL_CULL_FACE)
        else:
            GL.glEnable(GL.GL_CULL_FACE)
        GL.glFrontFace(GL.GL_CW if batch.mirrored else GL.GL_CCW)
        self._programs.surface(batch.features).use()
        bind_material(gpu, run.batch)
        if "TRANSMISSION" in batch.features:
            GL.glBlendFunc(GL.GL_ONE, GL.GL_SRC1_COLOR)
            multi_draw(run)
            GL.glBlendFunc(GL.GL_SRC_ALPHA, GL.GL_ONE_MINUS_SRC_ALPHA)
        elif "Z_WRITE" in batch.features:
            GL.glDepthMask(True)
            multi_draw(run)
            GL.glDepthMask(False)
        else:
            multi_draw(run)


def bind_material(gpu: GpuScene, batch: int) -> None:
    """Binds the materials and textures of a batch."""
    size = MATERIAL_BLOCK_BYTES
    GL.glBindBufferRange(GL.GL_UNIFORM_BUFFER, 2, gpu.materials, gpu.plan.batches[batch].material_block * size, size)
    textures, samplers = gpu.batch_bindings[batch]
    GL.glBindTextures(0, PLAIN_SLOTS, textures)
    GL.glBindSamplers(0, PLAIN_SLOTS, samplers)
    extra = len(textures) - PLAIN_SLOTS
    if extra:
        GL.glBindTextures(EXTRA_UNIT, extra, textures[PLAIN_SLOTS:])
        GL.glBindSamplers(EXTRA_UNIT, extra, samplers[PLAIN_SLOTS:])


def multi_draw(run: Run) -> None:
    """Draws a run of the indirect commands that are bound."""
    offset = ctypes.c_void_p(run.first * COMMAND.itemsize)
    GL.glMultiDrawElementsIndirect(GL.GL_TRIANGLES, GL.GL_UNSIGNED_INT, offset, run.count, 0)
