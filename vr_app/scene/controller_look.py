"""A controller's own model, ready to be drawn in a hand: what stays together is one piece, what moves has its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.material import Image, Material, TextureUse
from vr_app.scene.mesh import Primitive
from vr_app.scene.node import NodeTable
from vr_app.scene.overlay import OVERLAY_VERTEX, Levels, OverlayMesh, OverlayModel, joined
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import Array, identity

MOST_PIXELS = 1024
"""Side of the pictures that are taken."""
MOST_TRIANGLES = 200_000
"""A model with more is not drawn."""


@dataclass(frozen=True)
class _Mover:
    """A node that moves.

    Attributes:
        name: as the runtime calls it.
        upper: number of the mover that it hangs on, -1 for none.
        base: `upper_from_parent`, at rest.
        rest: `parent_from_node`, at rest.
    """

    name: str
    upper: int
    base: Array
    rest: Array


@dataclass(frozen=True)
class _Piece:
    """What moves together and has one surface. `mover` is -1 for what stays."""

    mover: int
    mesh: OverlayMesh
    levels: Levels


class ControllerLook:
    """Made once per model.

    Args:
        scene: the file, as our loader reads it.
        moving: names of the nodes that move; the first of each name counts.
    """

    def __init__(self, scene: Scene, moving: Collection[str] = ()) -> None:
        nodes = scene.nodes
        world = world_matrices(nodes, LocalPose.at_rest(nodes))
        numbers = {nodes.index_of(name): name for name in moving if nodes.index_of(name) >= 0}
        order = sorted(numbers)  # a parent comes before its children
        self._movers = [_mover(nodes, world, node, numbers[node], order) for node in order]
        self._pieces = _pieces(scene, world, order)

    def models(
        self, scene_from_model: Array, parts: Mapping[str, Array], hidden: Collection[str] = ()
    ) -> tuple[OverlayModel, ...]:
        """What to draw now.

        Args:
            parts: `parent_from_node` of nodes that moved, by name.
            hidden: names of nodes that are not seen, nor what hangs on them.
        """
        places: list[Array] = []
        gone: list[bool] = []
        for mover in self._movers:
            own = mover.base @ parts.get(mover.name, mover.rest)
            places.append(own if mover.upper < 0 else places[mover.upper] @ own)
            gone.append(mover.name in hidden or (mover.upper >= 0 and gone[mover.upper]))
        return tuple(
            OverlayModel(
                piece.mesh,
                piece.levels,
                scene_from_model if piece.mover < 0 else scene_from_model @ places[piece.mover],
            )
            for piece in self._pieces
            if piece.mover < 0 or not gone[piece.mover]
        )


def _mover(nodes: NodeTable, world: Array, node: int, name: str, order: list[int]) -> _Mover:
    parent = int(nodes.parent[node])
    upper = _nearest(nodes, parent, order)
    above = identity() if upper < 0 else np.linalg.inv(world[order[upper]])
    model_from_parent = identity() if parent < 0 else world[parent]
    rest = np.linalg.inv(model_from_parent) @ world[node]
    return _Mover(name, upper, (above @ model_from_parent).astype(np.float32), rest.astype(np.float32))


def _nearest(nodes: NodeTable, node: int, order: list[int]) -> int:
    """Number of the mover that a node is or hangs on, -1 for none."""
    while node >= 0:
        if node in order:
            return order.index(node)
        node = int(nodes.parent[node])
    return -1


def _pieces(scene: Scene, world: Array, order: list[int]) -> tuple[_Piece, ...]:
    groups: dict[tuple[int, int], list[OverlayMesh]] = {}
    nodes, triangles = scene.nodes, 0
    for node in np.flatnonzero((nodes.mesh >= 0) & nodes.visible):
        mover = _nearest(nodes, int(node), order)
        piece_from_node = world[node] if mover < 0 else np.linalg.inv(world[order[mover]]) @ world[node]
        for primitive in scene.meshes[nodes.mesh[node]].primitives:
            triangles += primitive.triangle_count
            if triangles > MOST_TRIANGLES:
                return ()
            material = scene.materials[primitive.material] if primitive.material >= 0 else Material()
            if material.alpha_mode == "BLEND" and material.base_colour[3] < 0.5:
                continue
            mesh = _mesh(primitive, material.base_colour_texture, piece_from_node)
            groups.setdefault((mover, primitive.material), []).append(mesh)
    pictures: dict[int, Levels] = {}
    for _, number in groups:
        if number not in pictures:
            pictures[number] = _picture(scene.materials[number] if number >= 0 else Material(), scene.images)
    return tuple(_Piece(mover, joined(meshes), pictures[number]) for (mover, number), meshes in groups.items())


def _mesh(primitive: Primitive, use: TextureUse | None, matrix: Array) -> OverlayMesh:
    vertices = np.zeros(len(primitive.vertices), OVERLAY_VERTEX)
    vertices["position"] = primitive.positions @ matrix[:3, :3].T + matrix[:3, 3]
    normals = primitive.normals @ np.linalg.inv(matrix[:3, :3])
    vertices["normal"] = normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    if use is not None:
        vertices["colour"][:, :2] = _coordinates(primitive, use)
    indices = primitive.indices
    if np.linalg.det(matrix[:3, :3]) < 0:  # mirrored: the faces' other side would be in front
        indices = np.ascontiguousarray(indices.reshape(-1, 3)[:, ::-1]).reshape(-1)
    return OverlayMesh(vertices, indices)


def _coordinates(primitive: Primitive, use: TextureUse) -> npt.NDArray[np.float32]:
    uv = primitive.vertices["uv1" if use.uv_set else "uv0"] * np.array(use.scale, np.float32)
    c, s = np.cos(use.rotation_rad), np.sin(use.rotation_rad)
    uv = uv @ np.array([[c, s], [-s, c]], np.float32).T + np.array(use.offset, np.float32)
    inside = (uv >= -1e-3).all() and (uv <= 1.0 + 1e-3).all()
    return (uv if inside else np.mod(uv, 1.0)).astype(np.float32)


def _picture(material: Material, images: tuple[Image, ...]) -> Levels:
    """The surface's own colours, of a size that suits a hand's breadth."""
    factor = np.clip(np.array(material.base_colour, np.float32), 0.0, 1.0)
    use = material.base_colour_texture
    if use is None:
        texel = np.append(_srgb(factor[:3]), 255.0)
        return tuple(np.rint(np.tile(texel, (side, side, 1))).astype(np.uint8) for side in (2, 1))
    levels = images[use.image].levels
    first = next((n for n, level in enumerate(levels) if max(level.shape[:2]) <= MOST_PIXELS), len(levels) - 1)
    if (factor[:3] == 1.0).all():
        return levels[first:]
    ramp = (np.arange(256, dtype=np.float32) / 255.0) ** 2.2
    shades = [np.rint(_srgb(ramp * factor[channel])).astype(np.uint8) for channel in range(3)]
    return tuple(_shaded(level, shades) for level in levels[first:])


def _shaded(pixels: npt.NDArray[np.uint8], shades: list[npt.NDArray[np.uint8]]) -> npt.NDArray[np.uint8]:
    """Each channel as its table has it."""
    out = pixels.copy()
    for channel, shade in enumerate(shades):
        out[..., channel] = shade[pixels[..., channel]]
    return out


def _srgb(linear: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    return (np.maximum(linear, 0.0) ** (1 / 2.2) * 255.0).astype(np.float32)
