"""Pictures of what the visitor sees, taken on the frame thread, written on another."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vr_app.app.threads import Worker
from vr_app.kernel.ports import View
from vr_app.loading.picture_file import write_png

Pixels = npt.NDArray[np.uint8]
ReadPixels = Callable[[int, int, int], Pixels]
"""GL texture, width and height to uint8 (height, width, 4)."""


class Pictures:
    """Takes a picture of the first view when one was asked for.

    Args:
        folder: where `frame-0001.png`... go.
        read_pixels: reads a GL texture on the frame thread.

    Attributes:
        count: of the pictures that were written.
    """

    def __init__(self, folder: Path, read_pixels: ReadPixels) -> None:
        self.folder = folder
        self.count = 0
        self._read_pixels = read_pixels
        self._due_s: list[float] = []
        self._writer = Worker("pictures", self._write, capacity=16)
        self._writer.start()

    def ask(self, in_s: float = 0.0) -> None:
        """Any thread: one picture, so many seconds from now."""
        self._due_s.append(time.monotonic() + in_s)

    @property
    def waiting(self) -> bool:
        """Whether pictures are still due."""
        return bool(self._due_s)

    def wait(self, patience_s: float) -> None:
        """Until all due pictures are taken; not longer than the patience, as nobody may draw any more."""
        deadline_s = time.monotonic() + patience_s
        while self.waiting and time.monotonic() < deadline_s:
            time.sleep(0.02)

    def after_draw(self, views: Sequence[View]) -> None:
        """Frame thread, with the context current, before the views are handed over."""
        if not self._due_s or not views or min(self._due_s) > time.monotonic():
            return
        self._due_s.remove(min(self._due_s))
        view = views[0]
        self._writer.post(self._read_pixels(view.texture, view.width, view.height))

    def close(self) -> None:
        """Writes what still waits."""
        self._writer.close()

    def _write(self, picture: Pixels) -> None:
        write_png(self.folder / f"frame-{self.count + 1:04}.png", picture)
        self.count += 1
