"""A story as a transcript: text, numbered choices, and the numbers a reader types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from vr_app.story.runner.faults import Problem
from vr_app.story.runner.outside import External
from vr_app.story.runner.rehearsal import Rehearsal
from vr_app.story.runner.step import DEFAULT_SEED, NO_EXTERNALS, choose, start, step
from vr_app.story.runner.story import CompiledStory

MOST_LINES: Final = 100_000


def transcript(
    story: CompiledStory,
    inputs: Iterable[str],
    *,
    seed: int = DEFAULT_SEED,
    externals: Mapping[str, External] = NO_EXTERNALS,
    on_problem: Callable[[Problem], None] = lambda problem: None,
    most_lines: int = MOST_LINES,
) -> Iterator[str]:
    """Plays a story, piece of transcript by piece.

    Args:
        story: what is played.
        inputs: what the reader types, line by line: the number of a choice, from 1, or what a `Rehearsal`
            understands. The story ends with them.
        seed: of its chances.
        externals: the application's functions by name.
        on_problem: told of each thing the story does wrong.
        most_lines: between two choices, after which a story counts as endless.

    Raises:
        StoryError: the story cannot even begin.
    """
    typed = iter(inputs)
    reading = Rehearsal(story, start(story, seed=seed))
    while True:
        lines = 0
        while reading.state.can_continue:
            reading.state, line = step(story, reading.state, externals)
            yield line.text
            if line.tags:
                yield f"# tags: {', '.join(line.tags)}\n"
            for problem in line.problems:
                on_problem(problem)
            lines += 1
            if lines >= most_lines:
                on_problem(Problem(f"the story said {most_lines:,} lines without a choice or an end"))
                return
        yield from reading.changes()
        choices = reading.state.choices
        if not choices:
            return
        yield "\n" + "".join(f"{number}: {choice.text}\n" for number, choice in enumerate(choices, 1))
        here = reading.state
        while reading.state is here:
            yield "?> "
            word = next(typed, None)
            if word is None:
                return
            word = word.strip()
            if word.isdecimal() and 1 <= int(word[:9]) <= len(choices):
                reading.chosen(choose(story, here, int(word) - 1))
            elif word.lstrip("-").isdecimal():
                yield "Choice out of range\n"
            else:
                yield reading.typed(word)
