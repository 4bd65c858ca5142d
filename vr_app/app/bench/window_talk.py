"""A visit to an improv window in writing, for benches: the real minds and models, sound that is over at once."""

from __future__ import annotations

import queue
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from vr_app.app.knowledge_shelf import knowledge_of
from vr_app.app.manner import manner_of
from vr_app.app.places import OpenedPlace
from vr_app.app.sense import Attending, open_sense
from vr_app.app.wiring import make_inference
from vr_app.host.dialogue import Dialogue
from vr_app.host.replies.knowing import KnowledgeBrought
from vr_app.host.spoken_mind import SpokenMind
from vr_app.host.stories.storyteller import StoryBrought, Storyteller
from vr_app.inference.config import InferenceConfig
from vr_app.kernel import events as ev
from vr_app.kernel import story_events as st
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import Embedder
from vr_app.kernel.settings import Settings
from vr_app.story.runner import CompiledStory

PATIENCE_S = 240.0
_TURNS_A_TALK = 1000
_RATE_HZ = 22_050


class WindowStage:
    """Holds the models; each `talk` is a visit of its own.

    Args:
        embedder: the encoder of sentences, started; None goes without.
    """

    def __init__(self, settings: Settings, config: InferenceConfig, opened: OpenedPlace, embedder: Embedder | None):
        self.settings = settings
        self.config = replace(config, voice=None)
        self.opened = opened
        self.sense = open_sense(embedder)
        self.embedder = embedder
        self.events: queue.Queue[Any] = queue.Queue()
        self.inference = make_inference(self.config, self.events.put)
        self.knowledge, _ = knowledge_of(opened, embedder)
        self.knowledge.learn_meanings()
        self._talks = 0

    def start(self) -> None:
        """Until the model is ready. Raises: DeviceError."""
        self.inference.start()
        while not (isinstance(event := self.next(), ev.ModelReady) and event.kind == "language"):
            if isinstance(event, ev.InferenceFailed) and event.kind == "language":
                raise DeviceError(event.message, recoverable=False)

    def close(self) -> None:
        """Ends the model's program."""
        self.inference.close()

    def next(self) -> Any:
        """The next report of the models. Raises: DeviceError where none comes."""
        try:
            return self.events.get(timeout=PATIENCE_S)
        except queue.Empty:
            raise DeviceError(f"The model said nothing for {PATIENCE_S:g} s.", recoverable=False) from None

    def talk(self, story: CompiledStory, answer: str = "") -> WindowTalk:
        """A visitor comes to the place of the story.

        Args:
            answer: what the host says to everything, so that only the judging costs time; "" lets the model answer.
        """
        self._talks += 1
        return WindowTalk(self, story, self._talks * _TURNS_A_TALK, answer)


class WindowTalk:
    """One visit. Everything that happened is in `log`, in order.

    Attributes:
        first_s: from the last line to the first sentence of its answer, as the voice is given it.
        evaluated: tokens that the model read for that line.
    """

    def __init__(self, stage: WindowStage, story: CompiledStory, first_turn: int, answer: str) -> None:
        self._stage = stage
        self._answer = answer
        opened = stage.opened
        attending = Attending(stage.sense, lambda: stage.settings.mind, lambda: opened)
        manner = replace(manner_of(stage.config, stage.settings.language.temperature), allows=attending.allows)
        dialogue = Dialogue(opened.persona, opened.place, manner, first_turn=first_turn)
        teller = Storyteller(dialogue, opened.persona.spoken_name, sense=stage.sense)
        self._mind = attending.mind(SpokenMind(teller, dialogue), dialogue, lambda: False)
        self.log: list[Any] = []
        self._open: set[int] = set()
        self._said_s, self.first_s, self.evaluated = 0.0, 0.0, 0
        self.post(KnowledgeBrought(opened.place, stage.knowledge))
        self.post(StoryBrought(opened.id, story))

    def go_to(self, knot: str, *choices: str) -> None:
        """To a knot of the story, and on by these choices."""
        self.post(st.StoryDiverted(knot))
        for text in choices:
            offered = self.offered()
            choice = next(one for one in offered.choices if one.text == text)
            self.post(st.ChoicePicked(offered.offer, choice.index))

    def offered(self) -> st.ChoicesOffered:
        """What may be picked now."""
        return next(
            (event for event in reversed(self.log) if isinstance(event, st.ChoicesOffered)), st.ChoicesOffered(0)
        )

    def judged(self) -> int:
        """How often the model was asked whether the goal is met."""
        return sum(isinstance(event, ev.Generate) and bool(event.json_schema) for event in self.log)

    def closed(self) -> st.WindowClosed | None:
        """How the window ended; None while it is open."""
        return next((event for event in reversed(self.log) if isinstance(event, st.WindowClosed)), None)

    def say(self, line: str) -> str:
        """The visitor's line; returns what the host said, also what the story said after it."""
        begun = len(self.log)
        self._said_s, self.first_s, self.evaluated = time.monotonic(), 0.0, 0
        self.post(ev.VisitorSpoke(line))
        return " ".join(event.text for event in self.log[begun:] if isinstance(event, ev.SentenceReady))

    def post(self, event: Any) -> None:
        """Goes on until nothing is under way."""
        waiting = [event]
        while waiting or self._open:
            event = waiting.pop(0) if waiting else self._stage.next()
            if isinstance(event, ev.GenerationFinished):
                self.evaluated += event.prompt_tokens - event.cached_tokens
            if isinstance(event, (ev.GenerationFinished, ev.InferenceFailed)) and event.turn is not None:
                self._open.discard(int(event.turn))
            for result in self._mind.handle(event):
                self.log.append(result)
                waiting += self._done(result)

    def _done(self, result: Any) -> Sequence[Any]:
        match result:
            case ev.Generate() if self._answer and not result.json_schema:
                return [ev.TokensGenerated(result.turn, self._answer), ev.GenerationFinished(result.turn, "stop")]
            case ev.Generate():
                self._open.add(int(result.turn))
                self._stage.inference.send(result)
            case ev.Prefill():
                self._stage.inference.send(result)
            case ev.CancelTurn():
                self._open.discard(int(result.turn))
                self._stage.inference.send(result)
            case ev.Synthesize():
                self.first_s = self.first_s or time.monotonic() - self._said_s
                silence = bytes(_RATE_HZ // 5)
                spans = (ev.PhonemeSpan("", 0, len(silence) // 2),)
                sound = ev.Utterance(result.turn, result.index, result.text, silence, _RATE_HZ, spans)
                return [ev.SpeechSynthesized(sound)]
            case ev.PlayUtterance():
                said = result.utterance
                begun = ev.PlaybackStarted(said.turn, said.index, 0.0, 0.0)
                return [begun, ev.PlaybackFinished(said.turn, said.index, said.sample_count, 0.0)]
            case _:
                pass
        return []
