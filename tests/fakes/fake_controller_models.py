"""Controllers' models of a pretended runtime, by each of three extensions, as the specification has them."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import Any

import xr

from tests.fakes.fake_openxr_functions import EXTENSIONS, FakeOpenXrFunctions
from vr_app.openxr.features import (
    FB_RENDER_MODEL,
    INTERACTION_RENDER_MODEL,
    MSFT_CONTROLLER_MODEL,
    RENDER_MODEL,
    UUID,
)

SIZE_INSUFFICIENT, VALIDATION_FAILURE, HANDLE_INVALID = -11, -1, -12
MSFT_KEY_INVALID, FB_KEY_INVALID, ID_INVALID, GLTF_EXTENSION_REQUIRED = (
    -1000055000,
    -1000119000,
    -1000300000,
    -1000300002,
)
FB_UNAVAILABLE = 1000119020

Pose = tuple[float, float, float]


def _pose(at: Pose) -> Any:
    return xr.Posef(xr.Quaternionf(0, 0, 0, 1), xr.Vector3f(*at))


def _type_of(structure: Any) -> int:
    return int(structure._obj._type)


def _fill(data: bytes, capacity: int, buffer: Any) -> int:
    """Bytes by the two-call idiom, once the count is told."""
    if not capacity:
        return 0
    if capacity < len(data):
        return SIZE_INSUFFICIENT
    ctypes.memmove(buffer, data, len(data))
    return 0


class RuntimeWithModels(FakeOpenXrFunctions):
    """Args:
    extension: XR_MSFT_controller_model, XR_FB_render_model or XR_EXT_interaction_render_model.
    files: of the left and the right controller; an empty one: none there.

    Attributes:
        nodes: names of those that move.
        places: where they are now, by name.
        hidden: those not seen (XR_EXT_render_model).
        needs: glTF extensions that the files need (XR_EXT_render_model).
        alive: handles that were made and not destroyed.
    """

    def __init__(self, extension: str, files: Sequence[bytes]) -> None:
        super().__init__()
        also = (UUID, RENDER_MODEL) if extension == INTERACTION_RENDER_MODEL else ()
        self.extensions = (*EXTENSIONS, *also, extension)
        self.offered = extension
        self.files = list(files)
        self.nodes = ("trigger", "stick")
        self.places: dict[str, Pose] = {"trigger": (0.0, -0.02, 0.0), "stick": (0.0, 0.02, 0.0)}
        self.hidden: set[str] = set()
        self.needs: tuple[str, ...] = ()
        self.alive: dict[int, str] = {}
        self.failing: dict[str, int] = {}
        self.supported = True

    def queue_models_changed(self) -> None:
        kind = xr.StructureType.EVENT_DATA_INTERACTION_RENDER_MODELS_CHANGED_EXT.value
        self._events.append((kind, xr.EventDataInteractionRenderModelsChangedEXT, {}))

    def get_system_properties(self, instance: Any, system: int, properties: Any) -> int:
        first = properties._obj._next
        if first and self.offered == FB_RENDER_MODEL:
            loading = ctypes.cast(first, ctypes.POINTER(xr.SystemRenderModelPropertiesFB)).contents
            if loading._type == xr.StructureType.SYSTEM_RENDER_MODEL_PROPERTIES_FB.value:
                loading.supports_render_model_loading = self.supported
                properties._obj._next = None
        return super().get_system_properties(instance, system, properties)

    def extension(self, instance: Any, name: str, types: Sequence[Any]) -> Any:
        """Only what is enabled, with as many arguments as the function has."""
        function = self._model_functions().get(name)
        if function is None:
            return super().extension(instance, name, types)
        assert len(types) == len(getattr(xr, f"PFN_{name}")._argtypes_), name

        def call(*arguments: Any) -> int:
            assert len(arguments) == len(types), name
            return self.failing[name] if name in self.failing else function(*arguments)

        return call

    def _model_functions(self) -> dict[str, Callable[..., int]]:
        if self.offered not in self.enabled:
            return {}
        if self.offered == MSFT_CONTROLLER_MODEL:
            return {
                "xrGetControllerModelKeyMSFT": self._msft_key,
                "xrLoadControllerModelMSFT": self._msft_load,
                "xrGetControllerModelPropertiesMSFT": self._msft_properties,
                "xrGetControllerModelStateMSFT": self._msft_state,
            }
        if self.offered == FB_RENDER_MODEL:
            return {
                "xrEnumerateRenderModelPathsFB": self._fb_paths,
                "xrGetRenderModelPropertiesFB": self._fb_properties,
                "xrLoadRenderModelFB": self._fb_load,
            }
        if RENDER_MODEL not in self.enabled:
            return {}
        return {
            "xrEnumerateInteractionRenderModelIdsEXT": self._ids,
            "xrCreateRenderModelEXT": self._create,
            "xrDestroyRenderModelEXT": self._destroy,
            "xrGetRenderModelPropertiesEXT": self._properties,
            "xrGetRenderModelPoseTopLevelUserPathEXT": self._hand,
            "xrCreateRenderModelAssetEXT": self._create_asset,
            "xrDestroyRenderModelAssetEXT": self._destroy,
            "xrGetRenderModelAssetDataEXT": self._asset_data,
            "xrGetRenderModelAssetPropertiesEXT": self._asset_names,
            "xrCreateRenderModelSpaceEXT": self._create_space,
            "xrGetRenderModelStateEXT": self._state,
        }

    # ------------------------------------------------------------------ XR_MSFT_controller_model

    def _msft_key(self, session: Any, path: int, state: Any) -> int:
        if _type_of(state) != xr.StructureType.CONTROLLER_MODEL_KEY_STATE_MSFT.value:
            return VALIDATION_FAILURE
        side = ["/user/hand/left", "/user/hand/right"].index(self._paths[path])
        state._obj.model_key = 7000 + side if self.files[side] else 0
        return 0

    def _msft_file(self, key: int) -> bytes:
        return self.files[key - 7000] if key in (7000, 7001) else b""

    def _msft_load(self, session: Any, key: int, capacity: int, count: Any, buffer: Any) -> int:
        data = self._msft_file(key)
        if not data:
            return MSFT_KEY_INVALID
        count._obj.value = len(data)
        return _fill(data, capacity, buffer)

    def _msft_properties(self, session: Any, key: int, about: Any) -> int:
        if not self._msft_file(key):
            return MSFT_KEY_INVALID
        found = about._obj
        found.node_count_output = len(self.nodes)
        if not found.node_capacity_input:
            return 0
        if found.node_capacity_input < len(self.nodes):
            return SIZE_INSUFFICIENT
        for number, name in enumerate(self.nodes):
            entry = found.node_properties[number]
            if entry._type != xr.StructureType.CONTROLLER_MODEL_NODE_PROPERTIES_MSFT.value:
                return VALIDATION_FAILURE
            entry.node_name = name.encode()
        return 0

    def _msft_state(self, session: Any, key: int, state: Any) -> int:
        if not self._msft_file(key):
            return MSFT_KEY_INVALID
        found = state._obj
        found.node_count_output = len(self.nodes)
        if found.node_capacity_input < len(self.nodes):
            return SIZE_INSUFFICIENT
        for number, name in enumerate(self.nodes):
            entry = found.node_states[number]
            if entry._type != xr.StructureType.CONTROLLER_MODEL_NODE_STATE_MSFT.value:
                return VALIDATION_FAILURE
            entry.node_pose = _pose(self.places[name])
        return 0

    # ------------------------------------------------------------------ XR_FB_render_model

    def _fb_paths(self, session: Any, capacity: int, count: Any, infos: Any) -> int:
        names = ["/model_fb/controller/left", "/model_fb/controller/right", "/model_fb/keyboard/local"]
        count._obj.value = len(names)
        for number, name in enumerate(names if capacity else ()):
            if infos[number]._type != xr.StructureType.RENDER_MODEL_PATH_INFO_FB.value:
                return VALIDATION_FAILURE
            path = xr.Path()
            self.string_to_path(None, name.encode(), ctypes.byref(path))
            infos[number].path = path.value
        return 0

    def _fb_properties(self, session: Any, path: int, about: Any) -> int:
        able = ctypes.cast(about._obj._next, ctypes.POINTER(xr.RenderModelCapabilitiesRequestFB)).contents
        if able._type != xr.StructureType.RENDER_MODEL_CAPABILITIES_REQUEST_FB.value:
            return VALIDATION_FAILURE
        name = self._paths[path]
        side = 0 if name.endswith("left") else 1
        if "controller" not in name or not self.files[side]:
            return FB_UNAVAILABLE
        about._obj.model_key = 90 + side
        return 0

    def _fb_load(self, session: Any, info: Any, buffer: Any) -> int:
        key = info._obj.model_key
        if key not in (90, 91):
            return FB_KEY_INVALID
        data, found = self.files[key - 90], buffer._obj
        found.buffer_count_output = len(data)
        return _fill(data, found.buffer_capacity_input, found.buffer)

    # ------------------------------------------------------------------ XR_EXT_interaction_render_model

    def _ids(self, session: Any, info: Any, capacity: int, count: Any, ids: Any) -> int:
        if _type_of(info) != xr.StructureType.INTERACTION_RENDER_MODEL_IDS_ENUMERATE_INFO_EXT.value:
            return VALIDATION_FAILURE
        present = [300 + side for side, data in enumerate(self.files) if data]
        count._obj.value = len(present)
        for number, value in enumerate(present if capacity else ()):
            ids[number] = value
        return 0

    def _new(self, reference: Any, name: str) -> int:
        self._new_handle(reference, name)
        self.alive[self._handles] = name
        return 0

    def _side(self, handle: Any) -> int | None:
        """Of a living model or asset."""
        name = self.alive.get(ctypes.cast(handle, ctypes.c_void_p).value or 0)
        return None if name is None else int(name[-1])

    def _create(self, session: Any, info: Any, model: Any) -> int:
        wanted = info._obj
        if wanted.render_model_id not in (300, 301) or not self.files[wanted.render_model_id - 300]:
            return ID_INVALID
        told = {wanted._gltf_extensions[i].decode() for i in range(wanted.gltf_extension_count)}
        if not set(self.needs) <= told:
            return GLTF_EXTENSION_REQUIRED
        return self._new(model, f"model{wanted.render_model_id - 300}")

    def _destroy(self, handle: Any) -> int:
        return 0 if self.alive.pop(ctypes.cast(handle, ctypes.c_void_p).value or 0, None) else HANDLE_INVALID

    def destroy_space(self, space: Any) -> int:
        self.alive.pop(ctypes.cast(space, ctypes.c_void_p).value or 0, None)
        return 0

    def _properties(self, model: Any, info: Any, about: Any) -> int:
        side = self._side(model)
        if side is None:
            return HANDLE_INVALID
        ctypes.memmove(ctypes.byref(about._obj.cache_id.data), bytes([side + 1] * 16), 16)
        about._obj.animatable_node_count = len(self.nodes)
        return 0

    def _hand(self, model: Any, info: Any, path: Any) -> int:
        side, listed = self._side(model), info._obj
        if side is None or not listed.top_level_user_path_count:
            return VALIDATION_FAILURE
        names = [self._paths[listed._top_level_user_paths[i]] for i in range(listed.top_level_user_path_count)]
        wanted = ("/user/hand/left", "/user/hand/right")[side]
        path._obj.value = self._paths.index(wanted) if wanted in names else 0
        return 0

    def _create_asset(self, session: Any, info: Any, asset: Any) -> int:
        side = bytes(info._obj.cache_id.data)[0] - 1
        return self._new(asset, f"asset{side}") if side in (0, 1) else VALIDATION_FAILURE

    def _asset_data(self, asset: Any, info: Any, data: Any) -> int:
        side = self._side(asset)
        if side is None:
            return HANDLE_INVALID
        data._obj.buffer_count_output = len(self.files[side])
        return _fill(self.files[side], data._obj.buffer_capacity_input, data._obj.buffer)

    def _asset_names(self, asset: Any, info: Any, about: Any) -> int:
        if self._side(asset) is None:
            return HANDLE_INVALID
        if about._obj.node_property_count != len(self.nodes):
            return VALIDATION_FAILURE
        for number, name in enumerate(self.nodes):
            about._obj.node_properties[number].unique_name = name.encode()
        return 0

    def _create_space(self, session: Any, info: Any, space: Any) -> int:
        side = self._side(info._obj.render_model)
        return HANDLE_INVALID if side is None else self._new(space, f"space{side}")

    def _state(self, model: Any, info: Any, state: Any) -> int:
        if self._side(model) is None:
            return HANDLE_INVALID
        if state._obj.node_state_count != len(self.nodes) or info._obj.display_time <= 0:
            return VALIDATION_FAILURE
        for number, name in enumerate(self.nodes):
            entry = state._obj._node_states[number]
            entry.node_pose, entry.is_visible = _pose(self.places[name]), name not in self.hidden
        return 0
