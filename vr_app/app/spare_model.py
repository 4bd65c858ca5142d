"""The talk's own language model, lent to other work while the host does not need it: places imagined, captions.

The talk goes first: as soon as the visitor speaks or the host is to say something, the form is broken off, and begun
again when the model is free. The same seed writes the same words, so what was written before is passed over.
"""

from __future__ import annotations

import itertools
import queue
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from vr_app.kernel import events as ev
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ids import TurnId

_JOBS = itertools.count(-1, -1)
"""Turns of such work: below zero, each its own, so that nothing of the talk cancels it and it cancels nothing else."""
HOLD_S = 3.0
"""So long after a visitor's line the model is left to the host."""
PATIENCE_S = 120.0
LOOK_S = 0.2
MOST_BEGINNINGS = 6
TEMPERATURE = 0.6


class SpareModel:
    """One form at a time. Several of these share the model: the one that asked last goes first.

    Args:
        send: takes commands for the models (any thread).
        hold_s: so long after a visitor's line the model is left to the host.
        temperature: how freely it chooses words.
    """

    def __init__(
        self, send: Callable[[Any], None], *, hold_s: float = HOLD_S, temperature: float = TEMPERATURE
    ) -> None:
        self._send = send
        self._hold_s, self._temperature = hold_s, temperature
        self._turn = TurnId(0)
        self._answers: queue.Queue[Any] = queue.Queue()
        self._ready = threading.Event()
        self._free = threading.Event()
        self._free.set()
        self._others: set[int] = set()
        self._missing = ""
        self._held_until_s = 0.0
        self._writing = False
        self._broken_off = False
        self._closed = False
        self._one_at_a_time = threading.Lock()

    def close(self) -> None:
        """Nothing is written any more."""
        self._closed = True
        self._give_way()

    def note(self, event: Any) -> bool:
        """Each event of the talk (host thread). Returns: whether it is of such work and concerns nobody else."""
        match event:
            case ev.TokensGenerated() | ev.GenerationFinished() if event.turn < 0:
                self._note_work(event)
                return True
            case ev.InferenceFailed(turn=int(turn)) if turn < 0:
                self._note_work(event)
                return True
            case ev.ModelReady(kind="language"):
                self._missing = ""
                self._ready.set()
            case ev.InferenceFailed(kind="language", turn=None):
                self._missing = event.message
                self._answers.put(event)
            case ev.InferenceRestarted():
                self._others.clear()
                self._free.set()
                self._answers.put(event)
            case ev.VisitorSpoke():
                self._held_until_s = time.monotonic() + self._hold_s
                self._give_way()
            case ev.Generate() if event.turn != self._turn:
                self._others.add(event.turn)
                self._free.clear()
                self._give_way()
            case ev.GenerationFinished(turn=int(turn)) | ev.InferenceFailed(kind="language", turn=int(turn)):
                self._over(turn)
            case _:
                pass
        return False

    def _note_work(self, event: Any) -> None:
        if event.turn == self._turn:
            self._answers.put(event)
        elif not isinstance(event, ev.TokensGenerated):
            self._over(event.turn)

    def _over(self, turn: int) -> None:
        """Another's job is done, and whatever of the talk was asked for before it."""
        self._others = {other for other in self._others if other != turn and (other < 0 or other > turn)}
        if not self._others:
            self._free.set()

    def __call__(
        self,
        messages: Sequence[ev.Message],
        schema: str,
        most: int,
        take: Callable[[str], None],
        wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        """Writes a form through `take`; waits for the model as long as it takes. One's own thread.

        Args:
            wanted: False gives it up.

        Raises: DeviceError where there is no model, it fails, or the form is not wanted any more.
        """
        with self._one_at_a_time:
            passed_on = 0
            for _ in range(MOST_BEGINNINGS):
                self._wait_until_free(wanted)
                written, whole = self._write(messages, schema, most, take, passed_on, wanted)
                if whole:
                    return
                passed_on = max(passed_on, written)
        raise DeviceError("The language model had no time for it.", recoverable=True)

    def _write(
        self,
        messages: Sequence[ev.Message],
        schema: str,
        most: int,
        take: Callable[[str], None],
        passed_on: int,
        wanted: Callable[[], bool],
    ) -> tuple[int, bool]:
        """Returns: characters written, and whether that is all."""
        while not self._answers.empty():
            self._answers.get_nowait()
        self._broken_off, self._writing = False, True
        self._turn = TurnId(next(_JOBS))
        self._send(
            ev.Generate(
                self._turn, tuple(messages), max_tokens=most, temperature=self._temperature, seed=1, json_schema=schema
            )
        )
        written = 0
        try:
            while True:
                event = self._next(wanted)
                match event:
                    case ev.TokensGenerated():
                        before, written = written, written + len(event.text)
                        if written > passed_on:
                            take(event.text[max(0, passed_on - before) :])
                    case ev.GenerationFinished():
                        return written, event.reason != "cancelled" and not self._broken_off
                    case ev.InferenceRestarted():
                        return written, False
                    case _:
                        raise DeviceError(event.message, recoverable=False)
        finally:
            self._writing = False

    def _next(self, wanted: Callable[[], bool]) -> Any:
        until_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < until_s:
            try:
                return self._answers.get(timeout=LOOK_S)
            except queue.Empty:
                if self._closed or not wanted():
                    self._give_way()
                    raise DeviceError("It is not wanted any more.", recoverable=True) from None
        raise DeviceError(f"The language model said nothing for {PATIENCE_S:g} s.", recoverable=True)

    def _wait_until_free(self, wanted: Callable[[], bool]) -> None:
        while True:
            if self._missing:
                raise DeviceError(self._missing, recoverable=False)
            if self._closed or not wanted():
                raise DeviceError("It is not wanted any more.", recoverable=True)
            held_s = self._held_until_s - time.monotonic()
            if self._ready.is_set() and self._free.is_set():
                if held_s <= 0:
                    return
                time.sleep(min(LOOK_S, held_s))
            else:
                (self._free if self._ready.is_set() else self._ready).wait(LOOK_S)

    def _give_way(self) -> None:
        if self._writing:
            self._broken_off = True
            self._send(ev.CancelTurn(self._turn))
