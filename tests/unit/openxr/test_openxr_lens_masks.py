"""What the lenses hide reaches the renderer, and pictures' depth the compositor, where they are offered."""

from __future__ import annotations

import ctypes
import math

import numpy as np
import pytest

from tests.contracts.display_contract import next_picture
from tests.fakes.fake_graphics_context import FakeGraphicsContext
from tests.fakes.fake_openxr_functions import EXTENSIONS, FakeOpenXrFunctions
from vr_app.kernel.ports import View
from vr_app.openxr.display import XrDisplay
from vr_app.openxr.features import DEPTH, VISIBILITY_MASK
from vr_app.openxr.graphics_binding import GraphicsBinding
from vr_app.openxr.library import xr

CORNER = ([(-1.0, -1.0), (-0.5, -1.0), (-1.0, -0.5)], [0, 1, 2])
DEPTH_32F = 0x8CAC


def views_of(runtime: FakeOpenXrFunctions, *, frames: int = 1) -> tuple[tuple[View, ...], XrDisplay]:
    display = XrDisplay(
        FakeGraphicsContext(), functions=runtime, find_binding=lambda extensions: GraphicsBinding(None, "pretended")
    )
    display.open()
    for _ in range(frames):
        views = next_picture(display).views
        display.end_frame()
    return views, display


def test_each_eye_has_its_own_mask_until_the_runtime_tells_of_another() -> None:
    runtime = FakeOpenXrFunctions(extensions=(*EXTENSIONS, VISIBILITY_MASK))
    runtime.masks = [CORNER, None]
    (left, right), display = views_of(runtime, frames=2)
    assert left.hidden is not None and right.hidden is None
    np.testing.assert_array_equal(left.hidden.corners, np.array(CORNER[0], np.float32))
    assert list(left.hidden.indices) == [0, 1, 2]
    (again, _), kept = next_picture(display).views, left.hidden
    assert again.hidden is kept, "the card keeps it as long as it is the same"
    display.end_frame()
    runtime.masks = [None, CORNER]
    runtime.queue_mask_change()
    left, right = next_picture(display).views
    assert left.hidden is None and right.hidden is not None
    display.end_frame()
    display.close()


@pytest.mark.parametrize(
    "mask", [([(0.0, 0.0)] * 3, [0, 1, 9]), ([(math.nan, 0.0)] * 3, [0, 1, 2]), ([(0.0, 0.0)] * 2, [0, 1, 0])]
)
def test_a_damaged_mask_hides_nothing(mask: tuple[list[tuple[float, float]], list[int]]) -> None:
    runtime = FakeOpenXrFunctions(extensions=(*EXTENSIONS, VISIBILITY_MASK))
    runtime.masks = [mask, mask]
    views, display = views_of(runtime)
    assert [view.hidden for view in views] == [None, None]
    display.close()


def test_without_the_extension_all_is_drawn() -> None:
    runtime = FakeOpenXrFunctions()
    runtime.masks = [CORNER, CORNER]
    views, display = views_of(runtime)
    assert [(view.hidden, view.depth) for view in views] == [(None, 0), (None, 0)]
    display.close()


@pytest.mark.parametrize(
    ("extensions", "formats", "given"),
    [
        ((DEPTH,), (0x8C43, DEPTH_32F), True),
        ((), (0x8C43, DEPTH_32F), False),
        ((DEPTH,), (0x8C43, 0x88F0), False),
    ],
    ids=["offered", "no extension", "only a depth that ours cannot be copied into"],
)
def test_depth_is_handed_over_with_each_eye(extensions: tuple[str, ...], formats: tuple[int, ...], given: bool) -> None:
    views, display = views_of(FakeOpenXrFunctions(extensions=(*EXTENSIONS, *extensions), formats=formats))
    assert display._connection is not None
    assert [bool(view.depth) for view in views] == [given, given]
    for view in display._connection.eyes.layer._views:
        assert bool(view._next) == given
        if given:
            depth = ctypes.cast(view._next, ctypes.POINTER(xr.CompositionLayerDepthInfoKHR)).contents
            assert depth.near_z == math.inf and depth.far_z == pytest.approx(0.05)
            assert (depth.min_depth, depth.max_depth) == (0.0, 1.0)
            assert depth.sub_image.image_rect.extent.width == view.sub_image.image_rect.extent.width
    display.close()
