"""What the window asks of the rest of the app, and the data it is given to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vr_app.kernel.settings import Settings


def _nothing(*_: Any) -> None:
    """An action nobody listens to."""


@dataclass(frozen=True)
class UiActions:
    """Callables, all called on the Qt thread; none may block. Posting to an inbox is what they are for.

    Attributes:
        send_line: the visitor typed a line.
        typing: (words until now, whether they may be all), while a line is typed.
        stop: silence, now.
        pick: (offer, index) of a story's choice.
        begin_story: tell the scene's story; True from its beginning.
        leave_story: back to free talk.
        choose_scene: go to the scene with this id.
        change_setting: ("voice.speed", 1.2): checks, stores and applies; returns the new settings or raises UserError.
        listen: whether the microphone is to be open.
        press_talk: the talk key went down (True) or up.
        check_sound: (what, argument) of the wizard: ("side", "left"), ("echo", ""): answered by `SoundChecked`.
        remember: what is to happen with what is remembered: `MemoriesWanted`, `MemoryEdited`, `ForgetAsked`.
        retry_setup: look again for what was missing at start.
        dismiss_crash: the report of the last crash has been seen.
        closed: the window is gone: end the app.
    """

    send_line: Callable[[str], None] = _nothing
    typing: Callable[[str, bool], None] = _nothing
    stop: Callable[[], None] = _nothing
    pick: Callable[[int, int], None] = _nothing
    begin_story: Callable[[bool], None] = _nothing
    leave_story: Callable[[], None] = _nothing
    choose_scene: Callable[[str], None] = _nothing
    change_setting: Callable[[str, Any], Settings | None] = _nothing
    listen: Callable[[bool], None] = _nothing
    press_talk: Callable[[bool], None] = _nothing
    check_sound: Callable[[str, str], None] = _nothing
    remember: Callable[[Any], None] = _nothing
    retry_setup: Callable[[], None] = _nothing
    dismiss_crash: Callable[[], None] = _nothing
    closed: Callable[[], None] = _nothing


NO_ACTIONS = UiActions()


@dataclass(frozen=True)
class SceneCard:
    """One scene to choose.

    Attributes:
        thumbnail: picture file (PNG or JPEG), or None.
        note: a short word on the card's corner ("new", "2 h of talk"), or "".
        problem: why it cannot be entered, in plain words, or "".
    """

    id: str
    name: str
    description: str = ""
    host_name: str = ""
    thumbnail: Path | None = None
    note: str = ""
    problem: str = ""


@dataclass(frozen=True)
class MissingPart:
    """Something set-up has not put in place yet.

    Attributes:
        name: "Language model".
        why: what will not work without it.
        command: what to type to mend it, or "".
    """

    name: str
    why: str
    command: str = ""
