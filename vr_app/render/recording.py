"""Calls of a pass that draws the same as in the frame before are noted, then made again without asking what to call."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from vr_app.render.draw_list import Run
from vr_app.render.frame import Frame
from vr_app.render.gl import GL
from vr_app.render.switches import Switches
from vr_app.scene.draw_shapes import COMMAND

DrawRuns = Callable[[Frame, Sequence[Run], Switches, Callable[[Run], None]], None]
"""Draws runs of a frame's commands: sets what each needs by the switches given, then calls what draws it."""


class _Notes(Switches):
    """Switches that suppose nothing, and note every call.

    Attributes:
        calls: function and arguments; None and a run's place and length where commands are drawn.
    """

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[Any, tuple[Any, ...]]] = []
        self._alive: list[Any] = []

    def call(self, function: Any, *arguments: Any) -> None:
        """See `Switches`."""
        function(*arguments)
        self._alive += [argument for argument in arguments if isinstance(argument, np.ndarray)]
        self.calls.append((function, tuple(_passed(argument) for argument in arguments)))

    def note_run(self, run: Run) -> None:
        """Notes that it is drawn."""
        self.calls.append((None, (run.first * COMMAND.itemsize, run.count)))


class Recording:
    """Of one pass."""

    def __init__(self) -> None:
        self._seen: tuple[Any, Sequence[Run]] = (None, ())
        self._notes: _Notes | None = None

    def draw(self, frame: Frame, wanted: Sequence[Run], draw: DrawRuns) -> None:
        """Draws runs, which are noted when they come a second time.

        Args:
            draw: what does it, and does the same again for the same runs.
        """
        commands = frame.commands
        assert commands is not None
        # Somebody who puts another function in the place of the driver's, to count calls, is to see them all.
        key = (id(frame.gpu), commands.buffer, frame.copies, frame.view_count, GL.glMultiDrawElementsIndirect)
        same = self._seen == (key, wanted) and commands.table is None
        if same and self._notes is not None:
            self._again(self._notes, frame)
            return
        self._seen, self._notes = (key, wanted), None
        if not same:
            draw(frame, wanted, frame.switches, commands.draw)
            return
        notes = _Notes()

        def draw_run(run: Run) -> None:
            commands.draw(run)
            notes.note_run(run)

        draw(frame, wanted, notes, draw_run)
        frame.switches.take_over(notes)
        self._notes = notes

    def _again(self, notes: _Notes, frame: Frame) -> None:
        assert frame.commands is not None
        begin, most = frame.commands.offset, frame.commands.most
        triangles, kind, draw = GL.GL_TRIANGLES, GL.GL_UNSIGNED_INT, GL.glMultiDrawElementsIndirect
        for function, arguments in notes.calls:
            if function is None:
                first, count = arguments
                draw(triangles, kind, ctypes.c_void_p(begin + first), min(count, most), 0)
            else:
                function(*arguments)
        frame.switches.take_over(notes)


def _passed(argument: Any) -> Any:
    """Arrays as their place in memory, which is found once."""
    return ctypes.c_void_p(argument.ctypes.data) if isinstance(argument, np.ndarray) else argument
