"""Where somebody's speech begins, pauses and ends, from one probability of voice every 32 ms. Pure; it counts windows.

A voice begins when enough of the last windows held one; its first sounds come before that, which is why the caller
keeps a pre-roll. At every pause the caller may ask whether the sentence sounded finished, and how long a silence must
be to end the turn depends on the answer. A voice far quieter than the one that speaks does not count: it is somebody
else in the room.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from typing import Literal

from vr_app.speech.turn_taking import TurnRules

WINDOW_S = 0.032
"""Length of one window: 512 samples at 16 kHz."""
Happening = Literal["began", "paused", "resumed", "ended", "full"]

_BEGIN_WINDOWS = 3
"""So many of the last windows decide about a beginning; two of them must hold a voice."""
_BEGIN_WEIGHT = 3
_SURE = 0.85
"""A window this clear weighs double: with the one before it, it is enough."""
_CERTAIN = 0.9
"""Said into the host's speech a window this clear is enough by itself."""
_MAYBE, _MAYBE_SUM = 0.4, 1.0
"""Looks in a row at a sound far louder than the echo, each at least so likely a voice and together so likely: a word
that hisses or breathes first."""
_HISS, _CLEAR_SUM = 0.2, 0.6
"""Where no echo is ever heard, or the sound is clear of it, so little is enough of each, and in the latter together:
an s is long, and hardly a voice."""
_HYSTERESIS = 0.15
_PAUSE_S = 0.16
"""Silence after which it is worth asking whether that was all."""
_LONGEST_PIECE_S = 20.0
"""A piece this long is handed over at the next pause, or at once a little later: a recogniser takes no more."""
_OVERLONG_S = 23.0
_FAR_DB = 16.0
"""A voice this much quieter than the speaker's is another's."""


@dataclass(frozen=True)
class EndpointRules:
    """How voices are told from the rest.

    Attributes:
        threshold: probability from which a window holds a voice.
        turn: how long a silence ends a turn.
        strict: the host is heard: surer windows are asked for.
    """

    threshold: float = 0.5
    turn: TurnRules = field(default_factory=TurnRules)
    strict: bool = False


class Endpointer:
    """Call `step` once per window; it says what happened, if anything did. `glance` looks between two windows.

    Attributes:
        finished: how sure it is that the sentence before this pause was finished; None as long as nobody has said.
        held: the talk key is down: speech goes on through silence.
        echoless: the host is not heard by the microphone, as with headphones.
        clear: what is near is so at this moment, by a good deal, and no echo at its loudest.
        speaking: between "began" and "ended".
        voiced_s: seconds of voice since "began".
        ended_after_s: the silence that ended the last turn.
    """

    def __init__(self, rules: EndpointRules | None = None) -> None:
        self.rules = rules or EndpointRules()
        self.finished: float | None = None
        self.held = False
        self.echoless = self.clear = False
        self.speaking = False
        self.voiced_s = 0.0
        self.ended_after_s = 0.0
        self._recent: deque[float] = deque(maxlen=_BEGIN_WINDOWS)
        self._looks: deque[float] = deque(maxlen=_BEGIN_WINDOWS)
        self._near_sum = 0.0
        self._silence = 0
        self._paused = False
        self._piece = 0
        self._speaker_db: float | None = None

    @property
    def silence_s(self) -> float:
        """Since the last voice."""
        return self._silence * WINDOW_S

    @property
    def onset_windows(self) -> int:
        """How many windows ago, the newest included, the voice that has just begun was first heard."""
        return len(self._recent)

    def press(self) -> None:
        """The talk key went down: whatever comes is speech."""
        self.held = True
        if not self.speaking:
            self._begin()

    def release(self) -> None:
        """The talk key went up."""
        self.held = False

    def step(self, probability: float, level_db: float, *, near: bool = False) -> Happening | None:
        """Takes one window.

        Args:
            probability: of voice, 0 to 1.
            level_db: of the window, relative to full scale.
            near: it is far louder than any echo of the host, who is heard meanwhile.
        """
        if not self.speaking:
            self._recent.append(probability)
            return self._look(probability, level_db, near)
        self._piece += 1
        voiced = probability >= self.rules.threshold - _HYSTERESIS and not self._is_far(level_db)
        if voiced:
            return self._voice(level_db)
        self._silence += 1
        return self._quiet()

    def glance(self, probability: float, level_db: float, *, near: bool) -> Happening | None:
        """Takes the window across the last two halves: whether a voice began is known half a window sooner."""
        return None if self.speaking else self._look(probability, level_db, near)

    def piece_taken(self) -> None:
        """The caller has taken what was said until now as a piece of its own."""
        self._piece = 0

    def retune(self, rules: EndpointRules) -> None:
        """Other rules from the next window on."""
        self.rules = rules

    def be_strict(self, strict: bool) -> None:
        """Whether the host is heard meanwhile."""
        self.rules = replace(self.rules, strict=strict)

    def forget(self) -> None:
        """As if nothing had been heard."""
        self.speaking = self._paused = False
        self._recent.clear()
        self._looks.clear()
        self._near_sum = 0.0
        self._silence = self._piece = 0
        self.finished = None

    def _look(self, probability: float, level_db: float, near: bool) -> Happening | None:
        self._looks.append(probability)
        maybe = near and probability >= (_HISS if self.echoless or self.clear else _MAYBE)
        self._near_sum = self._near_sum + probability if maybe else 0.0
        if not self._heard_enough(near):
            return None
        self._begin()
        self.voiced_s = WINDOW_S * sum(p >= self.rules.threshold for p in self._recent)
        self._speaker_db = level_db
        return "began"

    def _heard_enough(self, near: bool) -> bool:
        if len(self._looks) < 2:
            return False
        threshold = min(self.rules.threshold + (0.1 if self.rules.strict and not near else 0.0), 0.95)
        enough = _CLEAR_SUM if self.clear else _MAYBE_SUM
        if near and (self._looks[-1] >= max(_CERTAIN, threshold) or self._near_sum >= enough):
            return True  # every window that is waited for is heard as the host talking on
        if self._looks[-1] < threshold:
            return False
        weights = (2 if p >= max(_SURE, threshold) else 1 for p in self._looks if p >= threshold)
        return sum(weights) >= _BEGIN_WEIGHT

    def _begin(self) -> None:
        self.speaking, self._paused = True, False
        self._silence = self._piece = 0
        self.voiced_s = 0.0
        self.finished = None
        self._speaker_db = None

    def _voice(self, level_db: float) -> Happening | None:
        known = self._speaker_db
        # Rises at once, falls slowly: the loud parts of a voice are its mark.
        self._speaker_db = level_db if known is None or level_db > known else known + 0.05 * (level_db - known)
        self.voiced_s += WINDOW_S
        self._silence = 0
        resumed, self._paused = self._paused, False
        if resumed:
            self.finished = None
            return "resumed"
        return "full" if self._piece * WINDOW_S >= _OVERLONG_S else None

    def _quiet(self) -> Happening | None:
        if not self._paused and self.silence_s >= _PAUSE_S:
            self._paused = True
            return "full" if self._piece * WINDOW_S >= _LONGEST_PIECE_S else "paused"
        if self.held:
            return None
        if self._paused and self.silence_s >= self.rules.turn.silence_needed_s(self.finished, self.voiced_s):
            self.ended_after_s = self.silence_s
            self.forget()
            return "ended"
        return None

    def _is_far(self, level_db: float) -> bool:
        return self._speaker_db is not None and level_db < self._speaker_db - _FAR_DB and self.voiced_s > 0.3
