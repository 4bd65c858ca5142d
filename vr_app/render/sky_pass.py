"""The sky: the light it casts on everything, worked out once per scene, and its picture where nothing else is."""

from __future__ import annotations

import ctypes
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from vr_app.kernel.ports import View
from vr_app.render.frame import FIRST_MAP_UNIT, Frame, Pass
from vr_app.render.frame_block import FRAME_BLOCK
from vr_app.render.gl import GL
from vr_app.render.gpu_scene import GpuScene
from vr_app.render.quality import Quality
from vr_app.render.shader import Program
from vr_app.render.sky_light import SkyLightMaps
from vr_app.scene.environment import Environment, Panorama
from vr_app.scene.scene import Scene

REFLECTION_UNIT, REFLECTANCE_UNIT, PANORAMA_UNIT = FIRST_MAP_UNIT, 9, 10
"""Texture units that hold the sky's maps while a frame is drawn."""
LIGHT_BLOCK_BINDING = 3
"""Where `sky.frag` finds the frame's block when it is drawn as light."""

FACE_AXES = (
    ((0, 0, -1), (0, -1, 0)),
    ((0, 0, 1), (0, -1, 0)),
    ((1, 0, 0), (0, 0, 1)),
    ((1, 0, 0), (0, 0, -1)),
    ((1, 0, 0), (0, -1, 0)),
    ((-1, 0, 0), (0, -1, 0)),
)
"""Right and up of the picture on each face of a cube map."""


class SkyPass(Pass):
    """A triangle over the whole picture, farther than everything; and the maps of its light.

    Attributes:
        empty_array: a vertex array without anything.
    """

    surrounds = True

    def __init__(self, quality: Quality) -> None:
        plain = () if quality.fine_sky else ("PLAIN",)
        self._defines = plain
        self._programs: dict[bool, tuple[Program, Program]] = {}
        self._maps = SkyLightMaps(quality)
        self._panorama = 0
        self._probe = 0
        self._seen = False
        self._probe_program: Program | None = None
        self._stale = True
        self._built_for: Environment | None = None
        self._mirrored: Environment | None = None
        self._kept = False
        self._irradiance = np.zeros((9, 3), np.float32)
        array, block = ctypes.c_uint(), ctypes.c_uint()
        GL.glCreateVertexArrays(1, ctypes.byref(array))
        GL.glCreateBuffers(1, ctypes.byref(block))
        self.empty_array, self._block = array.value, block.value
        GL.glNamedBufferStorage(self._block, FRAME_BLOCK.itemsize, None, GL.GL_DYNAMIC_STORAGE_BIT)

    @property
    def maps(self) -> SkyLightMaps:
        """The maps of the sky's light."""
        return self._maps

    def begin_scene(self, scene: Scene, gpu: GpuScene) -> None:
        """See `Pass`. Where more of the same place came, what was mirrored last is until it is drawn anew."""
        environment, self._stale = scene.environment, True
        self._drop_probe()
        self._kept = gpu.continues and self._mirrored is not None and _alike(environment, self._mirrored)
        if self._kept:
            return
        self._mirrored = None
        self._drop_panorama()
        if environment.panorama is not None:
            self._panorama = _upload(environment.panorama)

    def prepare(self, frame: Frame) -> None:
        """See `Pass`."""
        if self._stale:
            self._stale = False
            if self._seen or not self._kept:
                self._build(frame)
            frame.block[0]["irradiance"][:, :3] = self._irradiance
        frame.maps[[0, REFLECTANCE_UNIT - REFLECTION_UNIT, PANORAMA_UNIT - REFLECTION_UNIT]] = (
            self._maps.reflection,
            self._maps.reflectance,
            self._panorama,
        )

    def _build(self, frame: Frame) -> None:
        """Works the light out: of the sky, or of what has been seen round the visitor."""
        GL.glBindVertexArray(self.empty_array)
        GL.glNamedBufferSubData(
            self._block, 0, frame.block.nbytes, ctypes.c_void_p(frame.block.ctypes.data)
        )  # fmt: skip
        GL.glBindBufferBase(GL.GL_UNIFORM_BUFFER, LIGHT_BLOCK_BINDING, self._block)
        self._bind()
        if self._seen:
            self._build_from_probe()
            self._built_for, self._mirrored = None, frame.scene.environment
        elif self._panorama or frame.scene.environment != self._built_for:
            self._irradiance = self._maps.build(self._pair()[1])
            self._built_for = None if self._panorama else frame.scene.environment
        frame.switches.forget()
        frame.switches.capability(GL.GL_DEPTH_TEST, True)

    def views_round(self, place: npt.NDArray[np.float32]) -> list[View]:
        """Six views that show all that is round a place; draw them, then call `mirror_surroundings`."""
        size = self._maps.size
        name = ctypes.c_uint()
        GL.glCreateTextures(GL.GL_TEXTURE_CUBE_MAP, 1, ctypes.byref(name))
        GL.glTextureStorage2D(name.value, 1, GL.GL_SRGB8_ALPHA8, size, size)
        GL.glTextureParameteri(name.value, GL.GL_TEXTURE_MIN_FILTER, GL.GL_LINEAR)
        self._probe = name.value
        quarter = np.pi / 4
        views = []
        for face, (right, up) in enumerate(FACE_AXES):
            pose = np.eye(4, dtype=np.float32)
            pose[:3, 0], pose[:3, 1], pose[:3, 2] = right, up, np.cross(right, up)
            pose[:3, 3] = place
            views.append(View(pose, (-quarter, quarter, quarter, -quarter), self._probe, size, size, face))
        return views

    def mirror_surroundings(self) -> None:
        """From now on shiny surfaces mirror what the views of `views_round` show, not the bare sky."""
        self._stale = self._seen = True

    def draw(self, frame: Frame) -> None:
        """See `Pass`."""
        self._pair()[0].use(frame.view_count)
        frame.switches.vertex_array(frame.empty_array)
        frame.switches.cull(None)
        frame.switches.blend()
        frame.switches.depth(GL.GL_GEQUAL, write=False)
        GL.glDrawArraysInstanced(GL.GL_TRIANGLES, 0, 3, frame.copies)

    def close(self) -> None:
        """See `Pass`."""
        for pair in self._programs.values():
            for program in pair:
                program.close()
        self._programs = {}
        self._drop_panorama()
        self._drop_probe()
        if self._probe_program is not None:
            self._probe_program.close()
        self._maps.close()
        GL.glDeleteVertexArrays(1, np.array([self.empty_array], np.uint32))
        GL.glDeleteBuffers(1, np.array([self._block], np.uint32))

    def _pair(self) -> tuple[Program, Program]:
        """The programs that draw the sky as a picture and as light."""
        pictured = bool(self._panorama)
        if pictured not in self._programs:
            defines = (*self._defines, *(("PANORAMA",) if pictured else ()))
            self._programs[pictured] = (
                Program("sky.vert", "sky.frag", defines),
                Program("cube_face.vert", "sky.frag", (*defines, "AS_LIGHT")),
            )
        return self._programs[pictured]

    def _bind(self) -> None:
        GL.glBindSampler(PANORAMA_UNIT, 0)
        maps = np.array([self._maps.reflectance, self._panorama], np.uint32)
        GL.glBindTextures(REFLECTANCE_UNIT, len(maps), maps)

    def _build_from_probe(self) -> None:
        if self._probe_program is None:
            self._probe_program = Program("cube_face.vert", "probe.frag")
        GL.glBindSampler(0, 0)
        GL.glBindTextureUnit(0, self._probe)
        self._maps.build(self._probe_program)
        self._drop_probe()

    def _drop_probe(self) -> None:
        self._seen = False
        if self._probe:
            GL.glDeleteTextures(1, np.array([self._probe], np.uint32))
            self._probe = 0

    def _drop_panorama(self) -> None:
        if self._panorama:
            GL.glDeleteTextures(1, np.array([self._panorama], np.uint32))
            self._panorama = 0


def _alike(one: Environment, other: Environment) -> bool:
    """Whether both are the same sky; pictures are where they are the same array."""
    same_picture = one.panorama is other.panorama
    return same_picture and replace(one, panorama=None) == replace(other, panorama=None)


def _upload(panorama: Panorama) -> int:
    pixels: npt.NDArray[np.float16] = np.ascontiguousarray(panorama.pixels, np.float16)
    height, width = pixels.shape[:2]
    name = ctypes.c_uint()
    GL.glCreateTextures(GL.GL_TEXTURE_2D, 1, ctypes.byref(name))
    texture = name.value
    GL.glTextureStorage2D(texture, max(width, height).bit_length(), GL.GL_RGBA16F, width, height)
    GL.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 2)
    GL.glTextureSubImage2D(
        texture, 0, 0, 0, width, height, GL.GL_RGB, GL.GL_HALF_FLOAT, ctypes.c_void_p(pixels.ctypes.data)
    )  # fmt: skip
    GL.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 4)
    GL.glGenerateTextureMipmap(texture)
    GL.glTextureParameteri(texture, GL.GL_TEXTURE_MIN_FILTER, GL.GL_LINEAR_MIPMAP_LINEAR)
    GL.glTextureParameteri(texture, GL.GL_TEXTURE_WRAP_T, GL.GL_CLAMP_TO_EDGE)
    return texture
