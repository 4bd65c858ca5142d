"""An improv window as it runs: how the host is led, how often the visitor may speak, when and why it is over."""

from __future__ import annotations

from typing import Any

from vr_app.host.contributions import asked_questions, asks_back, contributions, may_suffice
from vr_app.host.dialogue import Dialogue
from vr_app.host.goal_check import (
    MOST_SENTENCES,
    Judgement,
    check_messages,
    check_schema,
    keep,
    read_judgement,
)
from vr_app.host.led import Led
from vr_app.host.passages import sentences_of
from vr_app.host.sense import Sense
from vr_app.host.telling import Telling, Window
from vr_app.host.window_replies import reply_to
from vr_app.host.window_words import WindowWords
from vr_app.kernel import events as ev
from vr_app.kernel import story_events as st
from vr_app.kernel.ids import TurnId
from vr_app.story.stage_line import StageLine

_NOT_MET = Judgement(False, {})


class OpenWindow:
    """A window from its opening on.

    A line that may be all the goal asks for is judged before anything is said: where it is, the author's line answers.

    Args:
        asked: the line before it, with what it gives the host for the talk.
        names: of the variables that come back with the goal.
        sense: as in `contributions`.
    """

    def __init__(
        self, window: Window, telling: Telling, asked: StageLine, names: tuple[str, ...], sense: Sense | None
    ) -> None:
        self.window = window
        self._telling = telling
        self._asked = asked.text
        self._names = names
        self._sense = sense
        given = dict(asked.window)
        question = sentences_of(asked.text)[-1:]
        self._facts = given.get("knows", ())
        self._words = WindowWords(given, question[0] if question and question[0].endswith(("?", "？")) else "")
        self._lines: list[str] = []
        self._heard = True
        self._judging: TurnId | None = None
        self._form = ""
        self._said: list[str] = []
        self._judgement = _NOT_MET
        self.spoken: ev.VisitorSpoke | None = None

    @property
    def turns_left(self) -> int:
        """Lines that the visitor may still say."""
        return self.window.turns - len(self._lines)

    def visitor_spoke(self, event: ev.VisitorSpoke) -> list[Any]:
        """Notes a line. One that cuts the answer to another short counts with that one."""
        cancelled = self.close()
        if not self._heard and self._lines:
            self._lines[-1] = f"{self._lines[-1]} {event.text}"
        else:
            self._lines.append(event.text)
        self._heard, self._judgement, self.spoken = False, _NOT_MET, event
        return cancelled

    def check(self, dialogue: Dialogue) -> list[Any]:
        """What asks the model whether the goal is met; nothing where it cannot be."""
        goal = self.window.goal
        self._said = contributions(goal, self._lines, self._sense)[-MOST_SENTENCES:]
        new = contributions(goal, self._lines[-1:], self._sense)
        if not new or (self.turns_left > 0 and not may_suffice(goal, self._said)):
            return []
        self._judging, self._form = dialogue.new_turn(), ""
        texts = asked_questions(goal, self._said)
        return [
            ev.Generate(
                self._judging,
                check_messages(self._telling, self._names, goal, self._asked, self._said),
                max_tokens=160,
                temperature=0.0,
                json_schema=check_schema(self._telling, self._names, self._said, texts),
            ),
            ev.BodyCue(self._judging, activity="thinking"),
        ]

    def takes(self, event: Any) -> bool:
        """Whether an event belongs to the judging; it is taken then."""
        if self._judging is None or getattr(event, "turn", None) != self._judging:
            return False
        if isinstance(event, ev.TokensGenerated):
            self._form += event.text
        elif isinstance(event, (ev.GenerationFinished, ev.InferenceFailed)):
            self._judging = None
            texts = asked_questions(self.window.goal, self._said)
            self._judgement = read_judgement(self._telling, self._names, self._said, self._form, texts)
        else:
            return False
        return True

    @property
    def judging(self) -> bool:
        """The model is being asked."""
        return self._judging is not None

    def reply(self, name: str) -> Led | None:
        """How the host of this name answers the last line; None where the author's next line does."""
        if self._judgement.met:
            return None
        line, leads_on = self._lines[-1], self.turns_left > 0
        if not leads_on and not asks_back(line):
            return None
        return reply_to(line, self.window.goal, name, self._words, self._facts, self._sense, leads_on=leads_on)

    def was_heard(self) -> None:
        """The answer to the last line was heard."""
        self._heard = True

    @property
    def over(self) -> str:
        """Why the window is over, "goal" or "turns"; "" while it goes on."""
        if self._judging is not None:
            return ""
        if self._judgement.met:
            return "goal"
        return "turns" if self.turns_left <= 0 else ""

    def agreed(self) -> tuple[tuple[str, str], ...]:
        """Writes what was agreed into the story. Returns it as text by variable."""
        return keep(self._telling, self._judgement.agreed)

    def close(self) -> list[Any]:
        """Drops a question to the model that is under way."""
        judging, self._judging = self._judging, None
        return [ev.CancelTurn(judging)] if judging is not None else []

    def closed(self, reason: str, agreed: tuple[tuple[str, str], ...] = ()) -> st.WindowClosed:
        """What the author is told."""
        return st.WindowClosed(self.window.goal, reason, agreed, len(self._lines), self._why(reason))

    def _why(self, reason: str) -> str:
        said = " ".join(self._said)
        match reason:
            case "goal":
                return f"the visitor said: {said}"
            case "turns" if said:
                return f"the goal was not met by: {said}"
            case "turns":
                return "nothing that the visitor said served the goal"
            case "no model":
                return "no language model is there"
            case _:
                return "the visitor took another way, or left"
