"""A Monado service for as long as a `with` block lasts, in a runtime folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Literal

from debian_root import manifest_path

STARTED = "The Monado service has started"


class Monado:
    """Starts and stops `monado-service` (where it is installed: natively or inside the sandbox).

    Args:
        devices: "remote" is driven by `remote.Remote`; "simulated" wobbles by itself.
        output: "null" shows nothing (20 Hz); "window" draws what the wearer sees into a window of the X display.
        display: X display for "window".
        scale_percent: size of the window's eyes.
    """

    def __init__(
        self,
        *,
        devices: Literal["remote", "simulated"] = "remote",
        output: Literal["null", "window"] = "null",
        display: str = "",
        scale_percent: int = 50,
    ) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="monado-"))
        self.log_path = self.folder / "monado.log"
        self._environment = dict(os.environ, **self.client_environment(), XRT_NO_STDIN="1")
        if devices == "remote":
            self._environment["P_OVERRIDE_ACTIVE_CONFIG"] = "remote"
        else:
            self._environment |= {"SIMULATED_ENABLE": "1", "SIMULATED_LEFT": "simple", "SIMULATED_RIGHT": "simple"}
        if output == "null":
            self._environment["XRT_COMPOSITOR_NULL"] = "1"
        else:
            self._environment |= {"DISPLAY": display, "XRT_COMPOSITOR_FORCE_XCB": "1"}
            self._environment["XRT_COMPOSITOR_SCALE_PERCENTAGE"] = str(scale_percent)
        drivers = sorted(Path("/usr/share/vulkan/icd.d").glob("lvp_icd*.json"))
        if drivers:
            self._environment |= {"VK_ICD_FILENAMES": str(drivers[0]), "VK_DRIVER_FILES": str(drivers[0])}
        self._process: subprocess.Popen | None = None

    def client_environment(self) -> dict[str, str]:
        """What a program needs in its environment to find this service."""
        return {
            "XDG_RUNTIME_DIR": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder),
            "XR_RUNTIME_JSON": str(manifest_path()),
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "OXR_NO_PRINTING": "1",
        }

    def start(self, timeout_s: float = 30.0) -> None:
        """Starts the service and waits until it answers. Raises: RuntimeError with its last words."""
        self.log_path.unlink(missing_ok=True)
        for left in self.folder.glob("monado_comp_ipc*"):
            left.unlink()
        with self.log_path.open("w") as output:
            self._process = subprocess.Popen(
                ["monado-service"], env=self._environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )
        deadline_s = time.monotonic() + timeout_s
        while STARTED not in self.log_path.read_text(errors="replace"):
            if self._process.poll() is not None or time.monotonic() > deadline_s:
                self.kill()
                raise RuntimeError(
                    "monado-service did not start:\n" + self.log_path.read_text(errors="replace")[-2000:]
                )
            time.sleep(0.02)

    def kill(self) -> None:
        """Ends the service at once, as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """Ends the service in order."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self.kill()
            self._process = None

    def control(self, *arguments: str) -> str:
        """Runs `monado-ctl` against this service; `-c` recentres. Returns what it printed."""
        done = subprocess.run(
            ["monado-ctl", *arguments], env=self._environment, capture_output=True, text=True, timeout=20, check=False
        )
        return done.stdout + done.stderr

    def __enter__(self) -> Monado:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
