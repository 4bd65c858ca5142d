"""How many threads a model may take."""

from __future__ import annotations


def choose_threads(cores: int, configured: int = 0) -> int:
    """Threads for a language model on a CPU: as configured, else every core of two, all but one of more (at most 8)."""
    if configured > 0:
        return configured
    return max(1, cores if cores <= 2 else min(cores - 1, 8))
