"""Draws the wearer's overlay over the finished scene: hands, rays, markers, names, the dip to dark."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.render.frame import Frame, Pass
from vr_app.render.gl import GL
from vr_app.render.shader import Program
from vr_app.scene.overlay import OVERLAY_VERTEX, Label, Levels, Overlay, OverlayMesh, OverlayModel

LIT, PLAIN, RIM, WORDS, DARK, PICTURED, PLACED = range(7)
GLOW_COLOUR = (1.0, 0.80, 0.45)
MOST_LABELS = 24
"""Textures of names that are kept."""
MOST_SHAPES = 48
"""Shapes of models that are kept."""


class _Buffers:
    """Vertices and indices that are sent anew whenever they change."""

    def __init__(self) -> None:
        names = np.zeros(2, np.uint32)
        GL.glCreateBuffers(2, names)
        self.names = [int(name) for name in names]
        array = ctypes.c_uint()
        GL.glCreateVertexArrays(1, ctypes.byref(array))
        self.array = array.value
        GL.glVertexArrayVertexBuffer(self.array, 0, self.names[0], 0, OVERLAY_VERTEX.itemsize)
        GL.glVertexArrayElementBuffer(self.array, self.names[1])
        for place, (size, offset) in enumerate(((3, 0), (3, 12), (4, 24))):
            GL.glEnableVertexArrayAttrib(self.array, place)
            GL.glVertexArrayAttribFormat(self.array, place, size, GL.GL_FLOAT, False, offset)
            GL.glVertexArrayAttribBinding(self.array, place, 0)

    def send(self, vertices: npt.NDArray[Any], indices: npt.NDArray[Any], usage: int) -> None:
        for name, data in zip(self.names, (vertices, indices), strict=True):
            flat = np.ascontiguousarray(data)
            if flat.nbytes:
                GL.glNamedBufferData(name, flat.nbytes, ctypes.c_void_p(flat.ctypes.data), usage)
            else:
                GL.glNamedBufferData(name, 16, None, usage)

    def close(self) -> None:
        GL.glDeleteVertexArrays(1, np.array([self.array], np.uint32))
        GL.glDeleteBuffers(2, np.array(self.names, np.uint32))


class OverlayPass(Pass):
    """The last step of a picture.

    Attributes:
        overlay: what to draw from now on; None for nothing.
    """

    def __init__(self) -> None:
        self.overlay: Overlay | None = None
        self._program: Program | None = None
        self._fresh: _Buffers | None = None
        self._glow: _Buffers | None = None
        self._glowing: OverlayMesh | None = None
        self._textures: dict[int, tuple[int, Levels]] = {}
        self._shapes: dict[int, tuple[_Buffers, OverlayMesh]] = {}
        self._parts: list[tuple[int, int, int, int]] = []
        self._submit_only = False

    def prepare(self, frame: Frame) -> None:
        """See `Pass`."""
        overlay = self.overlay
        if overlay is None:
            return
        if self._program is None or self._fresh is None or self._glow is None:
            self._program, self._fresh, self._glow = Program("overlay.vert", "overlay.frag"), _Buffers(), _Buffers()
        labels = [_plate(label, frame.eye) for label in overlay.labels]
        meshes = [overlay.solid, overlay.glass, overlay.front, *labels]
        # As plain numbers: numpy compares the fields of records one by one.
        vertices = np.concatenate([mesh.vertices.view(np.float32) for mesh in meshes])
        self._fresh.send(vertices, np.concatenate([mesh.indices for mesh in meshes]), GL.GL_STREAM_DRAW)
        self._parts, first, base = [], 0, 0
        for mesh in meshes:
            self._parts.append((first, len(mesh.indices), base, len(mesh.vertices)))
            first, base = first + len(mesh.indices), base + len(mesh.vertices)
        if overlay.glow is not None and overlay.glow.mesh is not self._glowing:
            self._glowing = overlay.glow.mesh
            self._glow.send(self._glowing.vertices, self._glowing.indices, GL.GL_STATIC_DRAW)
        for label in overlay.labels:
            self._texture(label.levels)
        for model in overlay.models:
            if model.levels is not None:
                self._texture(model.levels)
            self._shape(model.mesh)

    def draw(self, frame: Frame) -> None:
        """See `Pass`."""
        overlay, program = self.overlay, self._program
        if overlay is None or program is None or self._fresh is None or self._glow is None:
            return
        self._submit_only = frame.gpu.commands.submit_only
        frame.switches.depth(GL.GL_GREATER, write=True)
        frame.switches.blend()
        program.use(frame.view_count)
        GL.glUniform1f(program.location("vignette"), overlay.vignette)
        GL.glDisable(GL.GL_CULL_FACE)
        GL.glBindVertexArray(self._fresh.array)
        self._part(0, LIT, frame.copies)
        self._models(overlay.models, program, frame.copies)
        GL.glEnable(GL.GL_BLEND)
        GL.glBlendFunc(GL.GL_ONE, GL.GL_ONE_MINUS_SRC_ALPHA)
        GL.glDepthMask(False)
        if overlay.glow is not None and overlay.glow.strength > 0:
            GL.glBindVertexArray(self._glow.array)
            GL.glUniform4f(program.location("plain"), *GLOW_COLOUR, overlay.glow.strength)
            self._elements(RIM, 0, len(overlay.glow.mesh.indices), 0, frame.copies)
            GL.glBindVertexArray(self._fresh.array)
        self._part(1, PLAIN, frame.copies)
        GL.glDisable(GL.GL_DEPTH_TEST)
        self._part(2, PLAIN, frame.copies)
        self._words(overlay, program, frame.copies, above=False)
        if overlay.dark > 0 or overlay.vignette > 0.01:
            GL.glUniform1i(program.location("kind"), DARK)
            GL.glUniform4f(program.location("plain"), *overlay.dark_colour, overlay.dark)
            GL.glDrawArraysInstanced(GL.GL_TRIANGLES, 0, 3, frame.copies)
        self._words(overlay, program, frame.copies, above=True)
        GL.glEnable(GL.GL_DEPTH_TEST)
        frame.switches.forget()

    def _models(self, models: tuple[OverlayModel, ...], program: Program, views: int) -> None:
        if not models or self._fresh is None:
            return
        GL.glBindSampler(0, 0)
        for model in models:
            if model.levels is not None:
                GL.glBindTextureUnit(0, self._texture(model.levels))
            program.set_matrix("model", model.pose)
            GL.glBindVertexArray(self._shape(model.mesh).array)
            self._elements(PLACED if model.levels is None else PICTURED, 0, len(model.mesh.indices), 0, views)
        GL.glBindVertexArray(self._fresh.array)

    def _words(self, overlay: Overlay, program: Program, views: int, *, above: bool) -> None:
        for number, label in enumerate(overlay.labels):
            if label.above == above:
                GL.glBindTextureUnit(0, self._texture(label.levels))
                GL.glBindSampler(0, 0)
                GL.glUniform4f(program.location("plain"), 0.0, 0.0, 0.0, label.opacity)
                self._part(3 + number, WORDS, views)

    def _part(self, number: int, kind: int, views: int) -> None:
        first, count, base, _ = self._parts[number]
        self._elements(kind, first, count, base, views)

    def _elements(self, kind: int, first: int, count: int, base: int, views: int) -> None:
        if not count or self._program is None:
            return
        GL.glUniform1i(self._program.location("kind"), kind)
        count = 0 if self._submit_only else count
        GL.glDrawElementsInstancedBaseVertex(
            GL.GL_TRIANGLES, count, GL.GL_UNSIGNED_INT, ctypes.c_void_p(first * 4), views, base
        )

    def _shape(self, mesh: OverlayMesh) -> _Buffers:
        key = id(mesh)
        if key not in self._shapes:
            if len(self._shapes) >= MOST_SHAPES:
                self._shapes.pop(next(iter(self._shapes)))[0].close()
            buffers = _Buffers()
            buffers.send(mesh.vertices, mesh.indices, GL.GL_STATIC_DRAW)
            self._shapes[key] = buffers, mesh
        return self._shapes[key][0]

    def _texture(self, levels: Levels) -> int:
        key = id(levels)
        if key not in self._textures:
            if len(self._textures) >= MOST_LABELS:
                old, _ = self._textures.pop(next(iter(self._textures)))
                GL.glDeleteTextures(1, np.array([old], np.uint32))
            self._textures[key] = (_texture_of(levels), levels)
        return self._textures[key][0]

    def close(self) -> None:
        """See `Pass`."""
        if self._program is not None:
            self._program.close()
        for buffers in (self._fresh, self._glow, *(buffers for buffers, _ in self._shapes.values())):
            if buffers is not None:
                buffers.close()
        names = [name for name, _ in self._textures.values()]
        if names:
            GL.glDeleteTextures(len(names), np.array(names, np.uint32))
        self._textures.clear()
        self._shapes.clear()


def _texture_of(levels: Levels) -> int:
    height, width = levels[0].shape[:2]
    name = ctypes.c_uint()
    GL.glCreateTextures(GL.GL_TEXTURE_2D, 1, ctypes.byref(name))
    GL.glTextureStorage2D(name.value, len(levels), GL.GL_SRGB8_ALPHA8, width, height)
    GL.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 1)
    for number, level in enumerate(levels):
        flat = np.ascontiguousarray(level)
        area = (number, 0, 0, level.shape[1], level.shape[0])
        GL.glTextureSubImage2D(
            name.value, *area, GL.GL_RGBA, GL.GL_UNSIGNED_BYTE, ctypes.c_void_p(flat.ctypes.data)
        )  # fmt: skip
    GL.glTextureParameteri(name.value, GL.GL_TEXTURE_MIN_FILTER, GL.GL_LINEAR_MIPMAP_LINEAR)
    GL.glTextureParameteri(name.value, GL.GL_TEXTURE_WRAP_S, GL.GL_CLAMP_TO_EDGE)
    GL.glTextureParameteri(name.value, GL.GL_TEXTURE_WRAP_T, GL.GL_CLAMP_TO_EDGE)
    return name.value


def _plate(label: Label, eye: npt.NDArray[np.float32]) -> OverlayMesh:
    """An upright plate that faces the viewer, the texture's coordinates in place of its normals."""
    at = np.asarray(label.at, np.float32)
    toward = eye - at
    length = float(np.hypot(toward[0], toward[2]))
    side = np.array([toward[2], 0.0, -toward[0]], np.float32) / max(length, 1e-4)
    high, wide = label.levels[0].shape[:2]
    half = side * (label.height_m * wide / high / 2)
    up = np.array([0.0, label.height_m, 0.0], np.float32)
    vertices = np.zeros(4, OVERLAY_VERTEX)
    vertices["position"] = [at - half, at + half, at + half + up, at - half + up]
    vertices["normal"] = [(0, 1, 0), (1, 1, 0), (1, 0, 0), (0, 0, 0)]
    return OverlayMesh(vertices, np.array([0, 1, 2, 0, 2, 3], np.uint32))
