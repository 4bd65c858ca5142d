"""`bench talk`: typed turns to first audio, with the real models, a real scene, and a frame loop beside them.

The whole mind is at work, as in a visit: each line is sensed, each piece of a reply screened. Lines are typed word by
word, as the window tells it, and timed from Enter.
"""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from vr_app.app.bench.figures import figures
from vr_app.app.bench.frame_pacing import PacedLoop, compare
from vr_app.app.bench.process_memory import peak_mb, resident_mb
from vr_app.app.bench.turn_traces import traced, turn_trace
from vr_app.app.conversation import Conversation
from vr_app.app.kept_meanings import kept
from vr_app.app.knowledge_shelf import knowledge_of
from vr_app.app.latency import LatencyLog
from vr_app.app.models import SET_UP, embedder_config, inference_config
from vr_app.app.places import OpenedPlace
from vr_app.app.sense import Attending, open_sense
from vr_app.app.whole_mind import whole_mind
from vr_app.app.wiring import make_embedder, make_inference
from vr_app.app.world import LivingScene, MouthTracks, World
from vr_app.audio.null_speaker import NullSpeaker
from vr_app.host.replies.knowing import KnowledgeBrought
from vr_app.inference.embedder import EmbedderClient
from vr_app.kernel import events as ev
from vr_app.kernel.errors import DeviceError, UserError
from vr_app.kernel.settings import Settings
from vr_app.loading.scene_folder import load_scene
from vr_app.scene.avatar.rig_reader import rig_of_scene_host

PATIENCE_S = 180.0
IDLE_S = 10.0
STOPS = 5
_WORD_S = 0.5
"""A word in so long: 120 a minute, three times as quick as most people type."""
_ENTER_S = 0.2
"""From the last key to Enter."""


def bench_talk(settings: Settings, opened: OpenedPlace, cases: Sequence[str]) -> dict[str, Any]:
    """Says every case and waits for its end; then interrupts a few replies.

    Raises: UserError without a model and a voice, DeviceError where they fail.
    """
    config = inference_config(settings)
    if config.language is None or config.voice is None:
        raise UserError("No language model or no voice is installed", remedy=SET_UP, exit_code=3)
    events: queue.Queue[tuple[float, Any]] = queue.Queue()
    log, mouths = LatencyLog(), MouthTracks()

    def observe(event: Any) -> None:
        log.note(event, time.monotonic())
        if isinstance(event, ev.PlayUtterance):
            mouths.add(event.utterance)
        events.put((time.monotonic(), event))

    embedder = make_embedder(embedder_config(), config.log_dir)
    attending = Attending(open_sense(embedder), lambda: settings.mind, lambda: opened)
    mind, _ = whole_mind(opened, config, settings.language.temperature, attending)
    conversation = Conversation(
        mind,
        lambda post: make_inference(config, post, settings.voice.speed),
        lambda post: NullSpeaker(post),
        observers=(observe,),
    )
    world = World(conversation.cue, conversation.speaker.playhead, mouths)
    scene = load_scene(opened.stage.folder)
    rig = None
    if scene.avatar is not None and "host" in scene.placements:
        rig = rig_of_scene_host(scene.avatar, scene.nodes, scene.placements["host"])
    points = {thing.id: np.asarray(thing.at, np.float32) for thing in opened.place.things}
    world.living.set(LivingScene(scene, rig, points))
    loop = PacedLoop(world)
    begun_s = time.monotonic()
    if embedder is not None:
        embedder.start()
    conversation.start()
    try:
        waiting = _Waiting(events)
        waiting.until_ready()
        prefill = waiting.for_event(ev.PrefillFinished)
        if embedder is not None:
            embedder.wait_until_ready()
        ready_s = time.monotonic() - begun_s
        knowledge, _ = knowledge_of(opened, embedder)
        knowledge.learn_meanings(kept(embedder) if embedder is not None else None)
        conversation.post(KnowledgeBrought(opened.place, knowledge))
        loop.start()
        idle = [_pause(IDLE_S)]
        speech: list[ev.SpeechSynthesized] = []
        talking: list[tuple[float, float]] = []
        generations: list[ev.GenerationFinished] = []
        replies: list[dict[str, Any]] = []
        for case in cases:
            _type(conversation, case)
            from_s = time.monotonic()
            conversation.post(ev.VisitorSpoke(case, by="script", posted_s=from_s))
            closed = waiting.for_event(ev.TurnClosed, speech, generations)
            replies.append({"said": case, "heard": closed.heard})
            talking.append((from_s, time.monotonic()))
        timed = [log.turns[turn] for turn in sorted(log.turns)]
        for reply, timing in zip(replies, timed, strict=True):
            reply |= turn_trace(timing)
        stops = [_stop_once(conversation, waiting, cases[i % len(cases)]) for i in range(STOPS)]
        memory = _memory(conversation, embedder)
    finally:
        conversation.close()
        if embedder is not None:
            embedder.close()
        loop.stop()
    return {
        "model": config.language.name,
        "voice": config.voice.name,
        "scene": opened.id,
        "cases": len(cases),
        "ready_s": round(ready_s, 2),
        "system_prompt_tokens": prefill.tokens,
        "prefill_s": round(prefill.seconds, 2),
        **traced(timed),
        "first_sign_s": figures([t.first_sign_s for t in timed if t.first_sign_s is not None]),
        "first_token_s": figures([t.first_token_s for t in timed if t.first_token_s is not None]),
        "first_clause_s": figures([t.first_sentence_s for t in timed if t.first_sentence_s is not None]),
        "first_audio_s": figures([t.first_audio_s for t in timed if t.first_audio_s is not None]),
        "gap_between_sentences_s": figures([gap for t in timed for gap in t.gaps_s]),
        "silence_between_sentences_s": figures([silence for t in timed for silence in t.silences_s]),
        "stop_to_silence_s": figures([s for s in stops if s is not None]),
        "speech_real_time_factor": figures(
            [s.seconds / s.utterance.duration_s for s in speech if s.utterance.duration_s > 0]
        ),
        "decode_tokens_per_s": figures(
            [generation.tokens_per_s for generation in generations if generation.tokens_per_s]
        ),
        "outcomes": {o: sum(t.outcome == o for t in timed) for o in {t.outcome for t in timed}},
        "frames": compare(loop, idle, talking),
        "memory_mb": memory,
        "replies": replies,
    }


def _type(conversation: Conversation, case: str) -> None:
    """What the window posts while a quick typist types the line, up to its Enter."""
    begun_s, words = time.monotonic(), case.split(" ")
    for count in range(1, len(words) + 1):
        time.sleep(max(0.0, begun_s + count * _WORD_S - time.monotonic()))
        conversation.post(ev.VisitorTyping(" ".join(words[:count]), whole=count == len(words) and _ends(case)))
    time.sleep(_ENTER_S)


def _ends(case: str) -> bool:
    return case[-1:] in ".!?…。！？"


class _Waiting:
    """Reads the conversation's events until the wanted one comes."""

    def __init__(self, events: queue.Queue[tuple[float, Any]]) -> None:
        self._events = events

    def for_event(self, kind: type | tuple[type, ...], *collected: list[Any]) -> Any:
        """Raises: DeviceError where a model gives up or nothing comes."""
        while True:
            try:
                _, event = self._events.get(timeout=PATIENCE_S)
            except queue.Empty:
                wanted = " or ".join(k.__name__ for k in (kind if isinstance(kind, tuple) else (kind,)))
                raise DeviceError(f"No {wanted} came within {PATIENCE_S:g} s.", recoverable=False) from None
            if isinstance(event, ev.InferenceFailed) and event.turn is None:
                raise DeviceError(event.message, recoverable=False)
            for items, wanted in zip(collected, (ev.SpeechSynthesized, ev.GenerationFinished), strict=False):
                if isinstance(event, wanted):
                    items.append(event)
            if isinstance(event, kind):
                return event

    def until_ready(self) -> None:
        """Both models."""
        ready: set[str] = set()
        while ready != {"language", "voice"}:
            ready.add(self.for_event(ev.ModelReady).kind)


def _pause(seconds: float) -> tuple[float, float]:
    begin_s = time.monotonic()
    time.sleep(seconds)
    return begin_s, time.monotonic()


def _stop_once(conversation: Conversation, waiting: _Waiting, case: str) -> float | None:
    """Interrupts a reply; seconds from the wish to the last sample that was heard, None where nothing was to stop."""
    conversation.post(ev.VisitorSpoke(case, by="script", posted_s=time.monotonic()))
    if isinstance(waiting.for_event((ev.PlaybackStarted, ev.TurnClosed)), ev.TurnClosed):
        return None  # a small model may find no words
    time.sleep(0.4)
    wished_s = time.monotonic()
    conversation.post(ev.StopRequested())
    finished = waiting.for_event(ev.PlaybackFinished)
    waiting.for_event(ev.TurnClosed)
    if not finished.interrupted:
        return None
    head = conversation.speaker.playhead()
    return max(0.0, head.monotonic_s + finished.end_s - head.clock_s - wished_s)


def _memory(conversation: Conversation, embedder: EmbedderClient | None) -> dict[str, Any]:
    pids = dict(conversation.inference.client.process_ids())  # type: ignore[attr-defined]
    if embedder is not None and embedder.pid is not None:
        pids["sentences"] = embedder.pid
    memory: dict[str, Any] = {"main": resident_mb(os.getpid()), "main_peak": peak_mb(os.getpid())}
    for kind, pid in pids.items():
        memory[kind], memory[f"{kind}_peak"] = resident_mb(pid), peak_mb(pid)
    return memory
