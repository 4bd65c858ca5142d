"""The form on the goal of an improv window that is under way: what goes into it, and what came back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from vr_app.host.sense import Sense
from vr_app.host.stories.contributions import asked_questions, contributions, may_suffice, wants_view
from vr_app.host.stories.goal_check import (
    MOST_SENTENCES,
    Judgement,
    check_messages,
    check_schema,
    number_wanted,
    read_judgement,
    texts_in,
    wants_number,
)
from vr_app.host.stories.telling import Telling
from vr_app.host.stories.verdicts import is_bare
from vr_app.host.stories.window_replies import fact_for
from vr_app.kernel import events as ev
from vr_app.kernel.ids import TurnId

_NOT_MET = Judgement(False, {})


class GoalForm:
    """Judges a line by a form, where its words may be all that the goal asks for.

    Args:
        asked: the host's line before the window.
        names: of the variables that come back.

    Attributes:
        judgement: of the last line.
        said: the visitor's sentences that may serve the goal.
    """

    def __init__(
        self,
        telling: Telling,
        goal: str,
        asked: str,
        names: tuple[str, ...],
        facts: Sequence[str],
        sense: Sense | None,
    ) -> None:
        self._telling, self._goal, self._asked, self._names = telling, goal, asked, names
        self._facts, self._sense = facts, sense
        self._of_list = wants_view(goal) and any(telling.items_of_list(name) for name in names)
        numbers = any(type(telling.variable(name)) in (int, float) for name in names)
        self._counts = numbers and wants_number(goal)
        self._turn: TurnId | None = None
        self._written = ""
        self._texts: list[str] = []
        self.said: list[str] = []
        self.judgement = _NOT_MET

    @property
    def reads(self) -> bool:
        """The model is being asked."""
        return self._turn is not None

    @property
    def asks_again(self) -> bool:
        """Who has said a part is asked the author's question again, and not why."""
        return self._counts or (self._of_list and not all(is_bare(one) for one in self.said))

    @property
    def missing(self) -> str:
        """Asks for the number that is not said yet; "" where nothing was agreed, or none is wanted."""
        return number_wanted(self._goal) if self._counts and self.judgement.agreed else ""

    def forget(self) -> None:
        """Another line: nothing is judged yet."""
        self.judgement = _NOT_MET

    def ask(self, lines: Sequence[str], since: int, new_turn: Callable[[], TurnId], *, last: bool) -> list[Any]:
        """What asks about the lines; nothing where they cannot be all.

        Args:
            since: the lines from there on were said after the host asked once more.
            last: the visitor may say no more.
        """
        goal, sense = self._goal, self._sense
        self.said = contributions(goal, lines, sense)[-MOST_SENTENCES:]
        new = [
            one
            for one in contributions(goal, lines[-1:], sense)
            if not (one.endswith(("?", "？")) and fact_for(one, self._facts, sense))
        ]
        if not new or not (last or may_suffice(goal, self.said, of_list=self._of_list)):
            return []
        turn = self._turn = new_turn()
        self._written, self._texts = "", self._worded(lines, since)
        return [
            ev.Generate(
                turn,
                check_messages(self._telling, self._names, goal, self._asked, self.said),
                max_tokens=160,
                temperature=0.0,
                json_schema=check_schema(self._telling, self._names, self.said, self._texts),
            )
        ]

    def takes(self, event: Any) -> bool:
        """Whether an event belongs to it; it is taken then."""
        if self._turn is None or getattr(event, "turn", None) != self._turn:
            return False
        match event:
            case ev.TokensGenerated():
                self._written += event.text
            case ev.GenerationFinished() | ev.InferenceFailed():
                self._turn = None
                self.judgement = read_judgement(
                    self._telling, self._names, self.said, self._written, self._texts, goal=self._goal
                )
            case _:
                return False
        return True

    def stop(self) -> list[Any]:
        """Drops what is under way."""
        turn, self._turn = self._turn, None
        return [ev.CancelTurn(turn)] if turn is not None else []

    def _worded(self, lines: Sequence[str], since: int) -> list[str]:
        """The sentences that a text may become: where the host asked once more, those that were said to that."""
        for some in (lines,) if self._of_list else (lines[since:], lines):
            said = [one for one in contributions(self._goal, some, self._sense) if one in self.said]
            if texts := texts_in(self._telling, self._names, self._goal, asked_questions(self._goal, said)):
                return texts
        return []
