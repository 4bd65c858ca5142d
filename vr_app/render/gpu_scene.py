"""A scene on the graphics card: buffers and textures, uploaded in bounded steps so that no frame waits for it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.render.commands import CommandStore
from vr_app.render.gl import GL
from vr_app.render.gpu_textures import CHUNK_BYTES, GpuTextures
from vr_app.render.portions import Portions
from vr_app.render.quality import Quality
from vr_app.render.ready_memory import ReadyMemory
from vr_app.render.software import draws_in_software
from vr_app.render.stream import TURNS, Stream
from vr_app.render.vertex_arrays import make_vertex_array
from vr_app.scene.draw_plan import INSTANCE_ROW, DrawPlan, material_change, plan_drawing
from vr_app.scene.material import Material
from vr_app.scene.material_rows import MATERIAL_ROW, MATERIALS_PER_BLOCK
from vr_app.scene.mesh import VERTEX, Primitive
from vr_app.scene.scene import Scene

MATERIAL_BLOCK_BYTES = MATERIALS_PER_BLOCK * MATERIAL_ROW.itemsize
ACTIVE_MORPH = np.dtype([("base", "<u4"), ("weight", "<f4")])
FIRST_TABLE = 2
"""Binding of the first of the tables that the shaders read."""
Ints = npt.NDArray[np.integer]
PALETTE_ROW = 48
"""Bytes of three rows of a joint's matrix."""


class GpuScene:
    """Owns the GL objects of one scene. All calls on the thread that owns the context.

    Attributes:
        scene: what it was made from.
        plan: the draw tables.
        on_card: bool (P); which primitives of the plan can be drawn already.
        primitives_ready: how many these are.
        complete: everything is on the card.
        continues: some of it was already, from the scene before.
        instances: `INSTANCE_ROW`s: one copy of all things that stand still and three of those that are seen of them
            ("still"), then in turns those that move, and their specks ("moving").
        tables: in turns the palettes of skins and the active morphs.
        commands: the indirect draw commands of a frame.
        vertex_arrays: by how many views a draw call is for (0 is unused).
    """

    def __init__(
        self, scene: Scene, quality: Quality, before: GpuScene | None = None, memory: ReadyMemory | None = None
    ) -> None:
        """Makes the buffers; what the scene before has on the card already is taken over from there.

        Args:
            memory: makes ready what textures will take; None where nobody waits for a frame.
        """
        self.scene = scene
        moving = [track.targets for clip in scene.animations for track in clip.tracks if track.path != "weights"]
        moving_nodes = np.concatenate(moving) if moving else None
        self.plan: DrawPlan = scene.plan or plan_drawing(
            scene.nodes, scene.meshes, scene.materials, scene.skins, moving_nodes, scene.images
        )
        self.on_card = np.zeros(len(self.plan.primitives), np.bool_)
        self.primitives_ready = 0
        self.complete = False
        self._buffers: list[int] = []
        self._dressed: dict[int, Material] = {}
        self._make_buffers()
        before = before if before is not None and before.complete else None
        self._there = self._copied(before) if before is not None else frozenset()
        self.continues = bool(self._there)
        # Anisotropic filtering in software costs a hundred times a plain look-up.
        anisotropy = 1.0 if draws_in_software() and not quality.slow_filters else quality.anisotropy
        had = before.textures if before else None
        self.textures = GpuTextures(scene.images, self.plan, anisotropy, had, memory)
        for number in self._there - self._still_bare():
            self._now_there(number)
        self._steps = self._upload_steps()

    @property
    def vertex_array(self) -> int:
        """For draw calls into one view."""
        return self.vertex_arrays[1]

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

    def dress(self, materials: Mapping[int, Material]) -> None:
        """Shows some of the scene's materials changed, by number, and those changed before as the scene has them."""
        for number in self._dressed.keys() | materials.keys():
            material = materials.get(number, self.scene.materials[number])
            if self._dressed.get(number, self.scene.materials[number]) == material:
                continue
            row, first, extras = material_change(self.plan, number, material)
            block, place = divmod(number, MATERIALS_PER_BLOCK)
            at = block * MATERIAL_BLOCK_BYTES + place * row.itemsize
            GL.glNamedBufferSubData(self.materials, at, row.nbytes, row)
            if len(extras):
                GL.glNamedBufferSubData(self._extras, first * 16, extras.nbytes, np.ascontiguousarray(extras))
        self._dressed = dict(materials)

    def seen_slot(self, number: int) -> int:
        """First instance of one of the three places for the things standing still that are seen."""
        return self.plan.static_count * (1 + number % TURNS)

    @property
    def moving_slot(self) -> int:
        """First instance of this turn's things that move."""
        return self.instances.offset("moving") // INSTANCE_ROW.itemsize

    def advance(self) -> None:
        """A new frame: its own copies of what changes from frame to frame."""
        self.instances.advance()
        self.tables.advance()
        self.commands.advance()

    def bind_tables(self) -> None:
        """Binds what the shaders read."""
        tables = self.tables
        self._table_offsets[:] = (tables.offset("palette"), 0, 0, tables.offset("morphs"), 0)
        GL.glBindBuffersRange(
            GL.GL_SHADER_STORAGE_BUFFER, FIRST_TABLE, 5, self._table_buffers, self._table_offsets, self._table_sizes
        )

    def closing(self) -> Iterator[None]:
        """Deletes everything, piece by piece: a large texture alone takes a software driver a millisecond."""
        GL.glDeleteVertexArrays(2, np.array(self.vertex_arrays[1:], np.uint32))
        yield from self.textures.closing()
        while self._buffers:
            GL.glDeleteBuffers(1, np.array([self._buffers.pop()], np.uint32))
            yield
        for part in (self.instances, self.tables, self.commands):
            part.close()
            yield

    def close(self) -> None:
        """Deletes everything at once. The context must be current."""
        for _ in self.closing():
            pass

    # ------------------------------------------------------------------ buffers

    def _buffer(self, size: int, data: npt.NDArray[Any] | None = None) -> int:
        name = ctypes.c_uint()
        GL.glCreateBuffers(1, ctypes.byref(name))
        GL.glNamedBufferStorage(name.value, max(size, 16), None, GL.GL_DYNAMIC_STORAGE_BIT)
        if data is not None and data.nbytes:
            GL.glNamedBufferSubData(name.value, 0, data.nbytes, np.ascontiguousarray(data))
        self._buffers.append(name.value)
        return name.value

    def _make_buffers(self) -> None:
        plan = self.plan
        vertex_bytes, index_bytes, delta_bytes = large_buffers(plan)
        specks = plan.shapes.specks.vertices
        own_bytes = vertex_bytes - specks.nbytes
        self._vertices, self._indices = self._buffer(vertex_bytes), self._buffer(index_bytes)
        GL.glNamedBufferSubData(self._vertices, own_bytes, specks.nbytes, np.ascontiguousarray(specks))
        GL.glNamedBufferSubData(self._indices, plan.shapes.index_count * 4, 12, np.arange(3, dtype=np.uint32))
        self.deltas = self._buffer(delta_bytes)
        blocks = -(-len(plan.materials) // MATERIALS_PER_BLOCK)
        self.materials = self._buffer(blocks * MATERIAL_BLOCK_BYTES, plan.materials)
        self._extras = self._buffer(plan.extras.nbytes, plan.extras)
        still, size = plan.static_count, INSTANCE_ROW.itemsize
        moving = len(plan.instances) - still
        self.instances = Stream({"moving": 2 * moving * size}, still * (1 + TURNS) * size, row=size)
        targets = int(plan.primitives["target_count"][plan.item_primitive].sum())
        self._palette_bytes = max(len(plan.joints) * PALETTE_ROW, 16)
        self._morph_bytes = max(targets * ACTIVE_MORPH.itemsize, 16)
        self.tables = Stream({"palette": self._palette_bytes, "morphs": self._morph_bytes})
        # In the order of their bindings in the shaders; nothing has the second.
        names = (self.tables.buffer, 0, self.deltas, self.tables.buffer, self._extras)
        sizes = (self._palette_bytes, 16, max(delta_bytes, 16), self._morph_bytes, max(plan.extras.nbytes, 16))
        self._table_buffers, self._table_sizes = np.array(names, np.uint32), (GL.GLsizeiptr * 5)(*sizes)
        self._table_offsets = (GL.GLintptr * 5)()
        # The processor draws in portions: lists of triangles stay small.
        self.commands = CommandStore(4 * len(plan.instances) + 1024, Portions() if draws_in_software() else None)
        buffers = (self._vertices, self._indices, self.instances.buffer)
        self.vertex_arrays = (0, make_vertex_array(*buffers, views=1), make_vertex_array(*buffers, views=2))

    def _copied(self, before: GpuScene) -> frozenset[int]:
        """Copies, on the card, the primitives that the scene before has too. Returns: their numbers."""
        had = {_place_in_memory(primitive): number for number, primitive in enumerate(before.plan.primitive_list)}
        there = []
        for number, primitive in enumerate(self.plan.primitive_list):
            other = had.get(_place_in_memory(primitive))
            if other is not None and primitive.morph is None:
                there.append((number, other, sum(len(part) for part in _index_lists(primitive))))
        numbers, others, indices = np.array(there, np.int64).reshape(-1, 3).T
        new, old = self.plan.primitives[numbers], before.plan.primitives[others]
        vertices = new["vertex_count"]
        for source, target, key, counts, size in (
            (before._vertices, self._vertices, "vertex_base", vertices, VERTEX.itemsize),
            (before._indices, self._indices, "index_base", indices, 4),
        ):
            for stretch in stretches(old[key], new[key], counts):
                GL.glCopyNamedBufferSubData(source, target, *(number * size for number in stretch))
        return frozenset(numbers.tolist())

    # ------------------------------------------------------------------ upload

    def _upload_steps(self) -> Iterator[int]:
        """Yields the bytes each step took: small mip levels, then geometry, then the large levels."""
        yield from self.textures.upload(small=True)
        for number, primitive in enumerate(self.plan.primitive_list):
            if number in self._there:
                if not self.on_card[number]:
                    self._now_there(number)
                continue
            row = self.plan.primitives[number]
            yield from self._bytes(self._vertices, int(row["vertex_base"]) * VERTEX.itemsize, primitive.vertices)
            begin = int(row["index_base"]) * 4
            for indices in _index_lists(primitive):
                yield from self._bytes(self._indices, begin, indices)
                begin += indices.nbytes
            if primitive.morph is not None:
                offset = int(row["morph_base"]) * 12
                for target, moved in enumerate(primitive.morph.positions):
                    rows = np.zeros((len(moved), 6), np.float32)
                    rows[:, :3] = moved
                    if primitive.morph.normals.size:
                        rows[:, 3:] = primitive.morph.normals[target]
                    yield from self._bytes(self.deltas, offset, rows)
                    if primitive.morph.tangents.size:
                        yield from self._bytes(self.deltas, offset + rows.nbytes, primitive.morph.tangents[target])
                    offset += int(row["morph_stride"]) * 12
            self._now_there(number)
        yield from self.textures.upload(small=False)

    def _still_bare(self) -> set[int]:
        """Primitives with pictures that are not all there yet, not even small."""
        batches, there = self.plan.batches, self.textures.there
        bare = np.array([any(use and use.array not in there for use in batch.textures) for batch in batches], np.bool_)
        return set(self.plan.item_primitive[bare[self.plan.item_batch]].tolist())

    def _now_there(self, number: int) -> None:
        self.on_card[number] = True
        self.primitives_ready += 1

    def _bytes(self, buffer: int, offset: int, data: npt.NDArray[Any]) -> Iterator[int]:
        flat = np.ascontiguousarray(data).view(np.uint8).reshape(-1)
        for start in range(0, len(flat), CHUNK_BYTES):
            part = flat[start : start + CHUNK_BYTES]
            GL.glNamedBufferSubData(buffer, offset + start, part.nbytes, ctypes.c_void_p(part.ctypes.data))
            yield part.nbytes


def large_buffers(plan: DrawPlan) -> tuple[int, int, int]:
    """Bytes of a scene's vertices, indices and morph targets."""
    vectors = int((plan.primitives["target_count"].astype(np.int64) * plan.primitives["morph_stride"]).sum())
    own_bytes = int(plan.primitives["vertex_count"].sum(dtype=np.int64)) * VERTEX.itemsize
    return own_bytes + plan.shapes.specks.vertices.nbytes, (plan.shapes.index_count + 3) * 4, vectors * 12


def _index_lists(primitive: Primitive) -> list[npt.NDArray[np.uint32]]:
    """Its own, then those of its coarser shapes, as they follow one another in the buffer."""
    return [primitive.indices, *(coarser.indices for coarser in primitive.coarser)]


def stretches(sources: Ints, targets: Ints, counts: Ints) -> list[tuple[int, int, int]]:
    """Copies (from, to, how many), those in one where source and target both follow one another."""
    columns = np.stack([np.asarray(column, np.int64) for column in (sources, targets, counts)])
    source, target, count = columns[:, columns[2] > 0]
    if not len(count):
        return []
    order = np.argsort(target, kind="stable")
    source, target, count = source[order], target[order], count[order]
    ends = np.cumsum(count)
    parted = (source[1:] != (source + count)[:-1]) | (target[1:] != (target + count)[:-1])
    first = np.flatnonzero(np.append(True, parted))
    lengths = np.diff(np.append((ends - count)[first], ends[-1]))
    return list(zip(source[first].tolist(), target[first].tolist(), lengths.tolist(), strict=True))


def _place_in_memory(primitive: Primitive) -> tuple[int, int, int, int]:
    """Equal for primitives of the same bytes: scenes that were read from the same files share them."""
    vertices, indices = primitive.vertices.ctypes.data, primitive.indices.ctypes.data
    return vertices, indices, len(primitive.vertices), len(primitive.coarser)
