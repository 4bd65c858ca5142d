"""One software-drawn context for all golden pictures, and one renderer for each quality."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "loading"))

os.environ.setdefault("LIBGL_ALWAYS_SOFTWARE", "1")

from golden_renderers import close_all

from vr_app.kernel.errors import DeviceError
from vr_app.render.egl_context import EglContext


@pytest.fixture(scope="session")
def own_context(need) -> Iterator[EglContext]:  # type: ignore[no-untyped-def]
    """A context of the processor's own drawing."""
    try:
        context = EglContext()
        context.make_current()
    except DeviceError as error:
        need(None, f"Mesa's EGL (Debian: libegl1 libgl1-mesa-dri): {error}")
        raise
    context.done_current()
    yield context
    context.make_current()
    close_all()
    context.close()


@pytest.fixture
def graphics(own_context: EglContext) -> Iterator[EglContext]:
    """That context, current on this thread whatever a test before has left, and let go of: a thread has one at a time.

    Qt's windows, which take theirs by GLX, could not draw beside one of EGL that is still current.
    """
    own_context.make_current()
    yield own_context
    own_context.done_current()
