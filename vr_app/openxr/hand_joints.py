"""Bare hands: the 26 joints of each (XR_EXT_hand_tracking), and what they do: pinch, close, point."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.kernel.ports import Mat4
from vr_app.openxr.features import HAND_TRACKING
from vr_app.openxr.library import xr
from vr_app.openxr.poses import pose_matrix
from vr_app.openxr.results import check
from vr_app.openxr.session import Session
from vr_app.openxr.spaces import VALID, Spaces

JOINTS = 26
PALM, WRIST, THUMB_TIP, INDEX_METACARPAL, INDEX_PROXIMAL, INDEX_TIP = 0, 1, 5, 6, 7, 10
TIPS = (10, 15, 20, 25)
PINCH_M, LET_GO_M = 0.018, 0.035
"""Thumb and index meet, and part again."""
FIST_M = 0.075
"""How near to the palm the four finger tips are when the hand is closed."""


@dataclass(frozen=True)
class SeenHand:
    """One hand of a frame, in tracking space.

    Attributes:
        joints: float32 (26, 4), middle and radius in metres; None where the hand is not seen.
        facing: unit vector out of the palm.
        pinching: thumb and index meet.
        closed: a fist.
    """

    joints: npt.NDArray[np.float32] | None = None
    facing: npt.NDArray[np.float32] | None = None
    tracking_from_palm: Mat4 | None = None
    tracking_from_aim: Mat4 | None = None
    pinching: bool = False
    closed: bool = False


NO_JOINTS = SeenHand()


def understood(joints: npt.NDArray[np.float32], tracking_from_palm: Mat4, *, was_pinching: bool) -> SeenHand:
    """What a hand does, from its joints.

    Args:
        joints: float32 (26, 4).
        tracking_from_palm: pose of the palm joint: -Z towards the fingers, +Y out of the back of the hand.
    """
    tips_apart = float(np.linalg.norm(joints[THUMB_TIP, :3] - joints[INDEX_TIP, :3]))
    pinching = tips_apart < (LET_GO_M if was_pinching else PINCH_M)
    palm = joints[PALM, :3]
    closed = bool((np.linalg.norm(joints[list(TIPS), :3] - palm, axis=1) < FIST_M).all())
    return SeenHand(
        joints,
        -tracking_from_palm[:3, 1],
        tracking_from_palm,
        _ray(joints, tracking_from_palm),
        pinching and not closed,
        closed,
    )


def _ray(joints: npt.NDArray[np.float32], tracking_from_palm: Mat4) -> Mat4:
    """A pointing ray from the index knuckle, along the hand; steady while thumb and index pinch."""
    ahead = joints[INDEX_PROXIMAL, :3] - joints[WRIST, :3]
    ahead = ahead / max(float(np.linalg.norm(ahead)), 1e-6)
    up = tracking_from_palm[:3, 1]
    right = np.cross(ahead, up)
    right /= max(float(np.linalg.norm(right)), 1e-6)
    out = np.eye(4, dtype=np.float32)
    out[:3, 0], out[:3, 1], out[:3, 2] = right, np.cross(right, ahead), -ahead
    out[:3, 3] = joints[INDEX_PROXIMAL, :3]
    return out


class HandJoints:
    """Trackers of both hands."""

    def __init__(self, session: Session, spaces: Spaces) -> None:
        self._session = session
        instance = session.instance
        pointer, handle = ctypes.POINTER, xr.HandTrackerEXT
        find = instance.functions.extension
        create = find(
            instance.handle,
            "xrCreateHandTrackerEXT",
            [xr.Session, pointer(xr.HandTrackerCreateInfoEXT), pointer(handle)],
        )
        self._destroy = find(instance.handle, "xrDestroyHandTrackerEXT", [handle])
        self._locate = find(
            instance.handle,
            "xrLocateHandJointsEXT",
            [handle, pointer(xr.HandJointsLocateInfoEXT), pointer(xr.HandJointLocationsEXT)],
        )
        self._trackers: list[Any] = []
        self._infos = xr.HandJointsLocateInfoEXT(base_space=spaces.tracking, time=0)
        self._pinching = [False, False]
        self._places = (xr.HandJointLocationEXT * JOINTS)()
        if create is None or self._destroy is None or self._locate is None:
            return
        for hand in (xr.HandEXT.LEFT, xr.HandEXT.RIGHT):
            tracker = handle()
            info = xr.HandTrackerCreateInfoEXT(hand=hand, hand_joint_set=xr.HandJointSetEXT.DEFAULT)
            if create(session.handle, ctypes.byref(info), ctypes.byref(tracker)) < 0:
                continue  # this headset sees no hands; the next runtime may
            self._trackers.append(tracker)

    def read(self, time_ns: int) -> tuple[SeenHand, SeenHand]:
        """Both hands at a frame's display time."""
        if len(self._trackers) < 2:
            return NO_JOINTS, NO_JOINTS
        return self._read(0, time_ns), self._read(1, time_ns)

    def _read(self, hand: int, time_ns: int) -> SeenHand:
        assert self._locate is not None
        locations = xr.HandJointLocationsEXT()
        locations.joint_count = JOINTS
        locations._joint_locations = ctypes.cast(self._places, type(locations._joint_locations))
        self._infos.time = time_ns
        result = self._locate(self._trackers[hand], ctypes.byref(self._infos), ctypes.byref(locations))
        check(result, "looking for hands")
        valid = all(place._location_flags & VALID == VALID for place in self._places)
        if not locations.is_active or not valid:
            self._pinching[hand] = False
            return NO_JOINTS
        joints = np.array(
            [(p.pose.position.x, p.pose.position.y, p.pose.position.z, p.radius) for p in self._places], np.float32
        )
        seen = understood(joints, pose_matrix(self._places[PALM].pose), was_pinching=self._pinching[hand])
        self._pinching[hand] = seen.pinching
        return seen

    def close(self) -> None:
        for tracker in self._trackers:
            if self._destroy is not None:
                self._destroy(tracker)
        self._trackers.clear()


def hand_joints(session: Session, spaces: Spaces) -> HandJoints | None:
    """The trackers, where the runtime offers any."""
    return HandJoints(session, spaces) if HAND_TRACKING in session.instance.extensions else None
