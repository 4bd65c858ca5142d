"""What glTF's extensions give: compressed geometry, instances, variants, layers of a surface, unknown ones."""

from __future__ import annotations

import base64
import sys
from pathlib import Path
from typing import Any

import DracoPy
import meshopt
import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from gltf_files import GltfFile

from vr_app.loading.gltf import load_asset
from vr_app.loading.problem import AssetError
from vr_app.scene.scene import in_variant

SQUARE = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]], np.float32)
FACES = np.array([[0, 1, 2], [0, 2, 3]], np.uint32)


def draco_file() -> GltfFile:
    data = DracoPy.encode(SQUARE, FACES, quantization_bits=14, preserve_order=True)
    file = GltfFile(extensionsRequired=["KHR_draco_mesh_compression"], extensionsUsed=["KHR_draco_mesh_compression"])
    view = file.view(data)
    file.document["accessors"] = [
        {"componentType": 5126, "count": 4, "type": "VEC3"},
        {"componentType": 5125, "count": 6, "type": "SCALAR"},
    ]
    packed = {"bufferView": view, "attributes": {"POSITION": 0}}
    primitive = {"attributes": {"POSITION": 0}, "indices": 1}
    file.show({**primitive, "extensions": {"KHR_draco_mesh_compression": packed}})
    return file


def meshopt_file(**change: Any) -> GltfFile:
    file = GltfFile(extensionsUsed=["EXT_meshopt_compression"])
    for values, mode, kind, component in (
        (SQUARE, "ATTRIBUTES", "VEC3", 5126),
        (FACES.ravel(), "TRIANGLES", "SCALAR", 5125),
    ):
        data = meshopt.encode_gltf_buffer(values, mode)
        view = file.view(bytes(data))
        stride = values.itemsize * (values.shape[1] if values.ndim > 1 else 1)
        entry = {**file.document["bufferViews"][view], "byteStride": stride, "count": len(values), "mode": mode}
        file.document["bufferViews"][view] = {
            "buffer": 1,
            "byteLength": values.nbytes,
            "extensions": {"EXT_meshopt_compression": {**entry, **(change if mode == "ATTRIBUTES" else {})}},
        }
        file.document["accessors"].append(
            {"bufferView": view, "componentType": component, "count": len(values), "type": kind}
        )
    file.show({"attributes": {"POSITION": 0}, "indices": 1})
    return file


def test_draco_triangles_are_unpacked(tmp_path: Path) -> None:
    primitive = load_asset(draco_file().write_glb(tmp_path / "a.glb")).meshes[0].primitives[0]
    assert primitive.triangle_count == 2
    np.testing.assert_allclose(primitive.bounds_max, [1, 1, 0], atol=1e-3)
    np.testing.assert_allclose(primitive.normals, [[0, 0, 1]] * 6, atol=1e-6)


def test_meshopt_views_are_unpacked(tmp_path: Path) -> None:
    primitive = load_asset(meshopt_file().write_glb(tmp_path / "a.glb")).meshes[0].primitives[0]
    assert primitive.triangle_count == 2
    np.testing.assert_array_equal(np.unique(primitive.positions, axis=0), np.unique(SQUARE, axis=0))


@pytest.mark.parametrize(
    "change",
    [{"count": 4_000_000_000}, {"count": 5}, {"byteStride": 13}, {"mode": "X"}, {"filter": "X"}, {"byteLength": 9}],
)
def test_wrong_meshopt_views_are_refused_in_place(tmp_path: Path, change: dict[str, Any]) -> None:
    with pytest.raises(AssetError) as caught:
        load_asset(meshopt_file(**change).write_glb(tmp_path / "a.glb"))
    assert caught.value.pointer.startswith("/bufferViews/0")


def test_damaged_draco_data_is_refused_in_place(tmp_path: Path) -> None:
    random = np.random.default_rng(5)
    refused = 0
    for _ in range(60):
        file = draco_file()
        file.data[random.integers(0, len(file.data), 3)[0]] ^= 0xFF
        try:
            load_asset(file.write_glb(tmp_path / "a.glb"))
        except AssetError as error:
            refused += 1
            assert "/meshes/0/primitives/0" in error.pointer or "/accessors/" in error.pointer
    assert refused > 10


def test_a_draco_file_that_claims_millions_is_refused_at_once(tmp_path: Path) -> None:
    file = draco_file()
    file.document["accessors"][0]["count"] = 50_000_000
    with pytest.raises(AssetError, match="50000000"):
        load_asset(file.write_glb(tmp_path / "a.glb"))


def test_every_instance_is_a_node(tmp_path: Path) -> None:
    file = GltfFile()
    triangle = file.triangle()
    attributes = {
        "TRANSLATION": file.accessor(np.array([[1, 0, 0], [2, 0, 0], [3, 0, 0]], np.float32)),
        "ROTATION": file.accessor(np.array([[0, 127, 0, 0]] * 3, np.int8), normalized=True),
    }
    file.show(triangle, extensions={"EXT_mesh_gpu_instancing": {"attributes": attributes}}, translation=[0, 5, 0])
    nodes = load_asset(file.write_glb(tmp_path / "a.glb")).nodes
    assert nodes.mesh.tolist() == [-1, 0, 0, 0] and nodes.parent.tolist() == [-1, 0, 0, 0]
    np.testing.assert_allclose(nodes.translation[1:, 0], [1, 2, 3])
    np.testing.assert_allclose(nodes.rotation[1:], [[0, 1, 0, 0]] * 3, atol=1e-6)


def test_a_hidden_node_hides_what_hangs_on_it(tmp_path: Path) -> None:
    file = GltfFile()
    file.show(file.triangle(), children=[1], extensions={"KHR_node_visibility": {"visible": False}})
    file.document["nodes"].append({"mesh": 0, "extensions": {"KHR_node_visibility": {"visible": True}}})
    assert not load_asset(file.write_glb(tmp_path / "a.glb")).nodes.visible.any()


def test_a_variant_changes_materials(tmp_path: Path) -> None:
    file = GltfFile(
        materials=[{"name": "red"}, {"name": "blue"}],
        extensions={"KHR_materials_variants": {"variants": [{"name": "day"}, {"name": "night"}]}},
    )
    mapping = {"mappings": [{"material": 1, "variants": [1]}]}
    file.show({**file.triangle(), "material": 0, "extensions": {"KHR_materials_variants": mapping}})
    asset = load_asset(file.write_glb(tmp_path / "a.glb"))
    assert asset.variants == ("day", "night")
    for name, expected in (("day", 0), ("night", 1)):
        assert in_variant(asset, name).meshes[0].primitives[0].material == expected


def test_layers_of_a_surface_are_read(tmp_path: Path) -> None:
    extensions = {
        "KHR_materials_clearcoat": {"clearcoatFactor": 0.5, "clearcoatRoughnessFactor": 0.25},
        "KHR_materials_sheen": {"sheenColorFactor": [1, 0.5, 0]},
        "KHR_materials_transmission": {"transmissionFactor": 1},
        "KHR_materials_volume": {"thicknessFactor": 2, "attenuationColor": [0, 1, 0], "attenuationDistance": 3},
        "KHR_materials_ior": {"ior": 1.33},
        "KHR_materials_specular": {"specularFactor": 0.1, "specularColorFactor": [2, 1, 1]},
    }
    file = GltfFile(materials=[{"extensions": extensions}, {}])
    file.show({**file.triangle(), "material": 0})
    coated, plain = load_asset(file.write_glb(tmp_path / "a.glb")).materials
    assert plain.layers is None and coated.layers is not None
    layers = coated.layers
    assert (layers.clearcoat, layers.clearcoat_roughness, layers.ior) == (0.5, 0.25, 1.33)
    assert (layers.thickness_m, layers.attenuation_distance_m, layers.attenuation_colour) == (2, 3, (0, 1, 0))
    assert layers.sheen_colour == (1, 0.5, 0) and layers.specular_colour == (2, 1, 1) and layers.transmission == 1


def test_any_two_sets_of_texture_coordinates_reach_the_vertex(tmp_path: Path) -> None:
    file = GltfFile(
        materials=[
            {"pbrMetallicRoughness": {"baseColorTexture": {"index": 0, "texCoord": 3}}, "normalTexture": {"index": 0}}
        ],
        textures=[{"source": 0}],
    )
    file.document["images"] = [{"uri": "data:image/png;base64,AAAA"}]
    third = file.accessor(np.array([[5, 5], [6, 5], [5, 6]], np.float32))
    first = file.accessor(np.array([[0, 0], [1, 0], [0, 1]], np.float32))
    file.show({**file.triangle(TEXCOORD_0=first, TEXCOORD_1=first, TEXCOORD_2=first, TEXCOORD_3=third), "material": 0})
    asset = load_asset(file.write_glb(tmp_path / "a.glb"))
    colour = asset.materials[0].base_colour_texture
    assert colour is not None
    vertices = asset.meshes[0].primitives[0].vertices
    np.testing.assert_array_equal(vertices[f"uv{colour.uv_set}"].min(axis=0), [5, 5])


def test_an_unknown_extension_is_noted_and_refused_where_it_is_required(tmp_path: Path) -> None:
    file = GltfFile(extensionsUsed=["ACME_hologram", "KHR_materials_iridescence"])
    file.show(file.triangle())
    notes = load_asset(file.write_glb(tmp_path / "a.glb")).notes
    assert any("ACME_hologram" in note for note in notes) and any("iridescence" in note for note in notes)
    file.document["extensionsRequired"] = ["ACME_hologram"]
    with pytest.raises(AssetError, match="ACME_hologram"):
        load_asset(file.write_glb(tmp_path / "a.glb"))


@pytest.mark.parametrize("name", ["iridescence", "anisotropy", "dispersion", "animation_pointer"])
def test_what_may_wait_is_noted_and_the_rest_is_shown(tmp_path: Path, name: str) -> None:
    extension = f"KHR_{name}" if "pointer" in name else f"KHR_materials_{name}"
    file = GltfFile(extensionsUsed=[extension], extensionsRequired=[extension])
    file.document["materials"] = [{"extensions": {extension: {}}, "pbrMetallicRoughness": {"metallicFactor": 0.25}}]
    file.show({**file.triangle(), "material": 0})
    asset = load_asset(file.write_glb(tmp_path / "a.glb"))
    assert asset.meshes[0].primitives[0].triangle_count == 1
    assert asset.materials[0].metallic == 0.25
    assert any(extension in note for note in asset.notes)


def test_a_number_may_be_written_as_a_float(tmp_path: Path) -> None:
    file = GltfFile()
    file.show(file.triangle())
    path = file.write_gltf(tmp_path / "a.gltf")
    path.write_text(path.read_text().replace('"count": 3', '"count": 3.0').replace('"mesh": 0', '"mesh": 0e0'))
    assert load_asset(path).meshes[0].primitives[0].triangle_count == 1


def test_filtered_and_quantized_normals_are_unpacked(tmp_path: Path) -> None:
    normals = np.array([[0, 0, 1, 0], [0.6, 0, 0.8, 0], [0, -0.8, -0.6, 0]], np.float32)
    rows = meshopt.encode_filter_oct(normals, 4, 8)
    data = meshopt.encode_gltf_buffer(np.ascontiguousarray(rows).view(np.uint8).reshape(3, 4), "ATTRIBUTES")
    used = ["EXT_meshopt_compression", "KHR_mesh_quantization"]
    file = GltfFile(extensionsUsed=used, extensionsRequired=used)
    view = file.view(bytes(data))
    entry = {**file.document["bufferViews"][view], "byteStride": 4, "count": 3, "mode": "ATTRIBUTES"}
    entry["filter"] = "OCTAHEDRAL"
    file.document["bufferViews"][view] = {
        "buffer": 1,
        "byteLength": 12,
        "byteStride": 4,
        "extensions": {"EXT_meshopt_compression": entry},
    }
    file.document["accessors"].append(
        {"bufferView": view, "componentType": 5120, "normalized": True, "count": 3, "type": "VEC3"}
    )
    file.show(file.triangle(NORMAL=0))
    found = load_asset(file.write_glb(tmp_path / "a.glb")).meshes[0].primitives[0].normals
    np.testing.assert_allclose(found, normals[:, :3], atol=0.02)


ORANGE_KTX2 = (
    "q0tUWCAyMLsNChoKAAAAAAEAAAAIAAAACAAAAAAAAAAAAAAAAQAAAAEAAAABAAAAaAAAACwAAACUAAAAJAAAALgAAAAAAAAAgwAA"
    "AAAAAAA7AQAAAAAAAAEAAAAAAAAAAAAAAAAAAAAsAAAAAAAAAAIAKACjAQIAAwMAAAgAAAAAAAAAAAA/AAAAAAAAAAAA/////x8A"
    "AABLVFh3cml0ZXIAQmFzaXMgVW5pdmVyc2FsIDIuMTAAAAEAAQArAAAABQAAACsAAAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAB"
    "wAQAAAAAAACiA5gSAAAAAACCqgtMBAATAAAAAAAAiABgAgAAAAAAAEEGVFVVVQUUwEQAAAAAAAASIQCYAAAAAAAAQAgBEwEAAAAA"
    "AEgbAWACQAAAAAAAEQgAAA=="
)
"""8 x 8 pixels of one colour, (200, 100, 50), as ETC1S."""


def test_a_basis_picture_is_unpacked(tmp_path: Path) -> None:
    file = GltfFile(extensionsUsed=["KHR_texture_basisu"], extensionsRequired=["KHR_texture_basisu"])
    file.document["images"] = [{"bufferView": file.view(base64.b64decode(ORANGE_KTX2)), "mimeType": "image/ktx2"}]
    file.document["textures"] = [{"extensions": {"KHR_texture_basisu": {"source": 0}}}]
    file.document["materials"] = [{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}]
    file.show({**file.triangle(), "material": 0})
    asset = load_asset(file.write_glb(tmp_path / "a.glb"))
    assert not asset.notes
    pixels = asset.images[0].levels[0]
    assert pixels.shape == (8, 8, 4)
    np.testing.assert_allclose(pixels.reshape(-1, 4).mean(axis=0), [200, 100, 50, 255], atol=6)
