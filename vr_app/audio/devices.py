"""Which sound devices this machine has, in plain words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vr_app.kernel.errors import DeviceError


@dataclass(frozen=True)
class AudioDevice:
    """A sound device as PortAudio sees it."""

    number: int
    name: str
    system: str
    outputs: int
    inputs: int
    sample_rate_hz: float


def import_sounddevice() -> Any:
    """The sound library.

    Raises: DeviceError where it or PortAudio is missing.
    """
    try:
        import sounddevice
    except OSError as error:
        raise DeviceError(
            "PortAudio is not installed: `vr-app doctor` tells how to get it.", recoverable=False
        ) from error
    except ImportError as error:
        raise DeviceError("The sound library is not installed: run `vr-app setup`.", recoverable=False) from error
    return sounddevice


def audio_devices() -> list[AudioDevice]:
    """All devices. Raises: DeviceError where the sound system does not answer."""
    sounddevice = import_sounddevice()
    try:
        systems = sounddevice.query_hostapis()
        return [
            AudioDevice(
                number,
                str(device["name"]),
                str(systems[device["hostapi"]]["name"]),
                int(device["max_output_channels"]),
                int(device["max_input_channels"]),
                float(device["default_samplerate"]),
            )
            for number, device in enumerate(sounddevice.query_devices())
        ]
    except sounddevice.PortAudioError as error:
        raise DeviceError(f"The sound system does not answer: {plain_reason(error)}.", recoverable=True) from error


def default_output(wanted: int | str | None = None) -> AudioDevice:
    """The loudspeaker that would be used. Raises: DeviceError where there is none."""
    return _default("output", wanted)


def default_input(wanted: int | str | None = None) -> AudioDevice:
    """The microphone that would be used. Raises: DeviceError where there is none."""
    return _default("input", wanted)


def microphone_names() -> list[str]:
    """What each microphone is called here, of the system that PortAudio prefers; the second of two alike gets " #2".

    Empty where the sound system does not answer.
    """
    try:
        return list(_microphones())
    except DeviceError:
        return []


def microphone(wanted: str = "") -> AudioDevice:
    """The microphone of this name (as `microphone_names` gives it, or a part of it); "" for the system's default.

    Raises: DeviceError where there is none.
    """
    if not wanted:
        return default_input()
    known = _microphones()
    if wanted in known:
        return known[wanted]
    for name, device in known.items():
        if wanted.lower() in name.lower():
            return device
    names = "; ".join(known) or "none"
    raise DeviceError(f"No microphone named {wanted} was found (there are: {names}).", recoverable=True)


def _microphones() -> dict[str, AudioDevice]:
    return named_microphones(audio_devices())


def named_microphones(known: Sequence[AudioDevice]) -> dict[str, AudioDevice]:
    """Every microphone under a name of its own, those of the system that is listed first before the others."""
    found: dict[str, AudioDevice] = {}
    devices = [device for device in known if device.inputs > 0]
    preferred = devices[0].system if devices else ""
    for device in sorted(devices, key=lambda one: one.system != preferred):
        name, count = device.name, 1
        while name in found and found[name].system == device.system:
            count += 1
            name = f"{device.name} #{count}"
        if name not in found:
            found[name] = device
    return found


def rescan() -> None:
    """Makes PortAudio look for devices anew (it lists them once, at its start). Only while no stream is open.

    Raises: DeviceError where the sound system does not answer.
    """
    sounddevice = import_sounddevice()
    # WORKAROUND https://github.com/spatialaudio/python-sounddevice/issues/16
    try:
        sounddevice._terminate()
        sounddevice._initialize()
    except sounddevice.PortAudioError as error:
        raise DeviceError(f"The sound system does not answer: {plain_reason(error)}.", recoverable=True) from error


def plain_reason(error: Exception) -> str:
    """A sound library's message without its codes."""
    text = re.sub(r"\s*\[PaErrorCode[^\]]*\]|\s*<[^>]*>|'", "", str(error)).strip().rstrip(".")
    return text[:1].lower() + text[1:] if text else "the reason is unknown"


def _default(kind: str, wanted: int | str | None) -> AudioDevice:
    sounddevice = import_sounddevice()
    what = "loudspeaker" if kind == "output" else "microphone"
    try:
        found = sounddevice.query_devices(wanted, kind)
    except (sounddevice.PortAudioError, ValueError) as error:
        named = f" named {wanted!r}" if wanted is not None else ""
        raise DeviceError(f"No {what}{named} was found.", recoverable=True) from error
    number = int(found["index"])
    return next(device for device in audio_devices() if device.number == number)
