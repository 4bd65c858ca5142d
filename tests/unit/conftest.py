"""What several rooms' unit tests share."""

from __future__ import annotations

import pytest

from vr_app.kernel.errors import DeviceError
from vr_app.render.egl_context import EglContext


@pytest.fixture(scope="module")
def context(need):  # type: ignore[no-untyped-def]
    """An OpenGL context for the tests of one file."""
    try:
        made = EglContext()
        made.make_current()
    except DeviceError as error:
        need(None, f"Mesa's EGL (Debian: libegl1 libgl1-mesa-dri): {error}")
        raise
    yield made
    made.close()
