"""What to do at each change of the session's state (OpenXR 1.1, section 9.1.1)."""

from __future__ import annotations

from enum import Enum, IntEnum


class SessionState(IntEnum):
    """XrSessionState."""

    UNKNOWN = 0
    IDLE = 1
    READY = 2
    SYNCHRONIZED = 3
    VISIBLE = 4
    FOCUSED = 5
    STOPPING = 6
    LOSS_PENDING = 7
    EXITING = 8

    @classmethod
    def _missing_(cls, value: object) -> SessionState:
        """States of extensions that we do not take part in ask nothing of us."""
        return cls.UNKNOWN


class Duty(Enum):
    """What the application owes the runtime on entering a state."""

    NONE = "none"
    BEGIN = "call xrBeginSession"
    END = "call xrEndSession"
    RECONNECT = "give the session up and try again later"
    LEAVE = "give the session up for good"


_DUTIES = {
    SessionState.READY: Duty.BEGIN,
    SessionState.STOPPING: Duty.END,
    SessionState.LOSS_PENDING: Duty.RECONNECT,
    SessionState.EXITING: Duty.LEAVE,
}


def duty_on_entering(state: SessionState, *, running: bool) -> Duty:
    """The duty at an XrEventDataSessionStateChanged.

    Args:
        running: whether xrBeginSession was called and xrEndSession not yet.
    """
    duty = _DUTIES.get(state, Duty.NONE)
    if (duty is Duty.BEGIN and running) or (duty is Duty.END and not running):
        return Duty.NONE
    return duty
