"""The app itself in a headset: from launch to the whole scene, with a picture of what the wearer sees."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from monado import Monado  # isort: skip

pytestmark = [pytest.mark.monado, pytest.mark.timeout(600)]


def test_the_app_walks_into_the_headset(monado: Monado, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "vr_app.app.main", "run", "museum-hall", "--mode", "xr", "--until-shown"]
    environment = os.environ | {"VR_APP_DATA_DIR": str(tmp_path / "data"), "VR_APP_MEMORY__REMEMBER": "false"}
    done = subprocess.run(
        [*command, "--silent", "--out", str(out)], env=environment, capture_output=True, text=True, timeout=500
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert report["mode"] == "xr"
    assert "Monado" in report["display"]
    assert report["frames"]["frames"] >= 1
    assert {"first_frame", "scene_complete"} <= report["milestones_monotonic_s"].keys()
    (picture,) = out.glob("frame-*.png")
    assert picture.stat().st_size > 20_000, "the wearer's eye sees a scene rich in detail"
