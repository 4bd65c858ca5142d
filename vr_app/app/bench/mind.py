"""`bench mind`: what the host knows, senses and remembers, where things are; each part beside the bare model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vr_app.app.bench.figures import Figures
from vr_app.app.bench.mind_cases import OWN, MindCase, read_mind_cases
from vr_app.app.bench.mind_changed import bench_changed
from vr_app.app.bench.mind_grounding import bench_grounding
from vr_app.app.bench.mind_host import WrittenHost
from vr_app.app.bench.mind_latency import bench_first_audio
from vr_app.app.bench.mind_memory import bench_memory
from vr_app.app.bench.mind_sense import bench_sense
from vr_app.app.bench.mind_sense import problems as sense_problems
from vr_app.app.bench.mind_spatial import bench_spatial
from vr_app.app.knowledge_shelf import knowledge_of
from vr_app.app.models import embedder_config, inference_config
from vr_app.app.places import OpenedPlace
from vr_app.app.wiring import make_embedder
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import Embedder
from vr_app.kernel.settings import Settings

PROMISED = {
    "grounded_right": 0.85,
    "unanswerable_declined": 0.90,
    "altered_followed": 0.90,
    "removed_declined": 0.90,
    "spatial_right": 1.0,
    "recalled_after_200_turns": 0.90,
}
"""The least that each share may be."""
FIRST_AUDIO_S = 3.0
"""From a typed turn that is looked up to the first audio, at the median."""
NEVER = (
    "made_up_numbers_and_names",
    "forgotten_but_recalled",
    "forgotten_but_in_the_file",
    "replaced_but_recalled",
)


PARTS = ("sense", "answers", "changed", "where", "memory", "audio")
"""What `--only` may name: the heads, answers from knowledge, answers from other lore, where, memory, first audio."""


def bench_mind(
    settings: Settings, opened: OpenedPlace, cases_file: Path | None, parts: Sequence[str] = PARTS
) -> dict[str, Any]:
    """Asks the cases of a file (our own for our scenes else) in a scene, with the model and embedder that are here.

    Args:
        parts: of `PARTS`, those to be measured.
    """
    cases: Sequence[MindCase] = read_mind_cases(cases_file) if cases_file else OWN.get(opened.id, ())
    config = inference_config(settings)
    embedder = make_embedder(embedder_config(), timeout_s=20.0)
    asks = {"sense", "answers", "changed"} & set(parts)
    host = WrittenHost(settings, config) if config.language is not None and asks else None
    result: dict[str, Any] = {
        "scene": opened.id,
        "cases": len(cases),
        "model": config.language.name if config.language else "none",
    }
    try:
        if embedder is not None:
            embedder.start()
            result["sentences_understood"] = _ready(embedder)
        if host is not None:
            host.start()
        if embedder is not None and "sense" in parts:
            asks_it = (host.choose, host.write) if host is not None else (None, None)
            result |= bench_sense(embedder, cases_file, *asks_it)
        knowledge, notes = knowledge_of(opened, embedder)
        knowledge.learn_meanings()
        result |= {"passages": len(knowledge.passages), "notes": notes}
        if "answers" in parts:
            result |= bench_grounding(host, opened, knowledge, cases)
        if "changed" in parts:
            result |= bench_changed(host, opened, embedder, cases)
        if "where" in parts:
            result |= bench_spatial(opened.place, cases)
        if "memory" in parts:
            result |= bench_memory(opened, embedder)
        if host is not None:
            host.close()
            host = None
        if "audio" in parts:
            result |= bench_first_audio(settings, config, opened, knowledge, cases, embedder)
    finally:
        if host is not None:
            host.close()
        if embedder is not None:
            embedder.close()
    return {**result, "problems": [*problems(result), *sense_problems(result)]}


def problems(result: dict[str, Any]) -> list[str]:
    """Promises that do not hold."""
    short = [
        f"{name} is {result[name]}, promised {least}"
        for name, least in PROMISED.items()
        if result.get(name, least) < least
    ]
    short += [f"{name} is {result[name]}, promised 0" for name in NEVER if result.get(name)]
    audio = result.get("first_audio_s")
    if isinstance(audio, Figures) and audio.p50 > FIRST_AUDIO_S:
        short.append(f"first_audio_s is {audio.p50} at the median, promised {FIRST_AUDIO_S}")
    if result.get("recall_at_5", 1.0) < result.get("recall_at_5_plain_bm25", 0.0):
        short.append("retrieval finds less than plain BM25")
    return short


def _ready(embedder: Embedder) -> bool:
    wait = getattr(embedder, "wait_until_ready", None)
    try:
        if wait is not None:
            wait()
    except DeviceError:
        return False
    return True
