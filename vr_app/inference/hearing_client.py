"""The parent's end of hearing: starts the program, feeds it sound, posts what it heard."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from vr_app.inference.config import to_header
from vr_app.inference.hearing_config import HearingConfig
from vr_app.inference.supervisor import BACK_OFF_S, ProgramSupervisor
from vr_app.kernel import hearing_events as he
from vr_app.kernel.ports import Post

log = logging.getLogger(__name__)

PROGRAM = "vr_app.inference.hearing_program"


class HearingClient:
    """Keeps the hearing program alive. A new one is told the rules again.

    Args:
        post: takes the reports, on a thread of this client's.
        program: another module to run (tests).
    """

    def __init__(
        self,
        config: HearingConfig,
        post: Post,
        *,
        log_dir: Path | None = None,
        program: str = PROGRAM,
        back_off_s: tuple[float, ...] = BACK_OFF_S,
    ) -> None:
        self._post = post
        self._rules = he.TuneHearing()
        self._program = ProgramSupervisor(
            program,
            to_header(config),
            on_report=self._take,
            on_death=self._died,
            on_give_up=self._gave_up,
            log_path=log_dir / "hearing.log" if log_dir else None,
            back_off_s=back_off_s,
        )

    @property
    def pid(self) -> int | None:
        """The running program's process id."""
        return self._program.pid

    def start(self) -> None:
        """Starts the program; it answers with `HearingReady` or `HearingFailed`."""
        self._program.start()

    def send(self, command: Any) -> None:
        """Takes a command of `kernel.hearing_events`. Never blocks; sound that finds no room is lost."""
        if isinstance(command, he.TuneHearing):
            self._rules = command
        self._program.send(command)

    def close(self) -> None:
        """Ends the program."""
        self._program.close()

    def _take(self, report: Any) -> None:
        if isinstance(report, he.HearingReady):
            self._program.send(self._rules)
        self._post(report)

    def _died(self, reason: str) -> None:
        self._post(he.HearingFailed(f"Hearing was started again: {reason}.", recoverable=True))

    def _gave_up(self, reason: str) -> None:
        if reason:
            self._post(he.HearingFailed(f"Hearing stopped again and again ({reason}) and is left off now."))
