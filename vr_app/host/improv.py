"""An improv window as it runs: how the host is led, how often the visitor may speak, when and why it is over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vr_app.host.contributions import asked_questions, asks_back, contributions, may_suffice, turns_back, wants_view
from vr_app.host.dialogue import Dialogue
from vr_app.host.goal_check import (
    MOST_SENTENCES,
    Judgement,
    check_messages,
    check_schema,
    keep,
    number_wanted,
    read_judgement,
    texts_in,
    wants_number,
)
from vr_app.host.led import Led
from vr_app.host.passages import sentences_of
from vr_app.host.sense import Sense
from vr_app.host.telling import Telling, Window
from vr_app.host.telling_words import telling_words
from vr_app.host.verdicts import agrees, cannot_tell, is_bare, made_sure, refutes, said_outright, which_of
from vr_app.host.window_replies import fact_for, reply_to
from vr_app.host.window_words import WindowWords
from vr_app.host.wording import is_chinese
from vr_app.kernel import events as ev
from vr_app.kernel import story_events as st
from vr_app.kernel.ids import TurnId
from vr_app.story.stage_line import StageLine

_MOST_OF_EXIT = 8
"""Telling words of a line that may be a way out in other words."""
_NOT_MET = Judgement(False, {})


class OpenWindow:
    """A window from its opening on.

    A line that may be all the goal asks for is judged before anything is said: where it is, the author's line answers.
    What the model reads between the lines ("It was not hers to hide.") is asked back once ("She was wrong, then?").

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
        last = sentences_of(asked.text)[-1:]
        self._question = last[0] if last and last[0].endswith(("?", "？")) else ""
        self._facts = given.get("knows", ())
        self._words = WindowWords(given, self._question)
        self._lines: list[str] = []
        self._heard = True
        self._judging: TurnId | None = None
        self._form = ""
        self._said: list[str] = []
        self._judgement = _NOT_MET
        self._supposed: Judgement | None = None
        self._asked_back = False
        self._asked_again_at = 0
        self._asks = ""
        lists = [name for name in names if telling.items_of_list(name)]
        self._list = lists[0] if lists and wants_view(window.goal) else ""
        numbers = any(type(telling.variable(name)) in (int, float) for name in names)
        self._counts = numbers and wants_number(window.goal)
        self._at_first = str(telling.variable(self._list)) if self._list else ""
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
        self._heard, self._judgement, self.spoken, self._asks = False, _NOT_MET, event, ""
        return cancelled

    def argues(self, line: str, exits: Iterable[str]) -> bool:
        """Whether who says a line may be arguing, and not leaving: it is long, asks the host the same, or one of the
        ways out that it may mean says what the goal is about.
        """
        if len(telling_words(line)) > _MOST_OF_EXIT or self._supposed is not None or turns_back(line):
            return True
        if self._list and contributions(self.window.goal, [line], self._sense):
            return True
        items = list(self._telling.items_of_list(self._list)) if self._list else []
        return any(said_outright([text], items) for text in exits)

    def check(self, dialogue: Dialogue) -> list[Any]:
        """What asks the model whether the goal is met; nothing where it cannot be."""
        goal = self.window.goal
        if self._answers_whether_sure():
            return []
        self._said = contributions(goal, self._lines, self._sense)[-MOST_SENTENCES:]
        new = [
            one
            for one in contributions(goal, self._lines[-1:], self._sense)
            if not (one.endswith(("?", "？")) and fact_for(one, self._facts, self._sense))
        ]
        if not new or (self.turns_left > 0 and not may_suffice(goal, self._said, of_list=bool(self._list))):
            return []
        self._judging, self._form = dialogue.new_turn(), ""
        texts = self._texts()
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
            self._judgement = read_judgement(
                self._telling,
                self._names,
                self._said,
                self._form,
                self._texts(),
                goal=self.window.goal,
                item=self._outright(self._lines[-1]),
            )
            self._make_sure()
        else:
            return False
        return True

    @property
    def judging(self) -> bool:
        """The model is being asked."""
        return self._judging is not None

    def reply(self, name: str) -> Led | None:
        """How the host of this name answers the last line; None where the author's next line does."""
        if self._asks:
            return Led(said=self._asks)
        if self._judgement.met:
            return None
        line, leads_on = self._lines[-1], self.turns_left > 0
        missing = number_wanted(self.window.goal) if self._counts and self._judgement.agreed else ""
        if missing and leads_on and not is_chinese(line):
            return Led(said=missing)
        if not leads_on and not asks_back(line):
            return None
        led = reply_to(
            line,
            self.window.goal,
            name,
            self._words,
            self._facts,
            self._sense,
            leads_on=leads_on,
            asks_again=self._counts or bool(self._list and not all(is_bare(one) for one in self._said)),
        )
        if self._question and led.after.endswith(self._question):
            self._asked_again_at = len(self._lines)
        return led

    def _texts(self) -> list[str]:
        """The sentences that a text may become: where the host asked once more, those that were said to that."""
        goal, newest = self.window.goal, self._lines[self._asked_again_at :]
        for lines in (self._lines,) if self._list else (newest, self._lines):
            said = [one for one in contributions(goal, lines, self._sense) if one in self._said]
            if texts := texts_in(self._telling, self._names, goal, asked_questions(goal, said)):
                return texts
        return []

    def _items(self) -> list[str]:
        """What the goal may come to, without what stands at first."""
        return [item for item in self._telling.items_of_list(self._list) if item != self._at_first]

    def _outright(self, line: str) -> str:
        """The item that a line, or else what was said before it, says in so many words; "" for none."""
        if not self._list:
            return ""
        items = list(self._telling.items_of_list(self._list))
        for said in (sentences_of(line), self._said):
            if item := said_outright(said, items, self._question, self._at_first):
                return item
        return ""

    def _make_sure(self) -> None:
        """Takes what the model only reads between the lines for a guess, and asks once; where it sees none, which."""
        line = self._lines[-1]
        if not self._list or self.turns_left <= 0 or is_chinese(line):
            return
        found, items = str(self._judgement.agreed.get(self._list, self._at_first)), self._items()
        if self._outright(line):
            return
        if self._judgement.met and found in items and not self._asked_back:
            self._supposed, self._asked_back, self._asks = self._judgement, True, made_sure(found)
            self._judgement = _NOT_MET
        elif found not in items and not self._asked_back and may_suffice(self.window.goal, self._said, of_list=True):
            self._asked_back, self._asks, self._judgement = True, which_of(items), _NOT_MET

    def _answers_whether_sure(self) -> bool:
        """A yes or no to what was asked to make sure, or an item named: nothing has to be judged any more."""
        supposed, line = self._supposed, self._lines[-1]
        if supposed is None:
            return False
        self._supposed = None
        items, guess = self._items(), str(supposed.agreed.get(self._list, ""))
        named = self._outright(line)
        if cannot_tell(line):
            named = self._at_first
        elif agrees(line):
            named = guess
        elif refutes(line) and len(items) == 2:
            named = next(item for item in items if item != guess)
        elif not named and self.turns_left <= 0:
            named = guess
        if not named:
            return False
        value = self._telling.items_of_list(self._list)[named]
        self._judgement = Judgement(True, {**supposed.agreed, self._list: value})
        return True

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
        if self._asks:
            return ""
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
