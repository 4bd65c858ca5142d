"""The support desk: when the visitor says that something does not work, the machine is looked at as `doctor` does."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vr_app.app.checkup.health import Check
from vr_app.host.replies.knowing import HealthTold
from vr_app.kernel.events import HealthAsked
from vr_app.kernel.ports import Post

log = logging.getLogger(__name__)

_MOST = 3
_ALL_WELL = (
    "I have looked: everything the app needs is there and works.",
    "If it still does not go well, close the app, start it again, and run vr-app doctor.",
)


class HealthDesk:
    """An observer of the conversation.

    Args:
        post: takes a `HealthTold` when the looking is done.
        data: the data folder.
    """

    def __init__(self, post: Post, data: Path) -> None:
        self._post = post
        self._data = data
        self._busy = threading.Lock()

    def note(self, event: Any) -> None:
        """Takes every event; never waits."""
        if isinstance(event, HealthAsked):
            threading.Thread(target=self._look, name="health", daemon=True).start()

    def _look(self) -> None:
        if not self._busy.acquire(blocking=False):
            return
        try:
            from vr_app.app.checkup.doctor import examine

            self._post(HealthTold(health_lines(examine(self._data))))
        except Exception:
            log.exception("the machine could not be looked at")
            self._post(HealthTold(("I could not look at the machine. Please run vr-app doctor.",)))
        finally:
            self._busy.release()


def health_lines(checks: Sequence[Check]) -> tuple[str, ...]:
    """What is wrong and the fix, spoken: what is needed first, a few at most."""
    wrong = [check for check in checks if check.state == "needed"] + [
        check for check in checks if check.state == "lacks" and check.fix
    ]
    if not wrong:
        return _ALL_WELL
    lines = []
    for check in wrong[:_MOST]:
        found = check.found.rstrip(".")
        lines.append(f"{check.name}: {found}.")
        if check.fix:
            lines.append(check.fix)
    if len(wrong) > _MOST:
        lines.append(f"There are {len(wrong) - _MOST} more; vr-app doctor lists them all.")
    return tuple(lines)
