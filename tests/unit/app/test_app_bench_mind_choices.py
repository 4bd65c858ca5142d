"""The bench of story choices: what is counted at once, and what the model's answers make of the rest."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tests.fakes.fake_embedder import FakeEmbedder
from vr_app.app.bench.mind_choices import bench_choices
from vr_app.app.sense import closely
from vr_app.host.choices.choice_cases import OfferedCase, train_choices
from vr_app.host.choices.choice_meaning import ChoiceJudge, ChoiceWeights, Offer
from vr_app.host.sense import Heads, Sense
from vr_app.host.words.trained_head import train_head
from vr_app.kernel.events import Generate

_TALK = ["how are you today", "I had soup for lunch", "do you like music"]


@pytest.fixture(scope="module")
def case() -> OfferedCase:
    offers = [Offer("Open the drawer"), Offer("Light the lamp"), Offer("Leave the house")]
    said: list[tuple[str, int | None]] = [("open that drawer", 0), ("light a lamp", 1), ("zzz qqq", 2), ("soup", None)]
    return OfferedCase("study", offers, said)


@pytest.fixture(scope="module")
def sense(case: OfferedCase) -> Sense:
    embedder = FakeEmbedder()
    head = train_head(embedder.embed([*_TALK, "stop"]), [*_TALK, "stop"], ["small_talk"] * 3 + ["command"])
    weights = train_choices(ChoiceJudge(embedder, head, ChoiceWeights((), ())), [case], _TALK)
    return Sense(embedder, Heads(head, head, head, head, head, weights))


def test_lines_of_no_choice_are_counted_among_the_others(case: OfferedCase, sense: Sense) -> None:
    told = bench_choices(sense, [case], _TALK)
    assert (told["choice_paraphrases"], told["choice_unrelated"]) == (3, 4)
    assert told["choice_first_right"] >= 0.667 and "choice_right_in_the_end" not in told


def test_a_model_that_names_the_right_choice_adds_what_was_left_to_it(case: OfferedCase, sense: Sense) -> None:
    asked: list[Generate] = []

    def never_one(request: Generate) -> str:
        asked.append(request)
        return json.dumps(0)

    told = bench_choices(sense, [case], _TALK, never_one)
    assert told["choice_asked"] == len(asked)
    assert told["choice_right_in_the_end"] == pytest.approx(told["choice_right"], abs=2e-3)
    assert told["choice_false_in_the_end"] == pytest.approx(told["choice_false"], abs=2e-3)


def test_an_embedder_without_a_closer_look_is_taken_as_it_is() -> None:
    fake = FakeEmbedder()
    assert closely(fake) is fake
    assert np.allclose(closely(fake).embed(["sea"]), fake.embed(["sea"]))
