"""An empty loop at a display's rate, in a process of its own: what the machine itself does to a frame loop.

`python -m vr_app.app.bench.control_loop HZ` runs until its standard input closes, then prints the moments at which it
woke (monotonic seconds) as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time

from vr_app.render.pacing import Pacer


class ControlLoop:
    """Such a process, beside what is measured."""

    def __init__(self, rate_hz: float) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "vr_app.app.bench.control_loop", str(rate_hz)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def end(self) -> list[float]:
        """Ends it; returns the moments at which it woke, monotonic seconds."""
        output, _ = self._process.communicate("")
        return json.loads(output)


def main() -> None:
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    pacer = Pacer(float(sys.argv[1]))
    moments = []
    while not ended.is_set():
        pacer.next_frame()
        moments.append(round(time.monotonic(), 6))
    print(json.dumps(moments))


if __name__ == "__main__":
    main()
