"""`bench story --soak`: 100,000 spoilt stories compiled and played. None may crash, hang or fill the memory."""

from __future__ import annotations

import os
import random
import time
from typing import Any

from vr_app.app.bench.figures import figures
from vr_app.app.bench.process_memory import peak_mb
from vr_app.app.bench.story import story_files
from vr_app.story.compile import compile_story
from vr_app.story.runner import StoryError, choose, load_story, start, step

STORIES = 100_000
TOO_LONG_S = 5.0
MOST_TOLD = 5
STEPS = 30
PIECES = 5_000

_MARKS = r"""{ } | : -> ->-> <- * + - # [ ] ( ) \ " <> // /* */ {~ {& ~ = == && ++ , . ! ? % ^ INCLUDE VAR LIST CONST"""
_LINES = (
    "\n",
    "\t",
    "\r",
    "\0",
    "é",
    "\ufeff",
    "=== knot1\n",
    "= s\n",
    "- else:",
    "~ return ",
    "{x:\n",
    "EXTERNAL f(a)\n",
)
_SPOILS = (*_MARKS.split(" "), *_LINES)


def soak_story(stories: int = STORIES) -> dict[str, Any]:
    """Spoils a story many times over; `problems` names the first that failed, by seed."""
    base = _small_story()
    counts = {"played": 0, "not_compiled": 0, "refused": 0}
    times: list[float] = []
    problems: list[str] = []
    for seed in range(stories):
        begun = time.perf_counter()
        try:
            counts[_one(spoilt(base, seed), seed)] += 1
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what this looks for
            problems.append(f"story {seed}: {type(error).__name__}: {error}")
        times.append(time.perf_counter() - begun)
        if times[-1] > TOO_LONG_S:
            problems.append(f"story {seed}: {times[-1]:.1f} s")
        if len(problems) >= MOST_TOLD:
            break
    return {
        "stories": len(times),
        **counts,
        "story_ms": figures([value * 1e3 for value in times]),
        "peak_mb": peak_mb(os.getpid()),
        "problems": problems,
    }


def with_windows(soaked: dict[str, Any], windows: dict[str, Any]) -> dict[str, Any]:
    """Both results as one."""
    told = {f"windows_{name}" if name != "windows" else name: value for name, value in windows.items()}
    problems = [*soaked["problems"], *told.pop("windows_problems", [])]
    return {**soaked, **told, "problems": problems}


def _small_story() -> str:
    files = story_files()
    head = "\n".join(line for line in files["story.ink"].splitlines() if not line.startswith("INCLUDE"))
    knots = files["part00.ink"].split("=== knot")[1:4]
    body = "".join(f"=== knot{knot}" for knot in knots)
    for number in range(3, 400):
        body = body.replace(f"-> knot{number}\n", "-> knot0\n")
    return f"{head}\n{body}"


def spoilt(source: str, seed: int) -> str:
    """The source with a few pieces put in, taken out or moved; the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(source) + 1)
        kind = chance.random()
        if kind < 0.5:
            source = source[:place] + chance.choice(_SPOILS) + source[place:]
        elif kind < 0.8:
            source = source[:place] + source[place + chance.randint(1, 12) :]
        else:
            other = chance.randrange(len(source) + 1)
            source = source[:place] + source[other : other + chance.randint(1, 80)] + source[place:]
    return source


def _one(source: str, seed: int) -> str:
    chance = random.Random(seed)
    compiled = compile_story(lambda name: source.encode("utf-8", "surrogatepass"), "story.ink")
    if compiled.story_json is None:
        return "not_compiled"
    try:
        story = load_story(compiled.story_json)
        state = start(story, seed=seed)
        for _ in range(STEPS):
            if state.can_continue:
                state, _ = step(story, state, most_pieces=PIECES)
            elif state.choices:
                state = choose(story, state, chance.randrange(len(state.choices)))
            else:
                break
    except StoryError:
        return "refused"
    return "played"
