"""Spring bones of a VRM file, 1.0 or 0.x. A broken part is left out with a note; the rest of the figure still sways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from vr_app.kernel.errors import UserError
from vr_app.scene.avatar.json_reader import JsonReader
from vr_app.scene.avatar.spring import SpringCollider, SpringJoint, Springs, Vector
from vr_app.scene.node import NodeTable
from vr_app.scene.scene import LoadedAsset
from vr_app.scene.transform import rotation_matrices

MOST_JOINTS = 2048
MOST_DEEP = 40
"""Sections one after another in a chain: each costs a pass of its own every frame."""
MOST_PAIRS = 8192
"""Of a joint and a collider, in one figure."""
_MOST_BETWEEN = 256
_MOST_NOTES = 20
_SPRINGS = "/extensions/VRMC_springBone"
_SECONDARY = "/extensions/VRM/secondaryAnimation"
_LOOSE_END_M = 0.07
"""VRM 0.x gives the last bone of a chain a tail of this length."""


def read_springs(asset: LoadedAsset) -> Springs:
    """All spring bones the file has; empty where it has none."""
    return _Reading(asset).springs()


class _Reading:
    def __init__(self, asset: LoadedAsset) -> None:
        self._asset = asset
        self._nodes: NodeTable = asset.nodes
        self._reader = JsonReader(asset.name)
        self._joints: list[SpringJoint] = []
        self._parent: list[int] = asset.nodes.parent.tolist()
        self._taken: dict[int, int] = {}
        self._pairs = 0
        self._notes: list[str] = []

    def springs(self) -> Springs:
        colliders: list[SpringCollider | None] = []
        try:
            extensions = self._reader.object(self._asset.document, "extensions", "")
            if "VRMC_springBone" in extensions:
                colliders = self._read1(self._reader.object(extensions, "VRMC_springBone", "/extensions"))
            elif "VRM" in extensions and "VRMC_vrm" not in extensions:
                vrm = self._reader.object(extensions, "VRM", "/extensions")
                colliders = self._read0(self._reader.object(vrm, "secondaryAnimation", "/extensions/VRM"))
        except UserError as error:
            self._note(error.message)
        nowhere = SpringCollider(0, "sphere")
        return Springs(tuple(self._joints), tuple(c or nowhere for c in colliders), tuple(self._notes))

    def _note(self, text: str) -> None:
        if len(self._notes) < _MOST_NOTES:
            self._notes.append(text)

    def _node(self, number: int) -> int:
        return self._asset.node_of_file[number]

    # ------------------------------------------------------------------ 1.0

    def _read1(self, extension: Mapping[str, Any]) -> list[SpringCollider | None]:
        colliders: list[SpringCollider | None] = []
        for entry, here in self._reader.items(extension, "colliders", _SPRINGS):
            try:
                colliders.append(self._collider(entry, here))
            except UserError as error:
                self._note(f"{error.message}; the collider is left out")
                colliders.append(None)
        groups = [
            [c for c in self._listed(entry, "colliders", here, len(colliders)) if colliders[c] is not None]
            for entry, here in self._reader.items(extension, "colliderGroups", _SPRINGS)
        ]
        for entry, here in self._reader.items(extension, "springs", _SPRINGS):
            try:
                self._spring(entry, here, groups)
            except UserError as error:
                self._note(f"{error.message}; this spring stays stiff")
        return colliders

    def _listed(self, entry: Mapping[str, Any], key: str, here: str, count: int) -> list[int]:
        return self._reader.indices(entry, key, here, count, self._note)

    def _collider(self, entry: Mapping[str, Any], here: str) -> SpringCollider | None:
        read = self._reader
        number = read.index(entry, "node", here, len(self._asset.node_of_file))
        if number is None:
            return None
        node = self._node(number)
        where = f"{here}/shape"
        shape = read.object(entry, "shape", here)
        extended = read.object(read.object(entry, "extensions", here), "VRMC_springBone_extended_collider", here)
        if extended:
            where = f"{here}/extensions/VRMC_springBone_extended_collider/shape"
            shape = read.object(extended, "shape", where.removesuffix("/shape"))
        if "plane" in shape:
            plane = read.object(shape, "plane", where)
            normal = np.array(read.vector(plane, "normal", f"{where}/plane", (0.0, 0.0, 1.0)))
            length = float(np.linalg.norm(normal))
            if length < 1e-6:
                raise read.error(f"{where}/plane/normal", "has no length")
            return SpringCollider(
                node, "plane", _three(read.vector(plane, "offset", f"{where}/plane", (0.0,) * 3)),
                _three(tuple(normal / length)),
            )  # fmt: skip
        kind = "capsule" if "capsule" in shape else "sphere"
        if kind not in shape:
            raise read.error(where, "is neither a sphere nor a capsule")
        body = read.object(shape, kind, where)
        pointer = f"{where}/{kind}"
        offset = _three(read.vector(body, "offset", pointer, (0.0,) * 3))
        tail = _three(read.vector(body, "tail", pointer, (0.0,) * 3)) if kind == "capsule" else offset
        radius = max(read.number(body, "radius", pointer, 0.0), 0.0)
        return SpringCollider(node, kind, offset, tail, radius, bool(extended) and body.get("inside") is True)

    def _spring(self, entry: Mapping[str, Any], here: str, groups: list[list[int]]) -> None:
        read = self._reader
        colliders: list[int] = []
        for group in self._listed(entry, "colliderGroups", here, len(groups)):
            colliders += groups[group]
        center = read.index(entry, "center", here, len(self._asset.node_of_file))
        joints = read.items(entry, "joints", here)
        numbers = []
        for joint, pointer in joints:
            number = read.index(joint, "node", pointer, len(self._asset.node_of_file))
            if number is None:
                raise read.error(f"{pointer}/node", "is missing")
            numbers.append(self._node(number))
        for place in range(len(joints) - 1):
            joint, pointer = joints[place]
            if self._full(pointer):
                return
            tail = self._below(numbers[place], numbers[place + 1])
            if tail is None:
                raise read.error(f"{joints[place + 1][1]}/node", "is not below the joint before it")
            direction = read.vector(joint, "gravityDir", pointer, (0.0, -1.0, 0.0))
            power = read.number(joint, "gravityPower", pointer, 0.0)
            kept = self._add(
                SpringJoint(
                    numbers[place],
                    tail,
                    numbers[place + 1],
                    max(read.number(joint, "stiffness", pointer, 1.0), 0.0),
                    _three(tuple(power * value for value in direction)),
                    min(max(read.number(joint, "dragForce", pointer, 0.5), 0.0), 1.0),
                    max(read.number(joint, "hitRadius", pointer, 0.0), 0.0),
                    tuple(dict.fromkeys(colliders)),
                    -1 if center is None else self._node(center),
                ),
                pointer,
            )
            if not kept:
                return

    def _below(self, above: int, node: int) -> Vector | None:
        """Where a node is at rest in the space of another above it; None where that is not (closely) above it."""
        point = np.zeros(3)
        nodes = self._nodes
        steps = 0
        while node != above:
            steps += 1
            if node < above or steps > _MOST_BETWEEN:  # parents come before their children
                return None
            turn = rotation_matrices(nodes.rotation[node]).astype(np.float64)
            point = turn @ (nodes.scale[node] * point) + nodes.translation[node]
            node = int(nodes.parent[node])
        return _three(tuple(point))

    # ------------------------------------------------------------------ 0.x

    def _read0(self, secondary: Mapping[str, Any]) -> list[SpringCollider | None]:
        read = self._reader
        colliders: list[SpringCollider | None] = []
        groups: list[list[int]] = []
        for entry, here in read.items(secondary, "colliderGroups", _SECONDARY):
            groups.append([])
            try:
                number = read.index(entry, "node", here, len(self._asset.node_of_file))
                for sphere, pointer in read.items(entry, "colliders", here) if number is not None else ():
                    x, y, z = read.named_vector(sphere, "offset", pointer, (0.0, 0.0, 0.0))
                    offset = (x, y, -z)  # told in Unity's left-handed space
                    radius = max(read.number(sphere, "radius", pointer, 0.0), 0.0)
                    groups[-1].append(len(colliders))
                    colliders.append(SpringCollider(self._node(number or 0), "sphere", offset, offset, radius))
            except UserError as error:
                self._note(f"{error.message}; the rest of this collider group is left out")
        for entry, here in read.items(secondary, "boneGroups", _SECONDARY):
            try:
                self._bone_group(entry, here, groups)
            except UserError as error:
                self._note(f"{error.message}; this bone group stays stiff")
        return colliders

    def _bone_group(self, entry: Mapping[str, Any], here: str, groups: list[list[int]]) -> None:
        read = self._reader
        colliders: list[int] = []
        for group in self._listed(entry, "colliderGroups", here, len(groups)):
            colliders += groups[group]
        power = read.number(entry, "gravityPower", here, 0.0)
        gravity = read.named_vector(entry, "gravityDir", here, (0.0, -1.0, 0.0))
        center = read.index(entry, "center", here, len(self._asset.node_of_file))
        pattern = SpringJoint(
            0,
            (0.0, 0.0, 0.0),
            -1,
            max(read.number(entry, "stiffiness", here, 1.0), 0.0),
            _three(tuple(power * value for value in gravity)),
            min(max(read.number(entry, "dragForce", here, 0.4), 0.0), 1.0),
            max(read.number(entry, "hitRadius", here, 0.02), 0.0),
            tuple(dict.fromkeys(colliders)),
            -1 if center is None else self._node(center),
        )
        pending = [self._node(n) for n in self._listed(entry, "bones", here, len(self._asset.node_of_file))][::-1]
        while pending:
            node = pending.pop()
            if node in self._taken:
                continue
            children = np.flatnonzero(self._nodes.parent == node).tolist()
            if not self._add(self._section(node, children, pattern), f"{here}/bones"):
                return
            pending += children[::-1]

    def _section(self, node: int, children: list[int], pattern: SpringJoint) -> SpringJoint:
        tail = self._nodes.translation[children[0] if children else node].astype(np.float64)
        if not children:
            length = float(np.linalg.norm(tail))
            tail = tail * (_LOOSE_END_M / length) if length > 1e-9 else np.array([0.0, -_LOOSE_END_M, 0.0])
        return SpringJoint(
            node, _three(tuple(tail)), children[0] if children else -1, pattern.stiffness, pattern.gravity,
            pattern.drag, pattern.hit_radius, pattern.colliders, pattern.center,
        )  # fmt: skip

    # ------------------------------------------------------------------ both

    def _full(self, pointer: str) -> bool:
        if len(self._joints) < MOST_JOINTS:
            return False
        note = f"the figure has more than {MOST_JOINTS} spring joints; the rest stay stiff"
        if not any(note in known for known in self._notes):
            self._note(f"{pointer}: {note}")
        return True

    def _add(self, joint: SpringJoint, pointer: str) -> bool:
        """Keeps a joint. Returns: False where none below it are kept."""
        if self._full(pointer):
            return False
        if joint.node in self._taken:
            self._note(f"{pointer}: is in two springs; the first one moves it")
            return True
        above = self._parent[joint.node]
        while above >= 0 and above not in self._taken:
            above = self._parent[above]
        depth = self._taken[above] + 1 if above >= 0 else 0
        if depth >= MOST_DEEP:
            self._note(f"{pointer}: is below {MOST_DEEP} other spring joints; it stays stiff")
            return False
        self._taken[joint.node] = depth
        if self._pairs + len(joint.colliders) > MOST_PAIRS:
            self._note(f"{pointer}: has colliders beyond the {MOST_PAIRS} that are tried for a figure; left out")
            joint = replace(joint, colliders=joint.colliders[: MOST_PAIRS - self._pairs])
        self._pairs += len(joint.colliders)
        if max(abs(value) for value in joint.tail) > 1e-6:
            self._joints.append(joint)
        return True


def _three(values: tuple[float, ...]) -> Vector:
    x, y, z = values
    return float(x), float(y), float(z)
