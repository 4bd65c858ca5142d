"""The display contract on what needs no OpenXR runtime; `tests/openxr` runs it on a real one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contracts.display_contract import DisplayContract
from tests.fakes.fake_graphics_context import FakeGraphicsContext
from tests.fakes.fake_openxr_functions import FakeOpenXrFunctions
from vr_app.openxr.display import XrDisplay
from vr_app.openxr.graphics_binding import GraphicsBinding


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
