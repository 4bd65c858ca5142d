"""`bench mind`, how long it takes: a typed turn to the first audio, with retrieval, the real model and voice."""

from __future__ import annotations

import queue
import time
from collections.abc import Sequence
from typing import Any

from vr_app.app.bench.figures import figures
from vr_app.app.bench.mind_cases import MindCase
from vr_app.app.conversation import Conversation
from vr_app.app.latency import LatencyLog
from vr_app.app.places import OpenedPlace
from vr_app.app.sense import Attending, open_sense
from vr_app.app.whole_mind import whole_mind
from vr_app.app.wiring import make_inference
from vr_app.audio.null_speaker import NullSpeaker
from vr_app.host.knowledge import Knowledge
from vr_app.host.replies.knowing import KnowledgeBrought
from vr_app.inference.config import InferenceConfig
from vr_app.kernel import events as ev
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import Embedder
from vr_app.kernel.settings import Settings

PATIENCE_S = 180.0
MOST_TURNS = 24


def bench_first_audio(
    settings: Settings,
    config: InferenceConfig,
    opened: OpenedPlace,
    knowledge: Knowledge,
    cases: Sequence[MindCase],
    embedder: Embedder | None = None,
) -> dict[str, Any]:
    """Asks up to `MOST_TURNS` of the cases one after the other, aloud, as a visit would.

    Args:
        embedder: senses what a line wants and screens what is said, as in a visit; None goes by words.
        config: with a model and a voice; without a voice there is no first audio, and nothing is measured.
    """
    if config.language is None or config.voice is None or not cases:
        return {}
    events: queue.Queue[Any] = queue.Queue()
    log = LatencyLog()

    def observe(event: Any) -> None:
        log.note(event, time.monotonic())
        events.put(event)

    attending = Attending(open_sense(embedder), lambda: settings.mind, lambda: opened)
    mind, _ = whole_mind(opened, config, settings.language.temperature, attending)
    conversation = Conversation(
        mind,
        lambda post: make_inference(config, post, settings.voice.speed),
        lambda post: NullSpeaker(post),
        observers=(observe,),
    )
    asked: dict[int, bool] = {}
    conversation.start()
    try:
        waiting = {"language", "voice"}
        while waiting:
            event = _next(events)
            if isinstance(event, ev.InferenceFailed) and event.turn is None:
                raise DeviceError(event.message, recoverable=False)
            waiting -= {event.kind} if isinstance(event, ev.ModelReady) else set()
        conversation.post(KnowledgeBrought(opened.place, knowledge))
        for case in cases[:MOST_TURNS]:
            conversation.post(ev.VisitorSpoke(case.said, by="script", posted_s=time.monotonic()))
            while not isinstance(event := _next(events), ev.TurnClosed):
                if isinstance(event, ev.GenerationFinished):
                    asked[event.turn] = True
    finally:
        conversation.close()
    turns = {turn: timing for turn, timing in log.turns.items() if timing.first_audio_s is not None}
    audio = {turn: timing.first_audio_s for turn, timing in turns.items() if timing.first_audio_s is not None}
    return {
        "first_audio_s": figures(list(audio.values())),
        "first_audio_without_the_model_s": figures([s for turn, s in audio.items() if turn not in asked]),
        "first_audio_with_the_model_s": figures([s for turn, s in audio.items() if turn in asked]),
        "first_sign_s": figures([t.first_sign_s for t in turns.values() if t.first_sign_s is not None]),
        "turns_heard": len(turns),
    }


def _next(events: queue.Queue[Any]) -> Any:
    try:
        return events.get(timeout=PATIENCE_S)
    except queue.Empty:
        raise DeviceError(f"Nothing was said for {PATIENCE_S:g} s.", recoverable=False) from None
