"""Bench: wishes into scenes: right at the first try, overlaps, what is named, time to ground and to the whole."""

from __future__ import annotations

import contextlib
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from vr_app.app.bench.wishes_verbose import written_out
from vr_app.app.imagining import Imagination, Imagined
from vr_app.app.models import embedder_config, inference_config
from vr_app.app.wiring import make_embedder
from vr_app.app.writing_model import WritingModel
from vr_app.kernel.errors import DeviceError, UserError
from vr_app.kernel.settings import Settings

READY_S = 30.0
RESULTS = "results.jsonl"
VERBOSE_EVERY = 17
"""One wish of so many is also written the verbose way, which takes minutes."""

Check = Callable[[Path], dict[str, Any]]
Row = dict[str, Any]


def bench_wishes(
    settings: Settings, wishes: Sequence[str], check: Check, out: Path | None = None, *, minutes: float = 0.0
) -> dict[str, Any]:
    """Imagines each wish with the installed model and checks what became of it.

    Args:
        check: what `scene check --json` says of a folder.
        out: keeps the scenes there, with a line of `results.jsonl` as soon as each is made; wishes that have theirs
            from an earlier run are not made again.
        minutes: begins no further wish after so long; 0 makes them all.

    Returns: shares, medians and worst of all that are in the results; `problems` names each wish that failed.
    """
    with tempfile.TemporaryDirectory() as holder:
        folder = out or Path(holder)
        folder.mkdir(parents=True, exist_ok=True)
        results = folder / RESULTS
        lines = results.read_text(encoding="utf-8").splitlines() if results.is_file() else []
        rows: list[Row] = [row for row in map(json.loads, lines) if row["wish"] in wishes]
        done = {row["wish"] for row in rows}
        left = [(number, wish) for number, wish in enumerate(wishes) if wish not in done]
        if left:
            ends_s = time.monotonic() + minutes * 60.0 if minutes else float("inf")
            with contextlib.closing(_Bench(settings, check, folder, Path(holder))) as bench:
                for number, wish in left:
                    if time.monotonic() > ends_s:
                        break
                    rows.append(bench.row(number, wish))
                    with results.open("a", encoding="utf-8") as file:
                        file.write(json.dumps(rows[-1], ensure_ascii=False) + "\n")
    return summary(rows, len(wishes))


class _Bench:
    """The model and the embedder, once for all wishes."""

    def __init__(self, settings: Settings, check: Check, folder: Path, holder: Path) -> None:
        config = inference_config(settings)
        self._check, self._folder, self._holder = check, folder, holder
        self._model = WritingModel(config) if config.language is not None else None
        found = embedder_config()
        self._embedder = make_embedder(found) if found is not None else None
        if self._embedder is not None:
            self._embedder.start()
        if self._model is not None:
            self._model.start()
            self._model.wait_until_ready()
        if self._embedder is not None:
            with contextlib.suppress(DeviceError):
                self._embedder.wait_until_ready(READY_S)
        self._imagination = Imagination(self._model, self._embedder)

    def close(self) -> None:
        """Ends both."""
        for client in (self._model, self._embedder):
            if client is not None:
                client.close()

    def row(self, number: int, wish: str) -> Row:
        """One wish, made and judged."""
        model = self._model
        try:
            made = self._imagination.imagine(wish, self._folder / f"wish-{number + 1:02}", number)
        except UserError as error:
            return {"wish": wish, "valid": False, "refused": str(error)}
        row = {**judged(made, self._check(made.folder), by_model=model is not None), "tokens": 0}
        if model is None:
            return row
        last = model.last
        if last is not None:
            row |= {"tokens": last.reply_tokens, "first_token_s": last.first_token_s, "model_s": last.seconds}
        if number % VERBOSE_EVERY == 0:
            row["verbose"] = written_out(model, wish, self._holder, self._check)
        return row


def judged(made: Imagined, report: dict[str, Any], *, by_model: bool) -> Row:
    """What became of a wish, as a line of the results."""
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
        "lost": lost,
        "ground_s": made.ground_s,
        "whole_s": made.whole_s,
    }


def summary(rows: Sequence[Row], asked: int) -> dict[str, Any]:
    """The figures of all rows."""
    made = [row for row in rows if "whole_s" in row]
    times = {key: [row[key] for row in made] for key in ("ground_s", "whole_s")}
    verbose = [row["verbose"] for row in made if "verbose" in row]
    found: dict[str, Any] = {
        "wishes": f"{len(rows)} of {asked}",
        "valid at first try, share": sum(row["valid"] for row in rows) / max(1, len(rows)),
        "overlaps": sum(row["overlaps"] for row in made),
        "named things neither there nor told": sum(len(row["lost"]) for row in made),
        "ground and sky s, worst": max(times["ground_s"], default=0.0),
        "whole s, median": _median(times["whole_s"]),
        "whole s, worst": max(times["whole_s"], default=0.0),
        "tokens written, median": _median([row["tokens"] for row in made]),
    }
    if verbose:
        same = [row["whole_s"] for row in made if "verbose" in row]
        found["verbose JSON beside"] = {
            "wishes": len(verbose),
            "whole s, median": _median([row["whole_s"] for row in verbose]),
            "ours of the same wishes s, median": _median(same),
            "tokens written, median": _median([row["tokens"] for row in verbose]),
            "valid at first try, share": sum(row["valid"] for row in verbose) / len(verbose),
            "overlaps": sum(row["overlaps"] for row in verbose),
        }
    found["problems"] = [_problem(row) for row in rows if _problem(row)]
    return found


def _problem(row: Row) -> str:
    """What is wrong with a wish's scene, "" for nothing."""
    if "refused" in row:
        return f"{row['wish'][:60]}: {row['refused']}"
    wrong = [
        *([] if row["valid"] else ["not valid"]),
        *([f"{row['overlaps']} overlaps"] if row["overlaps"] else []),
        *(f"neither there nor told: {word}" for word in row["lost"]),
    ]
    return f"{row['wish'][:60]}: {', '.join(wrong)}" if wrong else ""


def _median(values: Sequence[float]) -> float:
    return float(statistics.median(values)) if values else 0.0


def _is_whole(written: str) -> bool:
    try:
        return isinstance(json.loads(written), dict)
    except ValueError:
        return False
