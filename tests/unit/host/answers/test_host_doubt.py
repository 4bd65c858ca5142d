"""A doubtful answer: the model says yes or no, its words are never spoken, and what follows is written or declined."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes.made_places import ISLAND, ISLAND_HOST
from vr_app.host.answers.consulted import Consulted
from vr_app.host.answers.doubt import narrowed, settled, to_be_talked_of, verdict
from vr_app.host.answers.doubt_probe import PLAIN
from vr_app.host.answers.passages import Passage
from vr_app.host.answers.question import read_question
from vr_app.host.dialogue import Dialogue
from vr_app.host.replies.knowing import KnowledgeBrought
from vr_app.host.replies.manner import manner_for
from vr_app.kernel import events as ev

SAID = "Which birds live upstairs?"
TEXT = "Two owls sleep in the loft."
SOURCE = Passage(0, "lore/birds.md", "lore", "Birds", TEXT)


def doubtful(*, likely: bool = False, otherwise: tuple[str, ...] = ("I don't know.",)) -> Consulted:
    return Consulted(
        "doubtful",
        read_question(SAID),
        note=TEXT,
        asked=SAID,
        sentences=(TEXT,),
        sources=(SOURCE,),
        otherwise=otherwise,
        likely=likely,
    )


class Known:
    """Knowledge that doubts one thing."""

    passages = (SOURCE,)

    def __init__(self, known: Consulted) -> None:
        self._known = known

    def consult(self, said: str, viewpoint: object, earlier: object = (), *, about_app: bool = False) -> Consulted:
        return self._known

    def told_before(self) -> str:
        return ""


def dialogue(known: Consulted, weights_bytes: int = 0) -> Dialogue:
    made = Dialogue(ISLAND_HOST, ISLAND, manner_for(weights_bytes, 0.6))
    made.handle(ev.InferenceFailed("voice", None, "in writing", False))
    made.handle(KnowledgeBrought(ISLAND, Known(known)))  # type: ignore[arg-type]
    return made


def asked(made: Dialogue) -> tuple[ev.Generate, list]:
    results = made.handle(ev.VisitorSpoke(SAID))
    return next(result for result in results if isinstance(result, ev.Generate)), results


def answered(made: Dialogue, word: str) -> list:
    generate, _ = asked(made)
    results = made.handle(ev.TokensGenerated(generate.turn, word))
    assert results == []
    return made.handle(ev.GenerationFinished(generate.turn, "stop", 20, 3, 1, 0.2))


def texts(results: list) -> list[str]:
    return [result.text for result in results if isinstance(result, ev.SentenceReady)]


def test_the_model_is_shown_the_sentence_and_may_only_say_yes_or_no() -> None:
    generate, results = asked(dialogue(doubtful()))
    assert TEXT in generate.messages[-1].content and SAID in generate.messages[-1].content
    assert generate.json_schema == '{"enum": ["yes", "no"]}'
    assert any(isinstance(result, ev.TurnOpened) for result in results)
    assert not any(isinstance(result, ev.SourcesCited) for result in results)


def test_yes_says_the_sentence_and_where_it_stands() -> None:
    results = answered(dialogue(doubtful()), '"yes"')
    assert texts(results) == [TEXT]
    assert [result.passages for result in results if isinstance(result, ev.SourcesCited)] == [
        (("lore/birds.md", TEXT),)
    ]
    assert isinstance(next(r for r in results if isinstance(r, ev.TurnClosed)), ev.TurnClosed)


def test_no_declines_without_a_source() -> None:
    results = answered(dialogue(doubtful()), '"no"')
    assert texts(results) == ["I don't know."]
    assert not any(isinstance(result, ev.SourcesCited) for result in results)


def test_no_lets_the_model_talk_where_the_line_may_be_mere_talk() -> None:
    results = answered(dialogue(doubtful(otherwise=())), '"no"')
    assert [type(result) for result in results] == [ev.Generate]
    assert results[0].json_schema == ""


@pytest.mark.parametrize(("likely", "said"), [(True, [TEXT]), (False, ["I don't know."])])
def test_a_model_that_fails_leaves_it_at_what_was_likelier(likely: bool, said: list[str]) -> None:
    made = dialogue(doubtful(likely=likely))
    generate, _ = asked(made)
    assert texts(made.handle(ev.InferenceFailed("language", generate.turn, "stopped", True))) == said


@pytest.mark.parametrize(("likely", "said"), [(True, [TEXT]), (False, ["I don't know."])])
def test_without_a_model_what_is_likelier_is_said_at_once(likely: bool, said: list[str]) -> None:
    made = dialogue(doubtful(likely=likely))
    made.handle(ev.InferenceFailed("language", None, "none", False))
    assert texts(made.handle(ev.VisitorSpoke(SAID))) == said


def test_no_doubts_the_second_best_before_it_declines() -> None:
    first = doubtful()
    second = replace(first, note="The gulls nest in the roof.", sentences=("The gulls nest in the roof.",))
    made = dialogue(replace(first, then=second))
    results = answered(made, '"no"')
    again = next(result for result in results if isinstance(result, ev.Generate))
    assert "gulls" in again.messages[-1].content and texts(results) == []
    made.handle(ev.TokensGenerated(again.turn, '"yes"'))
    assert texts(made.handle(ev.GenerationFinished(again.turn, "stop", 20, 3, 1, 0.2))) == [
        "The gulls nest in the roof."
    ]


def weighed(made: Dialogue, *shares: str) -> list:
    """What follows where the model weighs yes and no, a candidate each."""
    generate, results = asked(made)
    assert generate.weigh == ('"yes"', '"no"')
    for share in shares:
        made.handle(ev.TokensGenerated(generate.turn, share))
        results = list(made.handle(ev.GenerationFinished(generate.turn, "stop", 20, 3, 1, 0.2)))
        generate = next((result for result in results if isinstance(result, ev.Generate)), generate)
    return results


def two(first: float, second: float) -> Consulted:
    """Owls, then gulls, each with its sureness before the model was asked."""
    gulls = replace(doubtful(), note="Gulls.", sentences=("The gulls nest in the roof.",), sureness=second)
    return replace(doubtful(), sureness=first, then=gulls)


def test_a_sentence_that_the_model_favours_is_said_without_asking_about_the_next() -> None:
    assert texts(weighed(dialogue(two(0.5, 0.2)), "[-0.1, -3.0]")) == [TEXT]


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        (("[-1.0, -0.7]", "[-3.0, -0.1]"), [TEXT]),  # the first is likelier than the second
        (("[-1.2, -0.4]", "[-0.2, -1.9]"), ["The gulls nest in the roof."]),
        (("[-3.0, -0.1]", "[-3.5, -0.1]"), ["I don't know."]),
    ],
)
def test_of_two_that_are_weighed_the_likelier_counts(shares: tuple[str, str], said: list[str]) -> None:
    assert texts(weighed(dialogue(two(0.5, 0.2)), *shares)) == said


def test_what_was_sure_before_needs_less_of_the_model() -> None:
    lukewarm = "[-1.1, -0.4]"
    assert texts(weighed(dialogue(replace(doubtful(), sureness=0.85)), lukewarm)) == [TEXT]
    assert texts(weighed(dialogue(replace(doubtful(), sureness=0.02)), lukewarm)) == ["I don't know."]


def test_what_the_model_denies_is_not_said_however_sure_it_was_before() -> None:
    assert texts(weighed(dialogue(replace(doubtful(), sureness=0.94)), "[-2.0, -0.3]")) == ["I don't know."]


@pytest.mark.parametrize("written", ["[1]", "[null, 2]", '{"a": 1}', "7", "true"])
def test_weights_that_cannot_be_read_leave_it_at_what_was_likelier(written: str) -> None:
    assert verdict(doubtful(likely=True), written).how == "told"
    assert verdict(doubtful(likely=False), written).how == "declined"


def test_what_cannot_be_read_is_neither() -> None:
    assert verdict(doubtful(likely=True), "The owls!").how == "told"
    assert verdict(doubtful(likely=False), "The owls!").how == "declined"
    assert settled(doubtful(), False).sources == ()


@pytest.mark.parametrize(("asked", "how"), [("What happens upstairs?", "told"), ("Who lives upstairs?", "declined")])
def test_where_a_certain_kind_of_thing_is_asked_more_is_needed(asked: str, how: str) -> None:
    known = replace(doubtful(), question=read_question(asked), sureness=0.3)
    assert verdict(known, "[-0.9, -0.5]").how == how


@pytest.mark.parametrize("likely", [True, False])
def test_a_model_of_the_smallest_is_not_asked_what_it_cannot_judge(likely: bool) -> None:
    results = dialogue(doubtful(likely=likely), 98_000_000).handle(ev.VisitorSpoke(SAID))
    assert not any(isinstance(result, ev.Generate) for result in results)
    (said,) = (result.text for result in results if isinstance(result, ev.SentenceReady))
    assert said == (TEXT if likely else "I don't know.")


def test_what_is_too_unlikely_is_not_asked_about() -> None:
    assert narrowed(two(0.008, 0.005)).how == "declined"
    assert narrowed(replace(two(0.008, 0.005), otherwise=())).how == "free"
    assert narrowed(two(0.008, 0.2)).sureness == 0.2
    left = narrowed(two(0.5, 0.2))
    assert left.how == "doubtful" and left.sureness == 0.5 and left.then is not None


def test_after_an_unsure_answer_no_unlikely_one_is_asked_about() -> None:
    assert texts(weighed(dialogue(two(0.5, 0.005)), "[-0.5, -0.9]")) == [TEXT]


def test_of_mere_talk_the_probe_has_a_line_of_its_own() -> None:
    probe = replace(PLAIN, enough=0.2, enough_strictly=0.2, enough_in_talk=0.6)
    asked, talk = "What happens upstairs?", "My old owl would love this."
    assert read_question(talk).wants == ""
    for said, how in ((asked, "told"), (talk, "free")):
        known = replace(doubtful(otherwise=()), question=read_question(said), sureness=0.5)
        assert verdict(known, "[-0.6, -0.7]", probe).how == how


def test_a_probe_that_was_trained_on_the_model_reads_all_its_words() -> None:
    probe = replace(PLAIN, words=("yes", "no", "owl"), weights=(0.0, 0.0, 1.0), before=0.0, bias=2.0)
    assert verdict(doubtful(), "[-9.0, -0.1, -0.5]", replace(probe, denied=-99.0)).how == "told"
    assert verdict(doubtful(), "[-0.1, -9.0, -8.0]", probe).how == "declined"
    assert verdict(doubtful(likely=True), "[-0.1, -9.0]", probe).how == "told"  # not all of its words: as was likelier


@pytest.mark.parametrize(("second", "how"), [("yes", "told"), ("no", "free")])
def test_where_the_first_sentence_is_none_the_next_is_held_against_a_remark_too(second: str, how: str) -> None:
    remark = to_be_talked_of(replace(doubtful(), then=doubtful(), question=read_question("I've brought my birds.")))
    following = verdict(remark, '"no"')
    assert following.how == "doubtful"
    assert verdict(following, f'"{second}"').how == how
