"""Latency is counted from the visitor's line, per stage, and the record writes what passed by."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from vr_app.app.bench.figures import table
from vr_app.app.bench.turn_traces import traced, turn_trace
from vr_app.app.latency import LatencyLog, TurnTiming
from vr_app.app.record import SessionRecord, latency_report, prepare_out_folder
from vr_app.kernel import events as ev
from vr_app.kernel.errors import UserError
from vr_app.kernel.ids import TurnId

TURN = TurnId(4)


def sounding(index: int, lead_ms: int, tail_ms: int) -> ev.Utterance:
    """A hundred milliseconds that begin and end in silence."""
    wave = np.zeros(1600, "<i2")
    wave[16 * lead_ms : 1600 - 16 * tail_ms] = 9000
    return ev.Utterance(TURN, index, "Good evening.", wave.tobytes(), 16000, (ev.PhonemeSpan("", 0, 1600),))


def passed_by() -> list[tuple[float, object]]:
    pcm = b"\0\0" * 1600
    utterance = ev.Utterance(TURN, 0, "Good evening.", pcm, 16000, (ev.PhonemeSpan("", 0, 1600),))
    return [
        (10.1, ev.VisitorSpoke("Hello", posted_s=10.0)),
        (10.2, ev.TurnOpened(TURN, "Hello", "keyboard")),
        (10.2, ev.BodyCue(TURN, activity="thinking")),
        (10.3, ev.Generate(TURN, ())),
        (10.6, ev.TokensGenerated(TURN, "Good ")),
        (10.7, ev.TokensGenerated(TURN, "evening.")),
        (10.8, ev.SentenceReady(TURN, 0, "Good evening.")),
        (10.9, ev.SpeechSynthesized(utterance, 0.1)),
        (10.9, ev.PlayUtterance(sounding(0, 40, 30))),
        (11.0, ev.PlaybackStarted(TURN, 0, 1.5, 11.0)),
        (11.0, ev.PlayUtterance(sounding(1, 20, 0))),
        (11.1, ev.PlaybackFinished(TURN, 0, 1600, 1.6)),
        (11.1, ev.SentenceHeard(TURN, 0, "Good evening.", True)),
        (11.4, ev.PlaybackStarted(TURN, 1, 1.85, 11.35)),
        (12.0, ev.GenerationFinished(TURN, "stop", 600, 590, 12, 0.4, 1.5)),
        (12.1, ev.TurnClosed(TURN, "Good evening.", "complete")),
    ]


def test_each_stage_counts_from_the_line_as_posted() -> None:
    log = LatencyLog()
    for at_s, event in passed_by():
        log.note(event, at_s)
    timing = log.turns[TURN]
    assert timing.first_sign_s == pytest.approx(0.2)
    assert timing.first_token_s == pytest.approx(0.6)
    assert timing.first_sentence_s == pytest.approx(0.8)
    assert timing.first_speech_s == pytest.approx(0.9)
    assert timing.first_audio_s == pytest.approx(1.0)
    assert timing.gaps_s == pytest.approx([0.25])
    assert timing.silences_s == pytest.approx([0.25 + 0.03 + 0.02])
    assert timing.stages() == pytest.approx(
        {"asking": 0.3, "first_token": 0.3, "first_clause": 0.2, "synthesis": 0.1, "playout": 0.1}
    )
    assert (timing.new_tokens, timing.clause_tokens, timing.attempts) == (10, 2, 1)
    assert timing.tokens_per_s == pytest.approx(10.0)
    assert (timing.prompt_tokens, timing.cached_tokens, timing.outcome) == (600, 590, "complete")


def test_events_of_unknown_turns_are_passed_over() -> None:
    log = LatencyLog()
    log.note(ev.TokensGenerated(TurnId(9), "x"), 1.0)
    assert log.turns == {}


def test_the_record_has_one_line_per_event_without_sound(tmp_path: Path) -> None:
    record, log = SessionRecord(tmp_path, "Mei"), LatencyLog()
    for at_s, event in passed_by():
        log.note(event, at_s)
        record.note(event, at_s - 10.0)
    record.close({"turns": latency_report(log)})
    lines = [json.loads(line) for line in (tmp_path / "session.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["type"] for line in lines][:3] == ["VisitorSpoke", "TurnOpened", "BodyCue"]
    assert all({"t_s", "type", "turn"} <= line.keys() for line in lines)
    speech = next(line for line in lines if line["type"] == "SpeechSynthesized")
    assert speech["text"] == "Good evening."
    assert "pcm" not in speech
    assert "00:00:01.500 --> 00:00:01.600\n<v Mei>Good evening." in (tmp_path / "captions.vtt").read_text("utf-8")
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["turns"]["4"]["first_audio_s"] == pytest.approx(1.0)


def test_captions_hold_what_was_heard_of_a_cut_sentence(tmp_path: Path) -> None:
    record = SessionRecord(tmp_path, "Mei")
    record.note(ev.SentenceReady(TURN, 0, "Good evening, traveller."), 1.0)
    record.note(ev.PlaybackStarted(TURN, 0, 1.5, 11.0), 1.5)
    record.note(ev.PlaybackFinished(TURN, 0, 800, 2.0, interrupted=True), 2.0)
    record.note(ev.SentenceHeard(TURN, 0, "Good evening,", False), 2.0)
    record.note(ev.PlaybackFinished(TURN, 1, 0, 2.0, interrupted=True), 2.0)
    record.close({})
    captions = (tmp_path / "captions.vtt").read_text("utf-8")
    assert captions.rstrip().endswith("00:00:01.500 --> 00:00:02.000\n<v Mei>Good evening,")


def test_an_out_folder_that_cannot_be_made_is_told_plainly(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    with pytest.raises(UserError, match="cannot be written to"):
        prepare_out_folder(file / "out")


def test_a_record_that_cannot_be_finished_is_told_plainly(tmp_path: Path) -> None:
    record = SessionRecord(tmp_path, "Mei")
    (tmp_path / "report.json").mkdir()
    with pytest.raises(UserError, match="could not be kept"):
        record.close({})


def test_the_share_of_each_stage_is_told_for_turns_that_were_heard() -> None:
    log = LatencyLog()
    for at_s, event in passed_by():
        log.note(event, at_s)
    silent = TurnTiming(asked_s=0.1)
    result = traced([log.turns[TURN], silent])
    assert result["stage_share"] == {
        "asking": 0.3, "first_token": 0.3, "first_clause": 0.2, "synthesis": 0.1, "playout": 0.1,
    }  # fmt: skip
    assert result["stage_s"]["first_token"].count == 1
    assert turn_trace(log.turns[TURN])["gaps_s"] == [0.25]
    assert turn_trace(silent)["stage_s"] == {}
    assert traced([silent])["stage_share"] == {}


def test_a_table_has_a_line_for_each_turn() -> None:
    text = table({"replies": [{"said": "Hi", "gaps_s": [0.1]}, {"said": "Yes", "gaps_s": []}], "empty": []})
    assert text.splitlines() == [
        "replies", "  said: Hi  gaps_s: [0.1]", "  said: Yes  gaps_s: []", f"{'empty':<34} []",
    ]  # fmt: skip
