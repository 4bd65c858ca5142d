"""A mind that loses no line on the way: what is said between one place and the next is answered on arrival. Pure.

A line whose answer was not heard before one left is such a line too. Where the next place tells its story by itself,
the story waits until the line was answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from vr_app.host.card.persona import Persona
from vr_app.host.place.scene_brief import Place
from vr_app.host.spoken_mind import Mind
from vr_app.kernel import events as ev
from vr_app.kernel.ids import TurnId


@dataclass(frozen=True)
class NobodyArrives:
    """One is there, and nobody is there to greet."""


class TravellingMind:
    """Wraps a mind. Call `handle` with every event, from one thread.

    Args:
        begins_by_itself: whether the place one is in has a story that begins on arrival.

    Attributes:
        travelling: one place was left, and one has not arrived in the next.
    """

    def __init__(self, mind: Mind, begins_by_itself: Callable[[], bool] = lambda: False) -> None:
        self.travelling = False
        self._mind = mind
        self._begins_by_itself = begins_by_itself
        self._kept: list[ev.VisitorSpoke] = []
        self._line: ev.VisitorSpoke | None = None
        self._turn: TurnId | None = None
        self._heard = False
        self._arrival: ev.VisitorArrived | None = None

    def enter(self, persona: Persona, place: Place) -> Sequence[Any]:
        """Another scene: whatever is being said ends."""
        if self._line is not None and not self._heard:
            self._kept.append(self._line)
        self.travelling, self._line, self._turn, self._arrival = True, None, None, None
        return [*self._mind.handle(ev.StopRequested()), *self._mind.enter(persona, place)]

    def handle(self, event: Any) -> Iterable[Any]:
        """What follows from an event, to be done as it comes."""
        match event:
            case ev.VisitorSpoke() if self.travelling and event.text.strip():
                self._kept.append(event)
                return []
            case ev.VisitorSpoke() if event.text.strip():
                return self._speak(event)
            case NobodyArrives():
                return self._arrive(None)
            case ev.VisitorArrived():
                return self._arrive(event)
            case ev.PlaybackStarted() if event.turn == self._turn:
                self._heard = True
        return self._followed(self._mind.handle(event))

    def _arrive(self, event: ev.VisitorArrived | None) -> Iterable[Any]:
        self.travelling = False
        kept, self._kept = self._kept, []
        results: list[Any] = []
        if kept:
            said = " ".join(line.text.strip() for line in kept)
            results += self._speak(replace(kept[-1], text=said))
        if event is None:
            return results
        if self._turn is not None and self._begins_by_itself():
            self._arrival = event
            return results
        return [*results, *self._followed(self._mind.handle(event))]

    def _speak(self, line: ev.VisitorSpoke) -> list[Any]:
        self._line, self._turn, self._heard = line, None, False
        results = self._followed(self._mind.handle(line))
        if not any(isinstance(result, ev.TurnOpened | ev.Generate) for result in results):
            self._line = None  # it was done, without any words
        return results

    def _followed(self, results: Iterable[Any]) -> list[Any]:
        """Notes the turn of the visitor's line; once it is over, a story that waited begins."""
        done = list(results)
        for result in done:
            if isinstance(result, ev.TurnOpened) and self._line is not None and result.by != "arrival":
                self._turn, self._heard = result.turn, False
            elif isinstance(result, ev.TurnClosed) and result.turn == self._turn:
                self._line = self._turn = None
        if self._arrival is not None and self._turn is None:
            event, self._arrival = self._arrival, None
            done += self._followed(self._mind.handle(event))
        return done
