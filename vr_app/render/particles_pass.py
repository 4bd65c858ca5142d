"""Draws what drifts in the air. The card works out where each grain is; the processor gives one call per box."""

from __future__ import annotations

import numpy as np

from vr_app.render.frame import Frame, Pass
from vr_app.render.gl import GL
from vr_app.render.quality import Quality
from vr_app.render.shader import Program

MOST_STOOD_FOR = 2.0
"""Of those that are left out, so many are made up for by each that is drawn."""
KINDS = {"dust": 0, "rain": 1, "snow": 2, "embers": 3}


class ParticlesPass(Pass):
    """Blended over the picture, tested against its depth."""

    surrounds = True

    def __init__(self, quality: Quality) -> None:
        self._share = quality.particles
        self._program: Program | None = None

    def draw(self, frame: Frame) -> None:
        """See `Pass`."""
        boxes = frame.scene.environment.particles
        if not boxes or self._share <= 0:
            return
        if self._program is None:
            self._program = Program("particles.vert", "particles.frag")
        program = self._program
        program.use(frame.view_count)
        frame.switches.vertex_array(frame.empty_array)
        frame.switches.cull(None)
        frame.switches.depth(GL.GL_GREATER, write=False)
        frame.switches.blend(GL.GL_ONE, GL.GL_ONE_MINUS_SRC_ALPHA)
        stands_for = min(self._share**-0.5, MOST_STOOD_FOR)
        for box in boxes:
            grains = 0 if frame.gpu.commands.submit_only else int(box.count * self._share)
            rows = np.array([(*box.at, KINDS[box.kind]), (*box.size, grains), (*box.colour, stands_for)], np.float32)
            GL.glUniform4fv(program.location("box"), len(rows), rows)
            GL.glDrawArraysInstanced(GL.GL_TRIANGLE_STRIP, 0, 4, grains * frame.copies)

    def close(self) -> None:
        """See `Pass`."""
        if self._program is not None:
            self._program.close()
