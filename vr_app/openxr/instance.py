"""The connection to the runtime: which extensions it offers, which we take, its events, its headset."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

from vr_app.openxr.functions import OpenXrFunctions, enumerate_all
from vr_app.openxr.library import xr
from vr_app.openxr.results import ERROR_API_VERSION_UNSUPPORTED, EVENT_UNAVAILABLE, check

_API_VERSIONS = ((1, 1), (1, 0))


class Instance:
    """An XrInstance with those of the wanted extensions that the runtime offers.

    Attributes:
        handle: XrInstance.
        extensions: the enabled ones.
        api_version: (major, minor) the runtime agreed to.
        runtime_name: as it calls itself.

    Raises: DeviceError where there is no runtime or it does not answer.
    """

    def __init__(self, functions: OpenXrFunctions, application_name: str, wanted: Sequence[str]) -> None:
        self.functions = functions
        offered = offered_extensions(functions)
        self.extensions = tuple(name for name in wanted if name in offered)
        self.handle = xr.Instance()
        self.api_version = self._create(application_name)
        properties = xr.InstanceProperties()
        check(functions.get_instance_properties(self.handle, ctypes.byref(properties)), "asking the runtime's name")
        self.runtime_name = properties.runtime_name.decode("utf-8", "replace")
        self._event = xr.EventDataBuffer()
        self._event_ref = ctypes.byref(self._event)

    def _create(self, application_name: str) -> tuple[int, int]:
        for major, minor in _API_VERSIONS:
            application = xr.ApplicationInfo(application_name, 1, application_name, 1, xr.Version(major, minor, 0))
            info = xr.InstanceCreateInfo(application_info=application, enabled_extension_names=list(self.extensions))
            result = self.functions.create_instance(ctypes.byref(info), ctypes.byref(self.handle))
            if result != ERROR_API_VERSION_UNSUPPORTED or (major, minor) == _API_VERSIONS[-1]:
                check(result, "connecting to the OpenXR runtime")
                return major, minor
        raise AssertionError("the last version either connects or raises")

    def poll(self) -> Any:
        """The next event (an `xr.EventDataBuffer`, overwritten by the next call), or None.

        Raises: DeviceError(recoverable=True) where the runtime is gone.
        """
        self._event._type = xr.StructureType.EVENT_DATA_BUFFER.value
        self._event._next = None
        result = self.functions.poll_event(self.handle, self._event_ref)
        if result == EVENT_UNAVAILABLE:
            return None
        check(result, "asking for events")
        return self._event

    def path(self, text: str) -> int:
        """The XrPath of a string such as "/user/hand/left"."""
        path = xr.Path()
        check(self.functions.string_to_path(self.handle, text.encode(), ctypes.byref(path)), f"naming {text}")
        return path.value

    def path_text(self, path: int) -> str:
        """The string of an XrPath, "" for none."""
        if not path:
            return ""
        count = ctypes.c_uint32(0)
        buffer = ctypes.create_string_buffer(256)
        check(self.functions.path_to_string(self.handle, path, 256, ctypes.byref(count), buffer), "reading a path")
        return buffer.value.decode()

    def headset(self) -> int:
        """The XrSystemId of the headset. Raises: DeviceError where none is connected."""
        info = xr.SystemGetInfo(xr.FormFactor.HEAD_MOUNTED_DISPLAY)
        system = xr.SystemId()
        check(self.functions.get_system(self.handle, ctypes.byref(info), ctypes.byref(system)), "looking for a headset")
        return system.value

    def headset_name(self, system_id: int) -> str:
        properties = xr.SystemProperties()
        result = self.functions.get_system_properties(self.handle, system_id, ctypes.byref(properties))
        check(result, "asking the headset's name")
        return properties.system_name.decode("utf-8", "replace")

    def close(self) -> None:
        """Leaves the runtime. A runtime that is gone already is no error."""
        if self.handle:
            self.functions.destroy_instance(self.handle)
            self.handle = xr.Instance()


def offered_extensions(functions: OpenXrFunctions) -> frozenset[str]:
    """Names of the extensions that the runtime offers. Raises: DeviceError where there is no runtime."""

    def make(count: int) -> Any:
        return (xr.ExtensionProperties * count)(*[xr.ExtensionProperties() for _ in range(count)])

    result, found = enumerate_all(functions.enumerate_instance_extension_properties, None, make=make)
    check(result, "asking what the OpenXR runtime offers")
    return frozenset(properties.extension_name.decode() for properties in found)
