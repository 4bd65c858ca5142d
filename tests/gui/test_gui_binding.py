"""The Qt binding itself: a release that drops references to None ends the process after some thousand calls."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal


class _Speaker(QObject):
    said = Signal(object)


def test_calls_and_signals_keep_the_counts_of_shared_objects(qapp: object) -> None:
    speaker = _Speaker()
    speaker.said.connect(lambda _event: None)
    before = [sys.getrefcount(shared) for shared in (None, True, False)]
    for _ in range(500):
        speaker.setObjectName("x")
        speaker.said.emit(1)
    lost = [was - sys.getrefcount(shared) for was, shared in zip(before, (None, True, False), strict=True)]
    assert max(lost) < 100
