"""Whether a graphics card is there to draw, told before anything is drawn: without one the processor draws."""

from __future__ import annotations

import sys
from pathlib import Path

_NODES = ("dri/renderD*", "nvidia[0-9]*", "dxg")
"""Of Linux's drivers, of NVIDIA's own, of Windows beneath Linux."""


def card_present(devices: Path = Path("/dev")) -> bool:
    """Looked up on Linux; elsewhere every desktop has one."""
    return sys.platform != "linux" or any(True for pattern in _NODES for _ in devices.glob(pattern))
