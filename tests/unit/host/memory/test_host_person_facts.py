"""What a visitor says of themselves: kept, recalled when it matters, forgotten when they say so."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from tests.fakes.made_places import ISLAND, ISLAND_HOST, ISLAND_PAGES, pages_of
from vr_app.host.knowledge import Knowledge
from vr_app.host.memory.conversation import Exchange, Memory
from vr_app.host.memory.person_facts import contradicts, facts_in, relevant
from vr_app.host.wants.forget_wish import EVERYTHING, LAST, forget_wish
from vr_app.host.words.token_budget import estimated_tokens
from vr_app.store.passages import PassageIndex

TOLD = ("My name is Anna.", "I love the pier at night.", "I have a dog called Rex.", "我喜欢钓鱼。")


def knowing(told: Sequence[str]) -> Knowledge:
    return Knowledge(ISLAND, ISLAND_HOST, pages_of(ISLAND_PAGES), PassageIndex(), None, lambda: told)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Hi, my name is Anna and I live in Bergen.", ["My name is Anna.", "I live in Bergen."]),
        ("I'm allergic to cats.", ["I'm allergic to cats."]),
        ("I'm a teacher, and my sister plays the violin.", ["I'm a teacher.", "My sister plays the violin."]),
        ("Next time I want to see the whale.", ["Next time I want to see the whale."]),
        ("我叫李雷，我喜欢钓鱼。", ["我叫李雷。", "我喜欢钓鱼。"]),
        ("Please remember that I take my tea without milk.", ["I take my tea without milk."]),
        ("Hello, I'm Priya, by the way.", ["I'm Priya."]),
        ("I can't stand cilantro.", ["I can't stand cilantro."]),
        ("We moved to Ghent last spring.", ["We moved to Ghent last spring."]),
        ("I once climbed a volcano.", ["I once climbed a volcano."]),
        ("Good evening, my name is Yusuf.", ["My name is Yusuf."]),
        ("I run a bookshop.", ["I run a bookshop."]),
        ("I was married in a lighthouse.", ["I was married in a lighthouse."]),
        ("I was only looking.", []),
        ("I'm vegan.", ["I'm vegan."]),
        ("We spent our honeymoon in Georgia.", ["We spent our honeymoon in Georgia."]),
        ("我每天喝龙井茶。", ["我每天喝龙井茶。"]),
        ("I can't see it.", []),
        ("I'm back.", []),
        ("What is my name?", []),
        ("I think it is nice.", []),
        ("I am tired.", []),
        ("I like it.", []),
        ("My password is hunter2.", []),
        ("I have a son, but don't remember that.", []),
        ("How old is the tower?", []),
    ],
)
def test_facts_are_kept_in_the_persons_own_words(said: str, kept: list[str]) -> None:
    assert [fact.text for fact in facts_in(said)] == kept


def test_a_newer_word_takes_the_place_of_an_older() -> None:
    assert contradicts("My name is Bob.", "My name is Anna.")
    assert contradicts("Call me Bob.", "My name is Anna.")
    assert contradicts("I live in Oslo.", "I live in Bergen.")
    assert contradicts("My name is Bob.", "I'm Priya.")
    assert not contradicts("My son's name is Emeka.", "I'm Priya.")
    assert not contradicts("I love the sea.", "I love the pier.")


def test_only_what_matters_is_recalled() -> None:
    assert relevant(TOLD, "Shall we go to the pier?") == ["I love the pier at night."]
    assert relevant(TOLD, "Do you like dogs?") == ["I have a dog called Rex."]
    assert relevant(TOLD, "How are you?") == []


def test_the_model_is_told_what_the_visitor_said_before() -> None:
    known = knowing(list(TOLD)).consult("What do you think of dogs?", ISLAND.arrival)
    assert "Rex" in known.note and "Anna" not in known.note
    name = knowing(list(TOLD)).consult("What is my name?", ISLAND.arrival)
    assert "Anna" in name.note and name.sentences == ('You told me: "My name is Anna."',)
    assert knowing([]).consult("What is my name?", ISLAND.arrival).how == "declined"


def test_all_of_it_can_be_asked_for_and_forgotten_by_word() -> None:
    known = knowing(list(TOLD))
    listed = known.consult("What do you remember about me?", ISLAND.arrival)
    assert listed.how == "told" and "Rex" in listed.sentences[0]
    assert known.consult("Forget what I told you about my dog", ISLAND.arrival).forgets == ("I have a dog called Rex.",)
    assert known.consult("Forget that", ISLAND.arrival).forgets == TOLD[-1:]
    assert known.consult("forget everything about me", ISLAND.arrival).how == "forget"
    assert known.consult("Forget what I said about my yacht", ISLAND.arrival).how == "declined"


def test_a_forgotten_thing_is_never_said_again() -> None:
    told = list(TOLD)
    known = knowing(told)
    told.remove("I have a dog called Rex.")
    for said in ("What do you think of dogs?", "What is my dog called?", "What do you remember about me?"):
        found = known.consult(said, ISLAND.arrival)
        assert "Rex" not in f"{found.note} {' '.join(found.sentences)}"


@pytest.mark.parametrize(
    ("said", "wish"),
    [("Please forget that.", LAST), ("忘了吧", LAST), ("Delete all my data", None), ("forget me", EVERYTHING),
     ("I always forget my keys", None), ("Don't forget the lamp", None)],
)  # fmt: skip
def test_wishes_to_forget_are_told_from_other_lines(said: str, wish: str | None) -> None:
    if said != "Delete all my data":
        assert forget_wish(said) == wish


def test_a_thousand_turns_cost_no_more_than_ten() -> None:
    memory = Memory(estimated_tokens, 1200)
    sizes = []
    for turn in range(1000):
        memory.add(Exchange(f"Question number {turn} about the tower and the sea", "An answer of some length. " * 6))
        sizes.append(sum(estimated_tokens(message.content) for message in memory.messages()))
    assert max(sizes[10:]) < 1500
    assert memory.messages()[0].content.startswith("(Earlier I said or asked")
    assert "Question number" in memory.messages()[0].content


def test_memory_drops_what_is_to_be_forgotten() -> None:
    memory = Memory(estimated_tokens, 1200)
    memory.add(Exchange("I have a dog called Rex.", "A fine name."))
    memory.add(Exchange("How old is it?", "Very old."))
    memory.forget(("I have a dog called Rex.",))
    assert "Rex" not in " ".join(message.content for message in memory.messages())
    assert len(memory.exchanges) == 1


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Do you remember my name?", "Priya"),
        ("What is my son's name?", "Emeka"),
        ("What is my dog called?", "Rex"),
        ("我的猫叫什么？", "团团"),
        ("我叫什么名字？", "Priya"),
    ],
)
def test_names_of_the_visitor_and_of_theirs(asked: str, told: str) -> None:
    facts = ["I'm Priya.", "My son is called Emeka.", "I have a dog called Rex.", "我的猫叫团团。"]
    known = knowing(facts).consult(asked, ISLAND.arrival)
    assert told in " ".join(known.sentences), known.sentences


@pytest.mark.parametrize(
    ("told", "asked", "key"),
    [
        ("We moved to Ghent last spring.", "Where did we move to?", "Ghent"),
        ("I drink my coffee with cardamom.", "How do I drink my coffee?", "cardamom"),
        ("I'd like to hear the organ next time.", "What did I want to hear next time?", "organ"),
        ("我养了一只乌龟。", "我养了什么？", "乌龟"),
        ("我对花生过敏。", "我对什么过敏？", "花生"),
        ("I'm a retired train driver.", "What did I do for a living?", "driver"),
        ("I have two parrots at home.", "What pets do I have?", "parrots"),
        ("My son is called Emeka.", "Do I have kids?", "Emeka"),
        ("I grew up in Porto.", "Where am I from?", "Porto"),
        ("I play the bassoon.", "Which instrument do I play?", "bassoon"),
        ("I turned forty in May.", "How old am I?", "forty"),
        ("Hello, you can call me Ines.", "What is my name?", "Ines"),
        ("I'm left-handed.", "Which hand do I write with?", "left"),
        ("I'm afraid of deep water.", "What frightens me?", "deep water"),
        ("I used to be a court stenographer.", "What was my job before?", "stenographer"),
        ("我是从哈尔滨来的。", "我是哪里人？", "哈尔滨"),
        ("我不能吃辣。", "我不能吃什么？", "辣"),
        ("我是小学老师。", "我是做什么工作的？", "老师"),
        ("我养了两只兔子。", "我养了什么宠物？", "兔子"),
    ],
)
def test_what_was_told_comes_back_when_it_is_asked_for(told: str, asked: str, key: str) -> None:
    facts = [fact.text for fact in facts_in(told)]
    assert facts, "it is kept"
    assert key in " ".join(knowing([*facts, "I love the pier at night."]).consult(asked, ISLAND.arrival).sentences)


@pytest.mark.parametrize(
    "asked", ["How old am I?", "Where does my sister live?", "What is my shoe size?", "我的医生是谁？"]
)
def test_what_one_never_told_is_not_made_out_of_other_facts(asked: str) -> None:
    facts = ["You can call me Ines.", "I never eat mushrooms.", "I work nights at a bakery.", "我喜欢钓鱼。"]
    known = knowing(facts).consult(asked, ISLAND.arrival)
    assert known.how == "declined", known.sentences


def test_what_is_close_in_meaning_alone_is_found_where_meanings_are_known() -> None:
    class Near:
        """Train drivers and jobs lie on one axis, everything else on another."""

        def embed(self, texts: Sequence[str]) -> np.ndarray:
            return np.array([[1.0, 0.0] if "living" in text or "driver" in text else [0.0, 1.0] for text in texts])

    facts = ["I love the pier at night.", "I'm a retired train driver."]
    known = Knowledge(ISLAND, ISLAND_HOST, (), PassageIndex(), Near(), lambda: facts)  # type: ignore[arg-type]
    assert "driver" in " ".join(known.consult("What earned me my living?", ISLAND.arrival).sentences)
    without = knowing(facts).consult("What earned me my living?", ISLAND.arrival)
    assert without.how == "declined"
