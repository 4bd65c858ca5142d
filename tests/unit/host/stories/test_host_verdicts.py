"""What a visitor's words come to: said outright, by yes or no, between the lines."""

from __future__ import annotations

import pytest

from vr_app.host.stories.contributions import contributions, may_suffice
from vr_app.host.stories.rhetoric import is_rhetorical
from vr_app.host.stories.verdicts import is_bare, reason_in, said_outright, speaks_of_others, which_of

ITEMS = ("undecided", "she_was_right", "she_was_wrong")
ASKED = "Was she right?"
GOAL = "Hear whether the visitor thinks that the nurse was right to hide the letter, and why"


@pytest.mark.parametrize(
    ("said", "item"),
    [
        ("I think she was wrong.", "she_was_wrong"),
        ("She ought to have told him.", "she_was_wrong"),
        ("No. A letter belongs to whom it was written.", "she_was_wrong"),
        ("Yes, he was too weak for it.", "she_was_right"),
        ("不，信是他的。", "she_was_wrong"),
        ("I honestly can't decide. Both meant well.", "undecided"),
        ("It was not hers to hide.", ""),
        ("I'd say right, at first glance.", "she_was_right"),
        ("Wrong, obviously.", "she_was_wrong"),
        ("Well, probably wrong, if you ask me.", "she_was_wrong"),
        ("Right.", "she_was_right"),
        ("I'd fire her.", ""),
        ("I wouldn't have dared to tell him either.", ""),
        ("It's complicated. But no.", "she_was_wrong"),
        ("My chair is hard.", ""),
        ("My father would say she was right.", ""),
        ("那也没办法。她没做错。", "she_was_right"),
        ("她做错了。", "she_was_wrong"),
        ("我妈说她做错了。", ""),
        ("People think she was wrong. I think she was right.", "she_was_right"),
    ],
)
def test_what_is_said_outright(said: str, item: str) -> None:
    sentences = [part.strip() for part in said.replace(". ", ".|").split("|")]
    assert said_outright(sentences, ITEMS, ASKED, "undecided") == item


def test_what_one_would_do_answers_only_who_asks_for_it() -> None:
    items = ("undecided", "keep_the_bridge", "pull_it_down")
    asked = "Would you keep it, that bridge?"
    assert said_outright(["I would, it is old."], items, asked, "undecided") == "keep_the_bridge"
    assert said_outright(["I wouldn't."], items, asked, "undecided") == "pull_it_down"
    assert said_outright(["I would, it is old."], items, "Should they keep the bridge?", "undecided") == ""


def test_a_yes_answers_only_a_question_that_names_an_item() -> None:
    items = ("undecided", "hand_it_over", "keep_it_here")
    assert said_outright(["Yes, he is old."], items, "What would you do, in my place?", "undecided") == ""
    assert said_outright(["No, rules are rules."], items, "Should I keep it here?", "undecided") == "hand_it_over"
    assert said_outright(["Yes."], items, "Should I keep it here?", "undecided") == "keep_it_here"


@pytest.mark.parametrize(
    "line",
    [
        "What's one man's job against that?",
        "Would you rather the boats had sunk?",
        "Who wouldn't have done it?",
        "Where's the harm?",
        "He asked her himself, didn't he?",
        "How could she live with that?",
        "要是说出来，谁还敢相信灯呢？",
    ],
)
def test_questions_that_make_a_point_are_views(line: str) -> None:
    assert is_rhetorical(line)
    assert contributions(GOAL, [line]) == [line]
    assert contributions("Learn which name the visitor would give the boat", [line]) == []


@pytest.mark.parametrize(
    "line", ["What did Roe lose?", "Who was Mr Lindqvist?", "How long was he away?", "Has he a ticket?", "那边是什么？"]
)
def test_questions_that_want_an_answer_are_none(line: str) -> None:
    assert not is_rhetorical(line) and contributions(GOAL, [line]) == []


def test_what_only_implies_a_verdict_is_a_reason_and_a_bare_one_is_not() -> None:
    assert may_suffice(GOAL, ["It was not hers to hide."], of_list=True)
    assert not may_suffice(GOAL, ["She was wrong."], of_list=True)
    assert not may_suffice(GOAL, ["I would have done the same."], of_list=True)
    assert not may_suffice(GOAL, ["It was not hers to hide."])
    assert is_bare("Honestly, she was right.") and not is_bare("She was right, because he was ill.")


def test_where_it_is_unsure_which_is_asked() -> None:
    assert which_of(["hand_it_over", "keep_it_here"]) == "Hand it over, or keep it here?"
    assert which_of(["stay", "go", "wait"]) == "Stay, go, or wait?"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("She was right, I guess, nobody died.", "nobody died."),
        ("I'd say wrong.", ""),
        ("No, never.", ""),
        ("我觉得她没有错。", ""),
        ("我觉得她没有错，船都回来了。", "船都回来了。"),
        ("He had a right to know.", "He had a right to know."),
        ("She was right because he was ill.", "She was right because he was ill."),
        ("Cowardice.", "Cowardice."),
        ("Nah.", ""),
    ],
)
def test_the_reason_in_a_sentence(said: str, reason: str) -> None:
    assert reason_in(said) == reason


@pytest.mark.parametrize(
    ("said", "others"),
    [
        ("Disgusting, how they treated the man.", True),
        ("他们太过分了。", True),
        ("They trusted her.", False),
        ("They sent him away and I can't forgive that.", False),
        ("A man lost everything.", False),
    ],
)
def test_who_speaks_of_others_alone(said: str, others: bool) -> None:
    assert speaks_of_others([said], ITEMS[1:]) == others
    assert not speaks_of_others([said], ("keep_the_bridge", "pull_it_down"))
