"""In the headset: how loud one is and what was understood, on the orb and at the wrist."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from vr_app.kernel import hearing_events as he
from vr_app.kernel.canvas import HeadsetOpened
from vr_app.kernel.settings import Settings
from vr_app.ui.actions import NO_ACTIONS
from vr_app.ui.headset import Headset
from vr_app.ui.settings_window import Choices


class Orb:
    """What is on the orb and the wrist now."""

    def __init__(self, headset: Headset) -> None:
        self.headset = headset
        self._pictures: dict[str, np.ndarray] = {}

    def after(self, *events: object) -> dict[str, np.ndarray]:
        for event in events:
            self.headset.bridge.post(event)
        for _ in range(4):
            QApplication.processEvents()
        self.headset.refresh()
        for name in ("orb", "wrist"):
            canvas = self.headset.canvases.get()[name]
            picture = self._pictures.setdefault(name, np.zeros((canvas.height, canvas.width, 4), np.uint8))
            while (patch := canvas.take()) is not None:
                top = canvas.height - patch.y - patch.height
                rows = np.frombuffer(patch.pixels, np.uint8).reshape(patch.height, patch.width, 4)
                picture[top : top + patch.height, patch.x : patch.x + patch.width] = rows[::-1]
        return {name: picture.copy() for name, picture in self._pictures.items()}


@pytest.fixture
def orb(qapp: QApplication) -> Iterator[Orb]:
    headset = Headset(NO_ACTIONS, (), Settings(), Choices())
    made = Orb(headset)
    made.after(HeadsetOpened(20.0), he.HearingChanged(True, "open", "Room", ""))
    yield made
    headset.close()
    headset.deleteLater()
    qapp.processEvents()


def _level(level_db: float) -> he.SoundLevel:
    return he.SoundLevel(level_db, level_db, 0.95, 1.0)


def test_a_louder_voice_fills_more_of_the_orb(orb: Orb) -> None:
    soft = orb.after(he.VoiceBegan(1, 1.0), _level(-45.0))
    between, loud = orb.after(_level(-30.0)), orb.after(_level(-15.0))
    for name in ("orb", "wrist"):
        changed = [int((picture[name] != soft[name]).any(axis=-1).sum()) for picture in (between, loud)]
        assert 0 < changed[0] < changed[1]


def test_what_was_understood_stands_at_the_wrist(orb: Orb) -> None:
    before = orb.after(he.VoiceBegan(1, 1.0))
    after = orb.after(he.WordsHeard(1, "Who built this place", False, 0.9, 0.9))
    assert not np.array_equal(before["wrist"], after["wrist"])
    assert np.array_equal(before["orb"], after["orb"])
