"""glTF meshes to `Mesh`: triangles of every mode, normals and tangents where missing, morph targets, skin weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.loading.accessors import Accessors
from vr_app.loading.compressed import DRACO, unpack_draco
from vr_app.loading.container import Container
from vr_app.loading.problem import AssetError
from vr_app.loading.strokes import POINTS, strokes
from vr_app.loading.tangents import corner_tangents
from vr_app.loading.vertices import MORPHED, Vertices, flat_normals, unit
from vr_app.scene.material import Material
from vr_app.scene.mesh import Mesh, Morph, Primitive, build_primitive

MAX_MORPH_FLOATS = 64_000_000
MAX_VERTICES = 3_000_000
STRIP, FAN = 5, 6
TRIANGLES = (4, STRIP, FAN)


class Meshes:
    """Reads the meshes of one file.

    Attributes:
        materials: those of the file, and after them unlit copies for points and lines without normals.
    """

    def __init__(
        self,
        container: Container,
        accessors: Accessors,
        materials: Sequence[Material],
        uv_sets: Sequence[Sequence[int]] = (),
    ) -> None:
        self.materials = list(materials)
        self._container = container
        self._accessors = accessors
        self._uv_sets = uv_sets
        self._report = container.report
        self._morph_floats = 0
        self._vertices = 0
        self._unlit: dict[int, int] = {}

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
        mode = entry.get("mode", 4)
        if mode not in range(7):
            self._report.note(f"{here}: is of no mode that glTF knows; not drawn")
            return None
        attributes = entry.get("attributes")
        if not isinstance(attributes, dict):
            raise self._report.error("json.type", f"{here}/attributes", "is not an object")
        if "POSITION" not in attributes:
            self._report.note(f"{here}: has no positions; not drawn")
            return None
        material = self._material(entry, "material", here)
        variants = self._variants(entry, material, here)
        unpacked = self._unpack_draco(entry, attributes, here)
        vertices = self._read_vertices(attributes, entry.get("targets"), material, here)
        indices = unpacked if unpacked is not None else self._indices(entry, here, len(vertices))
        if mode in TRIANGLES:
            indices = _triangles(indices, mode if unpacked is None else 4)
            flat = vertices.columns["normals"] is None
            used = indices if flat else _used(indices, len(vertices))
            if flat or len(used) < len(vertices):
                vertices = vertices.taken(used)
                indices = (np.arange(len(used)) if flat else np.searchsorted(used, indices)).astype(np.uint32)
            if flat:
                vertices.columns["tangents"] = None
                vertices.columns["normals"] = flat_normals(vertices.positions)
            else:
                vertices.columns["normals"] = unit(vertices.columns["normals"])
            vertices, indices = self._with_tangents(material, vertices, indices)
        else:
            lit = vertices.columns["normals"] is not None
            material = material if lit else self._unlit_copy(material)
            variants = variants if lit else tuple(self._unlit_copy(number) for number in variants)
            source, offsets, indices = strokes(vertices.positions, indices, mode)
            vertices = vertices.taken(source)
            vertices.columns["normals"] = unit(vertices.columns["normals"] if lit else offsets)
            vertices.columns["positions"] = vertices.positions + offsets
        if not len(indices):
            self._report.note(f"{here}: has too few vertices for a {'point' if mode == POINTS else 'shape'}; not drawn")
            return None
        self._vertices += len(vertices)
        if self._vertices > MAX_VERTICES:
            raise self._report.error("mesh.size", here, f"makes more than {MAX_VERTICES:,} vertices: not read")
        columns = {name: values for name, values in vertices.columns.items() if name != "positions"}
        primitive = build_primitive(vertices.positions, indices, material=material, morph=vertices.morph, **columns)
        return replace(primitive, variant_materials=variants) if variants else primitive

    def _material(self, entry: dict[str, Any], key: str, here: str) -> int:
        material = entry.get(key, -1)
        if material != -1:
            self._container.entry("materials", material, f"{here}/{key}")
        return material

    def _variants(self, entry: dict[str, Any], material: int, here: str) -> tuple[int, ...]:
        """The material of each variant (KHR_materials_variants), () where the primitive has none."""
        names = self._container.extension("KHR_materials_variants").get("variants")
        extension = _object(_object(entry.get("extensions")).get("KHR_materials_variants"))
        mappings = extension.get("mappings")
        if not isinstance(names, list) or not isinstance(mappings, list):
            return ()
        here = f"{here}/extensions/KHR_materials_variants/mappings"
        out = [material] * len(names)
        for number, mapping in enumerate(mappings):
            if not isinstance(mapping, dict) or not isinstance(mapping.get("variants"), list):
                raise self._report.error("json.type", f"{here}/{number}", "is not an object with variants")
            chosen = self._material(mapping, "material", f"{here}/{number}")
            for place, variant in enumerate(mapping["variants"]):
                if not isinstance(variant, int) or not 0 <= variant < len(names):
                    pointer = f"{here}/{number}/variants/{place}"
                    raise self._report.error("reference.range", pointer, "refers to a variant that is not there")
                out[variant] = chosen
        return tuple(out)

    def _unlit_copy(self, material: int) -> int:
        if material not in self._unlit:
            surface = self.materials[material] if material >= 0 else Material(metallic=0.0)
            self._unlit[material] = len(self.materials)
            self.materials.append(replace(surface, shading="unlit", layers=None, mtoon=None))
        return self._unlit[material]

    def _unpack_draco(
        self, entry: dict[str, Any], attributes: dict[str, Any], here: str
    ) -> npt.NDArray[np.uint32] | None:
        """Gives the accessors of a compressed primitive their values. Returns: its triangles' indices."""
        extension = _object(entry.get("extensions")).get(DRACO)
        if extension is None:
            return None
        here = f"{here}/extensions/{DRACO}"
        ids = _object(extension).get("attributes")
        if not isinstance(ids, dict) or not all(isinstance(number, int) for number in ids.values()):
            raise self._report.error("json.type", f"{here}/attributes", "is not an object of numbers")
        data = self._accessors.view_bytes(extension.get("bufferView"), f"{here}/bufferView")
        try:
            vertex_count = self._accessors.count(attributes["POSITION"], f"{here}/attributes/POSITION")
            index_count = self._accessors.count(entry["indices"], f"{here}/indices") if "indices" in entry else 0
            indices, found = unpack_draco(data, ids, vertex_count, index_count, here, self._report)
        except AssetError as error:
            if DRACO in self._container.required or "bufferView" not in self._first_accessor(attributes):
                raise
            self._report.note(f"{error.pointer}: {error.message}; read uncompressed")
            return None
        for name, values in found.items():
            if name in attributes:
                self._container.entry("accessors", attributes[name], f"{here}/attributes/{name}")
                self._accessors.put(attributes[name], values)
        if len(indices) and int(indices.max()) >= vertex_count:
            raise self._report.error("mesh.indices", here, "unpacks to indices past its vertices")
        return indices

    def _first_accessor(self, attributes: dict[str, Any]) -> dict[str, Any]:
        return self._container.entry("accessors", attributes["POSITION"], "/accessors")

    def _read_vertices(self, attributes: dict[str, Any], targets: Any, material: int, here: str) -> Vertices:
        positions = self._attribute(attributes, "POSITION", here, ("VEC3",))
        assert positions is not None
        count = len(positions)
        sets = self._uv_sets[material] if 0 <= material < len(self._uv_sets) else (0, 1)
        first, second = (number if number >= 0 else slot for slot, number in enumerate(sets))
        columns: dict[str, npt.NDArray[Any] | None] = {
            "positions": positions,
            "normals": self._attribute(attributes, "NORMAL", here, ("VEC3",), count),
            "tangents": self._attribute(attributes, "TANGENT", here, ("VEC4",), count),
            "uv0": self._attribute(attributes, f"TEXCOORD_{first}", here, ("VEC2",), count),
            "uv1": self._attribute(attributes, f"TEXCOORD_{second}", here, ("VEC2",), count),
            "colours": self._attribute(attributes, "COLOR_0", here, ("VEC3", "VEC4"), count),
        }
        columns["joints"], columns["weights"] = self._influences(attributes, here, count)
        return Vertices(columns, self._morph(targets, here, count))

    def _indices(self, entry: dict[str, Any], here: str, count: int) -> npt.NDArray[np.uint32]:
        if "indices" not in entry:
            return np.arange(count, dtype=np.uint32)
        raw = self._accessors.read(entry["indices"], f"{here}/indices", widths=("SCALAR",))
        if raw.dtype.kind != "u":
            raise self._report.error("mesh.indices", f"{here}/indices", "are not unsigned whole numbers")
        indices = raw[:, 0].astype(np.uint32)
        if len(indices) and int(indices.max()) >= count:
            message = f"point at vertex {int(indices.max())}, but there are {count}"
            raise self._report.error("mesh.indices", f"{here}/indices", message)
        return indices

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
        names = [name for name in MORPHED if any(name in target for target in targets)]
        self._morph_floats += len(targets) * count * 3 * max(len(names), 1)
        if self._morph_floats > MAX_MORPH_FLOATS:
            raise self._report.error("mesh.size", f"{here}/targets", "holds more morph targets than this program reads")
        deltas = {
            field: np.zeros((len(targets), count, 3) if name in (*names, "POSITION") else (0, 0, 0), np.float32)
            for name, field in MORPHED.items()
        }
        for number, target in enumerate(targets):
            for name in names:
                if name in target:
                    pointer = f"{here}/targets/{number}/{name}"
                    values = self._accessors.floats(target[name], pointer, ("VEC3",))
                    if len(values) != count:
                        message = f"has {len(values)} values for {count} positions"
                        raise self._report.error("mesh.count", pointer, message)
                    deltas[MORPHED[name]][number] = values
        return Morph(**deltas)

    def _with_tangents(
        self, material: int, vertices: Vertices, indices: npt.NDArray[np.uint32]
    ) -> tuple[Vertices, npt.NDArray[np.uint32]]:
        """Tangents where a normal map needs them and the file gives none."""
        surface = self.materials[material] if material >= 0 else Material()
        use = surface.normal_texture
        if use is None and surface.layers is not None:
            use = surface.layers.clearcoat_normal_texture
        uv = vertices.columns["uv1" if use is not None and use.uv_set == 1 else "uv0"]
        normals = vertices.columns["normals"]
        if use is None or uv is None or normals is None or vertices.columns["tangents"] is not None or not len(indices):
            return vertices, indices
        found = corner_tangents(vertices.positions, normals, uv, indices)
        vertices = vertices.taken(found.source)
        vertices.columns["tangents"] = found.tangents
        return vertices, found.indices


def _triangles(indices: npt.NDArray[np.uint32], mode: int) -> npt.NDArray[np.uint32]:
    """The triangle list of a list, strip or fan."""
    if mode not in (STRIP, FAN):
        return indices[: len(indices) // 3 * 3]
    if len(indices) < 3:
        return indices[:0]
    if mode == STRIP:
        triangles = np.stack([indices[:-2], indices[1:-1], indices[2:]], axis=1)
        triangles[1::2] = triangles[1::2][:, [1, 0, 2]]
    else:
        triangles = np.stack([indices[1:-1], indices[2:], np.full(len(indices) - 2, indices[0])], axis=1)
    return np.ascontiguousarray(triangles).reshape(-1)


def _used(indices: npt.NDArray[np.integer], count: int) -> npt.NDArray[np.intp]:
    """Which of `count` vertices are named, ascending (np.unique takes thirty times as long)."""
    named = np.zeros(count, np.bool_)
    named[indices] = True
    return np.flatnonzero(named)


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
