"""Rules for animations: what may be moved, and which keys belong to it."""

from __future__ import annotations

from typing import Any

from vr_app.loading.rules.links import (
    Entry,
    Links,
    component_bytes,
    extension,
    has_bounds,
    is_whole,
    items,
    layout,
    whole,
)

INPUTS = ("SCALAR FLOAT",)
SMALL = ("BYTE normalized", "UNSIGNED_BYTE normalized", "SHORT normalized", "UNSIGNED_SHORT normalized")
OUTPUTS = {
    "translation": ("VEC3 FLOAT",),
    "scale": ("VEC3 FLOAT",),
    "rotation": ("VEC4 FLOAT", *(f"VEC4 {kind}" for kind in SMALL)),
    "weights": ("SCALAR FLOAT", *(f"SCALAR {kind}" for kind in SMALL)),
}
KEYS_NEEDED = {"LINEAR": 1, "STEP": 1, "CUBICSPLINE": 2}


def check_animations(links: Links) -> None:
    """All animations."""
    for number, animation in links.each("animations"):
        here = f"/animations/{number}"
        samplers = items(animation.get("samplers"))
        for place, sampler in links.each("samplers", animation):
            _check_sampler(links, sampler, f"{here}/samplers/{place}")
        moved: dict[Any, int] = {}
        for place, channel in links.each("channels", animation):
            pointer = f"{here}/channels/{place}"
            _check_channel(links, channel, samplers, pointer)
            target = channel.get("target")
            key = _target_key(target) if isinstance(target, dict) else None
            if key is not None:
                if key in moved:
                    where = f"{here}/channels/{moved[key]}/target"
                    links.add("ANIMATION_DUPLICATE_TARGETS", where, f"moves what channel {place} moves")
                moved.setdefault(key, place)


def _target_key(target: Entry) -> Any:
    pointer = extension(target, "KHR_animation_pointer").get("pointer")
    if isinstance(pointer, str):
        return pointer
    return (target["node"], str(target.get("path"))) if is_whole(target.get("node")) else None


def _check_sampler(links: Links, sampler: Entry, here: str) -> None:
    for key in ("input", "output"):
        accessor = links.get("accessors", sampler.get(key))
        if accessor is None:
            continue
        links.use_view(accessor, "animation", f"{here}/{key}")
        if links.stride(accessor):
            message = "uses a buffer view with a stride"
            links.add("ANIMATION_SAMPLER_ACCESSOR_WITH_BYTESTRIDE", f"{here}/{key}", message)
        if key == "output":
            continue
        if layout(accessor) not in INPUTS:
            message = f"is {layout(accessor)} instead of SCALAR FLOAT"
            readable = accessor.get("type") == "SCALAR" and component_bytes(accessor) > 0
            links.add("ANIMATION_SAMPLER_INPUT_ACCESSOR_INVALID_FORMAT", f"{here}/input", message, harmless=readable)
        if not has_bounds(accessor):
            links.add("ANIMATION_SAMPLER_INPUT_ACCESSOR_WITHOUT_BOUNDS", f"{here}/input", "has no min and max")
        least = KEYS_NEEDED.get(str(sampler.get("interpolation", "LINEAR")), 1)
        if 0 < whole(accessor, "count", 0) < least:
            message = f"has {accessor['count']} keys; this interpolation needs {least}"
            code = "ANIMATION_SAMPLER_INPUT_ACCESSOR_TOO_FEW_ELEMENTS"
            links.add(code, f"{here}/input", message, harmless=True)


def _check_channel(links: Links, channel: Entry, samplers: list[Any], here: str) -> None:
    number, target = channel.get("sampler"), channel.get("target")
    if is_whole(number) and number >= len(samplers):
        links.add("UNRESOLVED_REFERENCE", f"{here}/sampler", f"refers to sampler {number}, which is not there")
    if not isinstance(target, dict):
        return
    path, node = str(target.get("path")), links.get("nodes", target.get("node"))
    by_pointer = "KHR_animation_pointer" in (target.get("extensions") or ())
    if by_pointer:
        pointer = f"{here}/target/extensions/KHR_animation_pointer"
        if path != "pointer":
            links.add("KHR_ANIMATION_POINTER_ANIMATION_CHANNEL_TARGET_PATH", pointer, "needs the path to be pointer")
        if "node" in target:
            links.add("KHR_ANIMATION_POINTER_ANIMATION_CHANNEL_TARGET_NODE", pointer, "stands beside a node")
    morphs = _check_target(links, node, path, f"{here}/target") if node is not None else 0
    sampler = samplers[number] if is_whole(number) and 0 <= number < len(samplers) else None
    if not isinstance(sampler, dict) or path not in OUTPUTS or by_pointer:
        return
    output, keys = links.get("accessors", sampler.get("output")), links.get("accessors", sampler.get("input"))
    if output is None:
        return
    if layout(output) not in OUTPUTS[path]:
        message = f"gives {layout(output)} for {path} instead of {OUTPUTS[path][0]}"
        readable = str(output.get("type")) == OUTPUTS[path][0].split()[0] and component_bytes(output) > 0
        code = "ANIMATION_SAMPLER_OUTPUT_ACCESSOR_INVALID_FORMAT"
        links.add(code, f"{here}/sampler", message, harmless=readable)
    elif keys is not None and (path != "weights" or morphs):
        factor = 3 if sampler.get("interpolation") == "CUBICSPLINE" else 1
        expected = whole(keys, "count", 0) * factor * (morphs if path == "weights" else 1)
        if expected and whole(output, "count", 0) != expected:
            message = f"gives {output.get('count')} values where {expected} are needed"
            links.add("ANIMATION_SAMPLER_OUTPUT_ACCESSOR_INVALID_COUNT", f"{here}/sampler", message)


def _check_target(links: Links, node: Entry, path: Any, here: str) -> int:
    """Returns: number of morph targets of the node's mesh."""
    mesh = links.get("meshes", node.get("mesh"))
    primitives = [entry for _, entry in links.each("primitives", mesh)] if mesh is not None else []
    morphs = len(items(primitives[0].get("targets"))) if primitives else 0
    if path in ("translation", "rotation", "scale"):
        if "matrix" in node:
            links.add("ANIMATION_CHANNEL_TARGET_NODE_MATRIX", here, "moves a node that has a matrix")
        if "skin" in node and mesh is not None:
            message = "moves the node of a skinned mesh, which only its joints can move"
            links.add("ANIMATION_CHANNEL_TARGET_NODE_SKIN", f"{here}/path", message)
    if path == "weights" and not morphs:
        message = "moves the weights of a mesh without morph targets"
        links.add("ANIMATION_CHANNEL_TARGET_NODE_WEIGHTS_NO_MORPHS", here, message, harmless=True)
    return morphs
