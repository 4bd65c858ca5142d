"""Controllers' models by XR_EXT_interaction_render_model: each has a space of its own, and parts that move and hide."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from typing import Any

from vr_app.kernel.errors import DeviceError
from vr_app.openxr.controls import ModelPose, Side
from vr_app.openxr.functions import enumerate_all
from vr_app.openxr.library import xr
from vr_app.openxr.model_source import MOST_BYTES, USER_PATHS, ModelFile
from vr_app.openxr.poses import pose_matrix
from vr_app.openxr.results import check
from vr_app.openxr.session import Session
from vr_app.openxr.spaces import Spaces

GLTF_EXTENSIONS = ("KHR_texture_basisu", "KHR_materials_unlit", "KHR_texture_transform", "KHR_mesh_quantization")
"""What our reader takes beyond glTF 2.0, of what controllers' models are written with."""


class InteractionRenderModels:
    """A `ModelSource`."""

    def __init__(self, session: Session, spaces: Spaces) -> None:
        self._session, self._spaces = session, spaces
        self._ids = self._function("xrEnumerateInteractionRenderModelIdsEXT")
        self._create = self._function("xrCreateRenderModelEXT")
        self._destroy = self._function("xrDestroyRenderModelEXT")
        self._about = self._function("xrGetRenderModelPropertiesEXT")
        self._hand = self._function("xrGetRenderModelPoseTopLevelUserPathEXT")
        self._create_asset = self._function("xrCreateRenderModelAssetEXT")
        self._destroy_asset = self._function("xrDestroyRenderModelAssetEXT")
        self._asset_data = self._function("xrGetRenderModelAssetDataEXT")
        self._asset_about = self._function("xrGetRenderModelAssetPropertiesEXT")
        self._create_space = self._function("xrCreateRenderModelSpaceEXT")
        self._state = self._function("xrGetRenderModelStateEXT")
        self.offered = all(getattr(self, name) is not None for name in vars(self) if name.startswith("_"))
        self._known: dict[Side, _Model] = {}
        self._kept: dict[int, _Model] = {}
        self._files: dict[str, tuple[bytes, tuple[str, ...]]] = {}

    def _function(self, name: str) -> Any:
        """With the argument types that the library knows for it."""
        types = getattr(xr, f"PFN_{name}")._argtypes_
        return self._session.functions.extension(self._session.instance.handle, name, list(types))

    def find(self) -> Mapping[Side, ModelFile]:
        """See `ModelSource`."""
        if not self.offered:
            return {}
        session, info = self._session, xr.InteractionRenderModelIdsEnumerateInfoEXT()

        def make(count: int) -> Any:
            return (ctypes.c_uint64 * count)()

        result, ids = enumerate_all(self._ids, session.handle, ctypes.byref(info), make=make)
        check(result, "asking for controllers' models")
        found: dict[Side, ModelFile] = {}
        known: dict[Side, _Model] = {}
        for number in ids:
            model = self._kept.get(number) or self._make(number)
            if model is None:
                continue
            self._kept[number] = model
            side = self._side(model)
            if side is not None and side not in found:
                found[side], known[side] = ModelFile(model.key, *self._files[model.key]), model
        self._known = known
        return found

    def _make(self, number: int) -> _Model | None:
        """A model and its file; None where this one cannot be shown (it needs what our reader has not)."""
        session, handle = self._session, xr.RenderModelEXT()
        names = (ctypes.c_char_p * len(GLTF_EXTENSIONS))(*[name.encode() for name in GLTF_EXTENSIONS])
        info = xr.RenderModelCreateInfoEXT()
        info.render_model_id, info.gltf_extension_count = number, len(names)
        info._gltf_extensions = ctypes.cast(names, type(info._gltf_extensions))
        if self._create(session.handle, ctypes.byref(info), ctypes.byref(handle)) < 0:
            return None
        try:
            about, ask = xr.RenderModelPropertiesEXT(cache_id=xr.Uuid()), xr.RenderModelPropertiesGetInfoEXT()
            check(self._about(handle, ctypes.byref(ask), ctypes.byref(about)), "asking for a model")
            key = "ext-" + bytes(about.cache_id.data).hex()
            if key not in self._files:
                self._files[key] = self._fetch(about)
            space, where = xr.Space(), xr.RenderModelSpaceCreateInfoEXT()
            where.render_model = handle
            result = self._create_space(session.handle, ctypes.byref(where), ctypes.byref(space))
            check(result, "making a model's space")
        except DeviceError:
            self._destroy(handle)
            raise
        return _Model(key, handle, space, self._files[key][1])

    def _fetch(self, about: Any) -> tuple[bytes, tuple[str, ...]]:
        """The file, and the names of the nodes that move in the order of their states."""
        asset, info = xr.RenderModelAssetEXT(), xr.RenderModelAssetCreateInfoEXT(cache_id=about.cache_id)
        result = self._create_asset(self._session.handle, ctypes.byref(info), ctypes.byref(asset))
        check(result, "fetching a model")
        try:
            ask, data = xr.RenderModelAssetDataGetInfoEXT(), xr.RenderModelAssetDataEXT()
            check(self._asset_data(asset, ctypes.byref(ask), ctypes.byref(data)), "fetching a model")
            size = min(data.buffer_count_output, MOST_BYTES)
            room = (ctypes.c_uint8 * size)()
            data.buffer_capacity_input, data.buffer = size, ctypes.cast(room, type(data.buffer))
            check(self._asset_data(asset, ctypes.byref(ask), ctypes.byref(data)), "fetching a model")
            count = about.animatable_node_count
            nodes = (xr.RenderModelAssetNodePropertiesEXT * count)()
            named, ask_names = xr.RenderModelAssetPropertiesEXT(), xr.RenderModelAssetPropertiesGetInfoEXT()
            named.node_property_count = count
            named.node_properties = ctypes.cast(nodes, type(named.node_properties))
            result = self._asset_about(asset, ctypes.byref(ask_names), ctypes.byref(named))
            check(result, "asking for a model's parts")
            return bytes(room), tuple(node.unique_name.decode("utf-8", "replace") for node in nodes)
        finally:
            self._destroy_asset(asset)

    def _side(self, model: _Model) -> Side | None:
        paths: dict[int, Side] = {self._session.instance.path(path): side for side, path in USER_PATHS.items()}
        ask, found = xr.InteractionRenderModelTopLevelUserPathGetInfoEXT(), ctypes.c_uint64()
        listed = (ctypes.c_uint64 * len(paths))(*paths)
        ask.top_level_user_path_count = len(paths)
        ask._top_level_user_paths = ctypes.cast(listed, type(ask._top_level_user_paths))
        result = self._hand(model.handle, ctypes.byref(ask), ctypes.byref(found))
        return paths.get(found.value) if result >= 0 else None

    def pose(self, side: Side, time_ns: int) -> ModelPose | None:
        """See `ModelSource`."""
        model = self._known.get(side)
        if model is None:
            return None
        at = self._spaces.locate(model.space, time_ns)
        if at is None:
            return None
        place = pose_matrix(at)
        if not model.names:
            return ModelPose(model.key, place)
        model.moment.display_time = time_ns
        if self._state(model.handle, model.moment_ref, model.state_ref) < 0:
            return ModelPose(model.key, place)
        parts = {name: pose_matrix(node.node_pose) for name, node in zip(model.names, model.nodes, strict=True)}
        hidden = frozenset(n for n, node in zip(model.names, model.nodes, strict=True) if not node.is_visible)
        return ModelPose(model.key, place, parts, hidden)

    def close(self) -> None:
        for model in self._kept.values():
            self._session.functions.destroy_space(model.space)
            self._destroy(model.handle)
        self._kept, self._known = {}, {}


class _Model:
    """A model with room for the state of its nodes."""

    def __init__(self, key: str, handle: Any, space: Any, names: tuple[str, ...]) -> None:
        self.key, self.handle, self.space, self.names = key, handle, space, names
        self.nodes = (xr.RenderModelNodeStateEXT * len(names))()
        self._state = xr.RenderModelStateEXT()
        self._state.node_state_count = len(names)
        self._state._node_states = ctypes.cast(self.nodes, type(self._state._node_states))
        self.moment = xr.RenderModelStateGetInfoEXT()
        self.moment_ref, self.state_ref = ctypes.byref(self.moment), ctypes.byref(self._state)
