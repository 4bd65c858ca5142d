"""An OpenXR runtime in Python, in place of `vr_app.openxr.functions.OpenXrFunctions`.

It keeps to the order of calls (and answers XR_ERROR_CALL_ORDER_INVALID where we do not), and does on demand what no
real runtime does: lose the session, discard a frame, have no headset, hand out no image.
"""

from __future__ import annotations

import ctypes
import time
from collections import Counter, deque
from collections.abc import Sequence
from typing import Any

from vr_app.openxr.library import xr
from vr_app.openxr.session_state import SessionState

CALL_ORDER_INVALID = -37
LAYER_INVALID = -23
BLEND_MODE_UNSUPPORTED = -42
PERIOD_NS = 11_111_111
PROFILE = "/interaction_profiles/oculus/touch_controller"
EXTENSIONS = (
    "XR_KHR_opengl_enable",
    "XR_MNDX_egl_enable",
    "XR_KHR_convert_timespec_time",
    "XR_KHR_win32_convert_performance_counter_time",
)


def _give(reference: Any, value: int) -> None:
    """Writes an integer into whatever 8-byte handle or number a `byref` points at."""
    ctypes.memmove(reference, ctypes.byref(ctypes.c_uint64(value)), 8)


class FakeOpenXrFunctions:
    """Set the fields before a call; `calls` counts what was called.

    Attributes:
        results: function name -> code that its next calls return instead of doing anything.
        should_render: as in XrFrameState.
        tracked: whether eyes, head and hands can be located.
        focused: whether actions can be read.
        booleans: (action name, hand path) -> pressed. Absent means that the controller has no such button.
        sticks: hand path -> deflection.
        head: position in metres.
        blend_modes: what environments the runtime has.
        cameras: whether the headset can look through them.
        passthrough_on: whether they run; None before they were asked for.
        masks: (corners, indices) of what each eye's lens hides; None for nothing.
        made_formats: of each swapchain that was made.
        ends: of each frame: blend mode, number of layers, flags of the scene's layer (the last one).
    """

    def __init__(
        self,
        *,
        extensions: Sequence[str] = EXTENSIONS,
        spaces: Sequence[int] = (1, 2, 1000426000, 3),
        formats: Sequence[int] = (0x8058, 0x8C43),
        api_minor: int = 1,
        convert_time: bool = True,
        blend_modes: Sequence[int] = (1,),
        cameras: bool = True,
        name: str = "Pretended runtime",
        broken_formats: Sequence[int] = (),
    ) -> None:
        self.name, self.broken_formats = name, broken_formats
        self.made_formats: list[int] = []
        self.extensions, self.spaces, self.formats = extensions, spaces, formats
        self.api_minor, self.convert_time = api_minor, convert_time
        self.blend_modes, self.cameras = blend_modes, cameras
        self.passthrough_on: bool | None = None
        self.needed_opengl = (4, 3)
        self.masks: list[tuple[list[tuple[float, float]], list[int]] | None] = [None, None]
        self.ends: list[tuple[int, int, int]] = []
        self.results: dict[str, int] = {}
        self.calls: Counter[str] = Counter()
        self.should_render = self.tracked = self.focused = True
        self.booleans: dict[tuple[str, str], bool] = {}
        self.sticks: dict[str, tuple[float, float]] = {}
        self.head = (0.0, 1.6, 0.0)
        self.synced_late = 0
        self.enabled: list[str] = []
        self.layer_counts: list[int] = []
        self.space_poses: list[tuple[int, float]] = []
        self._events: deque[Any] = deque()
        self._paths: list[str] = [""]
        self._handles = 100
        self._names: dict[int, str] = {}
        self._running = self._waited = self._begun = False
        self._images: dict[int, str] = {}
        self._released: set[int] = set()
        self._time_ns = time.monotonic_ns()

    def __getattribute__(self, name: str) -> Any:
        """Counts calls and applies `results`."""
        found = super().__getattribute__(name)
        if name.startswith(("_", "queue_")) or not callable(found) or name == "extension":
            return found

        def call(*arguments: Any) -> int:
            self.calls[name] += 1
            return self.results[name] if name in self.results else found(*arguments)

        return call

    # ------------------------------------------------------------------ what a test makes happen

    def queue_state(self, *states: SessionState) -> None:
        for state in states:
            kind = xr.StructureType.EVENT_DATA_SESSION_STATE_CHANGED.value
            self._events.append((kind, xr.EventDataSessionStateChanged, {"_state": int(state)}))

    def queue_recentre(self, space_kind: int) -> None:
        kind = xr.StructureType.EVENT_DATA_REFERENCE_SPACE_CHANGE_PENDING.value
        fields = {"_reference_space_type": space_kind}
        self._events.append((kind, xr.EventDataReferenceSpaceChangePending, fields))

    def queue_presence(self, present: bool) -> None:
        kind = xr.StructureType.EVENT_DATA_USER_PRESENCE_CHANGED_EXT.value
        self._events.append((kind, xr.EventDataUserPresenceChangedEXT, {"is_user_present": present}))

    def queue_mask_change(self) -> None:
        kind = xr.StructureType.EVENT_DATA_VISIBILITY_MASK_CHANGED_KHR.value
        self._events.append((kind, xr.EventDataVisibilityMaskChangedKHR, {}))

    # ------------------------------------------------------------------ instance

    def enumerate_instance_extension_properties(self, layer: Any, capacity: int, count: Any, properties: Any) -> int:
        count._obj.value = len(self.extensions)
        if capacity:
            for slot, name in zip(properties, self.extensions, strict=True):
                slot.extension_name = name.encode()
        return 0

    def create_instance(self, info: Any, instance: Any) -> int:
        version = info._obj.application_info._api_version
        if (version >> 32) & 0xFFFF > self.api_minor:
            return -4
        count = info._obj.enabled_extension_count
        self.enabled = [info._obj._enabled_extension_names[i].decode() for i in range(count)]
        _give(instance, 1)
        return 0

    def destroy_instance(self, instance: Any) -> int:
        return 0

    def get_instance_properties(self, instance: Any, properties: Any) -> int:
        properties._obj.runtime_name = self.name.encode()
        return 0

    def poll_event(self, instance: Any, event: Any) -> int:
        if not self._events:
            return 4
        kind, structure, fields = self._events.popleft()
        data = ctypes.cast(event, ctypes.POINTER(structure)).contents
        for name, value in fields.items():
            setattr(data, name, value)
        data._type = kind
        return 0

    def string_to_path(self, instance: Any, text: bytes, path: Any) -> int:
        name = text.decode()
        if name not in self._paths:
            self._paths.append(name)
        path._obj.value = self._paths.index(name)
        return 0

    def path_to_string(self, instance: Any, path: int, capacity: int, count: Any, buffer: Any) -> int:
        buffer.value = self._paths[path].encode()
        return 0

    def get_system(self, instance: Any, info: Any, system: Any) -> int:
        _give(system, 7)
        return 0

    def get_system_properties(self, instance: Any, system: int, properties: Any) -> int:
        properties._obj.system_name = b"Pretended headset"
        if properties._obj._next:
            cameras = ctypes.cast(properties._obj._next, ctypes.POINTER(xr.SystemPassthroughPropertiesFB)).contents
            cameras.supports_passthrough = self.cameras
        return 0

    def enumerate_view_configuration_views(
        self, instance: Any, system: int, kind: int, capacity: int, count: Any, views: Any
    ) -> int:
        count._obj.value = 2
        for view in views or ():
            view.recommended_image_rect_width, view.recommended_image_rect_height = 640, 480
        return 0

    def enumerate_environment_blend_modes(
        self, instance: Any, system: int, kind: int, capacity: int, count: Any, modes: Any
    ) -> int:
        count._obj.value = len(self.blend_modes)
        if modes is not None:
            modes[:] = self.blend_modes
        return 0

    def extension(self, instance: Any, name: str, types: Sequence[Any]) -> Any:
        if name == "xrGetOpenGLGraphicsRequirementsKHR":
            return self._requirements
        if name == "xrConvertTimeToTimespecTimeKHR" and self.convert_time:
            return self._to_timespec
        if name == "xrGetVisibilityMaskKHR":
            return self._visibility_mask
        if "Passthrough" in name:
            return {
                "xrCreatePassthroughFB": lambda session, info, made: self._new_handle(made),
                "xrCreatePassthroughLayerFB": lambda session, info, made: self._new_handle(made),
                "xrPassthroughStartFB": lambda feature: self._run_cameras(True),
                "xrPassthroughPauseFB": lambda feature: self._run_cameras(False),
            }.get(name, lambda handle: 0)
        return None

    def _requirements(self, instance: Any, system: int, requirements: Any) -> int:
        requirements._obj._min_api_version_supported = self.needed_opengl[0] << 48 | self.needed_opengl[1] << 32
        return 0

    def _run_cameras(self, on: bool) -> int:
        self.passthrough_on = on
        return 0

    def _visibility_mask(self, session: Any, kind: int, eye: int, wanted: int, mask: Any) -> int:
        found = mask._obj
        corners, indices = self.masks[eye] or ([], [])
        found.vertex_count_output, found.index_count_output = len(corners), len(indices)
        if found.vertex_capacity_input:
            for number, (x, y) in enumerate(corners):
                found.vertices[number] = xr.Vector2f(x, y)
            for number, index in enumerate(indices):
                found.indices[number] = index
        return self.results.get("visibility_mask", 0)

    @staticmethod
    def _to_timespec(instance: Any, time_ns: int, moment: Any) -> int:
        moment._obj.seconds, moment._obj.nanoseconds = divmod(time_ns, 1_000_000_000)
        return 0

    # ------------------------------------------------------------------ session

    def create_session(self, instance: Any, info: Any, session: Any) -> int:
        _give(session, 2)
        self._running = self._waited = self._begun = False
        self.queue_state(SessionState.IDLE, SessionState.READY)
        return 0

    def destroy_session(self, session: Any) -> int:
        self._events.clear()
        return 0

    def begin_session(self, session: Any, info: Any) -> int:
        if self._running:
            return -14
        self._running = True
        self.queue_state(SessionState.SYNCHRONIZED, SessionState.VISIBLE, SessionState.FOCUSED)
        return 0

    def end_session(self, session: Any) -> int:
        if not self._running:
            return -16
        self._running = False
        self.queue_state(SessionState.IDLE, SessionState.EXITING)
        return 0

    def request_exit_session(self, session: Any) -> int:
        if not self._running:
            return -16
        self.queue_state(SessionState.VISIBLE, SessionState.SYNCHRONIZED, SessionState.STOPPING)
        return 0

    def wait_frame(self, session: Any, info: Any, state: Any) -> int:
        if not self._running:
            return -16
        if self._waited:
            return CALL_ORDER_INVALID
        self._waited = True
        self._time_ns += PERIOD_NS
        state._obj.predicted_display_time = self._time_ns
        state._obj.predicted_display_period = PERIOD_NS
        state._obj.should_render = self.should_render
        return 0

    def begin_frame(self, session: Any, info: Any) -> int:
        if not self._waited:
            return CALL_ORDER_INVALID
        discarded, self._begun, self._waited = self._begun, True, False
        return 9 if discarded else 0

    def end_frame(self, session: Any, info: Any) -> int:
        if not self._begun:
            return CALL_ORDER_INVALID
        if info._obj.layer_count and not self._released:
            return LAYER_INVALID
        if info._obj._environment_blend_mode not in self.blend_modes:
            return BLEND_MODE_UNSUPPORTED
        count = info._obj.layer_count
        flags = info._obj._layers[count - 1].contents._layer_flags if count else 0
        self.ends.append((info._obj._environment_blend_mode, count, flags))
        self._begun = False
        self.layer_counts.append(info._obj.layer_count)
        return 0

    def locate_views(self, session: Any, info: Any, state: Any, capacity: int, count: Any, views: Any) -> int:
        state._obj._view_state_flags = 0xF if self.tracked else 0
        for side, view in zip((-1, 1), views, strict=True):
            x, y, z = self.head
            view.pose = xr.Posef(xr.Quaternionf(0, 0, 0, 1), xr.Vector3f(x + side * 0.032, y, z))
            view.fov = xr.Fovf(-0.8, 0.8, 0.7, -0.7)
        return 0

    # ------------------------------------------------------------------ spaces

    def enumerate_reference_spaces(self, session: Any, capacity: int, count: Any, spaces: Any) -> int:
        count._obj.value = len(self.spaces)
        if spaces is not None:
            spaces[:] = self.spaces
        return 0

    def create_reference_space(self, session: Any, info: Any, space: Any) -> int:
        self.space_poses.append((info._obj._reference_space_type, info._obj.pose_in_reference_space.position.y))
        return self._new_handle(space)

    def create_action_space(self, session: Any, info: Any, space: Any) -> int:
        return self._new_handle(space)

    def _new_handle(self, reference: Any, name: str = "") -> int:
        self._handles += 1
        self._names[self._handles] = name
        _give(reference, self._handles)
        return 0

    def locate_space(self, space: Any, base: Any, time_ns: int, location: Any) -> int:
        location._obj._location_flags = 0xF if self.tracked else 0
        location._obj.pose = xr.Posef(xr.Quaternionf(0, 0, 0, 1), xr.Vector3f(*self.head))
        return 0

    def destroy_space(self, space: Any) -> int:
        return 0

    # ------------------------------------------------------------------ images

    def enumerate_swapchain_formats(self, session: Any, capacity: int, count: Any, formats: Any) -> int:
        count._obj.value = len(self.formats)
        if formats is not None:
            formats[:] = self.formats
        return 0

    def create_swapchain(self, session: Any, info: Any, chain: Any) -> int:
        if info._obj.format in self.broken_formats:
            return -26
        self.made_formats.append(info._obj.format)
        return self._new_handle(chain)

    def destroy_swapchain(self, chain: Any) -> int:
        return 0

    def enumerate_swapchain_images(self, chain: Any, capacity: int, count: Any, images: Any) -> int:
        count._obj.value = 2
        if images is not None:
            of_opengl = ctypes.cast(images, ctypes.POINTER(xr.SwapchainImageOpenGLKHR))
            for index in range(2):
                of_opengl[index].image = 11 + index
        return 0

    def acquire_swapchain_image(self, chain: Any, info: Any, index: Any) -> int:
        key = ctypes.cast(chain, ctypes.c_void_p).value or 0
        if key in self._images:
            return CALL_ORDER_INVALID
        self._images[key] = "acquired"
        index._obj.value = 0
        return 0

    def wait_swapchain_image(self, chain: Any, info: Any) -> int:
        key = ctypes.cast(chain, ctypes.c_void_p).value or 0
        if self._images.get(key) != "acquired":
            return CALL_ORDER_INVALID
        self._images[key] = "held"
        return 0

    def release_swapchain_image(self, chain: Any, info: Any) -> int:
        key = ctypes.cast(chain, ctypes.c_void_p).value or 0
        if self._images.pop(key, "") != "held":
            return CALL_ORDER_INVALID
        self._released.add(key)
        return 0

    # ------------------------------------------------------------------ actions

    def create_action_set(self, instance: Any, info: Any, handle: Any) -> int:
        return self._new_handle(handle)

    def destroy_action_set(self, handle: Any) -> int:
        return 0

    def create_action(self, action_set: Any, info: Any, handle: Any) -> int:
        return self._new_handle(handle, info._obj.action_name.decode())

    def suggest_interaction_profile_bindings(self, instance: Any, info: Any) -> int:
        return 0

    def attach_session_action_sets(self, session: Any, info: Any) -> int:
        return 0

    def get_current_interaction_profile(self, session: Any, hand: int, state: Any) -> int:
        self.string_to_path(None, PROFILE.encode(), ctypes.byref(path := xr.Path()))
        state._obj.interaction_profile = path.value
        return 0

    def sync_actions(self, session: Any, info: Any) -> int:
        self.synced_late += self._begun
        return 0 if self.focused else 8

    def _asked(self, request: Any) -> tuple[str, str]:
        action = ctypes.cast(request._obj.action, ctypes.c_void_p).value or 0
        return self._names[action], self._paths[request._obj.subaction_path]

    def get_action_state_boolean(self, session: Any, request: Any, state: Any) -> int:
        pressed = self.booleans.get(self._asked(request))
        state._obj.is_active, state._obj.current_state = pressed is not None, bool(pressed)
        return 0

    def get_action_state_vector2f(self, session: Any, request: Any, state: Any) -> int:
        stick = self.sticks.get(self._asked(request)[1])
        state._obj.is_active = stick is not None
        state._obj.current_state = xr.Vector2f(*(stick or (0.0, 0.0)))
        return 0

    def apply_haptic_feedback(self, session: Any, info: Any, feedback: Any) -> int:
        return 0
