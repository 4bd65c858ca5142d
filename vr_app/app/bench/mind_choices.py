"""Story choices in the visitor's own words: what is sure at once, and what the whole path makes of it.

The whole path begins with numbers and the choices' own words and asks the language model where the matching is in
doubt. Of the doubtful lines of each kind so many are asked, evenly spread; the shares are carried over to all of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from vr_app.app.bench.figures import figures
from vr_app.host.choices.choice_cases import OfferedCase
from vr_app.host.choices.choice_matching import by_number, by_wording
from vr_app.host.choices.choice_meaning import Judgement, doubtful, sure
from vr_app.host.choices.choice_question import choice_request, decided, shares_of
from vr_app.host.sense import Sense
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.events import Generate
from vr_app.kernel.ids import TurnId

_ASKED = 120
"""Doubtful lines of each kind that the language model is asked about: each takes a second or more."""


@dataclass(frozen=True)
class _Judged:
    """One line at one moment.

    Attributes:
        wanted: None for talk that means none of the choices.
        alone: whether nobody else can be asked.
    """

    case: OfferedCase
    line: str
    wanted: int | None
    judged: Judgement
    alone: bool

    @property
    def first(self) -> int:
        return self.judged.ranked[0][0]

    @property
    def at_once(self) -> int | None:
        """The choice that is taken without a question."""
        texts = [offer.text for offer in self.case.offers]
        named = by_number(self.line, len(texts))
        named = by_wording(self.line, texts) if named is None else named
        return self.first if named is None and sure(self.judged, alone=self.alone) else named

    @property
    def in_doubt(self) -> bool:
        return self.at_once is None and bool(doubtful(self.judged))


def bench_choices(
    sense: Sense,
    cases: Sequence[OfferedCase],
    unrelated: Sequence[str],
    ask: Callable[[Generate], str] | None = None,
) -> dict[str, Any]:
    """Paraphrases matched at once, those left to the language model's second look, and false matches.

    Args:
        unrelated: talk that means none of any story's choices; every story is held against it.
        ask: asks the language model; None where there is none.
    Raises: DeviceError where the embedder went away.
    """
    took_ms: list[float] = []
    alone = ask is None
    meant = [_judge(sense, case, line, wanted, took_ms, alone=alone) for case in cases for line, wanted in case.said]
    near = [one for one in meant if one.wanted is None]
    meant = [one for one in meant if one.wanted is not None]
    other = [*near, *(_judge(sense, case, line, None, [], alone=alone) for case in cases for line in unrelated)]
    result: dict[str, Any] = {
        "choice_paraphrases": len(meant),
        "choice_first_right": _share([one.first == one.wanted for one in meant]),
        "choice_right": _share([one.at_once == one.wanted for one in meant]),
        "choice_wrong": _share([one.at_once not in (None, one.wanted) for one in meant]),
        "choice_left_to_the_model": _share([one.in_doubt for one in meant]),
        "choice_unrelated": len(other),
        "choice_false": _share([one.at_once is not None for one in other]),
        "choice_unrelated_left_to_the_model": _share([one.in_doubt for one in other]),
        "choice_ms": figures(took_ms),
    }
    return result | (_in_the_end(meant, other, ask) if ask is not None else {})


def _in_the_end(meant: Sequence[_Judged], other: Sequence[_Judged], ask: Callable[[Generate], str]) -> dict[str, Any]:
    asked_ms: list[float] = []
    doubted, doubted_other = ([one for one in kind if one.in_doubt] for kind in (meant, other))
    answers = [(one, _asked(one, ask, asked_ms)) for one in _some(doubted)]
    right = _share([answer == one.wanted for one, answer in answers])
    wrong = _share([answer not in (None, one.wanted) for one, answer in answers])
    misled = [_asked(one, ask, asked_ms) is not None for one in _some(doubted_other)]
    missed = [one.line for one, answer in answers if answer != one.wanted]
    missed += [one.line for one in meant if one.at_once != one.wanted and not one.in_doubt]
    at_once = sum(one.at_once == one.wanted for one in meant)
    at_once_wrong = sum(one.at_once not in (None, one.wanted) for one in meant)
    taken = sum(one.at_once is not None for one in other)
    return {
        "choice_asked": len(answers) + len(misled),
        "choice_asked_ms": figures(asked_ms),
        "choice_right_when_asked": right,
        "choice_wrong_when_asked": wrong,
        "choice_false_when_asked": _share(misled),
        "choice_right_in_the_end": round((at_once + right * len(doubted)) / max(1, len(meant)), 3),
        "choice_wrong_in_the_end": round((at_once_wrong + wrong * len(doubted)) / max(1, len(meant)), 3),
        "choice_false_in_the_end": round((taken + _share(misled) * len(doubted_other)) / max(1, len(other)), 4),
        "choice_missed": missed,
    }


def _asked(one: _Judged, ask: Callable[[Generate], str], took_ms: list[float]) -> int | None:
    """The choice that is picked after the model was asked, as the storyteller does it; None for none."""
    texts = [offer.text for offer in one.case.offers]
    shares = shares_of(one.judged, (), len(texts))
    began_s = time.perf_counter()
    written = ask(choice_request(TurnId(0), one.line, texts, shares))
    took_ms.append((time.perf_counter() - began_s) * 1e3)
    return decided(shares, written)


def _judge(
    sense: Sense, case: OfferedCase, line: str, wanted: int | None, took_ms: list[float], *, alone: bool
) -> _Judged:
    began_s = time.perf_counter()
    judged = sense.choice(line, case.offers)
    took_ms.append((time.perf_counter() - began_s) * 1e3)
    if judged is None:
        raise DeviceError("The model that understands sentences went away.", recoverable=True)
    return _Judged(case, line, wanted, judged, alone)


def _some(lines: Sequence[_Judged]) -> Sequence[_Judged]:
    return lines[:: -(-len(lines) // _ASKED)] if lines else ()


def _share(hits: Sequence[bool]) -> float:
    return round(sum(hits) / len(hits), 3) if hits else 0.0
