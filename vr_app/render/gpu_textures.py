"""A scene's images as array textures on the card, and which of them each batch of things samples how."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from vr_app.render.gl import GL
from vr_app.render.ready_memory import ReadyMemory
from vr_app.scene.batches import TextureBinding
from vr_app.scene.draw_plan import DrawPlan
from vr_app.scene.material import Image

Names = npt.NDArray[np.uint32]
PLAIN_SLOTS = 5
"""Textures every material may have; the others only some have."""
CHUNK_BYTES = 256 << 10
MEMORY_SHARE = 4
"""So many bytes of new memory take the driver about as long as one byte that is brought onto the card."""
AHEAD_BYTES = 32 << 20
"""So much memory is made ready ahead of need."""
WAITING = 1 << 40
"""Bytes of a step that cannot be done yet: the frame brings no more."""
SMALL_SIDE = 64
"""Levels up to this size go first, so that a place is soon complete, if soft."""
WRAPS = {"repeat": GL.GL_REPEAT, "clamp": GL.GL_CLAMP_TO_EDGE, "mirror": GL.GL_MIRRORED_REPEAT}
COLOUR_SLOTS = (0, 4)
"""Texture slots of a material that hold colours (base colour, emissive)."""
PLAIN_BINDING = TextureBinding(0, "repeat", "repeat", True)


class Bindings(NamedTuple):
    """What one batch of things samples; `needed` names 0 where its shader looks nothing up."""

    needed: tuple[int, ...]
    textures: Names
    samplers: Names
    extra_textures: Names
    extra_samplers: Names


class GpuTextures:
    """Owns the textures and samplers of one scene.

    Args:
        images: of the scene.
        plan: says which images share an array.
        anisotropy: of filtering; 1 is none.
        before: those of a scene that goes now and is all there: arrays of the same pictures are taken over from it.
        memory: makes ready what the driver will take; None where nobody waits for a frame.

    Attributes:
        bindings: of each batch: GL names of the textures and of the samplers, slot by slot, of the slots that every
            material has and of the others. What is the same for two batches is the same array.
        there: numbers of the arrays that were taken over.
    """

    def __init__(
        self,
        images: tuple[Image, ...],
        plan: DrawPlan,
        anisotropy: float,
        before: GpuTextures | None = None,
        memory: ReadyMemory | None = None,
    ) -> None:
        self._images = images
        self._members = plan.textures.members
        self._anisotropy = anisotropy
        self._names: list[int] = []
        self._samplers: dict[tuple[Any, ...], int] = {}
        self._white = {srgb: self._plain_texture(srgb) for srgb in (True, False)}
        self.there: set[int] = set()
        self._empty: set[int] = set()
        self._memory = memory
        had = {} if before is None else {before._pictures(number): name for number, name in enumerate(before._arrays)}
        self._arrays = [self._taken_over(number, before, had) for number in range(len(self._members))]
        self._unasked, self._ahead_bytes = sorted(self._empty, reverse=True), 0
        self._arrays_of_names: dict[tuple[int, ...], Names] = {}
        self.bindings = [self._bindings(batch.textures) for batch in plan.batches]

    def closing(self) -> Iterator[None]:
        """Deletes everything, piece by piece."""
        if self._memory is not None:
            self._memory.give_all()
        if self._samplers:
            GL.glDeleteSamplers(len(self._samplers), np.array(list(self._samplers.values()), np.uint32))
        self._samplers = {}
        while self._names:
            GL.glDeleteTextures(1, np.array([self._names.pop()], np.uint32))
            yield

    def upload(self, *, small: bool) -> Iterator[int]:
        """Yields the bytes each step took; small levels and large ones are two rounds."""
        for number in range(len(self._arrays)):
            if number in self._empty:
                while not self._memory_is_ready():
                    yield WAITING
                self._empty.remove(number)
                yield self._take_memory(number) // MEMORY_SHARE
            if number not in self.there:
                yield from self._levels(number, small=small)

    def _pictures(self, number: int) -> tuple[tuple[int, bool], ...]:
        """What tells whether an array holds the same pictures as another: where they lie in memory."""
        images = [self._images[member] for member in self._members[number]]
        return tuple((image.levels[0].ctypes.data, image.srgb) for image in images)

    def _taken_over(self, number: int, before: GpuTextures | None, had: dict[Any, int]) -> int:
        """The texture of an array: that of the scene before where it is the same, else a new one."""
        name = had.get(self._pictures(number)) if before is not None else None
        if before is None or name is None or name not in before._names:
            self._empty.add(number)
            return self._new_name()
        before._names.remove(name)
        self._names.append(name)
        self.there.add(number)
        return name

    def _levels(self, number: int, *, small: bool) -> Iterator[int]:
        """Coarse levels before fine ones, each in all layers of an array before it is sampled."""
        texture = self._arrays[number]
        layers = [self._images[member].levels for member in self._members[number]]
        count = len(layers[0])
        for level in range(count - 1, -1, -1):
            height, width = layers[0][level].shape[:2]
            if (max(height, width) <= SMALL_SIDE or count == 1) != small:
                continue
            rows_at_once = max(CHUNK_BYTES // (width * 4), 1)
            for layer, levels in enumerate(layers):
                for top in range(0, height, rows_at_once):
                    part = np.ascontiguousarray(levels[level][top : top + rows_at_once])
                    GL.glTextureSubImage3D(
                        texture, level, 0, top, layer, width, len(part), 1, GL.GL_RGBA, GL.GL_UNSIGNED_BYTE,
                        ctypes.c_void_p(part.ctypes.data),
                    )  # fmt: skip
                    yield part.nbytes
            GL.glTextureParameteri(texture, GL.GL_TEXTURE_BASE_LEVEL, level)

    def _plain_texture(self, srgb: bool) -> int:
        """White, of the same format and with mips like the others: a software driver compiles no variant for it."""
        texture = self._new_name()
        self._give_memory(texture, 2, 2, 2, 1, srgb)
        white = np.full((2, 2, 4), 255, np.uint8)
        for level, side in enumerate((2, 1)):
            GL.glTextureSubImage3D(texture, level, 0, 0, 0, side, side, 1, GL.GL_RGBA, GL.GL_UNSIGNED_BYTE, white)
        return texture

    def _memory_is_ready(self) -> bool:
        """Whether it is for the next array that has none yet; has more made ready behind it."""
        if self._memory is None:
            return True
        wanted = []
        while self._unasked and self._ahead_bytes < AHEAD_BYTES:
            wanted.append(self._bytes(self._unasked.pop()))
            self._ahead_bytes += wanted[-1]
        self._memory.want(wanted)
        return self._memory.ready

    def _bytes(self, number: int) -> int:
        """Of an array, with all levels."""
        members = self._members[number]
        return len(members) * sum(level.nbytes for level in self._images[members[0]].levels)

    def _take_memory(self, number: int) -> int:
        """For an array that has none yet: all at once would hold a frame up. Returns: bytes."""
        members = self._members[number]
        image = self._images[members[0]]
        height, width = image.levels[0].shape[:2]
        texture = self._arrays[number]
        if self._memory is not None:
            self._ahead_bytes -= self._bytes(number)
            self._memory.give()
        self._give_memory(texture, len(image.levels), width, height, len(members), image.srgb)
        GL.glTextureParameteri(texture, GL.GL_TEXTURE_BASE_LEVEL, len(image.levels) - 1)
        return width * height * 4 * len(members)

    def _new_name(self) -> int:
        name = ctypes.c_uint()
        GL.glCreateTextures(GL.GL_TEXTURE_2D_ARRAY, 1, ctypes.byref(name))
        self._names.append(name.value)
        return name.value

    def _give_memory(self, texture: int, levels: int, width: int, height: int, layers: int, srgb: bool) -> None:
        kind = GL.GL_SRGB8_ALPHA8 if srgb else GL.GL_RGBA8
        GL.glTextureStorage3D(texture, levels, kind, width, height, layers)

    def _sampler(self, use: TextureBinding) -> int:
        key = (use.wrap_s, use.wrap_t, use.smooth)
        if key not in self._samplers:
            name = ctypes.c_uint()
            GL.glCreateSamplers(1, ctypes.byref(name))
            magnify = GL.GL_LINEAR if use.smooth else GL.GL_NEAREST
            GL.glSamplerParameteri(name.value, GL.GL_TEXTURE_WRAP_S, WRAPS[use.wrap_s])
            GL.glSamplerParameteri(name.value, GL.GL_TEXTURE_WRAP_T, WRAPS[use.wrap_t])
            GL.glSamplerParameteri(name.value, GL.GL_TEXTURE_MAG_FILTER, magnify)
            GL.glSamplerParameteri(name.value, GL.GL_TEXTURE_MIN_FILTER, GL.GL_LINEAR_MIPMAP_LINEAR)
            if self._anisotropy > 1:
                GL.glSamplerParameterf(name.value, GL.GL_TEXTURE_MAX_ANISOTROPY, self._anisotropy)
            self._samplers[key] = name.value
        return self._samplers[key]

    def _bindings(self, textures: tuple[TextureBinding | None, ...]) -> Bindings:
        plain = [self._white[slot in COLOUR_SLOTS] for slot in range(len(textures))]
        names = [plain[slot] if use is None else self._arrays[use.array] for slot, use in enumerate(textures)]
        samplers = [self._sampler(use or PLAIN_BINDING) for use in textures]
        parts = (names[:PLAIN_SLOTS], samplers[:PLAIN_SLOTS], names[PLAIN_SLOTS:], samplers[PLAIN_SLOTS:])
        needed = tuple(0 if use is None else name for use, name in zip(textures, names, strict=True))[:PLAIN_SLOTS]
        return Bindings(needed, *(self._same(tuple(part)) for part in parts))

    def _same(self, names: tuple[int, ...]) -> Names:
        return self._arrays_of_names.setdefault(names, np.array(names, np.uint32))
