"""Rules for meshes: which attributes there may be, in which formats, and what belongs together."""

from __future__ import annotations

import re
from typing import Any

from vr_app.loading.rules.links import (
    Entry,
    Links,
    component_bytes,
    element_bytes,
    extension,
    has_bounds,
    is_whole,
    items,
    layout,
    whole,
)
from vr_app.loading.rules.schema import place

FLOAT = "FLOAT"
UNIT = ("FLOAT", "UNSIGNED_BYTE normalized", "UNSIGNED_SHORT normalized")
FORMATS: dict[str, tuple[str, ...]] = {
    "POSITION": ("VEC3 FLOAT",),
    "NORMAL": ("VEC3 FLOAT",),
    "TANGENT": ("VEC4 FLOAT",),
    "TEXCOORD": tuple(f"VEC2 {kind}" for kind in UNIT),
    "COLOR": tuple(f"{width} {kind}" for width in ("VEC3", "VEC4") for kind in UNIT),
    "JOINTS": ("VEC4 UNSIGNED_BYTE", "VEC4 UNSIGNED_SHORT"),
    "WEIGHTS": tuple(f"VEC4 {kind}" for kind in UNIT),
}
SMALL = ("BYTE", "BYTE normalized", "UNSIGNED_BYTE", "UNSIGNED_BYTE normalized")
SMALL += ("SHORT", "SHORT normalized", "UNSIGNED_SHORT", "UNSIGNED_SHORT normalized")
SIGNED = ("BYTE normalized", "SHORT normalized")
QUANTIZED: dict[str, tuple[str, ...]] = {
    "POSITION": tuple(f"VEC3 {kind}" for kind in SMALL),
    "NORMAL": tuple(f"VEC3 {kind}" for kind in SIGNED),
    "TANGENT": tuple(f"VEC4 {kind}" for kind in SIGNED),
    "TEXCOORD": tuple(f"VEC2 {kind}" for kind in SMALL),
}
"""What KHR_mesh_quantization allows beside."""
MORPHED = {"POSITION": "VEC3", "NORMAL": "VEC3", "TANGENT": "VEC3"}
INDEXED = re.compile(r"^(TEXCOORD|COLOR|JOINTS|WEIGHTS)_(\d+)$")
INDICES = ("SCALAR UNSIGNED_BYTE", "SCALAR UNSIGNED_SHORT", "SCALAR UNSIGNED_INT")
RESERVED = re.compile(r"^(POSITION|NORMAL|TANGENT)$|^(TEXCOORD|COLOR|JOINTS|WEIGHTS)_\d+$")


def check_meshes(links: Links) -> None:
    """All meshes."""
    for number, mesh in links.each("meshes"):
        here, counts = f"/meshes/{number}", []
        for place_, primitive in links.each("primitives", mesh):
            pointer = f"{here}/primitives/{place_}"
            _check_primitive(links, primitive, pointer)
            counts.append(len(items(primitive.get("targets"))))
            if counts[-1] != counts[0]:
                message = f"holds {counts[-1]} morph targets, the first primitive {counts[0]}"
                where = f"{pointer}/targets" if "targets" in primitive else pointer
                links.add("MESH_PRIMITIVES_UNEQUAL_TARGETS_COUNT", where, message)
        weights = mesh.get("weights")
        if isinstance(weights, list) and counts and len(weights) != counts[0]:
            message = f"has {len(weights)} values for {counts[0]} morph targets"
            links.add("MESH_INVALID_WEIGHTS_COUNT", f"{here}/weights", message)


def _check_primitive(links: Links, primitive: Entry, here: str) -> None:
    attributes = primitive.get("attributes")
    if not isinstance(attributes, dict):
        return
    _check_names(links, attributes, f"{here}/attributes")
    vertex_count = -1
    for name, number in attributes.items():
        accessor = links.get("accessors", number)
        if accessor is None:
            continue
        pointer = place(f"{here}/attributes", name)
        _check_attribute(links, accessor, name, pointer, number)
        count = whole(accessor, "count", 0)
        if vertex_count < 0:
            vertex_count = count
        elif count != vertex_count:
            message = f"has {count} values, the first attribute {vertex_count}"
            links.add("MESH_PRIMITIVE_UNEQUAL_ACCESSOR_COUNT", pointer, message)
    _check_indices(links, primitive, here, vertex_count)
    for number, target in enumerate(items(primitive.get("targets"))):
        if isinstance(target, dict):
            _check_target(links, target, attributes, f"{here}/targets/{number}")
    _check_surface(links, primitive, attributes, here)


def _check_names(links: Links, attributes: dict[str, Any], here: str) -> None:
    found: dict[str, list[int]] = {}
    for name in attributes:
        if not name.startswith("_") and not RESERVED.match(name):
            links.add("MESH_PRIMITIVE_INVALID_ATTRIBUTE", place(here, name), "is no attribute of glTF")
        elif indexed := INDEXED.match(name):
            found.setdefault(indexed[1], []).append(int(indexed[2]))
    for name, numbers in found.items():
        if sorted(numbers) != list(range(len(numbers))):
            links.add("MESH_PRIMITIVE_INDEXED_SEMANTIC_CONTINUITY", here, f"has gaps in the numbers of {name}")
    joints, weights = len(found.get("JOINTS", ())), len(found.get("WEIGHTS", ()))
    if joints != weights:
        message = f"has {joints} sets of joints and {weights} of weights"
        links.add("MESH_PRIMITIVE_JOINTS_WEIGHTS_MISMATCH", here, message)
    if "POSITION" not in attributes:
        links.add("MESH_PRIMITIVE_NO_POSITION", here, "has no POSITION")
    if "TANGENT" in attributes and "NORMAL" not in attributes:
        links.add("MESH_PRIMITIVE_TANGENT_WITHOUT_NORMAL", f"{here}/TANGENT", "is ignored without NORMAL")


def _check_attribute(
    links: Links, accessor: Entry, name: str, pointer: str, number: int, *, morph: bool = False
) -> None:
    links.use_view(accessor, "vertices", pointer)
    semantic = INDEXED.sub(r"\1", name)
    allowed = FORMATS.get(semantic)
    if allowed is not None:
        if links.declared("KHR_mesh_quantization"):
            allowed += QUANTIZED.get(semantic, ())
        if morph and semantic in MORPHED:
            allowed = tuple(kind.replace("VEC4", "VEC3") for kind in allowed)
        if layout(accessor) not in allowed:
            # Whole numbers serve as well here; only another width cannot be read.
            readable = str(accessor.get("type")) in {kind.split()[0] for kind in allowed} and semantic != "JOINTS"
            readable = readable and component_bytes(accessor) > 0
            message = f"is {layout(accessor)} instead of {' or '.join(allowed[:3])}"
            links.add("MESH_PRIMITIVE_ATTRIBUTES_ACCESSOR_INVALID_FORMAT", pointer, message, harmless=readable)
    elif accessor.get("componentType") == 5125:
        links.add("MESH_PRIMITIVE_ATTRIBUTES_ACCESSOR_UNSIGNED_INT", pointer, "holds 32-bit whole numbers")
    if name == "POSITION" and not has_bounds(accessor):
        links.add("MESH_PRIMITIVE_POSITION_ACCESSOR_WITHOUT_BOUNDS", pointer, "has no min and max")
    view = links.get("bufferViews", accessor.get("bufferView"))
    if view is None:
        return
    offset, stride = whole(accessor, "byteOffset", 0), view.get("byteStride")
    unaligned = offset % 4 or (whole(view, "byteOffset", 0) + offset) % 4 or (is_whole(stride) and stride % 4)
    if not is_whole(stride):
        sharing = links.vertex_views.setdefault(accessor["bufferView"], set())
        sharing.add(number)
        if len(sharing) > 1:
            message = "shares its buffer view, which has no byteStride"
            links.add("MESH_PRIMITIVE_ACCESSOR_WITHOUT_BYTESTRIDE", pointer, message)
        size = element_bytes(accessor)
        unaligned = unaligned or size % 4
    if unaligned:
        links.add("MESH_PRIMITIVE_ACCESSOR_UNALIGNED", pointer, "does not begin every element at a multiple of 4 bytes")


def _check_indices(links: Links, primitive: Entry, here: str, vertex_count: int) -> None:
    accessor = links.get("accessors", primitive.get("indices"))
    count = vertex_count
    if accessor is not None:
        pointer = f"{here}/indices"
        links.use_view(accessor, "indices", pointer)
        if links.stride(accessor):
            links.add("MESH_PRIMITIVE_INDICES_ACCESSOR_WITH_BYTESTRIDE", pointer, "uses a buffer view with a stride")
        if layout(accessor) not in INDICES:
            message = f"is {layout(accessor)} instead of unsigned whole numbers"
            links.add("MESH_PRIMITIVE_INDICES_ACCESSOR_INVALID_FORMAT", pointer, message)
        count = whole(accessor, "count", 0)
    mode = primitive.get("mode", 4)
    if count >= 0 and is_whole(mode) and 0 <= mode < 7:
        whole_shapes = {0: count > 0, 1: count > 0 and count % 2 == 0, 2: count > 1, 3: count > 1}
        whole_shapes |= {4: count > 0 and count % 3 == 0, 5: count > 2, 6: count > 2}
        if not whole_shapes[mode]:
            links.add("MESH_PRIMITIVE_INCOMPATIBLE_MODE", here, f"has {count} vertices, which do not suit mode {mode}")


def _check_target(links: Links, target: dict[str, Any], base: dict[str, Any], here: str) -> None:
    for name, number in target.items():
        pointer = place(here, name)
        accessor = links.get("accessors", number)
        semantic = INDEXED.sub(r"\1", name)
        if not name.startswith("_") and semantic not in (*MORPHED, "TEXCOORD", "COLOR"):
            links.add("MESH_PRIMITIVE_INVALID_ATTRIBUTE", pointer, "cannot be morphed")
        if name not in base:
            links.add("MESH_PRIMITIVE_MORPH_TARGET_NO_BASE_ACCESSOR", pointer, f"has no {name} to move")
        if accessor is None:
            continue
        _check_attribute(links, accessor, name, pointer, number, morph=True)
        own = links.get("accessors", base.get(name))
        if own is not None and whole(accessor, "count", 0) != whole(own, "count", 0):
            message = f"has {accessor.get('count')} values for {own.get('count')}"
            links.add("MESH_PRIMITIVE_MORPH_TARGET_INVALID_ATTRIBUTE_COUNT", pointer, message)


def _check_surface(links: Links, primitive: Entry, attributes: dict[str, Any], here: str) -> None:
    material = links.get("materials", primitive.get("material"))
    if material is None:
        return
    for pointer, uv_set in uses_of(material):
        if f"TEXCOORD_{uv_set}" not in attributes:
            message = f"{pointer} of its material needs TEXCOORD_{uv_set}"
            links.add("MESH_PRIMITIVE_TOO_FEW_TEXCOORDS", f"{here}/material", message)
    extensions = material.get("extensions")
    turned = isinstance(extensions, dict) and "KHR_materials_anisotropy" in extensions
    turned = turned or "clearcoatNormalTexture" in extension(material, "KHR_materials_clearcoat")
    if turned and "normalTexture" not in material and "TANGENT" not in attributes:
        message = "needs tangents, and has no normal map to compute them for"
        links.add("MESH_PRIMITIVE_NO_TANGENT_SPACE", f"{here}/material", message)


def uses_of(material: Any, pointer: str = "") -> list[tuple[str, int]]:
    """Every use of a texture in a material, by place, with the set of coordinates it needs."""
    found = []
    for key, value in material.items() if isinstance(material, dict) else ():
        if not isinstance(value, dict) or key == "extras":
            continue
        if key.endswith("Texture") and is_whole(value.get("index")):
            moved = extension(value, "KHR_texture_transform")
            uv_set = moved.get("texCoord", value.get("texCoord", 0))
            if is_whole(uv_set) and uv_set >= 0:
                found.append((f"{pointer}/{key}", uv_set))
        else:
            found += uses_of(value, f"{pointer}/{key}")
    return found
