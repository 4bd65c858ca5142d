"""`vr-app say TEXT`: speech only, to the loudspeaker or into a file."""

from __future__ import annotations

import argparse
import json
import os
import queue
import sys
from pathlib import Path
from typing import Any

from vr_app.app.folders import settings_file
from vr_app.app.models import SET_UP, inference_config
from vr_app.app.speakers import facts_of
from vr_app.app.timed_speech import PATIENCE_S, synthesize_timed
from vr_app.app.wav_file import write_wav
from vr_app.inference.config import InferenceConfig
from vr_app.kernel import events as ev
from vr_app.kernel.errors import UserError
from vr_app.kernel.settings import VoiceSettings, load_settings
from vr_app.speech.scripts import can_say
from vr_app.speech.sentences import SentenceStream


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", help="what to say")
    parser.add_argument("--voice", help="name of an installed voice, or a voice file")
    parser.add_argument("--out", type=Path, metavar="FILE.wav", help="write a sound file instead of playing")
    parser.add_argument("--json", action="store_true", help="print what was done as JSON")


def run(arguments: argparse.Namespace) -> int:
    flags = {"voice.name": arguments.voice} if arguments.voice else {}
    settings = load_settings(settings_file(), os.environ, flags)
    config = inference_config(settings)
    if config.voice is None:
        raise UserError("No voice is installed", remedy=SET_UP, exit_code=3)
    known = facts_of(config.voice.path)
    if known is not None and not can_say(arguments.text, known.language):
        raise UserError(
            f"The voice {known.name} speaks {known.language} and cannot read this",
            remedy="Choose another with --voice; `vr-app voice list` shows which are here.",
            exit_code=2,
        )
    utterances = synthesize(InferenceConfig(None, config.voice, config.log_dir), arguments.text, settings.voice.speed)
    if not utterances:
        raise UserError("There is nothing to say in this text", remedy="Give it some words.", exit_code=2)
    if arguments.out:
        write_wav(arguments.out, (u.pcm for u in utterances), utterances[0].sample_rate_hz)
    else:
        _play(utterances, settings.voice)
    if arguments.json:
        seconds = round(sum(u.duration_s for u in utterances), 3)
        print(json.dumps({"voice": config.voice.name, "seconds": seconds, "out": str(arguments.out or "")}))
    return 0


def synthesize(config: InferenceConfig, text: str, speed: float) -> list[ev.Utterance]:
    """Speaks a text, sentence by sentence, with a voice in its own process.

    Raises: DeviceError where the voice fails or takes too long.
    """
    stream = SentenceStream()
    sentences = [piece.text for piece in (*stream.feed(text), *stream.flush()) if piece.text]
    return [utterance for utterance, _ in synthesize_timed(config, sentences, speed)]


def _play(utterances: list[ev.Utterance], settings: VoiceSettings) -> None:
    from vr_app.app.wiring import make_speaker

    finished: queue.Queue[Any] = queue.Queue()
    speaker = make_speaker(settings, finished.put)
    print(speaker.open(), file=sys.stderr)
    try:
        for utterance in utterances:
            speaker.send(ev.PlayUtterance(utterance))
        left = len(utterances)
        while left:
            if isinstance(finished.get(timeout=PATIENCE_S), ev.PlaybackFinished):
                left -= 1
    finally:
        speaker.close()
