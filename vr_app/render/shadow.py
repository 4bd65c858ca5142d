"""The sun's shadow maps. What stands still is drawn once and kept; what moves is drawn over a copy of it each frame."""

from __future__ import annotations

import ctypes

import numpy as np
import numpy.typing as npt

from vr_app.render.framebuffers import make_framebuffer
from vr_app.render.gl import GL
from vr_app.render.quality import Quality

RADII_M = (11.0, 45.0)
"""Half the side of each map, round the visitor."""
DEPTH_REACH_M = 120.0


def sun_basis(direction: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Rows right, up, towards the sun."""
    towards = direction / np.linalg.norm(direction)
    side = np.array([0.0, 1.0, 0.0]) if abs(towards[1]) < 0.95 else np.array([1.0, 0.0, 0.0])
    right = np.cross(side, towards)
    right /= np.linalg.norm(right)
    return np.stack([right, np.cross(towards, right), towards]).astype(np.float32)


def shadow_matrix(
    basis: npt.NDArray[np.float32], eye: npt.NDArray[np.float32], radius_m: float
) -> npt.NDArray[np.float32]:
    """`clip_from_world` of one map (depth 0 to 1), snapped to a coarse grid: it changes seldom, never swims."""
    step = radius_m / 4
    centre = np.round((basis @ eye) / step) * step
    out = np.eye(4, dtype=np.float32)
    out[:3, :3] = basis / np.array([[radius_m], [radius_m], [-2 * DEPTH_REACH_M]])
    out[:2, 3] = -centre[:2] / radius_m
    out[2, 3] = centre[2] / (2 * DEPTH_REACH_M) + 0.5
    return out


TEXTURE_FROM_CLIP = np.array([[0.5, 0, 0, 0.5], [0, 0.5, 0, 0.5], [0, 0, 1, 0], [0, 0, 0, 1]], np.float32)


class ShadowMaps:
    """Depth textures and the matrices that go with them.

    Attributes:
        texture: what the lit pass samples (array, one layer per map).
        matrices: `clip_from_world` of each map now.
    """

    def __init__(self, quality: Quality) -> None:
        self.count = quality.shadow_maps
        self.size = quality.shadow_size
        self.texture = self._depth_array()
        self._still = self._depth_array()
        self._framebuffer = make_framebuffer()
        GL.glNamedFramebufferDrawBuffer(self._framebuffer, GL.GL_NONE)
        self.matrices = [np.eye(4, dtype=np.float32)] * self.count
        self._drawn: list[npt.NDArray[np.float32] | None] = [None] * self.count

    def place(self, direction: npt.NDArray[np.float32], eye: npt.NDArray[np.float32]) -> None:
        """Moves the maps to the visitor."""
        basis = sun_basis(direction)
        self.matrices = [shadow_matrix(basis, eye, RADII_M[layer]) for layer in range(self.count)]

    def forget(self) -> None:
        """What stood still has moved: the kept maps are void."""
        self._drawn = [None] * self.count

    def needs_still(self, layer: int) -> bool:
        drawn = self._drawn[layer]
        return drawn is None or not np.array_equal(drawn, self.matrices[layer])

    def begin_still(self, layer: int) -> None:
        """Binds the kept map, emptied."""
        self._bind(self._still, layer)
        GL.glClear(GL.GL_DEPTH_BUFFER_BIT)
        self._drawn[layer] = self.matrices[layer]

    def begin_moving(self, layer: int) -> None:
        """Binds the map that is sampled, holding what stands still."""
        size = self.size
        kind = GL.GL_TEXTURE_2D_ARRAY
        GL.glCopyImageSubData(self._still, kind, 0, 0, 0, layer, self.texture, kind, 0, 0, 0, layer, size, size, 1)
        self._bind(self.texture, layer)

    def close(self) -> None:
        GL.glDeleteFramebuffers(1, np.array([self._framebuffer], np.uint32))
        GL.glDeleteTextures(2, np.array([self.texture, self._still], np.uint32))

    def _bind(self, texture: int, layer: int) -> None:
        GL.glNamedFramebufferTextureLayer(self._framebuffer, GL.GL_DEPTH_ATTACHMENT, texture, 0, layer)
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, self._framebuffer)
        GL.glViewport(0, 0, self.size, self.size)

    def _depth_array(self) -> int:
        name = ctypes.c_uint()
        GL.glCreateTextures(GL.GL_TEXTURE_2D_ARRAY, 1, ctypes.byref(name))
        texture = name.value
        GL.glTextureStorage3D(texture, 1, GL.GL_DEPTH_COMPONENT32F, self.size, self.size, self.count)
        GL.glTextureParameteri(texture, GL.GL_TEXTURE_COMPARE_MODE, GL.GL_COMPARE_REF_TO_TEXTURE)
        GL.glTextureParameteri(texture, GL.GL_TEXTURE_COMPARE_FUNC, GL.GL_LEQUAL)
        for parameter in (GL.GL_TEXTURE_MIN_FILTER, GL.GL_TEXTURE_MAG_FILTER):
            GL.glTextureParameteri(texture, parameter, GL.GL_LINEAR)
        for parameter in (GL.GL_TEXTURE_WRAP_S, GL.GL_TEXTURE_WRAP_T):
            GL.glTextureParameteri(texture, parameter, GL.GL_CLAMP_TO_EDGE)
        return texture
