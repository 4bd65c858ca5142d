"""`--mic` and `--ptt`: which settings they stand for. Imports nothing: it is read before the first picture."""

from __future__ import annotations

import argparse


def hearing_flags(arguments: argparse.Namespace) -> dict[str, object]:
    """The settings that `--mic` and `--ptt` stand for."""
    if not (arguments.mic or arguments.ptt):
        return {}
    return {"hearing.on": True, "hearing.mode": "push" if arguments.ptt else "open"}
