"""With which microphones one always talks by key: parts of their names, in one line of the settings. Pure."""

from __future__ import annotations


def named_parts(by_key: str) -> list[str]:
    """The parts of names in a setting such as "room, Webcam"."""
    return [part.strip() for part in by_key.split(",") if part.strip()]


def is_named(by_key: str, device: str) -> bool:
    """Whether the setting names this microphone."""
    return any(part.lower() in device.lower() for part in named_parts(by_key))


def naming(by_key: str, device: str, wanted: bool) -> str:
    """The setting with this microphone named, or no more: whatever part of its name stood there goes."""
    if not device.strip() or is_named(by_key, device) == wanted:
        return by_key
    parts = named_parts(by_key)
    if not wanted:
        return ", ".join(part for part in parts if part.lower() not in device.lower())
    # A name with a comma in it would be read as two: its longest piece names it.
    return ", ".join([*parts, max(named_parts(device), key=len)])
