"""Recordings in place of a person: one after the other, each once the last turn is over."""

from __future__ import annotations

import queue
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from vr_app.app.listening.heard_script import HeardScript
from vr_app.audio.recorded_microphone import RecordedMicrophone
from vr_app.kernel import events as ev
from vr_app.kernel import hearing_events as he
from vr_app.kernel.errors import UserError
from vr_app.kernel.ids import TurnId


class Ears:
    """Ready ears with a microphone that notes what is played."""

    ready = True

    def __init__(self) -> None:
        self.played: queue.SimpleQueue[int] = queue.SimpleQueue()
        self.microphone = RecordedMicrophone(lambda block: None, lambda name, problem: None)
        self.microphone.play = self._play  # type: ignore[method-assign]

    def _play(self, samples: np.ndarray) -> float:
        self.played.put(len(samples))
        return 0.0


def recordings(folder: Path, *lengths: int) -> list[Path]:
    paths = []
    for number, length in enumerate(lengths):
        path = folder / f"{number}.wav"
        soundfile.write(path, np.zeros(length), 16_000)
        paths.append(path)
    return paths


def test_each_is_said_once_the_turn_before_is_over(tmp_path: Path) -> None:
    ears, posted = Ears(), queue.SimpleQueue[Any]()
    script = HeardScript(recordings(tmp_path, 1600, 3200), ears, posted.put, greet=True)  # type: ignore[arg-type]
    script.start()
    try:
        with pytest.raises(queue.Empty):
            ears.played.get(timeout=0.1)
        script.note(ev.TurnClosed(TurnId(1), "Welcome.", "complete"))
        assert ears.played.get(timeout=5) == 1600
        script.note(he.LineHeard(1, "hello", 0, 1, 1, 1))
        script.note(ev.TurnOpened(TurnId(2), "hello", "voice"))
        with pytest.raises(queue.Empty):
            ears.played.get(timeout=0.1)
        script.note(ev.TurnClosed(TurnId(2), "Hello.", "complete"))
        assert ears.played.get(timeout=5) == 3200
        script.note(he.VoiceDropped(2, 1.0))
        assert "no words" in posted.get(timeout=5).text
        assert posted.get(timeout=5).text.startswith("All recordings")
        assert script.finished
    finally:
        script.stop()


def test_a_recording_that_cannot_be_read_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"nothing\.wav"):
        HeardScript([tmp_path / "nothing.wav"], Ears(), lambda event: None, greet=False)  # type: ignore[arg-type]
