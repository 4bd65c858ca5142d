"""What a story has changed in a scene: how bright its lamps are, which things are hidden. Frozen; one more each cue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from vr_app.scene.light import Light

BRIGHTEST = 4.0


@dataclass(frozen=True)
class StageState:
    """The scene as it was made, until something changes.

    Attributes:
        levels: brightness by the beginning of the lamps' names, in the order set: the last that fits holds.
        hidden: ids of things.
    """

    levels: Mapping[str, float] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()

    def after(self, name: str, arguments: Sequence[str | float]) -> StageState:
        """The state after "light", "show" or "hide"; the same for any other cue, or where the arguments do not fit."""
        match (name, tuple(arguments)):
            case ("light", (str() as lamps, int() | float() as level)) if level == level:
                kept = {key: value for key, value in self.levels.items() if not key.startswith(lamps)}
                return replace(self, levels=kept | {lamps: min(max(float(level), 0.0), BRIGHTEST)})
            case ("show", (str() as thing,)):
                return replace(self, hidden=self.hidden - {thing})
            case ("hide", (str() as thing,)):
                return replace(self, hidden=self.hidden | {thing})
            case _:
                return self

    def light_levels(self, lights: Sequence[Light]) -> npt.NDArray[np.float32] | None:
        """float32 (L): by what each lamp's intensity is multiplied; None where all are as they were made."""
        if not self.levels:
            return None
        return np.array([self._level(light.name) for light in lights], np.float32)

    def _level(self, name: str) -> float:
        for lamps, level in reversed(list(self.levels.items())):
            if name.startswith(lamps):
                return level
        return 1.0


AS_MADE = StageState()
"""Nothing changed."""
