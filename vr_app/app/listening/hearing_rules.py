"""Settings as the hearing program takes them, and what a chirp tells of the room."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vr_app.audio.echo_reference import EARLY_S
from vr_app.kernel import hearing_events as he
from vr_app.kernel.settings import HearingSettings
from vr_app.speech.chimes import echo_delay_s
from vr_app.speech.talk_key import is_named

_CLEAR = 8.0
"""From this clearness on an echo is one."""


def mode_of(settings: HearingSettings, device: str) -> he.HearingMode:
    """How one talks with a microphone: by key with those that the settings name, else as they say for all."""
    return "push" if settings.mode == "push" or is_named(settings.by_key, device) else "open"


def rules_of(settings: HearingSettings, device: str = "") -> he.TuneHearing:
    """The settings as the hearing program takes them.

    Args:
        device: the microphone's name.
    """
    return he.TuneHearing(
        mode_of(settings, device),
        settings.threshold,
        settings.pause_s,
        settings.longest_pause_s,
        settings.cancel_echo,
        settings.suppress_noise,
    )


def echo_found(
    taken: npt.NDArray[np.float32], played: npt.NDArray[np.float32], known_delay_s: float
) -> he.SoundChecked:
    """What a chirp in both sounds (16 kHz, taken at the same time) tells of the echo.

    Args:
        known_delay_s: by which what was played was shifted already (beside `EARLY_S`).
    """
    sounding = np.flatnonzero(np.abs(played) > 0.02)
    if not len(sounding):
        return he.SoundChecked("echo", "The loudspeaker plays nothing here, so there is no echo to measure.")
    begin, end = int(sounding[0]), int(sounding[-1]) + 1
    at_s, clearness = echo_delay_s(taken, played[begin:end], 16_000)
    if clearness < _CLEAR:
        return he.SoundChecked("echo", "No echo is heard: headphones, or a quiet loudspeaker. Nothing has to be set.")
    # A device that tells its time late makes it negative: that is kept as it is, and told as no time at all.
    delay_s = round(at_s - begin / 16_000 + known_delay_s - EARLY_S, 3)
    told_ms = round(1000 * max(delay_s, 0.0))
    return he.SoundChecked("echo", f"The echo comes back after {told_ms} ms and is taken out.", delay_s)
