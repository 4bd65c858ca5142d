"""A doubtful line: the model weighs which of the offered choices it means, or none. Both opinions together decide."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vr_app.host.choices.choice_meaning import Judgement
from vr_app.host.words.weighed import read_number, read_weighed
from vr_app.kernel import events as ev
from vr_app.kernel.ids import TurnId

_TASK = (
    "A visitor of a story is offered some choices and says something. Answer with the number of the choice that the "
    "visitor means, or with 0 where they talk of something else."
)
_EXAMPLES: tuple[tuple[tuple[str, ...], str, int], ...] = (
    (("Ask about the well", "Go down to the beach", "Lend her your coat"), "she looks cold, here, have mine", 3),
    (("Wait for the ferry", "Complain to the clerk"), "I had a dog like that when I was small", 0),
    (("Sing along", "Leave the hall", "Why is nobody dancing?"), "how come they're all just standing around", 3),
    (("Trust the merchant", "Refuse the bargain", "Look into the crate"), "no way, too risky for me", 2),
    (("Open the letter", "Hide under the bed", "Tell me about your mother."), "what's the capital of Spain?", 0),
    (("Cook the fish", "Let the fish go"), "throw it back in the water, poor thing", 2),
    (("点上蜡烛", "叫醒弟弟", "回屋里去"), "外面太冷了，进去吧", 3),
    (("Row to the island", "Mend the net", "Ask him his name"), "do you come here often?", 0),
    (("Climb the fence", "Ring at the gate", "Give up"), "is anybody home? I press the button", 2),
    (("Feed the horse", "Saddle the horse", "Sell the horse"), "how much would someone pay for her", 3),
    (("买一张票", "问价钱", "离开"), "你喜欢吃什么？", 0),
    (("I believe you.", "You are lying.", "Who else knows?"), "that's not true and you know it", 2),
)
_MOST_LISTED = 9
"""Choices the model is shown: their numbers have one digit."""
_BEFORE, _SAYS, _NONE = 1.0, 3.0, -1.0
"""What the judgement before and the model's opinion count, and how much likelier none is than both say (logistic)."""
ENOUGH = 0.6
"""From here on what both say is done."""
_LEAST = 1e-3
_NAMED = 0.7
"""How sure the model counts as where it can only name a number."""


@dataclass
class ChoiceQuestion:
    """One that is under way.

    Attributes:
        turn: its number.
        event: the line it is about.
        texts: of the choices.
        shares: how likely each of them was before; what is left is none of them.
        written: what the model has written.
    """

    turn: TurnId
    event: ev.VisitorSpoke
    texts: Sequence[str]
    shares: Sequence[float]
    written: str = ""

    def asked(self) -> list[Any]:
        """What asks it."""
        request = choice_request(self.turn, self.event.text, self.texts, self.shares)
        return [request, ev.BodyCue(self.turn, activity="thinking")]

    def answer(self) -> int | None:
        """Index of the choice that is meant, or None."""
        return decided(self.shares, self.written)


def choice_request(turn: TurnId, line: str, texts: Sequence[str], shares: Sequence[float]) -> ev.Generate:
    """Asks the model; the beginning is always the same, so that it is read only once."""
    shown = [texts[index] for index in _listed(shares)]
    numbers = list(range(len(shown) + 1))
    return ev.Generate(
        turn,
        (*_BEGINNING, ev.Message("user", _case(shown, line))),
        max_tokens=4,
        temperature=0.0,
        json_schema=json.dumps({"enum": numbers}),
        weigh=tuple(str(number) for number in numbers),
    )


def choice_prefill() -> ev.Prefill:
    """Lets the model read the beginning of all such questions before the first is asked."""
    return ev.Prefill(_BEGINNING, lasting=True)


def shares_of(judged: Judgement | None, near: Sequence[int], count: int) -> list[float]:
    """How likely each choice is: by the judgement, or where there is none, those whose words are near."""
    if judged is None:
        return [0.5 / len(near) if index in near else 0.0 for index in range(count)]
    found = dict(judged.ranked)
    return [found.get(index, 0.0) for index in range(count)]


def decided(shares: Sequence[float], written: str) -> int | None:
    """Which choice both opinions make likely enough; None for none, or an opinion that cannot be read."""
    listed = _listed(shares)
    named, opinion = _opinion(written, len(listed))
    if not opinion:
        return None
    before = [1.0 - sum(shares), *(shares[index] for index in listed)]
    scores = [
        _BEFORE * math.log(max(share, _LEAST)) + _SAYS * said for share, said in zip(before, opinion, strict=True)
    ]
    scores[0] += _NONE
    best = max(range(1, len(scores)), key=scores.__getitem__)
    share = 1 / sum(math.exp(score - scores[best]) for score in scores)
    return listed[best - 1] if share >= ENOUGH and named in (None, best) else None


def _opinion(written: str, count: int) -> tuple[int | None, list[float]]:
    """Logarithms of how likely the model holds none and each choice; the number, where it only named one.

    Nothing where it cannot be read.
    """
    named = read_number(written)
    if named is not None:
        others = (1 - _NAMED) / count
        return named, [math.log(_NAMED if number == named else others) for number in range(count + 1)]
    return None, read_weighed(written, count + 1) or []


def _listed(shares: Sequence[float]) -> list[int]:
    """The choices that are shown, in their order: the likelier ones where there are too many."""
    likely = sorted(range(len(shares)), key=lambda index: -shares[index])[:_MOST_LISTED]
    return sorted(likely)


def _case(texts: Sequence[str], line: str) -> str:
    return "\n".join([*(f"{number}) {text}" for number, text in enumerate(texts, 1)), f"The visitor says: {line}"])


def _beginning() -> tuple[ev.Message, ...]:
    messages = [ev.Message("system", _TASK)]
    for texts, line, number in _EXAMPLES:
        messages += [ev.Message("user", _case(texts, line)), ev.Message("assistant", str(number))]
    return tuple(messages)


_BEGINNING = _beginning()
