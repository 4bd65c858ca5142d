"""`bench engine`: the language model behind our door beside the bare engine of the same build and the wheel."""

from __future__ import annotations

import logging
from dataclasses import asdict
from pathlib import Path
from typing import Any

from vr_app.app.models import SET_UP, inference_config
from vr_app.inference.bench_engine import measure
from vr_app.kernel.errors import UserError
from vr_app.kernel.settings import Settings

log = logging.getLogger(__name__)


def bench_engine(settings: Settings) -> dict[str, Any]:
    """Prefill and decode for one and two threads, bare engine and door taking turns; the wheel with two; the voice.

    Raises: UserError without a local model.
    """
    config = inference_config(settings)
    if config.language is None or not config.language.path:
        raise UserError("No language model is installed", remedy=SET_UP, exit_code=3)
    result: dict[str, Any] = {"model": config.language.name}
    path = Path(config.language.path)
    for threads in (1, 2):
        log.info("Measuring with %d thread(s), about a minute", threads)
        row: dict[str, Any] = {}
        if config.language.library:
            bare, door = measure("native", path, library=config.language.library, threads=threads)
            row = {"bare": _rounded(asdict(bare)), "door": _rounded(asdict(door))}
        if threads > 1 or not row:
            (wheel,) = measure("wheel", path, threads=threads)
            row["wheel"] = _rounded(asdict(wheel))
        result[f"{threads}_threads"] = row
    if config.voice is not None and config.voice.path.endswith(".onnx"):
        (voice,) = measure("voice", Path(config.voice.path), threads=1)
        result["voice"] = _rounded(asdict(voice))
    return result


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {key: round(value, 3) if isinstance(value, float) else value for key, value in values.items()}
