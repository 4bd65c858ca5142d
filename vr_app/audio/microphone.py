"""The microphone as the app sees it: blocks of sound with their time, and plain words when it comes or goes."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from vr_app.audio.capture_wire import CapturedBlock, read_block

log = logging.getLogger(__name__)

TakeBlock = Callable[[CapturedBlock], None]
_RETRY_S = (0.5, 1.0, 2.0, 3.0)
_HANGING_S = 4.0
"""A capture program that has said nothing for so long hangs with its sound server."""


class Microphone:
    """Runs the capture program and starts it again when device, sound server or program fails.

    Args:
        take: gets each block, on a thread of this object's; must not wait.
        told: gets (device's name or "", problem or "") whenever that changes.
        device: part of the device's name; "" for the system's default.
    """

    def __init__(self, take: TakeBlock, told: Callable[[str, str], None], device: str = "") -> None:
        self._take = take
        self._told = told
        self._device = device
        self._process: subprocess.Popen[bytes] | None = None
        self._closing = threading.Event()
        self._changed = threading.Event()
        self._state: tuple[str, str] | None = None
        self._last_s = 0.0
        self._thread: threading.Thread | None = None
        self._watch: threading.Thread | None = None

    def open(self) -> None:
        """Begins to listen. Returns at once; `told` says how it went."""
        if self._thread is not None:
            return
        self._thread = threading.Thread(target=self._run, name="microphone", daemon=True)
        self._watch = threading.Thread(target=self._watch_over, name="microphone watch", daemon=True)
        self._thread.start()
        self._watch.start()

    def choose(self, device: str) -> None:
        """Another microphone from now on."""
        self._device = device
        self._changed.set()
        self._end_process()

    def close(self) -> None:
        """Ends listening. May be called more than once."""
        self._closing.set()
        self._changed.set()
        self._end_process()
        for thread in (self._thread, self._watch):
            if thread is not None:
                thread.join(5.0)

    def _run(self) -> None:
        failures = 0
        while not self._closing.is_set():
            worked = self._listen_once()
            failures = 0 if worked else failures + 1
            if not self._closing.is_set():
                self._changed.wait(_RETRY_S[min(failures, len(_RETRY_S) - 1)])
                if not self._closing.is_set():
                    self._changed.clear()

    def _listen_once(self) -> bool:
        """One life of the program. True where sound came."""
        command = [sys.executable, "-m", "vr_app.audio.capture_program", "--device", self._device]
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        paths = [str(Path(__file__).resolve().parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._last_s = time.monotonic() + 6.0  # libraries take a while to load
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=flags,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        )
        self._process = process
        assert process.stdout is not None
        try:
            if self._closing.is_set():
                return False
            return self._read(process.stdout)
        finally:
            self._end_process()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    def _read(self, stream: IO[bytes]) -> bool:
        try:
            first = json.loads(stream.readline() or b"{}")
        except ValueError:
            first = {}
        if "name" not in first:
            problem = first.get("problem", "The sound system does not answer.")
            if not self._closing.is_set():
                self._tell("", problem)
            return False
        self._tell(str(first["name"]), "")
        came = False
        while block := read_block(stream):
            self._last_s = time.monotonic()
            came = True
            self._take(block)
        if not self._closing.is_set() and not self._changed.is_set():
            self._tell("", f"The microphone {first['name']} went away.")
        return came

    def _tell(self, name: str, problem: str) -> None:
        if self._state != (name, problem):
            self._state = (name, problem)
            self._told(name, problem)

    def _watch_over(self) -> None:
        while not self._closing.wait(0.5):
            if time.monotonic() - self._last_s > _HANGING_S and self._process is not None:
                log.warning("the microphone's program hangs and is started again")
                self._last_s = time.monotonic() + 6.0
                self._end_process()

    def _end_process(self) -> None:
        process = self._process
        if process is not None and process.poll() is None:
            process.kill()
