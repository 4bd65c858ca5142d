"""The safe place: everything goes dark and quiet, slowly, and comes back the same way. Frame thread."""

from __future__ import annotations

import numpy as np

from vr_app.app.wearer.labels import Labels
from vr_app.kernel.ports import Mat4
from vr_app.scene.locomotion.place import heading
from vr_app.scene.overlay import Label

SAFE_COLOUR = (0.010, 0.016, 0.028)
"""A quiet dark blue."""
SAFE_DARK = 0.985
SAFE_FADE_S = 0.25
SAFE_WORDS = "A quiet place. Hold Menu to go back."
SAFE_WORDS_BARE = "A quiet place. Show yourself your palm to go back."
WORDS_M, PIXEL_M, WIDEST_M = 1.8, 0.001, 1.7
"""How far away words are, how large, and the widest they may be."""


class SafePlace:
    """A wish leads there, the next one back.

    Attributes:
        entered: one is there, or on the way.
        dark: how dark it is now.
    """

    def __init__(self) -> None:
        self.entered = False
        self.dark = 0.0
        self._count = 0
        self._stepped_s = 0.0

    def step(self, time_s: float, count: int) -> bool:
        """Goes there, or back, each time that the count of wishes has grown. Returns: whether one sets out just now."""
        sets_out = False
        if count > self._count:
            self.entered = not self.entered
            sets_out = self.entered
        self._count = count
        step = min(max(time_s - self._stepped_s, 0.0), 0.1) / SAFE_FADE_S
        self._stepped_s = time_s
        self.dark = min(self.dark + step, SAFE_DARK) if self.entered else max(self.dark - step, 0.0)
        return sets_out

    def label(self, labels: Labels, world_from_head: Mat4 | None, *, bare: bool) -> tuple[Label, ...]:
        """The words that tell the way back."""
        if world_from_head is None:
            return ()
        return words_ahead(labels, SAFE_WORDS_BARE if bare else SAFE_WORDS, world_from_head, self.dark)


def words_ahead(labels: Labels, words: str, world_from_head: Mat4, opacity: float) -> tuple[Label, ...]:
    """Words in the dark before the eyes, upright, a little below them; nothing until their plate is made."""
    levels = labels.get(words)
    if levels is None:
        return ()
    yaw = heading(world_from_head)
    at = world_from_head[:3, 3] + np.array([-np.sin(yaw), -0.18, -np.cos(yaw)]) * WORDS_M
    tall, wide = levels[0].shape[:2]
    high = min(PIXEL_M * tall, WIDEST_M * tall / wide)
    return (Label(levels, (float(at[0]), float(at[1]), float(at[2])), high, opacity, above=True),)
