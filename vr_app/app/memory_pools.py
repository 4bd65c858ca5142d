"""Few pools of memory for all threads.

The GNU C library makes a pool of its own for nearly every thread, up to eight a core, and never gives back the upper
end of any but the first: some 50 MB each where threads come and go with scenes. Twelve changes of scene took 280 MB so
that nothing used.
"""

from __future__ import annotations

from vr_app.kernel.allocator import set_allocator

M_ARENA_MAX = -8
POOLS = 2


def use_few_pools() -> bool:
    """To be called before threads are made: too late once there are nine pools. Returns: whether it was understood."""
    return set_allocator((M_ARENA_MAX, POOLS))
