"""The parent's end of the embedder: blocking calls of bounded time into a supervised program.

A call never waits for the program to start: until it is ready, and while a dead one is replaced, calls fail at once and
their callers go by the words alone.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.inference.config import EmbedderConfig, to_header
from vr_app.inference.embedder_frames import EmbedTexts, TextsEmbedded
from vr_app.inference.supervisor import BACK_OFF_S, ProgramSupervisor
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.events import InferenceFailed, ModelReady

PROGRAM = "vr_app.inference.embedder_program"
DIMENSIONS = 896
CLOSE_DIMENSIONS = 1280
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
_BATCH = 64
"""Texts a job; more are sent as several jobs, each with a time limit of its own."""


class EmbedderClient:
    """Starts and asks the embedder's program. Implements `vr_app.kernel.ports.Embedder`; any thread may call it.

    Args:
        config: which encoder.
        timeout_s: how long one sentence may take, and each further one a tenth of that.
        program: module to run instead of the real one (tests run their fakes this way).
        log_path: where the program's stderr goes.
    """

    name = "sentences"
    dimensions = DIMENSIONS

    def __init__(
        self,
        config: EmbedderConfig,
        *,
        timeout_s: float = 0.5,
        program: str = PROGRAM,
        log_path: Path | None = None,
        back_off_s: tuple[float, ...] = BACK_OFF_S,
    ) -> None:
        self._timeout_s = timeout_s
        self._news = threading.Condition()
        self._asking = threading.Lock()
        self._answers: dict[int, TextsEmbedded] = {}
        self._waiting_for = self._job = 0
        self._ready = False
        self._problem = ""
        self._given_up = False
        self._program = ProgramSupervisor(
            program,
            to_header(config),
            on_report=self._take,
            on_death=self._died,
            on_give_up=self._gave_up,
            log_path=log_path,
            environment=_ONE_THREAD,
            back_off_s=back_off_s,
        )

    @property
    def closely(self) -> CloseEmbedder:
        """The same program, by all its encoders: slower, and better at telling short lines apart."""
        return CloseEmbedder(self)

    @property
    def pid(self) -> int | None:
        """The running program's process id."""
        return self._program.pid

    @property
    def is_ready(self) -> bool:
        """Whether a call would be answered now."""
        return self._ready

    def start(self) -> None:
        """Starts the program; returns at once."""
        self._program.start()

    def wait_until_ready(self, timeout_s: float = 60.0) -> None:
        """For commands that can do nothing without it. Raises: DeviceError where it does not come up."""
        with self._news:
            self._news.wait_for(lambda: self._ready or self._given_up, timeout_s)
        if not self._ready:
            raise DeviceError(self._why(), recoverable=not self._given_up)

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """As the port says. Waits `timeout_s` and a little for each text at most."""
        return self._rows(texts, closely=False)

    def close(self) -> None:
        """Ends the program and waits for it."""
        self._program.close()

    def _rows(self, texts: Sequence[str], *, closely: bool) -> npt.NDArray[np.float32]:
        jobs = [self._embed(tuple(texts[at : at + _BATCH]), closely) for at in range(0, len(texts), _BATCH)]
        dimensions = CLOSE_DIMENSIONS if closely else DIMENSIONS
        return np.concatenate(jobs) if jobs else np.zeros((0, dimensions), np.float32)

    def _embed(self, texts: tuple[str, ...], closely: bool) -> npt.NDArray[np.float32]:
        until_s = time.monotonic() + self._timeout_s * (1 + len(texts) / 10)
        with self._asking:
            with self._news:
                if not self._ready:
                    raise DeviceError(self._why(), recoverable=not self._given_up)
                self._job += 1
                job = self._waiting_for = self._job
            if not self._program.send(EmbedTexts(job, texts, closely)):
                raise DeviceError("Too much is waiting for the model that understands sentences.", recoverable=True)
            with self._news:
                self._news.wait_for(
                    lambda: job in self._answers or not self._ready, max(0.0, until_s - time.monotonic())
                )
                self._waiting_for = 0
                answer = self._answers.pop(job, None)
        if answer is None:
            slow = "The model that understands sentences took too long."
            raise DeviceError(slow if self._ready else self._why(), recoverable=True)
        if answer.problem:
            raise DeviceError(f"The model that understands sentences failed: {answer.problem}", recoverable=True)
        return np.frombuffer(answer.rows, "<f4").reshape(len(texts), answer.dimensions)

    def _why(self) -> str:
        return self._problem or "The model that understands sentences is not ready yet."

    def _take(self, report: Any) -> None:
        with self._news:
            if isinstance(report, ModelReady):
                self._ready, self._problem = True, ""
            elif isinstance(report, InferenceFailed):
                self._problem = report.message
            elif isinstance(report, TextsEmbedded) and report.job == self._waiting_for:
                self._answers[report.job] = report
            self._news.notify_all()

    def _died(self, reason: str) -> None:
        with self._news:
            self._ready, self._problem = False, f"The model that understands sentences is started again: {reason}."
            self._news.notify_all()

    def _gave_up(self, reason: str) -> None:
        with self._news:
            self._ready, self._given_up = False, True
            self._problem = self._problem or f"The model that understands sentences does not run: {reason}."
            self._news.notify_all()


class CloseEmbedder:
    """A client's closer look. Implements `vr_app.kernel.ports.Embedder`."""

    name = "sentences, closely"
    dimensions = CLOSE_DIMENSIONS

    def __init__(self, client: EmbedderClient) -> None:
        self._client = client

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """As the port says: N x 1280."""
        return self._client._rows(texts, closely=True)
