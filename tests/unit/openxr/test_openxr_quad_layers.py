"""Panels as layers, on a pretended runtime."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.contracts.display_contract import next_picture
from tests.fakes.fake_graphics_context import FakeGraphicsContext
from tests.fakes.fake_openxr_functions import EXTENSIONS, FakeOpenXrFunctions
from vr_app.kernel.canvas import QuadView
from vr_app.kernel.errors import DeviceError
from vr_app.openxr.display import XrDisplay
from vr_app.openxr.features import CYLINDER
from vr_app.openxr.graphics_binding import GraphicsBinding
from vr_app.openxr.library import xr
from vr_app.openxr.quad_layers import MOST_QUADS
from vr_app.scene.transform import identity


class NotingPanels:
    """Shows what it is told to."""

    def __init__(self) -> None:
        self.views: list[QuadView] = []
        self.painted: list[tuple[str, int]] = []
        self.closed = 0
        self.densities: list[float] = []
        self.fails = False
        self.curved = False

    def arrange(self, display_time_s: float, controls: Any, pixels_per_degree: float) -> Sequence[QuadView]:
        self.densities.append(pixels_per_degree)
        if self.fails:
            raise ZeroDivisionError
        return self.views

    def paint(self, name: str, texture: int) -> None:
        self.painted.append((name, texture))

    def close(self) -> None:
        self.closed += 1


def quad(name: str, fresh: bool = True) -> QuadView:
    return QuadView(name, identity(), 1.0, 0.5, 64, 32, fresh)


@pytest.fixture
def runtime() -> FakeOpenXrFunctions:
    return FakeOpenXrFunctions()


def opened(runtime: FakeOpenXrFunctions, panels: NotingPanels) -> XrDisplay:
    display = XrDisplay(
        FakeGraphicsContext(),
        idle_s=0.0,
        functions=runtime,
        find_binding=lambda extensions: GraphicsBinding(None, "pretended"),
        panels=panels,
    )
    display.open()
    next_picture(display)
    return display


def test_a_panel_is_painted_once_and_shown_ever_after(runtime: FakeOpenXrFunctions) -> None:
    panels = NotingPanels()
    display = opened(runtime, panels)
    display.end_frame()
    panels.views = [quad("menu")]
    next_picture(display)
    display.end_frame()
    panels.views = [quad("menu", fresh=False)]
    next_picture(display)
    display.end_frame()
    panels.views = []
    next_picture(display)
    display.end_frame()
    assert runtime.layer_counts[-4:] == [1, 2, 2, 1]
    assert [name for name, _ in panels.painted] == ["menu"]
    assert panels.densities[-1] == pytest.approx(5.42, abs=0.1), "640 pixels over 2 tan 0.8 in the middle"
    display.close()
    assert panels.closed == 1


def test_no_free_image_keeps_the_last_picture(runtime: FakeOpenXrFunctions) -> None:
    panels = NotingPanels()
    display = opened(runtime, panels)
    display.end_frame()
    panels.views = [quad("menu")]
    next_picture(display)
    display.end_frame()
    next_picture(display)
    runtime.results["wait_swapchain_image"] = 1
    display.end_frame()
    del runtime.results["wait_swapchain_image"]
    assert runtime.layer_counts[-1] == 2 and len(panels.painted) == 1
    next_picture(display)
    display.end_frame()
    assert len(panels.painted) == 2, "it is painted as soon as an image is free"
    display.close()


def test_more_panels_than_a_runtime_takes_are_left_out(runtime: FakeOpenXrFunctions) -> None:
    panels = NotingPanels()
    display = opened(runtime, panels)
    panels.views = [quad(f"panel {number}") for number in range(30)]
    display.end_frame()
    assert runtime.layer_counts[-1] == 1 + MOST_QUADS
    display.close()


def test_a_runtime_without_images_for_panels_shows_the_scene(runtime: FakeOpenXrFunctions) -> None:
    panels = NotingPanels()
    display = opened(runtime, panels)
    runtime.results["create_swapchain"] = -26  # XR_ERROR_SWAPCHAIN_FORMAT_UNSUPPORTED
    panels.views = [quad("menu")]
    display.end_frame()
    next_picture(display)
    display.end_frame()
    assert runtime.layer_counts[-2:] == [1, 1] and not panels.painted
    display.close()


def test_a_bug_in_a_panel_costs_the_panels_not_the_session(
    runtime: FakeOpenXrFunctions, caplog: pytest.LogCaptureFixture
) -> None:
    panels = NotingPanels()
    display = opened(runtime, panels)
    panels.views, panels.fails = [quad("menu")], True
    display.end_frame()
    panels.fails = False
    next_picture(display)
    display.end_frame()
    assert runtime.layer_counts[-1] == 1 and "could not be shown" in caplog.text
    display.close()


def test_a_runtime_that_is_gone_is_told_by_the_next_frame(runtime: FakeOpenXrFunctions) -> None:
    panels = NotingPanels()
    display = opened(runtime, panels)
    panels.views = [quad("menu")]
    runtime.results["create_swapchain"] = -13  # XR_ERROR_INSTANCE_LOST
    display.end_frame()
    with pytest.raises(DeviceError) as caught:
        display.begin_frame()
    assert caught.value.recoverable
    display.close()


@pytest.mark.parametrize(("offered", "radius_m", "bent"), [(True, 1.3, True), (True, 0.0, False), (False, 1.3, False)])
def test_panels_are_bent_where_the_runtime_can_and_they_want_to_be(offered: bool, radius_m: float, bent: bool) -> None:
    panels = NotingPanels()
    display = opened(FakeOpenXrFunctions(extensions=(*EXTENSIONS, *((CYLINDER,) if offered else ()))), panels)
    panels.views = [replace(quad("menu"), radius_m=radius_m)]
    display.end_frame()
    assert panels.curved == offered and display._connection is not None
    (pointer,) = display._connection.quads.shown
    assert (pointer.contents._type == xr.StructureType.COMPOSITION_LAYER_CYLINDER_KHR.value) == bent
    if bent:
        layer = ctypes.cast(pointer, ctypes.POINTER(xr.CompositionLayerCylinderKHR)).contents
        assert layer.radius * layer.central_angle == pytest.approx(1.0)
        assert layer.aspect_ratio == pytest.approx(2.0)
        assert layer.pose.position.z == pytest.approx(radius_m), "the axis is before the panel, where the wearer is"
    display.close()
