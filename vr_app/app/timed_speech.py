"""Sentences spoken one after the other, without a conversation: for files and for measuring."""

from __future__ import annotations

import queue
from collections.abc import Sequence
from typing import Any

from vr_app.inference.client import InferenceClient
from vr_app.inference.config import InferenceConfig
from vr_app.kernel import events as ev
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ids import TurnId

PATIENCE_S = 120.0


def synthesize_timed(
    config: InferenceConfig, sentences: Sequence[str], speed: float
) -> list[tuple[ev.Utterance, float]]:
    """Speaks sentences; each with the seconds of work it took.

    Raises: DeviceError where the voice fails or takes too long.
    """
    reports: queue.Queue[Any] = queue.Queue()
    client = InferenceClient(config, reports.put)
    client.start()
    try:
        for index, sentence in enumerate(sentences):
            client.send(ev.Synthesize(TurnId(1), index, sentence, speed=speed))
        done: dict[int, tuple[ev.Utterance, float]] = {}
        while len(done) < len(sentences):
            try:
                report = reports.get(timeout=PATIENCE_S)
            except queue.Empty:
                raise DeviceError("The voice did not answer.", recoverable=True) from None
            if isinstance(report, ev.SpeechSynthesized):
                done[report.utterance.index] = (report.utterance, report.seconds)
            elif isinstance(report, ev.InferenceFailed):
                raise DeviceError(report.message, recoverable=report.recoverable)
        return [done[index] for index in sorted(done)]
    finally:
        client.close()
