"""Our ink compiler and our runner together beside inkjs: generated stories, plain and deep, have the same transcripts.

Our runner is given inkjs's chances, so that shuffles and RANDOM are compared as well. Fractions are compared to four
digits: inkjs reckons in doubles, ink's own player and ours in singles.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.generated_deep_ink import generate_deep
from tests.generated_ink import GeneratedStory, generate
from tests.reference_player import ask_reference, reference_command
from vr_app.story.compile import compile_story
from vr_app.story.runner import CompiledStory, choose, load_story, start, step

SEEDS = int(os.environ.get("VR_APP_INK_SEEDS", "60"))
FIRST_SEED = int(os.environ.get("VR_APP_INK_FIRST_SEED", "0"))
"""`VR_APP_INK_SEEDS=1000` compares more generated stories of each kind."""
_SEED = 7
_MOST_LINES = 500
"""As in `player.cjs`."""
_INKJS_TRIPS = ("is not of type class", "The Map already contains an entry")
"""What it throws of itself: at a tag before a choice's brackets that is worked out twice, and at LIST_ALL or
LIST_INVERT of a value with items of one list twice. Five of a thousand stories have such a thing."""
PLAYS = (Path(__file__).parents[1] / "reference_ink" / "plays.txt").read_text(encoding="utf-8").split("\n@@@\n")
_FRACTION = re.compile(r"-?\d+\.\d+(?:[eE][-+]?\d+)?|-?\d+[eE][-+]?\d+")


@pytest.fixture(autouse=True)
def _inkjs(need) -> None:
    need(reference_command(), "python3 launch.py test fetches inkjs and node")


@pytest.mark.parametrize("make", [generate, generate_deep])
def test_our_runner_says_what_inkjs_says(make: Callable[[int], GeneratedStory]) -> None:
    stories = [make(seed) for seed in range(FIRST_SEED, FIRST_SEED + SEEDS)]
    asked = ({"source": s.files["main.ink"], "files": s.files, "picks": s.picks, "seed": _SEED} for s in stories)
    answers = ask_reference(asked, limit_s=60 + 3 * SEEDS)
    choices = tripped = 0
    for seed, (story, answer) in enumerate(zip(stories, answers, strict=True), FIRST_SEED):
        compiled = compile_story(lambda name, files=story.files: files[name], "main.ink")
        assert compiled.errors == (), seed
        ours = "".join(_played(load_story(json.dumps(compiled.story_json), random_numbers=_chances), story.picks))
        if any(words in answer.get("error", "") for words in _INKJS_TRIPS):
            tripped += 1
            continue
        assert "transcript" in answer, (seed, answer)
        assert _rounded(ours) == _rounded(answer["transcript"]), f"seed {seed}"
        choices += ours.count("?> ")
    assert choices > 2 * SEEDS and tripped <= 1 + SEEDS // 50


def test_rarely_used_parts_of_the_language_play_the_same() -> None:
    stories = [(text + "\n", _picks(text)) for text in PLAYS]
    answers = ask_reference({"source": text, "picks": picks, "seed": _SEED} for text, picks in stories)
    for (text, picks), answer in zip(stories, answers, strict=True):
        compiled = compile_story(lambda _, text=text: text, "main.ink")
        assert compiled.errors == (), text
        story = load_story(json.dumps(compiled.story_json), random_numbers=_chances)
        assert "".join(_played(story, picks)) == answer.get("transcript"), text


@pytest.mark.parametrize("make", [generate_deep])
def test_what_we_compile_plays_the_same_there(make: Callable[[int], GeneratedStory]) -> None:
    stories = [make(seed) for seed in range(FIRST_SEED, FIRST_SEED + SEEDS)]
    compiled = [compile_story(lambda name, files=s.files: files[name], "main.ink").story_json for s in stories]
    theirs = ask_reference(
        ({"source": s.files["main.ink"], "files": s.files, "picks": s.picks, "seed": _SEED} for s in stories),
        limit_s=60 + 3 * SEEDS,
    )
    jobs = (
        {"story": json.dumps(one), "picks": s.picks, "seed": _SEED} for one, s in zip(compiled, stories, strict=True)
    )
    with_ours = ask_reference(jobs, limit_s=60 + SEEDS)
    for seed, (one, other) in enumerate(zip(theirs, with_ours, strict=True), FIRST_SEED):
        assert (other.get("transcript"), other.get("said")) == (one.get("transcript"), one.get("said")), seed


def _picks(text: str) -> tuple[int, ...]:
    first = text.partition("\n")[0]
    return tuple(map(int, first.removeprefix("// picks:").split())) if first.startswith("// picks:") else ()


def _played(story: CompiledStory, picks: tuple[int, ...]) -> Iterator[str]:
    """As `player.cjs` plays it."""
    state, left, lines = start(story, seed=_SEED), list(picks), _MOST_LINES
    while True:
        while state.can_continue and lines > 0:
            state, line = step(story, state)
            lines -= 1
            yield line.text
            if line.tags:
                yield f"# tags: {', '.join(line.tags)}\n"
        if lines <= 0 or not state.choices:
            return
        yield "\n"
        for number, choice in enumerate(state.choices, 1):
            yield f"{number}: {choice.text}\n"
            if choice.tags:
                yield f"# tags: {', '.join(choice.tags)}\n"
        yield "?> "
        if not left:
            return
        state = choose(story, state, left.pop(0) % len(state.choices))


def _chances(seed: int) -> Callable[[], int]:
    """Inkjs's numbers (Park and Miller's generator)."""

    def numbers() -> Iterator[int]:
        now = seed % 2147483647 or 2147483646
        while True:
            now = 48271 * now % 2147483647
            yield now

    source = numbers()
    return lambda: next(source)


def _rounded(text: str) -> str:
    return _FRACTION.sub(lambda found: f"{float(found.group()):.4g}", text)
