"""Puts a visit on a display: in a window, in a headset, or where there is no screen."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vr_app.app.eyes import Eyes
from vr_app.app.frame_thread import DisplayParts, FrameThread
from vr_app.app.modes import Choice, MachineFacts, Mode, fallback
from vr_app.app.places import OpenedPlace
from vr_app.app.record import prepare_out_folder
from vr_app.app.tour import walk
from vr_app.app.visit import Visit, VisitOptions, frames_report
from vr_app.app.world import tracking_at
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import Display, Post, View
from vr_app.kernel.settings import Settings
from vr_app.openxr.display import XrDisplay
from vr_app.openxr.probe import headset_is_back
from vr_app.render.egl_context import EglContext
from vr_app.render.offscreen_display import OffscreenDisplay
from vr_app.render.quality import HIGH, LOW
from vr_app.render.renderer import Renderer
from vr_app.render.software import draws_in_software
from vr_app.scene.transform import identity

TALK_RATE_HZ = 2.0
"""Pictures a second of an offscreen visit: nobody watches it between those that are kept."""
FRAMES_RATE_HZ = 60.0
"""The same where a number of frames was asked for."""
OFFSCREEN_SIZE = (960, 540)
PATIENCE_S = 15.0


@dataclass(frozen=True)
class Show:
    """One run, as asked for.

    Attributes:
        size: of the pictures; None takes the mode's own.
        frames: end after so many; 0 for never. Likewise seconds.
        scripted: ends by itself.
        demo: a short walk follows the script, and the person is told where everything lies.
    """

    settings: Settings
    opened: OpenedPlace
    choice: Choice
    facts: MachineFacts
    lines: tuple[str, ...]
    size: tuple[int, int] | None
    frames: float
    seconds: float
    out: Path | None
    audible: bool
    scripted: bool
    demo: bool = False
    until_shown: bool = False

    def as_demo(self, lines: Sequence[str]) -> Show:
        """A visit of about a minute that needs nobody: two questions and a walk, left in a folder."""
        out = self.out or Path("virgil-visit")
        prepare_out_folder(out)
        return replace(self, lines=tuple(lines), out=out, audible=False, scripted=True, demo=True)

    def options(self) -> VisitOptions:
        return VisitOptions(self.lines, self.out, self.audible, self.until_shown)


def run_without_window(show: Show) -> int:
    """Headset or offscreen, with nothing on a desktop."""
    visit = Visit(show.settings, show.opened, show.options(), [_told_in_terminal(show)])
    eyes = Eyes(show.opened.stage)
    drawing = Drawing(show, visit)
    rate_hz = FRAMES_RATE_HZ if show.frames else TALK_RATE_HZ

    def make_display(mode: Mode) -> Display:
        if mode == "xr":
            return XrDisplay(LazyEglContext())
        return OffscreenDisplay(eyes.pose, show.size or OFFSCREEN_SIZE, rate_hz)

    frames = drawing.start(make_display)
    visit.start()
    try:
        _wait(visit)
        if show.demo and not drawing.problem:
            stops = walk(show.opened.stage)
            seconds = eyes.walk(stops)
            assert visit.pictures is not None
            visit.pictures.ask(seconds * 0.45)
            time.sleep(seconds)
        _last_picture(visit)
    except KeyboardInterrupt:
        pass
    report = _end(show, visit, frames)
    if drawing.problem:
        raise DeviceError(drawing.problem, recoverable=False)
    if show.out is not None:
        print(_where_all_lies(show.out, report))
    return 0


class Drawing:
    """Starts the frame thread of a show and notes how it ends."""

    def __init__(self, show: Show, visit: Visit) -> None:
        self.problem = ""
        self._show = show
        self._visit = visit
        self._drawn = 0
        self.in_software = False

    def start(
        self,
        make_display: Callable[[Mode], Display],
        *,
        mirror: Callable[[View], None] | None = None,
        post: Post | None = None,
    ) -> FrameThread:
        """Begins to draw.

        Args:
            mirror: copies the headset's view for the window.
            post: takes the frame thread's events instead of the visit.
        """
        visit = self._visit
        self._mirror = mirror
        parts = DisplayParts(
            make_display=make_display,
            make_renderer=self._make_renderer,
            world=visit.world,
            fallback=fallback(self._show.facts),
            headset_is_back=headset_is_back,
            entered=self._entered,
            after_draw=self._after_draw,
        )
        choice = self._show.choice
        thread = FrameThread(parts, choice.mode, choice.reason, post or visit.post, visit.scene_on_card, self._ended)
        thread.start()
        if self._show.seconds:
            timer = threading.Timer(self._show.seconds, visit.finished.set)
            timer.daemon = True
            timer.start()
        return thread

    def _make_renderer(self) -> Renderer:
        self.in_software = draws_in_software()
        wanted = self._show.settings.display.quality
        return Renderer(LOW if wanted == "low" or (wanted == "auto" and self.in_software) else HIGH)

    def _entered(self, mode: Mode) -> None:
        spawn = self._visit.opened.stage.spawn
        in_headset = tracking_at(spawn.at, spawn.yaw_deg)
        self._visit.world.world_from_tracking.set(in_headset if mode == "xr" else identity())

    def _after_draw(self, mode: Mode, views: Sequence[View]) -> None:
        self._visit.milestone("first_frame")
        if self._visit.pictures is not None:
            self._visit.pictures.after_draw(views)
        if mode == "xr" and self._mirror is not None:
            self._mirror(views[0])
        self._drawn += 1
        if self._show.frames and self._drawn >= self._show.frames:
            self._visit.finished.set()

    def _ended(self, problem: str) -> None:
        self.problem = problem
        self._visit.finished.set()


class LazyEglContext:
    """An EGL context that is made on the thread that first makes it current."""

    def __init__(self) -> None:
        self._context: EglContext | None = None

    def make_current(self) -> None:
        if self._context is None:
            self._context = EglContext()
        self._context.make_current()

    def done_current(self) -> None:
        if self._context is not None:
            self._context.done_current()

    def close(self) -> None:
        if self._context is not None:
            self._context.close()


def run_in_window(show: Show) -> int:
    """The desktop window, alone or beside the headset."""
    from vr_app.app.window_show import WindowShow

    return WindowShow(show).run()


def _wait(visit: Visit) -> None:
    while not visit.finished.wait(0.1):
        pass


def _last_picture(visit: Visit) -> None:
    """One more picture of how it ends, if somebody still draws."""
    if visit.pictures is None:
        return
    visit.pictures.ask()
    deadline_s = time.monotonic() + PATIENCE_S
    while visit.pictures.waiting and time.monotonic() < deadline_s:
        time.sleep(0.02)


def _end(show: Show, visit: Visit, frames: FrameThread) -> dict:
    frames.stop()
    return visit.close(frames_report(frames.mode, show.choice.reason, frames.description, frames.summary))


def _told_in_terminal(show: Show) -> Post:
    """What a person at the terminal sees of the visit."""
    from vr_app.kernel import events as ev

    name = show.opened.persona.spoken_name

    def tell(event: object) -> None:
        match event:
            case ev.ModelLoading():
                print(f"  (loading {event.name})", flush=True)
            case ev.DisplayChanged() if event.reason:
                print(f"  ({event.reason})", flush=True)
            case ev.TurnOpened() if event.said:
                print(f"Visitor: {event.said}", flush=True)
            case ev.SentenceHeard():
                print(f"{name}: {event.text}", flush=True)
            case ev.HostNotice():
                print(f"  ({event.text})", flush=True)
            case _:
                pass

    return tell


def _where_all_lies(out: Path, report: dict) -> str:
    turns = [turn["first_audio_s"] for turn in report["turns"].values() if turn["first_audio_s"] is not None]
    quick = f" First words after {min(turns):.1f} to {max(turns):.1f} s." if turns else ""
    return (
        f"{report['pictures']} pictures, speech.wav, captions.vtt, session.jsonl and report.json are in "
        f"{json.dumps(str(out))}.{quick}"
    )
