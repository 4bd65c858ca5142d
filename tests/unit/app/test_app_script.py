"""A script says one line after the other and always comes to its end."""

from __future__ import annotations

from typing import Any

from vr_app.app.conversation import SceneEntered
from vr_app.app.script import Script
from vr_app.host.card.persona import DEFAULT_PERSONA
from vr_app.host.place.scene_brief import Place
from vr_app.kernel import events as ev
from vr_app.kernel import story_events as st
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


def test_lines_wait_until_one_has_arrived_elsewhere() -> None:
    posted: list[Any] = []
    script = Script(["go", "two", "three"], posted.append, greet=True, person=DEFAULT_PERSON)
    script.start(greeted=True)
    script.note(closed(1))
    assert said(posted) == ["go"]
    script.note(st.SceneCue("go", ("there",), TurnId(2)))
    script.note(closed(2))
    script.note(SceneEntered(DEFAULT_PERSONA, Place("There")))
    script.note(ev.HostNotice("no asset fits"))
    script.note(closed(3))
    assert said(posted) == ["go"]
    script.start(greeted=True)
    assert said(posted) == ["go"], "the host greets first"
    script.note(closed(4))
    assert said(posted) == ["go", "two"]
    script.start(greeted=False)
    assert said(posted) == ["go", "two"], "models that come anew are no arrival"


def test_lines_go_on_where_nobody_greets_or_one_cannot_go() -> None:
    posted: list[Any] = []
    script = Script(["imagine", "two", "three"], posted.append, greet=False, person=DEFAULT_PERSON)
    script.start()
    script.note(st.SceneCue("imagine", ("a place",), TurnId(1)))
    script.note(closed(1))
    assert said(posted) == ["imagine"]
    script.note(ev.HostNotice("This is not a place to make"))
    assert said(posted) == ["imagine", "two"]
    script.note(st.SceneCue("go", ("there",), TurnId(2)))
    script.note(closed(2))
    script.note(SceneEntered(DEFAULT_PERSONA, Place("There")))
    script.start(greeted=False)
    assert said(posted) == ["imagine", "two", "three"]
