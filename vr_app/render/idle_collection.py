"""Python's garbage is collected between frames, so that it seldom is within one."""

from __future__ import annotations

import gc

SHARE = 0.75
"""Of what Python itself waits for before it looks for garbage."""


def collect_young() -> None:
    """Once a frame is over: looks through what is new, if it is much. What is old stays Python's own business."""
    new, young, old = gc.get_count()
    at_new, at_young, at_old = gc.get_threshold()
    if not at_new or not gc.isenabled() or new < SHARE * at_new:
        return
    if young <= at_young:
        gc.collect(0)
    elif old <= at_old:
        gc.collect(1)
