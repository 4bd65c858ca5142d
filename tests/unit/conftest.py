"""What several rooms' unit tests share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.fakes.sound_server import SoundServer
from vr_app.audio.devices import rescan
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


@pytest.fixture
def server(need: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    """A sound server of the test's own, with a virtual sink and microphone, that this process knows of."""
    need(SoundServer.installed(), "PulseAudio: apt-get install pulseaudio pulseaudio-utils")
    made = SoundServer()
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    rescan()  # whoever looked for devices before saw another server's
    yield made
    made.close()
    monkeypatch.undo()
    rescan()
