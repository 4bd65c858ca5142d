"""What pieces of content work with: the state at hand, its value stack, its calls, and what is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from vr_app.story.runner import output as said
from vr_app.story.runner.content import NOWHERE, Container, Divert, Pointer
from vr_app.story.runner.faults import Problem, RunError
from vr_app.story.runner.outside import External
from vr_app.story.runner.state import FUNCTION, Frame, State
from vr_app.story.runner.story import CompiledStory
from vr_app.story.runner.values import Value

DEEPEST_CALLS: Final = 5_000
MOST_VALUES: Final = 20_000


class Workings:
    """The machine as its pieces see it.

    Attributes:
        story: what is played.
        state: where it stands; changed in place.
        externals: the application's functions by name.
        at_newline: the state at the last line break, while the machine reads ahead of it.
        saw_unsafe_call: a function that must not be called ahead was met there.
        spoke: the output changed since it was last looked at.
        divert: the one that leads where the state is diverted to, if it always leads there.
        problems: what went wrong so far.
    """

    def __init__(self, story: CompiledStory, state: State, externals: Mapping[str, External]) -> None:
        self.story = story
        self.state = state
        self.externals = externals
        self.at_newline: State | None = None
        self.saw_unsafe_call = False
        self.spoke = False
        self.divert: Divert | None = None
        self.problems: list[Problem] = []

    def say(self, piece: Any) -> None:
        """Adds a piece to the output."""
        said.push(self.state, piece)
        # Before the first line break a text without one cannot end a line.
        if self.at_newline is not None or type(piece) is not str or "\n" in piece:
            self.spoke = True

    def push(self, value: Value) -> None:
        """Puts a value on the stack."""
        values = self.state.values
        if len(values) >= MOST_VALUES:
            raise RunError("an expression or a recursion grew without bound")
        values.append(value)

    def pop(self) -> Value:
        """Takes the top value off the stack."""
        if not self.state.values:
            raise RunError("an expression has no value where one is needed")
        return self.state.values.pop()

    def push_frame(self, kind: int) -> None:
        """Enters a function or tunnel."""
        state = self.state
        frames = state.threads[-1].frames
        if len(frames) >= DEEPEST_CALLS:
            raise RunError(f"functions and tunnels call each other {DEEPEST_CALLS:,} deep without returning")
        above = frames[-1]
        frame = Frame(kind, above.container, above.index, state.owner)
        frame.output_before = len(state.output)
        frames.append(frame)

    def pop_frame(self) -> None:
        """Leaves a function or tunnel."""
        frames = self.state.threads[-1].frames
        if frames[-1].kind == FUNCTION:
            said.trim_function_end(self.state)
            self.spoke = True
        frames.pop()

    def visit_count(self, container: Container) -> int:
        """How often a container was visited.

        Raises:
            RunError: the story was compiled without counting it.
        """
        if not container.counts_visits:
            raise RunError(f"the visits of '{container.path}' are not counted; compile with all visits counted")
        return self.state.visits.get(container.ordinal, 0)

    def warn(self, message: str) -> None:
        """Notes something odd that does not stop the story."""
        self.problems.append(self.problem_at(message, self.here(), fatal=False))

    def here(self) -> list[Pointer]:
        """The places of the call stack, innermost first."""
        return [(frame.container, frame.index) for frame in reversed(self.state.threads[-1].frames)]

    def problem_at(self, message: str, places: list[Pointer], *, fatal: bool) -> Problem:
        """A problem with its place: the first one, innermost first, that is anywhere."""
        container, index = next((place for place in places if place[0] is not None), NOWHERE)
        if container is None:
            return Problem(message, fatal=fatal)
        written = self.story.lines.find(container.path, index) if self.story.lines is not None else None
        file, line, column = written or ("", 0, 0)
        return Problem(message, container.knot, container.path, fatal, file, line, column)
