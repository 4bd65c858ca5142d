"""When this process was started, on the clock that everything else is timed with."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

_SEEN_S = time.monotonic()


def launched_s() -> float:
    """`time.monotonic()` at the start of the process; where the system does not tell, at the import of this module."""
    if sys.platform.startswith("linux"):
        try:
            fields = Path("/proc/self/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            ticks_s = int(fields[19]) / os.sysconf("SC_CLK_TCK")
            return time.monotonic() - (time.clock_gettime(time.CLOCK_BOOTTIME) - ticks_s)
        except (OSError, ValueError, IndexError):
            return _SEEN_S
    return _SEEN_S
