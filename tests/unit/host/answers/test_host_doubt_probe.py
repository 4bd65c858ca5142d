"""A probe reads a model's next words; trained ones are learnt from judgements, written and read."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from vr_app.host.answers.doubt_probe import PLAIN, YES_NO, Probe, load_probe, save_probe
from vr_app.host.answers.probe_training import Judgement, train_probe
from vr_app.kernel.errors import UserError
from vr_app.kernel.resources import resource_path

WORDS = (*YES_NO, *(f"word{number}" for number in range(60)))


def judgements(count: int, seed: int) -> list[Judgement]:
    """Of a model whose yes and no tell little, while another of its words tells nearly all."""
    random = np.random.default_rng(seed)
    made = []
    for number in range(count):
        answers = number % 2 == 0
        likely = random.normal(-8.0, 1.0, len(WORDS))
        likely[0] += 0.3 * answers
        likely[7] += 4.0 * answers
        made.append(Judgement(tuple(likely), answers))
    return made


def right(probe: Probe, judged: list[Judgement]) -> float:
    said = [probe.sureness(0.5, [one.likely[WORDS.index(word)] for word in probe.words]) > 0.5 for one in judged]
    return float(np.mean([told == one.answers for told, one in zip(said, judged, strict=True)]))


def test_a_trained_probe_hears_what_yes_and_no_do_not_tell() -> None:
    probe = train_probe("some.gguf", WORDS, judgements(600, 1))
    fresh = judgements(200, 2)
    assert right(probe, fresh) > 0.95
    assert right(PLAIN, fresh) < 0.7


def test_training_repeats() -> None:
    assert train_probe("some.gguf", WORDS, judgements(200, 1)) == train_probe("some.gguf", WORDS, judgements(200, 1))


def test_what_was_thought_before_counts() -> None:
    probe = train_probe("some.gguf", WORDS, judgements(200, 1))
    likely = judgements(1, 3)[0].likely
    assert probe.sureness(0.05, likely) < probe.sureness(0.5, likely) < probe.sureness(0.95, likely)
    assert 0.0 <= probe.sureness(0.0, [-1e6] * len(WORDS)) <= probe.sureness(1.0, likely) <= 1.0


def test_a_probe_is_written_and_read(tmp_path: Path) -> None:
    probe = train_probe("some.gguf", WORDS, judgements(100, 1))
    save_probe(probe, tmp_path / "doubts.json")
    assert load_probe(tmp_path / "doubts.json") == probe
    save_probe(PLAIN, tmp_path / "plain.json")
    assert load_probe(tmp_path / "plain.json") == PLAIN


WHOLE = {"model": "m", "words": ["yes", "no"], "weights": [1, -1], "bias": 0, "before": 0, "enough": 0}
STRICTLY = {"enough_strictly": 0, "enough_in_talk": 0}


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[]",
        "{}",
        json.dumps({**WHOLE, **STRICTLY, "weights": [1]}),
        json.dumps({**WHOLE, **STRICTLY, "weights": [1, "x"]}),
        json.dumps({**WHOLE, **STRICTLY, "words": ["no", "yes"]}),
        json.dumps({**WHOLE, **STRICTLY, "bias": None}),
        json.dumps({**WHOLE, **STRICTLY, "unknown": 0}),
        json.dumps(WHOLE),
    ],
)
def test_a_file_that_is_no_probe_is_refused_with_the_remedy(tmp_path: Path, written: str) -> None:
    path = tmp_path / "doubts.json"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(UserError) as refused:
        load_probe(path)
    assert "train doubts" in refused.value.remedy


def test_the_shipped_one_is_of_the_words_beside_it() -> None:
    mind = resource_path("assets") / "mind"
    probe = load_probe(mind / "doubts.json")
    assert probe.words == (*YES_NO, *(mind / "doubts.words.txt").read_text(encoding="utf-8").split())
    assert probe.weights[0] > 0 > probe.weights[1] and probe.denied == -math.inf
    assert all(math.isfinite(weight) for weight in probe.weights)
    assert json.loads((mind / "doubts.json").read_text(encoding="utf-8"))["model"].endswith(".gguf")
