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


def test_fractions_stay_fractions_as_in_inks_own_player() -> None:
    """inkjs reckons with JavaScript's numbers, where a fraction that happens to be whole is a whole number."""
    source = """{7.0 / 2} {7 / 2.0} {7 / 2} {5 / 2.5 / 4} {CEILING(1.2) / 3} {FLOOR(7.5) / 2} {INT(7.5) / 2} {2.0}
{1 / 3.0} {0.1 + 0.2} {POW(2, 0.5)} {1000000.0 * 10} {0.000001} {7.5 % 2} {-7 % 3} {MIN(1, 2.5)} {3 == 3.0}
-> END
"""
    compiled = compile_story(lambda name: source, "story.ink")
    assert compiled.story_json is not None
    assert "".join(transcript(load_story(compiled.story_json), [])) == (
        "3.5 3.5 3 0.5 0.6666667 3.5 3 2\n0.33333334 0.3 1.4142135 10000000 1E-06 1.5 -1 1 true\n"
    )


REHEARSED = """VAR score = 1
LIST Lamps = red
-> first
== first
First.
+ [One] -> second
+ [Two] -> second
== second
~ score++
Second.
+ [Three] -> first
"""


def rehearsed(*typed: str) -> str:
    compiled = compile_story(lambda name: REHEARSED, "story.ink")
    assert compiled.story_json is not None
    return "".join(transcript(load_story(compiled.story_json), typed))


def test_a_writer_goes_back_and_elsewhere_between_choices() -> None:
    assert rehearsed("1", "back", "2", "score").endswith("1: One\n2: Two\n?> Second.\n\n1: Three\n?> score = 2\n?> ")
    assert rehearsed("back").endswith("?> This is the first choice.\n?> ")
    assert rehearsed("-> second").endswith("?> Second.\n\n1: Three\n?> ")
    assert rehearsed("-> second", "back").endswith("?> \n1: One\n2: Two\n?> ")
    assert "no knot or place called 'secnd' in the story. Did you mean -> second?" in rehearsed("-> secnd")


def test_a_writer_sees_variables_and_is_told_when_a_watched_one_changes() -> None:
    assert rehearsed("vars").endswith("?> Lamps = ()\nscore = 1\n?> ")
    told = rehearsed("watch score", "1", "1", "1")
    assert told.count("score = ") == 3
    assert "Second.\nscore = 2\n\n1: Three" in told
    assert "Type the number of a choice" in rehearsed("help")
    assert "Did you mean score?" in rehearsed("scrore")
