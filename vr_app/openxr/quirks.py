"""What single runtimes do otherwise than OpenXR says, or than its other runtimes do. Told in docs/headset.md."""

from __future__ import annotations

SLEEPS_BY_LEAVING = ("Windows Mixed Reality",)
"""Runtimes that send a session to EXITING when the headset falls asleep, as if the wearer had wanted to leave.

See https://github.com/microsoft/OpenXR-MixedReality/issues/112.
"""


def sleeps_by_leaving(runtime_name: str, *, worn: bool) -> bool:
    """Whether EXITING may mean a headset that nobody wears rather than a wish to leave."""
    return not worn or any(name in runtime_name for name in SLEEPS_BY_LEAVING)
