"""OpenXR's C functions, each returning its XrResult as an int.

pyopenxr gives the structures; its function wrappers are not used, as they raise on qualified success codes and allocate
per call. Tests put an object with the same attributes in this one's place.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import Any

from vr_app.openxr.library import xr

Function = Callable[..., int]


class OpenXrFunctions:
    """The functions that we call. Handles and structures go in and out by `ctypes.byref`."""

    def __init__(self) -> None:
        core = self._core
        self.enumerate_instance_extension_properties = core("xrEnumerateInstanceExtensionProperties")
        self.create_instance = core("xrCreateInstance")
        self.destroy_instance = core("xrDestroyInstance")
        self.get_instance_properties = core("xrGetInstanceProperties")
        self.poll_event = core("xrPollEvent")
        self.string_to_path = core("xrStringToPath")
        self.path_to_string = core("xrPathToString")
        self.get_system = core("xrGetSystem")
        self.get_system_properties = core("xrGetSystemProperties")
        self.enumerate_view_configuration_views = core("xrEnumerateViewConfigurationViews")
        self.enumerate_environment_blend_modes = core("xrEnumerateEnvironmentBlendModes")
        self.create_session = core("xrCreateSession")
        self.destroy_session = core("xrDestroySession")
        self.begin_session = core("xrBeginSession")
        self.end_session = core("xrEndSession")
        self.request_exit_session = core("xrRequestExitSession")
        self.enumerate_reference_spaces = core("xrEnumerateReferenceSpaces")
        self.create_reference_space = core("xrCreateReferenceSpace")
        self.create_action_space = core("xrCreateActionSpace")
        self.locate_space = core("xrLocateSpace")
        self.destroy_space = core("xrDestroySpace")
        self.enumerate_swapchain_formats = core("xrEnumerateSwapchainFormats")
        self.create_swapchain = core("xrCreateSwapchain")
        self.destroy_swapchain = core("xrDestroySwapchain")
        self.enumerate_swapchain_images = core("xrEnumerateSwapchainImages")
        self.acquire_swapchain_image = core("xrAcquireSwapchainImage")
        self.wait_swapchain_image = core("xrWaitSwapchainImage")
        self.release_swapchain_image = core("xrReleaseSwapchainImage")
        self.wait_frame = core("xrWaitFrame")
        self.begin_frame = core("xrBeginFrame")
        self.end_frame = core("xrEndFrame")
        self.locate_views = core("xrLocateViews")
        self.create_action_set = core("xrCreateActionSet")
        self.destroy_action_set = core("xrDestroyActionSet")
        self.create_action = core("xrCreateAction")
        self.suggest_interaction_profile_bindings = core("xrSuggestInteractionProfileBindings")
        self.attach_session_action_sets = core("xrAttachSessionActionSets")
        self.get_current_interaction_profile = core("xrGetCurrentInteractionProfile")
        self.sync_actions = core("xrSyncActions")
        self.get_action_state_boolean = core("xrGetActionStateBoolean")
        self.get_action_state_vector2f = core("xrGetActionStateVector2f")
        self.apply_haptic_feedback = core("xrApplyHapticFeedback")
        self._get_instance_proc_addr = core("xrGetInstanceProcAddr")

    def extension(self, instance: Any, name: str, argument_types: Sequence[Any]) -> Function | None:
        """A function of an enabled extension, or None where the runtime does not give it."""
        address = xr.PFN_xrVoidFunction()
        if self._get_instance_proc_addr(instance, name.encode(), ctypes.byref(address)) < 0 or not address:
            return None
        return ctypes.cast(address, ctypes.CFUNCTYPE(ctypes.c_int, *argument_types))

    @staticmethod
    def _core(name: str) -> Function:
        function = xr.library.openxr_loader_library[name]
        function.argtypes = getattr(xr.raw_functions, name).argtypes
        function.restype = ctypes.c_int
        return function


def enumerate_all(function: Function, *before: Any, make: Callable[[int], Any]) -> tuple[int, Any]:
    """OpenXR's two-call idiom: ask for the count, then for the elements.

    Args:
        function: called as `function(*before, capacity, byref(count), elements)`.
        make: makes the ctypes array for a count.

    Returns: the last result code and the array (empty where the first call failed).
    """
    count = ctypes.c_uint32(0)
    result = function(*before, 0, ctypes.byref(count), None)
    elements = make(count.value if result >= 0 else 0)
    if result >= 0 and count.value:
        result = function(*before, count.value, ctypes.byref(count), elements)
    return result, elements
