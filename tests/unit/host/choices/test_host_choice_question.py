"""The model's opinion of a doubtful line, and what follows from it and from the judgement before."""

from __future__ import annotations

import json
import math

import pytest

from vr_app.host.choices.choice_meaning import Judgement
from vr_app.host.choices.choice_question import choice_prefill, choice_request, decided, shares_of
from vr_app.kernel.ids import TurnId

TEXTS = ("Open the door", "Walk away", "Listen at the door")


def weighed(*shares: float) -> str:
    return json.dumps([math.log(share) for share in shares])


def test_the_request_shows_the_choices_and_begins_as_what_was_read_ahead() -> None:
    request = choice_request(TurnId(7), "what is in there", TEXTS, (0.3, 0.1, 0.2))
    assert request.messages[:-1] == choice_prefill().messages
    assert request.messages[-1].content == (
        "1) Open the door\n2) Walk away\n3) Listen at the door\nThe visitor says: what is in there"
    )
    assert request.weigh == ("0", "1", "2", "3") and json.loads(request.json_schema) == {"enum": [0, 1, 2, 3]}


def test_both_opinions_decide() -> None:
    assert decided((0.4, 0.1, 0.1), weighed(0.1, 0.7, 0.1, 0.1)) == 0
    assert decided((0.4, 0.1, 0.35), weighed(0.1, 0.1, 0.1, 0.7)) == 2
    assert decided((0.3, 0.05, 0.05), weighed(0.9, 0.08, 0.01, 0.01)) is None


@pytest.mark.parametrize("written", ["", "no", "[]", "[1]", '{"replies": "x"}', "null", "9.5"])
def test_an_opinion_that_cannot_be_read_is_none(written: str) -> None:
    assert decided((0.4, 0.1, 0.1), written) is None


def test_a_model_that_only_names_a_number_is_believed_where_the_judgement_agrees() -> None:
    assert decided((0.4, 0.1, 0.1), "1") == 0
    assert decided((0.4, 0.0, 0.0), "2") is None
    assert decided((0.4, 0.1, 0.1), "0") is None
    assert decided((0.4, 0.1, 0.1), "17") is None


def test_of_many_choices_the_likelier_are_shown_in_their_order() -> None:
    shares = [0.01 * number for number in range(12)]
    request = choice_request(TurnId(1), "x", [f"choice {number}" for number in range(12)], shares)
    shown = request.messages[-1].content.splitlines()[:-1]
    assert shown == [f"{place}) choice {number}" for place, number in enumerate(range(3, 12), 1)]
    assert decided(shares, weighed(0.01, *[0.01] * 8, 0.9)) == 11


def test_shares_come_from_the_judgement_or_from_the_words() -> None:
    assert shares_of(Judgement(1, 0.5, ((1, 0.5), (0, 0.2))), (), 3) == [0.2, 0.5, 0.0]
    assert shares_of(None, (0, 2), 3) == [0.25, 0.0, 0.25]
