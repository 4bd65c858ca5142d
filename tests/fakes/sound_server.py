"""A private PulseAudio with a loudspeaker that goes nowhere, whose sound can be captured. Linux only."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt

RATE_HZ = 48000


class SoundServer:
    """Runs until `close`. `environment` points PulseAudio clients at it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="virgil-sound-")
        root = Path(self._folder.name)
        self._socket = root / "socket"
        self.environment = {
            "PULSE_SERVER": f"unix:{self._socket}",
            "PULSE_RUNTIME_PATH": str(root / "run"),
            "PULSE_STATE_PATH": str(root / "state"),
            "XDG_RUNTIME_DIR": str(root),
            "PULSE_LATENCY_MSEC": "30",
        }
        modules = [
            f"module-native-protocol-unix auth-anonymous=1 socket={self._socket}",
            f"module-null-sink sink_name=vspk rate={RATE_HZ} channels=2",
            f"module-null-sink sink_name=vmic_in rate={RATE_HZ} channels=1",
            "module-remap-source source_name=vmic master=vmic_in.monitor",
        ]
        arguments = [argument for module in modules for argument in ("-L", module)]
        self._log = (root / "log").open("wb")
        self._process = subprocess.Popen(
            [
                "pulseaudio",
                "-n",
                "--daemonize=no",
                "--exit-idle-time=-1",
                "--disallow-exit",
                "--use-pid-file=no",
                *arguments,
            ],
            env=os.environ | self.environment,
            stdout=self._log,
            stderr=self._log,
        )
        deadline_s = time.monotonic() + 15
        while not self._answers():
            if time.monotonic() > deadline_s or self._process.poll() is not None:
                raise RuntimeError(f"PulseAudio does not start: {(root / 'log').read_text()[-500:]}")
            time.sleep(0.05)
        self.pactl("set-default-sink", "vspk")
        self.pactl("set-default-source", "vmic")

    @staticmethod
    def installed() -> bool:
        return all(shutil.which(program) for program in ("pulseaudio", "pactl", "parec"))

    def pactl(self, *arguments: str) -> str:
        done = subprocess.run(
            ["pactl", *arguments],
            env=os.environ | self.environment,
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
        )
        return done.stdout

    def speak(self, samples: npt.NDArray[np.float32], rate_hz: int = 16000) -> None:
        """Says mono samples into the virtual microphone; returns when they are said."""
        subprocess.run(
            ["pacat", "-d", "vmic_in", f"--rate={rate_hz}", "--channels=1", "--format=float32le", "--latency-msec=30"],
            env=os.environ | self.environment,
            input=samples.astype("<f4").tobytes(),
            timeout=len(samples) / rate_hz + 20,
            check=True,
        )

    def capture(self) -> Capture:
        return Capture(os.environ | self.environment)

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._log.close()
        self._folder.cleanup()

    def _answers(self) -> bool:
        return self._socket.exists() and "vspk" in self.pactl("list", "short", "sinks")


class Capture:
    """Records what leaves the virtual loudspeaker (float32[n, 2] at 48 kHz)."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed in stop()
        self._process = subprocess.Popen(
            [
                "parec",
                "-d",
                "vspk.monitor",
                f"--rate={RATE_HZ}",
                "--channels=2",
                "--format=float32le",
                "--latency-msec=20",
            ],
            env=environment,
            stdout=self._file,
        )
        deadline_s = time.monotonic() + 10
        while os.fstat(self._file.fileno()).st_size == 0 and time.monotonic() < deadline_s:
            time.sleep(0.02)

    @property
    def seconds(self) -> float:
        return os.fstat(self._file.fileno()).st_size / 8 / RATE_HZ

    def stop(self) -> npt.NDArray[np.float32]:
        self._process.terminate()
        self._process.wait(10)
        self._file.seek(0)
        data = np.frombuffer(self._file.read(), "<f4")
        self._file.close()
        return data[: len(data) // 2 * 2].reshape(-1, 2)
