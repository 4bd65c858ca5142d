"""The demo's walk begins with the last answer and is waited for only as long as it still takes."""

from __future__ import annotations

import pytest

from vr_app.app.wearer.stroll import Stroll
from vr_app.kernel import events as ev
from vr_app.kernel.ids import TurnId


class Walked:
    """Notes when the walk began and which pictures were asked for."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.begun_s: list[float] = []
        self.pictures: list[float] = []
        self.stroll = Stroll(2, self._set_out, self.pictures.append, lambda: self.now_s)

    def _set_out(self) -> float:
        self.begun_s.append(self.now_s)
        return 12.0

    def turn(self, number: int, said: str) -> None:
        turn = TurnId(number)
        self.stroll.note(ev.TurnOpened(turn, said, "script" if said else "arrival"))
        self.now_s += 2.0
        self.stroll.note(ev.PlaybackStarted(turn, 0, 0.0, self.now_s))
        self.now_s += 5.0
        self.stroll.note(ev.TurnClosed(turn, "Yes.", "complete"))


def test_the_walk_begins_with_the_last_answer() -> None:
    walked = Walked()
    for number, said in enumerate(("", "Hello", "What is there?")):
        walked.turn(number, said)
    assert walked.begun_s == [116.0]
    assert walked.pictures == pytest.approx([5.4])
    assert walked.stroll.seconds_left() == pytest.approx(7.0)
    walked.now_s += 30.0
    assert walked.stroll.seconds_left() == 0.0


def test_an_answer_that_is_never_heard_does_not_keep_one_from_walking() -> None:
    walked = Walked()
    walked.turn(0, "")
    assert walked.stroll.seconds_left() == pytest.approx(12.0)
    assert walked.begun_s == [107.0]
