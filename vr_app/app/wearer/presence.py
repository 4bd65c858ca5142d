"""How somebody is in the scene: in a headset, or before the window with a mouse. Chosen when a display opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

import numpy as np
import numpy.typing as npt

from vr_app.app.wearer.pointer import Pointer, Ray
from vr_app.app.wearer.surroundings import Surroundings
from vr_app.app.wearer.wearer import Wearer
from vr_app.kernel.ports import Mat4
from vr_app.scene.overlay import Overlay
from vr_app.scene.scene import Scene

Around = Callable[[], Surroundings | None]
LookRay = Callable[[], tuple[float, float] | None]
"""Slopes right and up of the mouse's ray against the view's axis; None where the mouse is elsewhere."""


class Presence(Protocol):
    """Asked by the world, once a frame, in this order; on the frame thread."""

    def place(self, time_s: float) -> Mat4 | None:
        """Where the tracking space is; None leaves it where it was put."""
        ...

    def overlay(self, time_s: float, head: Mat4, scene: Scene, world_from_node: npt.NDArray[np.float32]) -> Overlay:
        """What is drawn over the scene. `head` is `world_from_head`."""
        ...

    @property
    def carried(self) -> Mapping[str, Mat4]:
        """Where things are that somebody has in the hand, `world_from_thing` by id."""
        ...

    @property
    def hidden(self) -> frozenset[str]:
        """Things that make way for the real room."""
        ...

    @property
    def meant(self) -> str:
        """Id of the thing that "that" means now, "" for none."""
        ...


class InHeadset:
    """A `Presence`."""

    def __init__(self, wearer: Wearer, around: Around) -> None:
        self._wearer = wearer
        self._around = around
        self._seen: Surroundings | None = None

    def place(self, time_s: float) -> Mat4 | None:
        self._seen = self._wearer.curtain.around(self._around(), time_s)
        return self._wearer.step(time_s, self._seen)

    def overlay(self, time_s: float, head: Mat4, scene: Scene, world_from_node: npt.NDArray[np.float32]) -> Overlay:
        return self._wearer.overlay(self._seen, scene, world_from_node)

    @property
    def carried(self) -> Mapping[str, Mat4]:
        return self._wearer.grabbing.poses

    @property
    def hidden(self) -> frozenset[str]:
        return self._wearer.room.hidden

    @property
    def meant(self) -> str:
        return self._wearer.pointer.meant.get()


class BeforeWindow:
    """A `Presence`: the mouse points.

    Args:
        mouse: where it points.
    """

    def __init__(self, pointer: Pointer, around: Around, mouse: LookRay) -> None:
        self._pointer = pointer
        self._around = around
        self._mouse = mouse

    def place(self, time_s: float) -> Mat4 | None:
        return None

    def overlay(self, time_s: float, head: Mat4, scene: Scene, world_from_node: npt.NDArray[np.float32]) -> Overlay:
        around = self._around()
        if around is None:
            return Overlay()
        shone = self._pointer.step(time_s, around, scene, world_from_node, head[:3, 3], self._ray(head))
        return Overlay(labels=(shone.label,) if shone.label is not None else (), glow=shone.glow)

    @property
    def carried(self) -> Mapping[str, Mat4]:
        return {}

    @property
    def hidden(self) -> frozenset[str]:
        return frozenset()

    @property
    def meant(self) -> str:
        return self._pointer.meant.get()

    def _ray(self, head: Mat4) -> Ray | None:
        slopes = self._mouse()
        if slopes is None:
            return None
        way = head[:3, :3] @ np.array([slopes[0], slopes[1], -1.0], np.float32)
        return head[:3, 3].copy(), (way / np.linalg.norm(way)).astype(np.float32)
