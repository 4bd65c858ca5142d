"""Draws the surfaces of the scene's things with their materials: the solid ones, glass, or what is blended."""

from __future__ import annotations

from typing import Literal

from vr_app.render.commands import CommandSlice
from vr_app.render.draw_list import Run
from vr_app.render.frame import Frame, Pass
from vr_app.render.gl import GL
from vr_app.render.gpu_scene import MATERIAL_BLOCK_BYTES, GpuScene
from vr_app.render.programs import Programs
from vr_app.scene.draw_plan import BLENDED, Batch

Kind = Literal["solid", "glass", "blended"]
PLAIN_SLOTS, EXTRA_UNIT = 5, 16
"""Textures every material may have, and the unit of the first of those that only some have."""


class SurfacePass(Pass):
    """Draws what the frame's command list holds of one kind.

    Args:
        kind: the solid and masked surfaces; those that pass light on, which take what is drawn so far as what lies
            behind them; or the see-through ones, far before near.
    """

    def __init__(self, programs: Programs, kind: Kind) -> None:
        self._programs = programs
        self._kind = kind

    def draw(self, frame: Frame) -> None:
        """See `Pass`."""
        batches, commands = frame.gpu.plan.batches, frame.commands
        wanted = [run for run in frame.stretches if kind_of(batches[run.batch]) == self._kind]
        if not wanted or commands is None:
            return
        if self._kind == "glass":
            frame.bind_backdrop()
        GL.glBindVertexArray(frame.gpu.vertex_arrays[frame.view_count])
        commands.bind()
        if self._kind != "solid":
            GL.glEnable(GL.GL_BLEND)
            GL.glBlendFunc(GL.GL_SRC_ALPHA, GL.GL_ONE_MINUS_SRC_ALPHA)
            GL.glDepthMask(self._kind == "glass")
        before: Batch | None = None
        for run in wanted:
            self._change_state(frame.gpu, run.batch, before)
            before = batches[run.batch]
            self._draw(commands, run, before)
        if self._kind != "solid":
            GL.glDepthMask(True)
            GL.glDisable(GL.GL_BLEND)

    def _draw(self, commands: CommandSlice, run: Run, batch: Batch) -> None:
        if "MASKED" in batch.features:
            GL.glEnable(GL.GL_SAMPLE_ALPHA_TO_COVERAGE)
            commands.draw(run)
            GL.glDisable(GL.GL_SAMPLE_ALPHA_TO_COVERAGE)
        elif "Z_WRITE" in batch.features and self._kind == "blended":
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


def kind_of(batch: Batch) -> Kind:
    """When a batch is drawn."""
    if batch.render_pass != BLENDED:
        return "solid"
    return "glass" if "TRANSMISSION" in batch.features else "blended"


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
