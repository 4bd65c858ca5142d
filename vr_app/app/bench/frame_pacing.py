"""The frame thread's Python at 90 Hz beside an empty loop in another process: does talking cost frames?

The stand-in for a headset's session waits as `xrWaitFrame` would and draws nothing: the world is evaluated (animation,
body, lips, world matrices) for each display time, as in a real frame.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from vr_app.app.bench.control_loop import ControlLoop
from vr_app.app.bench.figures import Figures, figures
from vr_app.app.threads import run_first, share_interpreter_finely
from vr_app.app.world import World
from vr_app.render.pacing import Pacer
from vr_app.scene.transform import translation

RATE_HZ = 90.0


@dataclass
class PacedLoop:
    """A frame loop without a display. `moments_s` are when each frame was finished, `cpu_ms` what it cost."""

    world: World
    moments_s: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="frames", daemon=True)
        self._control = ControlLoop(RATE_HZ)
        self.control_s: list[float] = []
        self.goes_first = False

    def start(self) -> None:
        share_interpreter_finely()
        self._thread.start()

    def stop(self) -> None:
        """Ends both loops and reads the control's moments."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join()
        self.control_s = self._control.end()

    def _run(self) -> None:
        head = translation((0.0, 1.6, 0.0))
        pacer = Pacer(RATE_HZ)
        self.goes_first = run_first(True)  # as a headset's frames
        while not self._ending.is_set():
            display_time_s = pacer.next_frame()
            begun_s = time.thread_time()
            self.world(display_time_s, head)
            self.cpu_ms.append((time.thread_time() - begun_s) * 1e3)
            self.moments_s.append(time.monotonic())


Windows = Sequence[tuple[float, float]]
"""Spans of monotonic seconds."""


def compare(loop: PacedLoop, idle: Windows, talking: Windows) -> dict[str, object]:
    """Frame intervals of ours and the control's, and our processor time, idle and talking."""
    ours_idle, ours_talking = (intervals_ms(loop.moments_s, spans) for spans in (idle, talking))
    control_idle, control_talking = (intervals_ms(loop.control_s, spans) for spans in (idle, talking))
    cpu_idle, cpu_talking = (within(loop.moments_s, loop.cpu_ms, spans) for spans in (idle, talking))
    return {
        "goes_first": loop.goes_first,
        "interval_ms_idle": figures(ours_idle),
        "interval_ms_talking": figures(ours_talking),
        "control_interval_ms_idle": figures(control_idle),
        "control_interval_ms_talking": figures(control_talking),
        "interval_p99_ratio_talking": ratio(figures(ours_talking), figures(control_talking)),
        "missed_talking": missed_share(ours_talking),
        "control_missed_talking": missed_share(control_talking),
        "cpu_ms_idle": figures(cpu_idle),
        "cpu_ms_talking": figures(cpu_talking),
        "cpu_p99_ratio": ratio(figures(cpu_talking), figures(cpu_idle)),
    }


def intervals_ms(moments_s: Sequence[float], spans: Windows) -> list[float]:
    """Milliseconds between neighbouring frames that both lie in one span."""
    moments = np.asarray(moments_s)
    found: list[float] = []
    for begin_s, end_s in spans:
        part = moments[(moments >= begin_s) & (moments <= end_s)]
        found += [float(gap) for gap in np.diff(part) * 1e3]
    return found


def within(moments_s: Sequence[float], values: Sequence[float], spans: Windows) -> list[float]:
    """The values whose moments lie in one of the spans."""
    pairs = zip(moments_s, values, strict=False)
    return [value for moment, value in pairs if any(begin <= moment <= end for begin, end in spans)]


def missed_share(intervals: Sequence[float]) -> float:
    """Share of the display's moments that went by without a frame."""
    period_ms = 1000.0 / RATE_HZ
    missed = sum(max(round(gap / period_ms) - 1, 0) for gap in intervals)
    return round(missed / max(missed + len(intervals), 1), 4)


def ratio(ours: Figures | None, theirs: Figures | None) -> float | None:
    """Of the P99s."""
    return round(ours.p99 / theirs.p99, 3) if ours and theirs and theirs.p99 > 0 else None
