"""Pictures are counted when they are there."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from vr_app.app.pictures import Pictures
from vr_app.kernel.ports import View
from vr_app.scene.transform import identity

VIEW = View(identity(), (-0.5, 0.5, 0.5, -0.5), 1, 4, 3)


def take(folder: Path) -> int:
    pictures = Pictures(folder, lambda texture, width, height: np.zeros((height, width, 4), np.uint8))
    for _ in range(2):
        pictures.ask()
        pictures.after_draw([VIEW])
    pictures.close()
    return pictures.count


def test_what_was_written_counts(tmp_path: Path) -> None:
    assert take(tmp_path) == 2
    assert [file.name for file in sorted(tmp_path.iterdir())] == ["frame-0001.png", "frame-0002.png"]


def test_what_could_not_be_written_does_not_count(tmp_path: Path) -> None:
    assert take(tmp_path / "gone") == 0
