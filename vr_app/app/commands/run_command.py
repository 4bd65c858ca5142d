"""`vr-app run`: walk into a scene, in a headset, a window, or without any screen."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vr_app.app.checkup.own_runtime import use_own_runtime
from vr_app.app.commands.hearing_flags import hearing_flags
from vr_app.app.folders import settings_file
from vr_app.app.modes import Choice, MachineFacts, choose_mode, fallback
from vr_app.kernel.errors import DeviceError, UserError
from vr_app.kernel.settings import Settings, load_settings

if TYPE_CHECKING:
    from vr_app.app.places import OpenedPlace
    from vr_app.app.shows.early_frames import EarlyFrames
    from vr_app.app.shows.early_window import EarlyWindow

DEMO = ("Hello, who are you?", "What can I see from here?")
LIBRARIES = "`vr-app doctor` names the system libraries that are missing"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scene", nargs="?", help="name or folder of a scene")
    parser.add_argument("--mode", choices=("auto", "xr", "window", "offscreen"), help="where the scene is shown")
    parser.add_argument("--view", choices=("vr", "ar", "diorama"), help="how a headset shows it: see docs/headset.md")
    parser.add_argument(
        "--say", action="append", default=[], metavar="TEXT", help="a turn of the visitor's; may repeat"
    )
    parser.add_argument("--talk", type=Path, metavar="FILE", help="the visitor's turns, one a line")
    parser.add_argument("--mic", action="store_true", help="listen by the microphone from the start")
    parser.add_argument("--ptt", action="store_true", help="the same, only while F8 or Space is held")
    parser.add_argument(
        "--hear", action="append", default=[], type=Path, metavar="FILE", help="a recording of a turn; may repeat"
    )
    parser.add_argument("--frames", type=int, metavar="N", help="end after so many frames")
    parser.add_argument("--seconds", type=float, metavar="S", help="end after so many seconds")
    parser.add_argument("--size", metavar="WxH", help="size of the pictures")
    parser.add_argument("--out", type=Path, metavar="DIR", help="leave pictures, speech, captions and a log there")
    parser.add_argument("--record", type=Path, metavar="FILE", help="record the session: poses, input, turns, sound")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="show a recorded session again, without models")
    parser.add_argument("--until-shown", action="store_true", help="end once the whole scene can be seen")
    parser.add_argument("--silent", action="store_true", help="without the loudspeaker")


def run(arguments: argparse.Namespace) -> int:
    if arguments.replay:
        return replay(arguments)
    from vr_app.app.checkup.machine_facts import begin_to_look, machine_facts

    flags: dict[str, object] = {"display.mode": arguments.mode} if arguments.mode else {}
    flags |= {"display.view": arguments.view} if arguments.view else {}
    flags |= hearing_flags(arguments)
    settings = load_settings(settings_file(), os.environ, flags)
    if line := use_own_runtime(settings):
        print(line, flush=True)
    headset = begin_to_look(settings.display.mode)
    from vr_app.app.places import (  # the headset is looked for meanwhile
        FIRST_SCENE,
        find_scene,
        open_place,
        reader_language,
    )
    from vr_app.app.record import prepare_out_folder

    lines, size = spoken_lines(arguments), picture_size(arguments.size)
    frames, seconds = _positive(arguments.frames, "--frames"), _positive(arguments.seconds, "--seconds")
    opened = open_place(find_scene(arguments.scene or FIRST_SCENE), reader_language(settings.display.language))
    if arguments.out:
        prepare_out_folder(arguments.out)
    if headset is not None and headset.hopeful:
        with contextlib.suppress(ImportError, OSError, NotImplementedError):  # the display says it in plain words
            importlib.import_module("vr_app.openxr.connection")
    facts = machine_facts(headset)
    choice = choose_mode(settings.display.mode, facts)
    if choice.reason:
        print(choice.reason, flush=True)
    early = begin_frames(settings, choice, facts) if choice.mode == "xr" else None
    try:
        return visit(arguments, settings, opened, choice, facts, lines, size, frames, seconds, early)
    except BaseException:
        if early is not None:
            early.thread.stop()
        raise


def visit(
    arguments: argparse.Namespace,
    settings: Settings,
    opened: OpenedPlace,
    choice: Choice,
    facts: MachineFacts,
    lines: list[str],
    size: tuple[int, int] | None,
    frames: float,
    seconds: float,
    early: EarlyFrames[Any] | None,
) -> int:
    """The visit itself, from what was asked for to the exit code."""
    limited = bool(lines or arguments.frames or arguments.seconds or arguments.until_shown)
    windowless = bool(facts.desktop_problem) or choice.mode == "offscreen"
    window = None if windowless else early_window(settings, opened, choice, size)
    try:
        from vr_app.app.shows.show import Show
    except ImportError as error:
        raise UserError(f"Nothing can be drawn here: {error}", remedy=f"{LIBRARIES}.", exit_code=3) from error
    show = Show(
        settings=settings,
        opened=opened,
        choice=choice,
        facts=facts,
        lines=tuple(lines),
        size=size,
        frames=frames,
        seconds=seconds,
        out=arguments.out,
        audible=not arguments.silent,
        scripted=limited,
        until_shown=arguments.until_shown,
        hear=tuple(arguments.hear),
        early=early,
        tape=arguments.record,
    )
    if choice.mode == "offscreen" and not limited:
        show = show.as_demo(DEMO)
    if windowless:
        from vr_app.app.shows.screenless_show import run_without_window

        return run_without_window(show)
    from vr_app.app.shows.window_show import WindowShow

    try:
        return WindowShow(show, window).run()
    except BaseException:
        if window is not None and window.frames is not None:
            window.frames.thread.stop()
        raise


def early_window(settings: Settings, opened: OpenedPlace, choice: Choice, size: tuple[int, int] | None) -> EarlyWindow:
    """The window, shown before the rest of the app is imported."""
    try:
        from vr_app.app.shows.early_window import EarlyWindow
    except ImportError as error:  # Qt is here, a system library of it is not
        remedy = f"{LIBRARIES}; `--mode offscreen` needs fewer."
        raise UserError(f"The window cannot be opened: {error}", remedy=remedy, exit_code=3) from error
    window = EarlyWindow(settings, opened, choice)
    window.show(opened, size)
    window.import_rest()
    return window


def replay(arguments: argparse.Namespace) -> int:
    """Draws a recorded session anew: in a window where one was asked for or can be had, else without a screen."""
    from vr_app.app.record import prepare_out_folder
    from vr_app.app.tapes.replay import Replay, told
    from vr_app.ui.display_check import why_no_window

    if arguments.out:
        prepare_out_folder(arguments.out)
    unseen = os.environ.get("QT_QPA_PLATFORM", "") in ("offscreen", "minimal") or why_no_window()
    seen = arguments.mode is None and not arguments.out and not arguments.silent and not unseen
    if arguments.mode == "window" or seen:
        from vr_app.app.shows.replay_show import replay_in_window

        print(told(replay_in_window(arguments.replay, arguments.out, picture_size(arguments.size))))
        return 0
    print(told(Replay(arguments.replay, picture_size(arguments.size)).run(arguments.out)))
    return 0


def begin_frames(settings: Settings, choice: Choice, facts: MachineFacts) -> EarlyFrames[Any] | None:
    """Shows the headset's first picture before the rest of the app is imported; None where that cannot be done yet."""
    try:
        from vr_app.app.shows.early_frames import EarlyFrames
        from vr_app.app.wearer.comfort import handling_of
        from vr_app.openxr.display import XrDisplay

        if facts.desktop_problem:
            from vr_app.app.screenless_context import screenless_context

            graphics = screenless_context()()
        else:
            from vr_app.ui.application import create_application
            from vr_app.ui.graphics import SharedGraphics

            create_application(sys.argv[:1], text_size=settings.display.text_size)
            graphics = SharedGraphics()
        display = XrDisplay(graphics, handling=handling_of(settings.input))
        early = EarlyFrames(settings, choice, fallback(facts), graphics, display)
    except (ImportError, DeviceError):
        return None  # what is missing is told, with its remedy, where it is needed next
    early.wait()
    return early


def spoken_lines(arguments: argparse.Namespace) -> list[str]:
    """The visitor's turns; a recording stands for its words.

    Raises: UserError where both lines and recordings are given (exit code 2).
    """
    from vr_app.app.script import read_talk

    lines = [*arguments.say, *(read_talk(arguments.talk) if arguments.talk else [])]
    if lines and arguments.hear:
        raise UserError("--hear cannot go with --say or --talk", remedy="Give one of them.", exit_code=2)
    return lines or [f"({path.name})" for path in arguments.hear]


def picture_size(text: str | None) -> tuple[int, int] | None:
    """ "960x540" to (960, 540); None where nothing was asked for.

    Raises: UserError (exit code 2).
    """
    if text is None:
        return None
    match = re.fullmatch(r"(\d{1,5})[x×](\d{1,5})", text.strip())
    if match:
        width, height = int(match[1]), int(match[2])
        if 16 <= width <= 8192 and 16 <= height <= 8192:
            return width, height
    raise UserError(
        f"--size cannot be {text!r}", remedy="Write width x height in pixels, 16 to 8192, such as 960x540.", exit_code=2
    )


def _positive(value: float | None, name: str) -> float:
    if value is None:
        return 0
    if not 0 < value < 1e7:
        raise UserError(f"{name} cannot be {value}", remedy="Use a number above 0.", exit_code=2)
    return value
