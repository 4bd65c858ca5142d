"""Knowledge within the dialogue: what is told at once, what stands in where the model strays, what is cited."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fakes.made_places import ISLAND, ISLAND_HOST, island
from vr_app.host.dialogue import Dialogue
from vr_app.host.replies.grounds import grounds_of
from vr_app.host.replies.knowing import HealthTold, KnowledgeBrought, soon_begun
from vr_app.host.replies.self_claims import SelfClaims
from vr_app.host.replies.stray_names import stray_names, words_known
from vr_app.kernel import events as ev
from vr_app.store.passages import PassageIndex


def test_a_long_first_sentence_begins_with_its_first_clause() -> None:
    long = "The hall was built in 1871 by the mapmaker Orla Halden, who wanted fixed stars to measure her coasts by."
    begun = soon_begun([long, "It is cold."])
    assert " ".join(begun) == f"{long} It is cold." and begun[0].endswith("Halden,") and len(begun) == 3
    short_end = "The light on the headland over there to the right is the famous old Cape Sorrel light, built in 1859."
    for whole in (short_end, "It was built in 1859.", "A sentence without a mark that goes on and on for so long" * 2):
        assert soon_begun([whole]) == [whole]


class WrittenTalk:
    """A dialogue without a voice whose model says what a test says."""

    def __init__(self, *replies: str) -> None:
        self.dialogue = Dialogue(ISLAND_HOST, ISLAND)
        self.dialogue.handle(ev.InferenceFailed("voice", None, "none", False))
        self.dialogue.handle(KnowledgeBrought(ISLAND, island(PassageIndex())))
        self.replies = list(replies)
        self.asked: list[ev.Generate] = []

    def say(self, said: str) -> list[Any]:
        """Everything that follows from a line, until nothing more does."""
        seen: list[Any] = []
        waiting = list(self.dialogue.handle(ev.VisitorSpoke(said)))
        while waiting:
            event = waiting.pop(0)
            seen.append(event)
            if isinstance(event, ev.Generate):
                self.asked.append(event)
                text = self.replies.pop(0)
                waiting += self.dialogue.handle(ev.TokensGenerated(event.turn, text))
                waiting += self.dialogue.handle(ev.GenerationFinished(event.turn, "stop"))
        return seen

    def heard(self, said: str) -> str:
        return next(event.heard for event in self.say(said) if isinstance(event, ev.TurnClosed))


def test_a_written_fact_is_told_without_the_model_and_cited() -> None:
    talk = WrittenTalk()
    seen = talk.say("How many steps are there?")
    kinds = [type(event) for event in seen]
    assert not talk.asked and kinds.index(ev.SourcesCited) < kinds.index(ev.SentenceReady)
    assert "151 steps" in next(event.text for event in seen if isinstance(event, ev.SentenceReady))
    assert next(event for event in seen if isinstance(event, ev.SourcesCited)).passages[0][0] == "lore/the-light.md"


def test_a_host_that_takes_on_a_calling_says_who_it_is_to_one_who_asks() -> None:
    card = SelfClaims(ISLAND_HOST).introduction
    assert card and WrittenTalk("I am the mayor of this town.").heard("Hello, who are you?") == card
    assert card not in WrittenTalk("I am the architect of it.", "I built it.").heard("Do you like the lighthouse?")


def test_what_nobody_told_is_declined_without_the_model() -> None:
    talk = WrittenTalk()
    assert "know" in talk.heard("How much did the lighthouse cost to build?") and not talk.asked


def test_a_model_that_excuses_itself_like_a_machine_is_not_heard() -> None:
    machine = "I'm sorry, but as an AI language model, I do not have the ability to see physical locations."
    for first in ("Sorry, I can't help with that.", machine):
        heard = WrittenTalk(first, "I'm sorry, but I cannot answer that.").heard("Do you like it?")
        assert heard and not any(part in heard for part in ("help with", "cannot answer", "language model", "sorry"))
    assert WrittenTalk("I am sorry to hear that.").heard("Do you like it?") == "I am sorry to hear that."
    assert WrittenTalk("I'm an AI, yes.").heard("Are you an AI?") == "I'm an AI, yes."


@pytest.mark.parametrize(
    "wordless",
    [
        "I'm sorry, but as an AI language model, I can't see it. However, I can provide you with a description.",
        "There is a crocodile pond, with a bridge over it.",
    ],
)
def test_a_description_for_which_the_model_has_no_words_is_told_in_the_places_own(wordless: str) -> None:
    talk = WrittenTalk(wordless)
    heard = talk.heard("Please describe this place as if I could not see it.")
    assert len(talk.asked) == 1, "nobody waits for a second try"
    assert "lighthouse" in heard and "crocodile" not in heard and "provide" not in heard


def test_only_a_description_is_told_with_the_visitors_eyes() -> None:
    wrong = "I can see the lighthouse on my left."
    heard = WrittenTalk(f"{wrong} I see the gulls, too.").heard("What can I see from here?")
    assert heard == "You can see the lighthouse on your left. You see the gulls, too."
    assert WrittenTalk(wrong).heard("Do you like it here?") == wrong


@pytest.mark.parametrize("line", ["Tell me about the puffins", "Do you like it here?"])
def test_what_is_foreseen_is_what_the_model_is_asked_with_all_that_is_known(line: str) -> None:
    talk = WrittenTalk("They dig burrows in the turf.")
    foreseen = talk.dialogue.foreseen(line)
    assert talk.dialogue.looked_up is None, "nothing has been asked yet"
    talk.say(line)
    assert foreseen is not None and foreseen.messages == talk.asked[0].messages
    assert (foreseen.temperature, foreseen.seed) == (talk.asked[0].temperature, talk.asked[0].seed)


def test_nothing_is_foreseen_where_no_model_will_be_asked() -> None:
    assert WrittenTalk().dialogue.foreseen("How many steps are there?") is None


def test_a_made_up_number_or_name_is_never_said() -> None:
    talk = WrittenTalk("The puffins came in 1723 with Admiral Pennyfeather.", "We like it here. Lord Nelson did too.")
    heard = talk.heard("Tell me about the puffins")
    assert "1723" not in heard and "Pennyfeather" not in heard and "puffins" in heard
    assert talk.heard("Do you like it here?") == "We like it here."


def test_the_prefix_stays_and_the_passages_come_with_the_line() -> None:
    talk = WrittenTalk("They dig burrows in the turf.", "I like the wind.")
    talk.say("Tell me about the puffins")
    talk.say("Do you like it here?")
    first, second = (generate.messages for generate in talk.asked)
    assert first[0] == second[0] and "nine thousand" in first[-1].content
    assert second[: len(first)] == first


def test_an_answer_in_the_wrong_language_is_asked_for_again() -> None:
    talk = WrittenTalk("Hello, I am Morag and I look after this island.", "你好，我在这里看岛。")
    assert talk.heard("你好！") == "你好，我在这里看岛。"
    assert "请用中文回答" in talk.asked[1].messages[-1].content


def test_where_both_tries_are_in_the_wrong_language_the_right_one_is_spoken_all_the_same() -> None:
    talk = WrittenTalk("Hello, I am Morag of the island.", "Hello again, I am Morag of the island.")
    assert "不知道" in talk.heard("你好！")


def test_something_wrong_is_looked_into_and_told() -> None:
    talk = WrittenTalk()
    assert any(isinstance(event, ev.HealthAsked) for event in talk.say("I can't hear you, there is no sound"))
    told = talk.dialogue.handle(HealthTold(("Loudspeaker: none.", "Plug one in.")))
    assert [event.text for event in told if isinstance(event, ev.SentenceReady)] == [
        "Loudspeaker: none.",
        "Plug one in.",
    ]


def test_a_wish_to_forget_reaches_the_store_and_the_talk() -> None:
    talk = WrittenTalk("How lovely.")
    talk.say("I have a parrot called Zephyrine.")
    seen = talk.say("Forget everything about me")
    assert any(isinstance(event, ev.ForgetAsked) and event.texts == () for event in seen)
    assert "Zephyrine" not in " ".join(message.content for message in talk.dialogue.memory.messages())


def test_in_another_place_nothing_of_the_last_one_is_quoted() -> None:
    talk = WrittenTalk("I am not sure about that.")
    talk.dialogue.enter(ISLAND_HOST, ISLAND)
    talk.say("How many steps are there?")
    assert talk.asked


@pytest.mark.parametrize(
    ("sentence", "strays"),
    [
        ("Galileo built it in Padua.", {"Galileo", "Padua"}),
        ("It was built by Malcolm Torrance.", set()),
        ("Certainly, the sea is calm. Stones lie here.", set()),
        ("这是由米开朗基罗设计的。", {"米开朗基罗"}),
    ],
)
def test_names_are_told_from_words(sentence: str, strays: set[str]) -> None:
    assert set(stray_names(sentence, words_known("Malcolm Torrance quarried every stone"))) == strays


def test_numbers_count_however_they_are_written() -> None:
    grounds = grounds_of([ev.Message("user", "forty-one pieces, 1,300 squares, 1871")], frozenset(), "how many?")
    assert grounds.strays("41 pieces and thirteen hundred squares since 1871") == ()
    assert grounds.strays("四十一块，一八七一年") == ()
    assert grounds.strays("forty-two pieces") == ("42",)
