"""The display contract on what needs no OpenXR runtime; `tests/openxr` runs it on a real one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from tests.contracts.display_contract import DisplayContract
from tests.fakes.fake_graphics_context import FakeGraphicsContext
from tests.fakes.fake_openxr_functions import FakeOpenXrFunctions
from vr_app.kernel.ports import Mat4
from vr_app.openxr.display import XrDisplay
from vr_app.openxr.graphics_binding import GraphicsBinding
from vr_app.render.egl_context import EglContext
from vr_app.render.mirror import Mirror
from vr_app.render.offscreen_display import OffscreenDisplay
from vr_app.render.preview_display import PreviewDisplay


class TestHeadsetOnPretendedRuntime(DisplayContract):
    @pytest.fixture(params=[False, True], ids=["texture-per-eye", "array"])
    def display(self, request: pytest.FixtureRequest) -> Iterator[XrDisplay]:
        display = XrDisplay(
            FakeGraphicsContext(),
            in_one_array=request.param,
            functions=FakeOpenXrFunctions(),
            find_binding=lambda extensions: GraphicsBinding(None, "pretended"),
        )
        yield display
        display.close()


def at_eye_height(_time_s: float) -> Mat4:
    pose = np.eye(4, dtype=np.float32)
    pose[1, 3] = 1.6
    return pose


@pytest.mark.gl
class TestOffscreen(DisplayContract):
    @pytest.fixture
    def display(self) -> Iterator[OffscreenDisplay]:
        display = OffscreenDisplay(at_eye_height, size=(64, 48), rate_hz=200.0)
        yield display
        display.close()


@pytest.mark.gl
class TestDesktopWindow(DisplayContract):
    @pytest.fixture
    def display(self) -> Iterator[PreviewDisplay]:
        context = EglContext()
        display = PreviewDisplay(context, Mirror(), lambda: (64, 48), at_eye_height, rate_hz=200.0)
        yield display
        display.close()
        context.close()
