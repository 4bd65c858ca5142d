"""A sound server that dies while the host speaks: told, and the sentence comes to its end in silence."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest

from tests.fakes.sound_server import SoundServer
from vr_app.audio.devices import rescan
from vr_app.audio.speaker import DeviceSpeaker
from vr_app.kernel import events as ev
from vr_app.kernel.ids import TurnId

SENTENCE_S, PATIENCE_S = 3.0, 5.0


def until(posted: list[Any], kind: type, patience_s: float) -> Any:
    deadline_s = time.monotonic() + patience_s
    while time.monotonic() < deadline_s:
        for event in list(posted):
            if isinstance(event, kind):
                return event
        time.sleep(0.01)
    raise AssertionError(f"no {kind.__name__} within {patience_s} s")


@pytest.mark.sound
def test_a_sound_server_that_dies_in_mid_sentence_is_told_and_nothing_hangs(
    need: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    need(SoundServer.installed(), "PulseAudio: apt-get install pulseaudio pulseaudio-utils")
    server = SoundServer()
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    posted: list[Any] = []
    rescan()
    speaker = DeviceSpeaker(posted.append, required=True)
    try:
        speaker.open()
        tone = np.sin(np.arange(int(16_000 * SENTENCE_S)) / 8.0) * 3000
        speaker.send(ev.PlayUtterance(ev.Utterance(TurnId(1), 0, "x", tone.astype("<i2").tobytes(), 16_000, ())))
        until(posted, ev.PlaybackStarted, 10.0)
        begun_s = time.monotonic()
        time.sleep(0.5)
        server.close()
        notice = until(posted, ev.HostNotice, PATIENCE_S)
        assert "went away" in notice.text and "silence" in notice.text
        finished = until(posted, ev.PlaybackFinished, SENTENCE_S + PATIENCE_S)
        assert not finished.interrupted
        assert time.monotonic() - begun_s < SENTENCE_S + PATIENCE_S
        closing_s = time.monotonic()
    finally:
        speaker.close()
        server.close()
        monkeypatch.undo()
        rescan()
    assert time.monotonic() - closing_s < PATIENCE_S
