"""A host that is asked in writing, for benches: the real dialogue and the real model, no voice, no clock of sound."""

from __future__ import annotations

import queue
import time
from dataclasses import dataclass, replace
from typing import Any

from vr_app.app.manner import manner_of
from vr_app.app.places import OpenedPlace
from vr_app.app.wiring import make_inference
from vr_app.host.dialogue import Dialogue
from vr_app.host.knowledge import Knowledge
from vr_app.host.place.scene_brief import Viewpoint
from vr_app.host.prompt import build_prompt
from vr_app.host.replies.knowing import KnowledgeBrought
from vr_app.host.words.token_budget import estimated_tokens
from vr_app.inference.config import InferenceConfig
from vr_app.kernel import events as ev
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ids import TurnId
from vr_app.kernel.settings import Settings

PATIENCE_S = 240.0


@dataclass(frozen=True)
class Answered:
    """A reply.

    Attributes:
        sources: where it says it is from.
        first_s: until the first sentence was there.
        by_model: whether the model was asked.
    """

    text: str
    sources: tuple[tuple[str, str], ...]
    first_s: float
    by_model: bool


class WrittenHost:
    """Asks one model as the product does, and as bare as it comes.

    Args:
        config: its language model is used, its voice is not.
    """

    def __init__(self, settings: Settings, config: InferenceConfig) -> None:
        self._settings = settings
        self._config = replace(config, voice=None)
        self._events: queue.Queue[Any] = queue.Queue()
        self._inference = make_inference(self._config, self._events.put)
        self._next_bare = 1_000_000

    def start(self) -> None:
        """Until the model is ready. Raises: DeviceError."""
        self._inference.start()
        while not (isinstance(event := self._next(), ev.ModelReady) and event.kind == "language"):
            if isinstance(event, ev.InferenceFailed) and event.kind == "language":
                raise DeviceError(event.message, recoverable=False)

    def close(self) -> None:
        """Ends the model's program."""
        self._inference.close()

    def ask(
        self, opened: OpenedPlace, knowledge: Knowledge | None, said: str, viewpoint: Viewpoint | None = None
    ) -> Answered:
        """A first line in a place, answered by the whole dialogue."""
        here = viewpoint or opened.place.arrival
        manner = manner_of(self._config, self._settings.language.temperature)
        dialogue = Dialogue(opened.persona, opened.place, manner, viewpoint=lambda: here)
        dialogue.handle(ev.InferenceFailed("voice", None, "in writing", False))
        if knowledge is not None:
            dialogue.handle(KnowledgeBrought(opened.place, knowledge))
        waiting = list(dialogue.handle(ev.VisitorSpoke(said)))
        begun_s = time.monotonic()
        heard, first_s, by_model = "", 0.0, False
        sources: tuple[tuple[str, str], ...] = ()
        while True:
            for result in waiting:
                if isinstance(result, (ev.Generate, ev.CancelTurn)):
                    by_model |= isinstance(result, ev.Generate)
                    self._inference.send(result)
                elif isinstance(result, ev.SourcesCited):
                    sources = result.passages
                elif isinstance(result, ev.SentenceReady) and not first_s:
                    first_s = time.monotonic() - begun_s
                elif isinstance(result, ev.TurnClosed):
                    heard = result.heard
                    return Answered(heard, sources, first_s, by_model)
            waiting = list(dialogue.handle(self._next()))

    def ask_bare(self, opened: OpenedPlace, said: str) -> str:
        """The same model with the same system message and the line alone."""
        prompt = build_prompt(opened.persona, opened.place, estimated_tokens)
        return self._answer(prompt.messages((), said), "")

    def choose(self, question: str, json_schema: str) -> str:
        """The model's answer to a question without any prompt, in the form of a JSON Schema."""
        return self._answer((ev.Message("user", question),), json_schema)

    def _answer(self, messages: tuple[ev.Message, ...], json_schema: str) -> str:
        stop = () if json_schema else ("\n",)
        asked = ev.Generate(
            TurnId(0), messages, max_tokens=60, temperature=0.0, seed=1, stop=stop, json_schema=json_schema
        )
        return self.write(asked)

    def write(self, request: ev.Generate) -> str:
        """What the model writes, or weighs, for a request; its turn does not matter."""
        turn = TurnId(self._next_bare)
        self._next_bare += 1
        self._inference.send(replace(request, turn=turn))
        text = ""
        while True:
            event = self._next()
            if isinstance(event, ev.TokensGenerated) and event.turn == turn:
                text += event.text
            elif isinstance(event, (ev.GenerationFinished, ev.InferenceFailed)) and event.turn == turn:
                return text.strip()

    def _next(self) -> Any:
        try:
            return self._events.get(timeout=PATIENCE_S)
        except queue.Empty:
            raise DeviceError(f"The model said nothing for {PATIENCE_S:g} s.", recoverable=False) from None
