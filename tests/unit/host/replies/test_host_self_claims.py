"""The host is who the card says: a keeper is no owner, whatever the model writes."""

from __future__ import annotations

from typing import Any

import pytest

from vr_app.host.card.persona import Persona
from vr_app.host.dialogue import Dialogue
from vr_app.host.place.scene_brief import Place
from vr_app.host.replies.self_claims import SelfClaims
from vr_app.kernel import events as ev

KEEPER = Persona(
    "Ilario Venn",
    "Ilario Venn keeps the Halden Observatory and its terrace. He mends the orrery himself.",
    personality="Warm. He once taught at a school.",
    tags=("astronomy",),
    nickname="Ilario",
)


@pytest.mark.parametrize(
    ("sentence", "strays"),
    [
        ("I am the observatory owner.", ("observatory owner",)),
        ("Hello, I'm Ilario, the observatory owner.", ("observatory owner",)),
        ("I am Ilario Venn, the Observatory director.", ("Observatory director",)),
        ("I am Ilario Venn, the Observatory Keeper.", ()),
        ("As the director of this place, I welcome you.", ("director",)),
        ("I was once a sailor, you know.", ("sailor",)),
        ("I built the telescope myself.", ("built",)),
        ("I own this place.", ("own",)),
        ("我是这里的主人。", ("主人",)),
        ("I am the keeper of this observatory.", ()),
        ("I'm the caretaker here.", ()),
        ("I'm an astronomer.", ()),
        ("I am your guide.", ()),
        ("I am a friend of the owner.", ()),
        ("I know the captain of that boat.", ()),
        ("The owner built the dome.", ()),
        ("I'm the only one here tonight.", ()),
    ],
)
def test_callings_that_the_card_has_not(sentence: str, strays: tuple[str, ...]) -> None:
    assert SelfClaims(KEEPER).strays(sentence) == strays


def reply_to(persona: Persona, written: str, said: str = "Hello there, nice to meet you.") -> str:
    dialogue = Dialogue(persona, Place("Terrace", "A terrace by night."))
    dialogue.handle(ev.InferenceFailed("voice", None, "in writing", False))
    opened = dialogue.handle(ev.VisitorSpoke(said))
    turn = next(event.turn for event in opened if isinstance(event, ev.Generate))
    results: list[Any] = list(dialogue.handle(ev.TokensGenerated(turn, written)))
    results += dialogue.handle(ev.GenerationFinished(turn, "stop", 10, 0, 10, 0.1, 0.2))
    return " ".join(event.text for event in results if isinstance(event, ev.SentenceReady))


def test_what_is_not_true_of_the_host_is_not_said() -> None:
    said = reply_to(KEEPER, "Good evening. I'm Ilario, the observatory owner. Look up, the stars are out.")
    assert "owner" not in said and said.startswith("Good evening.") and "stars" in said


def test_a_reply_of_nothing_else_becomes_what_the_card_says() -> None:
    assert reply_to(KEEPER, "I am the owner of this observatory.") == "I keep the Halden Observatory and its terrace."
    chinese = Persona("阿远", "阿远看守灯塔。他喜欢茶。")
    assert reply_to(chinese, "我是这里的馆长。") == "我看守灯塔。"


def test_a_beginning_whose_rest_is_not_true_is_ended_by_the_card() -> None:
    said = reply_to(KEEPER, "I am Ilario Venn, the Observatory director.", "Hello, who are you?")
    assert said == "I am Ilario Venn, I keep the Halden Observatory and its terrace."


def test_who_talks_already_is_not_greeted() -> None:
    dialogue = Dialogue(KEEPER, Place("Terrace", "A terrace by night."))
    dialogue.handle(ev.VisitorSpoke("Hello there, nice to meet you."))
    assert dialogue.handle(ev.VisitorArrived("terrace")) == []
    dialogue.enter(KEEPER, Place("Hall", "A hall."))
    assert [event.by for event in dialogue.handle(ev.VisitorArrived("hall")) if isinstance(event, ev.TurnOpened)] == [
        "arrival"
    ]
