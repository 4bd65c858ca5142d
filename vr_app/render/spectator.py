"""What the desktop shows of a headset: an eye, both, or a camera that follows. Never waits; 30 Hz at most."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from typing import Literal

from vr_app.kernel.ports import Mat4, View
from vr_app.render.mirror import Mirror
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.follow_camera import FollowCamera, camera_pose, glide

What = Literal["left", "both", "follow"]
HIGHEST_RATE_HZ = 30.0
YFOV_RAD = math.radians(60)
MOST_PX = 1280 * 720


class Spectator:
    """All calls on the frame thread.

    Args:
        mirror: what the window reads from.
        size: width and height of the window's picture in pixels; (0, 0) while it cannot be seen.
        what: what to show; read every frame.
    """

    def __init__(self, mirror: Mirror, size: Callable[[], tuple[int, int]], what: Callable[[], str]) -> None:
        self._mirror = mirror
        self._size = size
        self._what = what
        self._camera: FollowCamera | None = None
        self._drawn_s = 0.0
        self._drawing = False

    def view(self, display_time_s: float, tracking_from_head: Mat4) -> View | None:
        """A picture to draw for the spectators in this frame; None mostly."""
        self._drawing = False
        if self._what() != "follow":
            return None
        self._camera = glide(self._camera, tracking_from_head, display_time_s)
        width, height = self._size()
        now_s = time.monotonic()
        if min(width, height) <= 0 or now_s - self._drawn_s < 1.0 / HIGHEST_RATE_HZ:
            return None
        scale = min(math.sqrt(MOST_PX / (width * height)), 1.0)
        width, height = max(round(width * scale), 16), max(round(height * scale), 16)
        self._drawn_s, self._drawing = now_s, True
        texture = self._mirror.begin(width, height)
        return View(camera_pose(self._camera), symmetric_fov(YFOV_RAD, width, height), texture, width, height)

    def after_draw(self, views: Sequence[View]) -> None:
        """Brings the frame's eyes, or the picture just drawn, to the window."""
        what = self._what()
        if what == "follow":
            if self._drawing:
                self._drawing = False
                self._mirror.publish()
            return
        if min(self._size()) > 0:
            self._mirror.copy(views[:2] if what == "both" else views[:1], HIGHEST_RATE_HZ)
