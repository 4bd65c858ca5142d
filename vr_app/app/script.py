"""The person's turns when they come from `--say`, `--talk` or the demo: each is said once the last one is over."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from vr_app.app.conversation import SceneEntered
from vr_app.host.visitor_line import visitor_line
from vr_app.kernel import events as ev
from vr_app.kernel import story_events as st
from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.ids import PersonId
from vr_app.kernel.ports import Post

MAX_SCRIPT_BYTES = 4_000_000


def read_talk(path: Path) -> list[str]:
    """The lines of a talk file; empty ones and those that begin with # are skipped.

    Raises: UserError naming the file.
    """
    try:
        if path.stat().st_size > MAX_SCRIPT_BYTES:
            raise UserError("This talk file is too large", where=Location(path), remedy="Keep it under 4 MB.")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UserError(
            f"This talk file cannot be read: {error.strerror}", where=Location(path), remedy="Check its name."
        ) from error
    except UnicodeDecodeError as error:
        raise UserError("This talk file is not UTF-8 text", where=Location(path), remedy="Save it as UTF-8.") from error
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


class Script:
    """Says the lines one by one; an observer of the conversation.

    Args:
        lines: what the person says, in order.
        post: the conversation's inbox.
        greet: wait for the host's greeting turn before the first line.
    """

    def __init__(self, lines: Iterable[str], post: Post, *, greet: bool, person: PersonId) -> None:
        self._lines = list(lines)
        self._post = post
        self._waiting_for_greeting = greet
        self._person = person
        self._travelling = self._entered = self._over = self._begun = False
        self.finished = False

    def start(self, *, greeted: bool | None = None) -> None:
        """Call at each arrival, once the models are ready to be talked to.

        Args:
            greeted: whether a host will greet here; None for as was said at first.
        """
        waits = self._waiting_for_greeting if greeted is None else greeted
        first, self._begun = not self._begun, True
        if not first and not self._travelling:
            return
        self._travelling, self._waiting_for_greeting = False, waits
        if not waits:
            self._next()

    def stop(self) -> None:
        """Says no more."""
        self.finished = True

    def note(self, event: Any) -> None:
        """Takes every event of the conversation. What leads elsewhere holds the lines back until one has arrived."""
        if self.finished:
            return
        match event:
            case st.SceneCue(name="go" | "imagine"):
                self._travelling, self._entered, self._over = True, False, False
            case SceneEntered():
                self._entered = True
            case ev.HostNotice() if self._travelling and not self._entered:
                self._travelling = False  # one cannot go there
                if self._over:
                    self._next()
            case ev.TurnClosed() if self._travelling:
                self._over = True
            case ev.TurnClosed():
                self._waiting_for_greeting = False
                self._next()
            case _:
                pass

    def _next(self) -> None:
        while self._lines:
            line = self._lines.pop(0)
            self._post(ev.VisitorSpoke(line, by="script", person=self._person, posted_s=time.monotonic()))
            if visitor_line(line).text:
                return
            # A line that says nothing opens no turn, so none will close.
        self.finished = True
