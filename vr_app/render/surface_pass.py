"""Draws the surfaces of the scene's things with their materials: the solid ones, or those that are blended."""

from __future__ import annotations

from vr_app.render.commands import CommandSlice
from vr_app.render.draw_list import Run
from vr_app.render.frame import Frame, Pass
from vr_app.render.gl import GL
from vr_app.render.gpu_scene import MATERIAL_BLOCK_BYTES, GpuScene
from vr_app.render.programs import Programs
from vr_app.scene.draw_plan import BLENDED, Batch

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
        batches, commands = frame.gpu.plan.batches, frame.commands
        wanted = [run for run in frame.stretches if (batches[run.batch].render_pass == BLENDED) == self._blended]
        if not wanted or commands is None:
            return
        GL.glBindVertexArray(frame.gpu.vertex_arrays[frame.view_count])
        commands.bind()
        if self._blended:
            GL.glEnable(GL.GL_BLEND)
            GL.glBlendFunc(GL.GL_SRC_ALPHA, GL.GL_ONE_MINUS_SRC_ALPHA)
            GL.glDepthMask(False)
        before: Batch | None = None
        for run in wanted:
            self._change_state(frame.gpu, run.batch, before)
            before = batches[run.batch]
            self._draw(commands, run, before)
        if self._blended:
            GL.glDepthMask(True)
            GL.glDisable(GL.GL_BLEND)

    def _draw(self, commands: CommandSlice, run: Run, batch: Batch) -> None:
        if "TRANSMISSION" in batch.features:
            GL.glBlendFunc(GL.GL_ONE, GL.GL_SRC1_COLOR)
            commands.draw(run)
            GL.glBlendFunc(GL.GL_SRC_ALPHA, GL.GL_ONE_MINUS_SRC_ALPHA)
        elif "MASKED" in batch.features:
            GL.glEnable(GL.GL_SAMPLE_ALPHA_TO_COVERAGE)
            commands.draw(run)
            GL.glDisable(GL.GL_SAMPLE_ALPHA_TO_COVERAGE)
        elif "Z_WRITE" in batch.features:
            GL.glDepthMask(True)
            commands.draw(run)
            GL.glDepthMask(False)
        else:
            commands.draw(run)

    def _change_state(self, gpu: GpuScene, number: int, before: Batch | None) -> None:
        """From one batch's state to another's; only what differs costs a call."""
        batch = gpu.plan.batches[number]
        if before is None or batch.double_sided != before.double_sided:
            (GL.glDisable if batch.double_sided else GL.glEnable)(GL.GL_CULL_FACE)
        if before is None or batch.mirrored != before.mirrored:
            GL.glFrontFace(GL.GL_CW if batch.mirrored else GL.GL_CCW)
        if before is None or batch.features != before.features:
            self._programs.surface(batch.features).use()
        bind_material(gpu, number, before)


def bind_material(gpu: GpuScene, number: int, before: Batch | None = None) -> None:
    """Binds the materials and textures of a batch, as far as the one before has not done it."""
    batch, size = gpu.plan.batches[number], MATERIAL_BLOCK_BYTES
    if before is None or batch.material_block != before.material_block:
        GL.glBindBufferRange(GL.GL_UNIFORM_BUFFER, 2, gpu.materials, batch.material_block * size, size)
    if before is None or batch.textures != before.textures:
        textures, samplers = gpu.textures.bindings[number]
        GL.glBindTextures(0, PLAIN_SLOTS, textures)
        GL.glBindSamplers(0, PLAIN_SLOTS, samplers)
        extra = len(textures) - PLAIN_SLOTS
        if extra:
            GL.glBindTextures(EXTRA_UNIT, extra, textures[PLAIN_SLOTS:])
            GL.glBindSamplers(EXTRA_UNIT, extra, samplers[PLAIN_SLOTS:])
