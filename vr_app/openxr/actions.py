"""The one action set: makes the actions, suggests bindings, reads them once a frame."""

from __future__ import annotations

import ctypes
from typing import Any

from vr_app.openxr.bindings import ACTIONS, HANDS, SUGGESTED
from vr_app.openxr.controls import Controls, Hand, Presses, RawInput
from vr_app.openxr.library import xr
from vr_app.openxr.poses import pose_matrix
from vr_app.openxr.results import SESSION_NOT_FOCUSED, check
from vr_app.openxr.session import Session
from vr_app.openxr.spaces import Spaces

_TYPES = {
    "pose": xr.ActionType.POSE_INPUT,
    "boolean": xr.ActionType.BOOLEAN_INPUT,
    "vector2": xr.ActionType.VECTOR2F_INPUT,
    "vibration": xr.ActionType.VIBRATION_OUTPUT,
}


class Actions:
    """The actions of a session, attached to it for good."""

    def __init__(self, session: Session, spaces: Spaces) -> None:
        self._session, self._spaces, self._functions = session, spaces, session.functions
        self._hands = [session.instance.path(hand) for hand in HANDS]
        self._set = self._make_set()
        self._actions = {name: self._make_action(name) for name in ACTIONS}
        for profile, suggested in SUGGESTED.items():
            self._suggest(profile, suggested)
        self._grips = [self._make_space("grip_pose", hand) for hand in self._hands]
        self._aims = [self._make_space("aim_pose", hand) for hand in self._hands]
        info = xr.SessionActionSetsAttachInfo(action_sets=[self._set])
        check(self._functions.attach_session_action_sets(session.handle, ctypes.byref(info)), "attaching the actions")
        self._sync_info = xr.ActionsSyncInfo(active_action_sets=[xr.ActiveActionSet(self._set, 0)])
        self._sync_ref = ctypes.byref(self._sync_info)
        self._requests = {
            (name, hand): ctypes.byref(xr.ActionStateGetInfo(action, self._hands[hand]))
            for name, action in self._actions.items()
            for hand in (0, 1)
        }
        self._boolean, self._vector = xr.ActionStateBoolean(), xr.ActionStateVector2f()
        self._boolean_ref, self._vector_ref = ctypes.byref(self._boolean), ctypes.byref(self._vector)
        self._presses = Presses()
        self._profile, self._profile_of = "", -1

    def _make_set(self) -> Any:
        handle = xr.ActionSet()
        info = xr.ActionSetCreateInfo("visit", "Visiting a scene", 0)
        result = self._functions.create_action_set(
            self._session.instance.handle, ctypes.byref(info), ctypes.byref(handle)
        )
        check(result, "making the action set")
        return handle

    def _make_action(self, name: str) -> Any:
        kind, shown = ACTIONS[name]
        handle = xr.Action()
        info = xr.ActionCreateInfo(
            action_name=name,
            action_type=_TYPES[kind],
            subaction_paths=(xr.Path * 2)(*self._hands),
            localized_action_name=shown,
        )
        check(self._functions.create_action(self._set, ctypes.byref(info), ctypes.byref(handle)), f"making {name}")
        return handle

    def _suggest(self, profile: str, suggested: list[tuple[str, str]]) -> None:
        instance = self._session.instance
        bindings = [xr.ActionSuggestedBinding(self._actions[name], instance.path(path)) for name, path in suggested]
        info = xr.InteractionProfileSuggestedBinding(instance.path(profile), suggested_bindings=bindings)
        result = self._functions.suggest_interaction_profile_bindings(instance.handle, ctypes.byref(info))
        check(result, f"suggesting bindings for {profile}")

    def _make_space(self, name: str, hand: int) -> Any:
        space = xr.Space()
        info = xr.ActionSpaceCreateInfo(self._actions[name], hand, xr.Posef())
        result = self._functions.create_action_space(self._session.handle, ctypes.byref(info), ctypes.byref(space))
        check(result, f"making the space of {name}")
        return space

    def read(self, time_ns: int) -> Controls:
        """All input for a frame's display time. Inactive controls where the runtime keeps the input to itself."""
        head = self._spaces.locate_head(time_ns)
        tracking_from_head = None if head is None else pose_matrix(head)
        result = check(self._functions.sync_actions(self._session.handle, self._sync_ref), "reading the controllers")
        focused = result != SESSION_NOT_FOCUSED
        if focused:
            self._presses.update(self._read_raw())
        else:
            self._presses.cancel()
        presses = self._presses
        return Controls(
            focused=focused,
            tracking_from_head=tracking_from_head,
            left=self._hand(0, time_ns) if focused else Hand(select_count=presses.select_counts[0]),
            right=self._hand(1, time_ns) if focused else Hand(select_count=presses.select_counts[1]),
            move=presses.move,
            turn_count=presses.turn_count,
            teleport=presses.aiming,
            teleport_count=presses.teleport_count,
            menu_count=presses.menu_count,
            recentre_count=presses.recentre_count + self._session.recentre_counts[self._spaces.kind],
            profile=self._current_profile(),
        )

    def _read_raw(self) -> RawInput:
        held = self._held
        return RawInput(
            select=(held("select", 0) is True, held("select", 1) is True),
            stick=(self._stick(0), self._stick(1)),
            stick_press=(held("stick_press", 0), held("stick_press", 1)),
            teleport=held("teleport", 1) is True,
            menu=held("menu", 0) is True,
            recentre=held("recentre", 1) is True,
        )

    def _held(self, name: str, hand: int) -> bool | None:
        """Whether a button is down; None where the controller has none for it."""
        get = self._functions.get_action_state_boolean
        check(get(self._session.handle, self._requests[name, hand], self._boolean_ref), f"reading {name}")
        return bool(self._boolean.current_state) if self._boolean.is_active else None

    def _stick(self, hand: int) -> tuple[float, float]:
        get = self._functions.get_action_state_vector2f
        check(get(self._session.handle, self._requests["stick", hand], self._vector_ref), "reading a stick")
        state = self._vector.current_state
        return (state.x, state.y) if self._vector.is_active else (0.0, 0.0)

    def _hand(self, hand: int, time_ns: int) -> Hand:
        grip = self._spaces.locate(self._grips[hand], time_ns)
        tracking_from_grip = None if grip is None else pose_matrix(grip)
        aim = self._spaces.locate(self._aims[hand], time_ns)
        tracking_from_aim = None if aim is None else pose_matrix(aim)
        presses = self._presses
        return Hand(tracking_from_grip, tracking_from_aim, presses.selecting(hand), presses.select_counts[hand])

    def _current_profile(self) -> str:
        if self._profile_of != self._session.profile_changes:
            self._profile_of = self._session.profile_changes
            state = xr.InteractionProfileState()
            ask = self._functions.get_current_interaction_profile
            check(ask(self._session.handle, self._hands[1], ctypes.byref(state)), "asking for the kind of controller")
            self._profile = self._session.instance.path_text(state.interaction_profile)
        return self._profile

    def pulse(self, hand: int, seconds: float, amplitude: float) -> None:
        """Lets a controller vibrate. `hand` 0 is left, 1 is right; `amplitude` 0 to 1."""
        vibration = xr.HapticVibration(amplitude=amplitude, duration=int(seconds * 1e9), frequency=0.0)
        header = ctypes.cast(ctypes.byref(vibration), ctypes.POINTER(xr.HapticBaseHeader))
        info = xr.HapticActionInfo(self._actions["haptic"], self._hands[hand])
        apply = self._functions.apply_haptic_feedback
        check(apply(self._session.handle, ctypes.byref(info), header), "letting a controller vibrate")

    def close(self) -> None:
        for space in (*self._grips, *self._aims):
            self._functions.destroy_space(space)
        self._functions.destroy_action_set(self._set)
