"""The public conformance stories, where they lie beside the checkout, play as they should."""

from __future__ import annotations

from pathlib import Path

import pytest

from vr_app.story.compile import compile_story
from vr_app.story.runner import Problem, load_story, transcript

STORIES = Path(__file__).parents[4] / "shared" / "data" / "ink_proof"
FOLDERS = sorted(STORIES.glob("[IB]*")) if STORIES.is_dir() else []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_transcript_is_the_expected_one(folder: Path) -> None:
    compiled = compile_story(lambda name: (folder / name).read_bytes(), "story.ink")
    assert compiled.story_json is not None, compiled.errors
    problems: list[Problem] = []
    typed = (folder / "input.txt").read_text(encoding="utf-8").splitlines()
    played = "".join(transcript(load_story(compiled.story_json), typed, on_problem=problems.append))
    assert played == (folder / "transcript.txt").read_text(encoding="utf-8")
    assert not [problem for problem in problems if problem.fatal]


def test_tags_follow_their_line_and_the_input_may_end_early() -> None:
    source = "Hello # glad # slow\n* One # tag\n* Two\n- Three\n-> END\n"
    compiled = compile_story(lambda name: source, "story.ink")
    assert compiled.story_json is not None
    story = load_story(compiled.story_json)
    assert "".join(transcript(story, [])) == "Hello\n# tags: glad, slow\n\n1: One\n2: Two\n?> "
    assert "".join(transcript(story, ["2"])).endswith("?> Two\nThree\n")


def test_a_story_that_talks_without_end_is_stopped() -> None:
    compiled = compile_story(lambda name: "-> a\n=== a\nOn and on.\n-> a\n", "story.ink")
    assert compiled.story_json is not None
    problems: list[Problem] = []
    lines = sum(1 for _ in transcript(load_story(compiled.story_json), [], on_problem=problems.append, most_lines=500))
    assert lines == 500
    assert "500 lines without a choice" in problems[0].message


def test_the_same_seed_gives_the_same_chances() -> None:
    compiled = compile_story(lambda name: "{RANDOM(1, 1000)} {RANDOM(1, 1000)} {~a|b|c|d|e|f}\n-> END\n", "story.ink")
    assert compiled.story_json is not None
    story = load_story(compiled.story_json)
    told = ["".join(transcript(story, [], seed=seed)) for seed in (1, 1, 2, 3, 4)]
    assert told[0] == told[1]
    assert len(set(told)) > 2
