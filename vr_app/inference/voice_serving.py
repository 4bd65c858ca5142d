"""What every voice program does: load, say that it is ready, then speak sentence after sentence."""

from __future__ import annotations

import dataclasses
import logging
import time
from collections.abc import Callable

from vr_app.inference.config import VoiceConfig
from vr_app.inference.parent_link import ParentLink
from vr_app.inference.program import run_program
from vr_app.kernel.errors import DeviceError, UserError
from vr_app.kernel.events import InferenceFailed, SpeechSynthesized, Synthesize
from vr_app.kernel.ports import Synthesizer

_LOG = logging.getLogger(__name__)
_PRIORITY_STEPS = 5
"""Below the frame loop, above the language model: a sentence that is ready should be heard at once."""


def run_voice_program(open_voice: Callable[[VoiceConfig], Synthesizer]) -> int:
    """The whole life of a voice program. Returns its exit status."""

    def load(config: VoiceConfig) -> Synthesizer:
        voice = open_voice(config)
        voice.synthesize("Hello, and welcome.", speed=1.0, cancelled=lambda: False)
        return voice

    return run_program("voice", VoiceConfig, load, serve, priority_steps=_PRIORITY_STEPS)


def serve(link: ParentLink, voice: Synthesizer) -> None:
    """Works through the jobs for ever."""
    for command, cancelled in link.jobs():
        if not isinstance(command, Synthesize) or cancelled():
            continue
        started_s = time.monotonic()
        try:
            spoken = voice.synthesize(command.text, speed=command.speed, cancelled=cancelled)
        except (UserError, DeviceError) as error:
            _LOG.exception("a sentence could not be spoken")
            link.send(InferenceFailed("voice", command.turn, str(error)))
            continue
        if spoken is None:
            continue
        utterance = dataclasses.replace(
            spoken, turn=command.turn, index=command.index, emotion=command.emotion, final=command.final
        )
        link.send(SpeechSynthesized(utterance, time.monotonic() - started_s))
