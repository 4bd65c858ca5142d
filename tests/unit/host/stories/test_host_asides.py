"""What remarks beside the matter call for, with the real encoders of sentences, and what the host says to them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import Need
from tests.fakes.fake_embedder import FakeEmbedder
from tests.installed_models import EMBEDDER, installed
from vr_app.host.sense import Sense, load_heads
from vr_app.host.stories.asides import aside_in, tells_own_lot
from vr_app.host.stories.window_replies import reply_to
from vr_app.host.stories.window_words import WindowWords
from vr_app.host.words.labelled_lines import read_labelled
from vr_app.inference.config import EmbedderConfig
from vr_app.inference.embedder import EmbedderClient
from vr_app.kernel.resources import resource_path

MIND = resource_path("assets") / "mind"
GOAL = "Learn what the visitor wishes for"
QUESTION = "What would you wish for?"


@pytest.fixture(scope="module")
def sense(need: Need) -> Iterator[Sense]:
    path = installed(EMBEDDER)
    need(path, f"`vr-app model add {EMBEDDER}`")
    client = EmbedderClient(EmbedderConfig(path=str(path)), timeout_s=20.0, back_off_s=(0.0,))
    client.start()
    try:
        client.wait_until_ready()
        yield Sense(client.closely, load_heads(MIND))
    finally:
        client.close()


def test_what_is_said_to_lines_that_training_never_saw_nearly_always_fits(sense: Sense) -> None:
    lines = read_labelled(MIND / "asides.held_back.txt")
    told = [(aside_in([line.text], sense), line.label) for line in lines]
    taken = [(kind, label) for kind, label in told if kind is not None]
    assert sum(kind == label for kind, label in taken) >= 0.85 * len(taken)
    assert len(taken) >= 0.5 * sum(line.label != "other" for line in lines)
    assert not any(kind in ("joy", "praise") and label == "grief" for kind, label in taken)


def test_no_line_is_learnt_from_and_measured_with() -> None:
    learnt, held_back = (read_labelled(MIND / f"asides.{split}.txt") for split in ("train", "held_back"))
    assert not {line.text for line in learnt} & {line.text for line in held_back}
    assert {line.label for line in held_back} == {line.label for line in learnt}
    assert {line.language for line in learnt} == {"en", "zh"}


def test_who_mourns_is_not_led_on_without_a_word(sense: Sense) -> None:
    words = WindowWords({"strays": (f"The lamp still burns. {QUESTION}",)}, QUESTION)
    led = reply_to(
        "My brother was buried this morning. It smells nice here.", GOAL, "Mei", words, (), sense, gave=False
    )
    assert led.instead.startswith("I am sorry") and led.after == f"The lamp still burns. {QUESTION}"


def test_kind_words_are_said_once_and_then_left_out(sense: Sense) -> None:
    words = WindowWords({}, QUESTION)
    tired = ("My feet are sore.", "I'm so hungry.", "I missed my bus.", "My umbrella is gone.")
    said = [reply_to(line, GOAL, "Mei", words, (), sense, gave=False).instead for line in tired]
    assert all(said[:3]) and len(set(said[:3])) == 3 and said[3] == ""


def test_what_befell_the_visitor_is_no_verdict_yet(sense: Sense) -> None:
    assert tells_own_lot("My own father lost his post over somebody else's mistake.", sense)
    for view in ("A man lost everything over it.", "She let an innocent man take the blame.", "她让别人替她受罪。"):
        assert not tells_own_lot(view, sense)


def test_remarks_on_the_world_are_led_back_from_at_once(sense: Sense) -> None:
    for line in ("The prime minister is a liar.", "Dogs are better than people.", "门开着呢。"):
        assert aside_in([line], sense) is None


def test_without_encoders_nothing_is_guessed() -> None:
    broken = FakeEmbedder()
    broken.broken = True
    assert aside_in(["My brother died."], None) is None
    assert aside_in(["My brother died."], Sense(broken, load_heads(MIND))) is None
