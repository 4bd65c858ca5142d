"""The real room behind the picture: by blending, by adding light, by the headset's cameras, or not at all."""

from __future__ import annotations

import pytest

from tests.contracts.display_contract import next_picture
from tests.fakes.fake_graphics_context import FakeGraphicsContext
from tests.fakes.fake_openxr_functions import EXTENSIONS, FakeOpenXrFunctions
from vr_app.openxr.display import XrDisplay
from vr_app.openxr.graphics_binding import GraphicsBinding

OPAQUE, ADDITIVE, ALPHA = 1, 2, 3
SOURCE_ALPHA = 2


def open_on(runtime: FakeOpenXrFunctions) -> XrDisplay:
    display = XrDisplay(
        FakeGraphicsContext(), functions=runtime, find_binding=lambda extensions: GraphicsBinding(None, "pretended")
    )
    display.open()
    return display


def picture(display: XrDisplay) -> None:
    next_picture(display)
    display.end_frame()


@pytest.mark.parametrize(
    ("modes", "closed", "open_", "room"),
    [
        ((OPAQUE,), (OPAQUE, 0), (OPAQUE, 0), ""),
        ((OPAQUE, ALPHA), (OPAQUE, 0), (ALPHA, SOURCE_ALPHA), "mixed"),
        ((ALPHA, OPAQUE, ADDITIVE), (OPAQUE, 0), (ALPHA, SOURCE_ALPHA), "mixed"),
        ((ADDITIVE,), (ADDITIVE, 0), (ADDITIVE, 0), "added"),
        ((OPAQUE, ADDITIVE), (OPAQUE, 0), (ADDITIVE, 0), "added"),
    ],
)
def test_the_best_way_that_is_offered(
    modes: tuple[int, ...], closed: tuple[int, int], open_: tuple[int, int], room: str
) -> None:
    runtime = FakeOpenXrFunctions(blend_modes=modes)
    display = open_on(runtime)
    picture(display)
    assert (runtime.ends[-1][0], runtime.ends[-1][2]) == closed
    display.see_room.set(True)
    picture(display)
    assert (runtime.ends[-1][0], runtime.ends[-1][2]) == open_ and display.room.get() == room
    display.see_room.set(False)
    picture(display)
    assert (runtime.ends[-1][0], runtime.ends[-1][2]) == closed
    display.close()
    assert all(end[0] in modes for end in runtime.ends)


def test_cameras_are_a_layer_behind_the_scene_and_run_only_while_they_are_seen() -> None:
    runtime = FakeOpenXrFunctions(extensions=(*EXTENSIONS, "XR_FB_passthrough"))
    display = open_on(runtime)
    picture(display)
    assert runtime.passthrough_on is None and runtime.ends[-1] == (OPAQUE, 1, 0)
    display.see_room.set(True)
    picture(display)
    assert runtime.passthrough_on and runtime.ends[-1] == (OPAQUE, 2, SOURCE_ALPHA)
    assert display.room.get() == "mixed"
    display.see_room.set(False)
    picture(display)
    assert runtime.passthrough_on is False and runtime.ends[-1] == (OPAQUE, 1, 0)
    display.close()


def test_a_headset_without_cameras_offers_no_room() -> None:
    runtime = FakeOpenXrFunctions(extensions=(*EXTENSIONS, "XR_FB_passthrough"), cameras=False)
    display = open_on(runtime)
    display.see_room.set(True)
    picture(display)
    assert display.room.get() == "" and runtime.ends[-1] == (OPAQUE, 1, 0)
    display.close()
