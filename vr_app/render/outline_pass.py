"""Draws the outlines of toon-shaded surfaces."""

from __future__ import annotations

from vr_app.render.frame import Frame, Pass
from vr_app.render.gl import GL
from vr_app.render.programs import Programs
from vr_app.render.surface_pass import bind_material


class OutlinePass(Pass):
    """The far side of a hull somewhat larger than the surface, in the outline's colour."""

    def __init__(self, programs: Programs) -> None:
        self._programs = programs

    def draw(self, frame: Frame) -> None:
        """See `Pass`."""
        gpu = frame.gpu
        wanted = [run for run in frame.stretches if "OUTLINE" in gpu.plan.batches[run.batch].features]
        if not wanted or frame.commands is None:
            return
        switches = frame.switches
        switches.vertex_array(gpu.vertex_arrays[frame.copies])
        switches.commands(frame.commands.buffer)
        switches.depth(GL.GL_GREATER, write=True)
        switches.blend()
        switches.cull(GL.GL_FRONT)
        for run in wanted:
            batch = gpu.plan.batches[run.batch]
            switches.front(GL.GL_CW if batch.mirrored else GL.GL_CCW)
            self._programs.outline(batch.features).use(frame.view_count)
            bind_material(gpu, run.batch, switches)
            frame.commands.draw(run)
