"""The ready-made figures: their list, and which one a place and a person get."""

from __future__ import annotations

import pytest

from vr_app.kernel.resources import resource_path
from vr_app.library.avatars import fitting_avatar, presented, ready_avatars


def test_there_are_men_and_women_and_their_files_are_there() -> None:
    figures = ready_avatars()
    assert len(figures) >= 9
    assert sum(figure.presents == "woman" for figure in figures) >= 4
    assert sum(figure.presents == "man" for figure in figures) >= 4
    for figure in figures:
        assert figure.reference == f"app:avatar/{figure.name}.vrm"
        assert (resource_path("assets") / figure.reference.removeprefix("app:")).is_file()


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("a moonlit harbour where fishermen tell stories", "joren"),
        ("an observatory on a hill", "ilario"),
        ("the hall of a museum", "tomas"),
        ("a camp in the forest by a lake", "lena"),
        ("a cottage with a fireside and a grandmother", "ingrid"),
        ("a laboratory in the desert", "samira"),
        ("沙漠里的实验室", "samira"),
    ],
)
def test_a_place_gets_a_figure_that_suits_it(place: str, name: str) -> None:
    assert fitting_avatar(place).name == name


def test_a_person_looks_like_what_is_said_of_them() -> None:
    assert fitting_avatar("a harbour", "Greta", "She mends nets.").presents == "woman"
    assert fitting_avatar("a library", "Bram", "He binds books.").presents == "man"
    assert fitting_avatar("一个港口", "阿兰", "她在修网。").presents == "woman"


@pytest.mark.parametrize(
    ("name", "who", "wanted"),
    [("Ada Lund", "", "woman"), ("Luca", "", ""), ("Kim", "An old man of the sea.", "man"), ("Kim", "", "")],
)
def test_names_and_descriptions_say_who_somebody_is(name: str, who: str, wanted: str) -> None:
    assert presented(name, who) == wanted


def test_the_same_words_get_the_same_figure() -> None:
    assert fitting_avatar("somewhere", "Kim") == fitting_avatar("somewhere", "Kim")
