"""The display contract on a real runtime."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contracts.display_contract import DisplayContract
from vr_app.openxr.display import XrDisplay
from vr_app.render.egl_context import EglContext

pytestmark = pytest.mark.monado


class TestHeadsetOnMonado(DisplayContract):
    @pytest.fixture(params=[False, True], ids=["texture-per-eye", "array"])
    def display(self, request: pytest.FixtureRequest, monado: object, context: EglContext) -> Iterator[XrDisplay]:
        made = XrDisplay(context, in_one_array=request.param)
        yield made
        made.close()
