"""The desktop window's display: pictures go into a `Mirror`, from which the window takes them when it likes."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import FrameRequest, GraphicsContext, Mat4, View
from vr_app.render.mirror import Mirror
from vr_app.render.pacing import Pacer
from vr_app.render.software import SoftwarePause
from vr_app.scene.camera import symmetric_fov

HIDDEN_RATE_HZ = 10.0
MAX_SIDE = 8192


class PreviewDisplay:
    """A kernel `Display`.

    Args:
        context: an OpenGL context that shares objects with the window's; made and closed by its owner.
        mirror: where the pictures go.
        size: width and height of the window's picture in pixels now; (0, 0) while it cannot be seen.
        pose: `world_from_view` of the camera in tracking space at a display time (seconds, monotonic).
        rate_hz: frames a second, if the machine keeps up.
        yfov_rad: vertical angle of view.
        leave_room: where the processor draws, rest as long as each frame took, and draw smaller pictures if need be.
    """

    def __init__(
        self,
        context: GraphicsContext,
        mirror: Mirror,
        size: Callable[[], tuple[int, int]],
        pose: Callable[[float], Mat4],
        rate_hz: float = 60.0,
        yfov_rad: float = math.radians(60),
        leave_room: bool = True,
    ) -> None:
        self._context = context
        self._mirror = mirror
        self._size = size
        self._pose = pose
        self._rate_hz = rate_hz
        self._yfov_rad = yfov_rad
        self._pacer = Pacer(rate_hz)
        self._hidden_pacer = Pacer(HIDDEN_RATE_HZ)
        self._leave_room = leave_room
        self._pause: SoftwarePause | None = None
        self._is_open = False
        self._drawing = False

    def open(self) -> str:
        """See `Display`."""
        self._context.make_current()
        self._pacer, self._hidden_pacer = Pacer(self._rate_hz), Pacer(HIDDEN_RATE_HZ)
        self._pause = SoftwarePause(self._leave_room)
        self._is_open = True
        return "Desktop window"

    def begin_frame(self) -> FrameRequest | None:
        """See `Display`."""
        if not self._is_open or self._pause is None:
            raise DeviceError("The display is not open", recoverable=False)
        width, height = (min(int(side), MAX_SIDE) for side in self._size())
        if width <= 0 or height <= 0:
            return FrameRequest(self._hidden_pacer.next_frame(), ())
        display_time_s = self._pacer.next_frame()
        self._pause.begin()
        pose = np.array(self._pose(display_time_s), np.float32)
        width, height = (max(int(side * self._pause.scale), 1) for side in (width, height))
        texture = self._mirror.begin(width, height)
        self._drawing = True
        view = View(pose, symmetric_fov(self._yfov_rad, width, height), texture, width, height)
        return FrameRequest(display_time_s, (view,))

    def end_frame(self) -> None:
        """See `Display`."""
        if self._drawing and self._pause is not None:
            self._mirror.publish()
            self._pause.end(self._pacer)
            self._drawing = False

    def close(self) -> None:
        """See `Display`. The mirror's textures are deleted: the window must have stopped reading."""
        if self._is_open:
            self._mirror.close()
            self._context.done_current()
        self._is_open = self._drawing = False
