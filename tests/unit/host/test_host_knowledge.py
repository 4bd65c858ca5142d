"""Answers from what is written, in places that no scene of ours has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes.made_places import (
    ISLAND,
    ISLAND_HOST,
    ISLAND_PAGES,
    ISLAND_QUESTIONS,
    ISLAND_UNKNOWN,
    TEA_PLACE,
    TEA_QUESTIONS,
    TEA_UNKNOWN,
    island,
    pages_of,
    tea_house,
)
from vr_app.host.answers.answer_fitness import can_answer
from vr_app.host.answers.consulted import PASSAGE_TOKENS
from vr_app.host.answers.declining import is_declining
from vr_app.host.answers.passages import Passage
from vr_app.host.answers.place_words import noun_of_place, spelled_out
from vr_app.host.answers.question import read_question
from vr_app.host.card.persona import Persona
from vr_app.host.knowledge import Knowledge
from vr_app.host.place.scene_brief import Place, Viewpoint
from vr_app.host.words.token_budget import estimated_tokens
from vr_app.store.passages import PassageIndex


@pytest.fixture(scope="module")
def known():
    return island(PassageIndex())


def test_most_questions_get_the_fact_that_is_written(known) -> None:
    wrong = []
    for said, has in ISLAND_QUESTIONS:
        found = known.consult(said, ISLAND.arrival)
        if found.how not in ("told", "informed") or not all(part in " ".join(found.sentences) for part in has):
            wrong.append(said)
    assert len(wrong) <= 0.1 * len(ISLAND_QUESTIONS), wrong


def test_what_nobody_wrote_is_declined(known) -> None:
    undeclined = [said for said in ISLAND_UNKNOWN if known.consult(said, ISLAND.arrival).how != "declined"]
    assert len(undeclined) <= 0.05 * len(ISLAND_UNKNOWN), undeclined


def test_chinese_pages_answer_chinese_questions() -> None:
    known = tea_house(PassageIndex())
    for said, has in TEA_QUESTIONS:
        found = known.consult(said, TEA_PLACE.arrival)
        assert found.how in ("told", "informed"), said
        assert all(part in " ".join(found.sentences) for part in has), said
    declined = [known.consult(said, TEA_PLACE.arrival).how == "declined" for said in TEA_UNKNOWN]
    assert sum(declined) >= len(declined) - 1


def test_an_altered_fact_alters_the_answer_and_a_removed_one_is_declined() -> None:
    said = "When was the lighthouse first lit?"
    changed = {**ISLAND_PAGES, "the-light.md": ISLAND_PAGES["the-light.md"].replace("4 March 1836", "9 May 1851")}
    answer = island(PassageIndex(), changed).consult(said, ISLAND.arrival)
    assert "1851" in answer.sentences[0] and "1836" not in answer.sentences[0]
    page = ISLAND_PAGES["the-light.md"].replace(
        "Skerry Vane was lit for the first time on 4 March 1836, after six summers of building. ", ""
    )
    removed = island(PassageIndex(), {**ISLAND_PAGES, "the-light.md": page}).consult(said, ISLAND.arrival)
    assert removed.how == "declined"
    assert "know" in removed.sentences[0]


def test_an_answer_names_its_source_and_a_pronoun_its_subject(known) -> None:
    answer = known.consult("How far does the beam reach?", ISLAND.arrival)
    assert answer.sources[0].source == "lore/the-light.md"
    named = known.consult("What does the lens float on?", ISLAND.arrival)
    assert named.sentences[0].startswith("The lens floats")


def test_the_note_for_the_model_is_short(known) -> None:
    found = known.consult("Tell me about the puffins", ISLAND.arrival)
    assert found.how == "informed"
    facts = found.note.partition(": ")[2]
    assert "puffins" in facts and estimated_tokens(facts) <= PASSAGE_TOKENS + 12


def test_the_host_is_asked_in_the_second_person_and_answers_in_the_first(known) -> None:
    found = known.consult("How old are you?", ISLAND.arrival)
    assert found.how == "informed" and "I am the island's warden, sixty-two years old" in found.note
    assert known.consult("Are you married?", ISLAND.arrival).how == "declined"


@pytest.mark.parametrize("said", ["Hello!", "How are you today?", "Do you like it here?", "Thank you.", "你好吗？"])
def test_small_talk_is_left_to_the_model(known, said: str) -> None:
    assert known.consult(said, ISLAND.arrival).how == "free"


@pytest.mark.parametrize("said", ["I can't hear you", "Something is wrong with the picture", "没有声音"])
def test_a_complaint_about_the_machine_is_looked_into(known, said: str) -> None:
    assert known.consult(said, ISLAND.arrival).how == "health"


@pytest.mark.parametrize("said", ["😀😀", "a" * 2000, "?", "{{user}} {0} %s", "' OR 1=1 --", '"', "NEAR AND OR NOT *"])
def test_odd_lines_do_no_harm(known, said: str) -> None:
    assert known.consult(said, ISLAND.arrival).how in ("free", "declined", "informed")


def test_a_part_of_the_place_is_not_taken_for_one_of_the_program() -> None:
    pages = {"a.md": "The window over the stairs was made in Ghent. It has nine panes."}
    known = island(PassageIndex(), pages)
    assert "Ghent" in known.consult("Where was that window made?", ISLAND.arrival).sentences[0]
    assert known.consult("How do I open the settings window?", ISLAND.arrival).question.about == "app"


def test_this_place_is_called_by_its_noun_and_its_age_asked_by_its_beginning() -> None:
    noun = noun_of_place("Lighthouse island", [Passage(0, "light.md", "lore", "The lighthouse", "")])
    assert noun == "lighthouse"
    assert spelled_out("how old is this place", noun) == "when was the lighthouse founded or built"
    assert spelled_out("how long has this place been here", noun) == "when was the lighthouse founded or built"
    assert spelled_out("who looks after this place", noun) == "who looks after the lighthouse"
    assert spelled_out("how old is the red tug", noun, {"tug"}) == "when was the red tug founded or built"
    assert spelled_out("how old is the keeper", noun) == "how old is the keeper"
    assert spelled_out("is this the place to rest", noun) == "is this the place to rest"
    pages = pages_of({"light.md": "# The lighthouse\n\nThe lighthouse is painted by Rosa Quill every spring."})
    known = Knowledge(replace(ISLAND, title="Lighthouse island"), ISLAND_HOST, pages, PassageIndex())
    assert "Rosa Quill" in known.consult("Who paints this place?", ISLAND.arrival).sentences[0]


def test_how_many_come_is_not_told_by_what_only_speaks_of_them() -> None:
    asks = read_question("Do you get many visitors?")
    assert not can_answer(asks, "Visitors are asked to walk on the brass.")
    assert can_answer(asks, "A dozen visitors come on a fine day.")


def test_what_is_not_known_is_owned_according_to_what_was_asked(known) -> None:
    place = known.consult("Is there a toilet?", ISLAND.arrival)
    host = known.consult("What was your grandmother's name?", ISLAND.arrival)
    assert place.how == host.how == "declined"
    assert place.sentences[0].startswith("I don't know of any")
    assert "myself" in host.sentences[0] or "about me" in host.sentences[0]
    for known_not in (place, host, known.consult("What did the paint cost?", ISLAND.arrival)):
        assert is_declining(" ".join(known_not.sentences))
    assert not is_declining("The lighthouse was built in 1842.")


def test_a_question_is_read_for_what_it_wants() -> None:
    assert read_question("Do you know who built it?").wants == "who"
    assert read_question("Thanks! And how tall is it?").wants == "measure"
    assert read_question("鲸鱼有多长？").wants == "measure"
    assert read_question("How do I change the volume?").about == "app"
    assert read_question("What does doctor tell?").about == "app"
    assert read_question("Is there a doctor in the village?").about == "place"
    assert read_question("What is my name?").about == "visitor"
    assert read_question("What is our dog's name?").about == "visitor"
    assert read_question("How much do I have to put down in advance?").about == "place"
    assert read_question("Why do you keep geese?").wants == "why"
    assert read_question("Why do you laugh?").wants == ""
    assert read_question("Do you have a cloakroom?").wants == "whether"
    assert read_question("Do you have any advice for me?").wants == ""
    assert read_question("Do you like your job?").wants == ""
    assert read_question("Do you have a job?").wants == "whether"
    assert read_question("Tell me something about the largest thing here.").wants == ""
    assert read_question("Is there a story that people tell about it?").wants == "tell"


def test_words_of_the_place_are_no_trouble_with_the_program_and_no_manual() -> None:
    here = Viewpoint()
    place = Place("harbour", "Ice harbour", "A small harbour in the ice.")
    pages = pages_of({"harbour.md": "# The harbour\n\nIt freezes over in December. The key hangs behind the clock.\n"})
    known = Knowledge(place, Persona(name="Eino"), pages, PassageIndex())
    assert known.consult("When does it freeze over?", here).how != "health"
    assert "behind the clock" in " ".join(known.consult("Where do I find the key?", here).sentences)
    assert known.consult("The picture keeps freezing.", here).how == "health"
