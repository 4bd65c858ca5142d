"""Hearing as a program of its own: `python -m vr_app.inference.hearing_program`, started by `HearingClient`.

It never waits for the language model or the voice; only the recogniser's thread does heavy work here.
"""

from __future__ import annotations

import logging
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from vr_app.inference.hearing_config import HearingConfig
from vr_app.inference.listener import Listener
from vr_app.inference.parent_link import EXIT_CANNOT_LOAD, ParentLink
from vr_app.inference.recognizer import SAMPLE_RATE_HZ, Recognizer
from vr_app.inference.resident_memory import resident_mb
from vr_app.inference.sound_cleaning import SoundCleaner
from vr_app.inference.turn_model import TurnModel
from vr_app.inference.voice_detector import VoiceDetector
from vr_app.inference.word_jobs import WordJobs
from vr_app.kernel import hearing_events as he
from vr_app.kernel.errors import UserError


def main() -> int:
    """Loads the models the parent names, then listens until the parent closes the pipe."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    link = ParentLink.over_standard_streams()
    config = link.configuration()
    if not isinstance(config, HearingConfig):
        raise TypeError("the hearing program was given another program's configuration")
    begun_s = time.monotonic()
    try:
        listener = load(config, link.send)
    except UserError as error:
        link.send(he.HearingFailed(str(error)))
        return EXIT_CANNOT_LOAD
    link.send(he.HearingReady(config.name, round(time.monotonic() - begun_s, 3), resident_mb()))
    for command, _ in link.jobs():
        listener.take(command)
    return 0


def load(config: HearingConfig, send: Any) -> Listener:
    """The parts of hearing, warmed up.

    Raises: UserError where one is missing or broken.
    """
    cleaner, detector, between = SoundCleaner(), VoiceDetector(), VoiceDetector()
    recognizer = Recognizer(Path(config.recognizer), threads=config.threads, language=config.language)
    turn_model = TurnModel(Path(config.turn_model)) if config.turn_model else None
    silence = np.zeros(SAMPLE_RATE_HZ, np.float32)
    recognizer.transcribe(silence)
    if turn_model is not None:
        turn_model.finished(silence)
    jobs = WordJobs(recognizer.careful, turn_model.finished if turn_model else None, recognizer.guess)
    return Listener(cleaner, detector, jobs, send, between)


if __name__ == "__main__":
    sys.exit(main())
