"""An improv window as it runs: how the model is led, how often the visitor may speak, when and why it is over."""

from __future__ import annotations

from typing import Any

from vr_app.host.contributions import contributions, hesitates, may_suffice
from vr_app.host.dialogue import Dialogue
from vr_app.host.goal_check import (
    MOST_SENTENCES,
    Judgement,
    check_messages,
    check_schema,
    keep,
    read_judgement,
)
from vr_app.host.led_replies import ASKS_NOTHING, CLOSES, CLOSING
from vr_app.host.passages import sentences_of
from vr_app.host.sense import Sense
from vr_app.host.telling import Telling, Window
from vr_app.host.wording import is_chinese
from vr_app.kernel import events as ev
from vr_app.kernel import story_events as st
from vr_app.kernel.ids import TurnId

_TAKE_UP = "take up what I said, then ask me one short question about it"
_LEAD_BACK = "answer what I said in a few words, then lead me back with one short question"
_LEAD = (
    "Reply as {name}, to me, in one or two short sentences, and say nothing again that you have said: {how}. I am the "
    'visitor: say "you". What you are after, never said aloud: {goal}.'
)
_UNDERSTAND = (
    "Reply as {name}, to me, in one or two short sentences: take up what I said, as one who has understood it. "
    f'{ASKS_NOTHING} I am the visitor: say "you".'
)
_CLOSE = (
    f"Reply as {{name}}, to me, in one or two short sentences: take up what I said and {CLOSES}. {ASKS_NOTHING} "
    'I am the visitor: say "you".'
)

_IN_CHINESE = "请只用中文回答。"
_PATIENT = ("Take your time.", "There is no hurry.", "Say it as it comes.", "I have the whole evening.")
_PATIENT_HAN = ("慢慢来。", "不着急。", "想到什么就说什么。", "我有一整晚的时间。")


class OpenWindow:
    """A window from its opening on. It asks the model whether the goal is met while the answer is still being heard.

    Args:
        asked: what the host said last before it.
        names: of the variables that come back with the goal.
        sense: as in `contributions`.
    """

    def __init__(
        self, window: Window, telling: Telling, asked: str, names: tuple[str, ...], sense: Sense | None
    ) -> None:
        self.window = window
        self._telling = telling
        self._asked = asked
        self._names = names
        self._sense = sense
        self._lines: list[str] = []
        self._hesitated = 0
        self._heard = True
        self._judging: TurnId | None = None
        self._form = ""
        self._said: list[str] = []
        self._judgement: Judgement | None = None

    @property
    def turns_left(self) -> int:
        """Lines that the visitor may still say."""
        return self.window.turns - len(self._lines)

    def visitor_spoke(self, text: str) -> list[Any]:
        """Notes a line. One that cuts the answer to another short counts with that one."""
        cancelled = self.close()
        if not self._heard and self._lines:
            self._lines[-1] = f"{self._lines[-1]} {text}"
        else:
            self._lines.append(text)
        self._heard, self._judgement = False, None
        return cancelled

    def direction(self, name: str) -> str:
        """What is added to the visitor's last words: how the host, of this name, is to reply."""
        said = self._lines[-1]
        given = contributions(self.window.goal, self._lines, self._sense)
        gives = bool(contributions(self.window.goal, [said], self._sense))
        if self.turns_left <= 0:
            led = _CLOSE.format(name=name)
        elif gives and may_suffice(self.window.goal, given):
            # What may be the whole answer is not asked on: the story may go on right after the reply.
            led = _UNDERSTAND.format(name=name)
        else:
            led = _LEAD.format(name=name, how=_TAKE_UP if gives else _LEAD_BACK, goal=self.window.goal.rstrip("."))
        return f"{led} {_IN_CHINESE}" if is_chinese(said) else led

    def patient_words(self) -> str:
        """What the host says to who hesitates or refuses, without a model; "" to anybody else.

        It is not to press, and a small model that has nothing to take up makes things up. The first time the author's
        own question comes again.
        """
        said = self._lines[-1]
        if not hesitates(said):
            return ""
        chinese, times = is_chinese(said), self._hesitated
        self._hesitated += 1
        if self.turns_left <= 0:
            return CLOSING[chinese]
        lines = _PATIENT_HAN if chinese else _PATIENT
        asked = sentences_of(self._asked)[-1:] if times == 0 and chinese == is_chinese(self._asked) else []
        again = f" {asked[0]}" if asked and asked[0].endswith(("?", "？")) else ""
        return lines[min(times, len(lines) - 1)] + again

    def check(self, dialogue: Dialogue) -> list[Any]:
        """The answer is written: what the visitor said is judged, once a line."""
        if not self._lines or self._judging is not None or self._judgement is not None:
            return []
        self._said = contributions(self.window.goal, self._lines, self._sense)[-MOST_SENTENCES:]
        new = contributions(self.window.goal, self._lines[-1:], self._sense)
        if not new or (self.turns_left > 0 and not may_suffice(self.window.goal, self._said)):
            self._judgement = Judgement(False, {})
            return []
        self._judging, self._form = dialogue.new_turn(), ""
        return [
            ev.Generate(
                self._judging,
                check_messages(self._telling, self._names, self.window.goal, self._asked, self._said),
                max_tokens=160,
                temperature=0.0,
                json_schema=check_schema(self._telling, self._names, self._said),
            )
        ]

    def takes(self, event: Any) -> bool:
        """Whether an event belongs to the judging; it is taken then."""
        if self._judging is None or getattr(event, "turn", None) != self._judging:
            return False
        if isinstance(event, ev.TokensGenerated):
            self._form += event.text
        elif isinstance(event, (ev.GenerationFinished, ev.InferenceFailed)):
            self._judging = None
            self._judgement = read_judgement(self._telling, self._names, self._said, self._form)
        else:
            return False
        return True

    def was_heard(self) -> None:
        """The answer to the last line was heard."""
        self._heard = True

    @property
    def over(self) -> str:
        """Why the window is over, "goal" or "turns"; "" while it goes on or is being judged."""
        if not self._heard or self._judgement is None:
            return ""
        if self._judgement.met:
            return "goal"
        return "turns" if self.turns_left <= 0 else ""

    def agreed(self) -> tuple[tuple[str, str], ...]:
        """Writes what was agreed into the story. Returns it as text by variable."""
        return keep(self._telling, self._judgement.agreed) if self._judgement is not None else ()

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
