"""`bench load`: from launch to the first picture and to the whole scene, offscreen and in a window."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from vr_app.app.bench.figures import figures
from vr_app.ui.display_check import why_no_window

RUNS = 5


def bench_load(folder: Path) -> dict[str, Any]:
    """Medians over launches in processes of their own; the first one fills the scene cache and is not counted."""
    modes = ["offscreen"] + ([] if why_no_window() else ["window"])
    result: dict[str, Any] = {"scene": folder.name, "runs": RUNS}
    for mode in modes:
        launches = [_launch(folder, mode) for _ in range(RUNS + 1)][1:]
        for key in ("first_frame", "scene_complete"):
            result[f"{mode}_{key}_s"] = figures([launch[key] for launch in launches if key in launch])
    return result


def _launch(folder: Path, mode: str) -> dict[str, float]:
    """Runs the app until its scene is on the card; seconds from launch to its milestones."""
    with tempfile.TemporaryDirectory(prefix="virgil-bench-") as out:
        begun_s = time.monotonic()
        command = [sys.executable, "-m", "vr_app.app.main", "run", str(folder), "--mode", mode, "--until-shown"]
        subprocess.run([*command, "--silent", "--out", out], stdout=subprocess.DEVNULL, check=True)
        report = json.loads((Path(out) / "report.json").read_text(encoding="utf-8"))
    return {name: at - begun_s for name, at in report["milestones_monotonic_s"].items()}
