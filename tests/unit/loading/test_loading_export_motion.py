"""What moves is in the exported model, as glTF has it, and comes back the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from gltf_files import GltfFile

from vr_app.kernel.resources import resource_path
from vr_app.loading.export import write_glb
from vr_app.loading.gltf import load_asset
from vr_app.loading.rules.check import findings_of_file
from vr_app.scene.scene import LoadedAsset, scene_of_asset


def bent_file() -> GltfFile:
    """A triangle with a skin of two joints, a morph target, and a clip that moves joint and weight."""
    file = GltfFile()
    joints = file.accessor(np.array([[0, 1, 0, 0]] * 3, np.uint16))
    weights = file.accessor(np.array([[0.25, 0.75, 0, 0]] * 3, np.float32))
    primitive = file.triangle(JOINTS_0=joints, WEIGHTS_0=weights)
    deltas = np.array([[0, 0, 0], [0, 0.5, 0], [0, 0, 0.25]], np.float32)
    low, high = deltas.min(axis=0).tolist(), deltas.max(axis=0).tolist()
    primitive["targets"] = [{"POSITION": file.accessor(deltas, min=low, max=high)}]
    bind = np.tile(np.eye(4, dtype=np.float32).reshape(1, 16), (2, 1))
    times = file.accessor(np.array([[0.0], [1.0]], np.float32), min=[0.0], max=[1.0])
    turns = file.accessor(np.array([[0, 0, 0, 1], [0, 0.6, 0, 0.8]], np.float32))
    shares = file.accessor(np.array([[0.0], [1.0]], np.float32))
    corners = file.document["accessors"][primitive["attributes"]["POSITION"]]
    corners |= {"min": [0.0, 0.0, 0.0], "max": [1.0, 1.0, 0.0]}
    file.document |= {
        "meshes": [{"primitives": [primitive], "weights": [0.5]}],
        "nodes": [{"mesh": 0, "skin": 0}, {"name": "root", "children": [2]}, {"name": "tip"}],
        "scenes": [{"nodes": [0, 1]}],
        "scene": 0,
        "skins": [{"joints": [1, 2], "inverseBindMatrices": file.accessor(bind)}],
        "animations": [
            {
                "name": "wave",
                "samplers": [{"input": times, "output": turns}, {"input": times, "output": shares}],
                "channels": [
                    {"sampler": 0, "target": {"node": 2, "path": "rotation"}},
                    {"sampler": 1, "target": {"node": 0, "path": "weights"}},
                ],
            }
        ],
    }
    return file


def _exported(asset: LoadedAsset, path: Path) -> LoadedAsset:
    write_glb(scene_of_asset(asset), path)
    assert not [finding for finding in findings_of_file(path) if finding.severity == "error"]
    return load_asset(path)


def test_skin_morph_and_clip_come_back(tmp_path: Path) -> None:
    before = load_asset(bent_file().write_glb(tmp_path / "bent.glb"))
    after = _exported(before, tmp_path / "out.glb")
    old, new = before.meshes[0].primitives[0], after.meshes[0].primitives[0]
    assert new.skinned and np.abs(new.vertices["weights"].astype(int) - old.vertices["weights"]).max() <= 1
    assert old.morph is not None and new.morph is not None
    assert new.morph.positions == pytest.approx(old.morph.positions)
    assert after.nodes.weights == pytest.approx(before.nodes.weights)
    assert [len(skin.joints) for skin in after.skins] == [2]
    (clip,) = after.animations
    assert clip.name == "wave" and {track.path for track in clip.tracks} == {"rotation", "weights"}
    turn = next(track for track in clip.tracks if track.path == "rotation")
    assert turn.values[-1, 0] == pytest.approx((0, 0.6, 0, 0.8))


def test_a_whole_figure_keeps_its_skins_and_faces(tmp_path: Path) -> None:
    before = load_asset(resource_path("assets") / "avatar" / "host.vrm")
    after = _exported(before, tmp_path / "figure.glb")
    assert [len(skin.joints) for skin in after.skins] == [len(skin.joints) for skin in before.skins]
    assert sum(m.target_count for m in after.meshes) == sum(m.target_count for m in before.meshes) > 0
