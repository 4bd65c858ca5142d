"""Rules for nodes, scenes, skins, cameras and lights."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from vr_app.loading.rules.links import Entry, Links, extension, is_whole, items, layout, whole
from vr_app.scene.transform import decompose, local_matrices


def check_nodes(links: Links) -> None:
    """All nodes and what hangs on them."""
    parent = _parents(links)
    for number, node in links.each("nodes"):
        _check_node(links, node, f"/nodes/{number}")
    loops = _in_loops(parent)
    tree = _Tree({} if loops else parent)
    for number in sorted(loops):
        links.add("NODE_LOOP", f"/nodes/{number}", "is its own ancestor")
    for number, scene in links.each("scenes"):
        for place, root in enumerate(items(scene.get("nodes"))):
            if is_whole(root) and root in parent:
                pointer = f"/scenes/{number}/nodes/{place}"
                links.add("SCENE_NON_ROOT_NODE", pointer, f"names node {root}, which has a parent")
    for number, skin in links.each("skins"):
        _check_skin(links, skin, f"/skins/{number}", tree)
    if not loops:
        _check_skinned_scenes(links, tree)
    for number, camera in links.each("cameras"):
        _check_camera(links, camera, f"/cameras/{number}")
    _check_lights(links)


def _parents(links: Links) -> dict[int, int]:
    parent: dict[int, int] = {}
    for number, node in links.each("nodes"):
        for place, child in enumerate(items(node.get("children"))):
            if not is_whole(child) or links.get("nodes", child) is None:
                continue
            if child in parent and parent[child] != number:
                pointer = f"/nodes/{number}/children/{place}"
                links.add("NODE_PARENT_OVERRIDE", pointer, f"names node {child}, which has a parent already")
            else:
                parent[child] = number
    return parent


def _in_loops(parent: dict[int, int]) -> set[int]:
    """Nodes that come back to themselves. Each node is walked through once."""
    state: dict[int, int] = {}
    loops: set[int] = set()
    for start in parent:
        path, node = [], start
        while node in parent and node not in state:
            state[node] = start
            path.append(node)
            node = parent[node]
        if state.get(node) == start and node in path:
            loops.update(path[path.index(node) :])
    return loops


class _Tree:
    """Which node is above which; every way up is walked once."""

    def __init__(self, parent: dict[int, int]) -> None:
        self._parent = parent
        self._root: dict[int, int] = {}

    def root(self, node: int) -> int:
        way, top = [], node
        while top in self._parent and top not in self._root:
            way.append(top)
            top = self._parent[top]
        top = self._root.get(top, top)
        self._root.update(dict.fromkeys(way, top))
        return top

    def all_below(self, nodes: list[int], above: Any) -> bool:
        """Whether a node is above all of these, or one of them."""
        known = {above: True}
        for node in nodes:
            way, top = [], node
            while top not in known and top in self._parent:
                way.append(top)
                top = self._parent[top]
            if not known.get(top, False):
                return False
            known.update(dict.fromkeys(way, True))
        return True


def _check_node(links: Links, node: Entry, here: str) -> None:
    matrix, rotation = _numbers(node.get("matrix"), 16), _numbers(node.get("rotation"), 4)
    if "matrix" in node and any(key in node for key in ("translation", "rotation", "scale")):
        links.add("NODE_MATRIX_TRS", f"{here}/matrix", "stands beside translation, rotation or scale")
    if matrix is not None and not _is_trs(np.array(matrix, np.float64).reshape(4, 4).T):
        links.add("NODE_MATRIX_NON_TRS", f"{here}/matrix", "is no translation, rotation and scale")
    if rotation is not None and abs(math.sqrt(sum(v * v for v in rotation)) - 1) > 5e-4:
        links.add("ROTATION_NON_UNIT", f"{here}/rotation", "is not of unit length", harmless=any(rotation))
    mesh = links.get("meshes", node.get("mesh"))
    if mesh is None:
        return
    primitives = [entry for _, entry in links.each("primitives", mesh)]
    weights = node.get("weights")
    if isinstance(weights, list) and primitives:
        count = len(items(primitives[0].get("targets")))
        if count != len(weights):
            links.add("NODE_WEIGHTS_INVALID", f"{here}/weights", f"has {len(weights)} values for {count} morph targets")
    attributes = [p.get("attributes") for p in primitives]
    jointed = [isinstance(a, dict) and "JOINTS_0" in a for a in attributes]
    if links.get("skins", node.get("skin")) is not None:
        if not all(jointed) and jointed:
            links.add("NODE_SKIN_WITH_NON_SKINNED_MESH", here, "bends a mesh that has no joints")
    elif any(jointed) and "skin" not in node:
        links.add("NODE_SKINNED_MESH_WITHOUT_SKIN", f"{here}/mesh", "has joints, but the node has no skin")


def _numbers(values: Any, count: int) -> list[float] | None:
    good = isinstance(values, list) and len(values) == count
    if not good or not all(isinstance(v, int | float) and not isinstance(v, bool) for v in values):
        return None
    return values


def _is_trs(matrix: np.ndarray) -> bool:
    if np.abs(matrix[3] - [0, 0, 0, 1]).max() > 1e-6 or abs(np.linalg.det(matrix[:3, :3])) < 1e-12:
        return False
    translation, rotation, scale = decompose(matrix)
    again = local_matrices(*(np.asarray(part, np.float32)[None] for part in (translation, rotation, scale)))[0]
    return bool(np.abs(again - matrix).max() <= 5e-4 * max(1.0, np.abs(matrix).max()))


def _check_skin(links: Links, skin: Entry, here: str, tree: _Tree) -> None:
    joints = [joint for joint in items(skin.get("joints")) if links.get("nodes", joint) is not None]
    if len({tree.root(joint) for joint in joints}) > 1:
        links.add("SKIN_NO_COMMON_ROOT", f"{here}/joints", "belong to trees of their own")
    skeleton = skin.get("skeleton")
    if links.get("nodes", skeleton) is not None and not tree.all_below(joints, skeleton):
        links.add("SKIN_SKELETON_INVALID", f"{here}/skeleton", "is not above all joints")
    accessor = links.get("accessors", skin.get("inverseBindMatrices"))
    if accessor is None:
        return
    pointer = f"{here}/inverseBindMatrices"
    links.use_view(accessor, "matrices", pointer)
    if layout(accessor) != "MAT4 FLOAT":
        readable = accessor.get("type") == "MAT4"
        links.add("SKIN_IBM_INVALID_FORMAT", pointer, f"is {layout(accessor)} instead of MAT4 FLOAT", harmless=readable)
    if links.stride(accessor):
        links.add("SKIN_IBM_ACCESSOR_WITH_BYTESTRIDE", pointer, "uses a buffer view with a stride")
    if whole(accessor, "count", 0) < len(items(skin.get("joints"))):
        message = f"has {accessor.get('count')} matrices for {len(skin['joints'])} joints"
        links.add("INVALID_IBM_ACCESSOR_COUNT", pointer, message)


def _check_skinned_scenes(links: Links, tree: _Tree) -> None:
    """Joints must be in every scene that shows the mesh they bend."""
    trees: dict[int, set[int]] = {}
    for number, scene in links.each("scenes"):
        for root in items(scene.get("nodes")):
            if is_whole(root):
                trees.setdefault(root, set()).add(number)
    for number, node in links.each("nodes"):
        skin = links.get("skins", node.get("skin"))
        if skin is None or "mesh" not in node:
            continue
        shown = trees.get(tree.root(number), set())
        joints = [joint for joint in items(skin.get("joints")) if links.get("nodes", joint) is not None]
        if shown and any(not shown <= trees.get(root, set()) for root in {tree.root(joint) for joint in joints}):
            links.add("NODE_SKIN_NO_SCENE", f"/nodes/{number}", "is in a scene without its joints")


def _check_camera(links: Links, camera: Entry, here: str) -> None:
    flat, deep = camera.get("orthographic"), camera.get("perspective")
    if isinstance(flat, dict):
        for key in ("xmag", "ymag"):
            if flat.get(key) == 0:
                links.add("CAMERA_XMAG_YMAG_ZERO", f"{here}/orthographic/{key}", "is zero")
            elif isinstance(flat.get(key), int | float) and flat[key] < 0:
                links.add("CAMERA_XMAG_YMAG_NEGATIVE", f"{here}/orthographic/{key}", "is negative")
    for name, lens in (("orthographic", flat), ("perspective", deep)):
        if isinstance(lens, dict):
            far, near = lens.get("zfar"), lens.get("znear")
            if isinstance(far, int | float) and isinstance(near, int | float) and far <= near:
                links.add("CAMERA_ZFAR_LEQUAL_ZNEAR", f"{here}/{name}", "has its far plane before the near one")
    if isinstance(deep, dict) and isinstance(deep.get("yfov"), int | float) and deep["yfov"] >= math.pi:
        links.add("CAMERA_YFOV_GEQUAL_PI", f"{here}/perspective/yfov", "is half a turn or more")


def _check_lights(links: Links) -> None:
    name = "KHR_lights_punctual"
    lights = items(extension(links.document, name).get("lights"))
    for number, light in enumerate(lights):
        here = f"/extensions/{name}/lights/{number}"
        if not isinstance(light, dict):
            continue
        if light.get("type") == "spot" and "spot" not in light:
            links.add("UNDEFINED_PROPERTY", here, "is a spot light without spot")
        spot = light.get("spot")
        if isinstance(spot, dict):
            inner, outer = spot.get("innerConeAngle", 0), spot.get("outerConeAngle", math.pi / 4)
            if isinstance(inner, int | float) and isinstance(outer, int | float) and outer <= inner:
                links.add("KHR_LIGHTS_PUNCTUAL_LIGHT_SPOT_ANGLES", f"{here}/spot", "has no room between its angles")
    for number, node in links.each("nodes"):
        wanted = extension(node, name).get("light")
        if is_whole(wanted) and wanted >= len(lights):
            links.add("UNRESOLVED_REFERENCE", f"/nodes/{number}/extensions/{name}/light", f"refers to light {wanted}")
