"""Between two scenes: the old one goes dark, then the new one is there and comes out of the dark as a whole.

All on the frame thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from vr_app.app.wearer.surroundings import Surroundings
from vr_app.scene.locomotion.comfort import Fade
from vr_app.scene.scene import Scene

MOST_HELD_S = 3.0
"""How long the new surroundings wait for their scene at most."""
MOST_DARK_S = 2.0
"""How long it stays dark at most for a scene that comes piece by piece."""


class Shown(Protocol):
    """What can be seen of a place."""

    @property
    def scene(self) -> Scene: ...


S = TypeVar("S", bound=Shown)


class Curtain(Generic[S]):
    """Ask `scene`, then `around`, once a frame.

    Attributes:
        darkness: 0 open to 1 closed, now.
        complete: whether all of a scene can be seen.
        prepared: whether a scene can be shown without holding a frame up; asked, it is prepared.
    """

    def __init__(self) -> None:
        self.darkness = 0.0
        self._fade = Fade()
        self._scene: S | None = None
        self._around: Surroundings | None = None
        self._changed = True
        self._held_s: float | None = None
        self.complete: Callable[[Scene], bool] = lambda scene: True
        self.prepared: Callable[[Scene], bool] = lambda scene: True
        self._dark_since_s: float | None = None

    def scene(self, wanted: S | None, time_s: float) -> S | None:
        """What is shown of a scene that is wanted: the old one until it is dark. One that was only changed is shown."""
        shown = self._scene
        if wanted is not shown:
            ready = wanted is None or self.prepared(wanted.scene)
            if shown is None or wanted is None or wanted.scene.name == shown.scene.name:
                if ready:
                    self._scene, self._changed = wanted, shown is None
            elif self._fade.rested(time_s):
                self._fade.begin(time_s)
        if self._fade.take_dark(time_s):
            self._scene, self._changed, self._dark_since_s = wanted, True, time_s
        elif self._dark_since_s is not None:
            whole = self._scene is None or self.complete(self._scene.scene)
            if whole or time_s - self._dark_since_s > MOST_DARK_S:
                self._dark_since_s = None
            else:
                self._fade.hold(time_s)
        self.darkness = self._fade.darkness(time_s)
        return self._scene

    def around(self, found: Surroundings | None, time_s: float) -> Surroundings | None:
        """What is round the wearer: of another place only once that place is shown."""
        elsewhere = found is not None and self._around is not None and found.stage.folder != self._around.stage.folder
        if elsewhere and not self._changed:
            self._held_s = time_s if self._held_s is None else self._held_s
            if time_s - self._held_s < MOST_HELD_S:
                return self._around
        self._around, self._changed, self._held_s = found, False, None
        return found
