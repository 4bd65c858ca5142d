"""A whole session on a real runtime: states, poses, controllers, recentring, time, loss and return."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from monado import Monado  # isort: skip
from remote import Remote  # isort: skip

from tests.contracts.display_contract import next_picture
from tests.openxr.in_sandbox import TOOL
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import FrameRequest
from vr_app.openxr.clock import DisplayClock
from vr_app.openxr.display import XrDisplay
from vr_app.openxr.features import DEPTH, VISIBILITY_MASK
from vr_app.openxr.probe import headset_is_back

pytestmark = pytest.mark.monado

FRAMES = 60


def frames_until(display: XrDisplay, true: Callable[[FrameRequest], object], most: int = FRAMES) -> FrameRequest:
    """Runs frames until the condition holds for one; fails after `most`."""
    for _ in range(most):
        request = display.begin_frame()
        assert request is not None
        display.end_frame()
        if true(request):
            return request
    raise AssertionError(f"still not so after {most} frames; state {display.state.get()}, {display.controls.get()}")


def test_session_runs_to_focused_and_ends_in_order_under_validation(
    display: XrDisplay, validation: Path, remote: Remote
) -> None:
    display.open()
    frames_until(display, lambda _: display.state.get() == "FOCUSED" and display.controls.get().focused)
    display.pulse("right", 0.05)
    for _ in range(10):
        next_picture(display)
        display.end_frame()
    display.request_exit()
    for _ in range(FRAMES):
        if display.begin_frame() is None:
            break
        display.end_frame()
    assert display.state.get() == "EXITING"
    display.close()
    assert "Core Validation Layer is initialized" in validation.read_text()


def test_a_moved_head_moves_the_views(display: XrDisplay, remote: Remote) -> None:
    display.open()
    next_picture(display)
    display.end_frame()
    remote.head_position = (0.5, 1.7, -2.0)
    remote.look(yaw_deg=90)
    remote.send()
    request = frames_until(display, lambda r: r.views and r.views[0].world_from_view[0, 3] > 0.3)
    middle = np.mean([view.world_from_view[:3, 3] for view in request.views], axis=0)
    np.testing.assert_allclose(middle, (0.5, 1.7, -2.0), atol=0.02)
    forward = -request.views[0].world_from_view[:3, 2]
    np.testing.assert_allclose(forward, (-1, 0, 0), atol=0.02)
    head = display.controls.get().tracking_from_head
    assert head is not None
    np.testing.assert_allclose(head[:3, 3], (0.5, 1.7, -2.0), atol=0.02)


def test_the_eyes_lie_apart_to_the_side(display: XrDisplay, remote: Remote) -> None:
    display.open()
    left, right = next_picture(display).views
    display.end_frame()
    from_left_to_right = right.world_from_view[:3, 3] - left.world_from_view[:3, 3]
    assert 0.05 < np.linalg.norm(from_left_to_right) < 0.08
    sideways = left.world_from_view[:3, 0]
    assert np.dot(from_left_to_right, sideways) == pytest.approx(np.linalg.norm(from_left_to_right), rel=1e-3)
    assert left.texture != right.texture


def test_controllers_arrive(display: XrDisplay, remote: Remote) -> None:
    display.open()
    frames_until(display, lambda _: display.controls.get().focused and display.controls.get().profile)
    assert display.controls.get().profile == "/interaction_profiles/valve/index_controller"
    remote.right.trigger = 1.0
    remote.right.position = (0.3, 1.2, -0.7)
    remote.left.thumbstick = (0.0, 1.0)
    remote.send()
    frames_until(display, lambda _: display.controls.get().right.select)
    controls = display.controls.get()
    assert controls.right.select_count == 1 and not controls.left.select
    assert controls.move == pytest.approx((0.0, 1.0))
    assert controls.right.tracking_from_grip is not None
    np.testing.assert_allclose(controls.right.tracking_from_grip[:3, 3], (0.3, 1.2, -0.7), atol=0.02)
    remote.right.trigger = 0.0
    remote.right.thumbstick = (1.0, 0.0)
    remote.send()
    frames_until(display, lambda _: display.controls.get().turn_count == 1)
    assert not display.controls.get().right.select
    remote.right.active = False
    remote.send()
    frames_until(display, lambda _: display.controls.get().right.tracking_from_grip is None)


def test_another_application_takes_the_focus_and_gives_it_back(display: XrDisplay, remote: Remote) -> None:
    display.open()
    frames_until(display, lambda _: display.controls.get().focused)
    other = subprocess.Popen([sys.executable, str(TOOL / "other_application.py")], stdin=subprocess.PIPE)
    try:
        frames_until(display, lambda _: display.state.get() != "FOCUSED" and not display.controls.get().focused, 600)
        assert display.controls.get().right.tracking_from_aim is None
    finally:
        other.communicate(timeout=30)
    frames_until(display, lambda _: display.state.get() == "FOCUSED" and display.controls.get().focused)


def test_recentring_is_noticed(display: XrDisplay, remote: Remote, monado: Monado) -> None:
    display.open()
    frames_until(display, lambda _: display.state.get() == "FOCUSED")
    assert display.controls.get().recentre_count == 0
    remote.head_position = (1.0, 1.6, 1.0)
    remote.send()
    frames_until(display, lambda r: r.views and r.views[0].world_from_view[2, 3] > 0.9)
    monado.control("-c")
    request = frames_until(display, lambda _: display.controls.get().recentre_count == 1)
    request = frames_until(display, lambda r: r.views)
    middle = np.mean([view.world_from_view[:3, 3] for view in request.views], axis=0)
    np.testing.assert_allclose(middle[[0, 2]], (0, 0), atol=0.05)
    remote.head_position = (0.0, 1.6, 0.0)
    remote.send()
    monado.control("-c")
    frames_until(display, lambda _: display.controls.get().recentre_count == 2)


def test_display_time_is_a_little_ahead_and_can_be_estimated(display: XrDisplay, remote: Remote) -> None:
    display.open()
    next_picture(display)
    display.end_frame()
    assert display._connection is not None and display._connection.clock.exact
    guess = DisplayClock(None)
    errors_s = []
    for _ in range(10):
        frame = display._connection.session._frame_state
        request = display.begin_frame()
        now_s = time.monotonic()
        display.end_frame()
        assert request is not None
        assert -0.5 < request.display_time_s - now_s < 0.5
        guessed_s = guess.to_monotonic_s(frame.predicted_display_time, frame.predicted_display_period, now_s)
        errors_s.append(abs(guessed_s - request.display_time_s))
    assert min(errors_s) < 0.1


def test_runtime_killed_and_started_again(context: object, monado: Monado) -> None:
    display = XrDisplay(context)  # type: ignore[arg-type]
    display.open()
    next_picture(display)
    display.end_frame()
    try:
        monado.kill()
        with pytest.raises(DeviceError) as lost:
            for _ in range(FRAMES):
                display.begin_frame()
                display.end_frame()
        assert lost.value.recoverable
        display.close()
        with pytest.raises(DeviceError) as absent:
            display.open()
        assert absent.value.recoverable
        assert not headset_is_back()
    finally:
        monado.start()
    assert headset_is_back()
    display.open()
    frames_until(display, lambda _: display.state.get() == "FOCUSED")
    assert next_picture(display).views
    display.end_frame()
    display.close()


def test_runtime_killed_between_begin_and_end(context: object, monado: Monado) -> None:
    display = XrDisplay(context)  # type: ignore[arg-type]
    display.open()
    next_picture(display)
    monado.kill()
    try:
        display.end_frame()
        with pytest.raises(DeviceError) as lost:
            display.begin_frame()
        assert lost.value.recoverable
        display.close()
    finally:
        monado.start()


def test_masks_and_depth_are_what_the_runtime_offers_under_validation(
    display: XrDisplay, validation: Path, remote: Remote
) -> None:
    display.open()
    assert display._connection is not None
    enabled = display._connection.instance.extensions
    for _ in range(5):
        views = next_picture(display).views
        display.end_frame()
    assert {VISIBILITY_MASK, DEPTH} <= set(enabled), enabled
    assert all(view.hidden is not None and len(view.hidden.indices) >= 3 for view in views)
    assert all(view.depth for view in views)
    display.close()
    assert "Core Validation Layer is initialized" in validation.read_text()
