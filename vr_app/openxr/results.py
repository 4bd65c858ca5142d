"""What OpenXR's result codes mean to us: codes from 0 up go on, the others become a `DeviceError` in plain words."""

from __future__ import annotations

import logging

from vr_app.kernel.errors import DeviceError

log = logging.getLogger(__name__)

SUCCESS = 0
TIMEOUT_EXPIRED = 1
SESSION_LOSS_PENDING = 3
EVENT_UNAVAILABLE = 4
SESSION_NOT_FOCUSED = 8
FRAME_DISCARDED = 9

ERROR_RUNTIME_FAILURE = -2
ERROR_API_VERSION_UNSUPPORTED = -4
ERROR_INSTANCE_LOST = -13
ERROR_SESSION_LOST = -17
ERROR_FORM_FACTOR_UNAVAILABLE = -35
ERROR_RUNTIME_UNAVAILABLE = -51

_PLAIN: dict[int, tuple[str, bool]] = {
    ERROR_RUNTIME_FAILURE: ("The OpenXR runtime failed: its service may not be running", True),
    ERROR_INSTANCE_LOST: ("The OpenXR runtime went away", True),
    ERROR_SESSION_LOST: ("The connection to the headset was lost", True),
    ERROR_FORM_FACTOR_UNAVAILABLE: ("No headset is connected, or it is asleep", True),
    ERROR_RUNTIME_UNAVAILABLE: ("No OpenXR runtime is installed, or the active one cannot be loaded", False),
    -6: ("The OpenXR runtime could not start", True),
    -34: ("The OpenXR runtime does not drive headsets", False),
    -38: ("The headset is connected to another graphics card than the one in use", False),
}
"""Code -> what happened, and whether it may pass."""


def check(result: int, doing: str) -> int:
    """Passes success codes (qualified ones too) through.

    Args:
        result: XrResult.
        doing: what was tried ("starting a session"), for the message and the log.

    Raises: DeviceError for codes below 0; recoverable where the runtime or the headset may come back.
    """
    if result >= 0:
        return result
    name = result_name(result)
    log.info("%s while %s", name, doing)
    sentence, recoverable = _PLAIN.get(result, (f"The OpenXR runtime failed while {doing} ({name})", False))
    raise DeviceError(sentence, recoverable=recoverable)


def result_name(result: int) -> str:
    """The code's name as the specification writes it, or its number where our binding is older than the runtime."""
    from vr_app.openxr.library import xr

    try:
        return "XR_" + xr.Result(result).name
    except ValueError:
        return f"XrResult {result}"
