"""An improv window as it runs: how the host is led, how often the visitor may speak, when and why it is over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vr_app.host.answers.passages import sentences_of
from vr_app.host.dialogue import Dialogue
from vr_app.host.replies.led import Led
from vr_app.host.sense import Sense
from vr_app.host.stories.contributions import (
    asks_back,
    contributions,
    turns_back,
    wants_question,
    wants_reason,
    wants_view,
)
from vr_app.host.stories.goal_check import as_text, check_prefill, keep
from vr_app.host.stories.goal_form import GoalForm
from vr_app.host.stories.heard_question import HeardQuestion
from vr_app.host.stories.heard_verdict import HeardVerdict
from vr_app.host.stories.line_reading import LineReader, view_reading, wish_reading
from vr_app.host.stories.telling import Telling, Window
from vr_app.host.stories.verdicts import said_outright
from vr_app.host.stories.window_replies import reply_to, reply_to_part
from vr_app.host.stories.window_words import WindowWords
from vr_app.host.words.telling_words import telling_words
from vr_app.host.words.wording import content_words, is_chinese
from vr_app.kernel import events as ev
from vr_app.kernel import story_events as st
from vr_app.story.runner.values import InkList, Value
from vr_app.story.stage_line import StageLine

_MOST_OF_EXIT = 8
"""Telling words of a line that may be a way out in other words."""


class OpenWindow:
    """A window from its opening on.

    A line that may be all the goal asks for is judged before anything is said: where it is, the author's line answers.
    A question of the visitor's, and a verdict with its reason, are heard sentence by sentence (`heard_question.py`,
    `heard_verdict.py`); any other goal is judged by a form (`goal_form.py`).

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
        self._sense = sense
        given = dict(asked.window)
        last = sentences_of(asked.text)[-1:]
        self._question = last[0] if last and last[0].endswith(("?", "？")) else ""
        self._facts = given.get("knows", ())
        self._words = WindowWords(given, self._question)
        self._lines: list[str] = []
        self._heard = True
        self._asked_again_at = 0
        self._form = GoalForm(telling, window.goal, asked.text, names, self._facts, sense)
        self._texts = [name for name in names if isinstance(telling.variable(name), str)]
        self._lists = [name for name in names if isinstance(telling.variable(name), InkList)]
        self._aim, self._reader = self._heard_by(asked.text, names)
        self._hears = False
        self.spoken: ev.VisitorSpoke | None = None

    def _heard_by(self, asked: str, names: tuple[str, ...]) -> tuple[HeardQuestion | HeardVerdict | None, LineReader]:
        goal, facts, sense = self.window.goal, self._facts, self._sense
        reader = LineReader(wish_reading(), sentences_of(asked)[-1] if sentences_of(asked) else asked)
        if len(names) != len(self._texts) + len(self._lists) or len(self._texts) > 1:
            return None, reader
        if wants_question(goal) and self._texts and not self._lists:
            return HeardQuestion(goal=goal, facts=facts, sense=sense), reader
        if not wants_view(goal) or len(self._lists) != 1:
            return None, reader
        items, first = list(self._telling.items_of_list(self._lists[0])), str(self._telling.variable(self._lists[0]))
        reading = view_reading([item for item in items if item != first], asked)
        if reading is None:
            return None, reader
        heard = HeardVerdict(goal=goal, facts=facts, sense=sense, items=items, at_first=first, question=self._question)
        return heard, LineReader(reading, asked)

    def read_ahead(self) -> list[Any]:
        """Before it is open: the model reads what it will be asked with."""
        return [ev.Prefill(self._reader.reading.beginning) if self._aim is not None else check_prefill()]

    def prepare(self, dialogue: Dialogue) -> list[Any]:
        """Shows whether the model can tell what it will be asked about the lines."""
        return self._reader.read([], dialogue.new_turn) if self._aim is not None else []

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
        self._heard, self.spoken = False, event
        self._form.forget()
        return cancelled

    def argues(self, line: str, exits: Iterable[str]) -> bool:
        """Whether who says a line may be arguing, and not leaving: it is long, asks the host the same, comes where a
        question is wanted, or one of the ways out that it may mean says what the goal is about.
        """
        if len(telling_words(line)) > _MOST_OF_EXIT or turns_back(line) or isinstance(self._aim, HeardQuestion):
            return True
        if self._lists and wants_view(self.window.goal) and contributions(self.window.goal, [line], self._sense):
            return True
        items = list(self._telling.items_of_list(self._lists[0])) if self._lists else []
        return any(said_outright([text], items) for text in exits)

    def hears_more(self, line: str, way_out: str) -> bool:
        """Whether a way out that says a verdict is not taken: the line puts it otherwise ("Right, at first glance."),
        and the goal wants a reason as well.
        """
        items = list(self._telling.items_of_list(self._lists[0])) if self._lists else []
        if not isinstance(self._aim, HeardVerdict) or not said_outright([way_out], items):
            return False
        more = set(content_words(line)) - set(content_words(way_out))
        return wants_reason(self.window.goal) and bool(more) and not line.strip().isdecimal()

    def check(self, dialogue: Dialogue) -> list[Any]:
        """What asks the model about the last line; nothing where that needs no model."""
        line, last = self._lines[-1], self.turns_left <= 0
        if self._aim is None:
            asked = self._form.ask(self._lines, self._asked_again_at, dialogue.new_turn, last=last)
        else:
            self._hears = True
            texts = self._aim.texts(line)
            asked = self._reader.read(texts, dialogue.new_turn) if texts else []
            self._take_in()
        cue = ev.BodyCue(asked[0].turn, activity="thinking") if asked else None
        return [*asked, cue] if cue else []

    def takes(self, event: Any) -> list[Any] | None:
        """What follows from an event that belongs to the judging; None from another."""
        if self._form.takes(event):
            return []
        results = self._reader.takes(event)
        if results is not None:
            self._take_in()
        return results

    def _take_in(self) -> None:
        """Hears the line once all of it is weighed."""
        if self._aim is not None and self._hears and not self._reader.reads:
            self._hears = False
            self._aim.hear(self._lines[-1], self._reader, last=self.turns_left <= 0)

    @property
    def judging(self) -> bool:
        """The model is being asked."""
        return self._form.reads or self._reader.reads

    @property
    def _met(self) -> bool:
        return self._aim.met if self._aim is not None else self._form.judgement.met

    def reply(self, name: str) -> Led | None:
        """How the host of this name answers the last line; None where the author's next line does."""
        line, leads_on, aim = self._lines[-1], self.turns_left > 0, self._aim
        if self._met:
            return None
        if aim is not None and aim.asks:
            return Led(said=aim.asks)
        if aim is None and (missing := self._form.missing) and leads_on and not is_chinese(line):
            return Led(said=missing)
        if not leads_on and not asks_back(line):
            return None
        if aim is not None and aim.gave:
            aim.asked_why = True
            led = reply_to_part(aim.found if isinstance(aim, HeardQuestion) else "", line, self._words)
        else:
            led = reply_to(
                line,
                self.window.goal,
                name,
                self._words,
                self._facts,
                self._sense,
                leads_on=leads_on and not (aim is not None and aim.asked_why),
                asks_again=self._form.asks_again,
                gave=None if aim is None else False,
            )
        if self._question and led.after.endswith(self._question):
            self._asked_again_at = len(self._lines)
        if isinstance(aim, HeardVerdict):
            aim.just_asked = (led.after or led.said).endswith(("?", "？"))
        return led

    def was_heard(self) -> None:
        """The answer to the last line was heard."""
        self._heard = True

    @property
    def over(self) -> str:
        """Why the window is over, "goal" or "turns"; "" while it goes on."""
        if self.judging:
            return ""
        if self._lines and self._met:
            return "goal"
        return "turns" if self.turns_left <= 0 else ""

    def agreed(self) -> tuple[tuple[str, str], ...]:
        """Writes what was agreed into the story. Returns it as text by variable."""
        return keep(self._telling, self._agreed())

    def _agreed(self) -> dict[str, Value]:
        aim = self._aim
        if aim is None:
            return self._form.judgement.agreed
        found: dict[str, Value] = {}
        if isinstance(aim, HeardVerdict):
            found[self._lists[0]] = self._telling.items_of_list(self._lists[0])[aim.item]
        if self._texts and (text := as_text(aim.found)):
            found[self._texts[0]] = text
        return found

    def close(self) -> list[Any]:
        """Drops a question to the model that is under way."""
        self._hears = False
        return [*self._form.stop(), *self._reader.stop()]

    def closed(self, reason: str, agreed: tuple[tuple[str, str], ...] = ()) -> st.WindowClosed:
        """What the author is told."""
        return st.WindowClosed(self.window.goal, reason, agreed, len(self._lines), self._why(reason))

    def _why(self, reason: str) -> str:
        said = " ".join(self._form.said) if self._aim is None else self._aim.found
        match reason:
            case "goal":
                return f"the visitor said: {said or self._lines[-1]}"
            case "turns" if said:
                return f"the goal was not met by: {said}"
            case "turns":
                return "nothing that the visitor said served the goal"
            case "no model":
                return "no language model is there"
            case _:
                return "the visitor took another way, or left"
