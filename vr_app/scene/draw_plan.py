"""What to draw, worked out once per scene as tables: per frame the renderer only selects rows, without a loop.

An *item* is one primitive at one node. Items that need the same state (pass, culling, shader, texture arrays) form a
*batch*, which is one indirect draw call: each item knows its own material and layers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from vr_app.scene.batches import (
    BLENDED,
    COLOURED,
    MAPS,
    MIRRORED,
    MORPHED,
    SKINNED,
    VARIANT_FEATURES,
    Batch,
    TextureBinding,
    batches_of,
)
from vr_app.scene.detail_levels import detail_levels
from vr_app.scene.draw_shapes import DrawShapes, draw_shapes
from vr_app.scene.material import Image, Material
from vr_app.scene.material_extras import extra_rows
from vr_app.scene.material_rows import MATERIAL_ROW, MATERIALS_PER_BLOCK, material_row
from vr_app.scene.mesh import Mesh, Primitive
from vr_app.scene.node import NodeTable
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.skin import Skin, skin_offsets
from vr_app.scene.specks import specks_of
from vr_app.scene.texture_arrays import TextureArrays, arrange_textures

PRIMITIVE_ROW = np.dtype(
    [
        ("vertex_base", "<u4"),
        ("vertex_count", "<u4"),
        ("index_base", "<u4"),
        ("index_count", "<u4"),
        ("morph_base", "<u4"),
        ("morph_stride", "<u4"),
        ("target_count", "<u4"),
        ("bounds_min", "<f4", 3),
        ("bounds_max", "<f4", 3),
    ]
)
"""A primitive in the shared buffers; the indices of its coarser shapes follow its own. Morph deltas are counted in
vectors, `morph_stride` of them for each target: by turns of place and of normal for each vertex, then of tangent for
each where the morph has any."""
INSTANCE_ROW = np.dtype([("rows", "<f4", (3, 4)), ("ids", "<u4", 4), ("morphs", "<u4", 4)])
"""What the vertex shader is told about an item (80 bytes): three rows of `world_from_node`; its material (within its
block), the bits of the lights that reach it, where its skin begins in the palette (`NO_SKIN` for none), its first
vertex; where its active morphs begin, how many there are, where in a target its tangents' deltas begin (0: none)."""
NO_SKIN = 0xFFFFFFFF


@dataclass(frozen=True)
class DrawPlan:
    """Tables for the renderer.

    Attributes:
        primitives: `PRIMITIVE_ROW` (P), in the order of `primitive_list`.
        primitive_list: the primitives themselves.
        shapes: their triangles, and fewer ones that stand for them from afar.
        instances: `INSTANCE_ROW` (M), what never changes filled in. Items that stand still come first; both kinds are
            sorted by batch and primitive.
        static_count: how many stand still. The others may move by themselves (skins, morphs, animated nodes).
        item_node: intp (M).
        item_primitive: int32 (M).
        item_batch: int32 (M).
        item_weights: int32 (M); where the item's morph weights begin in the pose.
        item_skin: int32 (M); -1 for none.
        item_blended: bool (M); is drawn after the solid ones, far before near.
        item_casts: bool (M); throws a shadow.
        item_family: int32 (M); items that are levels of detail of one thing; -1 for all others.
        item_near: float32 (M); distance from which such an item is drawn, in radii of the thing.
        item_far: float32 (M); to which it is.
        families: how many there are.
        item_order: int8 (M); of blended things the lower ones are drawn first, however far away.
        dynamic_nodes: bool (N); may move by themselves.
        batches: by number.
        materials: `MATERIAL_ROW` (K + 1); the last one is the default material.
        extras: float32 (E, 4); `material_extras` rows of all materials.
        joints: int32 (J); nodes of the palette of all skins, one after another.
        inverse_bind: float32 (J, 4, 4).
        palette_offset: int32 (S); where each skin begins in it.
        textures: which images share an array texture.
    """

    primitives: npt.NDArray[np.void]
    primitive_list: tuple[Primitive, ...]
    shapes: DrawShapes
    instances: npt.NDArray[np.void]
    static_count: int
    item_node: npt.NDArray[np.intp]
    item_primitive: npt.NDArray[np.int32]
    item_batch: npt.NDArray[np.int32]
    item_weights: npt.NDArray[np.int32]
    item_skin: npt.NDArray[np.int32]
    item_blended: npt.NDArray[np.bool_]
    item_casts: npt.NDArray[np.bool_]
    item_family: npt.NDArray[np.int32]
    item_near: npt.NDArray[np.float32]
    item_far: npt.NDArray[np.float32]
    families: int
    item_order: npt.NDArray[np.int8]
    dynamic_nodes: npt.NDArray[np.bool_]
    batches: tuple[Batch, ...]
    materials: npt.NDArray[np.void]
    extras: npt.NDArray[np.float32]
    joints: npt.NDArray[np.int32]
    inverse_bind: npt.NDArray[np.float32]
    palette_offset: npt.NDArray[np.int32]
    textures: TextureArrays

    @cached_property
    def has_detail_levels(self) -> bool:
        """Whether any item is not drawn at every distance."""
        return bool((self.item_near > 0).any() or np.isfinite(self.item_far).any())

    @property
    def item_dynamic(self) -> npt.NDArray[np.bool_]:
        """Bool (M); which items may move by themselves."""
        return np.arange(len(self.instances)) >= self.static_count


@cache
def plan_layout() -> str:
    """Names and types in a plan: what was kept by a version with others cannot be drawn."""
    records = (DrawPlan, DrawShapes, Batch, TextureBinding, TextureArrays)
    names = [field.name for record in records for field in fields(record)]
    features = [*MAPS, "SECOND_UV", *(name for _, name in VARIANT_FEATURES)]
    return ",".join([*names, *features, *(str(row.descr) for row in (PRIMITIVE_ROW, INSTANCE_ROW, MATERIAL_ROW))])


def plan_drawing(
    nodes: NodeTable,
    meshes: Sequence[Mesh],
    materials: Sequence[Material],
    skins: Sequence[Skin],
    moving_nodes: npt.NDArray[np.int32] | None = None,
    images: Sequence[Image] = (),
) -> DrawPlan:
    """Builds the tables.

    Args:
        moving_nodes: nodes that something animates; their descendants count as dynamic too.
    """
    primitive_list = tuple(primitive for mesh in meshes for primitive in mesh.primitives)
    primitives = _primitive_rows(primitive_list)
    all_materials = (*materials, Material())
    offsets = skin_offsets(skins)
    arrays = arrange_textures(images)
    extras = [extra_rows(material, arrays) for material in all_materials]
    first_extra = np.concatenate([[0], np.cumsum([len(rows) for rows in extras])])
    dynamic_nodes = _dynamic_nodes(nodes, moving_nodes)

    node, item_primitive = _items(nodes, meshes)
    material = np.array([p.material if p.material >= 0 else len(materials) for p in primitive_list], np.int64)
    skinned = np.array([p.skinned for p in primitive_list], np.bool_)[item_primitive]
    item_skin = np.where(skinned, nodes.skin[node], -1)
    dynamic = dynamic_nodes[node] | (item_skin >= 0) | (primitives["target_count"][item_primitive] > 0)
    turned = np.linalg.det(world_matrices(nodes, LocalPose.at_rest(nodes))[:, :3, :3]) < 0
    coloured = np.array([bool((p.vertices["colour"] != 65535).any()) for p in primitive_list], np.bool_)
    bent = np.where(item_skin >= 0, SKINNED, 0) + np.where(primitives["target_count"][item_primitive] > 0, MORPHED, 0)
    variant = (turned[node] & (item_skin < 0)) * MIRRORED + coloured[item_primitive] * COLOURED + bent
    batches, item_batch = batches_of(all_materials, material[item_primitive], variant, arrays)

    order = np.lexsort((item_primitive, item_batch, dynamic))
    node, item_primitive, item_skin = node[order], item_primitive[order], item_skin[order]
    item_batch = item_batch[order]
    instances = np.zeros(len(order), INSTANCE_ROW)
    instances["ids"][:, 0] = material[item_primitive] % MATERIALS_PER_BLOCK
    instances["ids"][:, 2] = np.where(item_skin >= 0, offsets[item_skin] if len(offsets) else 0, NO_SKIN)
    instances["ids"][:, 3] = primitives["vertex_base"][item_primitive]
    own = primitives[item_primitive]
    turning = own["morph_stride"] > 2 * own["vertex_count"]
    instances["morphs"][:, 2] = np.where(turning, own["vertex_count"] * 6, 0)
    specks = specks_of(primitive_list, [all_materials[number] for number in material.tolist()])
    blended = np.array([batch.render_pass == BLENDED for batch in batches], np.bool_)
    detail = detail_levels(nodes)
    empty = np.zeros((0, 4, 4), np.float32)
    material_rows = [
        material_row(material, arrays, int(first)) for material, first in zip(all_materials, first_extra, strict=False)
    ]
    return DrawPlan(
        primitives=primitives,
        primitive_list=primitive_list,
        shapes=draw_shapes(primitive_list, primitives, specks),
        instances=instances,
        static_count=int(len(order) - dynamic.sum()),
        item_node=node.astype(np.intp),
        item_primitive=item_primitive.astype(np.int32),
        item_batch=item_batch.astype(np.int32),
        item_weights=nodes.weight_offset[node].astype(np.int32),
        item_skin=item_skin.astype(np.int32),
        item_blended=blended[item_batch],
        item_casts=~blended[item_batch] & (detail.near[node] == 0),
        item_family=detail.family[node],
        item_near=detail.near[node],
        item_far=detail.far[node],
        families=detail.families,
        item_order=np.array([drawing_order(m) for m in all_materials], np.int8)[material[item_primitive]],
        dynamic_nodes=dynamic_nodes,
        batches=batches,
        materials=np.array(material_rows, MATERIAL_ROW),
        extras=np.concatenate(extras),
        joints=np.concatenate([*(skin.joints for skin in skins), np.zeros(0, np.int32)]).astype(np.int32),
        inverse_bind=np.concatenate([*(skin.inverse_bind for skin in skins), empty]).astype(np.float32),
        palette_offset=offsets,
        textures=arrays,
    )


def _items(nodes: NodeTable, meshes: Sequence[Mesh]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Node and primitive of every item."""
    count = np.array([len(mesh.primitives) for mesh in meshes], np.int64)
    first = np.concatenate([[0], np.cumsum(count)])[:-1] if len(count) else count
    shown = np.flatnonzero((nodes.mesh >= 0) & nodes.visible)
    repeats = count[nodes.mesh[shown]]
    node = np.repeat(shown, repeats)
    within = np.arange(len(node)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    return node, (first[nodes.mesh[node]] + within if len(node) else within)


def _primitive_rows(primitives: Sequence[Primitive]) -> npt.NDArray[np.void]:
    rows = np.zeros(len(primitives), PRIMITIVE_ROW)
    vertex = index = morph = 0
    for number, primitive in enumerate(primitives):
        targets = primitive.morph.target_count if primitive.morph else 0
        row = rows[number]
        row["vertex_base"], row["vertex_count"] = vertex, len(primitive.vertices)
        row["index_base"], row["index_count"] = index, len(primitive.indices)
        stride = len(primitive.vertices) * (3 if primitive.morph and primitive.morph.tangents.size else 2)
        row["morph_base"], row["morph_stride"], row["target_count"] = morph, stride, targets
        row["bounds_min"], row["bounds_max"] = primitive.bounds_min, primitive.bounds_max
        if primitive.morph:
            reach = np.abs(primitive.morph.positions).max(axis=(0, 1)) if targets else np.zeros(3)
            row["bounds_min"] -= reach
            row["bounds_max"] += reach
        vertex += len(primitive.vertices)
        index += len(primitive.indices) + sum(len(coarser.indices) for coarser in primitive.coarser)
        morph += targets * stride
    return rows


def _dynamic_nodes(nodes: NodeTable, moving: npt.NDArray[np.int32] | None) -> npt.NDArray[np.bool_]:
    dynamic = np.zeros(len(nodes), np.bool_)
    if moving is not None:
        dynamic[moving] = True
    for level in nodes.levels[1:]:
        dynamic[level] |= dynamic[nodes.parent[level]]
    return dynamic


def drawing_order(material: Material) -> int:
    """VRM's order among blended materials: those that write depth first, then by their render queue's offset."""
    if material.alpha_mode != "BLEND" or material.mtoon is None:
        return 0
    offset = min(max(material.mtoon.render_queue_offset, -9), 9)
    return offset - 20 if material.mtoon.transparent_with_z_write else min(offset, 0)


def material_change(
    plan: DrawPlan, number: int, material: Material
) -> tuple[npt.NDArray[np.void], int, npt.NDArray[np.float32]]:
    """What the tables say of a material that has other numbers now, but the same textures, shading and alpha mode.

    Returns: its `MATERIAL_ROW` (1), its first row in `DrawPlan.extras`, and its rows there.
    """
    first = int(plan.materials[number]["flags"][3])
    row = np.array([material_row(material, plan.textures, first)], MATERIAL_ROW)
    return row, first, extra_rows(material, plan.textures)
