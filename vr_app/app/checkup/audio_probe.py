"""Which loudspeaker and microphone does the system offer? Asked in a child process: a sound server may hang.

`python -m vr_app.app.checkup.audio_probe` prints one JSON object; `probe()` runs it with a time limit.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass

from vr_app.kernel.errors import DeviceError


@dataclass(frozen=True)
class AudioReport:
    """Names of the default devices, "" for none, and why."""

    output: str = ""
    input: str = ""
    output_problem: str = ""
    input_problem: str = ""


def probe(timeout_s: float = 15.0) -> AudioReport:
    """Asks a child. Never raises."""
    command = [sys.executable, "-m", "vr_app.app.checkup.audio_probe"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, check=False)
        return AudioReport(**json.loads(done.stdout.splitlines()[-1]))
    except subprocess.TimeoutExpired:
        problem = "the sound system does not answer"
    except (OSError, ValueError, TypeError, IndexError):
        problem = "the sound system crashed when it was asked"
    return AudioReport(output_problem=problem, input_problem=problem)


def ask() -> AudioReport:
    """Run in the child."""
    from vr_app.audio.devices import default_input, default_output

    names, problems = ["", ""], ["", ""]
    for number, look in enumerate((default_output, default_input)):
        try:
            names[number] = look().name
        except DeviceError as error:
            problems[number] = str(error).rstrip(".")
    return AudioReport(names[0], names[1], problems[0], problems[1])


if __name__ == "__main__":
    print(json.dumps(asdict(ask())))
