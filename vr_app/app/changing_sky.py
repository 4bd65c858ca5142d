"""Weather and hour as they change round the visitor: a few steps over two seconds, each a scene with another sky."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from vr_app.kernel.latest import Latest
from vr_app.scene.changed_sky import between
from vr_app.scene.environment import Environment
from vr_app.scene.scene import Scene

CHANGE_S = 2.0
STEPS = 5
"""The light of each step is worked out anew: more would cost frames, fewer would be seen as jumps."""


@dataclass(frozen=True)
class _Wanted:
    scene: Scene
    environment: Environment


class ChangingSky:
    """Tell it what is wanted on the host thread; ask it once a frame on the frame thread."""

    def __init__(self) -> None:
        self._wanted: Latest[_Wanted | None] = Latest(None)
        self._taken: _Wanted | None = None
        self._from = Environment()
        self._began_s = 0.0
        self._step = STEPS
        self._shown: Scene | None = None

    def want(self, scene: Scene, environment: Environment) -> None:
        """This scene is to have this environment, from now on and bit by bit."""
        self._wanted.set(_Wanted(scene, environment))

    def scene_at(self, scene: Scene, time_s: float) -> Scene:
        """The scene with the environment of this moment; the same object as long as nothing changes.

        Args:
            scene: as it was loaded.
            time_s: the display time.
        """
        wanted = self._wanted.get()
        if wanted is None or wanted.scene is not scene:
            return scene
        if wanted is not self._taken:
            here = self._taken is not None and self._taken.scene is scene and self._shown is not None
            self._from = self._shown.environment if here and self._shown else scene.environment
            self._taken, self._began_s, self._step = wanted, time_s, 0
            self._shown = self._shown if here else scene
        step = min(math.floor(1 + (time_s - self._began_s) / CHANGE_S * STEPS), STEPS)
        if step > self._step:
            self._step = step
            environment = between(self._from, wanted.environment, step / STEPS)
            self._shown = replace(scene, environment=environment)
        assert self._shown is not None
        return self._shown
