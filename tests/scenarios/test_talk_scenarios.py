"""Whole talks in virtual time: what is said, heard, remembered, interrupted, lost and mended."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.fakes.fake_inference import spoken
from tests.scenarios.talk_world import TalkWorld
from vr_app.host.place.scene_brief import KnownThing, Place
from vr_app.host.replies.manner import DialogueSettings, manner_for
from vr_app.kernel import events as ev
from vr_app.kernel.ids import TurnId

_BESIDE = (ev.ModelReady, ev.Prefill, ev.PlaybackProgressed, ev.SentencePartlyHeard)
YARD = ("barn", "cart", "well", "tree", "fence")
LONG = "The brass telescope was built long ago by a quiet man. He loved the sea. He never left."


def test_a_talk_goes_from_line_to_heard_words() -> None:
    world = TalkWorld("Good evening, dear visitor of ours. I am Mei.", "The telescope points west.")
    world.happens(ev.VisitorSpoke("Hello, who are you?"))
    world.play(10)
    assert world.heard(1) == ["Good evening,", "dear visitor of ours.", "I am Mei."]
    assert world.closed(1) == ev.TurnClosed(TurnId(1), "Good evening, dear visitor of ours. I am Mei.", "complete")
    world.happens(ev.VisitorSpoke("Which way?"))
    world.play(10)
    second = world.inference.generated[1].messages
    first = world.inference.generated[0].messages
    assert second[: len(first)] == first
    assert second[len(first)] == ev.Message("assistant", "Good evening, dear visitor of ours. I am Mei.")
    assert second[-1].content.startswith("Which way?")


def test_the_events_of_a_turn_come_in_order() -> None:
    world = TalkWorld("Welcome here.")
    world.happens(ev.VisitorSpoke("Hi"))
    world.play(5)
    seen = [type(event).__name__ for event in world.log if not isinstance(event, _BESIDE)]
    assert seen == [
        "VisitorSpoke", "TurnOpened", "BodyCue", "Generate", "TokensGenerated", "TokensGenerated", "SentenceReady",
        "Synthesize", "SpeechSynthesized", "PlayUtterance", "PlaybackStarted", "BodyCue", "GenerationFinished",
        "PlaybackFinished", "SentenceHeard", "TurnClosed", "BodyCue",
    ]  # fmt: skip
    activities = [cue.activity for cue in world.all(ev.BodyCue)]
    assert activities == ["thinking", "speaking", "idle"]


def test_the_card_and_scene_are_prefilled_when_the_model_is_ready() -> None:
    world = TalkWorld()
    (prefill,) = world.all(ev.Prefill)
    world.happens(ev.VisitorSpoke("Hi"))
    assert world.inference.generated[0].messages[0] == prefill.messages[0]


def test_the_greeting_is_read_ahead_until_somebody_has_come() -> None:
    world = TalkWorld("Good evening.")
    (ahead,) = world.all(ev.Prefill)
    world.happens(ev.VisitorArrived("terrace"))
    assert world.inference.generated[0].messages == ahead.messages
    world.play(4)
    assert "Welcome me" not in world.all(ev.Prefill)[-1].messages[-1].content


def test_the_next_turn_is_prefilled_while_the_host_still_speaks() -> None:
    world = TalkWorld("The sea is calm tonight, and the stars are out.", "The brass telescope points west. It is old.")
    world.happens(ev.VisitorSpoke("How is it?"))
    world.play(2.2)
    assert world.all(ev.GenerationFinished) and not world.all(ev.TurnClosed)
    ahead = world.all(ev.Prefill)[-1].messages
    world.play(4)
    world.happens(ev.VisitorSpoke("Describe this place"))
    asked = world.inference.generated[1].messages
    assert asked[:-1] == ahead[:-1]
    assert asked[-1].content.startswith(ahead[-1].content)
    assert len(world.all(ev.Prefill)) == 2, "what is in the cache already is not sent again"


def test_what_was_cut_off_is_prefilled_as_it_was_heard() -> None:
    world = TalkWorld(LONG)
    world.happens(ev.VisitorSpoke("Tell me of the telescope"))
    world.play(2.0)
    world.happens(ev.StopRequested())
    world.play(1.0)
    assert world.all(ev.Prefill)[-1].messages[-2].content == f"{world.closed(1).heard} —"


def test_a_model_that_gets_ready_within_a_turn_is_not_kept_from_it() -> None:
    world = TalkWorld("Hello.")
    before = len(world.all(ev.Prefill))
    world.happens(ev.VisitorSpoke("Hi"), ev.ModelReady("language", "fake", "fake", 1.0))
    assert len(world.all(ev.Prefill)) == before


def test_the_first_clause_is_spoken_before_the_reply_is_complete() -> None:
    world = TalkWorld("It is a long way, friend, and it goes on and on and on for many more words.")
    world.happens(ev.VisitorSpoke("How is the road?"))
    world.play(0.8)
    assert world.all(ev.PlaybackStarted)
    assert not world.all(ev.GenerationFinished)


def test_a_greeting_describes_only_what_is_there() -> None:
    world = TalkWorld("Welcome to the terrace. A fountain splashes by the palace. The brass telescope waits ahead.")
    world.happens(ev.VisitorArrived("terrace"))
    world.play(10)
    (opened,) = world.all(ev.TurnOpened)
    assert (opened.by, opened.said) == ("arrival", "")
    assert world.heard(1) == ["Welcome to the terrace.", "The brass telescope waits ahead."]
    line = world.inference.generated[0].messages[-1].content
    assert "Ahead, the brass telescope: It points west." in line
    assert "(The view at dusk: " in line


def test_the_visitors_own_words_are_not_said_after_them() -> None:
    world = TalkWorld("Welcome! I have just arrived. The brass telescope points west. It is old.")
    world.happens(ev.VisitorArrived("terrace"))
    world.play(8)
    assert world.heard(1) == ["Welcome!", "The brass telescope points west.", "It is old."]


def test_a_mere_list_ends_early_and_is_gone_on_from_as_a_description() -> None:
    many = Place("Yard", "A yard.", things=tuple(KnownThing(n, n, "Old.", (0, 0, -i)) for i, n in enumerate(YARD, 2)))
    world = TalkWorld(
        "You see a barn, a cart, a well, a tree and a fence.", "The barn is old. The tree is old.", place=many
    )
    world.happens(ev.VisitorSpoke("Describe this place"))
    world.play(10)
    assert world.heard(1) == ["You see a barn,", "a cart, a well,", "The barn is old.", "The tree is old."]
    assert "not as a list" in world.inference.generated[1].messages[-1].content


def test_what_is_not_there_ends_the_sentence_that_names_it() -> None:
    world = TalkWorld("The brass telescope points west, towards a castle, far over the sea. The bench is of stone.")
    world.happens(ev.VisitorSpoke("Describe this place"))
    world.play(10)
    assert world.heard(1) == ["The brass telescope points west,", "The bench is of stone."]
    assert len(world.inference.generated) == 1


def test_a_description_has_four_sentences_at_most() -> None:
    world = TalkWorld("It is calm. It is late. It is dusk. It is warm. It is old.")
    world.happens(ev.VisitorSpoke("Describe this place"))
    world.play(12)
    assert len(world.heard(1)) == 4


def test_a_description_of_one_sentence_is_continued() -> None:
    world = TalkWorld("Welcome, please take a seat.", "The brass telescope points west.")
    world.happens(ev.VisitorArrived("terrace"))
    world.play(10)
    assert world.heard(1) == ["Welcome, please take a seat.", "The brass telescope points west."]
    assert "what else" in world.inference.generated[1].messages[-1].content


def test_a_description_of_nothing_real_is_told_in_the_places_own_words() -> None:
    world = TalkWorld("A dragon sleeps.")
    world.happens(ev.VisitorSpoke("Describe this place"))
    world.play(10)
    assert world.heard(1) == ["Ahead is the brass telescope. It points west."]
    assert len(world.inference.generated) == 1


def test_a_greeting_with_nothing_real_is_asked_for_again_more_strictly() -> None:
    world = TalkWorld("A dragon sleeps.", "The stone bench stands to the left. The telescope points west.")
    world.happens(ev.VisitorArrived("terrace"))
    world.play(10)
    assert world.heard(1) == ["The stone bench stands to the left.", "The telescope points west."]
    assert "Speak only of: the brass telescope, the stone bench." in world.inference.generated[1].messages[-1].content


def test_a_made_up_number_is_not_said() -> None:
    world = TalkWorld("It is about 30 years old. It is lovely.", "I do not know how old it is.", "It has 3 legs.")
    world.happens(ev.VisitorSpoke("How old is the brass telescope?"))
    world.play(8)
    assert world.heard(1) == ["I do not know how old it is."]
    assert all("never told" in command.messages[-1].content for command in world.inference.generated)
    assert "never told" not in world.mind.memory.exchanges[0].said
    world.happens(ev.VisitorSpoke("What is 1 plus 2?"))
    world.play(8)
    assert world.heard(2) == ["It has 3 legs."]


def test_what_a_reply_owned_before_a_number_began_is_its_answer() -> None:
    world = TalkWorld("I do not know but I was here for", "I'm not sure, but it has stood here for", "Very old.")
    for turn, owned in ((1, "I do not know."), (2, "I'm not sure,")):
        world.happens(ev.VisitorSpoke("How old is the brass telescope?"))
        world.play(8)
        assert world.heard(turn) == [owned] and len(world.inference.generated) == turn


def test_a_reply_that_ends_where_a_number_begins_is_asked_for_again() -> None:
    world = TalkWorld("The telescope was built in", "I do not know when it was built.")
    world.happens(ev.VisitorSpoke("When was the brass telescope built?"))
    world.play(8)
    assert world.heard(1) == ["I do not know when it was built."]
    first = world.inference.generated[0]
    assert {"1", " fifty", " centur"} <= set(first.stop) and not {" one", " ten"} & set(first.stop)
    world.inference.replies.append("I do not know. \n")
    world.happens(ev.VisitorSpoke("How many people have used it?"))
    world.play(4)
    world.happens(ev.VisitorSpoke("What is it made of?"))
    world.play(4)
    assert [bool(command.stop) for command in world.inference.generated] == [True, True, True, False]


def test_a_new_line_silences_the_host_and_only_heard_words_are_remembered() -> None:
    world = TalkWorld(LONG, "Yes, gladly.")
    world.happens(ev.VisitorSpoke("Tell me of the telescope"))
    world.play(3.0)
    before_s = world.now_s
    world.happens(ev.VisitorSpoke("Stop that. Can I sit?"))
    world.play(0.2)
    finished = [e for e in world.all(ev.PlaybackFinished, 1) if e.interrupted]
    assert finished
    assert finished[0].end_s - before_s < 0.15
    closed = world.closed(1)
    assert closed.outcome == "interrupted"
    assert closed.heard
    assert LONG.startswith(closed.heard)
    assert len(closed.heard) < len(LONG) / 2
    messages = world.inference.generated[1].messages
    assert messages[-2].content == f"{closed.heard} —"
    world.play(5)
    assert world.heard(2) == ["Yes, gladly."]


def test_words_are_told_while_they_are_heard() -> None:
    world = TalkWorld("One two three four five six seven.")
    world.happens(ev.VisitorSpoke("Count"))
    world.play(4)
    partly = [event.text for event in world.all(ev.SentencePartlyHeard)]
    assert len(partly) >= 5
    assert partly[0] in ("One", "One two")
    assert all(later.startswith(earlier) for earlier, later in pairwise(partly))
    assert world.heard(1) == ["One two three four five six seven."]


def test_the_body_turns_to_what_is_spoken_of() -> None:
    world = TalkWorld("Hello, my friend. The brass telescope is old.")
    world.happens(ev.VisitorSpoke("Hi"))
    world.play(6)
    greeting, pointing = [cue for cue in world.all(ev.BodyCue) if cue.activity == "speaking"]
    assert (greeting.gesture, greeting.gaze, greeting.emotion) == ("wave", "visitor", "happy")
    assert (pointing.gesture, pointing.gaze) == ("point", "telescope")


def test_the_body_gestures_once_a_sentence() -> None:
    world = TalkWorld("Good evening, my dear friend, and welcome up here. I am glad.")
    world.happens(ev.VisitorSpoke("Hi"))
    world.play(8)
    gestures = [cue.gesture for cue in world.all(ev.BodyCue) if cue.activity == "speaking"]
    assert len(gestures) >= 3
    assert gestures[0] and not gestures[1]


def test_what_arrives_late_for_an_older_turn_is_dropped() -> None:
    world = TalkWorld(LONG, "Fine.")
    world.happens(ev.VisitorSpoke("One"))
    world.play(0.3)
    world.happens(ev.VisitorSpoke("Two"))
    world.happens(ev.TokensGenerated(TurnId(1), " Ghost words."))
    world.happens(ev.SpeechSynthesized(spoken(ev.Synthesize(TurnId(1), 0, "Ghost words."))))
    world.play(5)
    assert world.heard(1) == []
    assert world.heard(2) == ["Fine."]
    assert not any(event.text == "Ghost words." for event in world.all(ev.SentenceReady))


def test_stop_ends_the_reply() -> None:
    world = TalkWorld(LONG)
    world.happens(ev.VisitorSpoke("Talk"))
    world.play(2.0)
    asked_s = world.now_s
    world.happens(ev.StopRequested())
    world.play(3)
    assert world.closed(1).outcome == "interrupted"
    assert world.all(ev.PlaybackFinished)[-1].end_s - asked_s < 0.15
    assert len(world.inference.generated) == 1


def test_sounds_that_arrive_out_of_order_are_played_in_order() -> None:
    world = TalkWorld("First one here. Second one here. Third one here.")
    world.inference.synthesis_s = 50.0
    world.happens(ev.VisitorSpoke("Go"))
    world.play(2)
    for command in reversed(world.all(ev.Synthesize)):
        world.happens(ev.SpeechSynthesized(spoken(command)))
    world.play(5)
    assert [event.index for event in world.all(ev.PlaybackStarted)] == [0, 1, 2]
    assert world.closed(1).outcome == "complete"


def test_a_crash_before_the_first_word_asks_again_and_says_so() -> None:
    world = TalkWorld("Lost words that never came to be.", "I am here.")
    world.happens(ev.VisitorSpoke("Are you there?"))
    world.inference.crash()
    world.play(5)
    assert world.heard(1) == ["I am here."]
    assert world.closed(1).outcome == "complete"
    assert "restarted" in world.all(ev.HostNotice)[0].text


def test_a_crash_within_a_reply_loses_nothing_and_repeats_nothing() -> None:
    world = TalkWorld("The sea is calm tonight. The rest is lost here and now.", "And the stars are out.")
    world.inference.synthesis_s = 0.5
    world.happens(ev.VisitorSpoke("How is it?"))
    world.play(0.75)
    assert len(world.all(ev.SentenceReady)) == 1
    world.inference.crash()
    world.play(6)
    assert world.heard(1) == ["The sea is calm tonight.", "And the stars are out."]
    again = world.inference.generated[1].messages
    assert again[-2] == ev.Message("assistant", "The sea is calm tonight.")


def test_a_crash_while_the_model_is_asked_for_other_words_is_made_good_too() -> None:
    world = TalkWorld("", "Lost words that never came to be.", "I am here.")
    world.happens(ev.VisitorSpoke("Are you there?"))
    world.play(0.25)
    assert len(world.inference.generated) == 2, "the empty reply was asked for again"
    world.inference.crash()
    world.play(5)
    assert world.heard(1) == ["I am here."]
    assert world.closed(1).outcome == "complete"


def test_a_failure_is_tried_once_more_then_told() -> None:
    world = TalkWorld(None, None, "Now it works.")
    world.happens(ev.VisitorSpoke("Hello"))
    world.play(3)
    assert len(world.inference.generated) == 2
    assert world.closed(1).outcome == "failed"
    assert "out of memory" in world.all(ev.HostNotice)[0].text
    assert not world.all(ev.PlayUtterance)
    world.happens(ev.VisitorSpoke("Hello again"))
    world.play(3)
    assert world.heard(2) == ["Now it works."]


def test_without_a_voice_the_talk_goes_on_in_writing() -> None:
    world = TalkWorld("One sentence here. Another one follows it.", "More words.")
    world.inference.voice = False
    world.happens(ev.VisitorSpoke("Hello"))
    world.play(4)
    assert world.closed(1).heard == "One sentence here. Another one follows it."
    world.happens(ev.InferenceFailed("voice", None, "no voice is installed"))
    world.happens(ev.VisitorSpoke("And?"))
    world.play(4)
    assert world.closed(2).heard == "More words."
    assert not [command for command in world.all(ev.Synthesize) if command.turn == 2]
    assert "goes on in writing" in world.all(ev.HostNotice)[0].text


def test_without_a_model_the_person_is_told_and_nothing_is_said() -> None:
    world = TalkWorld()
    world.happens(ev.InferenceFailed("language", None, "the model file is cut short"))
    world.happens(ev.VisitorSpoke("Hello"))
    world.play(1)
    assert world.closed(1).outcome == "failed"
    assert not world.inference.generated
    assert not world.all(ev.SentenceReady)
    assert world.all(ev.HostNotice, 1)[0].text == "the model file is cut short"


def test_an_empty_reply_is_asked_for_again_then_told() -> None:
    world = TalkWorld("", "🙂")
    world.happens(ev.VisitorSpoke("Hm"))
    world.play(2)
    assert len(world.inference.generated) == 2
    assert world.closed(1).outcome == "failed"
    assert "no words" in world.all(ev.HostNotice)[0].text


@pytest.mark.parametrize("text", ["", "   ", "\x00\x1b[2J", "..."])
def test_an_empty_line_opens_no_turn(text: str) -> None:
    world = TalkWorld()
    world.happens(ev.VisitorSpoke(text))
    assert not world.all(ev.TurnOpened)
    assert len(world.all(ev.HostNotice)) == 1


def test_a_huge_line_is_cut_and_told() -> None:
    world = TalkWorld("That was long.")
    world.happens(ev.VisitorSpoke("word " * 20_000))
    world.play(2)
    assert len(world.inference.generated[0].messages[-1].content) <= 2100
    assert "2,000" in world.all(ev.HostNotice)[0].text
    assert world.heard(1) == ["That was long."]


def test_a_sentence_broken_off_by_the_limit_is_not_said() -> None:
    world = TalkWorld("A whole sentence here. Then a second that is", settings=DialogueSettings(max_tokens=6))
    world.happens(ev.VisitorSpoke("Hi"))
    world.play(4)
    assert world.heard(1) == ["A whole sentence here."]


def test_a_model_that_repeats_itself_is_heard_once() -> None:
    world = TalkWorld("It is late. It is late. It is late. Good night.")
    world.happens(ev.VisitorSpoke("Hi"))
    world.play(6)
    assert world.heard(1) == ["It is late.", "Good night."]


def test_a_model_that_says_the_same_in_other_order_is_heard_once() -> None:
    world = TalkWorld("The bay is calm and wide tonight. Tonight the bay is wide and calm. The stars are out.")
    world.happens(ev.VisitorSpoke("Hi"))
    world.play(8)
    assert world.heard(1) == ["The bay is calm and wide tonight.", "The stars are out."]


def test_a_rambling_model_is_kept_short() -> None:
    ramble = " ".join(f"This is sentence number {word} of many more." for word in ("one", "two", "six", "ten") * 4)
    world = TalkWorld(ramble, settings=manner_for(98_000_000, 0.6))
    world.happens(ev.VisitorSpoke("Hi"))
    world.play(12)
    assert world.closed(1).heard.count(".") == 2
    assert world.inference.generated[0].max_tokens == 40
    assert manner_for(1_100_000_000, 0.6).max_tokens == manner_for(0, 0.6).max_tokens == 100


def test_no_sentence_begins_after_enough_words() -> None:
    world = TalkWorld("One two three four five. Six seven eight. Nine ten.", settings=DialogueSettings(most_words=5))
    world.happens(ev.VisitorSpoke("Count"))
    world.play(8)
    assert world.heard(1) == ["One two three four five."]


def test_a_second_description_is_of_other_things() -> None:
    many = Place(
        "Yard", "A yard.", things=tuple(KnownThing(n, n, f"A {n}.", (0, 0, -i)) for i, n in enumerate(YARD, 2))
    )
    world = TalkWorld("The barn is old. The cart is red.", "The well is deep. The tree is old.", place=many)
    world.happens(ev.VisitorSpoke("Describe this place"))
    world.play(8)
    world.happens(ev.VisitorSpoke("What can I see from here?"))
    world.play(8)
    first, second = (command.messages[-1].content for command in world.inference.generated)
    assert "is a barn" in first and "is a cart" in first and "well" not in first
    assert "is a well" in second and "is a tree" in second and "barn" not in second


def test_three_lines_at_once_answer_the_last() -> None:
    world = TalkWorld("A.", "B.", "Third answer.")
    world.happens(ev.VisitorSpoke("one"), ev.VisitorSpoke("two"), ev.VisitorSpoke("three"))
    world.play(4)
    assert [world.closed(turn).outcome for turn in (1, 2, 3)] == ["interrupted", "interrupted", "complete"]
    assert world.heard(3) == ["Third answer."]


def test_every_turn_that_opens_closes_once_whatever_happens() -> None:
    world = TalkWorld(LONG, None, LONG, "Ok.", None, None, LONG)
    for step in range(40):
        if step % 5 == 0:
            world.happens(ev.VisitorSpoke(f"line {step}"))
        if step % 7 == 3:
            world.inference.crash()
        if step % 11 == 6:
            world.happens(ev.StopRequested())
        world.play(0.37)
    world.play(20)
    opened = [event.turn for event in world.all(ev.TurnOpened)]
    closed = [event.turn for event in world.all(ev.TurnClosed)]
    assert sorted(opened) == sorted(closed) == list(range(1, len(opened) + 1))
    for event in world.all(ev.TurnClosed):
        assert event.heard == " ".join(world.heard(event.turn))
    remembered = [exchange.heard for exchange in world.mind.memory.exchanges]
    assert remembered == [e.heard for e in world.all(ev.TurnClosed) if e.outcome != "failed" or e.heard]
