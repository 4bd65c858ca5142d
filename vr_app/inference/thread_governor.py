"""How many threads the next step may use, learnt from how fast the last ones were.

This engine's threads wait for each other by spinning. Where another program takes one of their cores for long, they
burn time instead of computing, and two threads are slower than one; where it takes it for a moment (a sentence is
spoken, a picture is drawn), two are still the faster. So the speeds themselves are compared. Spinning threads that have
their cores use all the processor time there is: the share of it they really got tells when another number is worth a
try.
"""

from __future__ import annotations

_TAKEN = 0.5
"""Share of the processor time under which more than one thread is given up at once."""
_DISTURBED = 0.85
"""Share under which fewer threads may be faster."""
_FREE = 0.9
"""Share from which more threads may be faster."""
_TRIAL_TOKENS = 3
_FIRST_WAIT_TOKENS = 8
_LONGEST_WAIT_TOKENS = 64
_CLEARLY = 1.08
"""By how much another number of threads must be faster to be taken."""
_SMOOTHING = 0.3
_SHORT_STEP_TOKENS = 4
"""Steps with more tokens are of a prompt, whose speed is not that of a reply."""
_SHORTEST_STEP_S = 0.02
"""Below that, clocks that tick every 15 ms (Windows) say nothing."""


class ThreadGovernor:
    """Takes the number of threads that is the fastest now.

    Args:
        most: threads to use when nothing else runs.

    Attributes:
        threads: for the next step.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._usual = most
        self._speeds: dict[int, float] = {}
        self._trial_left = 0
        self._wait_tokens = _FIRST_WAIT_TOKENS
        self._since_trial = 0
        self._wall_s = self._processor_s = 0.0
        self._tokens = 0
        self.threads = most

    def begin(self) -> None:
        """A new prompt: who took the cores before may have gone (a voice is silent when the visitor has spoken).

        A trial is over with the reply it was begun in, and none begins in the first words of the next.
        """
        wait_tokens = self._wait_tokens if self._usual == self._most else _FIRST_WAIT_TOKENS
        self._settle(self._most)
        self._wait_tokens = wait_tokens

    def stepped(self, tokens: int, wall_s: float, processor_s: float, *, comparable: bool = True) -> None:
        """Takes what a step used.

        Args:
            tokens: evaluated in it.
            comparable: False for a step of a reply with guessed tokens, whose speed says nothing about others'.
            wall_s: how long it took.
            processor_s: processor time of all threads together.
        """
        if self._most == 1:
            return
        self._tokens += tokens if comparable else _SHORT_STEP_TOKENS + 1
        self._wall_s += wall_s
        self._processor_s += processor_s
        if self._wall_s < _SHORTEST_STEP_S:
            return
        tokens, wall_s, processor_s = self._tokens, self._wall_s, self._processor_s
        self._tokens, self._wall_s, self._processor_s = 0, 0.0, 0.0
        share = processor_s / (wall_s * self.threads)
        if tokens > _SHORT_STEP_TOKENS:
            if share < _TAKEN:
                self._settle(max(1, self.threads // 2))
            return
        self._note_speed(tokens / wall_s)
        if self._trial_left:
            self._go_on_trying()
        else:
            self._since_trial += tokens
            self._perhaps_try(share)

    def _note_speed(self, speed: float) -> None:
        known = self._speeds.get(self.threads)
        fresh = known is None or self._trial_left == _TRIAL_TOKENS
        self._speeds[self.threads] = speed if fresh else known + _SMOOTHING * (speed - known)  # type: ignore[operator]

    def _perhaps_try(self, share: float) -> None:
        usual = self._usual
        if usual > 1 and share < _TAKEN:
            self._settle(max(1, usual // 2))
        elif self._since_trial >= self._wait_tokens:
            if usual > 1 and share < _DISTURBED:
                self._try(max(1, usual // 2))
            elif usual < self._most and share >= _FREE:
                self._try(min(self._most, usual * 2))

    def _try(self, threads: int) -> None:
        self.threads, self._trial_left, self._since_trial = threads, _TRIAL_TOKENS, 0

    def _go_on_trying(self) -> None:
        self._trial_left -= 1
        tried, usual = self._speeds[self.threads], self._speeds.get(self._usual, 0.0)
        if self._trial_left and tried > usual / 2:
            return
        if tried > usual * _CLEARLY:
            self._settle(self.threads)
        else:
            self._trial_left, self.threads = 0, self._usual
            self._wait_tokens = min(2 * self._wait_tokens, _LONGEST_WAIT_TOKENS)

    def _settle(self, threads: int) -> None:
        self.threads = self._usual = threads
        self._trial_left = self._since_trial = 0
        self._wait_tokens = _FIRST_WAIT_TOKENS
