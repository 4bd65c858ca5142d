"""`bench headset`: what frames cost in our scenes with panel and captions up, and whether work beside makes any late.

The whole app runs, with models, panels and a headset's stand-in (`stand_in_headset.py`), beside an empty loop in
another process. Late frames are counted against that loop's: what the machine does to everybody is not ours.
"""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vr_app.app.bench.control_loop import ControlLoop
from vr_app.app.bench.figures import figures
from vr_app.app.bench.frame_pacing import intervals_ms, missed_share, within
from vr_app.app.bench.stand_in_headset import RATE_HZ, StandInHeadset
from vr_app.app.modes import Choice, MachineFacts
from vr_app.app.places import FIRST_SCENE, find_scene, open_place
from vr_app.app.shows.drawing import Steered
from vr_app.app.shows.screenless_show import run_without_window
from vr_app.app.shows.show import Show
from vr_app.app.story_shelf import StoryShelf
from vr_app.app.threads import share_interpreter_finely
from vr_app.kernel import events as ev
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.settings import Settings, changed
from vr_app.loading.scene_loader import SceneFailed, SceneLoader, SceneReady

SCENES = (FIRST_SCENE, "museum-hall", "night-harbour")
LINE = "What can you tell me about this place, and about what stands here?"
IDLE_S = 10.0
READY_S, REPLY_S, SCENE_S = 900.0, 300.0, 600.0
TARGET_MS = 5.0
DESKTOP_PROBLEM = "No window in a bench"

Span = tuple[float, float]


class Pacing:
    """One run of the app, steered through what is to be measured."""

    def __init__(self) -> None:
        self.spans: dict[str, Span] = {}
        self.headset: StandInHeadset | None = None
        self.problem = ""
        self._events: list[Any] = []
        self._changed = threading.Condition()

    def make(self, context: Any) -> StandInHeadset:
        """Makes the headset."""
        self.headset = StandInHeadset(context)
        return self.headset

    def begin(self, show: Steered) -> None:
        """The show has begun."""
        show.visit.watch(self._note)
        threading.Thread(target=self._steer, args=(show,), name="bench", daemon=True).start()

    def _note(self, event: Any) -> None:
        with self._changed:
            self._events.append(event)
            self._changed.notify_all()

    def _wait(self, what: str, true: Callable[[], bool], patience_s: float) -> None:
        deadline_s = time.monotonic() + patience_s
        with self._changed:
            while not true():
                if time.monotonic() > deadline_s:
                    raise DeviceError(f"{what} took longer than {patience_s:g} s", recoverable=False)
                self._changed.wait(0.1)

    def _seen(self, kind: Any, after: int = 0) -> bool:
        return any(isinstance(event, kind) for event in self._events[after:])

    def _steer(self, show: Steered) -> None:
        try:
            self._measure(show)
        except DeviceError as error:
            self.problem = str(error)
        finally:
            show.visit.finished.set()

    def _measure(self, show: Steered) -> None:
        visit = show.visit
        self._wait("The scene", lambda: bool(visit.shown), READY_S)
        if visit.config.language is not None:
            self._wait("The greeting", lambda: self._seen(ev.TurnClosed), READY_S)
        assert self.headset is not None
        self.headset.menu_count += 1
        time.sleep(3.0)
        for scene in SCENES:
            folder = str(find_scene(scene))
            if visit.shown != folder:
                begun_s = time.monotonic()
                show.go_to(scene)
                self._wait(scene, lambda folder=folder: visit.shown == folder, SCENE_S)
                self.spans[f"going to {scene}"] = (begun_s, time.monotonic())
                time.sleep(3.0)
            self.spans[scene] = self._rest(IDLE_S)
        if visit.config.language is not None:
            begun_s, after = time.monotonic(), len(self._events)
            visit.say(LINE)
            with self._work_beside():
                self._wait("The reply", lambda: self._seen(ev.TurnClosed, after), REPLY_S)
            self.spans["scene loads, story compiles, model talks"] = (begun_s, time.monotonic())

    def _rest(self, seconds: float) -> Span:
        begun_s = time.monotonic()
        time.sleep(seconds)
        return begun_s, time.monotonic()

    @contextlib.contextmanager
    def _work_beside(self) -> Any:
        """A second scene is read from its files, and a story compiled, until both are done."""
        with tempfile.TemporaryDirectory(prefix="virgil-bench-") as cache:
            done: list[Any] = []
            loader, shelf = SceneLoader(done.append, Path(cache)), StoryShelf(lambda _event: None)
            loader.request(find_scene(SCENES[1]))
            shelf.request(find_scene(SCENES[0]))
            try:
                yield
                ends = (SceneReady, SceneFailed)
                self._wait("A scene beside", lambda: any(isinstance(event, ends) for event in done), SCENE_S)
            finally:
                loader.close()
                shelf.close()


def bench_headset(settings: Settings) -> dict[str, Any]:
    """Frames of each of our scenes with panel and captions up, then beside all that may go on at once."""
    settings = changed(settings, "display.captions", True)
    settings = changed(settings, "memory.remember", False)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    pacing, control = Pacing(), ControlLoop(RATE_HZ)
    show = Show(
        settings=settings,
        opened=open_place(find_scene(SCENES[0])),
        choice=Choice("xr"),
        facts=MachineFacts("", DESKTOP_PROBLEM),
        lines=(),
        size=None,
        frames=0,
        seconds=0,
        out=None,
        audible=False,
        scripted=False,
        steer=pacing.begin,
        stand_in=pacing.make,
    )
    share_interpreter_finely()
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            run_without_window(show)
    finally:
        control_s = control.end()
    assert pacing.headset is not None
    return judged(pacing.spans, pacing.headset.moments_s, pacing.headset.cpu_ms, control_s, pacing.problem)


def judged(
    spans: dict[str, Span], moments_s: list[float], cpu_ms: list[float], control_s: list[float], problem: str = ""
) -> dict[str, Any]:
    """The figures of each span, and which promises they break.

    Args:
        control_s: moments of the empty loop.
    """
    problems = [problem] if problem else []
    result: dict[str, Any] = {"frames_per_s": RATE_HZ, "target_cpu_p99_ms": TARGET_MS}
    for name, span in spans.items():
        cpu = figures(within(moments_s, cpu_ms, [span]))
        ours, theirs = (intervals_ms(moments, [span]) for moments in (moments_s, control_s))
        missed, control_missed = missed_share(ours), missed_share(theirs)
        result[name] = {
            "cpu_ms": cpu,
            "interval_ms": figures(ours),
            "control_interval_ms": figures(theirs),
            "missed": missed,
            "control_missed": control_missed,
        }
        if cpu is None:
            problems.append(f"{name}: no frames")
        elif cpu.p99 > TARGET_MS:
            problems.append(f"{name}: {cpu.p99} ms of processor time at the 99th percentile, target {TARGET_MS}")
        if missed > control_missed:
            problems.append(f"{name}: {missed:.2%} of the frames missed, the empty loop {control_missed:.2%}")
    return result | {"problems": problems}
