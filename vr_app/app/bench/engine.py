"""`bench engine`: the language model behind our door beside the bare engine of the same build and the wheel."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from vr_app.app.models import SET_UP, inference_config
from vr_app.inference.bench_engine import measure
from vr_app.kernel.errors import UserError
from vr_app.kernel.settings import Settings


def bench_engine(settings: Settings) -> dict[str, Any]:
    """Prefill and decode for one and two threads, bare engine and door taking turns; and the voice.

    Raises: UserError without a local model.
    """
    config = inference_config(settings)
    if config.language is None or not config.language.path:
        raise UserError("No language model is installed", remedy=SET_UP, exit_code=3)
    result: dict[str, Any] = {"model": config.language.name}
    path = Path(config.language.path)
    for threads in (1, 2):
        row: dict[str, Any] = {}
        if config.language.library:
            bare, door = measure("native", path, library=config.language.library, threads=threads)
            row = {"bare": _rounded(asdict(bare)), "door": _rounded(asdict(door))}
        (wheel,) = measure("wheel", path, threads=threads)
        result[f"{threads}_threads"] = {**row, "wheel": _rounded(asdict(wheel))}
    if config.voice is not None and config.voice.path.endswith(".onnx"):
        (voice,) = measure("voice", Path(config.voice.path), threads=1)
        result["voice"] = _rounded(asdict(voice))
    return result


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {key: round(value, 3) if isinstance(value, float) else value for key, value in values.items()}
