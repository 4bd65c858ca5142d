"""The space that everything is located in (floor level, where the wearer started), and the head's."""

from __future__ import annotations

import ctypes
from collections.abc import Collection
from typing import Any

from vr_app.openxr.functions import enumerate_all
from vr_app.openxr.library import xr
from vr_app.openxr.results import check
from vr_app.openxr.session import Session

STANDING_EYE_HEIGHT_M = 1.6
"""How far the floor is taken to be below the origin where the runtime does not know it."""

VALID = 0x3
"""XR_SPACE_LOCATION_ORIENTATION_VALID_BIT | POSITION_VALID_BIT (the same in XrViewStateFlags)."""

_LOCAL_FLOOR = xr.ReferenceSpaceType.LOCAL_FLOOR.value
_STAGE = xr.ReferenceSpaceType.STAGE.value
_LOCAL = xr.ReferenceSpaceType.LOCAL.value
_VIEW = xr.ReferenceSpaceType.VIEW.value


def choose_tracking_space(offered: Collection[int]) -> tuple[int, float]:
    """Which reference space to stand in.

    Args:
        offered: XrReferenceSpaceType values.

    Returns: the type, and how far our origin lies below its own in metres.
    """
    if _LOCAL_FLOOR in offered:
        return _LOCAL_FLOOR, 0.0
    if _STAGE in offered:
        return _STAGE, 0.0
    return _LOCAL, STANDING_EYE_HEIGHT_M


class Spaces:
    """The tracking space and the head's space of a session.

    Attributes:
        tracking: XrSpace; origin on the floor, +Y up, -Z forward.
        kind: the reference space it rests on (XrReferenceSpaceType).
        name: the same in words.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

        def make(count: int) -> Any:
            return (ctypes.c_int * count)()

        result, offered = enumerate_all(session.functions.enumerate_reference_spaces, session.handle, make=make)
        check(result, "asking for reference spaces")
        kind, below_m = choose_tracking_space(list(offered))
        self.kind = kind
        self.name = xr.ReferenceSpaceType(kind).name
        self.tracking = self._create(kind, -below_m)
        self._head = self._create(_VIEW, 0.0)
        self._location = xr.SpaceLocation()
        self._location_ref = ctypes.byref(self._location)

    def _create(self, kind: int, height_m: float) -> Any:
        pose = xr.Posef(xr.Quaternionf(0.0, 0.0, 0.0, 1.0), xr.Vector3f(0.0, height_m, 0.0))
        info = xr.ReferenceSpaceCreateInfo(xr.ReferenceSpaceType(kind), pose)
        space = xr.Space()
        functions = self._session.functions
        result = functions.create_reference_space(self._session.handle, ctypes.byref(info), ctypes.byref(space))
        check(result, "making a reference space")
        return space

    def locate(self, space: Any, time_ns: int) -> Any:
        """Pose of a space in the tracking space (an `xr.Posef`, overwritten by the next call); None where unknown."""
        location = self._location
        result = self._session.functions.locate_space(space, self.tracking, time_ns, self._location_ref)
        check(result, "locating a space")
        return location.pose if location._location_flags & VALID == VALID else None

    def locate_head(self, time_ns: int) -> Any:
        return self.locate(self._head, time_ns)

    def close(self) -> None:
        for space in (self.tracking, self._head):
            self._session.functions.destroy_space(space)
