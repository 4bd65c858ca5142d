"""Turns as they are taken: one reply at a time, what was heard of those before, and the reading ahead between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from vr_app.host.answers.consulted import Consulted
from vr_app.host.card.persona import Persona
from vr_app.host.feeling.expression import Expressions
from vr_app.host.look_ahead import LookAhead
from vr_app.host.memory.conversation import Exchange, Memory
from vr_app.host.place.scene_brief import Place, Viewpoint
from vr_app.host.prompt import Prompt, build_prompt
from vr_app.host.replies.grounding import Grounding
from vr_app.host.replies.growth import Growth
from vr_app.host.replies.knowing import Knowing
from vr_app.host.replies.led import Led
from vr_app.host.replies.manner import USUAL, DialogueSettings
from vr_app.host.replies.reply import Reply
from vr_app.host.replies.self_claims import SelfClaims
from vr_app.host.words.token_budget import TokenCount, estimated_tokens
from vr_app.kernel import events as ev
from vr_app.kernel.ids import DEFAULT_PERSON, PersonId, TurnId
from vr_app.speech.sentences import SentenceStream


class Turns:
    """What a dialogue keeps between events.

    Args:
        persona: who the host is.
        place: what it knows of the scene.
        count_tokens: the model's own count where there is one.
        viewpoint: where the visitor stands now.
        past: exchanges of earlier visits.
        first_turn: number of the first turn.

    Attributes:
        direction: what the model is told beside the visitor's words; "" for nothing.
        about_app: the next line is about the program, whatever its words.
        led: how an author leads the next reply; None in free talk.
    """

    def __init__(
        self,
        persona: Persona,
        place: Place,
        settings: DialogueSettings = USUAL,
        *,
        count_tokens: TokenCount = estimated_tokens,
        viewpoint: Callable[[], Viewpoint] | None = None,
        past: Sequence[Exchange] = (),
        first_turn: int = 1,
    ) -> None:
        self._settings = settings
        self._count_tokens = count_tokens
        self._memory = Memory(count_tokens, settings.history_budget, past)
        self._next_turn = first_turn
        self._viewpoint = viewpoint or (lambda: self._place.arrival)
        self._reply: Reply | None = None
        self._ending: list[Reply] = []
        self._held: Reply | None = None
        self._no_language = ""
        self._no_voice = False
        self._look_ahead = LookAhead()
        self._awaits_arrival = True
        self.expressions = Expressions()
        self._growth = Growth(settings, self.expressions)
        self._knowing = Knowing()
        self._person: PersonId = DEFAULT_PERSON
        self.direction = ""
        self.about_app = False
        self.led: Led | None = None
        self._persona, self._place, self._prompt, self._grounding = self._settle(persona, place)

    @property
    def memory(self) -> Memory:
        """What the host remembers of the talk."""
        return self._memory

    @property
    def place(self) -> Place:
        """What the host knows of where it is."""
        return self._place

    @property
    def looked_up(self) -> Consulted | None:
        """What was found for the last line; None where nothing was looked up."""
        return self._knowing.looked_up

    @property
    def can_talk(self) -> bool:
        """False where there is no language model to answer with."""
        return not self._no_language

    def new_turn(self) -> TurnId:
        """A number of its own for work beside the talk."""
        turn = TurnId(self._next_turn)
        self._next_turn += 1
        return turn

    def aside(self, line: str) -> tuple[ev.Message, ...]:
        """A prompt for work beside the talk that goes on where the talk is."""
        return self._prompt.messages(self._memory.messages(), line)

    # ------------------------------------------------------------------ turns go on and end

    def _ask(self, reply: Reply) -> list[Any]:
        """Asks the model for a reply."""
        raise NotImplementedError

    def _playback_finished(self, event: ev.PlaybackFinished) -> list[Any]:
        for reply in self._ending:
            if reply.turn == event.turn:
                results = reply.playback_finished(event)
                if reply.over:
                    self._ending.remove(reply)
                    results += self._close(reply)
                return [*results, *self._after_ending(), *self._read_ahead()]
        reply = self._current(event.turn)
        return self._proceed(reply, reply.playback_finished(event)) if reply else []

    def _proceed(self, reply: Reply, results: list[Any]) -> list[Any]:
        """Adds the end of the turn to `results` where it has come, or what can be done for the next one meanwhile."""
        if not reply.over:
            return [*results, *self._read_ahead()]
        self._reply = None
        idle = ev.BodyCue(reply.turn, emotion=reply.sentences[-1].emotion if reply.sentences else "neutral")
        return [*results, *self._close(reply), idle, *self._read_ahead()]

    def _interrupt(self) -> list[Any]:
        """Ends the current turn; what of it was heard comes with the speaker's answer."""
        reply, self._reply = self._reply, None
        if reply is None:
            return []
        if self._held is reply:
            self._held = None
        reply.interrupted = True
        results: list[Any] = [ev.CancelTurn(reply.turn)]
        if reply.at_speaker:
            self._ending.append(reply)
            return [*results, ev.StopPlayback(), ev.BodyCue(reply.turn, activity="listening")]
        return [*results, ev.StopPlayback(), *self._close(reply), ev.BodyCue(reply.turn, activity="listening")]

    def _after_ending(self) -> list[Any]:
        """Asks the model as soon as nothing of older turns is open."""
        if self._ending or self._held is None:
            return []
        reply, self._held = self._held, None
        return self._ask(reply)

    def _close(self, reply: Reply) -> list[Any]:
        heard = reply.heard
        outcome = "failed" if reply.failed else "interrupted" if reply.interrupted else "complete"
        if not reply.failed or heard:
            self._look_ahead.was_heard(reply, heard, self._prompt)
            self._memory.add(Exchange(reply.line, heard, complete=outcome == "complete"))
        closed = ev.TurnClosed(reply.turn, heard, outcome, reply.person)
        return [closed]

    def _give_up(self, reply: Reply) -> list[Any]:
        """Ends a turn that the model failed on; what was said already is still spoken."""
        reply.generated = reply.failed = True
        self._held = None if self._held is reply else self._held
        return self._proceed(reply, [])

    # ------------------------------------------------------------------ small parts

    def _current(self, turn: TurnId) -> Reply | None:
        return self._reply if self._reply is not None and self._reply.turn == turn else None

    def _stream(self) -> SentenceStream:
        return SentenceStream(names=(self._persona.name, self._persona.spoken_name))

    def _read_ahead(self) -> list[Any]:
        """Lets the model read what the next turn begins with, as soon as nobody waits for model or voice."""
        if self._no_language or self._held or self._ending or (self._reply and not self._reply.sounding):
            return []
        arrival = self._arrival_line() if self._awaits_arrival and "greet" not in self._place.forbids else ""
        return [*self._look_ahead.next_prompt(self._prompt, self._memory, self._reply, self._viewpoint(), arrival)]

    def _arrival_line(self) -> str:
        return self._prompt.arrival_line(self._viewpoint(), self._knowing.told_before())

    def _settle(self, persona: Persona, place: Place) -> tuple[Persona, Place, Prompt, Grounding]:
        prompt = build_prompt(persona, place, self._count_tokens, self._settings.system_budget)
        return persona, place, prompt, Grounding(place, claims=SelfClaims(persona))
