"""The action sets of a session: makes the actions, suggests bindings, reads them once a frame."""

from __future__ import annotations

import ctypes
import time
from typing import Any

from vr_app.openxr.bindings import ACTIONS, HANDS, SETS, Context, Handling, suggested
from vr_app.openxr.controls import Controls, Hand, Presses, RawInput, without_dead_zone
from vr_app.openxr.hand_joints import NO_JOINTS, HandJoints, SeenHand
from vr_app.openxr.library import xr
from vr_app.openxr.poses import pose_matrix
from vr_app.openxr.profiles import BARE_HANDS, PROFILES
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
    """The actions of a session, attached to it for good.

    Args:
        joints: bare hands, where the runtime sees any.
    """

    def __init__(
        self, session: Session, spaces: Spaces, handling: Handling | None = None, joints: HandJoints | None = None
    ) -> None:
        self._session, self._spaces, self._functions = session, spaces, session.functions
        self._handling = handling or Handling()
        self._joints = joints
        self._main = 0 if self._handling.left_handed else 1
        self._hands = [session.instance.path(hand) for hand in HANDS]
        self._sets: dict[Context, Any] = {name: self._make_set(name) for name in SETS}
        self._actions = {name: self._make_action(name) for name in ACTIONS}
        for profile in PROFILES:
            if not profile.extension or profile.extension in session.instance.extensions:
                self._suggest(profile.path, suggested(profile, self._handling.rebinding))
        self._grips = [self._make_space("grip_pose", hand) for hand in self._hands]
        self._aims = [self._make_space("aim_pose", hand) for hand in self._hands]
        info = xr.SessionActionSetsAttachInfo(action_sets=list(self._sets.values()))
        check(self._functions.attach_session_action_sets(session.handle, ctypes.byref(info)), "attaching the actions")
        self._syncs = {context: self._sync_of("visit", context) for context in ("walk", "panel")}
        self._requests = {
            (name, hand): ctypes.byref(xr.ActionStateGetInfo(action, self._hands[hand]))
            for name, action in self._actions.items()
            for hand in (0, 1)
        }
        self._boolean, self._vector = xr.ActionStateBoolean(), xr.ActionStateVector2f()
        self._boolean_ref, self._vector_ref = ctypes.byref(self._boolean), ctypes.byref(self._vector)
        self._presses = Presses(self._main)
        self._profiles, self._profiles_of = ["", ""], -1
        self._focused = self._at_panel = False

    def _make_set(self, name: Context) -> Any:
        handle = xr.ActionSet()
        shown, priority = SETS[name]
        info = xr.ActionSetCreateInfo(name, shown, priority)
        instance = self._session.instance.handle
        result = self._functions.create_action_set(instance, ctypes.byref(info), ctypes.byref(handle))
        check(result, f"making the actions {shown!r}")
        return handle

    def _sync_of(self, *names: Context) -> tuple[Any, Any]:
        """The structure that asks for some of the sets, and the reference to pass."""
        info = xr.ActionsSyncInfo(active_action_sets=[xr.ActiveActionSet(self._sets[name], 0) for name in names])
        return info, ctypes.byref(info)

    def _make_action(self, name: str) -> Any:
        kind, shown, context = ACTIONS[name]
        handle = xr.Action()
        info = xr.ActionCreateInfo(
            action_name=name,
            action_type=_TYPES[kind],
            subaction_paths=(xr.Path * 2)(*self._hands),
            localized_action_name=shown,
        )
        result = self._functions.create_action(self._sets[context], ctypes.byref(info), ctypes.byref(handle))
        check(result, f"making {name}")
        return handle

    def _suggest(self, profile: str, paths: list[tuple[str, str]]) -> None:
        instance = self._session.instance
        bindings = [xr.ActionSuggestedBinding(self._actions[name], instance.path(path)) for name, path in paths]
        info = xr.InteractionProfileSuggestedBinding(instance.path(profile), suggested_bindings=bindings)
        result = self._functions.suggest_interaction_profile_bindings(instance.handle, ctypes.byref(info))
        check(result, f"suggesting bindings for {profile}")

    def _make_space(self, name: str, hand: int) -> Any:
        space = xr.Space()
        info = xr.ActionSpaceCreateInfo(self._actions[name], hand, xr.Posef())
        result = self._functions.create_action_space(self._session.handle, ctypes.byref(info), ctypes.byref(space))
        check(result, f"making the space of {name}")
        return space

    def sync(self, *, at_panel: bool = False) -> None:
        """Takes in what was pressed, once a frame: after `xrWaitFrame` and before `xrBeginFrame`, as is best practice.

        Args:
            at_panel: a panel has the sticks now; the wearer does not move.
        """
        sync = self._syncs["panel" if at_panel else "walk"][1]
        result = check(self._functions.sync_actions(self._session.handle, sync), "reading the controllers")
        self._focused, self._at_panel = result != SESSION_NOT_FOCUSED, at_panel

    def read(self, time_ns: int) -> Controls:
        """What was taken in, and poses for a frame's display time. At rest where the runtime keeps the input."""
        head = self._spaces.locate_head(time_ns)
        tracking_from_head = None if head is None else pose_matrix(head)
        focused, at_panel = self._focused, self._at_panel
        self._ask_profiles()
        seen = self._joints.read(time_ns) if focused and self._joints is not None else (NO_JOINTS, NO_JOINTS)
        presses = self._presses
        if focused:
            presses.update(self._read_raw(seen, at_panel=at_panel), time.monotonic())
        else:
            presses.cancel()
        moved = self._session.recentre_counts[self._spaces.kind]
        scroll = self._stick("scroll", self._main) if focused and at_panel else (0.0, 0.0)
        return Controls(
            focused=focused,
            tracking_from_head=tracking_from_head,
            left=self._hand(0, time_ns, seen[0]) if focused else Hand(select_count=presses.select_counts[0]),
            right=self._hand(1, time_ns, seen[1]) if focused else Hand(select_count=presses.select_counts[1]),
            main="left" if self._main == 0 else "right",
            move=presses.move,
            turn=presses.turn,
            scroll=without_dead_zone(scroll),
            turn_count=presses.turn_count,
            teleport=presses.aiming,
            aiming="left" if presses.aiming_hand == 0 else "right",
            teleport_count=presses.teleport_count,
            menu_count=presses.menu_count,
            start_count=presses.start_count,
            safe_count=presses.safe_count,
            recentre_count=presses.recentre_count + moved,
            moved_count=moved,
            profile=self._profiles[self._main],
            worn=self._session.worn,
        )

    def _read_raw(self, seen: tuple[SeenHand, SeenHand], *, at_panel: bool) -> RawInput:
        def held(name: str) -> tuple[bool | None, bool | None]:
            return self._held(name, 0), self._held(name, 1)

        select, grab = held("select"), held("grab")
        pressed = (None, None) if at_panel else held("stick_press")
        return RawInput(
            select=(bool(select[0]) or self._bare(0, seen).pinching, bool(select[1]) or self._bare(1, seen).pinching),
            grab=(bool(grab[0]) or self._bare(0, seen).closed, bool(grab[1]) or self._bare(1, seen).closed),
            stick=((0.0, 0.0), (0.0, 0.0)) if at_panel else (self._stick("stick", 0), self._stick("stick", 1)),
            stick_press=pressed,
            bare=(self._bare(0, seen).joints is not None, self._bare(1, seen).joints is not None),
            may_aim=not at_panel,
            teleport=not at_panel and any(held("teleport")),
            menu=any(held("menu")),
            recentre=not at_panel and any(held("recentre")),
        )

    def _bare(self, hand: int, seen: tuple[SeenHand, SeenHand]) -> SeenHand:
        """The hand where it holds no controller: a hand round a controller looks like a pinch."""
        return seen[hand] if self._profiles[hand] in BARE_HANDS else NO_JOINTS

    def _held(self, name: str, hand: int) -> bool | None:
        """Whether a button is down; None where the controller has none for it."""
        get = self._functions.get_action_state_boolean
        check(get(self._session.handle, self._requests[name, hand], self._boolean_ref), f"reading {name}")
        return bool(self._boolean.current_state) if self._boolean.is_active else None

    def _stick(self, name: str, hand: int) -> tuple[float, float]:
        get = self._functions.get_action_state_vector2f
        check(get(self._session.handle, self._requests[name, hand], self._vector_ref), "reading a stick")
        state = self._vector.current_state
        return (state.x, state.y) if self._vector.is_active else (0.0, 0.0)

    def _hand(self, hand: int, time_ns: int, seen: SeenHand) -> Hand:
        grip = self._spaces.locate(self._grips[hand], time_ns)
        tracking_from_grip = None if grip is None else pose_matrix(grip)
        aim = self._spaces.locate(self._aims[hand], time_ns)
        tracking_from_aim = None if aim is None else pose_matrix(aim)
        if tracking_from_aim is None:
            tracking_from_aim = seen.tracking_from_aim
        presses = self._presses
        return Hand(
            tracking_from_grip if tracking_from_grip is not None else seen.tracking_from_palm,
            tracking_from_aim,
            presses.selecting(hand),
            presses.select_counts[hand],
            presses.grabbing(hand),
            seen.joints,
            seen.facing,
            self._profiles[hand] not in BARE_HANDS,
        )

    def _ask_profiles(self) -> None:
        """Which controller each hand holds: asked again only when the runtime says that it has changed."""
        if self._profiles_of != self._session.profile_changes:
            self._profiles_of = self._session.profile_changes
            ask = self._functions.get_current_interaction_profile
            for number, hand in enumerate(self._hands):
                state = xr.InteractionProfileState()
                check(ask(self._session.handle, hand, ctypes.byref(state)), "asking for the kind of controller")
                self._profiles[number] = self._session.instance.path_text(state.interaction_profile)

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
        for action_set in self._sets.values():
            self._functions.destroy_action_set(action_set)
