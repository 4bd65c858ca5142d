"""A visit without a window: in a headset alone, or where there is no screen at all."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from vr_app.app.conversation import SceneEntered
from vr_app.app.crash import CrashLog
from vr_app.app.folders import data_folder
from vr_app.app.modes import Mode
from vr_app.app.record import frames_report
from vr_app.app.screenless_context import screenless_context
from vr_app.app.shows.drawing import Drawing, Steered
from vr_app.app.shows.frame_thread import FrameThread
from vr_app.app.shows.show import Show
from vr_app.app.visit import Visit
from vr_app.app.wearer.comfort import handling_of
from vr_app.app.wearer.eyes import Eyes
from vr_app.app.wearer.stroll import Stroll
from vr_app.app.wearer.tour import walk
from vr_app.kernel import events as ev
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import Display, Post
from vr_app.render.offscreen_display import OffscreenDisplay

if TYPE_CHECKING:
    from vr_app.app.shows.screenless_panels import ScreenlessPanels

TALK_RATE_HZ = 2.0
"""Pictures a second of an offscreen visit: nobody watches it between those that are kept."""
FRAMES_RATE_HZ = 60.0
"""The same where a number of frames was asked for."""
OFFSCREEN_SIZE = (960, 540)
PATIENCE_S = 15.0


def run_without_window(show: Show) -> int:
    """Headset or offscreen, with nothing on a desktop."""
    crash = CrashLog(data_folder() / "crash")
    if crash.take():
        print(f"  (Virgil stopped unexpectedly last time; the report is in {crash.previous})")
    early = show.early
    make_context = screenless_context() if early is None else lambda: early.graphics
    eyes = Eyes(show.opened.stage)
    stroll = Stroll(len(show.lines), lambda: eyes.walk(walk(show.opened.stage, most=1)), lambda in_s: picture(in_s))
    observers = [_told_in_terminal(show), *([stroll.note] if show.demo else [])]
    visit = Visit(show.settings, show.opened, show.options(), observers)
    visit.watch(lambda event: eyes.enter(visit.opened.stage) if isinstance(event, SceneEntered) else None)
    drawing = Drawing(show, visit)
    rate_hz = FRAMES_RATE_HZ if show.frames else TALK_RATE_HZ

    def picture(in_s: float) -> None:
        if visit.pictures is not None:
            visit.pictures.ask(in_s)

    def make_display(mode: Mode) -> Display:
        if mode == "xr":
            handling = handling_of(drawing.settings.input)
            if panels is not None:
                return panels.panels.display(make_context(), handling)
            return drawing.headset(drawing.make_headset(make_context(), handling))
        return OffscreenDisplay(eyes.pose, show.size or OFFSCREEN_SIZE, rate_hz, make_context=make_context)

    panels = _panels(show, visit, drawing) if show.choice.mode == "xr" else None
    if panels is not None and early is not None:
        panels.panels.attach(early.display)
    frames = drawing.start(make_display)
    try:
        visit.start()
        if show.steer is not None:
            show.steer(Steered(visit, drawing, frames, visit.go_to))
        (visit if panels is None else panels).wait()
        if show.demo and not drawing.problem:
            time.sleep(stroll.seconds_left())
        _last_picture(visit)
    except KeyboardInterrupt:
        pass
    finally:
        report = _end(show, visit, frames)
        drawing.close()
        if panels is not None:
            panels.close()
    if drawing.problem:
        raise DeviceError(drawing.problem, recoverable=False)
    if show.out is not None:
        print(_where_all_lies(show.out, report))
    if visit.exit_code:
        print(f"vr-app: {visit.problem}", file=sys.stderr)
    return visit.exit_code


def _panels(show: Show, visit: Visit, drawing: Drawing) -> ScreenlessPanels | None:
    """The headset's panels, or None (with a line about it) where Qt does not work at all."""
    try:
        from vr_app.app.installed import choices
        from vr_app.app.shows.screenless_panels import ScreenlessPanels

        return ScreenlessPanels(visit, drawing, choices(), offscreen=bool(show.facts.desktop_problem))
    except (ImportError, DeviceError) as error:
        print(f"  (The headset has no panels and captions here: {error})", flush=True)
        return None


def _last_picture(visit: Visit) -> None:
    """One more picture of how it ends, if somebody still draws."""
    if visit.pictures is None:
        return
    visit.pictures.ask()
    visit.pictures.wait(PATIENCE_S)


def _end(show: Show, visit: Visit, frames: FrameThread) -> dict:
    frames.stop()
    return visit.close(frames_report(frames.mode, show.choice.reason, frames.description, frames.summary))


def _told_in_terminal(show: Show) -> Post:
    """What a person at the terminal sees of the visit."""
    name = show.opened.persona.spoken_name

    def tell(event: object) -> None:
        nonlocal name
        match event:
            case SceneEntered():
                name = event.persona.spoken_name
            case ev.ModelLoading():
                print(f"  (loading {event.name})", flush=True)
            case ev.DisplayChanged() if event.reason not in ("", show.choice.reason):
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
