"""Broken files: an error that names file and place, never a crash, never long."""

from __future__ import annotations

import json
import struct
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from gltf_files import GltfFile

from vr_app.kernel.errors import UserError
from vr_app.loading.gltf import load_asset
from vr_app.loading.problem import AssetError

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
LIMIT_S = 20.0
"""Five on a machine of one's own."""


def whole_file() -> GltfFile:
    file = GltfFile()
    joints = file.accessor(np.zeros((3, 4), np.uint8))
    weights = file.accessor(np.ones((3, 4), np.float32))
    file.show(file.triangle(JOINTS_0=joints, WEIGHTS_0=weights), skin=0)
    file.document["skins"] = [{"joints": [0]}]
    file.document["materials"] = [{}]
    return file


def edited(change: Any) -> GltfFile:
    file = whole_file()
    change(file.finished())
    return file


EDITS: dict[str, Any] = {
    "/accessors/2/count": lambda d: d["accessors"][2].update(count=4_000_000_000),
    "/accessors/0/componentType": lambda d: d["accessors"][0].update(componentType=7),
    "/accessors/2": lambda d: d["accessors"][2].update(byteOffset=1 << 40),
    "/accessors/2/bufferView": lambda d: d["accessors"][2].update(bufferView=99),
    "/bufferViews/0": lambda d: d["bufferViews"][0].update(byteLength=1 << 30),
    "/buffers/0": lambda d: d["buffers"][0].update(byteLength=1 << 30),
    "/buffers/0/byteLength": lambda d: d["buffers"][0].update(byteLength="many"),
    "/nodes/0/mesh": lambda d: d["nodes"][0].update(mesh=-1),
    "/nodes/0/skin": lambda d: d["nodes"][0].update(skin=3),
    "/nodes/0/rotation": lambda d: d["nodes"][0].update(rotation=[0, 0, 0, 0]),
    "/nodes/0/translation": lambda d: d["nodes"][0].update(translation=["a", 0, 0]),
    "/nodes/0/children/0": lambda d: d["nodes"][0].update(children=[7]),
    "/nodes/0": lambda d: d["nodes"][0].update(children=[0]),
    "/meshes/0/primitives": lambda d: d["meshes"][0].update(primitives=5),
    "/meshes/0/primitives/0/attributes/POSITION": lambda d: d["meshes"][0]["primitives"][0]["attributes"].update(
        POSITION="x"
    ),
    "/meshes/0/primitives/0/material": lambda d: d["meshes"][0]["primitives"][0].update(material=1),
    "/skins/0/joints": lambda d: d["skins"][0].update(joints=[]),
    "/materials/0/pbrMetallicRoughness": lambda d: d["materials"][0].update(pbrMetallicRoughness=[]),
    "/asset/version": lambda d: d.update(asset={"version": "1.0"}),
    "/extensionsRequired/0": lambda d: d.update(extensionsRequired=["EXT_never_heard_of"]),
    "/scene": lambda d: d.update(scene=4),
}


@pytest.mark.parametrize("pointer", EDITS)
def test_the_error_names_the_place(tmp_path: Path, pointer: str) -> None:
    path = edited(EDITS[pointer]).write_glb(tmp_path / "bad.glb")
    with pytest.raises(AssetError) as caught:
        load_asset(path)
    assert caught.value.pointer == pointer
    assert str(path) in str(caught.value) and caught.value.remedy


def test_the_file_all_edits_start_from_is_good(tmp_path: Path) -> None:
    assert load_asset(whole_file().write_glb(tmp_path / "good.glb")).skins


@pytest.mark.parametrize("what", ["joints", "indices", "nan"])
def test_values_that_would_reach_past_the_end_are_found(tmp_path: Path, what: str) -> None:
    file = whole_file()
    primitive = file.document["meshes"][0]["primitives"][0]
    if what == "joints":
        primitive["attributes"]["JOINTS_0"] = file.accessor(np.full((3, 4), 1, np.uint8))
    elif what == "indices":
        primitive["indices"] = file.accessor(np.array([0, 1, 3], np.uint16))
    else:
        primitive["attributes"]["POSITION"] = file.accessor(np.full((3, 3), np.nan, np.float32))
    with pytest.raises(AssetError):
        load_asset(file.write_glb(tmp_path / "bad.glb"))


def test_a_file_cut_anywhere_is_refused_in_plain_words(tmp_path: Path) -> None:
    data = whole_file().write_glb(tmp_path / "whole.glb").read_bytes()
    for length in [*range(0, 40), *range(40, len(data), 37)]:
        path = tmp_path / "cut.glb"
        path.write_bytes(data[:length])
        with pytest.raises(AssetError):
            load_asset(path)


def test_flipped_bytes_never_crash_the_reader(tmp_path: Path) -> None:
    data = whole_file().write_glb(tmp_path / "whole.glb").read_bytes()
    random = np.random.default_rng(7)
    for _ in range(300):
        broken = bytearray(data)
        for position in random.integers(12, len(data), 3):
            broken[position] = random.integers(0, 256)
        path = tmp_path / "flipped.glb"
        path.write_bytes(broken)
        try:
            load_asset(path)
        except UserError as error:
            assert str(path) in str(error)


def test_json_errors_give_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "bad.gltf"
    path.write_text('{\n "asset": {"version": "2.0"},\n oops\n}')
    with pytest.raises(AssetError) as caught:
        load_asset(path)
    assert caught.value.where is not None and caught.value.where.line == 3


@pytest.mark.parametrize("text", [b"\xff\xfe\x00", b"[" * 100_000, b"[]", b'{"asset": NaN}', b"null", b"glTF"])
def test_what_is_no_gltf_is_refused(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "bad.gltf"
    path.write_bytes(text)
    with pytest.raises(AssetError):
        load_asset(path)


def test_a_chunk_longer_than_the_file_is_refused(tmp_path: Path) -> None:
    text = json.dumps({"asset": {"version": "2.0"}}).encode() + b"   "
    path = tmp_path / "bad.glb"
    path.write_bytes(struct.pack("<4sIIII", b"glTF", 2, 20 + len(text), 1 << 31, 0x4E4F534A) + text)
    with pytest.raises(AssetError, match="chunk 0"):
        load_asset(path)


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the shared test data beside the checkout")
@pytest.mark.parametrize("folder", ["bad_inputs/glb", "gltf/validator", "vrm"])
def test_every_shared_file_gives_an_asset_or_a_plain_error(folder: str) -> None:
    files = [f for f in sorted((SHARED / folder).rglob("*")) if f.suffix in (".glb", ".gltf", ".vrm")]
    assert files
    for path in files:
        started_s = time.perf_counter()
        try:
            load_asset(path)
        except UserError as error:
            assert path.name in str(error)
        assert time.perf_counter() - started_s < LIMIT_S, path
