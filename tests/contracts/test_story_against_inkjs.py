"""Our ink compiler beside inkjs: over samples of every part of the language, the proof stories, and generated ones."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.generated_ink import generate
from tests.reference_player import ask_reference, reference_command
from vr_app.story.compile import compile_story

SEEDS = int(os.environ.get("VR_APP_INK_SEEDS", "100"))
"""`VR_APP_INK_SEEDS=1000` compares more generated stories."""
SAMPLES = (Path(__file__).parents[1] / "reference_ink" / "samples.txt").read_text(encoding="utf-8").split("\n@@@\n")
PROOF = Path(__file__).parents[3] / "shared" / "data" / "ink_proof"
OURS_FOLLOWS_THE_OTHER_REFERENCE = ("CONST E = -> k", "* * nested b\n* choice", "--- c\n* x")
"""See docs/decisions/ink.md."""
OURS_GOES_ON = ("{x:|b}",)


@pytest.fixture(autouse=True)
def _inkjs(need) -> None:
    need(reference_command(), "python3 launch.py test fetches inkjs and node")


def test_samples_become_the_same_json() -> None:
    answers = ask_reference({"source": sample + "\n", "picks": [0, 1, 0, 1, 0]} for sample in SAMPLES)
    for sample, answer in zip(SAMPLES, answers, strict=True):
        ours = compile_story(lambda _, text=sample: text + "\n", "main.ink")
        if any(part in sample for part in OURS_FOLLOWS_THE_OTHER_REFERENCE):
            assert ours.story_json is not None, sample
        elif "compiled" in answer:
            assert ours.story_json == json.loads(answer["compiled"]), sample
        elif not any(part in sample for part in OURS_GOES_ON):
            assert ours.story_json is None or "function binding" in answer["error"], sample


def test_most_samples_are_stories() -> None:
    compiled = [compile_story(lambda _, text=sample: text, "main.ink") for sample in SAMPLES]
    assert sum(story.story_json is not None for story in compiled) > 115


def test_generated_stories_play_the_same() -> None:
    stories = [generate(seed) for seed in range(SEEDS)]
    answers = ask_reference(
        ({"source": s.files["main.ink"], "files": s.files, "picks": s.picks, "seed": 7} for s in stories),
        limit_s=20 + 3 * SEEDS,
    )
    ours = [compile_story(lambda name, files=s.files: files[name], "main.ink") for s in stories]
    assert [found for compiled in ours for found in compiled.errors] == []
    jobs = [
        {"story": json.dumps(o.story_json), "picks": s.picks, "seed": 7} for o, s in zip(ours, stories, strict=True)
    ]
    played = ask_reference(jobs, limit_s=20 + SEEDS)
    heard = 0
    for seed, (theirs, with_ours) in enumerate(zip(answers, played, strict=True)):
        assert "compiled" in theirs, (seed, theirs)
        assert _said(with_ours) == _said(theirs), seed
        heard += len(theirs.get("transcript", ""))
    assert heard > 100 * SEEDS


@pytest.mark.parametrize("counted", [True, False])
def test_visits_are_counted_only_where_asked(counted: bool) -> None:
    source = "-> k\n== k\n- (seen) {seen}\n* one\n* (two) two {two}\n- -> END\n"
    compiled = compile_story(lambda _: source, "main.ink", count_all_visits=counted)
    (played,) = ask_reference([{"story": json.dumps(compiled.story_json), "picks": [1]}])
    assert played["transcript"].replace("\n", " ") == "1  1: one 2: two 0 ?> two 1 "


@pytest.mark.parametrize("folder", sorted(PROOF.glob("I*")) if PROOF.is_dir() else [])
def test_a_proof_story_becomes_the_same_json(folder: Path) -> None:
    files = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.ink")}
    (answer,) = ask_reference([{"source": files["story.ink"], "files": files}])
    ours = compile_story(files.__getitem__, "story.ink")
    assert ours.errors == ()
    if "compiled" in answer:
        assert ours.story_json == json.loads(answer["compiled"])


def _said(answer: Mapping[str, Any]) -> object:
    return answer.get("transcript"), answer.get("said"), answer.get("error")
