"""The committed assets: made by our own tool, licensed, within their budgets, and the same bytes when made again."""

from __future__ import annotations

import json
import wave
from pathlib import Path

import numpy as np
import pytest

from tools.build_assets.extrusion import extrude
from tools.build_assets.glb import Material, Node, glb_bytes
from tools.build_assets.mesh import Mesh
from tools.build_assets.scenes import ASSETS, SOUNDS, build
from tools.build_assets.shapes import box, lathe, moulding, sphere, tube
from vr_app.scene.stage_reader import load_stage

REPOSITORY = Path(__file__).parents[2]
SCENES = sorted(path.parent for path in (REPOSITORY / "scenes").glob("*/scene.toml"))


def document(file: Path) -> dict:
    raw = file.read_bytes()
    length = int.from_bytes(raw[12:16], "little")
    return json.loads(raw[20 : 20 + length])


def triangles(file: Path) -> int:
    """Of the finest level of detail."""
    gltf = document(file)
    coarse = {
        index for node in gltf["nodes"] for index in node.get("extensions", {}).get("MSFT_lod", {}).get("ids", [])
    }
    meshes = [node["mesh"] for index, node in enumerate(gltf["nodes"]) if "mesh" in node and index not in coarse]
    counts = [
        gltf["accessors"][primitive["indices"]]["count"]
        for mesh in meshes
        for primitive in gltf["meshes"][mesh]["primitives"]
    ]
    return sum(counts) // 3


@pytest.mark.parametrize("name", ["lantern-post", "rope"])
def test_an_asset_made_again_has_the_same_bytes(name: str) -> None:
    path = next(path for path in ASSETS if path.endswith(f"/{name}.glb"))
    title, make = ASSETS[path]
    roots, turnings = build(make())
    assert glb_bytes(roots, turnings, title) == (REPOSITORY / path).read_bytes(), (
        "run python -m tools.build_assets scenes"
    )


@pytest.mark.parametrize("path", [*ASSETS, *SOUNDS])
def test_every_asset_is_committed(path: str) -> None:
    assert (REPOSITORY / path).is_file(), "run python -m tools.build_assets scenes"


def test_every_model_carries_author_and_licence() -> None:
    files = [*REPOSITORY.glob("scenes/*/assets/*.glb"), *REPOSITORY.glob("assets/*.glb")]
    assert files
    for file in files:
        asset = document(file)["asset"]
        assert asset["extras"]["author"] == "Virgil project", file
        assert asset["extras"]["license"] == "CC0-1.0", file
        assert asset["copyright"], file


def test_a_coarser_level_has_far_fewer_triangles() -> None:
    gltf = document(REPOSITORY / "scenes/observatory-terrace/assets/cypress-pot.glb")
    fine = next(node for node in gltf["nodes"] if "extensions" in node)
    coarse = gltf["nodes"][fine["extensions"]["MSFT_lod"]["ids"][0]]
    assert coarse["name"].endswith("_lod1")
    fine_count, coarse_count = (
        sum(gltf["accessors"][part["indices"]]["count"] for part in gltf["meshes"][node["mesh"]]["primitives"])
        for node in (fine, coarse)
    )
    assert coarse_count * 3 < fine_count


PACK = sorted(REPOSITORY.glob("assets/pack/*.glb"))


@pytest.mark.parametrize("folder", SCENES, ids=lambda folder: folder.name)
def test_a_scene_keeps_its_budget(folder: Path) -> None:
    stage = load_stage(folder)
    files = sorted(folder.glob("assets/*.glb"))
    assert sum(file.stat().st_size for file in files) < 14_000_000
    pack = {f"app:{file.relative_to(REPOSITORY / 'assets').as_posix()}": file for file in PACK}
    placed = sum(
        triangles(pack.get(thing.asset, folder / thing.asset)) * thing.count for thing in stage.things if thing.asset
    )
    assert placed < 360_000, f"{placed} triangles are placed"
    used = {thing.asset for thing in stage.things if thing.asset not in pack} - {""} | {
        stage.ambience.file if stage.ambience else "",
        *(sound.file for sound in stage.sounds),
    }
    lying = {f"assets/{file.name}" for file in folder.glob("assets/*")}
    assert lying == used, "nothing lies there unused"


@pytest.mark.parametrize("file", sorted(REPOSITORY.glob("scenes/*/assets/*.wav")), ids=lambda file: file.parts[-3])
def test_ambience_loops_without_a_click(file: Path) -> None:
    with wave.open(str(file)) as sound:
        assert sound.getsampwidth() == 2
        assert sound.getnframes() / sound.getframerate() <= 20.0
        channels = sound.getnchannels()
        samples = np.frombuffer(sound.readframes(sound.getnframes()), "<i2").astype(np.float64).reshape(-1, channels)
    assert file.stat().st_size < 1_500_000
    steps = np.abs(np.diff(samples[:, 0]))
    assert abs(samples[0, 0] - samples[-1, 0]) <= np.percentile(steps, 99.9), "the seam is no louder than the sound"
    assert 200 < np.sqrt((samples**2).mean()) < 12_000


SHAPES = {
    "box": box((1.0, 2.0, 3.0), 0.1, 2, 0.5),
    "lathe": lathe([(0.0, 0.0), (1.0, 0.0), (1.0, 2.0), (0.0, 2.0)], 24),
    "sphere": sphere(1.0),
    "tube": tube([(0, 0, 0), (0, 1, 0), (0.5, 2, 0)], 0.1),
    "ring": tube([(np.cos(a), 0, np.sin(a)) for a in np.arange(12) * np.pi / 6], 0.1, closed=True),
    "extruded": extrude([(0, 0), (2, 0), (2, 1), (1, 0.5), (0, 1)], 0.2),
    "moulding": moulding(
        [(0, 0, 0), (0, 0, -2), (-2, 0, -2), (-2, 0, 0)], [(0, 0), (0.1, 0), (0.1, 0.1), (0, 0.1)], True
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_face_outwards(name: str) -> None:
    mesh: Mesh = SHAPES[name]
    a, b, c = (mesh.positions[mesh.faces[:, k]] for k in range(3))
    flat = np.cross(b - a, c - a)
    wanted = mesh.normals[mesh.faces].sum(axis=1)
    assert ((flat * wanted).sum(axis=1) > 0.0).all(), "triangles and normals agree"
    assert (a * np.cross(b, c)).sum() / 6.0 > 0.0, "the volume inside is positive"
    assert np.allclose(np.linalg.norm(mesh.normals, axis=1), 1.0)


def test_mirroring_keeps_faces_outwards() -> None:
    mesh = box((1.0, 2.0, 3.0)).scaled(-1.0, 1.0, 1.0)
    a, b, c = (mesh.positions[mesh.faces[:, k]] for k in range(3))
    assert (a * np.cross(b, c)).sum() > 0.0


def test_a_glb_is_built_of_whole_chunks() -> None:
    node = Node("thing")
    node.add(box((1.0, 1.0, 1.0)), Material("plain"))
    raw = glb_bytes([node])
    assert raw[:4] == b"glTF" and int.from_bytes(raw[8:12], "little") == len(raw)
    assert len(raw) % 4 == 0
