"""Face and gesture of a sentence: from a closed list, by trained heads apart from the words, by words without them."""

from __future__ import annotations

import pytest

from tests.fakes.fake_embedder import FakeEmbedder
from vr_app.host.choices.choice_meaning import load_choice_weights
from vr_app.host.feeling.expression import FACES, NO_GESTURE, Expressions
from vr_app.host.sense import Heads, Sense
from vr_app.host.words.labelled_lines import read_labelled
from vr_app.host.words.trained_head import train_head
from vr_app.kernel.resources import resource_path
from vr_app.scene.avatar.gesture import CLIPS, choose_gesture

MIND = resource_path("assets") / "mind"
LINES = {
    "expressions": [("The ship sank in the storm.", "sad"), ("Nobody came home.", "sad"), ("It is oak.", "neutral"),
                    ("There are four rooms.", "neutral"), ("What a feast we had!", "happy"), ("We danced.", "happy")],
    "gestures": [("Fare you well.", "wave"), ("Well met, friend.", "wave"), ("It is oak.", "none"),
                 ("There are four rooms.", "none"), ("Dance for me.", "somersault"), ("We danced.", "somersault")],
}  # fmt: skip


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


@pytest.fixture
def expressions(embedder: FakeEmbedder) -> Expressions:
    heads = {}
    for part, lines in LINES.items():
        texts = [text for text, _ in lines]
        heads[part] = train_head(embedder.embed(texts), texts, [label for _, label in lines])
    other = heads["expressions"]
    weights = load_choice_weights(MIND / "choices.json")
    made = Expressions()
    made.attend(Sense(embedder, Heads(other, other, other, heads["expressions"], heads["gestures"], weights)))
    return made


def test_the_heads_choose_face_and_gesture(expressions: Expressions) -> None:
    assert expressions.face("The ship sank in the storm.") == "sad"
    assert expressions.face("What a feast we had!") == "happy"
    assert expressions.gesture("Fare you well.", 0) == "wave"
    assert expressions.gesture("There are four rooms.", 0) == ""


def test_what_is_not_of_the_list_is_never_done(expressions: Expressions) -> None:
    assert expressions.gesture("Dance for me.", 0) == ""


@pytest.mark.parametrize("sentence", ["What wonderful news, thank you!", "...", ""])
def test_without_an_embedder_words_choose(embedder: FakeEmbedder, expressions: Expressions, sentence: str) -> None:
    embedder.broken = True
    for one in (expressions, Expressions()):
        assert one.face(sentence) == ("happy" if sentence[:4] == "What" else "neutral")
        assert one.gesture(sentence, 3) == choose_gesture(sentence, 3)


@pytest.mark.parametrize("split", ["train", "held_back"])
def test_the_lines_to_learn_from_name_only_what_is_of_the_lists(split: str) -> None:
    faces = read_labelled(MIND / f"expressions.{split}.txt")
    gestures = read_labelled(MIND / f"gestures.{split}.txt")
    assert {line.label for line in faces} == set(FACES)
    assert {line.label for line in gestures} <= {*CLIPS, NO_GESTURE}
    assert {line.language for line in faces} == {line.language for line in gestures} == {"en", "zh"}


def test_no_line_is_learnt_from_and_measured_with() -> None:
    for part in ("expressions", "gestures"):
        learnt = {line.text for line in read_labelled(MIND / f"{part}.train.txt")}
        assert not learnt & {line.text for line in read_labelled(MIND / f"{part}.held_back.txt")}
