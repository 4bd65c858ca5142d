"""Captions are translated beside the talk: in order, never in its way, and left alone where that cannot be."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from typing import Any

import pytest

from vr_app.app.caption_translator import TOO_SMALL, CaptionTranslator
from vr_app.kernel import events as ev
from vr_app.kernel.ids import TurnId

ONE, TWO = TurnId(1), TurnId(2)
WELCOME, BUILT = "Welcome to the observatory.", "It was built in 1887."
GERMAN = {WELCOME: "Willkommen im Observatorium.", BUILT: "Es wurde 1887 gebaut."}


class Talk:
    """A translator with a program that has the model."""

    def __init__(self, *, able: bool = True) -> None:
        self.jobs: queue.Queue[Any] = queue.Queue()
        self.shown: queue.Queue[Any] = queue.Queue()
        self.language = "de"
        self.translator = CaptionTranslator(self.shown.put, self.jobs.put, lambda: self.language, lambda: able)
        self.note(ev.ModelReady("language", "m", "e", 0.1), ev.TurnOpened(ONE, "Hello.", "keyboard"))

    def note(self, *events: Any) -> None:
        for event in events:
            assert not self.translator.note(event)

    def job(self) -> ev.Generate:
        job = self.jobs.get(timeout=20)
        assert isinstance(job, ev.Generate)
        return job

    def answer(self, job: ev.Generate, words: str = "") -> None:
        for piece in (words or GERMAN[job.messages[-1].content]).split():
            assert self.translator.note(ev.TokensGenerated(job.turn, piece + " ")), "nobody else sees it"
        assert self.translator.note(ev.GenerationFinished(job.turn, "stop"))


@pytest.fixture
def talk() -> Iterator[Talk]:
    made = Talk()
    yield made
    made.translator.close()


def test_each_sentence_is_translated_in_its_turn(talk: Talk) -> None:
    talk.note(ev.SentenceReady(ONE, 0, WELCOME), ev.SentenceReady(ONE, 1, BUILT))
    for number, line in enumerate((WELCOME, BUILT)):
        talk.answer(talk.job())
        assert talk.shown.get(timeout=20) == ev.CaptionTranslated(ONE, number, GERMAN[line], "de")


def test_the_host_goes_first(talk: Talk) -> None:
    talk.note(ev.SentenceReady(ONE, 0, WELCOME))
    first = talk.job()
    talk.note(ev.Generate(ONE, ()))
    assert talk.jobs.get(timeout=20) == ev.CancelTurn(first.turn)
    assert talk.translator.note(ev.GenerationFinished(first.turn, "cancelled"))
    assert talk.shown.empty() and talk.jobs.empty()
    talk.note(ev.GenerationFinished(ONE, "stop"))
    talk.answer(talk.job())
    assert talk.shown.get(timeout=20).text == GERMAN[WELCOME]


def test_an_older_turn_is_not_translated_any_more(talk: Talk) -> None:
    talk.note(ev.SentenceReady(ONE, 0, WELCOME))
    first = talk.job()
    talk.note(ev.VisitorSpoke("Next."), ev.TurnOpened(TWO, "Next.", "keyboard"), ev.SentenceReady(TWO, 0, BUILT))
    assert talk.jobs.get(timeout=20) == ev.CancelTurn(first.turn)
    talk.translator.note(ev.GenerationFinished(first.turn, "cancelled"))
    job = talk.job()
    assert job.messages[-1].content == BUILT
    talk.answer(job)
    assert talk.shown.get(timeout=20) == ev.CaptionTranslated(TWO, 0, GERMAN[BUILT], "de")


def test_what_is_no_translation_is_not_shown(talk: Talk) -> None:
    talk.note(ev.SentenceReady(ONE, 0, WELCOME), ev.SentenceReady(ONE, 1, BUILT))
    talk.answer(talk.job(), WELCOME)
    talk.answer(talk.job())
    assert talk.shown.get(timeout=20).index == 1


def test_captions_as_spoken_ask_nothing_of_the_model(talk: Talk) -> None:
    talk.language = "spoken"
    talk.note(ev.SentenceReady(ONE, 0, WELCOME))
    talk.language = "de"
    talk.note(ev.SentenceReady(ONE, 1, BUILT))
    job = talk.job()
    assert job.messages[-1].content == BUILT
    talk.answer(job)


def test_without_a_model_the_original_stays(talk: Talk) -> None:
    talk.note(ev.InferenceFailed("language", None, "It is gone.", False))
    talk.note(ev.SentenceReady(ONE, 0, WELCOME))
    talk.note(ev.ModelReady("language", "m", "e", 0.1))
    talk.note(ev.SentenceReady(ONE, 1, BUILT))
    job = talk.job()
    talk.answer(job)
    shown = talk.shown.get(timeout=20)
    assert shown.text == GERMAN[job.messages[-1].content]


def test_a_small_model_says_once_that_it_cannot() -> None:
    talk = Talk(able=False)
    talk.note(ev.SentenceReady(ONE, 0, WELCOME), ev.SentenceReady(ONE, 1, BUILT))
    assert talk.shown.get_nowait() == ev.HostNotice(TOO_SMALL)
    assert talk.shown.empty() and talk.jobs.empty()
    talk.translator.close()
