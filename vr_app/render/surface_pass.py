"""Draws the surfaces of the scene's things with their materials: the solid ones, glass, or what is blended."""

from __future__ import annotations

from typing import Literal

import numpy as np

from vr_app.render.frame import Frame, Pass
from vr_app.render.gl import GL
from vr_app.render.gpu_scene import MATERIAL_BLOCK_BYTES, GpuScene
from vr_app.render.gpu_textures import PLAIN_SLOTS, Bindings
from vr_app.render.programs import Programs
from vr_app.scene.draw_plan import BLENDED, Batch

Kind = Literal["solid", "glass", "blended"]
EXTRA_UNIT = 16
"""Of the first of the textures that only some materials have."""
NOTHING_BOUND = Bindings((), *(np.zeros(0, np.uint32) for _ in range(4)))


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
        switches = frame.switches
        switches.vertex_array(frame.gpu.vertex_arrays[frame.view_count])
        switches.commands(commands.buffer)
        switches.depth(GL.GL_GREATER, write=self._kind != "blended")
        if self._kind == "solid":
            switches.blend()
        else:
            switches.blend(GL.GL_SRC_ALPHA, GL.GL_ONE_MINUS_SRC_ALPHA)
        before: int | None = None
        bound: tuple[int, ...] = ()
        for run in wanted:
            self._change_state(frame, run.batch, before)
            bound = bind_material(frame.gpu, run.batch, before, bound)
            before = run.batch
            commands.draw(run)
        switches.capability(GL.GL_SAMPLE_ALPHA_TO_COVERAGE, False)

    def _change_state(self, frame: Frame, number: int, before: int | None) -> None:
        """From one batch's state to another's; only what differs costs a call."""
        gpu, switches, batch = frame.gpu, frame.switches, frame.gpu.plan.batches[number]
        kept = None if before is None else gpu.plan.batches[before]
        switches.cull(None if batch.double_sided else GL.GL_BACK)
        switches.front(GL.GL_CW if batch.mirrored else GL.GL_CCW)
        switches.capability(GL.GL_SAMPLE_ALPHA_TO_COVERAGE, "MASKED" in batch.features)
        if self._kind == "blended":
            switches.depth(GL.GL_GREATER, write="Z_WRITE" in batch.features)
        if kept is None or batch.features != kept.features:
            self._programs.surface(batch.features).use()


def kind_of(batch: Batch) -> Kind:
    """When a batch is drawn."""
    if batch.render_pass != BLENDED:
        return "solid"
    return "glass" if "TRANSMISSION" in batch.features else "blended"


def bind_material(
    gpu: GpuScene, number: int, before: int | None = None, bound: tuple[int, ...] = ()
) -> tuple[int, ...]:
    """Binds the materials and textures of a batch, as far as those before have not done it.

    Args:
        before: the batch drawn before.
        bound: textures in the plain slots now; () where that is not known.
    Returns: those afterwards.
    """
    block, size = gpu.plan.batches[number].material_block, MATERIAL_BLOCK_BYTES
    if before is None or block != gpu.plan.batches[before].material_block:
        GL.glBindBufferRange(GL.GL_UNIFORM_BUFFER, 2, gpu.materials, block * size, size)
    now = gpu.textures.bindings[number]
    kept = NOTHING_BOUND if before is None else gpu.textures.bindings[before]
    if not bound:
        bound = tuple(now.textures.tolist())
        GL.glBindTextures(0, PLAIN_SLOTS, now.textures)
    elif any(name not in (0, there) for name, there in zip(now.needed, bound, strict=True)):
        bound = tuple(name or there for name, there in zip(now.needed, bound, strict=True))
        GL.glBindTextures(0, PLAIN_SLOTS, np.array(bound, np.uint32))
    if now.samplers is not kept.samplers:
        GL.glBindSamplers(0, PLAIN_SLOTS, now.samplers)
    if len(now.extra_textures) and now.extra_textures is not kept.extra_textures:
        GL.glBindTextures(EXTRA_UNIT, len(now.extra_textures), now.extra_textures)
    if len(now.extra_samplers) and now.extra_samplers is not kept.extra_samplers:
        GL.glBindSamplers(EXTRA_UNIT, len(now.extra_samplers), now.extra_samplers)
    return bound
