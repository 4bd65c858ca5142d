"""A script says one line after the other and always comes to its end."""

from __future__ import annotations

from typing import Any

from vr_app.app.script import Script
from vr_app.kernel import events as ev
from vr_app.kernel.ids import DEFAULT_PERSON, TurnId


def closed(turn: int) -> ev.TurnClosed:
    return ev.TurnClosed(TurnId(turn), "", "complete")


def said(posted: list[Any]) -> list[str]:
    return [event.text for event in posted]


def test_each_line_waits_for_the_turn_before_it() -> None:
    posted: list[Any] = []
    script = Script(["one", "two"], posted.append, greet=True, person=DEFAULT_PERSON)
    script.start()
    assert said(posted) == []
    script.note(closed(1))
    assert said(posted) == ["one"]
    script.note(closed(2))
    assert said(posted) == ["one", "two"]
    assert not script.finished
    script.note(closed(3))
    assert script.finished


def test_lines_that_say_nothing_open_no_turn_and_hold_nothing_up() -> None:
    posted: list[Any] = []
    script = Script(["", "\x00 ", "hello", "..."], posted.append, greet=False, person=DEFAULT_PERSON)
    script.start()
    assert said(posted) == ["", "\x00 ", "hello"]
    script.note(closed(1))
    assert said(posted)[-1] == "..."
    assert script.finished
