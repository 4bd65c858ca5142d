"""An unsure want on which the host would act: the model weighs the likeliest against each other, and writes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from vr_app.host.wants.intent import Decision, Intent, Want, candidates
from vr_app.host.words.weighed import read_number, read_weighed
from vr_app.kernel import events as ev
from vr_app.kernel.ids import TurnId

_ACTED_UPON: frozenset[Intent] = frozenset({"go_elsewhere", "farewell"})
"""What is asked about again before it is done, where it is unsure."""
_MEANINGS: Mapping[Intent, str] = {
    "small_talk": "just to chat",
    "ask_place": "to know about the place",
    "ask_thing": "to know about a thing",
    "ask_host": "to know about you",
    "ask_app": "help with the program",
    "go_elsewhere": "to go to another place",
    "change_scene": "something here to be changed",
    "story": "the story, or one of its choices",
    "praise": "to praise",
    "complaint": "to complain",
    "command": "you to do something at once",
    "farewell": "to say goodbye",
}


def is_worth_asking(decision: Decision) -> bool:
    """Whether the least sure part is one on which the host would act: a wrong answer mends itself, a departure not."""
    return decision.unsure and _least_sure(decision).intent in _ACTED_UPON


@dataclass
class SecondOpinion:
    """A line of which the model is asked what it wants.

    Attributes:
        written: what the model has answered until now.
    """

    turn: TurnId
    event: ev.VisitorSpoke
    decision: Decision
    written: str = ""

    def asked(self, aside: Callable[[str], tuple[ev.Message, ...]]) -> ev.Generate:
        """What asks it.

        Args:
            aside: a prompt that goes on where the talk is: only the question itself is new to the model.
        """
        numbers = list(range(1, len(self._offered) + 1))
        return ev.Generate(
            self.turn,
            question_of(self.event.text, self.decision, aside),
            max_tokens=3,
            temperature=0.0,
            json_schema=json.dumps({"enum": numbers}),
            weigh=tuple(str(number) for number in numbers),
        )

    def settled(self) -> Decision:
        """The decision after the answer; as it was where that cannot be read."""
        found = _named(self.written, len(self._offered))
        if found is None:
            return self.decision
        least = _least_sure(self.decision)
        chosen = replace(least, intent=self._offered[found][0])
        wants = tuple(chosen if want is least else want for want in self.decision.wants)
        return Decision(wants, f"{self.decision.why}; the language model was asked: {chosen.intent}")

    @property
    def _offered(self) -> list[tuple[Intent, float]]:
        return candidates(_least_sure(self.decision))


def question_of(
    line: str, decision: Decision, aside: Callable[[str], tuple[ev.Message, ...]]
) -> tuple[ev.Message, ...]:
    """The prompt that asks what a line wants. `aside` as in `SecondOpinion.asked`."""
    offered = [_MEANINGS[intent] for intent, _ in candidates(_least_sure(decision))]
    listed = " ".join(f"{number}) {meaning}" for number, meaning in enumerate(offered, 1))
    return aside(f'(Out of the role, one number: the visitor says "{line}" What for? {listed})')


def _least_sure(decision: Decision) -> Want:
    return min(decision.wants, key=lambda want: want.probability)


def _named(written: str, count: int) -> int | None:
    """Index of the want that the model named or held likeliest."""
    named, weighed = read_number(written), read_weighed(written, count)
    if named is not None:
        return named - 1 if 1 <= named <= count else None
    return weighed.index(max(weighed)) if weighed else None
