"""What comes back from an improv window: the visitor's own words, and what they come to."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from vr_app.host.stories.goal_check import check_messages, check_prefill, check_schema, read_judgement, texts_in
from vr_app.host.stories.telling import Telling
from vr_app.story.compile import compile_story
from vr_app.story.runner import load_story

SOURCE = """LIST verdicts = undecided, she_was_right, she_was_wrong
VAR verdict = undecided
VAR reason = ""
VAR boats = 0
VAR share = 0.5
VAR agreed = false
Well?
-> END
"""
GOAL, ASKED = "Hear whether Marta was right, and why", "Was she right?"


@pytest.fixture
def telling() -> Telling:
    compiled = compile_story(lambda _: SOURCE, "story.ink")
    assert compiled.story_json is not None
    return Telling(load_story(compiled.story_json))


@pytest.fixture
def read(telling: Telling) -> Callable[..., dict[str, str]]:
    def judge(said: list[str], names: tuple[str, ...], **filled: object) -> dict[str, str]:
        judged = read_judgement(telling, names, said, json.dumps({"met": True, **filled}))
        return {name: str(value) for name, value in judged.agreed.items()} if judged.met else {}

    return judge


def test_what_is_said_in_so_many_words_stands_above_the_form(read: Callable[..., dict[str, str]]) -> None:
    assert read(["I think she was wrong."], ("verdict",), verdict="she_was_right") == {"verdict": "she_was_wrong"}
    assert read(["She should have told them."], ("verdict",), verdict="she_was_right") == {"verdict": "she_was_wrong"}
    assert read(["She was right, they should have thanked her."], ("verdict",), verdict="she_was_right") == {
        "verdict": "she_was_right"
    }
    assert read(["It was kind."], ("verdict",), verdict="she_was_right") == {"verdict": "she_was_right"}


def test_every_value_has_the_type_of_its_declaration(telling: Telling, read: Callable[..., dict[str, str]]) -> None:
    said = ["Six boats came home, and half of the town was asleep."]
    found = read_judgement(telling, ("boats", "agreed"), said, '{"met": true, "agreed": true}').agreed
    assert (found["boats"], found["agreed"]) == (6, True) and type(found["boats"]) is int
    assert read(said, ("agreed",), agreed="yes") == {}
    assert read(said, ("verdict",), verdict="she_was_late") == {}


def test_a_text_is_one_of_the_sentences_that_may_be_it(telling: Telling) -> None:
    said, texts = ["What a floor.", "Will he come home?"], ["Will he come home?"]
    assert "reason" not in json.loads(check_schema(telling, ("reason",), said, texts))["properties"]
    judged = read_judgement(telling, ("reason",), said, '{"met": true, "reason": "What a floor"}', texts)
    assert judged.agreed == {"reason": "Will he come home?"}
    assert not read_judgement(telling, ("reason",), said, '{"met": true, "reason": "A lie"}').met


def test_the_question_begins_as_all_of_its_kind_do(telling: Telling) -> None:
    messages = check_messages(telling, ("verdict",), GOAL, ASKED, ["She was."])
    assert messages[:-1] == check_prefill().messages
    assert messages[-1].content.endswith("Host: Was she right?\nGuest: She was.")


def test_what_goes_on_a_sentence_belongs_to_it_and_a_bare_verdict_is_no_reason(telling: Telling) -> None:
    said = ["Fine, a letter.", "To whoever comes next.", "It's only a box.", "Seven crowns is all I have."]
    goal = "Agree what is left there, and how many crowns are paid"
    assert texts_in(telling, ("reason", "boats"), goal, said) == ["Fine, a letter. To whoever comes next."]
    assert texts_in(telling, ("verdict", "reason"), GOAL, ["She was right.", "He begged her to."]) == [
        "He begged her to."
    ]
