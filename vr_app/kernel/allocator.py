"""Options of the C library's allocator, where it is GNU's: another takes none, and does without."""

from __future__ import annotations

import ctypes
import sys


def set_allocator(*settings: tuple[int, int]) -> bool:
    """Sets options (mallopt's number, value) of this process. Returns: whether all were taken."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):
        return False  # another C library
    taken = [mallopt(option, value) == 1 for option, value in settings]
    return all(taken)
