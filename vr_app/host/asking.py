"""What the model is asked: when the visitor has said something, and before, while it is typed or spoken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from vr_app.host.answers.consulted import Consulted
from vr_app.host.answers.doubt import as_likely, doubt_messages
from vr_app.host.answers.told_numbers import NUMBER_BEGINNINGS
from vr_app.host.place.deixis import with_meant
from vr_app.host.replies.knowing import informed
from vr_app.host.replies.led_replies import most_tokens
from vr_app.host.replies.reply import Reply
from vr_app.host.turns import Turns
from vr_app.host.visitor_line import VisitorLine, visitor_line
from vr_app.kernel import events as ev

MODEL_ANSWERS = ("free", "informed", "doubtful")
_BEGUN_TOKENS = 24
"""So much of a reply is written before it is asked for: a sentence."""


class Asking(Turns):
    """Words become prompts, prompts become commands."""

    def foreseen(self, text: str) -> ev.Prefill | None:
        """What the model would be asked first if this line came now; None where it would be asked nothing."""
        line = visitor_line(text)
        said, known = self._considered(line, ahead=True)
        if known is not None and known.how not in MODEL_ANSWERS:
            return None
        if known is not None and known.how == "doubtful":
            return ev.Prefill(doubt_messages(known.note, known.asked), complete=True, guess=True)
        messages = self._asked(self._worded(line, said, known), known)
        read = ev.Prefill(messages, complete=True, guess=True)
        return self._begun(read, about_place=about_place(line, known))

    def _read_ahead(self) -> list[Any]:
        reads = super()._read_ahead()
        return [self._begun(read, about_place=True) if read.complete else read for read in reads]

    def _begun(self, read: ev.Prefill, *, about_place: bool) -> ev.Prefill:
        """A reply is begun too, as the next turn would ask for it."""
        temperature, seed = self._temperature(about_place), self._seed(self._next_turn)
        return replace(read, reply_tokens=_BEGUN_TOKENS, temperature=temperature, seed=seed)

    def answers_outright(self, text: str) -> bool:
        """Whether a line asks for what is known here, so that there is no doubt what it wants."""
        _, known = self._considered(visitor_line(text), ahead=True)
        return known is not None and known.how == "told"

    def _considered(self, line: VisitorLine, *, ahead: bool = False) -> tuple[str, Consulted | None]:
        """The line with what is pointed at, and what is known of what it asks."""
        said = with_meant(line.text, self._place, self._viewpoint())
        if self.led is not None and not self.led.consults:
            return said, None  # nothing was asked
        known = self._knowing.consult(
            said,
            self._viewpoint(),
            describing=line.wants_description,
            directed=bool(self.direction),
            about_app=self.about_app,
            ahead=ahead,
        )
        if known is not None and known.how == "doubtful" and (self._no_language or not self._settings.judges):
            known = as_likely(known)
        return said, known

    def _worded(self, line: VisitorLine, said: str, known: Consulted | None) -> str:
        """The line as the model gets it: with what it is to know for its answer."""
        if known is not None and known.note:
            said = informed(said, known)
        elif line.wants_description:
            said = self._prompt.describe_line(said, self._viewpoint(), self._look_ahead.told)
        else:
            said = self._prompt.informed_line(said, self._viewpoint(), spatial=line.needs_view)
            said = informed(said, known) if known is not None else said
        return f"{said}\n({self.direction})" if self.direction else said

    def _asked(self, line: str, known: Consulted | None) -> tuple[ev.Message, ...]:
        """The prompt that asks for a reply to a worded line."""
        return self._prompt.messages(
            self._memory.messages(), line if known is not None else self._prompt.warned_line(line)
        )

    def _generate(self, reply: Reply, messages: tuple[ev.Message, ...]) -> ev.Generate:
        settings = self._settings
        return ev.Generate(
            reply.turn,
            messages,
            max_tokens=most_tokens(reply, settings),
            temperature=self._temperature(reply.about_place),
            seed=self._seed(reply.turn, reply.attempt),
            stop=NUMBER_BEGINNINGS if reply.warned else (),
        )

    def _temperature(self, about_place: bool) -> float:
        return self._settings.description_temperature if about_place else self._settings.temperature

    def _seed(self, turn: int, attempt: int = 0) -> int:
        return self._settings.seed + turn * 2 + attempt


def about_place(line: VisitorLine, known: Consulted | None) -> bool:
    """Whether the reply will describe where one is."""
    return line.wants_description and not (known is not None and known.note)
