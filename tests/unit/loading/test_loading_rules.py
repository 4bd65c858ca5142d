"""What the checks find: every kind of mistake by its code and place, nothing in a good file."""

from __future__ import annotations

import json
import struct
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from gltf_files import GltfFile

from vr_app.kernel.errors import UserError
from vr_app.loading.gltf import load_asset
from vr_app.loading.rules.check import findings_of_file
from vr_app.loading.rules.finding import HARMLESS, WARNINGS
from vr_app.loading.rules.lines import lines_of

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "gltf" / "validator"


def whole_file() -> GltfFile:
    """Skin, morph, animation, material with a picture, camera, light: one of each."""
    file = GltfFile(
        extensionsUsed=["KHR_lights_punctual"],
        extensions={"KHR_lights_punctual": {"lights": [{"type": "spot", "spot": {}}]}},
        materials=[{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}],
        textures=[{"source": 0, "sampler": 0}],
        samplers=[{"wrapS": 33071}],
        images=[{"uri": "data:image/png;base64," + PNG}],
        cameras=[{"type": "perspective", "perspective": {"yfov": 1, "znear": 0.1, "zfar": 10}}],
    )
    bounds = {"min": [0, 0, 0], "max": [1, 1, 0]}
    positions = file.accessor(np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]], np.float32), **bounds)
    attributes = {
        "POSITION": positions,
        "NORMAL": file.accessor(np.tile(np.float32([0, 0, 1]), (3, 1))),  # type: ignore[arg-type]
        "TEXCOORD_0": file.accessor(np.zeros((3, 2), np.float32)),
        "JOINTS_0": file.accessor(np.zeros((3, 4), np.uint8)),
        "WEIGHTS_0": file.accessor(np.tile(np.float32([1, 0, 0, 0]), (3, 1))),  # type: ignore[arg-type]
    }
    delta = file.accessor(np.ones((3, 3), np.float32), min=[1, 1, 1], max=[1, 1, 1])
    indices = file.accessor(np.array([0, 1, 2], np.uint16))
    primitive = {"attributes": attributes, "indices": indices, "material": 0, "targets": [{"POSITION": delta}]}
    file.show(primitive, skin=0)
    file.document["meshes"][0]["weights"] = [0.5]
    joint = {"camera": 0, "extensions": {"KHR_lights_punctual": {"light": 0}}, "rotation": [0, 0, 0, 1]}
    file.document["nodes"].append(joint)
    file.document["scenes"][0]["nodes"] = [0, 1]
    identity = np.eye(4, dtype=np.float32).reshape(1, 16)
    file.document["skins"] = [{"joints": [1], "inverseBindMatrices": file.accessor(identity)}]
    times = file.accessor(np.array([0, 1], np.float32), min=[0], max=[1])
    turns = file.accessor(np.tile(np.float32([0, 0, 0, 1]), (2, 1)))  # type: ignore[arg-type]
    channel = {"sampler": 0, "target": {"node": 1, "path": "rotation"}}
    file.document["animations"] = [{"channels": [channel], "samplers": [{"input": times, "output": turns}]}]
    return file


PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
PRIMITIVE = "/meshes/0/primitives/0"


def primitive_of(d: Any) -> Any:
    return d["meshes"][0]["primitives"][0]


def attribute(name: str, values: np.ndarray, **more: Any) -> Any:
    def change(file: GltfFile) -> None:
        primitive_of(file.document)["attributes"][name] = file.accessor(values, **more)

    return change


CASES: dict[str, tuple[str, Any]] = {
    "TYPE_MISMATCH": ("/nodes/0/name/", None),
    "UNDEFINED_PROPERTY": ("/bufferViews/0", lambda f: f.document["bufferViews"][0].pop("byteLength")),
    "INVALID_INDEX": ("/nodes/0/mesh", lambda f: f.document["nodes"][0].update(mesh=-1)),
    "UNRESOLVED_REFERENCE": ("/nodes/1/camera", lambda f: f.document["nodes"][1].update(camera=3)),
    "VALUE_NOT_IN_RANGE": ("/accessors/0/count", lambda f: f.document["accessors"][0].update(count=0)),
    "EMPTY_ENTITY": ("/skins/0/joints", lambda f: f.document["skins"][0].update(joints=[])),
    "DUPLICATE_ELEMENTS": ("/scenes/0/nodes/2", lambda f: f.document["scenes"][0]["nodes"].append(0)),
    "ONE_OF_MISMATCH": ("/images/0", lambda f: f.document["images"][0].pop("uri")),
    "UNSATISFIED_DEPENDENCY": ("/nodes/1/skin", lambda f: f.document["nodes"][1].update(skin=0)),
    "ARRAY_LENGTH_NOT_IN_LIST": ("/nodes/1/scale", lambda f: f.document["nodes"][1].update(scale=[1])),
    "UNDECLARED_EXTENSION": (
        "/nodes/1/extensions/KHR_lights_punctual",
        lambda f: f.document.update(extensionsUsed=["KHR_materials_unlit"]),
    ),
    "UNEXPECTED_EXTENSION_OBJECT": (
        "/meshes/0/extensions/KHR_lights_punctual",
        lambda f: f.document["meshes"][0].update(extensions={"KHR_lights_punctual": {}}),
    ),
    "BUFFER_VIEW_TOO_LONG": (
        "/bufferViews/0/byteLength",
        lambda f: f.document["bufferViews"][0].update(byteLength=9999),
    ),
    "ACCESSOR_TOO_LONG": ("/accessors/0", lambda f: f.document["accessors"][0].update(count=4_000_000_000)),
    "ACCESSOR_OFFSET_ALIGNMENT": ("/accessors/1/byteOffset", lambda f: f.document["accessors"][1].update(byteOffset=2)),
    "ACCESSOR_MAX_MISMATCH": ("/accessors/0/max/0", lambda f: f.document["accessors"][0].update(max=[2, 1, 0])),
    "ACCESSOR_ELEMENT_OUT_OF_MIN_BOUND": (
        "/accessors/0/min/1",
        lambda f: f.document["accessors"][0].update(min=[0, 0.5, 0]),
    ),
    "ACCESSOR_INVALID_FLOAT": ("/accessors/10", attribute("NORMAL", np.full((3, 3), np.nan, np.float32))),
    "ACCESSOR_VECTOR3_NON_UNIT": (f"{PRIMITIVE}/attributes/NORMAL", attribute("NORMAL", np.ones((3, 3), np.float32))),
    "ACCESSOR_WEIGHTS_NON_NORMALIZED": (
        f"{PRIMITIVE}/attributes/WEIGHTS_0",
        attribute("WEIGHTS_0", np.ones((3, 4), np.float32)),
    ),
    "ACCESSOR_JOINTS_INDEX_OOB": (
        f"{PRIMITIVE}/attributes/JOINTS_0",
        attribute("JOINTS_0", np.full((3, 4), 9, np.uint8)),
    ),
    "MESH_PRIMITIVE_UNEQUAL_ACCESSOR_COUNT": (
        f"{PRIMITIVE}/attributes/TEXCOORD_0",
        attribute("TEXCOORD_0", np.zeros((2, 2), np.float32)),
    ),
    "MESH_PRIMITIVE_ATTRIBUTES_ACCESSOR_INVALID_FORMAT": (
        f"{PRIMITIVE}/attributes/TEXCOORD_0",
        attribute("TEXCOORD_0", np.zeros((3, 3), np.float32)),
    ),
    "MESH_PRIMITIVE_INVALID_ATTRIBUTE": (
        f"{PRIMITIVE}/attributes/COLOUR",
        attribute("COLOUR", np.zeros((3, 3), np.float32)),
    ),
    "MESH_PRIMITIVE_TOO_FEW_TEXCOORDS": (
        f"{PRIMITIVE}/material",
        lambda f: primitive_of(f.document)["attributes"].pop("TEXCOORD_0"),
    ),
    "MESH_INVALID_WEIGHTS_COUNT": ("/meshes/0/weights", lambda f: f.document["meshes"][0].update(weights=[1, 2])),
    "NODE_LOOP": ("/nodes/0", lambda f: f.document["nodes"][0].update(children=[0])),
    "ROTATION_NON_UNIT": ("/nodes/1/rotation", lambda f: f.document["nodes"][1].update(rotation=[0, 0, 0.5, 1])),
    "NODE_MATRIX_TRS": ("/nodes/1/matrix", lambda f: f.document["nodes"][1].update(matrix=np.eye(4).ravel().tolist())),
    "SCENE_NON_ROOT_NODE": ("/scenes/0/nodes/1", lambda f: f.document["nodes"][0].update(children=[1])),
    "INVALID_IBM_ACCESSOR_COUNT": (
        "/skins/0/inverseBindMatrices",
        lambda f: f.document["skins"][0].update(joints=[1, 0]),
    ),
    "CAMERA_ZFAR_LEQUAL_ZNEAR": (
        "/cameras/0/perspective",
        lambda f: f.document["cameras"][0]["perspective"].update(zfar=0.1),
    ),
    "ANIMATION_CHANNEL_TARGET_NODE_WEIGHTS_NO_MORPHS": (
        "/animations/0/channels/0/target",
        lambda f: (
            primitive_of(f.document).pop("targets"),
            f.document["animations"][0]["channels"][0]["target"].update(node=0, path="weights"),
        ),
    ),
    "ANIMATION_SAMPLER_OUTPUT_ACCESSOR_INVALID_FORMAT": (
        "/animations/0/channels/0/sampler",
        lambda f: f.document["animations"][0]["channels"][0]["target"].update(path="scale"),
    ),
    "ACCESSOR_ANIMATION_INPUT_NON_INCREASING": (
        "/animations/0/samplers/0/input",
        lambda f: f.document["animations"][0]["samplers"][0].update(
            input=f.accessor(np.array([1, 1], np.float32), min=[1], max=[1])
        ),
    ),
    "IMAGE_MIME_TYPE_INVALID": ("/images/0/uri", lambda f: f.document["images"][0].update(mimeType="image/jpeg")),
    "KHR_LIGHTS_PUNCTUAL_LIGHT_SPOT_ANGLES": (
        "/extensions/KHR_lights_punctual/lights/0/spot",
        lambda f: f.document["extensions"]["KHR_lights_punctual"]["lights"][0]["spot"].update(innerConeAngle=1.2),
    ),
}
CASES["TYPE_MISMATCH"] = ("/nodes/0/skin", lambda f: f.document["nodes"][0].update(skin="x"))


def test_a_good_file_has_nothing_to_mend(tmp_path: Path) -> None:
    path = whole_file().write_glb(tmp_path / "good.glb")
    assert findings_of_file(path) == [] or [f for f in findings_of_file(path) if f.code != "DATA_URI_GLB"] == []
    assert load_asset(path).skins


@pytest.mark.parametrize("code", CASES)
def test_each_mistake_is_named_with_its_place(tmp_path: Path, code: str) -> None:
    pointer, change = CASES[code]
    file = whole_file()
    change(file)
    path = file.write_glb(tmp_path / "bad.glb")
    found = findings_of_file(path)
    assert (code, pointer) in {(finding.code, finding.pointer) for finding in found}
    if not any(finding.severity == "error" for finding in found):
        assert load_asset(path), "what is called harmless must load"


def test_chunks_of_binary_files_are_looked_at(tmp_path: Path) -> None:
    text = json.dumps({"asset": {"version": "2.0"}}).encode()
    text += b" " * (-len(text) % 4)

    def chunk(kind: int, data: bytes) -> bytes:
        return struct.pack("<II", len(data), kind) + data

    head, jason, binary = b"glTF" + struct.pack("<I", 2), 0x4E4F534A, 0x004E4942
    files = {
        "GLB_INVALID_VERSION": b"glTF" + struct.pack("<II", 1, 20) + chunk(jason, text),
        "GLB_UNEXPECTED_END_OF_HEADER": head,
        "GLB_UNEXPECTED_FIRST_CHUNK": head + struct.pack("<I", 24) + chunk(binary, b"abcd"),
        "GLB_EMPTY_CHUNK": head + struct.pack("<I", 20) + chunk(jason, b""),
        "GLB_LENGTH_MISMATCH": head + struct.pack("<I", 999) + chunk(jason, text),
        "GLB_DUPLICATE_CHUNK": head + struct.pack("<I", 28 + 2 * len(text)) + chunk(jason, text) * 2,
        "GLB_CHUNK_LENGTH_UNALIGNED": head + struct.pack("<I", 21 + len(text)) + chunk(jason, text + b" "),
        "GLB_UNKNOWN_CHUNK_TYPE": head + struct.pack("<I", 32 + len(text)) + chunk(jason, text) + chunk(77, b"abcd"),
    }
    for code, data in files.items():
        path = tmp_path / f"{code}.glb"
        path.write_bytes(data)
        assert code in {finding.code for finding in findings_of_file(path)}, code


def test_no_code_is_both_harmless_and_a_warning() -> None:
    assert not WARNINGS & set(HARMLESS)


def test_lines_of_pointers() -> None:
    text = '{\n "a": [\n  1,\n  {"b/c": "x,]}\\""}\n ],\n "d": {"e": [[],\n 5]}\n}'
    assert lines_of(text, {"/a/1/b~1c", "/d/e/1", "/a", "/a/0", "/nowhere"}) == {
        "/a": 2,
        "/a/0": 3,
        "/a/1/b~1c": 4,
        "/d/e/1": 7,
    }


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.sampled_from([2**40, 1.5, -1.0, "x", "VEC3", [], {}, [0], {"index": 0}]),
)


@given(
    steps=st.lists(
        st.tuples(st.integers(0, 10**6), st.sampled_from(["drop", "set", "double"]), JUNK), min_size=1, max_size=4
    )
)
@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_change_to_a_file_brings_reader_or_checks_down(tmp_path: Path, steps: list[tuple[int, str, Any]]) -> None:
    document = whole_file().finished()
    for number, what, junk in steps:
        holders = [document]
        for holder in holders:
            holders += [
                v for v in (holder.values() if isinstance(holder, dict) else holder) if isinstance(v, dict | list)
            ]
        places = [
            (holder, key) for holder in holders for key in (holder if isinstance(holder, dict) else range(len(holder)))
        ]
        holder, key = places[number % len(places)]
        if what == "drop":
            del holder[key]
        elif what == "double" and isinstance(holder, list):
            holder.append(holder[key])
        else:
            holder[key] = junk
    path = tmp_path / "junk.gltf"
    path.write_text(json.dumps(document))
    errors = [finding for finding in findings_of_file(path) if finding.severity == "error"]
    try:
        load_asset(path)
    except UserError as error:
        assert str(path) in str(error)
        assert errors or getattr(error, "pointer", "")


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the shared test data beside the checkout")
def test_what_khronos_finds_is_found_and_what_it_passes_loads() -> None:
    expected = named = 0
    for report_file in sorted(SHARED.rglob("*.report.json")):
        path = report_file.with_name(report_file.name.removesuffix(".report.json"))
        messages = json.loads(report_file.read_text(encoding="utf-8"))["issues"]["messages"]
        wanted = {message.get("pointer") or "" for message in messages if message["severity"] == 0}
        found = findings_of_file(path)
        if not wanted:
            assert not [finding for finding in found if finding.severity == "error"], path
            load_asset(path)
        missing = any(finding.code == "FILE_NOT_FOUND" for finding in found)
        if not missing:
            expected += len(wanted)
            named += len(wanted & {finding.pointer for finding in found})
    assert expected > 50 and named == expected
