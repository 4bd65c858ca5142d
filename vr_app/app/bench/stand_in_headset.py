"""A headset that is none: it asks for stereo pictures at 90 Hz as a runtime would, and notes what each frame cost.

Pictures are tiny and draw calls have no indices, so that on a software driver only what the program itself does counts;
panels and captions are placed and copied as in a real headset.
"""

from __future__ import annotations

import time
from typing import Literal

from vr_app.app.bench.sway import FOV_RAD, SIDE, swaying
from vr_app.kernel.ports import FrameRequest, GraphicsContext
from vr_app.openxr.controls import Controls, Hand
from vr_app.openxr.display import XrDisplay
from vr_app.render.pacing import Pacer
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.transform import translation

RATE_HZ = 90.0
EYE_M = 0.032
HEAD_M = (0.0, 1.6, 0.0)
PIXELS_PER_DEGREE = 20.0


class StandInHeadset(XrDisplay):
    """See `XrDisplay`.

    Attributes:
        moments_s: when each frame was finished, monotonic.
        cpu_ms: processor time of the frame thread in each, from the end of the wait to the end of the frame.
        menu_count: raise it to press the menu button.
    """

    def __init__(self, context: GraphicsContext) -> None:
        super().__init__(context)
        self.moments_s: list[float] = []
        self.cpu_ms: list[float] = []
        self.menu_count = 0
        self._pacer = Pacer(RATE_HZ)
        self._eyes: list[OffscreenTarget] = []
        self._pictures: dict[tuple[str, int, int], OffscreenTarget] = {}
        self._begun_s = 0.0
        self._now_s = 0.0

    def open(self) -> str:
        """See `Display`."""
        self._context.make_current()
        self._eyes = [OffscreenTarget(SIDE, SIDE) for _ in range(2)]
        self._pacer = Pacer(RATE_HZ)
        self.state.set("FOCUSED")
        return f"A headset's stand-in, {RATE_HZ:g} Hz"

    def begin_frame(self) -> FrameRequest | None:
        """See `Display`."""
        self._now_s = self._pacer.next_frame()
        head = translation(HEAD_M) @ swaying(self._now_s)
        hands = [
            Hand(pose, pose) for pose in (translation((x, 1.3, -0.4)) @ swaying(self._now_s * 1.7) for x in (-0.2, 0.2))
        ]
        self.controls.set(
            Controls(focused=True, tracking_from_head=head, left=hands[0], right=hands[1], menu_count=self.menu_count)
        )
        self._begun_s = time.thread_time()  # where head and hands are, a runtime works out in a process of its own
        views, fov = [], symmetric_fov(FOV_RAD, SIDE, SIDE)
        for aside_m, target in zip((-EYE_M, EYE_M), self._eyes, strict=True):
            pose = head.copy()
            pose[:3, 3] += head[:3, 0] * aside_m
            views.append(target.view(pose, fov))
        return FrameRequest(self._now_s, tuple(views))

    def end_frame(self) -> None:
        """See `Display`."""
        if self.panels is not None:
            for view in self.panels.arrange(self._now_s, self.controls.get(), PIXELS_PER_DEGREE):
                key = (view.name, view.width_px, view.height_px)
                anew = key not in self._pictures
                if anew:
                    self._pictures[key] = OffscreenTarget(view.width_px, view.height_px)
                if view.fresh or anew:
                    self.panels.paint(view.name, self._pictures[key].texture)
        self.cpu_ms.append((time.thread_time() - self._begun_s) * 1e3)
        self.moments_s.append(time.monotonic())

    def request_exit(self) -> None:
        """Nobody is asked."""

    def pulse(self, hand: Literal["left", "right"], seconds: float = 0.02, amplitude: float = 0.5) -> None:
        """Nothing vibrates."""

    def close(self) -> None:
        """See `Display`."""
        if not self._eyes:
            return
        if self.panels is not None:
            self.panels.close()
        for target in (*self._eyes, *self._pictures.values()):
            target.close()
        self._eyes, self._pictures = [], {}
        self._context.done_current()
