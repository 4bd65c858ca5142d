"""What goes wrong while a story is played is told with the file and line it was written in."""

from __future__ import annotations

import json

import pytest

from vr_app.story.compile import StoryCache, compile_story
from vr_app.story.runner import choose, load_story, start, step
from vr_app.story.source_lines import SourceLines

MAIN = """VAR zero = 0
INCLUDE part.ink
Hello.
-> meet
=== meet
One.
// a remark
+ [divide]
  Fine so far.
  {1 / zero}
+ [deeper]
  ++ [yes] well
     { zero == 0:
       inside
       ~ zero = 5 % zero
     }
  ++ [no]
  -- no
+ [far]
  -> far_away
- done {4 / zero}
-> END
"""
PART = """=== far_away
= inner
Far.

~ temp x = helper(0)
-> END
=== function helper(n)
{n > 1: more}
~ return 7 / n
"""


def problem_after(source: str, *picks: int, cache: StoryCache | None = None):
    files = {"story.ink": source, "part.ink": PART}
    compiled = compile_story(files.__getitem__, "story.ink", cache=cache)
    assert compiled.story_json is not None, compiled.diagnostics
    lines = SourceLines.from_json(json.loads(json.dumps(compiled.source_lines().to_json())))
    story = load_story(compiled.story_json, lines=lines)
    state, chosen = start(story), list(picks)
    while True:
        while state.can_continue:
            state, line = step(story, state)
            if line.problems:
                return line.problems[0]
        assert state.choices and chosen, "nothing went wrong"
        state = choose(story, state, chosen.pop(0))


@pytest.mark.parametrize(
    ("picks", "file", "line", "column"),
    [
        ((0,), "story.ink", 10, 6),
        ((1, 0), "story.ink", 15, 10),
        ((1, 1), "story.ink", 21, 11),
        ((2,), "part.ink", 9, 3),
    ],
)
def test_a_fault_names_its_place(picks: tuple[int, ...], file: str, line: int, column: int) -> None:
    problem = problem_after(MAIN, *picks)
    assert (problem.file, problem.line, problem.column) == (file, line, column)
    assert str(problem).startswith(f"{file}:{line}:{column}: in ") and "division by zero" in str(problem)


def test_lines_move_with_an_edit_of_a_kept_story() -> None:
    cache = StoryCache()
    assert problem_after(MAIN, 0, cache=cache).line == 10
    assert problem_after("\n\n" + MAIN, 0, cache=cache).line == 12
    assert problem_after("\n\n" + MAIN, 2, cache=cache).line == 9


def test_a_story_that_runs_out_names_where() -> None:
    problem = problem_after("A\n-> k\n=== k\nText.\n{true: more}\n")
    assert (problem.file, problem.line, problem.fatal) == ("story.ink", 5, False)


def test_what_nobody_wrote_down_has_no_line() -> None:
    assert SourceLines({}).find("knot.0", 3) is None
    assert SourceLines({"": [(4, "a.ink", 2, 1)]}).find("", 1) is None
    with pytest.raises((TypeError, ValueError)):
        SourceLines.from_json([1])
