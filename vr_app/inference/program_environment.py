"""The environment variables inference programs are started with."""

from __future__ import annotations

import os
from pathlib import Path


def program_environment() -> dict[str, str]:
    """This process's, with the place it found `vr_app` in.

    OpenMP threads that wait sleep at once: spinning ones slow a busy machine down fortyfold.
    """
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    waiting = {"OMP_WAIT_POLICY": "PASSIVE", "GOMP_SPINCOUNT": "0", "KMP_BLOCKTIME": "0"}
    return {**os.environ, **waiting, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUNBUFFERED": "1"}
