"""The parent's end of inference: routes commands to the programs and posts what they answer.

The language model and the voice are two programs, so that speaking never waits for thinking and one can die without the
other. A voice that died is given its unspoken sentences again, once; a language model that died is started again and
`InferenceRestarted` tells the host to send its jobs again.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import Any, Literal

from vr_app.inference.config import InferenceConfig, VoiceConfig, to_header
from vr_app.inference.selection import LANGUAGE_PROGRAM, VOICE_PROGRAMS, choose_voice_engine
from vr_app.inference.supervisor import BACK_OFF_S, ProgramSupervisor
from vr_app.inference.wire import WireError
from vr_app.kernel.events import (
    CancelTurn,
    Generate,
    HostNotice,
    InferenceFailed,
    InferenceRestarted,
    Prefill,
    PrefillFinished,
    SpeechSynthesized,
    Synthesize,
)
from vr_app.kernel.ids import TurnId
from vr_app.kernel.ports import Post

_LOG = logging.getLogger(__name__)

Kind = Literal["language", "voice"]
_NAMES: dict[Kind, str] = {"language": "language model", "voice": "voice"}


class InferenceClient:
    """Starts and feeds the inference programs. Implements `vr_app.kernel.ports.Inference`.

    Args:
        config: what to load; a part that is None answers every job with `InferenceFailed`.
        post: takes reports; called from the programs' reader threads.
        programs: modules to run instead of the real ones (tests run their fakes this way).
        back_off_s: pauses before the first, second, ... restart in a row.
    """

    def __init__(
        self,
        config: InferenceConfig,
        post: Post,
        *,
        programs: dict[Kind, str] | None = None,
        back_off_s: tuple[float, ...] = BACK_OFF_S,
    ) -> None:
        self._config = config
        self._post = post
        self._back_off_s = back_off_s
        self._lock = threading.Lock()
        self._unspoken: dict[tuple[int, int], tuple[Synthesize, int]] = {}
        self._given_up: dict[str, str] = {}
        self._programs: dict[Kind, ProgramSupervisor] = {}
        modules = programs or {}
        if config.language is not None:
            self._add("language", modules.get("language", LANGUAGE_PROGRAM), to_header(config.language))
        if config.voice is not None:
            self._add("voice", modules.get("voice", _voice_program(config.voice)), to_header(config.voice))

    def start(self) -> None:
        """Starts both programs; each answers with `ModelLoading` and then `ModelReady` or `InferenceFailed`."""
        for program in self._programs.values():
            program.start()

    def send(self, command: Any) -> None:
        """Takes a `Prefill`, `Generate`, `Synthesize` or `CancelTurn`. Never blocks.

        A job that cannot be taken (no such program, too many waiting, too large) is answered by `InferenceFailed`; a
        sentence that the voice is working on already is not taken twice.
        """
        if isinstance(command, CancelTurn):
            with self._lock:
                self._unspoken = {key: job for key, job in self._unspoken.items() if key[0] > command.turn}
            for program in self._programs.values():
                program.send(command)
        elif isinstance(command, Synthesize):
            with self._lock:
                key = (command.turn, command.index)
                if key in self._unspoken and self._unspoken[key][0] == command:
                    return
                self._unspoken[key] = (command, 0)
            self._send_to("voice", command, command.turn)
        elif isinstance(command, Generate):
            self._send_to("language", command, command.turn)
        elif isinstance(command, Prefill):
            self._send_to("language", command, None)
        else:
            raise TypeError(f"{type(command).__name__} is no inference command")

    def close(self) -> None:
        """Ends both programs and waits for them."""
        for program in self._programs.values():
            program.close()

    def process_ids(self) -> dict[Kind, int]:
        """Process ids of the programs that run now."""
        return {kind: pid for kind, program in self._programs.items() if (pid := program.pid) is not None}

    def _add(self, kind: Kind, module: str, header: dict[str, Any]) -> None:
        log_dir = self._config.log_dir
        self._programs[kind] = ProgramSupervisor(
            module,
            header,
            on_report=self._take,
            on_death=lambda reason: self._died(kind, reason),
            on_give_up=lambda reason: self._gave_up(kind, reason),
            back_off_s=self._back_off_s,
            log_path=Path(log_dir) / f"{kind}.log" if log_dir else None,
        )

    def _send_to(self, kind: Kind, command: Any, turn: TurnId | None) -> None:
        program = self._programs.get(kind)
        if program is None:
            problem = f"No {_NAMES[kind]} is installed. Run `vr-app setup`."
        elif kind in self._given_up:
            problem = self._given_up[kind]
        else:
            try:
                if program.send(command):
                    return
                problem = f"The {_NAMES[kind]} is too busy: too much is waiting for it already."
            except WireError:
                problem = f"This text is too long for the {_NAMES[kind]}."
        self._forget(command)
        lasting = kind not in self._programs or kind in self._given_up
        if turn is None and not lasting:
            self._post(PrefillFinished(0, 0, 0.0))
        else:
            self._post(InferenceFailed(kind, turn, problem, recoverable=not lasting))

    def _take(self, report: Any) -> None:
        if isinstance(report, SpeechSynthesized):
            with self._lock:
                self._unspoken.pop((report.utterance.turn, report.utterance.index), None)
        elif isinstance(report, InferenceFailed):
            if report.turn is None:
                self._given_up[report.kind] = report.message
            elif report.kind == "voice":
                with self._lock:
                    failed = next((key for key in self._unspoken if key[0] == report.turn), None)
                    self._unspoken.pop(failed, None)  # type: ignore[arg-type]
        self._post(report)

    def _died(self, kind: Kind, reason: str) -> None:
        if kind == "language":
            self._post(InferenceRestarted(f"the language model {reason.removeprefix('it ')}"))
            return
        self._post(HostNotice(f"The voice was started again: {reason}."))
        with self._lock:
            jobs = list(self._unspoken.values())
            self._unspoken = {(job.turn, job.index): (job, tries + 1) for job, tries in jobs if tries == 0}
        for job, tries in jobs:
            if tries == 0:
                self._send_to("voice", job, job.turn)
            else:
                self._post(
                    InferenceFailed("voice", job.turn, "This sentence could not be spoken: the voice stopped twice.")
                )

    def _gave_up(self, kind: Kind, reason: str) -> None:
        if kind not in self._given_up:
            name = _NAMES[kind]
            message = (
                f"The {name} stopped again and again ({reason}) and is left off now. `vr-app doctor` may know why."
            )
            self._given_up[kind] = message
            self._post(InferenceFailed(kind, None, message, recoverable=False))
        with self._lock:
            lost = {job.turn for job, _ in self._unspoken.values()} if kind == "voice" else set()
            if kind == "voice":
                self._unspoken.clear()
        for turn in sorted(lost):
            self._post(InferenceFailed(kind, turn, self._given_up[kind], recoverable=False))

    def _forget(self, command: Any) -> None:
        if isinstance(command, Synthesize):
            with self._lock:
                self._unspoken.pop((command.turn, command.index), None)


def _voice_program(config: VoiceConfig) -> str:
    return VOICE_PROGRAMS[choose_voice_engine(config, is_folder=Path(config.path).is_dir())]
