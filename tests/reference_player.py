"""Asks inkjs: compiles and plays stories in one node process."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from vr_app.app.folders import data_folder
from vr_app.install.reference_ink import node_program, reference_folder

PLAYER = Path(__file__).parent / "reference_ink" / "player.cjs"


def reference_command() -> list[str] | None:
    """How the player is started, or None where node or inkjs is missing."""
    node, folder = node_program(), reference_folder(data_folder())
    return [str(node), str(PLAYER), str(folder)] if node and folder else None


def ask_reference(jobs: Iterable[Mapping[str, Any]], limit_s: float = 240.0) -> list[dict[str, Any]]:
    """One answer per job: "transcript" and "said" (what the runtime complained of), "compiled", or "error".

    Args:
        jobs: {"source", "files"} or {"story": JSON text}; with "picks" (from 0, modulo the number of choices).
    """
    command = reference_command()
    assert command is not None
    lines = "".join(json.dumps(job) + "\n" for job in jobs)
    done = subprocess.run(command, input=lines, capture_output=True, encoding="utf-8", timeout=limit_s, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]
