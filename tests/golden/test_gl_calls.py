"""Our own places cost no more calls a frame than the scenes made for measuring."""

from __future__ import annotations

import pytest

from vr_app.app.bench.gl_calls import counted_gl_calls
from vr_app.app.bench.render import MOST_CALLS, FrameDriver
from vr_app.app.bench.render_scenes import from_file
from vr_app.kernel.resources import resource_path
from vr_app.render.egl_context import EglContext


@pytest.mark.parametrize("name", ["observatory-terrace", "museum-hall", "night-harbour"])
def test_calls_of_a_frame(name: str, graphics: EglContext) -> None:
    driver = FrameDriver(from_file(resource_path("scenes") / name), submit_only=True)
    for _ in range(14):  # until all round is seen and the shadows are kept
        driver.frame()
    with counted_gl_calls() as calls:
        driver.frame()
    driver.close()
    assert sum(calls.values()) <= MOST_CALLS, dict(calls.most_common())
