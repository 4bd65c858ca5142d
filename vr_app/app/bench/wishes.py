"""Bench: wishes into scenes: right at the first try, overlaps, what is named, time to ground and to the whole."""

from __future__ import annotations

import contextlib
import json
import statistics
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from vr_app.app.bench.wishes_verbose import verbose_way
from vr_app.app.imagining import Imagination, Imagined
from vr_app.app.models import embedder_config, inference_config
from vr_app.app.wiring import make_embedder
from vr_app.app.writing_model import WritingModel
from vr_app.kernel.errors import DeviceError, UserError
from vr_app.kernel.settings import Settings

READY_S = 30.0


def bench_wishes(
    settings: Settings,
    wishes: Sequence[str],
    check: Callable[[Path], dict[str, Any]],
    out: Path | None = None,
    *,
    beside: int = 1,
) -> dict[str, Any]:
    """Imagines each wish with the installed model and checks what became of it.

    Args:
        check: what `scene check --json` says of a folder.
        out: keeps the scenes there, with a line of `results.jsonl` as soon as each is made.
        beside: so many of them are also written the verbose way (`wishes_verbose`).

    Returns: shares, medians and worst; `problems` names each wish that failed.
    """
    config = inference_config(settings)
    model = WritingModel(config) if config.language is not None else None
    found = embedder_config()
    embedder = make_embedder(found) if found is not None else None
    rows: list[dict[str, Any]] = []
    problems: list[str] = []
    try:
        if embedder is not None:
            embedder.start()
        if model is not None:
            model.start()
            model.wait_until_ready()
        if embedder is not None:
            with contextlib.suppress(DeviceError):
                embedder.wait_until_ready(READY_S)
        imagination = Imagination(model, embedder)
        with tempfile.TemporaryDirectory() as holder:
            folder = out or Path(holder)
            folder.mkdir(parents=True, exist_ok=True)
            for number, wish in enumerate(wishes):
                try:
                    made = imagination.imagine(wish, folder / f"wish-{number + 1:02}", number)
                except UserError as error:
                    rows.append({"wish": wish, "valid": False, "refused": str(error)})
                    problems.append(f"{wish[:60]}: {error}")
                else:
                    tokens = model.last.reply_tokens if model is not None and model.last is not None else 0
                    rows.append({**_judged(made, check(made.folder), by_model=model is not None), "tokens": tokens})
                    if not rows[-1]["valid"] or rows[-1]["overlaps"] or rows[-1]["lost"]:
                        problems.append(f"{wish[:60]}: {rows[-1]}")
                with (folder / "results.jsonl").open("a", encoding="utf-8") as results:
                    results.write(json.dumps(rows[-1], ensure_ascii=False) + "\n")
            verbose = verbose_way(model, list(wishes)[:beside], Path(holder), check) if model is not None else {}
    finally:
        for client in (model, embedder):
            if client is not None:
                client.close()
    made_rows = [row for row in rows if "whole_s" in row]
    times = {key: sorted(row[key] for row in made_rows) for key in ("ground_s", "whole_s")}
    return {
        "wishes": len(rows),
        "valid at first try, share": sum(row["valid"] for row in rows) / max(1, len(rows)),
        "overlaps": sum(row["overlaps"] for row in made_rows),
        "named things neither there nor told": sum(row["lost"] for row in made_rows),
        "ground and sky s, worst": max(times["ground_s"], default=0.0),
        "whole s, median": statistics.median(times["whole_s"]) if made_rows else 0.0,
        "whole s, worst": max(times["whole_s"], default=0.0),
        "tokens written, median": statistics.median(row["tokens"] for row in made_rows) if made_rows else 0,
        **verbose,
        "problems": problems,
    }


def _judged(made: Imagined, report: dict[str, Any], *, by_model: bool) -> dict[str, Any]:
    whole = not by_model or (made.by_model and _is_whole(made.written))
    shown = " ".join(
        str(row.get("name", "")) for key in ("thing", "hotspot") for row in made.composed.stage[key]
    ).lower()
    lost = [word for word in made.wish.things if word.lower() not in shown and word not in made.composed.absent]
    return {
        "wish": made.wish.text,
        "title": made.composed.stage["title"],
        "written": made.written,
        "absent": made.composed.absent,
        "valid": bool(report["ok"]) and whole,
        "overlaps": sum(finding["code"] == "thing.overlap" for finding in report["warnings"]),
        "lost": len(lost),
        "ground_s": made.ground_s,
        "whole_s": made.whole_s,
    }


def _is_whole(written: str) -> bool:
    try:
        return isinstance(json.loads(written), dict)
    except ValueError:
        return False
