"""After each save of the scene one is in: what `vr-app scene check` would say, as far as it is new."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from pathlib import Path

from vr_app.kernel.events import HostNotice
from vr_app.kernel.ports import Post

log = logging.getLogger(__name__)

MOST = 4
"""Findings that are shown after one save; the rest is counted."""
LIMIT_S = 60.0
SETTLE_S = 1.0


class SaveCheck:
    """Checks in a process of its own; a new save drops a check under way. Call from one thread.

    Args:
        post: takes a `HostNotice` for each new finding.
    """

    def __init__(self, post: Post) -> None:
        self._post = post
        self._known: set[str] | None = None
        self._process: subprocess.Popen[str] | None = None
        self._request = 0
        self._newer = threading.Event()

    def enter(self) -> None:
        """Another scene: what is wrong with it is learnt first and not told."""
        self._known = None

    def request(self, folder: Path) -> None:
        """The scene was saved (or is there)."""
        self.drop()
        self._newer.set()
        self._newer = threading.Event()
        self._request += 1
        number = self._request
        threading.Thread(target=self._work, args=(folder, number), name="save check", daemon=True).start()

    def drop(self) -> None:
        """Ends a check under way."""
        self._request += 1
        self._newer.set()
        if self._process is not None:
            self._process.kill()

    def _work(self, folder: Path, number: int) -> None:
        # The picture comes first; several saves in a row are checked once.
        if self._newer.wait(SETTLE_S) or number != self._request:
            return
        command = [sys.executable, "-m", "vr_app.app.commands.check_scene", str(folder), "--idle"]
        flags = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0)
        process = self._process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            errors="replace",
            creationflags=flags,
        )
        try:
            told, _ = process.communicate(timeout=LIMIT_S)
            report = json.loads(told)
        except (subprocess.TimeoutExpired, ValueError):
            process.kill()
            process.communicate()
            return
        if number != self._request:
            return
        lines = {
            (f"scene.toml:{finding['line']}:{finding['column']}: " if finding["line"] else "") + finding["message"]
            for finding in (*report["errors"], *report["warnings"])
            if finding["page"]
        }
        before, self._known = self._known, lines
        if before is None:
            return
        new = sorted(lines - before)
        for line in new[:MOST]:
            self._post(HostNotice(line))
        if len(new) > MOST:
            self._post(HostNotice(f"... and {len(new) - MOST} more: `vr-app scene check` tells all."))
