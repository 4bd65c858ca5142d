"""The glow round lamps, drawn where they are: no blur of the picture, which would differ between the eyes."""

from __future__ import annotations

from vr_app.render.frame import Frame, Pass
from vr_app.render.gl import GL
from vr_app.render.shader import Program


class HaloPass(Pass):
    """One disc per lamp; where a lamp has no halo the disc has no size."""

    surrounds = True

    def __init__(self) -> None:
        self._program = Program("halo.vert", "halo.frag")

    def prepare(self, frame: Frame) -> None:
        """See `Pass`."""
        rows = frame.block[0]["light_direction"]
        for index, light in enumerate(frame.scene.lights[: len(rows)]):
            if light.kind == "point":
                rows[index, 0] = light.halo

    def draw(self, frame: Frame) -> None:
        """See `Pass`."""
        count = min(len(frame.scene.lights), len(frame.block[0]["light_direction"]))
        if not any(light.halo > 0 for light in frame.scene.lights):
            return
        self._program.use(frame.view_count)
        frame.switches.vertex_array(frame.empty_array)
        frame.switches.cull(None)
        frame.switches.depth(GL.GL_GREATER, write=False)
        frame.switches.blend(GL.GL_ONE, GL.GL_ONE_MINUS_SRC_COLOR)
        GL.glDrawArraysInstanced(GL.GL_TRIANGLE_STRIP, 0, 4, count * frame.copies)

    def close(self) -> None:
        """See `Pass`."""
        self._program.close()
