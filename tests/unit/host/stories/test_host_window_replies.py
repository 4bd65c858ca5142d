"""What a line in an improv window calls for, by the words alone."""

from __future__ import annotations

import pytest

from vr_app.host.stories.contributions import asked_questions, contributions, corrects
from vr_app.host.stories.window_replies import kind_of, reply_to
from vr_app.host.stories.window_words import WindowWords

GOAL = "Learn which name the visitor would give the boat, and why"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("I don't know.", "hesitates"),
        ("Hm, let me think.", "hesitates"),
        ("我想一想。", "hesitates"),
        ("I'd rather keep that to myself.", "refuses"),
        ("That is not for me to say.", "refuses"),
        ("I'm not touching that one.", "refuses"),
        ("I'd like to keep that between me and the floor.", "refuses"),
        ("Everyone is dead, so I won't judge.", "refuses"),
        ("I said I won't.", "refuses"),
        ("Look, leave me out of it, I hardly know these people.", "refuses"),
        ("That's a rather personal thing to ask.", "refuses"),
        ("It's a long time to sleep next to a secret, so I would call her Burden.", "partly"),
        ("A bit of both, if you ask me.", "partly"),
        ("What a question.", "hesitates"),
        ("This is a silly game.", "cross"),
        ("Who cares?", "cross"),
        ("How long have you had her?", "asks"),
        ("Tell me about the harbour.", "asks"),
        ("You first.", "asks"),
        ("And you?", "asks"),
        ("你呢？", "asks"),
        ("Nope, my head is empty.", "hesitates"),
        ("I am no good at names.", "hesitates"),
        ("Oh dear, that is hard.", "hesitates"),
        ("I have no opinion.", "hesitates"),
        ("I'll pass.", "hesitates"),
        ("I would call her Marigold.", "partly"),
        ("Calling it stupid would be unfair, since she carried eleven men through the ice.", "partly"),
    ],
)
def test_kinds_of_lines(line: str, kind: str) -> None:
    assert kind_of(line, contributions(GOAL, [line])) == kind


def test_a_joke_is_taken_back_wherever_in_a_line_that_is_said() -> None:
    assert corrects("Ha, just kidding. Seriously: is it deep?") and corrects("Oh, wait.")
    assert not corrects("He was kidding me for years. It hurt.")


def test_nothing_authored_is_said_twice_and_the_usual_words_follow() -> None:
    words = WindowWords({"hesitates": ("One.", "Two.")}, "What would you call her?")
    said = [reply_to("I don't know.", GOAL, "Joren", words).said for _ in range(4)]
    assert said == ["One.", "Two.", "Take your time. What would you call her?", "There is no hurry."]


def test_the_question_comes_back_a_little_otherwise_and_not_in_another_language() -> None:
    words = WindowWords({}, "What would you call her?")
    after = [reply_to("How old is she?", GOAL, "Joren", words).after for _ in range(3)]
    assert len(set(after)) == 3 and all(text.endswith("What would you call her?") for text in after)
    assert reply_to("她多少岁？", GOAL, "Joren", words).after == ""


def test_who_turns_the_question_back_hears_what_the_author_lets_the_host_say_to_it() -> None:
    facts = ("Which name would you give the boat? Patience, I think.", "Who owned her? A miller.")
    words = WindowWords({}, "Which name would you give the boat?")
    assert reply_to("You first.", GOAL, "Joren", words, facts).said == "Patience, I think."


def test_whether_to_say_it_aloud_is_no_answer_and_a_hard_question_no_point() -> None:
    asks = "Find out which question the visitor would ask the star"
    assert contributions(asks, ["Do I have to say it out loud?"]) == []
    assert contributions(asks, ["Should I say sorry to my brother?"]) == ["Should I say sorry to my brother?"]
    view = "Hear whether the visitor thinks that she was right, and why"
    for line in ("Hard to say, isn't it?", "My hands are freezing.", "Let's talk about something else.", "我好冷。"):
        assert contributions(view, [line]) == []
    assert contributions(view, ["My mother would have told him."]) == ["My mother would have told him."]


def test_who_takes_a_question_back_asks_only_the_new_one() -> None:
    asks = "Find out which question the visitor would ask the star, and why it matters to them"
    lines = ["Mine would be whether I left the stove on.", "No, seriously. Why my sister stopped talking to me."]
    assert contributions(asks, lines)[0].startswith(("No, seriously", "Why my sister"))
    assert not any("stove" in one for one in contributions(asks, lines))
    assert contributions(asks, [*lines, "Sorry."]) == contributions(asks, lines)


@pytest.mark.parametrize(
    "said",
    [
        "Why my sister stopped talking to me.",
        "Where does my brother's boat lie?",
        "Mine would be whether he comes home.",
    ],
)
def test_a_question_of_ones_own_is_one_with_or_without_its_sign(said: str) -> None:
    asks = "Find out which question the visitor would ask the star, and why it matters to them"
    assert asked_questions(asks, contributions(asks, [said])) == [said]
    assert kind_of(said, contributions(asks, [said])) == "partly"


def test_a_fact_answers_only_the_question_it_is_about() -> None:
    facts = (
        "Who owned her first? Who sold her? A miller, and he sold her for a horse.",
        "She was built in Sorrel, from oak.",
    )
    words = WindowWords({}, "What would you call her?")
    assert reply_to("Was she built from oak?", GOAL, "Joren", words, facts).said == facts[1]
    assert reply_to("And who owned her?", GOAL, "Joren", words, facts).said == "A miller, and he sold her for a horse."
    asked = reply_to("Do you sleep well?", GOAL, "Joren", words, facts)
    assert asked.said == "" and asked.consults
    assert "(You know: A miller, and he sold her for a horse. She was built in Sorrel, from oak.)" in asked.direction


def test_where_a_question_is_wanted_a_remark_is_none() -> None:
    wants = "Find out which question the visitor would ask the star"
    said = ["That is a strange custom", "I always wondered why my father left"]
    assert asked_questions(wants, said) == said[1:]
    assert asked_questions(wants, said[:1]) == said[:1]
    assert asked_questions(wants, ["Is it deep?", "I want to know if he will stay"]) == [
        "I want to know if he will stay"
    ]
    for line in ("So I talk to the ground now?", "Could I ask something for a friend?", "Does it matter what I ask?"):
        assert contributions(wants, [line]) == []
    for line in ("The soup was rather salty.", "Bread is cheaper in the next village.", "It's so windy."):
        assert contributions(wants, [line]) == []
        assert contributions("Learn what is new in the village", [line])
    for line in ("Whether the war is over.", "If anybody is up there", "My boat is late", "The meaning of it all"):
        assert contributions(wants, [line])
    assert contributions(wants, ["Will I ever see my son again?"])
    assert asked_questions("Learn the visitor's wish", said) == said
    words = WindowWords({}, "What would you ask it?")
    assert reply_to("That is a strange custom", wants, "Ilario", words).after == "What would you ask it?"
    assert reply_to("I always wondered why my father left", wants, "Ilario", words).after == "And why?"
