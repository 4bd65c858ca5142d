"""Answers in places that were written after the rules: by the words alone, as where no embedder is installed."""

from __future__ import annotations

import pytest

from tests.fakes import unseen_places as places
from tests.fakes.made_places import pages_of
from vr_app.host.knowledge import Knowledge
from vr_app.store.passages import PassageIndex

PLACES = ("MILL", "STATION", "TOWER")


def part(place: str, name: str = ""):
    return getattr(places, f"{place}_{name}" if name else place)


@pytest.fixture(scope="module", params=PLACES)
def place(request: pytest.FixtureRequest) -> str:
    return request.param


def knowledge(place: str) -> Knowledge:
    return Knowledge(part(place), part(place, "HOST"), pages_of(part(place, "PAGES")), PassageIndex())


def test_most_questions_are_answered_right(place: str) -> None:
    known, wrong = knowledge(place), []
    for said, has in part(place, "QUESTIONS"):
        found = known.consult(said, part(place).arrival)
        if found.how not in ("told", "informed") or has.lower() not in " ".join(found.sentences).lower():
            wrong.append(said)
    assert len(wrong) <= 0.3 * len(part(place, "QUESTIONS")), wrong


def test_nearly_all_that_nobody_wrote_is_declined(place: str) -> None:
    known = knowledge(place)
    undeclined = [s for s in part(place, "UNKNOWN") if known.consult(s, part(place).arrival).how != "declined"]
    assert len(undeclined) <= 0.1 * len(part(place, "UNKNOWN")), undeclined
