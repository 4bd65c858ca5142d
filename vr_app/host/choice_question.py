"""A question to the model beside the talk: which of the choices does a line mean?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vr_app.host.choice_matching import form, question
from vr_app.host.dialogue import Dialogue
from vr_app.kernel import events as ev
from vr_app.kernel.ids import TurnId


@dataclass
class ChoiceQuestion:
    """One that is under way.

    Attributes:
        turn: its number.
        event: the line it is about.
        meant: indices of the choices that may be meant.
        form: what the model has written.
    """

    turn: TurnId
    event: ev.VisitorSpoke
    meant: tuple[int, ...]
    form: str = ""

    def asked(self, dialogue: Dialogue, texts: list[str]) -> list[Any]:
        """What asks it."""
        prompt = dialogue.aside(question(self.event.text, texts))
        return [
            ev.Generate(self.turn, prompt, max_tokens=12, temperature=0.0, json_schema=form(len(texts))),
            ev.BodyCue(self.turn, activity="thinking"),
        ]
