"""Rules for what accessors hold: bounds, lengths, signs, indices. All values of an accessor are looked at at once."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.loading.accessors import Accessors
from vr_app.loading.problem import AssetError
from vr_app.loading.rules.links import Entry, Links, is_whole, items, layout
from vr_app.loading.rules.schema import place

UNIT_TOLERANCE = 5e-4
QUANTIZED_TOLERANCE = 0.05
ROTATION_TOLERANCE = 0.03
WEIGHT_TOLERANCE = 2e-3
MAX_ELEMENTS = 6_000_000
"""Elements looked at in one file; beyond, the rest is left unchecked."""


class Contents:
    """Reads each accessor once and checks it in every use."""

    def __init__(self, links: Links) -> None:
        self._links = links
        self._add = links.add
        self._accessors = Accessors(links.container)
        self._values: dict[int, npt.NDArray[Any] | None] = {}
        self._room = MAX_ELEMENTS
        self._looks = 3 * MAX_ELEMENTS

    def values(self, number: Any) -> npt.NDArray[Any] | None:
        """What an accessor holds as stored, (count, width); None where it cannot be read."""
        accessor = self._links.get("accessors", number)
        if accessor is None or not ("bufferView" in accessor or "sparse" in accessor):
            return None
        view = self._links.get("bufferViews", accessor.get("bufferView"))
        if view is not None and self._links.is_placeholder(view.get("buffer")):
            return None
        if number not in self._values:
            self._values[number] = None
            count = accessor.get("count")
            if is_whole(count) and count <= self._room:
                self._room -= count
                try:
                    self._values[number] = self._accessors.stored(number, f"/accessors/{number}")
                except AssetError:
                    return None
        values = self._values[number]
        if values is None or len(values) > self._looks:
            return None
        self._looks -= len(values)
        return values

    def check(self) -> None:
        """Everything."""
        with np.errstate(all="ignore"):
            for number, accessor in self._links.each("accessors"):
                self._check_accessor(number, accessor)
            for number, mesh in self._links.each("meshes"):
                for at, primitive in self._links.each("primitives", mesh):
                    self._check_primitive(primitive, f"/meshes/{number}/primitives/{at}")
            for number, skin in self._links.each("skins"):
                self._check_matrices(skin, f"/skins/{number}/inverseBindMatrices")
            for number, animation in self._links.each("animations"):
                self._check_animation(animation, f"/animations/{number}")
            self._check_joints()

    def _check_accessor(self, number: int, accessor: Entry) -> None:
        here = f"/accessors/{number}"
        values = self.values(number)
        self._check_sparse(accessor, f"{here}/sparse")
        if values is None or not len(values):
            return
        if values.dtype.kind == "f":
            wrong = ~np.isfinite(values)
            if wrong.any():
                at = int(np.flatnonzero(wrong.reshape(-1))[0])
                self._add("ACCESSOR_INVALID_FLOAT", here, f"holds {values.reshape(-1)[at]} at element {at}")
        for key, actual, code in (
            ("min", values.min(axis=0), "MIN"),
            ("max", values.max(axis=0), "MAX"),
        ):
            bounds = accessor.get(key)
            if not isinstance(bounds, list) or len(bounds) != len(actual):
                continue
            for column, (bound, found) in enumerate(zip(bounds, actual.tolist(), strict=True)):
                if not isinstance(bound, int | float) or isinstance(bound, bool):
                    continue
                declared = float(np.float32(bound)) if values.dtype.kind == "f" else bound
                if declared == found or found != found:
                    continue
                pointer = f"{here}/{key}/{column}"
                self._add(f"ACCESSOR_{code}_MISMATCH", pointer, f"says {bound:.9g}, but is {found:.9g}")
                if (found < declared) == (key == "min"):
                    word = "less" if key == "min" else "greater"
                    self._add(f"ACCESSOR_ELEMENT_OUT_OF_{code}_BOUND", pointer, f"has values that are {word}")

    def _check_sparse(self, accessor: Entry, here: str) -> None:
        sparse = accessor.get("sparse")
        indices = sparse.get("indices") if isinstance(sparse, dict) else None
        if not isinstance(indices, dict):
            return
        try:
            numbers = self._accessors.sparse_indices(sparse, here)
        except AssetError:
            return
        count = accessor.get("count")
        if is_whole(count) and numbers.max(initial=0) >= count:
            self._add("ACCESSOR_SPARSE_INDEX_OOB", f"{here}/indices", f"names value {numbers.max()} of {count}")
        if np.any(np.diff(numbers) <= 0):
            self._add("ACCESSOR_SPARSE_INDICES_NON_INCREASING", f"{here}/indices", "does not increase")

    def _check_primitive(self, primitive: Entry, here: str) -> None:
        attributes = primitive.get("attributes")
        if not isinstance(attributes, dict):
            return
        for name in ("NORMAL", "TANGENT"):
            self._check_unit(attributes.get(name), f"{here}/attributes/{name}")
        for name, number in attributes.items():
            if name.startswith("COLOR_"):
                values = self.values(number)
                if values is not None and values.dtype.kind == "f" and ((values < 0) | (values > 1)).any():
                    self._add("ACCESSOR_NON_CLAMPED", place(f"{here}/attributes", name), "holds values beyond 0 to 1")
        self._check_weights(attributes, f"{here}/attributes")
        indices = self.values(primitive.get("indices"))
        if indices is not None and indices.dtype.kind == "u" and len(indices):
            restart = int(np.iinfo(indices.dtype).max)
            counts = [accessor.get("count") for accessor in map(self._accessor, attributes.values()) if accessor]
            count = counts[0] if counts and is_whole(counts[0]) else None
            biggest = int(indices.max())
            if biggest == restart:
                message = f"holds {restart}, which means a break in the shape"
                self._add("ACCESSOR_INDEX_PRIMITIVE_RESTART", f"{here}/indices", message)
            wrong = indices[indices != restart]
            if count is not None and len(wrong) and int(wrong.max()) >= count:
                message = f"names vertex {int(wrong.max())} of {count}"
                self._add("ACCESSOR_INDEX_OOB", f"{here}/indices", message)

    def _accessor(self, number: Any) -> Entry | None:
        return self._links.get("accessors", number)

    def _check_unit(self, number: Any, pointer: str) -> None:
        values, accessor = self.values(number), self._accessor(number)
        if values is None or accessor is None or values.shape[1] < 3:
            return
        vectors, tolerance = values.astype(np.float64), UNIT_TOLERANCE
        if values.dtype.kind != "f":
            vectors, tolerance = vectors / np.iinfo(values.dtype).max, QUANTIZED_TOLERANCE
        length = np.linalg.norm(vectors[:, :3], axis=1)
        if (np.abs(length - 1) > tolerance).any():
            at = int(np.flatnonzero(np.abs(length - 1) > tolerance)[0])
            self._add("ACCESSOR_VECTOR3_NON_UNIT", pointer, f"is of length {length[at]:.4g} at element {at}")
        if pointer.endswith("TANGENT") and values.shape[1] == 4 and (np.abs(vectors[:, 3]) != 1).any():
            at = int(np.flatnonzero(np.abs(vectors[:, 3]) != 1)[0])
            self._add("ACCESSOR_INVALID_SIGN", pointer, f"has {vectors[at, 3]:.4g} for a sign at element {at}")

    def _check_weights(self, attributes: dict[str, Any], here: str) -> None:
        sets = [number for number in range(16) if f"WEIGHTS_{number}" in attributes]
        read = [self.values(attributes[f"WEIGHTS_{number}"]) for number in sets]
        parts = [values for values in read if values is not None]
        if not parts or len(parts) != len(read) or len({values.shape for values in parts}) != 1:
            return
        last = f"{here}/WEIGHTS_{sets[-1]}"
        for number, values in zip(sets, parts, strict=True):
            if values.dtype.kind == "f" and (values < 0).any():
                self._add("ACCESSOR_WEIGHTS_NEGATIVE", f"{here}/WEIGHTS_{number}", "holds negative weights")
        scale = [1.0 if values.dtype.kind == "f" else float(np.iinfo(values.dtype).max) for values in parts]
        total = sum(values.astype(np.float64).sum(axis=1) / one for values, one in zip(parts, scale, strict=True))
        wrong = np.abs(np.asarray(total) - 1) > WEIGHT_TOLERANCE
        if wrong.any():
            at = int(np.flatnonzero(wrong)[0])
            self._add("ACCESSOR_WEIGHTS_NON_NORMALIZED", last, f"sums to {np.asarray(total)[at]:.4g} at vertex {at}")

    def _check_joints(self) -> None:
        """Joints against the skins of the nodes that show them."""
        done: set[tuple[int, int]] = set()
        for _, node in self._links.each("nodes"):
            skin, mesh = self._links.get("skins", node.get("skin")), self._links.get("meshes", node.get("mesh"))
            if skin is None or mesh is None or (node["skin"], node["mesh"]) in done:
                continue
            done.add((node["skin"], node["mesh"]))
            for at, primitive in self._links.each("primitives", mesh):
                attributes = primitive.get("attributes")
                if isinstance(attributes, dict):
                    here = f"/meshes/{node['mesh']}/primitives/{at}/attributes"
                    self._check_joint_numbers(attributes, here, len(items(skin.get("joints"))))

    def _check_joint_numbers(self, attributes: dict[str, Any], here: str, count: int) -> None:
        for number in range(16):
            joints = self.values(attributes.get(f"JOINTS_{number}"))
            weights = self.values(attributes.get(f"WEIGHTS_{number}"))
            if joints is None or joints.dtype.kind != "u":
                continue
            pointer = f"{here}/JOINTS_{number}"
            if int(joints.max(initial=0)) >= count:
                self._add("ACCESSOR_JOINTS_INDEX_OOB", pointer, f"names joint {int(joints.max())} of {count}")
            if weights is not None and weights.shape == joints.shape:
                used = np.where(weights > 0, joints.astype(np.int64), -1 - np.arange(joints.shape[1]))
                used.sort(axis=1)
                if (np.diff(used, axis=1) == 0).any():
                    self._add("ACCESSOR_JOINTS_INDEX_DUPLICATE", pointer, "names a joint twice for one vertex")
                if ((weights == 0) & (joints != 0)).any():
                    self._add("ACCESSOR_JOINTS_USED_ZERO_WEIGHT", pointer, "names joints without weight")

    def _check_matrices(self, skin: Entry, pointer: str) -> None:
        values, accessor = self.values(skin.get("inverseBindMatrices")), self._accessor(skin.get("inverseBindMatrices"))
        if values is None or accessor is None or layout(accessor) != "MAT4 FLOAT":
            return
        wrong = values[:, [3, 7, 11, 15]] != [0, 0, 0, 1]
        if wrong.any():
            at = int(np.flatnonzero(wrong.any(axis=1))[0])
            self._add("ACCESSOR_INVALID_IBM", pointer, f"has a last row that is not 0 0 0 1 in matrix {at}")

    def _check_animation(self, animation: Entry, here: str) -> None:
        samplers = items(animation.get("samplers"))
        for at, sampler in self._links.each("samplers", animation):
            times = self.values(sampler.get("input"))
            if times is None or times.dtype.kind != "f" or times.shape[1] != 1:
                continue
            pointer = f"{here}/samplers/{at}/input"
            if times.min(initial=0) < 0:
                self._add("ACCESSOR_ANIMATION_INPUT_NEGATIVE", pointer, "holds a time before zero")
            if (np.diff(times[:, 0]) <= 0).any():
                self._add("ACCESSOR_ANIMATION_INPUT_NON_INCREASING", pointer, "holds times that do not increase")
        for at, channel in self._links.each("channels", animation):
            number, target = channel.get("sampler"), channel.get("target")
            sampler = samplers[number] if is_whole(number) and 0 <= number < len(samplers) else None
            if not isinstance(sampler, dict) or not isinstance(target, dict) or target.get("path") != "rotation":
                continue
            values = self.values(sampler.get("output"))
            if values is None or values.shape[1] != 4:
                continue
            quaternions = values.astype(np.float64)
            if values.dtype.kind != "f":
                quaternions /= np.iinfo(values.dtype).max
            if sampler.get("interpolation") == "CUBICSPLINE":
                quaternions = quaternions[1::3]
            length = np.linalg.norm(quaternions, axis=1)
            if (np.abs(length - 1) > ROTATION_TOLERANCE).any():
                code = "ACCESSOR_ANIMATION_SAMPLER_OUTPUT_NON_NORMALIZED_QUATERNION"
                self._add(code, f"{here}/channels/{at}/sampler", "holds rotations that are not of unit length")
