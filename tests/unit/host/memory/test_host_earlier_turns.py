"""Turns that have left the prompt stay in short: within a measure, never what was replaced or forgotten."""

from __future__ import annotations

from vr_app.host.memory.conversation import Exchange, Memory
from vr_app.host.memory.earlier_turns import MOST_TOKENS, EarlierTurns
from vr_app.host.words.token_budget import estimated_tokens


def after(*turns: tuple[str, str]) -> EarlierTurns:
    earlier = EarlierTurns()
    for said, heard in turns:
        earlier = earlier.with_turn(said, heard, estimated_tokens)
    return earlier


def test_a_question_stays_with_its_answer_as_heard() -> None:
    earlier = after(("How old is the tower?", "It was built in 1803. Few know that."), ("Lovely!", "Thank you."))
    assert earlier.text == "How old is the tower? -> It was built in 1803.; Lovely!"


def test_it_keeps_its_measure_and_what_weighs_most() -> None:
    earlier = after(("I live in Bergen.", "Ah."))
    for number in range(1000):
        earlier = earlier.with_turn(f"Nice weather today, number {number}", "Indeed.", estimated_tokens)
        assert estimated_tokens(earlier.text) <= MOST_TOKENS + 12
    assert "I live in Bergen." in earlier.text
    assert "number 999" in earlier.text
    assert "number 1 " not in earlier.text


def test_what_was_told_otherwise_since_is_gone() -> None:
    earlier = after(("I live in Bergen.", "Ah."), ("We've moved to Oslo now.", "Well!"))
    assert "Bergen" not in earlier.text
    assert "Oslo" in earlier.text


def test_the_forgotten_is_gone_even_where_it_was_cut_off() -> None:
    long = "Well, since we speak of homes and all that goes with them, I live in Bergen."
    earlier = after((long, "A fine town."), ("How old is it?", "Old."))
    assert "i live in bergen" not in earlier.without(("i live in bergen",)).text.lower()
    assert earlier.without(("i live in bergen",)).text.startswith("How old")
    assert earlier.without(()).text == ""


def test_what_stands_in_brackets_is_not_the_visitors() -> None:
    assert after(("(The visitor is silent.)", "Hm."), ("Hello\n(You know: a lot.)", "Hi.")).text == "Hello"


def test_a_thousand_turns_are_told_in_the_prompt_in_short() -> None:
    memory = Memory(estimated_tokens, 400)
    memory.add(Exchange("How tall is the tower?", "Thirty metres."))
    for turn in range(1000):
        memory.add(Exchange(f"Fine thing number {turn}", "It is, and I like it well. " * 3))
    first = memory.messages()[0].content
    assert "How tall is the tower? -> Thirty metres." in first
    assert sum(estimated_tokens(message.content) for message in memory.messages()) < 700
