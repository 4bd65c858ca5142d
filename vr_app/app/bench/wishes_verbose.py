"""The usual way beside ours: the model itself writes the whole scene as JSON, coordinates and all."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vr_app.app.writing_model import WritingModel
from vr_app.host.imagining.files import stage_text
from vr_app.host.imagining.wish import read_wish
from vr_app.kernel.events import Message
from vr_app.library.word_search import WordSearch
from vr_app.loading.stage_words import installed_things

MOST_TOKENS = 1600
_ASKED = (
    "You build scenes for virtual reality. Answer with nothing but one JSON object: title, description, sky, ground, "
    '"objects": a list of 8 to 12 objects, each {"id", "name", "description", "position": {"x", "y", "z"}, "rotation": '
    '{"x", "y", "z"}, "scale": {"x", "y", "z"}, "color"} in metres with +Y up, the visitor at the origin looking along '
    '-Z, nothing overlapping; "host": {"name", "description", "greeting"}; "lore": a list of two {"title", "text"}.'
)


def written_out(
    model: WritingModel, wish: str, holder: Path, check: Callable[[Path], dict[str, Any]]
) -> dict[str, Any]:
    """One wish the verbose way: how long it took, and whether it is a scene.

    Args:
        holder: a folder is made in it.
    """
    pieces: list[str] = []
    begun_s = time.monotonic()
    model((Message("system", _ASKED), Message("user", wish)), "", MOST_TOKENS, pieces.append)
    row: dict[str, Any] = {
        "whole_s": time.monotonic() - begun_s,
        "tokens": model.last.reply_tokens if model.last is not None else len(pieces),
        "valid": False,
        "overlaps": 0,
    }
    stage = _stage_of("".join(pieces))
    if stage is None:
        return row
    folder = Path(tempfile.mkdtemp(dir=holder))
    words = read_wish(wish, WordSearch(installed_things()))
    (folder / "scene.toml").write_text(stage_text(words, stage), encoding="utf-8")
    report = check(folder)
    overlaps = sum(found["code"] == "thing.overlap" for found in report["warnings"])
    return row | {"valid": bool(report["ok"]), "overlaps": overlaps}


def _stage_of(text: str) -> dict[str, Any] | None:
    """What was written, taken as it is; None where it cannot be read."""
    try:
        scene = json.loads(text[text.index("{") : text.rindex("}") + 1])
        rows = [
            {
                "id": f"thing-{number}",
                "words": str(row["name"])[:120],
                "at": [float(row["position"][axis]) for axis in "xyz"],
                "yaw_deg": float(row["rotation"]["y"]),
            }
            for number, row in enumerate(scene["objects"], 1)
        ]
        head = {"format": 2, "title": str(scene["title"])[:80], "description": str(scene["description"])[:1000]}
    except (ValueError, KeyError, TypeError):
        return None
    return {**head, "ground": {}, "host": {"at": [0.9, 0.0, -2.5]}, "thing": rows}
