"""The bench's end of a `resilience_visit`: says lines to it, reads its reports, kills it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vr_app.app.bench.resilience_heard import Report
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.settings import Settings

PATIENCE_S = 180.0


class WatchedVisit:
    """One visit in a process of its own.

    Args:
        scene: its folder.
        database: shared by the visits of a bench.
        settings: which models.

    Attributes:
        reports: what the visit has told until now, in order.
    """

    def __init__(self, scene: Path, database: Path, settings: Settings) -> None:
        self.reports: list[Report] = []
        self._changed = threading.Condition()
        self._over = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "vr_app.app.bench.resilience_visit", str(scene), str(database)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ
            | {"VR_APP_LANGUAGE__MODEL": settings.language.model, "VR_APP_VOICE__NAME": settings.voice.name},
        )
        self._reader = threading.Thread(target=self._read, name="visit-reader", daemon=True)
        self._reader.start()

    @property
    def pids(self) -> dict[str, int]:
        """Process ids of the newest programs."""
        return next((report["pids"] for report in reversed(self.reports) if "pids" in report), {})

    @property
    def turns(self) -> list[int]:
        """Numbers of the turns until now."""
        return [report["turn"] for report in self.all("TurnOpened")]

    def wait_until_ready(self) -> float:
        """Both models, and the prompt in the cache. Returns the monotonic second."""
        for kind in ("language", "voice"):
            self.wait_for(lambda r, k=kind: r["type"] == "ModelReady" and r["kind"] == k)
        return self.wait_for(lambda r: r["type"] == "PrefillFinished")["at_s"]

    def say(self, line: str) -> int:
        """Says a line to the host. Returns the number of its turn."""
        before = len(self.turns)
        assert self._process.stdin is not None
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()
        with self._changed:
            self._changed.wait_for(lambda: self._over or len(self.turns) > before, PATIENCE_S)
        if len(self.turns) == before:
            raise DeviceError("The visit opened no turn.", recoverable=False)
        return self.turns[-1]

    def all(self, kind: str, turn: int | None = None) -> list[Report]:
        """The reports of one kind until now."""
        return [r for r in list(self.reports) if r["type"] == kind and (turn is None or r["turn"] == turn)]

    def seen(self, kind: str, turn: int) -> bool:
        """Whether such a report has come."""
        return bool(self.all(kind, turn))

    def wait_for(self, wanted: Callable[[Report], Any], patience_s: float = PATIENCE_S) -> Report:
        """The first report that is wanted, among all until now and to come. Raises: DeviceError where none comes."""
        deadline_s, next_one = time.monotonic() + patience_s, 0
        with self._changed:
            while True:
                for report in self.reports[next_one:]:
                    if wanted(report):
                        return report
                next_one = len(self.reports)
                left_s = deadline_s - time.monotonic()
                if self._over or left_s <= 0.0:
                    last = [(r["type"], r.get("turn"), r.get("text", r.get("message"))) for r in self.reports[-6:]]
                    raise DeviceError(f"The visit {'ended' if self._over else 'hangs'}: {last}", recoverable=False)
                self._changed.wait(left_s)

    def end(self) -> int:
        """Lets it end by itself. Returns its exit status."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        return self._process.wait(timeout=30.0)

    def kill(self) -> None:
        """Ends it at once; its last reports are read."""
        self._process.kill()
        self._process.wait()
        self._reader.join(10.0)

    def close(self) -> None:
        """Kills it where it still runs and gives everything back. May be called in any state."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.endswith(b"\n"):
                with self._changed:
                    self.reports.append(json.loads(line))
                    self._changed.notify_all()
        with self._changed:
            self._over = True
            self._changed.notify_all()
