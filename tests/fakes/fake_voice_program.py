"""The real voice program's loop around a humming voice; a text that begins with "crash" kills it, every time."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from tests.fakes.fake_synthesizer import FakeSynthesizer
from vr_app.inference.config import VoiceConfig
from vr_app.inference.voice_serving import run_voice_program
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.events import Utterance


class FragileSynthesizer(FakeSynthesizer):
    """Hums, unless it is told to die or to fail. "stumble" dies once: where the marker file is not there yet."""

    def __init__(self, config: VoiceConfig) -> None:
        super().__init__()
        self._marker = Path(config.path)

    def synthesize(self, text: str, *, speed: float, cancelled: Callable[[], bool]) -> Utterance | None:
        if text.startswith("crash"):
            os.abort()
        if text.startswith("stumble") and not self._marker.exists():
            self._marker.write_text("once", encoding="utf-8")
            os._exit(1)
        if text.startswith("fail"):
            raise DeviceError("The fake voice failed as it was told to.", recoverable=True)
        return super().synthesize(text, speed=speed, cancelled=cancelled)


if __name__ == "__main__":
    sys.exit(run_voice_program(FragileSynthesizer))
