"""What a good file gives."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

sys.path.insert(0, str(Path(__file__).parent))

from gltf_files import GltfFile

from vr_app.loading.gltf import load_asset
from vr_app.loading.problem import AssetError

SQUARE = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]], np.float32)


def png(colour: tuple[int, ...], size: tuple[int, int] = (4, 2)) -> bytes:
    out = io.BytesIO()
    Pillow.new("RGBA", size, colour).save(out, "PNG")
    return out.getvalue()


def test_glb_and_data_uri_give_the_same_triangle(tmp_path: Path) -> None:
    for write, name in (("write_glb", "a.glb"), ("write_gltf", "a.gltf")):
        file = GltfFile()
        file.show(file.triangle())
        asset = load_asset(getattr(file, write)(tmp_path / name))
        primitive = asset.meshes[0].primitives[0]
        np.testing.assert_allclose(primitive.positions, [[0, 0, 0], [1, 0, 0], [0, 1, 0]])
        np.testing.assert_allclose(primitive.normals, [[0, 0, 1]] * 3)
        assert asset.nodes.mesh.tolist() == [0]


def test_a_buffer_in_a_file_beside_is_read(tmp_path: Path) -> None:
    file = GltfFile()
    file.show(file.triangle())
    document = file.finished()
    document["buffers"][0]["uri"] = "data%20file.bin"
    (tmp_path / "data file.bin").write_bytes(bytes(file.data))
    file.data = bytearray()
    assert load_asset(file.write_gltf(tmp_path / "a.gltf")).meshes[0].primitives[0].triangle_count == 1


@pytest.mark.parametrize(
    "uri", ["../secret.bin", "/etc/passwd", "http://localhost/x.bin", "file:///etc/passwd", "C:\\x"]
)
def test_nothing_outside_the_folder_is_read(tmp_path: Path, uri: str) -> None:
    (tmp_path / "secret.bin").write_bytes(bytes(100))
    folder = tmp_path / "scene"
    folder.mkdir()
    file = GltfFile()
    file.show(file.triangle())
    file.finished()["buffers"][0]["uri"] = uri
    file.data = bytearray()
    with pytest.raises(AssetError) as caught:
        load_asset(file.write_glb(folder / "a.glb"))
    assert caught.value.code == "uri.outside" and caught.value.pointer == "/buffers/0/uri"


def test_interleaved_and_normalised_integers(tmp_path: Path) -> None:
    file = GltfFile()
    rows = np.zeros(3, np.dtype([("position", "<f4", 3), ("uv", "<u2", 2)]))
    rows["position"] = [[0, 0, 0], [2, 0, 0], [0, 2, 0]]
    rows["uv"] = [[0, 0], [65535, 0], [0, 32768]]
    view = file.view(rows.tobytes())
    file.document["bufferViews"][view]["byteStride"] = 16
    for component, kind, offset, more in ((5126, "VEC3", 0, {}), (5123, "VEC2", 12, {"normalized": True})):
        file.document["accessors"].append(
            {"bufferView": view, "byteOffset": offset, "componentType": component, "count": 3, "type": kind, **more}
        )
    file.show({"attributes": {"POSITION": 0, "TEXCOORD_0": 1}})
    vertices = load_asset(file.write_glb(tmp_path / "a.glb")).meshes[0].primitives[0].vertices
    np.testing.assert_allclose(vertices["uv0"], [[0, 0], [1, 0], [0, 0.5]], atol=1e-4)


def test_sparse_values_replace_those_of_the_base(tmp_path: Path) -> None:
    file = GltfFile()
    primitive = file.triangle()
    indices, values = file.view(np.array([2], np.uint16)), file.view(np.array([[5, 6, 7]], np.float32))
    file.document["accessors"][0]["sparse"] = {
        "count": 1,
        "indices": {"bufferView": indices, "componentType": 5123},
        "values": {"bufferView": values},
    }
    file.show(primitive)
    positions = load_asset(file.write_glb(tmp_path / "a.glb")).meshes[0].primitives[0].positions
    np.testing.assert_allclose(positions[2], [5, 6, 7])


@pytest.mark.parametrize(("mode", "expected"), [(5, [[0, 1, 2], [2, 1, 3]]), (6, [[1, 2, 0], [2, 3, 0]])])
def test_strips_and_fans_become_triangles(tmp_path: Path, mode: int, expected: list[list[int]]) -> None:
    file = GltfFile()
    normals = file.accessor(np.tile(np.float32([0, 0, 1]), (4, 1)))  # type: ignore[arg-type]
    file.show({"attributes": {"POSITION": file.accessor(SQUARE), "NORMAL": normals}, "mode": mode})
    indices = load_asset(file.write_glb(tmp_path / "a.glb")).meshes[0].primitives[0].indices
    assert indices.reshape(-1, 3).tolist() == expected


@pytest.mark.parametrize(("mode", "triangles"), [(0, 3 * 4), (1, 1 * 6), (2, 3 * 6), (3, 2 * 6)])
def test_points_and_lines_become_thin_solids_without_light(tmp_path: Path, mode: int, triangles: int) -> None:
    file = GltfFile()
    file.show({**file.triangle(), "mode": mode})
    asset = load_asset(file.write_glb(tmp_path / "a.glb"))
    primitive = asset.meshes[0].primitives[0]
    assert primitive.triangle_count == triangles and asset.materials[primitive.material].shading == "unlit"
    assert primitive.bounds_min.min() > -0.02 and primitive.bounds_max.max() < 1.02
    corners = primitive.positions[primitive.indices.reshape(-1, 3)].astype(np.float64)
    volume = np.einsum("ti,ti->", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])) / 6
    assert 0 < volume < 1e-3, "its faces look outwards"


def test_textures_become_levels_in_linear_light(tmp_path: Path) -> None:
    file = GltfFile()
    uv = file.accessor(np.array([[0, 0], [1, 0], [0, 1]], np.float32))
    pixels = np.zeros((2, 2, 4), np.uint8)
    pixels[..., 3] = 255
    pixels[0] = 255
    out = io.BytesIO()
    Pillow.fromarray(pixels).save(out, "PNG")
    image = file.view(out.getvalue())
    file.document.update(
        images=[{"bufferView": image, "mimeType": "image/png"}],
        textures=[{"source": 0, "sampler": 0}],
        samplers=[{"wrapS": 33071, "magFilter": 9728}],
        materials=[
            {
                "pbrMetallicRoughness": {
                    "baseColorTexture": {
                        "index": 0,
                        "extensions": {"KHR_texture_transform": {"offset": [0.5, 0], "scale": [2, 3]}},
                    },
                    "metallicFactor": 0.25,
                },
                "normalTexture": {"index": 0},
                "emissiveFactor": [1, 0.5, 0],
                "extensions": {"KHR_materials_emissive_strength": {"emissiveStrength": 4}},
                "alphaMode": "MASK",
                "doubleSided": True,
            }
        ],
    )
    file.show({**file.triangle(TEXCOORD_0=uv), "material": 0})
    asset = load_asset(file.write_glb(tmp_path / "a.glb"))
    material = asset.materials[0]
    colour, data = asset.images
    assert (colour.srgb, data.srgb) == (True, False)
    assert colour.levels[1][0, 0, 0] in (187, 188) and data.levels[1][0, 0, 0] in (127, 128)
    assert material.emissive == (4.0, 2.0, 0.0) and material.metallic == 0.25 and material.double_sided
    use = material.base_colour_texture
    assert use is not None and (use.wrap_s, use.smooth, use.scale) == ("clamp", False, (2, 3))
    tangents = asset.meshes[0].primitives[0].vertices["tangent"]
    np.testing.assert_allclose(tangents, [[1, 0, 0, -1]] * 3, atol=1e-6)


def test_a_broken_picture_is_replaced_and_noted(tmp_path: Path) -> None:
    file = GltfFile()
    image = file.view(b"this is no picture at all")
    file.document.update(
        images=[{"bufferView": image, "mimeType": "image/png"}],
        textures=[{"source": 0}],
        materials=[{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}],
    )
    file.show({**file.triangle(), "material": 0})
    asset = load_asset(file.write_glb(tmp_path / "a.glb"))
    assert asset.images[0].levels[0][0, 0].tolist() == [255, 0, 255, 255]
    assert "/images/0" in asset.notes[0]


def test_skins_morphs_and_clips(tmp_path: Path) -> None:
    file = GltfFile()
    joints = file.accessor(np.array([[0, 1, 0, 0]] * 3, np.uint8))
    weights = file.accessor(np.array([[2, 2, 0, 0]] * 3, np.float32))
    moved = file.accessor(np.array([[0, 0, 1]] * 3, np.float32))
    primitive = {**file.triangle(JOINTS_0=joints, WEIGHTS_0=weights), "targets": [{"POSITION": moved}]}
    inverse = np.tile(np.eye(4, dtype=np.float32), (2, 1, 1))
    inverse[1, 3, 1] = -2
    matrices = file.accessor(inverse.reshape(2, 16))
    times = file.accessor(np.array([0, 1], np.float32))
    turns = file.accessor(np.array([[0, 0, 0, 1], [0, 2, 0, 0]], np.float32))
    amounts = file.accessor(np.array([0, 1], np.float32))
    file.document.update(
        meshes=[{"primitives": [primitive], "weights": [0.5], "extras": {"targetNames": ["out"]}}],
        nodes=[{"name": "bone", "translation": [0, 2, 0]}, {"mesh": 0, "skin": 0, "children": [0]}],
        scenes=[{"nodes": [1]}],
        skins=[{"joints": [1, 0], "inverseBindMatrices": matrices}],
        animations=[
            {
                "name": "wave",
                "samplers": [{"input": times, "output": turns}, {"input": times, "output": amounts}],
                "channels": [
                    {"sampler": 0, "target": {"node": 0, "path": "rotation"}},
                    {"sampler": 1, "target": {"node": 1, "path": "weights"}},
                ],
            }
        ],
    )
    asset = load_asset(file.write_glb(tmp_path / "a.glb"))
    assert asset.node_of_file == (1, 0) and asset.nodes.parent.tolist() == [-1, 0]
    assert asset.skins[0].joints.tolist() == [0, 1]
    assert asset.skins[0].inverse_bind[1, 1, 3] == -2
    vertices = asset.meshes[0].primitives[0].vertices
    np.testing.assert_allclose(vertices["weights"][0] / 65535, [0.5, 0.5, 0, 0], atol=1e-4)
    assert asset.nodes.weights.tolist() == [0.5] and asset.meshes[0].target_names == ("out",)
    rotation, weight = asset.animations[0].tracks
    assert rotation.targets.tolist() == [1] and weight.targets.tolist() == [0]
    np.testing.assert_allclose(rotation.values[1, 0], [0, 1, 0, 0])


def test_a_primitive_keeps_only_the_vertices_it_uses(tmp_path: Path) -> None:
    file = GltfFile()
    positions = file.accessor(np.arange(30, dtype=np.float32).reshape(10, 3))
    normals = file.accessor(np.tile(np.float32([0, 0, 1]), (10, 1)))  # type: ignore[arg-type]
    indices = file.accessor(np.array([9, 4, 4, 9, 2, 4], np.uint16))
    file.show({"attributes": {"POSITION": positions, "NORMAL": normals}, "indices": indices})
    primitive = load_asset(file.write_glb(tmp_path / "a.glb")).meshes[0].primitives[0]
    np.testing.assert_allclose(primitive.positions[:, 0], [6, 12, 27])
    assert primitive.indices.tolist() == [2, 1, 1, 2, 0, 1]


def test_unlit_is_the_base_colour_alone(tmp_path: Path) -> None:
    file = GltfFile(extensionsUsed=["KHR_materials_unlit"])
    file.document["materials"] = [
        {
            "pbrMetallicRoughness": {"baseColorFactor": [0.2, 0.4, 0.6, 1]},
            "emissiveFactor": [1, 1, 1],
            "extensions": {"KHR_materials_unlit": {}, "KHR_materials_clearcoat": {"clearcoatFactor": 1}},
        },
        {"emissiveFactor": [1, 1, 1]},
    ]
    file.show({**file.triangle(), "material": 0})
    unlit, lit = load_asset(file.write_glb(tmp_path / "a.glb")).materials
    assert unlit.shading == "unlit" and unlit.base_colour == (0.2, 0.4, 0.6, 1.0)
    assert unlit.emissive == (0.0, 0.0, 0.0) and unlit.layers is None
    assert lit.emissive == (1.0, 1.0, 1.0)
