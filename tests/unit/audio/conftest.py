"""A sound server of the test's own, with a virtual sink and microphone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.fakes.sound_server import SoundServer


@pytest.fixture
def server(need: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    need(SoundServer.installed(), "PulseAudio: apt-get install pulseaudio pulseaudio-utils")
    made = SoundServer()
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    yield made
    made.close()
