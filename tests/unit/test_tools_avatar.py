"""The host's avatar: what the sculptor promises, and that the committed file is what the tool makes."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tools.build_assets.avatar import head, skeleton
from tools.build_assets.avatar.beard import follow
from tools.build_assets.avatar.face_pose import EXPRESSIONS, REST
from tools.build_assets.avatar.figure import build
from tools.build_assets.avatar.figures import figures, read_design
from tools.build_assets.avatar.surface import Mesh, carve, surface_nets
from vr_app.loading.gltf import load_asset
from vr_app.scene.avatar.bones import BONES
from vr_app.scene.avatar.rig_reader import rig_of_asset

REPOSITORY = Path(__file__).resolve().parents[2]
FOLDER = REPOSITORY / "assets" / "avatar"
HOST = FOLDER / "host.vrm"
NAMES = sorted(path.stem for path in FOLDER.glob("*.vrm"))
CONTACT_RING = 13
"""Where the lips touch."""


@pytest.fixture(params=NAMES)
def document(request: pytest.FixtureRequest) -> dict[str, Any]:
    return unpacked((FOLDER / f"{request.param}.vrm").read_bytes())


def test_every_design_has_its_file_and_its_line() -> None:
    listed = json.loads((FOLDER / "avatars.json").read_text(encoding="utf-8"))["avatars"]
    assert [row["name"] for row in listed] == list(figures())
    assert sorted(row["name"] for row in listed) == NAMES
    assert {row["presents"] for row in listed} == {"woman", "man", "person"}
    assert all(len(row["tags"]) >= 3 and row["looks"].endswith(".") for row in listed)


def test_every_figure_has_all_expressions_hands_and_springs(document: dict[str, Any]) -> None:
    vrm = document["extensions"]["VRMC_vrm"]
    wanted = {"aa", "ih", "ou", "ee", "oh", "happy", "angry", "sad", "relaxed", "surprised", "neutral", "blink"}
    assert wanted <= set(vrm["expressions"]["preset"])
    assert {"leftIndexDistal", "rightLittleProximal", "leftEye"} <= set(vrm["humanoid"]["humanBones"])
    for spring in document["extensions"]["VRMC_springBone"].get("springs", ()):
        assert len(spring["joints"]) >= 2


def test_people_differ_in_height_and_stand_on_the_floor() -> None:
    tall = {}
    for name in NAMES:
        data = unpacked((FOLDER / f"{name}.vrm").read_bytes())
        boxes = [
            data["accessors"][primitive["attributes"]["POSITION"]]
            for mesh in data["meshes"]
            for primitive in mesh["primitives"]
        ]
        tall[name] = max(box["max"][1] for box in boxes)
        assert abs(min(box["min"][1] for box in boxes)) < 0.012, name
    assert tall["ilario"] > 1.72
    assert tall["ingrid"] < 1.68
    assert all(1.5 < height < 1.95 for height in tall.values())


def test_a_design_with_a_word_nobody_knows_is_refused(tmp_path: Path) -> None:
    design = tmp_path / "odd.toml"
    design.write_text('title = "Odd"\n[hair]\nstile = "bob"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"odd\.toml: \[hair\] has no stile"):
        read_design(design)
    design.write_text('title = "Odd"\n[colours]\nskin = "#102030"\n', encoding="utf-8")
    assert read_design(design).colours.skin == (16, 32, 48)


def test_a_beard_moves_with_the_skin_it_grows_from() -> None:
    at = np.array([[x, -0.10, 0.09] for x in np.linspace(-0.03, 0.03, 30)])
    ahead = np.tile([0.0, 0.0, 1.0], (30, 1))
    skin = Mesh(at, ahead, np.zeros((0, 3), int), np.zeros((30, 3)), np.zeros((30, 2)))
    skin.morphs["aa"] = (np.tile([0.0, -0.02, 0.0], (30, 1)), np.zeros((30, 3)))
    tips = at[10:12] + np.array([0, 0, 0.01])
    hair = Mesh(tips, ahead[:2], np.zeros((0, 3), int), np.zeros((2, 3)), np.zeros((2, 2)))
    follow(hair, skin)
    np.testing.assert_allclose(hair.morphs["aa"][0], [[0, -0.02, 0]] * 2, atol=1e-9)


def lips(name: str) -> np.ndarray:
    pose = EXPRESSIONS[name].mouth if name else REST.mouth
    return head.mouth_patch(pose)[CONTACT_RING]


def gap(ring: np.ndarray) -> float:
    upper, lower = ring[head.MOUTH_SEGMENTS // 4], ring[3 * head.MOUTH_SEGMENTS // 4]
    return float(upper[1] - lower[1])


def test_budget(document: dict[str, Any]) -> None:
    triangles = sum(
        document["accessors"][primitive["indices"]]["count"] // 3
        for mesh in document["meshes"]
        for primitive in mesh["primitives"]
    )
    assert 20_000 < triangles < 40_000
    assert sum(view["byteLength"] for view in document["bufferViews"]) < 3_000_000


def test_author_and_licence_are_in_the_file(document: dict[str, Any]) -> None:
    meta = document["extensions"]["VRMC_vrm"]["meta"]
    assert meta["authors"] == ["Virgil project"]
    assert meta["avatarPermission"] == "everyone"
    assert "CC0" in document["asset"]["copyright"]
    assert document["asset"]["extras"]["license"] == "CC0-1.0"


def test_lips_are_closed_at_rest_and_open_in_vowels() -> None:
    assert abs(gap(lips(""))) < 1e-4
    assert abs(gap(lips("pp"))) < 1e-4
    assert gap(lips("aa")) > 0.020
    assert gap(lips("oh")) > 0.015
    assert gap(lips("ih")) > 0.004


def test_rounding_and_spreading() -> None:
    width = {name: float(np.ptp(lips(name)[:, 0])) for name in ("", "aa", "ou", "oh", "ee")}
    front = {name: float(lips(name)[head.MOUTH_SEGMENTS // 4, 2]) for name in ("", "ou", "oh", "ee")}
    assert width["ou"] < 0.6 * width[""]
    assert width["oh"] < 0.8 * width[""]
    assert width["ee"] > 1.15 * width[""]
    assert front["ou"] > front[""] + 0.005
    assert front["oh"] > front[""] + 0.003


def test_emotions_leave_the_lips_to_speech() -> None:
    for name in ("happy", "angry", "sad", "relaxed"):
        assert abs(gap(lips(name))) < 1e-4, name


def test_blinking_shuts_the_eye_and_stays_outside_the_eyeball() -> None:
    opened, shut = head.eye_patch(REST.left), head.eye_patch(EXPRESSIONS["blink"].left)
    half = head.EYE_SEGMENTS // 2
    upper, lower = shut[1, 1:half], shut[1, half + 1 :][::-1]
    assert np.abs(upper[:, 1] - lower[:, 1]).max() < 0.0012
    assert np.abs(opened[1, 1:half, 1] - opened[1, half + 1 :][::-1, 1]).max() > 0.015
    for share in np.linspace(0, 1, 9):
        lid = (1 - share) * opened[1:4] + share * shut[1:4]
        assert np.linalg.norm(lid - skeleton.EYE, axis=-1).min() > skeleton.EYE_RADIUS


def test_the_skin_has_no_holes_but_the_eyes() -> None:
    faces = head.topology().faces
    edges = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    unique, counts = np.unique(edges, axis=0, return_counts=True)
    assert counts.max() == 2
    rims = {
        *range(head.EYE_SEGMENTS),
        *range(head.EYE_RINGS * head.EYE_SEGMENTS, (head.EYE_RINGS + 1) * head.EYE_SEGMENTS),
    }
    assert set(unique[counts == 1].reshape(-1).tolist()) == rims


def test_expressions_move_the_face_apart() -> None:
    asset = load_asset(HOST)
    rig = rig_of_asset(asset)
    names = [n for n in EXPRESSIONS if n != "neutral"]
    face = next(m for m in asset.meshes if m.name == "face")
    morph = face.primitives[0].morph
    assert morph is not None
    node = int(np.flatnonzero(asset.nodes.weight_count == len(names))[0])
    moved = {
        n: morph.positions[int(rig.expressions[n].targets[0]) - int(asset.nodes.weight_offset[node])] for n in names
    }
    for name in names:
        assert np.abs(moved[name]).max() > 0.001, name
    for one in names:
        for other in names:
            if one < other:
                assert np.abs(moved[one] - moved[other]).max() > 0.001, (one, other)


def test_skeleton_has_the_bones_of_vrm() -> None:
    names, parents, _ = skeleton.build()
    assert set(BONES) - set(names) == {"jaw"}
    assert all(parent < number for number, parent in enumerate(parents))


def test_carving_a_ball_gives_a_closed_ball() -> None:
    def ball(p: np.ndarray) -> np.ndarray:
        return np.linalg.norm(p, axis=-1) - 0.1

    low, high = np.full(3, -0.13), np.full(3, 0.13)
    points, faces = surface_nets(ball, low, high, 0.011)
    edges = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    assert set(np.unique(edges, axis=0, return_counts=True)[1].tolist()) == {2}
    corner = points[faces]
    volume = np.einsum("ij,ij->i", corner[:, 0], np.cross(corner[:, 1], corner[:, 2])).sum() / 6
    assert 0.003 < volume < 0.0045  # positive: faces look outwards
    points, normals, faces = carve(ball, low, high, 0.011, 400)
    assert len(faces) <= 420
    assert np.abs(np.linalg.norm(points, axis=1) - 0.1).max() < 1e-5
    np.testing.assert_allclose(normals, points / 0.1, atol=1e-3)


def unpacked(data: bytes) -> dict[str, Any]:
    (length,) = struct.unpack("<I", data[12:16])
    return json.loads(data[20 : 20 + length])


@pytest.mark.parametrize("name", ["host", "tomas"])
def test_the_committed_file_is_what_the_tool_makes(name: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.build_assets.avatar", "--only", name, "--out", str(tmp_path)]
    other = subprocess.Popen(command, cwd=REPOSITORY, env={**os.environ, "PYTHONHASHSEED": "7"})
    built = build(figures()[name])
    assert other.wait(timeout=250) == 0
    assert (tmp_path / f"{name}.vrm").read_bytes() == built
    assert (tmp_path / "avatars.json").read_bytes() == (FOLDER / "avatars.json").read_bytes()
    committed = (FOLDER / f"{name}.vrm").read_bytes()
    if built == committed:
        return
    # Another processor may round differently, which moves single vertices: the same figure all the same.
    ours, theirs = unpacked(built), unpacked(committed)
    for part in ("nodes", "materials", "extensions", "skins"):
        assert ours[part] == theirs[part], f"{part} differ: run python -m tools.build_assets.avatar and commit"
    for one, two in zip(ours["accessors"], theirs["accessors"], strict=True):
        assert abs(one["count"] - two["count"]) <= 0.03 * two["count"]
        if one["type"] == "VEC3" and "min" in one:
            np.testing.assert_allclose([one["min"], one["max"]], [two["min"], two["max"]], atol=0.003)
