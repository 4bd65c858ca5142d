"""glTF meshes to `Mesh`: triangles of every mode, normals and tangents where missing, morph targets, skin weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.loading.accessors import Accessors
from vr_app.loading.container import Container
from vr_app.loading.tangents import vertex_tangents
from vr_app.scene.material import Material
from vr_app.scene.mesh import Mesh, Morph, Primitive, build_primitive

MAX_MORPH_FLOATS = 64_000_000


class Meshes:
    """Reads the meshes of one file."""

    def __init__(self, container: Container, accessors: Accessors, materials: Sequence[Material]) -> None:
        self._container = container
        self._accessors = accessors
        self._materials = materials
        self._report = container.report
        self._morph_floats = 0

    def read_all(self) -> tuple[Mesh, ...]:
        return tuple(self._mesh(index) for index in range(len(self._container.array("meshes"))))

    def _mesh(self, index: int) -> Mesh:
        here = f"/meshes/{index}"
        entry = self._container.entry("meshes", index, here)
        listed = entry.get("primitives")
        if not isinstance(listed, list):
            raise self._report.error("json.type", f"{here}/primitives", "is not a list")
        primitives = []
        for number, item in enumerate(listed):
            if not isinstance(item, dict):
                raise self._report.error("json.type", f"{here}/primitives/{number}", "is not an object")
            primitive = self._primitive(item, f"{here}/primitives/{number}")
            if primitive is not None:
                primitives.append(primitive)
        extras = entry.get("extras")
        names = extras.get("targetNames", []) if isinstance(extras, dict) else []
        names = tuple(str(name) for name in names) if isinstance(names, list) else ()
        return Mesh(str(entry.get("name", "")), tuple(primitives), names)

    def _primitive(self, entry: dict[str, Any], here: str) -> Primitive | None:
        extensions = entry.get("extensions")
        if isinstance(extensions, dict) and "KHR_draco_mesh_compression" in extensions:
            raise self._report.error("extension.draco", here, "is compressed with Draco, which is not read")
        mode = entry.get("mode", 4)
        if mode not in (4, 5, 6):
            self._report.note(f"{here}: points and lines are not drawn")
            return None
        attributes = entry.get("attributes")
        if not isinstance(attributes, dict):
            raise self._report.error("json.type", f"{here}/attributes", "is not an object")
        if "POSITION" not in attributes:
            self._report.note(f"{here}: has no positions; not drawn")
            return None
        material = entry.get("material", -1)
        if material != -1:
            self._container.entry("materials", material, f"{here}/material")
        positions = self._attribute(attributes, "POSITION", here, ("VEC3",))
        assert positions is not None
        indices = self._indices(entry, here, len(positions), mode)
        if len(indices) == 0:
            return None
        columns: dict[str, npt.NDArray[Any] | None] = {
            "normals": self._attribute(attributes, "NORMAL", here, ("VEC3",), len(positions)),
            "tangents": self._attribute(attributes, "TANGENT", here, ("VEC4",), len(positions)),
            "uv0": self._attribute(attributes, "TEXCOORD_0", here, ("VEC2",), len(positions)),
            "uv1": self._attribute(attributes, "TEXCOORD_1", here, ("VEC2",), len(positions)),
            "colours": self._attribute(attributes, "COLOR_0", here, ("VEC3", "VEC4"), len(positions)),
        }
        columns["joints"], columns["weights"] = self._influences(attributes, here, len(positions))
        morph = self._morph(entry.get("targets"), here, len(positions))

        flat = columns["normals"] is None
        used = indices if flat else np.unique(indices)
        if flat or len(used) < len(positions):
            positions = positions[used]
            columns = {name: None if values is None else values[used] for name, values in columns.items()}
            if morph is not None:
                normals = morph.normals[:, used] if morph.normals.size else morph.normals
                morph = Morph(np.ascontiguousarray(morph.positions[:, used]), np.ascontiguousarray(normals))
            indices = (np.arange(len(used)) if flat else np.searchsorted(used, indices)).astype(np.uint32)
        columns["normals"] = _flat_normals(positions) if flat else _unit(columns["normals"])
        if columns["tangents"] is None:
            columns["tangents"] = self._tangents(material, positions, columns, indices)
        return build_primitive(positions, indices, material=material, morph=morph, **columns)

    def _indices(self, entry: dict[str, Any], here: str, count: int, mode: int) -> npt.NDArray[np.uint32]:
        if "indices" not in entry:
            indices = np.arange(count, dtype=np.uint32)
        else:
            raw = self._accessors.read(entry["indices"], f"{here}/indices", widths=("SCALAR",))
            if raw.dtype.kind != "u":
                raise self._report.error("mesh.indices", f"{here}/indices", "are not unsigned whole numbers")
            indices = raw[:, 0].astype(np.uint32)
            if len(indices) and int(indices.max()) >= count:
                message = f"point at vertex {int(indices.max())}, but there are {count}"
                raise self._report.error("mesh.indices", f"{here}/indices", message)
        if mode == 4:
            return indices[: len(indices) // 3 * 3]
        if len(indices) < 3:
            return indices[:0]
        if mode == 5:
            triangles = np.stack([indices[:-2], indices[1:-1], indices[2:]], axis=1)
            triangles[1::2] = triangles[1::2][:, [1, 0, 2]]
        else:
            triangles = np.stack([np.full(len(indices) - 2, indices[0]), indices[1:-1], indices[2:]], axis=1)
        return np.ascontiguousarray(triangles).reshape(-1)

    def _attribute(
        self, attributes: dict[str, Any], name: str, here: str, widths: tuple[str, ...], count: int = 0
    ) -> npt.NDArray[np.float32] | None:
        if name not in attributes:
            return None
        pointer = f"{here}/attributes/{name}"
        values = self._accessors.floats(attributes[name], pointer, widths)
        if count and len(values) != count:
            raise self._report.error("mesh.count", pointer, f"has {len(values)} values for {count} positions")
        return values

    def _influences(self, attributes: dict[str, Any], here: str, count: int) -> tuple[Any, Any]:
        joints, weights = [], []
        for number in range(4):
            if f"JOINTS_{number}" not in attributes or f"WEIGHTS_{number}" not in attributes:
                break
            pointer = f"{here}/attributes/JOINTS_{number}"
            joints.append(self._accessors.read(attributes[f"JOINTS_{number}"], pointer, widths=("VEC4",)))
            weights.append(self._attribute(attributes, f"WEIGHTS_{number}", here, ("VEC4",), count))
            if len(joints[-1]) != count or joints[-1].dtype.kind != "u":
                raise self._report.error("mesh.joints", pointer, "does not fit the positions")
        if not joints:
            return None, None
        joint, weight = np.concatenate(joints, axis=1), np.concatenate(weights, axis=1)
        if joint.shape[1] > 4:
            strongest = np.argsort(-weight, axis=1, kind="stable")[:, :4]
            joint, weight = np.take_along_axis(joint, strongest, 1), np.take_along_axis(weight, strongest, 1)
        return joint, weight

    def _morph(self, targets: Any, here: str, count: int) -> Morph | None:
        if not targets:
            return None
        if not isinstance(targets, list) or not all(isinstance(target, dict) for target in targets):
            raise self._report.error("json.type", f"{here}/targets", "is not a list of objects")
        has_normals = any("NORMAL" in target for target in targets)
        self._morph_floats += len(targets) * count * (6 if has_normals else 3)
        if self._morph_floats > MAX_MORPH_FLOATS:
            raise self._report.error("mesh.size", f"{here}/targets", "holds more morph targets than this program reads")
        positions = np.zeros((len(targets), count, 3), np.float32)
        normals = np.zeros((len(targets), count, 3) if has_normals else (0, 0, 0), np.float32)
        for number, target in enumerate(targets):
            for name, out in (("POSITION", positions), ("NORMAL", normals)):
                if name in target:
                    pointer = f"{here}/targets/{number}/{name}"
                    values = self._accessors.floats(target[name], pointer, ("VEC3",))
                    if len(values) != count:
                        raise self._report.error(
                            "mesh.count", pointer, f"has {len(values)} values for {count} positions"
                        )
                    out[number] = values
        return Morph(positions, normals)

    def _tangents(self, material: int, positions: Any, columns: dict[str, Any], indices: Any) -> Any:
        use = self._materials[material].normal_texture if material >= 0 else None
        uv = columns["uv1" if use is not None and use.uv_set == 1 else "uv0"]
        if use is None or uv is None:
            return None
        return vertex_tangents(positions, columns["normals"], uv, indices)


def _flat_normals(corners: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    triangles = corners.reshape(-1, 3, 3)
    normals = np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])
    return np.repeat(_unit(normals), 3, axis=0)


def _unit(vectors: npt.NDArray[Any] | None) -> npt.NDArray[np.float32]:
    assert vectors is not None
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    up = np.array([0.0, 1.0, 0.0], np.float32)
    return np.where(length > 1e-12, vectors / np.maximum(length, 1e-20), up).astype(np.float32)
