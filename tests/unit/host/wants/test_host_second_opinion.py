"""Asking the model what an unsure line wants: only where the host would act, and by weighing."""

from __future__ import annotations

import json

import pytest

from vr_app.host.wants.intent import Decision, Intent, Want
from vr_app.host.wants.second_opinion import SecondOpinion, is_worth_asking
from vr_app.kernel import events as ev
from vr_app.kernel.ids import TurnId

LINE = "Shall we see something else?"
OTHERS: tuple[tuple[Intent, float], ...] = (("ask_place", 0.3), ("story", 0.2), ("praise", 0.1))


def unsure(intent: Intent) -> Decision:
    return Decision((Want(intent, 0.35, LINE, OTHERS), Want("small_talk", 0.9, "hello")), "heads")


def opinion(written: str) -> SecondOpinion:
    return SecondOpinion(TurnId(7), ev.VisitorSpoke(LINE), unsure("go_elsewhere"), written)


def test_the_model_is_asked_only_before_the_host_acts() -> None:
    assert is_worth_asking(unsure("go_elsewhere")) and is_worth_asking(unsure("farewell"))
    assert not is_worth_asking(unsure("ask_thing"))
    assert not is_worth_asking(Decision((Want("go_elsewhere", 0.97, LINE),), "heads"))


def test_it_weighs_the_three_likeliest_and_goes_on_where_the_talk_is() -> None:
    def aside(line: str) -> tuple[ev.Message, ...]:
        return (ev.Message("system", "card"), ev.Message("user", line))

    request = opinion("").asked(aside)
    asked = request.messages[-1].content
    assert (
        request.turn == 7 and request.weigh == ("1", "2", "3") and json.loads(request.json_schema)["enum"] == [1, 2, 3]
    )
    assert LINE in asked and "1) to go to another place 2) to know about the place 3) the story" in asked
    assert "praise" not in asked


@pytest.mark.parametrize(
    ("written", "intent"),
    [
        ("[-2.0, -0.1, -3.0]", "ask_place"),
        ("[-0.1, -2.0, -3.0]", "go_elsewhere"),
        ("3", "story"),
        ("4", "go_elsewhere"),
        ("[-0.1, -2.0]", "go_elsewhere"),
        ("", "go_elsewhere"),
        ("well, hm", "go_elsewhere"),
    ],
)
def test_its_word_decides_where_it_can_be_read(written: str, intent: Intent) -> None:
    settled = opinion(written).settled()
    assert settled.intents == (intent, "small_talk")
