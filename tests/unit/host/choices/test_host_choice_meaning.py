"""Which choice a line means: features, the trained weights' format, and the written cases."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.fakes.fake_embedder import FakeEmbedder
from vr_app.host.choices.act_families import agreement, families
from vr_app.host.choices.choice_cases import read_offered, train_choices
from vr_app.host.choices.choice_matching import by_wording
from vr_app.host.choices.choice_meaning import (
    ChoiceJudge,
    ChoiceWeights,
    Judgement,
    Offer,
    bare,
    doubtful,
    load_choice_weights,
    sure,
)
from vr_app.host.sense import Remembering
from vr_app.host.words.trained_head import TrainedHead, load_head, train_head
from vr_app.kernel.errors import UserError
from vr_app.kernel.resources import resource_path
from vr_app.story.stage_choice import stage_choice

MIND = resource_path("assets") / "mind"
TALK = ["how are you today", "I had soup for lunch", "do you like music", "it rains at home", "tell me a joke"]


@pytest.fixture
def head() -> TrainedHead:
    embedder = FakeEmbedder()
    texts = [*TALK, "how do I open the menu", "stop"]
    return train_head(embedder.embed(texts), texts, ["small_talk"] * 5 + ["ask_app", "command"])


@pytest.fixture
def judge(head: TrainedHead) -> ChoiceJudge:
    embedder = FakeEmbedder(["drawer desk", "lamp light brighter", "leave outside"])
    untrained = ChoiceJudge(embedder, head, ChoiceWeights((), ()))
    cases = read_offered(MIND / "choices.tuning.txt")[:12]
    return ChoiceJudge(embedder, head, train_choices(untrained, cases, TALK))


OFFERS = (Offer("Open the drawer"), Offer("Light the lamp"), Offer("Leave the house"))


def test_a_line_means_the_choice_it_is_about_and_talk_means_none(judge: ChoiceJudge) -> None:
    judged = judge.judge("I'd like to open that drawer", OFFERS)
    assert (judged.index, judged.ranked[0][0]) == (0, 0)
    assert judge.judge("light the lamp, please", OFFERS).index == 1
    talk = judge.judge("how are you today", OFFERS)
    assert talk.index is None and not sure(talk)


def test_probabilities_add_up_and_are_ranked(judge: ChoiceJudge) -> None:
    judged = judge.judge("leave the house", OFFERS)
    shares = [share for _, share in judged.ranked]
    assert shares == sorted(shares, reverse=True)
    assert 0 < sum(shares) <= 1 + 1e-9


def test_who_is_asked_in_doubt() -> None:
    assert sure(Judgement(1, 0.9, ((1, 0.9), (0, 0.05))))
    unsure = Judgement(1, 0.4, ((1, 0.4), (0, 0.2), (2, 0.01)))
    assert not sure(unsure) and doubtful(unsure) == (1, 0)
    assert doubtful(Judgement(None, 0.9, ((1, 0.05), (0, 0.05)))) == ()


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        ("I think I'd like to open the drawer.", "open the drawer"),
        ("Well, let's go outside", "go outside"),
        ("could we rest here?", "rest here"),
        ("我想去看看画吧", "看看画"),
        ("I", "I"),
    ],
)
def test_the_wish_without_its_wrapping(line: str, wish: str) -> None:
    assert bare(line) == wish


def test_what_a_line_does() -> None:
    assert {"refuse", "talk"} <= families("I won't tell him")
    assert agreement("I don't trust her", "Trust her")[2] == 1.0
    assert agreement("have a look inside", "Examine the box")[0] > 0


def test_our_weights_can_be_read_and_have_the_features_shape() -> None:
    weights = load_choice_weights(MIND / "choices.json")
    head = load_head(MIND / "intents.npz")
    of_choices, of_none = ChoiceJudge(FakeEmbedder(), head, weights).features("open it", OFFERS)
    assert of_choices.shape == (3, len(weights.choice)) and of_none.shape == (len(weights.none),)
    assert np.isfinite(of_choices).all()


@pytest.mark.parametrize("text", ["", "[]", '{"choice": ["x"], "none": []}'])
def test_other_files_are_told_in_plain_words(text: str, tmp_path: Path) -> None:
    path = tmp_path / "choices.json"
    path.write_text(text)
    with pytest.raises(UserError, match="train choices"):
        load_choice_weights(path)
    with pytest.raises(UserError, match="train all"):
        load_head(path)


def test_a_line_before_any_story_is_told_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "cases.txt"
    path.write_text("# a comment\n= said for nothing\n", encoding="utf-8")
    with pytest.raises(UserError) as raised:
        read_offered(path)
    assert raised.value.where is not None and raised.value.where.line == 2


def test_the_same_text_is_embedded_once() -> None:
    fake = FakeEmbedder()
    remembering = Remembering(fake)
    rows = remembering.embed(["one", "two", "one"])
    assert np.allclose(rows[0], rows[2]) and fake.calls == [("one", "two")]
    remembering.embed([f"text {n}" for n in range(400)])
    assert np.allclose(remembering.embed(["one"])[0], rows[0])


def test_training_gives_the_same_head_every_time_and_it_survives_saving(head: TrainedHead, tmp_path: Path) -> None:
    head.save(tmp_path / "h.npz")
    again = load_head(tmp_path / "h.npz")
    place = FakeEmbedder().embed(["do you like music"])
    told = again.probabilities(place, ["do you like music"])
    assert np.allclose(told, head.probabilities(place, ["do you like music"]), atol=1e-3)
    assert again.labels[int(told.argmax())] == "small_talk" and abs(float(told.sum()) - 1) < 1e-5


def test_an_authors_other_words_for_a_choice_count_as_its_own(judge: ChoiceJudge) -> None:
    plain, told = (
        (Offer("Light the lamp"), Offer("Leave")),
        (Offer("Light the lamp"), Offer("Leave", says=("off home",))),
    )
    before, after = judge.judge("right, off home then", plain), judge.judge("right, off home then", told)
    assert dict(after.ranked)[1] > dict(before.ranked)[1]
    texts = [offer.text for offer in told]
    assert by_wording("off home", texts, [offer.says for offer in told]) == 1
    assert by_wording("off home", texts) is None


def test_a_choice_of_a_story_has_other_words_in_a_tag() -> None:
    assert stage_choice(0, "Leave", ["says: off home; I am  done；走吧"]).says == ("off home", "I am done", "走吧")
    assert stage_choice(0, "Leave", ["says: ;"]).says == ()
