"""glTF's core, feature by feature, where the larger tests only pass by."""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gltf_files import COMPONENT, GltfFile
from PIL import Image

from vr_app.loading.gltf import load_asset
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import LoadedAsset

SQUARE = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]], np.float32)
XMP: dict[str, Any] = {"packets": [{"@context": {"dc": "http://purl.org/dc/elements/1.1/"}, "dc:title": "A square"}]}


def loaded(file: GltfFile, folder: Path) -> LoadedAsset:
    return load_asset(file.write_glb(folder / "file.glb"))


def placed(asset: LoadedAsset) -> np.ndarray:
    """`world_from_node` at rest, in the file's order."""
    return world_matrices(asset.nodes, LocalPose.at_rest(asset.nodes))[list(asset.node_of_file)]


@pytest.mark.parametrize(
    ("kind", "largest"), [("int8", 127), ("uint8", 255), ("int16", 32767), ("uint16", 65535), ("float32", 1.0)]
)
def test_every_component_type_of_normalised_numbers(tmp_path: Path, kind: str, largest: float) -> None:
    values = np.array([[0, 1], [1, 0.5], [0.25, 0]])
    rows = np.zeros(3, np.dtype({"names": ["uv"], "formats": [(kind, 2)], "itemsize": 8}))
    rows["uv"] = values if kind == "float32" else np.rint(values * largest)
    file = GltfFile()
    triangle = file.triangle(TEXCOORD_0=1)
    view = file.view(rows.tobytes())
    file.document["bufferViews"][view]["byteStride"] = 8
    entry = {"bufferView": view, "componentType": COMPONENT[kind], "count": 3, "type": "VEC2"}
    file.document["accessors"].append(entry if kind == "float32" else {**entry, "normalized": True})
    file.show(triangle)
    uv = loaded(file, tmp_path).meshes[0].primitives[0].vertices["uv0"]
    np.testing.assert_allclose(uv, values, atol=1e-6 if kind == "float32" else 0.51 / largest)


@pytest.mark.parametrize("kind", ["uint8", "uint16", "uint32"])
def test_every_type_of_index(tmp_path: Path, kind: str) -> None:
    file = GltfFile()
    indices = file.accessor(np.array([0, 1, 2, 0, 2, 3], kind))
    file.show({"attributes": {"POSITION": file.accessor(SQUARE)}, "indices": indices})
    primitive = loaded(file, tmp_path).meshes[0].primitives[0]
    corners = primitive.positions[primitive.indices]
    np.testing.assert_array_equal(corners, SQUARE[[0, 1, 2, 0, 2, 3]])


def test_vertices_without_indices_are_taken_in_their_order(tmp_path: Path) -> None:
    file = GltfFile()
    corners = SQUARE[[0, 1, 2, 0, 2, 3]]
    file.show({"attributes": {"POSITION": file.accessor(corners)}})
    primitive = loaded(file, tmp_path).meshes[0].primitives[0]
    np.testing.assert_array_equal(primitive.positions[primitive.indices], corners)


def test_only_the_scene_that_the_file_names_is_shown(tmp_path: Path) -> None:
    file = GltfFile()
    file.show(file.triangle())
    file.document["nodes"] = [{"mesh": 0, "name": "first"}, {"mesh": 0, "name": "second"}, {"name": "empty"}]
    file.document["scenes"], file.document["scene"] = [{"nodes": [0]}, {"nodes": [1, 2]}], 1
    asset = loaded(file, tmp_path)
    shown = {asset.nodes.names[node] for node in np.flatnonzero((asset.nodes.mesh >= 0) & asset.nodes.visible)}
    assert shown == {"second"}


def test_a_matrix_places_a_node_also_a_mirroring_one(tmp_path: Path) -> None:
    turn = np.array([[0, 0, 2, 5], [0, 3, 0, 6], [4, 0, 0, 7], [0, 0, 0, 1]], np.float64)  # determinant < 0
    file = GltfFile()
    file.show(file.triangle(), matrix=turn.T.reshape(-1).tolist())
    np.testing.assert_allclose(placed(loaded(file, tmp_path))[0], turn, atol=1e-5)


def test_cameras_of_both_kinds(tmp_path: Path) -> None:
    file = GltfFile()
    file.show(file.triangle())
    file.document["cameras"] = [
        {"type": "perspective", "name": "eye", "perspective": {"yfov": 0.8, "znear": 0.2}},
        {"type": "orthographic", "orthographic": {"xmag": 2.0, "ymag": 1.5, "znear": 0.1, "zfar": 10.0}},
    ]
    file.document["nodes"] += [{"camera": 0, "translation": [0, 1, 5]}, {"camera": 1}]
    file.document["scenes"] = [{"nodes": [0, 1, 2]}]
    asset = loaded(file, tmp_path)
    eye, flat = asset.cameras
    assert (eye.name, eye.yfov_rad, eye.near_m) == ("eye", 0.8, 0.2)
    assert flat.yfov_rad == 0.0 and flat.ymag_m == 1.5
    np.testing.assert_allclose(placed(asset)[1][:3, 3], [0, 1, 5])


def test_colours_of_three_and_four_numbers(tmp_path: Path) -> None:
    for colours in (np.eye(3, dtype=np.float32), np.float32([[1, 0, 0, 0.5], [0, 1, 0, 1], [0, 0, 1, 0]])):  # type: ignore[arg-type]
        file = GltfFile()
        file.show(file.triangle(COLOR_0=file.accessor(np.asarray(colours))))
        read = loaded(file, tmp_path).meshes[0].primitives[0].vertices["colour"] / 65535
        np.testing.assert_allclose(read[:, : colours.shape[1]], colours, atol=1e-4)
        assert colours.shape[1] == 4 or (read[:, 3] == 1).all()


@pytest.mark.parametrize(("number", "word"), [(10497, "repeat"), (33071, "clamp"), (33648, "mirror"), (None, "repeat")])
def test_samplers_say_how_a_picture_goes_on(tmp_path: Path, number: int | None, word: str) -> None:
    sampler = {} if number is None else {"wrapS": number, "wrapT": 10497}
    file = GltfFile(
        samplers=[sampler],
        images=[{"uri": "missing.png"}],
        textures=[{"source": 0, "sampler": 0}],
        materials=[{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}, "doubleSided": True}],
    )
    file.show({**file.triangle(), "material": 0})
    material = loaded(file, tmp_path).materials[0]
    assert material.base_colour_texture is not None and material.double_sided
    assert (material.base_colour_texture.wrap_s, material.base_colour_texture.wrap_t) == (word, "repeat")


def test_tangents_of_the_file_are_kept(tmp_path: Path) -> None:
    file = GltfFile(materials=[{"normalTexture": {"index": 0}}], textures=[{"source": 0}], images=[{"uri": "no.png"}])
    normals = file.accessor(np.tile(np.array([0, 0, 1], np.float32), (3, 1)))
    own = np.tile(np.array([0, 1, 0, -1], np.float32), (3, 1))  # not what the coordinates say
    uv = file.accessor(np.array([[0, 0], [1, 0], [0, 1]], np.float32))
    file.show({**file.triangle(NORMAL=normals, TANGENT=file.accessor(own), TEXCOORD_0=uv), "material": 0})
    np.testing.assert_allclose(loaded(file, tmp_path).meshes[0].primitives[0].vertices["tangent"], own)


def test_skins_of_many_joints(tmp_path: Path) -> None:
    count = 300
    file = GltfFile()
    joints = np.array([[0, 299, 7, 0]] * 3, np.uint16)
    weights = np.array([[0.5, 0.25, 0.25, 0.0]] * 3, np.float32)
    file.show(file.triangle(JOINTS_0=file.accessor(joints), WEIGHTS_0=file.accessor(weights)), skin=0)
    file.document["nodes"] += [{"name": f"joint {number}"} for number in range(count)]
    file.document["skins"] = [{"joints": list(range(1, count + 1))}]
    file.document["scenes"] = [{"nodes": list(range(count + 1))}]
    asset = loaded(file, tmp_path)
    assert len(asset.skins[0].joints) == count
    assert asset.meshes[0].primitives[0].vertices["joints"][0].tolist()[:3] == [0, 299, 7]


def test_metadata_is_kept_and_strong_light_shines(tmp_path: Path) -> None:
    glow = {"emissiveFactor": [1, 0.5, 0], "extensions": {"KHR_materials_emissive_strength": {"emissiveStrength": 8}}}
    names = ["KHR_xmp_json_ld", "KHR_materials_emissive_strength"]
    file = GltfFile(extensionsUsed=names, extensions={"KHR_xmp_json_ld": XMP}, materials=[glow])
    file.show({**file.triangle(), "material": 0})
    asset = loaded(file, tmp_path)
    assert asset.document["extensions"]["KHR_xmp_json_ld"] == XMP
    assert asset.materials[0].emissive == pytest.approx((8, 4, 0))


def test_lights_of_three_kinds_stand_where_their_nodes_are(tmp_path: Path) -> None:
    listed = [
        {"type": "directional", "intensity": 3},
        {"type": "point", "color": [1, 0, 0], "range": 4},
        {"type": "spot", "spot": {"innerConeAngle": 0.1, "outerConeAngle": 0.6}},
    ]
    file = GltfFile(extensions={"KHR_lights_punctual": {"lights": listed}}, extensionsUsed=["KHR_lights_punctual"])
    file.show(file.triangle())
    file.document["nodes"] += [{"extensions": {"KHR_lights_punctual": {"light": number}}} for number in range(3)]
    file.document["scenes"] = [{"nodes": [0, 1, 2, 3]}]
    asset = loaded(file, tmp_path)
    assert [light.kind for light in asset.lights] == ["directional", "point", "spot"]
    assert [light.node for light in asset.lights] == list(asset.node_of_file[1:])
    sun, lamp, spot = asset.lights
    assert lamp.colour == (1, 0, 0) and lamp.range_m == 4
    assert spot.outer_cone_rad == 0.6 and math.isclose(sun.intensity, 3)


def test_a_webp_picture_stands_before_the_plain_one(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), (10, 200, 30)).save(out, "WEBP", lossless=True)
    file = GltfFile(extensionsUsed=["EXT_texture_webp"])
    file.document.update(
        images=[{"uri": "missing.png"}, {"bufferView": file.view(out.getvalue()), "mimeType": "image/webp"}],
        textures=[{"source": 0, "extensions": {"EXT_texture_webp": {"source": 1}}}],
        materials=[{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}],
    )
    file.show({**file.triangle(), "material": 0})
    asset = loaded(file, tmp_path)
    assert asset.images[0].levels[0][0, 0].tolist() == [10, 200, 30, 255] and not asset.notes
