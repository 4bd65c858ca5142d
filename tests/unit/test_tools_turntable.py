"""The strip of a figure in motion, from the files themselves: a figure, and a motion made for any humanoid."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tools import turntable
from vr_app.app.commands.check_scene import report

HOST = Path(__file__).resolve().parents[2] / "assets" / "avatar" / "host.vrm"


def motion(folder: Path, **changes: object) -> Path:
    """A .vrma in which the left arm is raised within half a second."""
    times = np.array([0.0, 0.5], np.float32)
    turns = np.array([(0, 0, 0, 1), (0, 0, np.sin(0.6), np.cos(0.6))], np.float32)
    data = times.tobytes() + turns.tobytes()
    extension = {"specVersion": "1.0", "humanoid": {"humanBones": {"hips": {"node": 0}, "leftUpperArm": {"node": 1}}}}
    document = {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [
            {"name": "hips", "translation": [0, 1, 0], "children": [1]},
            {"name": "arm", "translation": [0.2, 0.4, 0]},
        ],
        "buffers": [{"byteLength": len(data)}],
        "bufferViews": [
            {"buffer": 0, "byteLength": times.nbytes},
            {"buffer": 0, "byteOffset": times.nbytes, "byteLength": turns.nbytes},
        ],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 2, "type": "SCALAR", "min": [0.0], "max": [0.5]},
            {"bufferView": 1, "componentType": 5126, "count": 2, "type": "VEC4"},
        ],
        "animations": [
            {
                "samplers": [{"input": 0, "output": 1}],
                "channels": [{"sampler": 0, "target": {"node": 1, "path": "rotation"}}],
            }
        ],
        "extensionsUsed": ["VRMC_vrm_animation"],
        "extensions": {"VRMC_vrm_animation": extension | changes},
    }
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    out = folder / "raise.vrma"
    out.write_bytes(
        struct.pack("<4sII", b"glTF", 2, 28 + len(text) + len(data))
        + struct.pack("<I4s", len(text), b"JSON")
        + text
        + struct.pack("<I4s", len(data), b"BIN\0")
        + data
    )
    return out


def test_a_strip_shows_the_motion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turntable, "SIZE", (60, 84))
    monkeypatch.setattr(turntable, "MOMENTS_S", (0.0, 0.45))
    out = tmp_path / "strip.png"
    assert turntable.main([str(HOST), "-o", str(out), "--clip", str(motion(tmp_path))]) == 0
    picture = np.asarray(Image.open(out).convert("RGB")).astype(int)
    assert picture.shape == (84, 120, 3)
    assert np.abs(picture[:, :60] - picture[:, 60:]).max() > 40


def test_motions_are_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(motion(tmp_path))["ok"]
    broken = motion(tmp_path, lookAt={"node": 7})
    answer = report(broken)
    assert not answer["ok"]
    assert answer["errors"][0]["pointer"] == "/extensions/VRMC_vrm_animation/lookAt/node"
    assert turntable.main([str(HOST), "-o", str(tmp_path / "no.png"), "--clip", str(broken)]) == 1
    assert "/lookAt/node" in capsys.readouterr().err
