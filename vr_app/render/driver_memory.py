"""Memory of the C library: kept between frames, and given back after a scene.

What a software driver frees after every frame is kept, as getting it anew takes a third of a frame's time. What a scene
leaves behind lies in pieces between what is in use: without giving it back, each change of scene takes a little more.
"""

from __future__ import annotations

import ctypes
import sys

from vr_app.kernel.allocator import set_allocator
from vr_app.render.software import draws_in_software

M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_THRESHOLD = -1, -2, -3
KEPT_BYTES, PAD_BYTES, LARGEST_BYTES = 192 << 20, 16 << 20, 32 << 20
"""What may stay unused, what is taken at once, and the largest piece that is kept at all."""


def keep_freed_memory() -> bool:
    """Asks the C library for it, where the processor draws in the context that is current. Returns: whether it did."""
    settings = ((M_TRIM_THRESHOLD, KEPT_BYTES), (M_TOP_PAD, PAD_BYTES), (M_MMAP_THRESHOLD, LARGEST_BYTES))
    return draws_in_software() and set_allocator(*settings)


def give_back_freed_memory() -> None:
    """After a scene was left: some milliseconds, on any thread."""
    if sys.platform.startswith("linux"):
        try:
            ctypes.CDLL(None).malloc_trim(0)
        except (AttributeError, OSError):
            return  # another C library than GNU's gives back by itself
