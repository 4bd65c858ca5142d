"""How many threads the next step may use, learnt from the last ones.

This engine's threads wait for each other by spinning. Where another program takes one of their cores, they burn time
instead of computing, and two threads are slower than one. Spinning threads that have their cores use all the processor
time there is; so the share of it they really got tells whether the cores were theirs.
"""

from __future__ import annotations

_CONTENDED = 0.75
_OWN = 0.9
_FIRST_PATIENCE_TOKENS = 8
_MOST_PATIENCE_TOKENS = 256
_SHORTEST_STEP_S = 0.02
"""Below that, clocks that tick every 15 ms (Windows) say nothing."""


class ThreadGovernor:
    """Halves the threads when their cores are taken; doubles them again once they seem free.

    Args:
        most: threads to use when nothing else runs.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._patience_tokens = _FIRST_PATIENCE_TOKENS
        self._calm_tokens = 0
        self._wall_s = self._processor_s = 0.0
        self._tokens = 0
        self.threads = most

    def stepped(self, tokens: int, wall_s: float, processor_s: float) -> None:
        """Takes what a step used.

        Args:
            tokens: evaluated in it.
            wall_s: how long it took.
            processor_s: processor time of all threads together.
        """
        self._tokens += tokens
        self._wall_s += wall_s
        self._processor_s += processor_s
        if self._wall_s < _SHORTEST_STEP_S:
            return
        share = self._processor_s / (self._wall_s * self.threads)
        tokens = self._tokens
        self._tokens, self._wall_s, self._processor_s = 0, 0.0, 0.0
        if share < _CONTENDED and self.threads > 1:
            self.threads = max(1, self.threads // 2)
            self._patience_tokens = min(2 * self._patience_tokens, _MOST_PATIENCE_TOKENS)
            self._calm_tokens = 0
        elif share < _OWN:
            self._calm_tokens = 0
        else:
            self._calm_tokens += min(tokens, _FIRST_PATIENCE_TOKENS)
            if self._calm_tokens >= self._patience_tokens:
                self._calm_tokens = 0
                if self.threads < self._most:
                    self.threads = min(self._most, 2 * self.threads)
                else:
                    self._patience_tokens = _FIRST_PATIENCE_TOKENS
