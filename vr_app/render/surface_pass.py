"""Draws the surfaces of the scene's things with their materials: the solid ones, glass, or what is blended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from vr_app.render.draw_list import Run
from vr_app.render.frame import Frame, Pass
from vr_app.render.gl import GL
from vr_app.render.gpu_scene import MATERIAL_BLOCK_BYTES, GpuScene
from vr_app.render.programs import Programs
from vr_app.render.recording import Recording
from vr_app.render.switches import Switches
from vr_app.scene.batches import BLENDED, Batch
from vr_app.scene.scene import Scene

Kind = Literal["solid", "glass", "blended"]
EXTRA_UNIT = 16
"""Of the first of the textures that only some materials have."""
MATERIALS_BLOCK = 2
"""Binding of the block of materials."""


class SurfacePass(Pass):
    """Draws what the frame's command list holds of one kind.

    Args:
        kind: the solid and masked surfaces; those that pass light on, which take what is drawn so far as what lies
            behind them; or the see-through ones, far before near.
    """

    def __init__(self, programs: Programs, kind: Kind) -> None:
        self._programs = programs
        self._kind = kind
        self._own: list[bool] = []
        self._recording = Recording()

    def begin_scene(self, scene: Scene, gpu: GpuScene) -> None:
        """See `Pass`."""
        self._own = [kind_of(batch) == self._kind for batch in gpu.plan.batches]
        self._recording = Recording()

    def draw(self, frame: Frame) -> None:
        """See `Pass`."""
        commands = frame.commands
        wanted = [run for run in frame.stretches if self._own[run.batch]]
        if not wanted or commands is None:
            return
        if self._kind == "glass":
            frame.bind_backdrop()
        self._recording.draw(frame, wanted, self._draw)

    def _draw(self, frame: Frame, wanted: Sequence[Run], switches: Switches, draw: Callable[[Run], None]) -> None:
        assert frame.commands is not None
        switches.vertex_array(frame.gpu.vertex_arrays[frame.copies])
        switches.commands(frame.commands.buffer)
        switches.depth(GL.GL_GREATER, write=self._kind != "blended")
        if self._kind == "solid":
            switches.blend()
        else:
            switches.blend(GL.GL_SRC_ALPHA, GL.GL_ONE_MINUS_SRC_ALPHA)
        before: int | None = None
        for run in wanted:
            self._change_state(frame, switches, run.batch, before)
            bind_material(frame.gpu, run.batch, switches)
            before = run.batch
            draw(run)
        switches.capability(GL.GL_SAMPLE_ALPHA_TO_COVERAGE, False)

    def _change_state(self, frame: Frame, switches: Switches, number: int, before: int | None) -> None:
        """From one batch's state to another's; only what differs costs a call."""
        gpu, batch = frame.gpu, frame.gpu.plan.batches[number]
        kept = None if before is None else gpu.plan.batches[before]
        switches.cull(None if batch.double_sided else GL.GL_BACK)
        switches.front(GL.GL_CW if batch.mirrored else GL.GL_CCW)
        switches.capability(GL.GL_SAMPLE_ALPHA_TO_COVERAGE, "MASKED" in batch.features)
        if self._kind == "blended":
            switches.depth(GL.GL_GREATER, write="Z_WRITE" in batch.features)
        if kept is None or batch.features != kept.features:
            switches.program(self._programs.surface(batch.features).name(frame.view_count))


def kind_of(batch: Batch) -> Kind:
    """When a batch is drawn."""
    if batch.render_pass != BLENDED:
        return "solid"
    return "glass" if "TRANSMISSION" in batch.features else "blended"


def bind_material(gpu: GpuScene, number: int, switches: Switches) -> None:
    """Binds the materials and textures of a batch, as far as those before have not done it."""
    block, now = gpu.plan.batches[number].material_block, gpu.textures.bindings[number]
    switches.uniform_block(MATERIALS_BLOCK, gpu.materials, block * MATERIAL_BLOCK_BYTES, MATERIAL_BLOCK_BYTES)
    switches.textures(0, now.textures, now.needed)
    switches.samplers(0, now.samplers)
    if len(now.extra_textures):
        switches.textures(EXTRA_UNIT, now.extra_textures)
    if len(now.extra_samplers):
        switches.samplers(EXTRA_UNIT, now.extra_samplers)
