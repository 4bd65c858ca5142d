"""The language model as a writer of forms: asked, and read piece by piece, without a conversation round it."""

from __future__ import annotations

import queue
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from vr_app.app.wiring import make_inference
from vr_app.host.words.weighed import read_weighed
from vr_app.inference.config import InferenceConfig
from vr_app.kernel import events as ev
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ids import TurnId

LOADING_S = 300.0
PATIENCE_S = 120.0


class WritingModel:
    """A model of its own for one command. Use from one thread; `close` it.

    Attributes:
        last: what the last form took; None before there was one.
    """

    def __init__(self, config: InferenceConfig, *, temperature: float = 0.6, seed: int = 0) -> None:
        self._events: queue.Queue[Any] = queue.Queue()
        self._inference = make_inference(replace(config, voice=None), self._events.put)
        self._temperature = temperature
        self.seed = seed
        self._turn = 0
        self._ready = False
        self._kept: tuple[ev.Message, ...] = ()
        self.last: ev.GenerationFinished | None = None

    def start(self) -> None:
        """Begins to load."""
        self._inference.start()

    def close(self) -> None:
        """Ends it."""
        self._inference.close()

    def __call__(self, messages: Sequence[ev.Message], schema: str, most: int, take: Callable[[str], None]) -> None:
        """Writes a form through `take`. Raises: DeviceError where it cannot."""
        self.wait_until_ready()
        self._keep_beginning(tuple(messages[:1]))
        asked = ev.Generate(
            TurnId(0),
            tuple(messages),
            max_tokens=most,
            temperature=self._temperature,
            seed=self.seed + 1,
            json_schema=schema,
        )
        self._write(asked, take)

    def weigh(self, messages: Sequence[ev.Message], replies: Sequence[str]) -> list[float]:
        """Natural logarithms of how likely each reply is. Raises: DeviceError, also where the engine cannot weigh."""
        self.wait_until_ready()
        written: list[str] = []
        self._write(ev.Generate(TurnId(0), tuple(messages), max_tokens=1, weigh=tuple(replies)), written.append)
        if (weighed := read_weighed("".join(written), len(replies))) is None:
            raise DeviceError("This engine cannot tell how likely it holds a reply.", recoverable=False)
        return weighed

    def _write(self, asked: ev.Generate, take: Callable[[str], None]) -> None:
        self._turn += 1
        turn = TurnId(self._turn)
        self._inference.send(replace(asked, turn=turn))
        while True:
            event = self._next(PATIENCE_S)
            match event:
                case ev.TokensGenerated() if event.turn == turn:
                    take(event.text)
                case ev.GenerationFinished() if event.turn == turn:
                    self.last = event
                    return
                case ev.InferenceFailed() if event.turn in (turn, None) and event.kind == "language":
                    raise DeviceError(event.message, recoverable=False)
                case ev.InferenceRestarted():
                    raise DeviceError("The language model stopped.", recoverable=True)
                case _:
                    continue

    def _keep_beginning(self, beginning: tuple[ev.Message, ...]) -> None:
        """What every prompt begins with is evaluated once and kept for the next start."""
        if beginning and beginning[0].role == "system" and beginning != self._kept:
            self._kept = beginning
            self._inference.send(ev.Prefill(beginning))

    def wait_until_ready(self) -> None:
        """Until it is loaded. Raises: DeviceError where it cannot be."""
        while not self._ready:
            match self._next(LOADING_S):
                case ev.ModelReady(kind="language"):
                    self._ready = True
                case ev.InferenceFailed(kind="language") as failed:
                    raise DeviceError(failed.message, recoverable=False)
                case _:
                    continue

    def _next(self, patience_s: float) -> Any:
        try:
            return self._events.get(timeout=patience_s)
        except queue.Empty:
            raise DeviceError(f"The language model said nothing for {patience_s:g} s.", recoverable=True) from None
