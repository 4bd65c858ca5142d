"""Sentences as they can stand alone."""

from __future__ import annotations

import pytest

from vr_app.host.answers.passages import page_passages
from vr_app.host.card.first_person import first_person


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("There's a guided tour every Friday. It lasts fifty minutes.", "The guided tour lasts fifty minutes."),
        ("There are three bells in the tower. They ring at dusk.", "The three bells ring at dusk."),
        ("There is an oil lamp hanging from the beam. Its glass is green.", "The oil lamp’s glass is green."),
        ("There is nothing to see. It was sold.", "There is nothing to see. It was sold."),
    ],
)
def test_what_there_is_is_called_by_its_name_afterwards(text: str, spoken: str) -> None:
    assert page_passages(text, "page")[-1].spoken == spoken


def test_all_that_a_card_tells_of_its_character_is_told_in_the_first_person() -> None:
    told = "Renzo Albanese carves and moves the puppets. He keeps bees and geese, and sews."
    said = first_person(told, "Renzo Albanese", "Renzo")
    assert said == "I carve and move the puppets. I keep bees and geese, and sew."
