"""The real child's loop around a fake model, with ways to die on command. Run as a module by the client's tests.

The visitor's words steer it: "crash" aborts, "leave" exits, "hang" works until it is cancelled, "noise" prints to
standard output, "words" answers with a short fixed reply. A model path that ends in "unloadable" fails to load; one
that ends in "hopeless" dies at once.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from tests.fakes.fake_language_model import FakeLanguageModel
from vr_app.inference import process
from vr_app.inference.config import LanguageConfig
from vr_app.kernel.errors import DeviceError, UserError
from vr_app.kernel.events import Message
from vr_app.kernel.ports import GenerationStats


class SteeredModel(FakeLanguageModel):
    """A fake that does what the last message says."""

    def generate(
        self, messages: Sequence[Message], *, cancelled: Callable[[], bool], **options: Any
    ) -> GenerationStats:
        words = messages[-1].content
        if words == "crash":
            os.abort()
        if words == "leave":
            os._exit(7)
        if words == "fail":
            raise DeviceError("The fake failed as it was told to.", recoverable=True)
        if words == "noise":
            os.write(1, b"a native library says hello\n")
        if words == "hang":
            options["on_text"]("thinking ")
            while not cancelled():
                time.sleep(0.002)
            return GenerationStats("cancelled")
        return super().generate(messages, cancelled=cancelled, **options)


def open_model(config: LanguageConfig) -> SteeredModel:
    """Stands in for `selection.open_language_model`."""
    if config.path.endswith("hopeless"):
        os._exit(5)
    if config.path.endswith("unloadable"):
        raise UserError("the language model is not there")
    return SteeredModel(["Good ", "evening."])


if __name__ == "__main__":
    process.open_language_model = open_model  # type: ignore[assignment]
    logging.disable(logging.CRITICAL)
    sys.exit(process.main())
