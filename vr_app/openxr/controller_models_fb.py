"""Controllers' models by XR_FB_render_model: one mesh that stands in the grip, without parts that move."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from typing import Any

from vr_app.openxr.controls import ModelPose, Side
from vr_app.openxr.functions import enumerate_all
from vr_app.openxr.library import xr
from vr_app.openxr.model_source import MOST_BYTES, ModelFile
from vr_app.openxr.results import check
from vr_app.openxr.session import Session

MODEL_PATHS: dict[Side, str] = {"left": "/model_fb/controller/left", "right": "/model_fb/controller/right"}
UNAVAILABLE = 1000119020
"""XR_RENDER_MODEL_UNAVAILABLE_FB, a success that gives nothing."""


class FbRenderModels:
    """A `ModelSource`."""

    def __init__(self, session: Session, system_id: int) -> None:
        self._session = session
        pointer, kind = ctypes.POINTER, type(session.handle)
        find, instance = session.functions.extension, session.instance.handle
        paths = [kind, ctypes.c_uint32, pointer(ctypes.c_uint32), pointer(xr.RenderModelPathInfoFB)]
        self._paths: Any = find(instance, "xrEnumerateRenderModelPathsFB", paths)
        about = [kind, ctypes.c_uint64, pointer(xr.RenderModelPropertiesFB)]
        self._properties: Any = find(instance, "xrGetRenderModelPropertiesFB", about)
        load = [kind, pointer(xr.RenderModelLoadInfoFB), pointer(xr.RenderModelBufferFB)]
        self._load: Any = find(instance, "xrLoadRenderModelFB", load)
        functions = (self._paths, self._properties, self._load)
        self.offered = None not in functions and self._supported(system_id)
        self._keys: dict[Side, int] = {}

    def _supported(self, system_id: int) -> bool:
        loading, properties = xr.SystemRenderModelPropertiesFB(), xr.SystemProperties()
        properties._next = ctypes.cast(ctypes.byref(loading), ctypes.c_void_p)
        ask = self._session.functions.get_system_properties
        result = ask(self._session.instance.handle, system_id, ctypes.byref(properties))
        return result >= 0 and bool(loading.supports_render_model_loading)

    def find(self) -> Mapping[Side, ModelFile]:
        """See `ModelSource`."""
        if not self.offered:
            return {}
        session = self._session

        def make(count: int) -> Any:
            return (xr.RenderModelPathInfoFB * count)(*[xr.RenderModelPathInfoFB() for _ in range(count)])

        result, infos = enumerate_all(self._paths, session.handle, make=make)
        check(result, "asking for models")
        offered = {session.instance.path_text(info.path): info.path for info in infos}
        found: dict[Side, ModelFile] = {}
        for side, name in MODEL_PATHS.items():
            if name in offered and (file := self._model(offered[name])) is not None:
                found[side] = file
        self._keys = {side: int(file.key.removeprefix("fb-")) for side, file in found.items()}
        return found

    def _model(self, path: int) -> ModelFile | None:
        able, about = xr.RenderModelCapabilitiesRequestFB(), xr.RenderModelPropertiesFB()
        able._flags = int(xr.RENDER_MODEL_SUPPORTS_GLTF_2_0_SUBSET_2_BIT_FB)
        about._next = ctypes.cast(ctypes.byref(able), ctypes.c_void_p)
        result = check(self._properties(self._session.handle, path, ctypes.byref(about)), "asking for a model")
        if result == UNAVAILABLE or not about.model_key:
            return None
        info, buffer = xr.RenderModelLoadInfoFB(model_key=about.model_key), xr.RenderModelBufferFB()
        load = self._load
        result = check(load(self._session.handle, ctypes.byref(info), ctypes.byref(buffer)), "fetching a model")
        size = min(buffer.buffer_count_output, MOST_BYTES)
        if result == UNAVAILABLE or not size:
            return None
        data = (ctypes.c_uint8 * size)()
        buffer.buffer_capacity_input, buffer.buffer = size, ctypes.cast(data, type(buffer.buffer))
        check(load(self._session.handle, ctypes.byref(info), ctypes.byref(buffer)), "fetching a model")
        return ModelFile(f"fb-{about.model_key}", bytes(data))

    def pose(self, side: Side, time_ns: int) -> ModelPose | None:
        """See `ModelSource`."""
        return ModelPose(f"fb-{self._keys[side]}") if side in self._keys else None

    def close(self) -> None:
        """Nothing was made."""
