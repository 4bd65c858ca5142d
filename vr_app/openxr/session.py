"""An XrSession: follows the runtime's state changes and keeps the order of the frame calls."""

from __future__ import annotations

import ctypes
import logging
from collections import Counter
from typing import Any

from vr_app.kernel.errors import DeviceError
from vr_app.openxr.graphics_binding import GraphicsBinding
from vr_app.openxr.instance import Instance
from vr_app.openxr.library import xr
from vr_app.openxr.results import check
from vr_app.openxr.session_state import Duty, SessionState, duty_on_entering

log = logging.getLogger(__name__)

_STATE_CHANGED = xr.StructureType.EVENT_DATA_SESSION_STATE_CHANGED.value
_INSTANCE_LOSS = xr.StructureType.EVENT_DATA_INSTANCE_LOSS_PENDING.value
_SPACE_CHANGE = xr.StructureType.EVENT_DATA_REFERENCE_SPACE_CHANGE_PENDING.value
_PRESENCE_CHANGED = xr.StructureType.EVENT_DATA_USER_PRESENCE_CHANGED_EXT.value
_RATE_CHANGED = xr.StructureType.EVENT_DATA_DISPLAY_REFRESH_RATE_CHANGED_FB.value
_MASK_CHANGED = xr.StructureType.EVENT_DATA_VISIBILITY_MASK_CHANGED_KHR.value
_MODELS_CHANGED = xr.StructureType.EVENT_DATA_INTERACTION_RENDER_MODELS_CHANGED_EXT.value
_EVENTS_LOST = xr.StructureType.EVENT_DATA_EVENTS_LOST.value
_PROFILE_CHANGED = xr.StructureType.EVENT_DATA_INTERACTION_PROFILE_CHANGED.value
_PRIMARY_STEREO = xr.ViewConfigurationType.PRIMARY_STEREO


class Session:
    """A session on one graphics context. All calls on the thread that has the context current.

    Attributes:
        handle: XrSession.
        state: the last state the runtime told.
        running: frames may be waited for.
        ended: the runtime wants us gone for good.
        recentre_counts: how often the runtime moved the origin of each reference space (the wearer asked it to).
        profile_changes: how often the controllers changed.
        model_changes: how often the runtime has other models of controllers.
        mask_changes: how often the part of the picture that the lenses show changed.
        worn: False once the runtime says that nobody wears the headset.

    Raises: DeviceError where the runtime does not take the context.
    """

    def __init__(self, instance: Instance, system_id: int, graphics: GraphicsBinding) -> None:
        self.instance = instance
        self.functions = instance.functions
        self.state = SessionState.UNKNOWN
        self.running = False
        self.ended = False
        self.recentre_counts: Counter[int] = Counter()
        self.profile_changes = self.mask_changes = self.model_changes = 0
        self.worn = True
        self._graphics = graphics
        _ask_graphics_requirements(instance, system_id)
        self.handle = xr.Session()
        info = xr.SessionCreateInfo(system_id=system_id, next=graphics.structure)
        result = self.functions.create_session(instance.handle, ctypes.byref(info), ctypes.byref(self.handle))
        check(result, "starting a session")
        self._frame_state = xr.FrameState()
        self._frame_state_ref = ctypes.byref(self._frame_state)
        self._wait_ref = ctypes.byref(xr.FrameWaitInfo())
        self._begin_ref = ctypes.byref(xr.FrameBeginInfo())

    def handle_events(self) -> None:
        """Takes all waiting events.

        Raises: DeviceError(recoverable=True) on LOSS_PENDING and where the runtime is gone.
        """
        while (event := self.instance.poll()) is not None:
            kind = event._type
            if kind == _STATE_CHANGED:
                changed = ctypes.cast(ctypes.byref(event), ctypes.POINTER(xr.EventDataSessionStateChanged)).contents
                self._enter(SessionState(changed._state))
            elif kind == _SPACE_CHANGE:
                pending = ctypes.POINTER(xr.EventDataReferenceSpaceChangePending)
                moved = ctypes.cast(ctypes.byref(event), pending).contents
                self.recentre_counts[moved._reference_space_type] += 1
            elif kind in (_PROFILE_CHANGED, _EVENTS_LOST):
                self.profile_changes += 1
            elif kind == _MODELS_CHANGED:
                self.model_changes += 1
            elif kind == _MASK_CHANGED:
                self.mask_changes += 1
            elif kind == _PRESENCE_CHANGED:
                presence = ctypes.cast(ctypes.byref(event), ctypes.POINTER(xr.EventDataUserPresenceChangedEXT)).contents
                self.worn = bool(presence.is_user_present)
                log.info("the headset is %s", "worn" if self.worn else "taken off")
            elif kind == _RATE_CHANGED:
                changed = ctypes.POINTER(xr.EventDataDisplayRefreshRateChangedFB)
                log.info(
                    "the headset shows %.0f pictures a second",
                    ctypes.cast(ctypes.byref(event), changed).contents.to_display_refresh_rate,
                )
            elif kind == _INSTANCE_LOSS:
                raise DeviceError("The OpenXR runtime is about to stop", recoverable=True)

    def _enter(self, state: SessionState) -> None:
        log.info("session state %s", state.name)
        self.state = state
        duty = duty_on_entering(state, running=self.running)
        if duty is Duty.BEGIN:
            info = xr.SessionBeginInfo(_PRIMARY_STEREO)
            check(self.functions.begin_session(self.handle, ctypes.byref(info)), "beginning the session")
            self.running = True
        elif duty is Duty.END:
            self.running = False
            check(self.functions.end_session(self.handle), "ending the session")
        elif duty is Duty.RECONNECT:
            self.running = False
            raise DeviceError("The connection to the headset is being lost", recoverable=True)
        elif duty is Duty.LEAVE:
            self.running = False
            self.ended = True

    def wait_frame(self) -> Any:
        """Waits for the runtime's next frame. Returns an `xr.FrameState`, overwritten by the next call."""
        check(self.functions.wait_frame(self.handle, self._wait_ref, self._frame_state_ref), "waiting for a frame")
        return self._frame_state

    def begin_frame(self) -> None:
        """A frame that was begun before and never ended is discarded by the runtime; that is no error."""
        check(self.functions.begin_frame(self.handle, self._begin_ref), "beginning a frame")

    def end_frame(self, end_info_ref: Any) -> None:
        check(self.functions.end_frame(self.handle, end_info_ref), "handing a frame over")

    def request_exit(self) -> None:
        """Asks the runtime to end the session; STOPPING and EXITING follow as events."""
        if self.running:
            check(self.functions.request_exit_session(self.handle), "asking to leave")

    def close(self) -> None:
        """Ends the session in whatever state it is. A runtime that is gone already is no error."""
        if self.handle:
            self.functions.destroy_session(self.handle)
            self.handle = xr.Session()
        self.running = False


def _ask_graphics_requirements(instance: Instance, system_id: int) -> None:
    """Must be called before a session is made. Raises: DeviceError where the runtime asks for more than OpenGL 4.5."""
    requirements = xr.GraphicsRequirementsOpenGLKHR()
    types = [xr.Instance, xr.SystemId, ctypes.POINTER(xr.GraphicsRequirementsOpenGLKHR)]
    ask = instance.functions.extension(instance.handle, "xrGetOpenGLGraphicsRequirementsKHR", types)
    if ask is None:
        raise DeviceError(f"{instance.runtime_name} cannot show OpenGL pictures", recoverable=False)
    check(ask(instance.handle, system_id, ctypes.byref(requirements)), "asking which OpenGL is needed")
    packed = requirements._min_api_version_supported
    needed = (packed >> 48, packed >> 32 & 0xFFFF)
    if needed > (4, 5):
        words = f"{instance.runtime_name} asks for OpenGL {needed[0]}.{needed[1]}, Virgil draws with 4.5"
        raise DeviceError(f"{words}; choose another runtime (vr-app runtimes)", recoverable=False)
