"""What hearing brings to the host's mind: words read ahead, lines recited, the last answer once more."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from vr_app.host.card.persona import Persona
from vr_app.host.dialogue import Dialogue
from vr_app.host.place.scene_brief import Place
from vr_app.host.spoken_mind import NOTHING_SAID, SpokenMind
from vr_app.kernel import events as ev
from vr_app.kernel import hearing_events as he
from vr_app.kernel.ids import TurnId


def mind() -> SpokenMind:
    dialogue = Dialogue(Persona("Mei", "", ""), Place("The yard"))
    return SpokenMind(dialogue, dialogue)


def of(results: Any, kind: Any) -> list[Any]:
    return [result for result in results if isinstance(result, kind)]


def test_words_under_way_are_read_ahead_without_the_last_which_may_not_be_whole() -> None:
    spoken = mind()
    (prefill,) = of(spoken.handle(he.VisitorSpeaking("what is that lamp ov")), ev.Prefill)
    assert prefill.messages[-1] == ev.Message("user", "what is that lamp")


def test_one_more_word_is_not_worth_reading_again() -> None:
    spoken = mind()
    spoken.handle(he.VisitorSpeaking("what is that lamp over"))
    assert not spoken.handle(he.VisitorSpeaking("what is that lamp over there"))
    assert of(spoken.handle(he.VisitorSpeaking("what is that lamp over there on the wall of")), ev.Prefill)


def test_at_a_pause_all_words_are_read_so_that_the_question_is_known_when_the_turn_ends() -> None:
    spoken = mind()
    spoken.handle(he.VisitorSpeaking("what is that lamp over"))
    (prefill,) = of(spoken.handle(he.VisitorSpeaking("What is that lamp over there?", whole=True)), ev.Prefill)
    (asked,) = of(spoken.handle(ev.VisitorSpoke("What is that lamp over there?")), ev.Generate)
    assert prefill.messages[-1] == ev.Message("user", "What is that lamp over there?")
    assert asked.messages[: len(prefill.messages)] == prefill.messages
    assert not spoken.handle(he.VisitorSpeaking("What is that lamp over there?", whole=True))


def test_a_line_is_read_while_it_is_typed_and_wholly_where_it_ends() -> None:
    spoken = mind()
    (begun,) = of(spoken.handle(ev.VisitorTyping("What is that lamp ov")), ev.Prefill)
    (whole,) = of(spoken.handle(ev.VisitorTyping("What is that lamp over there?", whole=True)), ev.Prefill)
    (asked,) = of(spoken.handle(ev.VisitorSpoke("What is that lamp over there?")), ev.Generate)
    assert begun.messages[-1].content == "What is that lamp" and not begun.complete
    assert whole.messages == asked.messages and whole.complete


def test_nothing_is_read_ahead_while_a_reply_is_under_way() -> None:
    spoken = mind()
    assert of(spoken.handle(ev.VisitorSpoke("What is that?")), ev.Generate)
    assert not spoken.handle(he.VisitorSpeaking("and what is this one here"))


def test_lines_are_recited_without_the_model() -> None:
    results = mind().handle(he.ReciteLines("what is around me", ("A well on your left.", "A lamp ahead.")))
    assert [one.text for one in of(results, ev.Synthesize)] == ["A well on your left.", "A lamp ahead."]
    assert of(results, ev.TurnOpened)[0].said == "what is around me"
    assert not of(results, ev.Generate)


def test_say_that_again() -> None:
    spoken = mind()
    assert of(spoken.handle(he.RepeatWanted("again?")), ev.Synthesize)[0].text == NOTHING_SAID
    spoken = mind()
    made = of(spoken.handle(he.ReciteLines("", ("The lamp is lit.",))), ev.Synthesize)[0]
    utterance = ev.Utterance(TurnId(1), 0, made.text, bytes(2000), 1000, (), final=True)
    spoken.handle(ev.SpeechSynthesized(utterance))
    spoken.handle(ev.PlaybackStarted(TurnId(1), 0, 0.0, 0.0))
    spoken.handle(ev.PlaybackFinished(TurnId(1), 0, 1000, 1.0))
    again = of(spoken.handle(he.RepeatWanted("again?")), ev.Synthesize)
    assert [one.text for one in again] == ["The lamp is lit."]


def test_the_host_turns_to_who_speaks_and_shows_at_each_pause_that_it_hears() -> None:
    spoken = mind()
    (turned,) = of(spoken.handle(he.VoiceBegan(1, 0.0)), ev.BodyCue)
    assert (turned.activity, turned.gaze) == ("listening", "visitor")
    shown = [of(spoken.handle(he.VoicePaused(1, at_s)), ev.BodyCue)[0].gesture for at_s in (1.0, 2.0, 3.0, 4.0)]
    assert "" not in shown and all(sign != after for sign, after in pairwise(shown))
    (rest,) = of(spoken.handle(he.LineUnanswered(1)), ev.BodyCue)
    assert rest.activity == "idle"
    assert not spoken.handle(he.VoicePaused(1, 5.0))


def test_no_nod_while_the_host_itself_has_the_word() -> None:
    spoken = mind()
    spoken.handle(ev.VisitorSpoke("What is that?"))
    assert not of(spoken.handle(he.VoiceBegan(2, 0.0)), ev.BodyCue)
    assert not of(spoken.handle(he.VoicePaused(2, 1.0)), ev.BodyCue)
