"""How long a story takes, found by reading it: many readers who choose by chance, all their words counted."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from vr_app.story.runner import CompiledStory, External, Problem, State, choose, start, step
from vr_app.story.stage_line import stage_line

WORDS_A_MINUTE = 150
CHOOSING_S = 4.0
"""What a reader takes to choose."""
MOST_LINES = 20_000
"""Lines after which a reader gives up."""


@dataclass(frozen=True)
class Reading:
    """One reader's way through a story.

    Attributes:
        seconds: spoken aloud, pauses and choosing included.
        lines, choices: said and made.
        ending: what the last `# ending:` tag said, "" without.
        finished: whether it came to an end.
        problems: what the story did wrong.
    """

    seconds: float
    lines: int
    choices: int
    ending: str
    finished: bool
    problems: tuple[Problem, ...]


def read_through(story: CompiledStory, seed: int, externals: Mapping[str, External] | None = None) -> Reading:
    """Reads a story once, choosing by chance; of choices it takes those it took least.

    Raises:
        StoryError: the story cannot begin.
    """
    chance = random.Random(seed)
    taken: dict[str, int] = {}
    seconds, lines, choices, ending = 0.0, 0, 0, ""
    problems: list[Problem] = []
    state: State = start(story, seed=seed)
    while lines < MOST_LINES:
        if state.can_continue:
            state, line = step(story, state, externals or {})
            staged = stage_line(line.text, line.tags)
            seconds += len(staged.text.split()) * 60 / WORDS_A_MINUTE + staged.pause_s
            ending = staged.ending or ending
            problems += line.problems
            lines += 1
        elif state.choices:
            least = min(taken.get(choice.source, 0) for choice in state.choices)
            fresh = [i for i, choice in enumerate(state.choices) if taken.get(choice.source, 0) == least]
            index = chance.choice(fresh)
            source = state.choices[index].source
            taken[source] = taken.get(source, 0) + 1
            state = choose(story, state, index)
            seconds += CHOOSING_S
            choices += 1
            lines += 1
        else:
            break
    return Reading(seconds, lines, choices, ending, state.is_over, tuple(problems))
