"""The display of a machine without any: pictures are drawn in real time and can be asked for."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import FrameRequest, GraphicsContext, Mat4, View
from vr_app.render.egl_context import EglContext
from vr_app.render.pacing import Pacer
from vr_app.render.software import UNSEEN_SHARE, SoftwarePause
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov

Deliver = Callable[[npt.NDArray[np.uint8]], None]


class OffscreenDisplay:
    """A kernel `Display`.

    Args:
        pose: `world_from_view` of the camera in tracking space at a display time (seconds, monotonic).
        size: of the pictures, width and height in pixels.
        rate_hz: frames a second, if the machine keeps up.
        yfov_rad: vertical angle of view.
        make_context: gives an OpenGL context; EGL where left out.
        last_frame: ends by itself after so many frames; 0 for never.
        leave_room: where the processor draws, rest most of the time: nobody watches.
    """

    def __init__(
        self,
        pose: Callable[[float], Mat4],
        size: tuple[int, int] = (960, 540),
        rate_hz: float = 30.0,
        yfov_rad: float = math.radians(60),
        make_context: Callable[[], GraphicsContext] = EglContext,
        last_frame: int = 0,
        leave_room: bool = True,
    ) -> None:
        self._pose = pose
        self._size = size
        self._rate_hz = rate_hz
        self._fov = symmetric_fov(yfov_rad, *size)
        self._make_context = make_context
        self._last_frame = last_frame
        self._leave_room = leave_room
        self._pause: SoftwarePause | None = None
        self._context: GraphicsContext | None = None
        self._target: OffscreenTarget | None = None
        self._pacer = Pacer(rate_hz)
        self._frames = 0
        self._wanted: deque[Deliver] = deque()

    def request_picture(self, deliver: Deliver) -> None:
        """Any thread. `deliver` gets the next finished frame, uint8 (height, width, 4), on the frame thread."""
        self._wanted.append(deliver)

    def open(self) -> str:
        """See `Display`."""
        self._context = self._make_context()
        self._context.make_current()
        self._target = OffscreenTarget(*self._size)
        self._pacer = Pacer(self._rate_hz)
        self._pause = SoftwarePause(self._leave_room, UNSEEN_SHARE)
        self._frames = 0
        width, height = self._size
        return f"No screen: pictures of {width} x {height} at {self._rate_hz:g} Hz"

    def begin_frame(self) -> FrameRequest | None:
        """See `Display`."""
        if self._target is None or self._pause is None:
            raise DeviceError("The display is not open", recoverable=False)
        if self._last_frame and self._frames >= self._last_frame:
            return None
        display_time_s = self._pacer.next_frame()
        self._pause.begin()
        self._frames += 1
        pose = np.array(self._pose(display_time_s), np.float32)
        target = self._target
        view = View(pose, self._fov, target.texture, target.width, target.height)
        return FrameRequest(display_time_s, (view,))

    def end_frame(self) -> None:
        """See `Display`."""
        if self._target is None or self._pause is None:
            return
        self._pause.end(self._pacer)
        picture: npt.NDArray[np.uint8] | None = None
        for _ in range(len(self._wanted)):
            picture = self._target.read() if picture is None else picture
            self._wanted.popleft()(picture)

    def close(self) -> None:
        """See `Display`."""
        if self._context is not None:
            if self._target is not None:
                self._target.close()
            self._context.close()
        self._context = self._target = None
