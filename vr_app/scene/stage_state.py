"""What has been changed in a scene since it was made: lamps, hidden things, weather, hour. Frozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from vr_app.scene.light import Light
from vr_app.scene.weather import WEATHERS

BRIGHTEST = 4.0
CUES = ("light", "show", "hide", "weather", "hour", "move")
"""What changes a scene as long as one is in it."""
_DIMMEST_MOOD, _BRIGHTEST_MOOD = 0.8, 1.2
HOME = "home"
"""Where everything is that nobody has moved."""


@dataclass(frozen=True)
class StageState:
    """The scene as it was made, until something changes.

    Attributes:
        levels: brightness by the beginning of the lamps' names, in the order set: the last that fits holds.
        hidden: ids of things.
        weather: a word of `scene.weather`; "" as it was made.
        hour: of the day, 0 to 24; None as it was made.
        mood_light: times all lamps, for how the visitor feels; it is not kept with a story's place.
        moves: the mark (or hotspot) that a thing, or "host", was moved to, by its id.
    """

    levels: Mapping[str, float] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    weather: str = ""
    hour: float | None = None
    moves: Mapping[str, str] = field(default_factory=dict)
    mood_light: float = 1.0

    def after(self, name: str, arguments: Sequence[str | float]) -> StageState:
        """The state after one of `CUES`; the same for any other cue, or where the arguments do not fit."""
        match (name, tuple(arguments)):
            case ("light", (str() as lamps, int() | float() as level)) if level == level:
                kept = {key: value for key, value in self.levels.items() if not key.startswith(lamps)}
                return replace(self, levels=kept | {lamps: min(max(float(level), 0.0), BRIGHTEST)})
            case ("show", (str() as thing,)):
                return replace(self, hidden=self.hidden - {thing})
            case ("hide", (str() as thing,)):
                return replace(self, hidden=self.hidden | {thing})
            case ("weather", (str() as word,)) if word in WEATHERS:
                return replace(self, weather=word)
            case ("hour", (int() | float() as hour,)) if 0 <= hour <= 24:
                return replace(self, hour=float(hour))
            case ("mood", (int() | float() as share,)) if share == share:
                return replace(self, mood_light=min(max(float(share), _DIMMEST_MOOD), _BRIGHTEST_MOOD))
            case ("move", (str() as thing, str() as place)):
                kept = {id_: there for id_, there in self.moves.items() if id_ != thing}
                return replace(self, moves=kept if place in (HOME, "") else kept | {thing: place})
            case _:
                return self

    def cues(self) -> tuple[tuple[str, tuple[str | float, ...]], ...]:
        """What makes this state out of the scene as it was made."""
        return (
            *(("light", (lamps, level)) for lamps, level in self.levels.items()),
            *(("hide", (thing,)) for thing in sorted(self.hidden)),
            *((("weather", (self.weather,)),) if self.weather else ()),
            *((("hour", (self.hour,)),) if self.hour is not None else ()),
            *(("move", (thing, place)) for thing, place in self.moves.items()),
        )

    def light_levels(self, lights: Sequence[Light]) -> npt.NDArray[np.float32] | None:
        """float32 (L): by what each lamp's intensity is multiplied; None where all are as they were made."""
        if not self.levels and self.mood_light == 1.0:
            return None
        return np.array([self.mood_light * self._level(light.name) for light in lights], np.float32)

    def _level(self, name: str) -> float:
        for lamps, level in reversed(list(self.levels.items())):
            if name.startswith(lamps):
                return level
        return 1.0


AS_MADE = StageState()
"""Nothing changed."""
