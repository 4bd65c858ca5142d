"""What interrupts, what is an answer, what is a sound of listening."""

from __future__ import annotations

import pytest

from vr_app.speech.barge_in import PATIENCE_S, BargeIn, is_hum
from vr_app.speech.turn_taking import is_answer, is_backchannel, likelier_interjection, said_words, sounds_unfinished


@pytest.mark.parametrize(
    "text",
    [
        "Mm-hmm.",
        "mhm",
        "Uh-huh.",
        "Yeah, yeah.",
        "Okay.",
        "Oh wow!",
        "Ha ha ha ha.",
        "Hahaha",
        "[laughs]",
        "嗯嗯",
        "对对对",
        "哈哈哈",
        "",
    ],
)
def test_sounds_of_listening(text: str) -> None:
    assert is_backchannel(text)


@pytest.mark.parametrize(
    "text", ["What is that?", "Stop.", "Wait a moment", "No, the other one", "Yes but why?", "等一下", "那是什么"]
)
def test_what_wants_an_answer(text: str) -> None:
    assert not is_backchannel(text)


def test_mhm_is_an_answer_only_to_a_question() -> None:
    assert is_answer("Mm-hmm.", asked=True)
    assert not is_answer("Mm-hmm.", asked=False)
    assert is_answer("Yes.", asked=False)
    assert not is_answer("(coughs)", asked=True)


def test_notes_on_sounds_are_no_words() -> None:
    assert said_words("[Music] ♪ la la ♪ hello (laughs)") == "hello"


@pytest.mark.parametrize(("text", "more"), [("I would like to see the", True), ("Where is it?", False), ("因为", True)])
def test_words_that_promise_more(text: str, more: bool) -> None:
    assert sounds_unfinished(text) is more


def speaking() -> BargeIn:
    barge_in = BargeIn()
    barge_in.host_began()
    return barge_in


def test_a_sentence_holds_at_once_and_stops_with_its_words() -> None:
    barge_in = speaking()
    assert barge_in.voice_began(1, 0.0) == "hold"
    assert barge_in.words(1, "what is", paused=False, voiced_s=0.5) is None
    assert barge_in.words(1, "what is that lamp", paused=False, voiced_s=0.9) == "stop"
    assert barge_in.line(1, "What is that lamp?", voiced_s=1.2) is None


@pytest.mark.parametrize(
    "text", ["Stop.", "Wait!", "no", "One moment.", "Okay, stop.", "Hang on.", "That's enough.", "等一下"]
)
def test_one_word_is_enough_where_it_means_stop(text: str) -> None:
    barge_in = speaking()
    barge_in.voice_began(1, 0.0)
    assert barge_in.words(1, text, paused=False, voiced_s=0.3) == "stop"


def test_mhm_lets_the_host_go_on() -> None:
    barge_in = speaking()
    barge_in.voice_began(1, 0.0)
    assert barge_in.words(1, "Mm-hmm.", paused=True, voiced_s=0.4) == "resume"
    assert barge_in.line(1, "Mm-hmm.", voiced_s=0.4) is None
    assert barge_in.voice_began(2, 3.0) == "hold"


def test_a_cough_lets_the_host_go_on() -> None:
    barge_in = speaking()
    barge_in.voice_began(1, 0.0)
    assert barge_in.dropped(1) == "resume"


def test_a_sound_without_words_does_not_hold_the_host_for_long() -> None:
    barge_in = speaking()
    barge_in.voice_began(1, 0.0)
    assert barge_in.tick(PATIENCE_S - 0.1) is None
    assert barge_in.tick(PATIENCE_S + 0.1) == "resume"
    assert barge_in.words(1, "stop please", paused=False, voiced_s=3.0) == "stop"


def test_a_hum_that_was_taken_for_words_does_not_stop_the_host() -> None:
    barge_in = speaking()
    barge_in.voice_began(1, 0.0)
    assert barge_in.words(1, "And then one.", paused=True, voiced_s=0.4, sure=0.2) == "resume"
    barge_in = speaking()
    barge_in.voice_began(1, 0.0)
    assert barge_in.words(1, "Wait.", paused=True, voiced_s=0.4, sure=0.3) == "stop"


def test_the_hosts_own_words_do_not_stop_it() -> None:
    barge_in = speaking()
    barge_in.host_says("The lamp is lit every evening at seven.")
    barge_in.voice_began(1, 0.0)
    assert barge_in.words(1, "the lamp is lit every evening", paused=True, voiced_s=1.5) == "resume"


def test_three_words_much_like_the_hosts_own_are_for_it() -> None:
    barge_in = speaking()
    barge_in.host_says("People say that on quiet nights it can be heard.")
    barge_in.voice_began(1, 0.0)
    assert barge_in.words(1, "Say that again.", paused=True, voiced_s=0.8) == "stop"


def test_nobody_is_held_while_the_host_is_silent() -> None:
    assert BargeIn().voice_began(1, 0.0) is None


@pytest.mark.parametrize(
    "text",
    [
        "That's right.",
        "Oh, that's nice.",
        "How lovely.",
        "I know.",
        "Of course.",
        "Got it.",
        "Yes, sir.",
        "Makes sense.",
    ],
)
def test_words_that_only_together_say_that_one_listens(text: str) -> None:
    assert is_backchannel(text)


@pytest.mark.parametrize("text", ["That's wrong.", "How old?", "I want it.", "Of whom?", "I know the captain.", "Sir?"])
def test_words_much_like_them_that_are_for_the_host(text: str) -> None:
    assert not is_backchannel(text)


@pytest.mark.parametrize(
    ("text", "sure", "hum"),
    [
        ("No, no...", 0.32, True),
        ("No.", 0.5, False),
        ("No, wait.", 0.3, False),
        ("Hey, how are you?", 0.34, True),
        ("Hey.", 0.3, False),
        ("Stop it.", 0.2, False),
        ("Just a second.", 0.3, False),
        ("Don't stop.", 0.3, True),
        ("Or I see.", 0.47, True),
        ("Or I see.", 0.9, False),
        ("Show me that.", 0.5, False),
        ("That's enough.", 0.3, False),
        ("Fair enough.", 0.3, True),
        ("Be quiet.", 0.3, False),
        ("And quiet.", 0.3, False),
        ("Not quiet.", 0.3, True),
    ],
)
def test_a_hum_that_was_read_as_words(text: str, sure: float, hum: bool) -> None:
    assert is_hum(text, voiced_s=0.74, sure=sure) is hum


def test_of_several_readings_a_hum_goes_before_a_no_but_not_before_a_stop() -> None:
    assert likelier_interjection("Nuh-hong", ("No, no...", "Uh-huh.")) == "Uh-huh."
    assert likelier_interjection("Starbeam.", ("Uh-huh.", "Stop it.")) == "Stop it."
    assert likelier_interjection("No.", ("Uh-huh.",)) == "No."
    assert likelier_interjection("How you?", ("Hey.", "how you?")) == "Hey."
