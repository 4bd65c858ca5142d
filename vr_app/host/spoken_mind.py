"""A mind that also takes words under way, typed or spoken, to read ahead; lines to recite; "say that again". Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from vr_app.host.dialogue import Dialogue
from vr_app.host.replies.listening_sign import ListeningSigns
from vr_app.host.replies.reply import Delivery, Recited
from vr_app.kernel import events as ev
from vr_app.kernel import hearing_events as he
from vr_app.kernel.ids import DEFAULT_PERSON

_WORTH_READING = 2
"""New words that make it worth reading ahead again."""
NOTHING_SAID = "I have not said anything yet."


class Mind(Protocol):
    """What is wrapped."""

    def handle(self, event: Any) -> Iterable[Any]: ...

    def enter(self, persona: Any, place: Any) -> Sequence[Any]: ...


class SpokenMind:
    """Wraps a mind round the dialogue it uses. Call `handle` with every event, from one thread."""

    def __init__(self, mind: Mind, dialogue: Dialogue) -> None:
        self._mind = mind
        self._dialogue = dialogue
        self._person = DEFAULT_PERSON
        self._open_turns: set[int] = set()
        self._read_words = 0
        self._signs = ListeningSigns()

    def enter(self, persona: Any, place: Any) -> Sequence[Any]:
        """Another scene."""
        return self._mind.enter(persona, place)

    def handle(self, event: Any) -> Sequence[Any]:
        """What follows from an event."""
        match event:
            case he.VisitorSpeaking() | ev.VisitorTyping():
                return self._read_ahead(event.text, whole=event.whole)
            case he.ReciteLines():
                return self._noted(self._recite(event.said, event.lines))
            case he.RepeatWanted():
                last = next((one.heard for one in reversed(self._dialogue.memory.exchanges) if one.heard), NOTHING_SAID)
                return self._noted(self._recite(event.said, (last,)))
            case ev.VisitorSpoke():
                self._person, self._read_words = event.person, 0
        signs = self._signs.after(event, busy=bool(self._open_turns))
        return [*signs, *self._noted(list(self._mind.handle(event)))]

    def _recite(self, said: str, lines: Sequence[str]) -> list[Any]:
        recited = [Recited(line, "neutral", Delivery()) for line in lines if line.strip()]
        return self._dialogue.recite(said, "voice" if said else "keyboard", self._person, recited) if recited else []

    def _read_ahead(self, text: str, *, whole: bool) -> list[Any]:
        """The words until now, only while nobody waits for a reply.

        Without the last one, which may not be whole yet. At a pause all of them are read, with all that the model will
        be told beside them: while the silence grows long enough to be an end, nothing else is left to do.
        """
        words = text.split() if whole else text.split()[:-1]
        if self._open_turns or not self._dialogue.can_talk:
            return []
        if len(words) < self._read_words:
            self._read_words = 0
        if len(words) < self._read_words + (1 if whole else _WORTH_READING):
            return []
        self._read_words = len(words)
        if whole:
            read = self._dialogue.foreseen(text)
            return [read] if read is not None else []
        return [ev.Prefill(self._dialogue.aside(" ".join(words)), guess=True)]

    def _noted(self, results: Sequence[Any]) -> Sequence[Any]:
        for result in results:
            if isinstance(result, ev.TurnOpened):
                self._open_turns.add(result.turn)
            elif isinstance(result, ev.TurnClosed):
                self._open_turns.discard(result.turn)
        return [self._signs.fresh(result) if isinstance(result, ev.BodyCue) else result for result in results]
