"""Why a program ended, in plain words."""

from __future__ import annotations

import sys

_SIGNALS = {
    -4: "its code does not fit this processor",
    -6: "it gave up after an internal error",
    -7: "it could not read its files any more",
    -9: "it was ended from outside, most often because memory ran out",
    -11: "it crashed",
    -15: "it was asked to end",
}
_WINDOWS = {
    0xC0000005: "it crashed",
    0xC000001D: "its code does not fit this processor",
    0xC0000017: "memory ran out",
    0xC0000409: "it gave up after an internal error",
    0xC000013A: "it was asked to end",
}


def exit_reason(status: int | None, *, platform: str = sys.platform) -> str:
    """A clause such as "it crashed" for an exit status as `Popen.returncode` gives it (None: still running)."""
    if status is None:
        return "it stopped answering"
    if platform == "win32":
        return _WINDOWS.get(status & 0xFFFFFFFF, f"it ended with status {status}")
    return _SIGNALS.get(status, f"it ended with status {status}")
