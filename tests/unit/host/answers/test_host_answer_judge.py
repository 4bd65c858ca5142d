"""The heads that judge answers: trained the same each time, kept as they are; places that measure them are sound."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.fakes.fake_embedder import FakeEmbedder
from tests.fakes.made_places import ISLAND, ISLAND_HOST, ISLAND_PAGES, pages_of
from vr_app.app.bench.mind_cases import read_mind_cases
from vr_app.app.bench.mind_grounding import holds
from vr_app.app.knowledge_shelf import knowledge_of
from vr_app.app.places import open_place
from vr_app.host.answers.answer_evidence import COLUMNS
from vr_app.host.answers.answer_judge import Judged, judged, load_answer_heads
from vr_app.host.answers.answer_training import AskedBefore, train_answers
from vr_app.host.answers.passages import Passage, page_passages
from vr_app.host.answers.question import read_question
from vr_app.host.knowledge import Knowledge
from vr_app.kernel.errors import UserError
from vr_app.kernel.resources import resource_path
from vr_app.store.passages import PassageIndex

HELD_BACK = sorted(Path(__file__).parents[3].joinpath("places").iterdir())
PASSAGES = [Passage(number, "lore/x.md", "lore", "", f"Sentence {number}.") for number in range(6)]


def asked(seed: int) -> AskedBefore:
    """Evidence in which the right one is near and holds, or of nothing that is right."""
    chance = np.random.default_rng(seed)
    rows = chance.normal(0.2, 0.05, (6, len(COLUMNS))).astype(np.float32)
    right = np.zeros(6, bool)
    if seed % 3:
        right[seed % 6] = True
        rows[seed % 6] += 0.5
    return AskedBefore(read_question("When was the tower built?"), rows, right)


def test_training_finds_the_right_one_and_how_sure_it_is(tmp_path: Path) -> None:
    heads = train_answers([asked(seed) for seed in range(60)])
    heads.save(tmp_path / "answers.json")
    heads = load_answer_heads(tmp_path / "answers.json")
    for seed in range(100, 118):
        one = asked(seed)
        found = judged(heads, one.question, PASSAGES, one.rows)
        assert found is not None
        if seed % 3:
            assert found.passage.id == seed % 6 and found.sureness > 0.7 and len(found.others) == 5
            assert all(0 <= sure <= found.sureness for _, sure in found.others)
        else:
            assert found.sureness < 0.3


def test_the_same_lessons_make_the_same_heads() -> None:
    lessons = [asked(seed) for seed in range(30)]
    assert train_answers(lessons) == train_answers(lessons)


def test_broken_weights_are_told(tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text('{"order": 3}', encoding="utf-8")
    with pytest.raises(UserError, match="trained weights"):
        load_answer_heads(tmp_path / "answers.json")


def test_with_heads_and_meanings_an_answer_is_a_written_sentence_or_none() -> None:
    heads = load_answer_heads(resource_path("assets") / "mind" / "answers.json")
    pages = pages_of(ISLAND_PAGES)
    known = Knowledge(ISLAND, ISLAND_HOST, pages, PassageIndex(), CloseToAll(), heads=heads)
    assert known.learn_meanings()
    texts = " ".join(passage.text for passage in known.passages)
    for said in ("When was the lighthouse built?", "Who paid for the moon?", "How tall is it?"):
        found = known.consult(said, ISLAND.arrival)
        assert found.how in ("told", "doubtful", "declined")
        assert all(source.text in texts for source in found.sources)


def test_whoever_judges_a_sentence_is_told_whom_it_speaks_of() -> None:
    page = "# Boats\n\nThe Lady came in 1974. She is fast. She was paid for by the widows. Nobody remembers why."
    known = Knowledge(ISLAND, ISLAND_HOST, page_passages(page, "lore/x.md"), PassageIndex())
    paid = next(passage for passage in known.passages if "widows" in passage.text)
    question = read_question("Who gave the money for the boat?")
    doubted = known._forms.doubtful(question, question.text, paid, [], likely=False)
    assert doubted.note == "The Lady was paid for by the widows."
    assert "1974" not in " ".join(doubted.sentences)


def test_a_neighbour_that_may_answer_as_well_is_said_with_it() -> None:
    page = "# Bell\n\nMy uncle whistled, and the bell came out mute. It stands in the yard now. The cats like it."
    known = Knowledge(ISLAND, ISLAND_HOST, page_passages(page, "lore/x.md"), PassageIndex())
    mute, yard, cats = (p for p in known.passages if p.source == "lore/x.md")
    question = read_question("What became of the mute bell?")
    assert known._forms.told(question, mute, []).sources == (mute,)
    assert known._forms.told(question, mute, [], likely=[yard]).sources == (mute, yard)
    assert known._forms.told(question, mute, [], likely=[cats]).sources == (mute,)


def test_what_a_visitor_says_is_not_asked_of_the_embedder_of_written_texts() -> None:
    heads = load_answer_heads(resource_path("assets") / "mind" / "answers.json")
    lines, written = CloseToAll(), CloseToAll()
    known = Knowledge(ISLAND, ISLAND_HOST, pages_of(ISLAND_PAGES), PassageIndex(), lines, heads=heads)
    assert known.learn_meanings(written)
    assert written.calls and not lines.calls
    learnt = len(written.calls)
    known.consult("When was the lighthouse built?", ISLAND.arrival)
    assert lines.calls and len(written.calls) == learnt


class CloseToAll(FakeEmbedder):
    """The fake with as many numbers as the real one."""

    dimensions = 896

    def embed(self, texts: object) -> np.ndarray:
        rows = super().embed(texts)  # type: ignore[arg-type]
        wide = np.zeros((len(rows), self.dimensions), np.float32)
        wide[:, : rows.shape[1]] = rows[:, : self.dimensions]
        return wide


@pytest.mark.parametrize("folder", HELD_BACK, ids=lambda folder: folder.name)
def test_the_places_for_measuring_hold_their_answers(folder: Path) -> None:
    knowledge, notes = knowledge_of(open_place(folder), with_manual=False)
    cases = read_mind_cases(folder / "cases.jsonl")
    assert notes == [] and len(cases) >= 30
    for case in cases:
        if case.kind == "grounded":
            assert any(holds(case, passage.text) for passage in knowledge.passages), case.said


def test_a_table_is_said_with_its_columns_and_a_dialogue_by_its_answers() -> None:
    table = "| boat | built | carries |\n|---|---|---|\n| Lady | 1974 | 90 people |"
    page = f"{table}\n\nVisitor: Is it true?\nHost: It is. She sank."
    assert [passage.text for passage in page_passages(page, "lore/x.md")] == [
        "Lady: built 1974, carries 90 people.",
        "It is. She sank.",
    ]


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("And nobody ever left the lighthouse?", "free"),
        ("They never painted the lighthouse?", "free"),
        ("Nobody knows who painted the lighthouse?", "doubtful"),
        ("Is the lighthouse painted?", "doubtful"),
    ],
)
def test_a_statement_of_people_spoken_of_before_is_talk(said: str, how: str) -> None:
    known, painted = _painted_lighthouse("The lighthouse was painted by Ada Finch.")
    question = replace(read_question(said), wants="")
    assert known._by_judgement(question, said, Judged(painted, 0.5), []).how == how


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("My old spaniel would love the lighthouse.", "doubtful"),
        ("Lovely lighthouse, isn't it?", "free"),
    ],
)
def test_a_remark_is_held_against_what_is_written_unless_it_only_wants_a_nod(said: str, how: str) -> None:
    known, painted = _painted_lighthouse("The lighthouse was painted by Ada Finch.")
    assert known._by_judgement(read_question(said), said, Judged(painted, 0.4), []).how == how


def test_the_sentence_beside_the_likeliest_is_judged_by_itself() -> None:
    known, painted = _painted_lighthouse("The lighthouse was painted by Ada Finch. She took red lead for it.")
    beside = next(passage for passage in known.passages if "red lead" in passage.text)
    question = read_question("What is the paint of the lighthouse?")
    doubt = known._by_judgement(question, question.text, Judged(painted, 0.5, ((beside, 0.3),)), [])
    assert doubt.how == "doubtful" and doubt.then is not None
    assert "red lead" in doubt.then.note and "Ada" not in doubt.then.note


def test_how_something_of_the_place_is_done_is_not_looked_for_in_the_manual_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known, painted = _painted_lighthouse("The lighthouse was painted by Ada Finch with a broom.")
    monkeypatch.setattr(known.passage_search, "judge", lambda *_: Judged(painted, 0.5))
    assert read_question("How do you decorate your walls?").how_to
    assert known.consult("How do you decorate your walls?", ISLAND.arrival).how == "doubtful"
    monkeypatch.setattr(known.passage_search, "judge", lambda *_: None)
    assert known.consult("How do you decorate your walls?", ISLAND.arrival).how == "declined"


def _painted_lighthouse(text: str) -> tuple[Knowledge, Passage]:
    known = Knowledge(ISLAND, ISLAND_HOST, page_passages(f"# Lighthouse\n\n{text}", "lore/x.md"), PassageIndex())
    return known, next(passage for passage in known.passages if "Ada" in passage.text)
