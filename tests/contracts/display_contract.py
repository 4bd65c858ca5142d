"""What every `Display` promises. Subclass in a test module and give a `display` fixture that is not open yet."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest

from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import Display, FrameRequest

FRAMES_UNTIL_PICTURE = 60


def next_picture(display: Display) -> FrameRequest:
    """Runs frames until one wants pictures; that one is left begun."""
    for _ in range(FRAMES_UNTIL_PICTURE):
        request = display.begin_frame()
        assert request is not None
        if request.views:
            return request
        display.end_frame()
    raise AssertionError(f"no picture wanted in {FRAMES_UNTIL_PICTURE} frames")


class DisplayContract:
    """The suite. Frames are begun and ended, drawing nothing into them."""

    def test_open_says_what_it_is_in_one_line(self, display: Display) -> None:
        line = display.open()
        assert line.strip() and "\n" not in line

    def test_display_times_are_near_now_and_grow(self, display: Display) -> None:
        display.open()
        next_picture(display)
        display.end_frame()
        times_s = []
        for _ in range(5):
            request = display.begin_frame()
            assert request is not None
            times_s.append(request.display_time_s)
            display.end_frame()
        assert times_s == sorted(times_s) and len(set(times_s)) == 5
        assert abs(times_s[-1] - time.monotonic()) < 1.0

    def test_views_can_be_drawn(self, display: Display) -> None:
        display.open()
        request = next_picture(display)
        display.end_frame()
        for view in request.views:
            assert view.texture > 0 and view.width > 0 and view.height > 0
            left, right, up, down = view.fov_rad
            assert -math.pi / 2 < left < 0 < right < math.pi / 2
            assert -math.pi / 2 < down < 0 < up < math.pi / 2
            matrix = view.world_from_view
            assert matrix.shape == (4, 4) and matrix.dtype == np.float32
            rotation = matrix[:3, :3]
            np.testing.assert_allclose(rotation @ rotation.T, np.eye(3), atol=1e-4)
            assert np.linalg.det(rotation) == pytest.approx(1.0, abs=1e-4)
            np.testing.assert_array_equal(matrix[3], (0, 0, 0, 1))

    def test_a_request_keeps_its_values_while_later_frames_come(self, display: Display) -> None:
        display.open()
        request = next_picture(display)
        before = [view.world_from_view.copy() for view in request.views]
        display.end_frame()
        next_picture(display)
        display.end_frame()
        for view, matrix in zip(request.views, before, strict=True):
            np.testing.assert_array_equal(view.world_from_view, matrix)

    def test_close_is_allowed_in_any_state(self, display: Display) -> None:
        display.close()
        display.open()
        display.close()
        display.close()
        display.open()
        next_picture(display)
        display.close()

    def test_opens_again_after_close(self, display: Display) -> None:
        first = display.open()
        next_picture(display)
        display.end_frame()
        display.close()
        assert display.open() == first
        next_picture(display)
        display.end_frame()

    def test_closed_display_gives_no_frame(self, display: Display) -> None:
        display.open()
        display.close()
        with pytest.raises(DeviceError):
            display.begin_frame()
