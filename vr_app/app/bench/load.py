"""`bench load`: from launch to the first picture and to the whole scene; a large file to its first picture."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vr_app.app.bench.figures import figures
from vr_app.app.bench.load_engines import ENGINES
from vr_app.app.bench.load_file import write_hill
from vr_app.app.bench.render_peers import require_peers
from vr_app.ui.display_check import why_no_window

RUNS = 5


def bench_load(folder: Path, *, peers: bool = False) -> dict[str, Any]:
    """Medians over launches in processes of their own; the first one fills the scene cache and is not counted.

    Args:
        peers: load the large file with other engines too.
    Raises: UserError where these are not installed.
    """
    if peers:
        require_peers(("panda3d", "pygfx", "trimesh"))
    modes = ["offscreen"] + ([] if why_no_window() else ["window"])
    result: dict[str, Any] = {"scene": folder.name, "runs": RUNS}
    for mode in modes:
        launches = [_launch(folder, mode) for _ in range(RUNS + 1)][1:]
        for key in ("first_frame", "scene_complete"):
            result[f"{mode}_{key}_s"] = figures([launch[key] for launch in launches if key in launch])
    result["textured_file"] = bench_file(list(ENGINES) if peers else ["ours"])
    return result


def bench_file(engines: Sequence[str]) -> dict[str, Any]:
    """Seconds and megabytes from a textured .glb of 100,000 triangles to its first picture, each in a new process.

    Ours is "settled" when the shadows are there, too, which the others do not draw.
    """
    result: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="virgil-bench-") as folder:
        path = Path(folder) / "hill.glb"
        result["triangles"] = write_hill(path)
        for engine in engines:
            runs = [_load_once(engine, path) for _ in range(RUNS)]
            good = [run for run in runs if run is not None]
            keys = good[0] if good else ()
            result[engine] = {key: figures([run[key] for run in good]) for key in keys}
            if not good:
                result[engine] = "does not run on this machine"
    return result


def _load_once(engine: str, path: Path) -> dict[str, float] | None:
    command = [sys.executable, "-m", "vr_app.app.bench.load_engines", engine, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 and done.stdout.strip() else None


def _launch(folder: Path, mode: str) -> dict[str, float]:
    """Runs the app until its scene is on the card; seconds from launch to its milestones."""
    with tempfile.TemporaryDirectory(prefix="virgil-bench-") as out:
        begun_s = time.monotonic()
        command = [sys.executable, "-m", "vr_app.app.main", "run", str(folder), "--mode", mode, "--until-shown"]
        subprocess.run([*command, "--silent", "--out", out], stdout=subprocess.DEVNULL, check=True)
        report = json.loads((Path(out) / "report.json").read_text(encoding="utf-8"))
    return {name: at - begun_s for name, at in report["milestones_monotonic_s"].items()}
