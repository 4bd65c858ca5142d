"""A scene on the graphics card: buffers and textures, uploaded in bounded steps so that no frame waits for it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.render.gl import GL
from vr_app.render.quality import Quality
from vr_app.render.software import draws_in_software
from vr_app.scene.draw_plan import ITEM_ROW, MATERIAL_ROW, MATERIALS_PER_BLOCK, DrawPlan, TextureBinding, plan_drawing
from vr_app.scene.mesh import VERTEX
from vr_app.scene.scene import Scene

CHUNK_BYTES = 1 << 20
MATERIAL_BLOCK_BYTES = MATERIALS_PER_BLOCK * MATERIAL_ROW.itemsize
SMALL_SIDE = 64
"""Levels up to this size go first, so that a place is soon complete, if soft."""
WRAPS = {"repeat": GL.GL_REPEAT, "clamp": GL.GL_CLAMP_TO_EDGE, "mirror": GL.GL_MIRRORED_REPEAT}
COLOUR_SLOTS = (0, 4)
"""Texture slots of a material that hold colours (base colour, emissive)."""
PLAIN_BINDING = TextureBinding(0, "repeat", "repeat", True)
ATTRIBUTES = (
    (0, 3, GL.GL_FLOAT, "position"),
    (1, 3, GL.GL_FLOAT, "normal"),
    (2, 4, GL.GL_FLOAT, "tangent"),
    (3, 2, GL.GL_FLOAT, "uv0"),
    (4, 2, GL.GL_FLOAT, "uv1"),
    (5, 4, GL.GL_UNSIGNED_SHORT, "colour"),
    (7, 4, GL.GL_UNSIGNED_SHORT, "weights"),
)


class GpuScene:
    """Owns the GL objects of one scene. All calls on the thread that owns the context.

    Attributes:
        scene: what it was made from.
        plan: the draw tables.
        primitives_ready: how many primitives of the plan can be drawn already.
        complete: everything is on the card.
    """

    def __init__(self, scene: Scene, quality: Quality) -> None:
        self.scene = scene
        moving = [track.targets for clip in scene.animations for track in clip.tracks if track.path != "weights"]
        moving_nodes = np.unique(np.concatenate(moving)) if moving else None
        self.plan: DrawPlan = scene.plan or plan_drawing(
            scene.nodes, scene.meshes, scene.materials, scene.skins, moving_nodes, scene.images
        )
        self.primitives_ready = 0
        self.complete = False
        self._buffers: list[int] = []
        self._textures: list[int] = []
        self._samplers: dict[tuple[Any, ...], int] = {}
        self._make_buffers()
        self._white = {srgb: self._plain_texture(srgb) for srgb in (True, False)}
        # Anisotropic filtering in software costs a hundred times a plain look-up.
        self._anisotropy = 1.0 if draws_in_software() else quality.anisotropy
        self._arrays = [self._array_storage(members) for members in self.plan.textures.members]
        self.batch_bindings = [self._bindings(batch.textures) for batch in self.plan.batches]
        self._steps = self._upload_steps()

    def upload(self, byte_budget: int) -> bool:
        """Puts up to `byte_budget` bytes (at least one step) on the card. Returns: True when all of it is there."""
        spent = 0
        while not self.complete and spent < byte_budget:
            step = next(self._steps, None)
            if step is None:
                self.complete = True
            else:
                spent += step
        return self.complete

    def close(self) -> None:
        """Deletes everything. The context must be current."""
        if self._buffers:
            GL.glDeleteBuffers(len(self._buffers), np.array(self._buffers, np.uint32))
            GL.glDeleteVertexArrays(1, np.array([self.vertex_array], np.uint32))
        if self._textures:
            GL.glDeleteTextures(len(self._textures), np.array(self._textures, np.uint32))
        if self._samplers:
            GL.glDeleteSamplers(len(self._samplers), np.array(list(self._samplers.values()), np.uint32))
        self._buffers, self._textures, self._samplers = [], [], {}

    # ------------------------------------------------------------------ buffers

    def buffer(self, size: int, data: npt.NDArray[Any] | None = None) -> int:
        """A buffer of at least 16 bytes that this scene owns."""
        name = ctypes.c_uint()
        GL.glCreateBuffers(1, ctypes.byref(name))
        GL.glNamedBufferStorage(name.value, max(size, 16), None, GL.GL_DYNAMIC_STORAGE_BIT)
        if data is not None and data.nbytes:
            GL.glNamedBufferSubData(name.value, 0, data.nbytes, np.ascontiguousarray(data))
        self._buffers.append(name.value)
        return name.value

    def _make_buffers(self) -> None:
        plan, nodes = self.plan, self.scene.nodes
        vertex_count = int(plan.primitives["vertex_count"].sum())
        index_count = int(plan.primitives["index_count"].sum())
        morph_rows = int((plan.primitives["target_count"].astype(np.int64) * plan.primitives["vertex_count"]).sum())
        item_count = len(plan.items)
        self.vertices = self.buffer(vertex_count * VERTEX.itemsize)
        self.indices = self.buffer(index_count * 4)
        self.deltas = self.buffer(morph_rows * 24)
        self.worlds = self.buffer(len(nodes) * 64)
        self.palette = self.buffer(len(plan.joints) * 64)
        blocks = -(-len(plan.materials) // MATERIALS_PER_BLOCK)
        self.materials = self.buffer(blocks * MATERIAL_BLOCK_BYTES, plan.materials)
        self.extras = self.buffer(plan.extras.nbytes, plan.extras)
        self.items = self.buffer(item_count * ITEM_ROW.itemsize, plan.items)
        self.active_morphs = self.buffer(int(plan.primitives["target_count"][plan.item_primitive].sum()) * 8)
        self.commands = self.buffer(item_count * 20)
        self.shadow_commands = self.buffer(item_count * 20)
        numbers = self.buffer(item_count * 4, np.arange(item_count, dtype=np.uint32))
        array = ctypes.c_uint()
        GL.glCreateVertexArrays(1, ctypes.byref(array))
        self.vertex_array = array.value
        GL.glVertexArrayVertexBuffer(self.vertex_array, 0, self.vertices, 0, VERTEX.itemsize)
        GL.glVertexArrayVertexBuffer(self.vertex_array, 1, numbers, 0, 4)
        GL.glVertexArrayBindingDivisor(self.vertex_array, 1, 1)
        GL.glVertexArrayElementBuffer(self.vertex_array, self.indices)
        fields: Any = VERTEX.fields
        for location, width, kind, name in ATTRIBUTES:
            normalised = kind == GL.GL_UNSIGNED_SHORT
            GL.glEnableVertexArrayAttrib(self.vertex_array, location)
            GL.glVertexArrayAttribFormat(self.vertex_array, location, width, kind, normalised, fields[name][1])
            GL.glVertexArrayAttribBinding(self.vertex_array, location, 0)
        GL.glEnableVertexArrayAttrib(self.vertex_array, 6)
        GL.glVertexArrayAttribIFormat(self.vertex_array, 6, 4, GL.GL_UNSIGNED_SHORT, fields["joints"][1])
        GL.glVertexArrayAttribBinding(self.vertex_array, 6, 0)
        GL.glEnableVertexArrayAttrib(self.vertex_array, 8)
        GL.glVertexArrayAttribIFormat(self.vertex_array, 8, 1, GL.GL_UNSIGNED_INT, 0)
        GL.glVertexArrayAttribBinding(self.vertex_array, 8, 1)

    # ------------------------------------------------------------------ textures

    def _plain_texture(self, srgb: bool) -> int:
        """White, of the same format and with mips like the others: a software driver compiles no variant for it."""
        name = ctypes.c_uint()
        GL.glCreateTextures(GL.GL_TEXTURE_2D_ARRAY, 1, ctypes.byref(name))
        GL.glTextureStorage3D(name.value, 2, GL.GL_SRGB8_ALPHA8 if srgb else GL.GL_RGBA8, 2, 2, 1)
        white = np.full((2, 2, 4), 255, np.uint8)
        for level, side in enumerate((2, 1)):
            GL.glTextureSubImage3D(name.value, level, 0, 0, 0, side, side, 1, GL.GL_RGBA, GL.GL_UNSIGNED_BYTE, white)
        self._textures.append(name.value)
        return name.value

    def _array_storage(self, members: tuple[int, ...]) -> int:
        image = self.scene.images[members[0]]
        height, width = image.levels[0].shape[:2]
        name = ctypes.c_uint()
        GL.glCreateTextures(GL.GL_TEXTURE_2D_ARRAY, 1, ctypes.byref(name))
        kind = GL.GL_SRGB8_ALPHA8 if image.srgb else GL.GL_RGBA8
        GL.glTextureStorage3D(name.value, len(image.levels), kind, width, height, len(members))
        GL.glTextureParameteri(name.value, GL.GL_TEXTURE_BASE_LEVEL, len(image.levels) - 1)
        self._textures.append(name.value)
        return name.value

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

    def _bindings(
        self, textures: tuple[TextureBinding | None, ...]
    ) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
        plain = [self._white[slot in COLOUR_SLOTS] for slot in range(len(textures))]
        names = [plain[slot] if use is None else self._arrays[use.array] for slot, use in enumerate(textures)]
        samplers = [self._sampler(use or PLAIN_BINDING) for use in textures]
        return np.array(names, np.uint32), np.array(samplers, np.uint32)

    # ------------------------------------------------------------------ upload

    def _upload_steps(self) -> Iterator[int]:
        """Yields the bytes each step took: small mip levels, then geometry, then the large levels."""
        for number in range(len(self._arrays)):
            yield from self._levels(number, small=True)
        for number, primitive in enumerate(self.plan.primitive_list):
            row = self.plan.primitives[number]
            yield from self._bytes(self.vertices, int(row["vertex_base"]) * VERTEX.itemsize, primitive.vertices)
            yield from self._bytes(self.indices, int(row["index_base"]) * 4, primitive.indices)
            if primitive.morph is not None:
                offset = int(row["morph_base"]) * 24
                for target, moved in enumerate(primitive.morph.positions):
                    rows = np.zeros((len(moved), 6), np.float32)
                    rows[:, :3] = moved
                    if primitive.morph.normals.size:
                        rows[:, 3:] = primitive.morph.normals[target]
                    yield from self._bytes(self.deltas, offset, rows)
                    offset += rows.nbytes
            self.primitives_ready = number + 1
        for number in range(len(self._arrays)):
            yield from self._levels(number, small=False)

    def _bytes(self, buffer: int, offset: int, data: npt.NDArray[Any]) -> Iterator[int]:
        flat = np.ascontiguousarray(data).view(np.uint8).reshape(-1)
        for start in range(0, len(flat), CHUNK_BYTES):
            part = flat[start : start + CHUNK_BYTES]
            GL.glNamedBufferSubData(buffer, offset + start, part.nbytes, ctypes.c_void_p(part.ctypes.data))
            yield part.nbytes

    def _levels(self, number: int, *, small: bool) -> Iterator[int]:
        """Coarse levels before fine ones, each in all layers of an array before it is sampled."""
        texture = self._arrays[number]
        layers = [self.scene.images[member].levels for member in self.plan.textures.members[number]]
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
