"""Runs a compiled story piece by piece until a line is whole.

A line ends at a line break that nothing after it takes back (glue can), so the machine reads a little ahead:
at a break it keeps a copy of the state, and returns to it when the next text turns out to stand on its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from vr_app.story.runner import output as said
from vr_app.story.runner.commands import COMMANDS
from vr_app.story.runner.content import NOWHERE, THREAD, Command, Container, Expression, Pointer
from vr_app.story.runner.expressions import read_expression
from vr_app.story.runner.faults import Problem, RunError
from vr_app.story.runner.outside import External
from vr_app.story.runner.pieces import HANDLERS
from vr_app.story.runner.places import count_visits, entered, go_to, increment, resolve, visit
from vr_app.story.runner.state import FROM_OUTSIDE, FUNCTION, TUNNEL, Frame, State
from vr_app.story.runner.story import CompiledStory
from vr_app.story.runner.values import VOID, VariablePointer
from vr_app.story.runner.variables import pointer_to
from vr_app.story.runner.workings import Workings

MOST_PIECES_A_STEP: Final = 500_000
MOST_THREADS: Final = 500


class Machine(Workings):
    """One step's work on a state of its own.

    Attributes:
        line: text and tags of what the step said, where they are known already.
    """

    def __init__(self, story: CompiledStory, state: State, externals: Mapping[str, External], most_pieces: int) -> None:
        super().__init__(story, state, externals)
        self.left = self.most_pieces = most_pieces
        self.text_at_newline = ""
        self.tags_at_newline: list[str] = []
        self.line: tuple[str, list[str]] | None = None
        self.problems_at_newline = 0

    # ------------------------------------------------------------------ a line

    def run(self) -> None:
        """Reads on until a line is whole or there is nothing more to read."""
        state = self.state
        state.safe_exit = False
        state.output = []
        state.glue = state.strings = 0
        state.changed = frozenset()
        try:
            while True:
                self.left -= 1
                if self.left < 0:
                    raise RunError(
                        f"the story goes round and round: {self.most_pieces:,} pieces were read "
                        "without a line, a choice or an end"
                    )
                stopped = self._read_piece()
                if (stopped or self.spoke or self.saw_unsafe_call) and self._is_whole(stopped=stopped):
                    break
        except RunError as fault:
            if self.at_newline is None:
                self._fail(str(fault))
                return
        if self.at_newline is not None:
            self._back_to_newline()
        if not self.state.can_continue:
            self._check_end()
        self.state.safe_exit = False

    def _is_whole(self, *, stopped: bool) -> bool:
        """After a piece that said something or stopped the flow: whether the line is whole."""
        if stopped and self.state.threads[-1].frames[-1].kind != FROM_OUTSIDE:
            self._take_invisible_choice()
        state = self.state
        output, can_continue = state.output, state.can_continue
        if state.strings:
            return not can_continue
        self.spoke = False
        if self.at_newline is not None:
            change = self._change_since_newline()
            if change > 0 or self.saw_unsafe_call:
                self._back_to_newline()
                return True
            if change < 0:
                self.at_newline = None
        if said.ends_in_newline(output):
            if not can_continue:
                self.at_newline = None
            elif self.at_newline is None:
                self.at_newline = self.state
                self.text_at_newline, self.tags_at_newline = said.text_and_tags(output)
                self.problems_at_newline = len(self.problems)
                self.state = self.state.fork()
        return not can_continue

    def _change_since_newline(self) -> int:
        """1: something follows the line break; -1: the break was taken back; 0: neither yet."""
        output = self.state.output
        before = self.text_at_newline
        now, tags_now = said.text_and_tags(output)
        self.left -= (len(output) >> 4) + (len(now) >> 10)
        tags = len(tags_now)
        there = len(now) >= len(before) > 0 and now[len(before) - 1] == "\n"
        if tags == len(self.tags_at_newline) and len(now) == len(before) and there:
            return 0
        if not there:
            return -1
        if tags > len(self.tags_at_newline):
            return 1
        return 1 if now[len(before) :].strip(" \t") else 0

    def _back_to_newline(self) -> None:
        if self.at_newline is not None:
            self.state = self.at_newline
            self.at_newline = None
            self.line = self.text_at_newline, self.tags_at_newline
            del self.problems[self.problems_at_newline :]

    def _check_end(self) -> None:
        state = self.state
        thread = state.threads[-1]
        if len(state.threads) > 1 and thread.frames[-1].kind != FROM_OUTSIDE:
            self.problems.append(Problem("a thread was left open at the end", fatal=False))
        if state.offered or state.safe_exit or state.ended_by_fault:
            return
        frame = thread.frames[-1]
        if len(thread.frames) > 1 and frame.kind == TUNNEL:
            message = "the story ended inside a tunnel; is a '->->' missing?"
        elif len(thread.frames) > 1 and frame.kind == FUNCTION:
            message = "the story ended inside a function; is a '~ return' missing?"
        else:
            message = "the story ran out of content; is a '-> DONE' or '-> END' missing?"
        self.problems.append(self.problem_at(message, [thread.previous], fatal=False))

    def _fail(self, message: str) -> None:
        self.problems.append(self.problem_at(message, self.here(), fatal=True))
        self.state.end()
        self.state.ended_by_fault = True

    # ------------------------------------------------------------------ a piece

    def _read_piece(self) -> bool:
        """Reads one piece and moves on. Returns: whether the flow has stopped there."""
        state = self.state
        frame = state.threads[-1].frames[-1]
        if frame.owner is not state.owner:
            frame = state.top()
        container, index = frame.container, frame.index
        if container is None:
            return True
        content = container.content
        piece: Any = content[index] if 0 <= index < len(content) else resolve(container, index)
        while type(piece) is Container:
            if piece.counts_visits or piece.counts_turns:
                visit(state, piece, at_start=True)
            if not piece.content:
                break
            frame.container, frame.index = piece, 0
            piece = piece.content[0]
        kind = type(piece)
        if kind is str and not frame.in_expression:
            self.say(piece)
        elif kind is Command:
            COMMANDS[piece.name](self)
        elif isinstance(piece, Expression):
            read_expression(self, piece)
        elif (handler := HANDLERS.get(kind)) is not None:
            handler(self, piece)
        elif piece is not None and kind is not Container:
            if isinstance(piece, VariablePointer) and piece.context < 0:
                piece = pointer_to(state, piece.name)
            if frame.in_expression:
                self.push(piece)
            else:
                self.say(piece)
        thread = state.threads[-1]
        frame = thread.frames[-1]
        container, index = frame.container, frame.index + 1
        if container is None:
            return True
        # What follows in the same container is by far the most: it is not worth a call.
        if state.diverted is NOWHERE and frame.owner is state.owner and index < len(container.content):
            thread.previous = (container, frame.index)
            frame.index = index
            if piece is not THREAD:
                return False
        else:
            self._next()
        if piece is THREAD:
            if len(state.threads) >= MOST_THREADS:
                raise RunError(f"more than {MOST_THREADS} threads run at once")
            state.threads.append(state.forked_thread())
        return state.threads[-1].frames[-1].container is None

    def _next(self) -> None:
        """Moves on to what follows, where a divert leads or out of a finished call."""
        while True:
            state = self.state
            thread = state.threads[-1]
            frame = thread.frames[-1]
            if frame.owner is not state.owner:
                frame = state.top()
            container, index = thread.previous = (frame.container, frame.index)
            if state.diverted is not NOWHERE:
                self._enter(frame, thread.previous)
                return
            index += 1
            if container is not None and index < len(container.content):
                frame.index = index
                return
            if increment(frame):
                return
            if len(thread.frames) > 1 and frame.kind == FUNCTION:
                self.pop_frame()
                if state.top().in_expression:
                    self.push(VOID)
            elif len(state.threads) > 1 and frame.kind != FROM_OUTSIDE:
                state.threads.pop()
            else:
                if frame.kind == FROM_OUTSIDE:
                    frame.container, frame.index = NOWHERE
                    state.safe_exit = True
                return
            if state.top().container is None:
                return

    def _enter(self, frame: Frame, before: Pointer) -> None:
        state, divert = self.state, self.divert
        frame.container, frame.index = after = state.diverted
        state.diverted, self.divert = NOWHERE, None
        if divert is None:
            count_visits(state, entered(before, after))
            return
        if divert.entered is None:
            divert.entered = entered(before, after)
        if divert.entered:
            count_visits(state, divert.entered)

    def _take_invisible_choice(self) -> None:
        offered = self.state.offered
        if not offered or not all(choice.is_invisible_default for choice in offered):
            return
        self.state.adopt(offered[0].thread)
        go_to(self.story, self.state, offered[0].target)
