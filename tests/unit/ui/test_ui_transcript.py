"""The conversation as data."""

from __future__ import annotations

from typing import Any

from vr_app.kernel.events import (
    HostNotice,
    InferenceFailed,
    PlaybackStarted,
    SentenceHeard,
    SentenceReady,
    TokensGenerated,
    TurnClosed,
    TurnOpened,
)
from vr_app.kernel.ids import TurnId
from vr_app.ui.transcript import MAX_ENTRIES, Entry, Transcript

ONE, TWO = TurnId(1), TurnId(2)


def told(*events: Any) -> Transcript:
    transcript = Transcript(lambda entry: None, lambda entry: None)
    for event in events:
        transcript.handle(event)
    return transcript


def reply(transcript: Transcript) -> Entry:
    return [entry for entry in transcript.entries if entry.kind == "host"][-1]


def test_a_turn_opens_with_the_line_and_a_thinking_host() -> None:
    transcript = told(TurnOpened(ONE, "Hi", "keyboard"))
    assert [(e.kind, e.text, e.progress) for e in transcript.entries] == [
        ("visitor", "Hi", "complete"),
        ("host", "", "thinking"),
    ]
    assert transcript.active is transcript.entries[1]


def test_a_greeting_has_no_visitor_line() -> None:
    assert [e.kind for e in told(TurnOpened(ONE, "", "arrival")).entries] == ["host"]


def test_tokens_and_tidied_sentences_make_one_text() -> None:
    transcript = told(
        TurnOpened(ONE, "", "arrival"),
        TokensGenerated(ONE, "(smiles) Hello  there! How"),
        SentenceReady(ONE, 0, "Hello there!"),
        TokensGenerated(ONE, " are you?"),
    )
    assert reply(transcript).text == "Hello there! How are you?"


def test_sentences_alone_are_enough() -> None:
    transcript = told(TurnOpened(ONE, "", "arrival"), SentenceReady(ONE, 0, "One."), SentenceReady(ONE, 1, "Two."))
    assert reply(transcript).text == "One. Two."


def test_chinese_sentences_are_joined_without_a_space() -> None:
    transcript = told(TurnOpened(ONE, "", "arrival"), SentenceReady(ONE, 0, "你好。"), SentenceReady(ONE, 1, "欢迎。"))
    assert reply(transcript).text == "你好。欢迎。"


def test_the_spoken_sentence_is_located() -> None:
    transcript = told(
        TurnOpened(ONE, "", "arrival"),
        SentenceReady(ONE, 0, "One."),
        SentenceReady(ONE, 1, "Two."),
        PlaybackStarted(ONE, 1, 0.0, 0.0),
    )
    entry = reply(transcript)
    assert entry.spoken is not None
    assert entry.text[slice(*entry.spoken)] == "Two."
    transcript.handle(SentenceHeard(ONE, 1, "Two.", True))
    assert entry.spoken is None
    assert entry.heard_end == len(entry.text)


def test_an_interrupted_reply_remembers_how_far_it_was_heard() -> None:
    transcript = told(
        TurnOpened(ONE, "", "arrival"),
        SentenceReady(ONE, 0, "One two three."),
        PlaybackStarted(ONE, 0, 0.0, 0.0),
        SentenceHeard(ONE, 0, "One two", False),
        TurnClosed(ONE, "One two", "interrupted"),
    )
    entry = reply(transcript)
    assert (entry.progress, entry.text[: entry.heard_end]) == ("interrupted", "One two")


def test_words_of_an_older_turn_are_dropped() -> None:
    transcript = told(TurnOpened(ONE, "", "arrival"), SentenceReady(ONE, 0, "Old."), TurnOpened(TWO, "New", "keyboard"))
    transcript.handle(TokensGenerated(ONE, " late words"))
    transcript.handle(SentenceReady(ONE, 1, "Late."))
    assert [e.text for e in transcript.entries] == ["Old.", "New", ""]
    assert transcript.entries[0].progress == "interrupted"


def test_a_reply_that_never_said_a_word_leaves_no_bubble() -> None:
    transcript = told(TurnOpened(ONE, "Hi", "keyboard"), TurnClosed(ONE, "", "failed"))
    assert [e.kind for e in transcript.entries] == ["visitor"]
    assert transcript.active is None


def test_notices_are_shown_once_and_failures_of_a_turn_are_told() -> None:
    transcript = told(
        HostNotice("Wait"),
        HostNotice("Wait"),
        InferenceFailed("voice", ONE, "No voice"),
        InferenceFailed("voice", None, "x"),
    )
    assert [e.text for e in transcript.entries] == ["Wait", "No voice"]


def test_a_long_evening_stays_bounded() -> None:
    removed: list[Entry] = []
    transcript = Transcript(lambda entry: None, removed.append)
    for number in range(MAX_ENTRIES + 50):
        transcript.handle(HostNotice(f"notice {number}"))
    assert len(transcript.entries) == MAX_ENTRIES
    assert removed[0].text == "notice 0"
