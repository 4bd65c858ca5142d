"""The frame thread falls back when the headset is lost, goes back when it returns, and ends with a plain reason."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from vr_app.app.shows import frame_thread
from vr_app.app.shows.frame_thread import DisplayParts, FrameThread
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.events import DisplayChanged
from vr_app.kernel.ports import FrameRequest


class ScriptedDisplay:
    """Gives frames without views until it is told to fail or end. "shut" as the first answer does not even open."""

    def __init__(self, on_frame: Callable[[], str]) -> None:
        self._on_frame = on_frame
        self.closed = False

    def open(self) -> str:
        if self._on_frame() == "shut":
            raise DeviceError("No graphics binding.", recoverable=False)
        return "scripted"

    def begin_frame(self) -> FrameRequest | None:
        answer = self._on_frame()
        if answer == "lost":
            raise DeviceError("The runtime went away.", recoverable=True)
        return None if answer == "end" else FrameRequest(0.0, ())

    def end_frame(self) -> None: ...

    def close(self) -> None:
        self.closed = True


class NoRenderer:
    def upload(self, *_: Any) -> bool:
        return True

    def draw(self, *_: Any) -> None: ...

    def close(self) -> None: ...


def run(displays: dict[str, list[Callable[[], str]]], back: Callable[[], bool], mode: str) -> tuple[list[Any], str]:
    events: list[Any] = []
    ended = threading.Event()
    problem: list[str] = []
    parts = DisplayParts(
        make_display=lambda m: ScriptedDisplay(displays[m].pop(0)),
        make_renderer=NoRenderer,
        world=lambda *_: None,
        fallback="window",
        headset_is_back=back,
        entered=lambda m: None,
        after_draw=lambda *_: None,
    )

    def finish(text: str) -> None:
        problem.append(text)
        ended.set()

    thread = FrameThread(parts, mode, "first", events.append, lambda _: None, finish)  # type: ignore[arg-type]
    thread.start()
    assert ended.wait(10)
    thread.stop()
    return [(e.mode, e.reason) for e in events if isinstance(e, DisplayChanged)], problem[0]


def test_lost_headset_falls_back_to_the_window_and_returns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame_thread, "LOOK_AGAIN_S", 0.01)
    changes, problem = run(
        {"xr": [lambda: "lost", lambda: "end"], "window": [lambda: "go"]}, back=lambda: True, mode="xr"
    )
    assert [mode for mode, _ in changes] == ["xr", "window", "xr"]
    assert "gone" in changes[1][1] and "back" in changes[2][1]
    assert problem == ""


def test_a_headset_that_never_opened_is_not_told_as_gone() -> None:
    changes, _ = run({"xr": [lambda: "shut"], "window": [lambda: "end"]}, back=lambda: False, mode="xr")
    assert changes == [("window", "The headset could not be opened: No graphics binding. The talk goes on here.")]


def test_a_window_that_is_lost_ends_with_its_reason() -> None:
    changes, problem = run({"window": [lambda: "lost"]}, back=lambda: False, mode="window")
    assert changes == [("window", "first")]
    assert problem == "The runtime went away."


def parts_of(
    displays: dict[str, Callable[[], str]], entered: Callable[[str], None], fallback: str = "window"
) -> DisplayParts:
    return DisplayParts(
        make_display=lambda mode: ScriptedDisplay(displays[mode]),
        make_renderer=NoRenderer,
        world=lambda *_: None,
        fallback=fallback,  # type: ignore[arg-type]
        headset_is_back=lambda: False,
        entered=entered,
        after_draw=lambda *_: None,
    )


def test_a_thread_that_draws_already_is_adopted_without_opening_anew() -> None:
    begun, early, late, entered, ended = threading.Event(), [], [], [], threading.Event()  # type: ignore[var-annotated]

    def frame() -> str:
        begun.set()
        return "end" if ended_wanted.is_set() else "go"

    ended_wanted = threading.Event()
    opened: list[str] = []

    def make(mode: str) -> ScriptedDisplay:
        opened.append(mode)
        return ScriptedDisplay(frame)

    first = parts_of({"xr": frame}, lambda _: None)
    object.__setattr__(first, "make_display", make)
    thread = FrameThread(first, "xr", "", early.append, lambda _: None, lambda _: None)
    thread.start()
    assert begun.wait(10)
    thread.adopt(parts_of({}, entered.append), late.append, lambda _: None, lambda _: ended.set())
    ended_wanted.set()
    assert ended.wait(10), "the new owner is told of the end"
    thread.stop()
    assert opened == ["xr"] and entered == ["xr"]
    assert [type(event) for event in early] == [DisplayChanged] and late == []


def test_adopting_a_thread_that_has_ended_tells_why() -> None:
    over = threading.Event()
    early = parts_of({"xr": lambda: "shut", "window": lambda: "shut"}, lambda _: None)
    thread = FrameThread(early, "xr", "", lambda _: None, lambda _: None, lambda _: over.set())
    thread.start()
    assert over.wait(10)
    thread.stop()
    told: list[str] = []
    thread.adopt(parts_of({}, lambda _: None), lambda _: None, lambda _: None, told.append)
    assert told == ["No graphics binding."]
