"""What a soak and a paced run come to: each broken promise is named, and nothing else."""

from __future__ import annotations

from typing import Any

from vr_app.app.bench.headset_pacing import judged
from vr_app.app.bench.headset_soak import judge_soak
from vr_app.kernel.ids import PersonId
from vr_app.store.conversation import StoredTurn


def counted(at_s: float, resident_mb: float, textures: int = 40) -> dict[str, Any]:
    return {"type": "Counted", "at_s": at_s, "resident_mb": resident_mb, "threads": 12, "gl": {"texture": textures}}


def soak(memory_mb: list[float], textures: list[int] | None = None, status: int = 0) -> list[dict[str, Any]]:
    textures = textures or [40] * len(memory_mb)
    counts = [
        counted(400.0 + 60 * n, mb, number) for n, (mb, number) in enumerate(zip(memory_mb, textures, strict=True))
    ]
    talk: list[dict[str, Any]] = [
        {"type": "Said", "at_s": 20.0, "line": "Who are you? (0)"},
        {"type": "TurnOpened", "at_s": 21.0, "turn": 1, "said": "Who are you? (0)"},
        {"type": "TurnClosed", "at_s": 30.0, "turn": 1, "heard": "I am Mei.", "outcome": "complete"},
    ]
    early = counted(100.0, 10.0)
    return [{"type": "Begun", "at_s": 10.0}, *talk, early, *counts, {"type": "Over", "at_s": 999.0, "status": status}]


def stored(heard: str = "I am Mei.") -> list[StoredTurn]:
    return [
        StoredTurn(1, 1, PersonId("visitor"), "field", "Who are you? (0)", "script", heard, "complete", 0.0, (heard,))
    ]


def test_a_soak_that_keeps_all_promises_has_no_problems() -> None:
    report = judge_soak(soak([500, 502, 501, 503, 502, 501], [40, 43, 41, 40, 42, 40]), stored())
    assert report["problems"] == [] and abs(report["memory_growth"]) < 0.01


def test_what_grows_is_named_and_the_first_five_minutes_do_not_count() -> None:
    problems = judge_soak(soak([500, 505, 510, 520, 530, 540], [40, 40, 41, 44, 47, 50]), stored())["problems"]
    assert len(problems) == 2
    assert problems[0].startswith("memory grew by") and problems[1] == "texture objects went from 41 to 47"


def test_words_that_are_lost_or_differ_are_named() -> None:
    problems = judge_soak(soak([500] * 6), stored("I am"))["problems"]
    assert problems == ["turn 1: heard 'I am Mei.', written 'I am'"]
    assert judge_soak(soak([500] * 6), [])["problems"] == ["turn 1 is not in the database"]
    silent = [report for report in soak([500] * 6) if report["type"] != "TurnOpened"]
    assert judge_soak(silent, stored())["problems"] == ["said and lost: 'Who are you? (0)'"]


def test_a_line_is_known_by_its_number_where_that_became_a_name() -> None:
    named = [r | {"said": "Who is Mei? (0)"} if r["type"] == "TurnOpened" else r for r in soak([500] * 6)]
    assert judge_soak(named, stored())["problems"] == []


def test_a_crash_and_a_headset_that_stays_away_are_named() -> None:
    reports = [*soak([500] * 6, status=-11), {"type": "NotBack", "at_s": 500.0}]
    assert judge_soak(reports, stored())["problems"] == ["NotBack: 1", "the app ended with -11"]
    assert "too short" in judge_soak(soak([500]), stored())["problems"][0]


def test_frames_are_judged_against_the_empty_loop() -> None:
    even = [number / 90 for number in range(900)]
    gaps = [moment for number, moment in enumerate(even) if number % 10]
    spans = {"court": (0.0, 10.0)}
    assert judged(spans, even, [2.0] * 900, even)["problems"] == []
    assert judged(spans, gaps, [2.0] * len(gaps), gaps)["problems"] == [], "the machine itself was late"
    late = judged(spans, gaps, [2.0] * len(gaps), even)["problems"]
    assert len(late) == 1 and "missed" in late[0]
    slow = judged(spans, even, [6.0] * 900, even)["problems"]
    assert len(slow) == 1 and "processor time" in slow[0]
