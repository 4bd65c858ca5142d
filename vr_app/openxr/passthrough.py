"""The headset's cameras behind our picture (XR_FB_passthrough), where the runtime does not mix pictures by itself."""

from __future__ import annotations

import ctypes
import logging
from typing import Any

from vr_app.openxr.library import xr
from vr_app.openxr.results import result_name
from vr_app.openxr.session import Session

log = logging.getLogger(__name__)


class Passthrough:
    """Made when it is first shown: cameras cost power.

    Attributes:
        offered: this headset has cameras to look through.
        header: of the composition layer; None while it is not shown.
    """

    def __init__(self, session: Session, system_id: int) -> None:
        self._session = session
        self.header: Any = None
        self._feature: Any = None
        self._layer: Any = None
        self._structure: Any = None
        find, instance, pointer = session.functions.extension, session.instance.handle, ctypes.POINTER
        feature, layer = xr.PassthroughFB, xr.PassthroughLayerFB
        make_feature = [xr.Session, pointer(xr.PassthroughCreateInfoFB), pointer(feature)]
        make_layer = [xr.Session, pointer(xr.PassthroughLayerCreateInfoFB), pointer(layer)]
        self._create = find(instance, "xrCreatePassthroughFB", make_feature)
        self._create_layer = find(instance, "xrCreatePassthroughLayerFB", make_layer)
        self._start = find(instance, "xrPassthroughStartFB", [feature])
        self._pause = find(instance, "xrPassthroughPauseFB", [feature])
        self._destroy = find(instance, "xrDestroyPassthroughFB", [feature])
        self._destroy_layer = find(instance, "xrDestroyPassthroughLayerFB", [layer])
        functions = (self._create, self._create_layer, self._start, self._pause, self._destroy, self._destroy_layer)
        self.offered = all(function is not None for function in functions) and self._supported(system_id)

    def _supported(self, system_id: int) -> bool:
        cameras = xr.SystemPassthroughPropertiesFB()
        properties = xr.SystemProperties()
        properties._next = ctypes.cast(ctypes.byref(cameras), ctypes.c_void_p)
        ask = self._session.functions.get_system_properties
        result = ask(self._session.instance.handle, system_id, ctypes.byref(properties))
        return result >= 0 and bool(cameras.supports_passthrough)

    def show(self, on: bool) -> bool:
        """Starts or pauses the cameras. Returns: whether they are shown now."""
        if not self.offered or on == (self.header is not None):
            return self.header is not None
        if not on:
            self._pause(self._feature)  # type: ignore[misc]
            self.header = None
            return False
        if self._feature is None and not self._make():
            return False
        if self._start(self._feature) < 0:  # type: ignore[misc]
            return False
        header = ctypes.POINTER(xr.CompositionLayerBaseHeader)
        self.header = ctypes.cast(ctypes.byref(self._structure), header)
        return True

    def _make(self) -> bool:
        feature, layer = xr.PassthroughFB(), xr.PassthroughLayerFB()
        info = xr.PassthroughCreateInfoFB()
        result = self._create(self._session.handle, ctypes.byref(info), ctypes.byref(feature))  # type: ignore[misc]
        if result >= 0:
            about = xr.PassthroughLayerCreateInfoFB(
                passthrough=feature,
                flags=xr.PassthroughFlagsFB.IS_RUNNING_AT_CREATION_BIT,
                purpose=xr.PassthroughLayerPurposeFB.RECONSTRUCTION,
            )
            handle = self._session.handle
            result = self._create_layer(handle, ctypes.byref(about), ctypes.byref(layer))  # type: ignore[misc]
        if result < 0:
            log.warning("the real room cannot be shown (%s)", result_name(result))
            self.offered = False
            return False
        self._feature, self._layer = feature, layer
        blend = xr.CompositionLayerFlags.BLEND_TEXTURE_SOURCE_ALPHA_BIT
        self._structure = xr.CompositionLayerPassthroughFB(flags=blend, layer_handle=layer)
        return True

    def close(self) -> None:
        if self._layer is not None:
            self._destroy_layer(self._layer)  # type: ignore[misc]
        if self._feature is not None:
            self._destroy(self._feature)  # type: ignore[misc]
        self._layer = self._feature = self.header = None
