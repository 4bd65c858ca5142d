"""What stops while nobody wears the headset or a menu of the runtime is open, and goes on after."""

from __future__ import annotations

from typing import Any

from vr_app.app.wearer.attention import Attention, HeldTime
from vr_app.kernel.hearing_events import HoldPlayback, ResumePlayback


class Microphone:
    def __init__(self, *, open: bool) -> None:
        self.open = open

    def listen_soon(self, on: bool) -> None:
        self.open = on


def test_taken_off_speech_and_scene_stand_still_and_go_on() -> None:
    sent: list[Any] = []
    time, ears = HeldTime(), Microphone(open=True)
    attention = Attention(sent.append, time, lambda: ears)
    assert time.at(10.0) == 10.0
    attention.note(False, False)
    assert sent == [HoldPlayback()] and not ears.open
    assert time.at(11.0) == time.at(60.0) == 11.0
    attention.note(True, True)
    assert sent == [HoldPlayback(), ResumePlayback()] and ears.open
    assert time.at(61.0) == 11.0 and time.at(62.5) == 12.5


def test_the_runtimes_menu_closes_the_microphone_only() -> None:
    sent: list[Any] = []
    time, ears = HeldTime(), Microphone(open=True)
    attention = Attention(sent.append, time, lambda: ears)
    attention.note(True, False)
    assert sent == [] and not ears.open and time.at(5.0) == 5.0
    attention.note(True, True)
    assert ears.open


def test_a_closed_microphone_stays_closed() -> None:
    ears = Microphone(open=False)
    attention = Attention(lambda _: None, HeldTime(), lambda: ears)
    attention.note(False, False)
    attention.note(True, True)
    assert not ears.open


def test_two_pauses_add_up() -> None:
    time = HeldTime()
    time.at(0.0)
    for begin, end in ((1.0, 3.0), (5.0, 6.0)):
        time.held.set(True)
        time.at(begin)
        time.held.set(False)
        time.at(end)
    assert time.at(10.0) == 7.0
