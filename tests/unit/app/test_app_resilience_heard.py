"""The judge of the resilience bench sees a lost word, an invented one, and lets only the newest be on its way."""

from __future__ import annotations

import pytest

from vr_app.app.bench.resilience_heard import IN_FLIGHT_S, Report, heard_until, judge
from vr_app.kernel.ids import DEFAULT_PERSON
from vr_app.store.conversation import StoredTurn

KILLED_S = 10.0


def _heard(index: int, text: str, at_s: float) -> Report:
    return {"type": "Heard", "turn": 7, "index": index, "text": text, "at_s": at_s}


REPORTS: list[Report] = [
    {"type": "TurnOpened", "turn": 7, "said": "Hello", "at_s": 5.0},
    _heard(0, "The sea", 8.0),
    _heard(0, "The sea is calm.", 9.0),
    _heard(1, "", 9.2),
    _heard(1, "Come", KILLED_S - 2 * IN_FLIGHT_S),
    _heard(1, "Come here", KILLED_S - IN_FLIGHT_S / 2),
]


def _stored(*sentences: str, said: str = "Hello", heard: str | None = None) -> StoredTurn:
    whole = " ".join(sentences) if heard is None else heard
    return StoredTurn(1, 7, DEFAULT_PERSON, "terrace", said, "script", whole, "interrupted", 0.0, sentences)


@pytest.mark.parametrize(
    ("stored", "verdict"),
    [
        (_stored("The sea is calm.", "Come here"), "equal"),
        (_stored("The sea is calm.", "Come"), "in flight"),
        (_stored("The sea is calm."), "different"),
        (_stored("The sea is calm.", "Come here now"), "different"),
        (_stored("The sea", "Come here"), "different"),
        (_stored("The sea is calm.", "Come here", said="Hullo"), "different"),
        (_stored("The sea is calm.", "Come here", heard="The sea is calm."), "different"),
        (None, "different"),
    ],
)
def test_a_turn_that_was_killed(stored: StoredTurn | None, verdict: str) -> None:
    found, problem = judge(REPORTS, 7, stored, KILLED_S)
    assert found == verdict
    assert bool(problem) == (verdict == "different")


def test_a_turn_that_came_to_its_end_lacks_nothing() -> None:
    assert judge(REPORTS, 7, _stored("The sea is calm.", "Come"), None)[0] == "different"
    assert judge(REPORTS, 7, _stored("The sea is calm.", "Come here"), None)[0] == "equal"


def test_what_was_heard_before_a_moment() -> None:
    assert heard_until(REPORTS, 7, 8.5) == ("The sea",)
    assert heard_until(REPORTS, 8) == ()
