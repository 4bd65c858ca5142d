"""Depth maps of the sun, of lamps and from above. What stands still is drawn once and kept; what moves, over a copy."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from vr_app.render.framebuffers import make_framebuffer
from vr_app.render.gl import GL
from vr_app.scene.camera import frustum_planes

Matrix = npt.NDArray[np.float32]
Region = tuple[int, int, int, int]
"""Left, bottom, right, top in texels."""

RADII_M = (9.0, 36.0, 150.0)
"""Half the side of each of the sun's maps, round the visitor."""
DEPTH_REACH_M = 240.0
"""How far above and below the visitor the sun's maps reach, along its light."""
GRID = 4
"""The maps' middle moves by a quarter of their radius at once, a whole number of texels: shadows never swim."""
TEXTURE_FROM_CLIP = np.array([[0.5, 0, 0, 0.5], [0, 0.5, 0, 0.5], [0, 0, 1, 0], [0, 0, 0, 1]], np.float32)


def sun_basis(direction: npt.NDArray[np.float32]) -> Matrix:
    """Rows right, up, towards the sun."""
    towards = direction / np.linalg.norm(direction)
    side = np.array([0.0, 1.0, 0.0]) if abs(towards[1]) < 0.95 else np.array([1.0, 0.0, 0.0])
    right = np.cross(side, towards)
    right /= np.linalg.norm(right)
    return np.stack([right, np.cross(towards, right), towards]).astype(np.float32)


def anchored(
    point: npt.NDArray[np.float32], step_m: float, before: npt.NDArray[np.float32] | None
) -> npt.NDArray[np.float32]:
    """The grid point that stands for a moving point; it stays until the point is well away, whatever way it sways."""
    if before is not None:
        near = zip(point.tolist(), before.tolist(), strict=True)  # quicker than numpy, for three numbers
        if all(abs(here - there) < step_m * 0.75 for here, there in near):
            return before
    return (np.round(point / step_m) * step_m).astype(np.float32)


def shadow_matrix(
    basis: Matrix, centre: npt.NDArray[np.float32], radius_m: float, reach_m: float = DEPTH_REACH_M
) -> Matrix:
    """`clip_from_world` of a map that looks along the third row of a basis (depth 0 to 1).

    Args:
        centre: in the basis's own axes.
    """
    out = np.eye(4, dtype=np.float32)
    out[:3, :3] = basis / np.array([[radius_m], [radius_m], [-2 * reach_m]])
    out[:2, 3] = -centre[:2] / radius_m
    out[2, 3] = centre[2] / (2 * reach_m) + 0.5
    return out


FARTHEST = np.ones(1, np.float32)


class DepthMaps:
    """Depth textures of one size and the matrices that go with them.

    Args:
        count: how many.
        size: side in texels.
        compared: looked up as shadow maps, else as plain depth.
        moving_count: the first so many hold what moves, too; all where left out.
    Attributes:
        texture: what is sampled (array, one layer per map).
        matrices: `clip_from_world` of each map now; None where it is not in use.
        planes: (P, 4) of each map, of the room it looks at; the sun's maps have neither near nor far.
    """

    def __init__(self, count: int, size: int, *, compared: bool = True, moving_count: int | None = None) -> None:
        self.count, self.size = count, size
        self.moving_count = count if moving_count is None else moving_count
        self._compared = compared
        self.texture = self._depth_array()
        self._still = self._depth_array()
        self._framebuffer, self._attached = make_framebuffer(), (0, 0)
        GL.glNamedFramebufferDrawBuffer(self._framebuffer, GL.GL_NONE)
        self.matrices: list[Matrix | None] = [None] * count
        self.planes: list[Matrix] = [np.zeros((0, 4), np.float32)] * count
        self._drawn: list[Matrix | None] = [None] * count
        self._bare = [False] * count
        self._moving: list[bool] = [False] * count
        self._touched: list[Region | None] = [None] * count

    def place(self, matrices: Sequence[Matrix]) -> None:
        """Says where the maps look from now on; those left over are not in use."""
        before, self.matrices = self.matrices, [*matrices, *[None] * (self.count - len(matrices))]
        for layer, matrix in enumerate(self.matrices):
            kept = before[layer]
            if matrix is None or matrix is kept:
                continue
            if kept is not None and np.array_equal(matrix, kept):
                self.matrices[layer] = kept
                continue
            planes = frustum_planes(matrix)
            self.planes[layer] = planes[:4] if matrix[3, 3] == 1.0 else planes

    def forget(self) -> None:
        """What stood still has moved: the kept maps are void."""
        self._drawn = [None] * self.count

    def needs_still(self, layer: int) -> bool:
        """Whether what stands still must be drawn again."""
        return self._drawn[layer] is None or self._drawn[layer] is not self.matrices[layer]

    def is_bare(self, layer: int) -> bool:
        """Whether nothing that stands still throws a shadow there: the whole map is emptied and drawn anew."""
        return self._bare[layer]

    def needs_moving(self, layer: int, *, any_seen: bool) -> bool:
        """Whether what moves must be drawn again, where something moved or the still map is new.

        Args:
            any_seen: something that moves is in the map's view now.
        """
        before, self._moving[layer] = self._moving[layer], any_seen
        return any_seen or before

    def begin_still(self, layer: int, *, bare: bool) -> None:
        """Binds the kept map, emptied.

        Args:
            bare: nothing will be drawn into it: nothing that stands still throws a shadow here.
        """
        self._bare[layer] = bare
        if not bare:
            self._bind(self._still, layer)
            GL.glClearBufferfv(GL.GL_DEPTH, 0, FARTHEST)
        self._drawn[layer] = self.matrices[layer]
        self._moving[layer] = True
        self._touched[layer] = None

    def begin_moving(self, layer: int, region: Region | None = None) -> None:
        """Binds the map that is sampled, holding what stands still.

        Args:
            region: where something will be drawn; None for anywhere. Only that and what was drawn on before is renewed.
        """
        if self._bare[layer]:
            self._bind(self.texture, layer)
            GL.glClearBufferfv(GL.GL_DEPTH, 0, FARTHEST)
            return
        whole = (0, 0, self.size, self.size)
        touched, now = self._touched[layer] or whole, region or whole
        left, low = min(touched[0], now[0]), min(touched[1], now[1])
        width, height = max(touched[2], now[2]) - left, max(touched[3], now[3]) - low
        self._touched[layer] = now
        if width > 0 and height > 0:
            kind, at = GL.GL_TEXTURE_2D_ARRAY, (0, left, low, layer)
            GL.glCopyImageSubData(self._still, kind, *at, self.texture, kind, *at, width, height, 1)
        self._bind(self.texture, layer)

    def region(self, layer: int, centre: Matrix, half: Matrix) -> Region | None:
        """Texels that boxes (R, 3) may cover; None for all, where the map looks in perspective."""
        matrix = self.matrices[layer]
        if matrix is None or matrix[3, 3] != 1.0:
            return None
        if not len(centre):
            return (0, 0, 0, 0)
        middle, reach = centre @ matrix[:2, :3].T + matrix[:2, 3], half @ np.abs(matrix[:2, :3]).T
        low = np.floor(((middle - reach).min(axis=0) * 0.5 + 0.5) * self.size) - 1
        high = np.ceil(((middle + reach).max(axis=0) * 0.5 + 0.5) * self.size) + 1
        left, bottom = np.minimum(np.maximum(low, 0), self.size).astype(int).tolist()
        right, top = np.minimum(np.maximum(high, 0), self.size).astype(int).tolist()
        return (left, bottom, right, top)

    def close(self) -> None:
        """Deletes everything. The context must be current."""
        GL.glDeleteFramebuffers(1, np.array([self._framebuffer], np.uint32))
        GL.glDeleteTextures(2, np.array([self.texture, self._still], np.uint32))

    def _bind(self, texture: int, layer: int) -> None:
        if self._attached != (texture, layer):
            self._attached = (texture, layer)
            GL.glNamedFramebufferTextureLayer(self._framebuffer, GL.GL_DEPTH_ATTACHMENT, texture, 0, layer)
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, self._framebuffer)
        GL.glViewport(0, 0, self.size, self.size)

    def _depth_array(self) -> int:
        name = ctypes.c_uint()
        GL.glCreateTextures(GL.GL_TEXTURE_2D_ARRAY, 1, ctypes.byref(name))
        texture = name.value
        GL.glTextureStorage3D(texture, 1, GL.GL_DEPTH_COMPONENT32F, self.size, self.size, self.count)
        if self._compared:
            GL.glTextureParameteri(texture, GL.GL_TEXTURE_COMPARE_MODE, GL.GL_COMPARE_REF_TO_TEXTURE)
            GL.glTextureParameteri(texture, GL.GL_TEXTURE_COMPARE_FUNC, GL.GL_LEQUAL)
        for parameter in (GL.GL_TEXTURE_MIN_FILTER, GL.GL_TEXTURE_MAG_FILTER):
            GL.glTextureParameteri(texture, parameter, GL.GL_LINEAR if self._compared else GL.GL_NEAREST)
        for parameter in (GL.GL_TEXTURE_WRAP_S, GL.GL_TEXTURE_WRAP_T):
            GL.glTextureParameteri(texture, parameter, GL.GL_CLAMP_TO_EDGE)
        return texture
