"""`bench headset --soak`: half an hour in a headset under a real runtime that is killed now and then.

`tools/openxr-sandbox/soak.py` does the walking and the killing beside the app; here its report is judged: no crash,
memory and OpenGL objects as they were after five minutes, every line answered, every word of it in the database.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from vr_app.app.folders import data_folder
from vr_app.app.places import FIRST_SCENE, find_scene
from vr_app.kernel.errors import UserError
from vr_app.kernel.settings import Settings
from vr_app.store.conversation import StoredTurn, open_conversation

TOOL = Path(__file__).resolve().parents[3] / "tools" / "openxr-sandbox"
SCENES = (FIRST_SCENE, "museum-hall", "night-harbour")
MINUTES, KILLS = 30.0, 5
SETTLED_S = 300.0
"""Memory counts from here on: until then caches fill."""
MOST_GROWTH = 0.02
OWN = ("memory.sqlite", "crash", "logs")
"""What a visit of a bench has for itself in its data folder."""

Report = Mapping[str, Any]


def soak_headset(settings: Settings, minutes: float = MINUTES) -> dict[str, Any]:
    """Soaks the app for so long.

    Raises: UserError where the sandbox is not there (only the source repository has it).
    """
    if not (TOOL / "soak.py").is_file():
        raise UserError(f"{TOOL} is not there", remedy="Run this bench from the source repository.", exit_code=2)
    cache = Path.home() / ".cache" / "virgil"
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="soak-", dir=cache) as folder:
        data = Path(folder)
        for entry in data_folder().iterdir() if data_folder().is_dir() else ():
            if not entry.name.startswith(OWN):
                (data / entry.name).symlink_to(entry)
        scenes = [str(find_scene(name)) for name in SCENES]
        soak = [sys.executable, str(TOOL / "soak.py"), "--minutes", str(minutes), "--kills", str(KILLS), *scenes]
        log = cache / "soak.jsonl"
        with log.open("w", encoding="utf-8") as output:
            subprocess.run(
                [sys.executable, str(TOOL), "run", "--output", "none", "--", *soak],
                stdout=output,
                check=False,
                env=os.environ
                | {
                    "VR_APP_DATA_DIR": folder,
                    "VR_APP_LANGUAGE__MODEL": settings.language.model,
                    "PYTHONPATH": str(TOOL.parents[1]),
                },
            )
        reports = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
        stored, _ = open_conversation(data / "memory.sqlite")
        turns = stored.history(limit=100_000)
        stored.close()
    return {"log": str(log), **judge_soak(reports, turns)}


def judge_soak(reports: Sequence[Report], stored: Sequence[StoredTurn]) -> dict[str, Any]:
    """What a soak comes to; `problems` names each promise that was not kept."""
    kinds = Counter(report["type"] for report in reports)
    begun_s = next((report["at_s"] for report in reports if report["type"] == "Begun"), 0.0)
    over_s = max((report["at_s"] for report in reports), default=0.0)
    problems = [f"{kind}: {kinds[kind]}" for kind in _BAD if kinds[kind]]
    over = [report for report in reports if report["type"] == "Over"]
    if not over or over[-1]["status"] != 0:
        problems.append(f"the app ended with {over[-1]['status'] if over else 'no word'}")
    counted = [r for r in reports if r["type"] == "Counted" and r["at_s"] - begun_s >= SETTLED_S]
    memory, gl = _growth(counted), _changed_objects(counted)
    if memory is None:
        problems.append("too short to tell whether memory grows")
    elif memory > MOST_GROWTH:
        problems.append(f"memory grew by {memory:.1%}, at most {MOST_GROWTH:.0%}")
    problems += [f"{kind} objects went from {first} to {last}" for kind, (first, last) in gl.items() if last > first]
    problems += whole(reports, stored)
    return {
        "minutes": round((over_s - begun_s) / 60.0, 1),
        "lines_said": kinds["Said"],
        "turns": kinds["TurnClosed"],
        "scene_changes": kinds["Going"],
        "focus_taken": kinds["FocusTaken"],
        "runtime_kills": kinds["Killed"],
        "displays": dict(Counter(r["mode"] for r in reports if r["type"] == "DisplayChanged")),
        "resident_mb": [counted[0]["resident_mb"], counted[-1]["resident_mb"]] if counted else [],
        "memory_growth": None if memory is None else round(memory, 4),
        "threads": [counted[0]["threads"], counted[-1]["threads"]] if counted else [],
        "gl_objects": counted[-1]["gl"] if counted else {},
        "problems": problems,
    }


_BAD = ("Unanswered", "NotShown", "NoWindow", "NotBack", "NotCounted")


def _growth(counted: Sequence[Report]) -> float | None:
    """By which share memory has grown: the middle of the first counts (three at most) against that of the last."""
    if len(counted) < 4:
        return None
    some = min(3, len(counted) // 2)
    first, last = (statistics.median(r["resident_mb"] for r in part) for part in (counted[:some], counted[-some:]))
    return last / first - 1.0


def _changed_objects(counted: Sequence[Report]) -> dict[str, tuple[int, int]]:
    """Kinds of OpenGL objects: the most there were at first, and the fewest at the end, where these differ.

    A count may fall on a moment with a label or a panel more than the next: only what never goes is a leak.
    """
    if len(counted) < 4:
        return {}
    first, last = counted[: len(counted) // 2], counted[-2:]
    pairs = {kind: (max(r["gl"][kind] for r in first), min(r["gl"][kind] for r in last)) for kind in counted[0]["gl"]}
    return {kind: pair for kind, pair in pairs.items() if pair[0] != pair[1]}


def whole(reports: Sequence[Report], stored: Sequence[StoredTurn]) -> list[str]:
    """What of the talk is missing from the database, or differs there, in plain words."""
    written = {turn.turn: turn for turn in stored}
    problems = []
    said = [report["line"] for report in reports if report["type"] == "Said"]
    opened = [report["said"] for report in reports if report["type"] == "TurnOpened" and report["said"]]
    # Only a line's number is certain: "that" becomes what the wearer points at.
    numbers = {words.rpartition(" ")[2] for words in opened}
    problems += [f"said and lost: {line!r}" for line in said if line.rpartition(" ")[2] not in numbers]
    for report in reports:
        if report["type"] != "TurnClosed":
            continue
        turn = written.get(report["turn"])
        if turn is None:
            problems.append(f"turn {report['turn']} is not in the database")
        elif turn.heard != report["heard"]:
            problems.append(f"turn {report['turn']}: heard {report['heard']!r}, written {turn.heard!r}")
    return problems
