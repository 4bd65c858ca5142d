"""Controllers' models by XR_MSFT_controller_model: they stand in the grip; some of their nodes move with buttons."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from typing import Any

from vr_app.openxr.controls import ModelPose, Side
from vr_app.openxr.functions import enumerate_all
from vr_app.openxr.library import xr
from vr_app.openxr.model_source import MOST_BYTES, USER_PATHS, ModelFile
from vr_app.openxr.poses import pose_matrix
from vr_app.openxr.results import check
from vr_app.openxr.session import Session


class MsftControllerModels:
    """A `ModelSource`."""

    def __init__(self, session: Session) -> None:
        self._session = session
        pointer, handle = ctypes.POINTER, session.handle
        find, instance = session.functions.extension, session.instance.handle
        state = pointer(xr.ControllerModelKeyStateMSFT)
        self._key: Any = find(instance, "xrGetControllerModelKeyMSFT", [type(handle), ctypes.c_uint64, state])
        count, data = pointer(ctypes.c_uint32), pointer(ctypes.c_uint8)
        load = [type(handle), ctypes.c_uint64, ctypes.c_uint32, count, data]
        self._load: Any = find(instance, "xrLoadControllerModelMSFT", load)
        about = [type(handle), ctypes.c_uint64, pointer(xr.ControllerModelPropertiesMSFT)]
        self._properties: Any = find(instance, "xrGetControllerModelPropertiesMSFT", about)
        states = [type(handle), ctypes.c_uint64, pointer(xr.ControllerModelStateMSFT)]
        self._state: Any = find(instance, "xrGetControllerModelStateMSFT", states)
        self.offered = None not in (self._key, self._load, self._properties, self._state)
        self._known: dict[Side, _Known] = {}

    def find(self) -> Mapping[Side, ModelFile]:
        """See `ModelSource`."""
        if not self.offered:
            return {}
        found: dict[Side, ModelFile] = {}
        known: dict[Side, _Known] = {}
        for side, path in USER_PATHS.items():
            state = xr.ControllerModelKeyStateMSFT()
            hand = self._session.instance.path(path)
            check(self._key(self._session.handle, hand, ctypes.byref(state)), "asking for a controller's model")
            if state.model_key:
                known[side] = _Known(state.model_key, self._names(state.model_key))
                found[side] = ModelFile(f"msft-{state.model_key}", self._file(state.model_key), known[side].names)
        self._known = known
        return found

    def _file(self, key: int) -> bytes:
        def make(count: int) -> Any:
            return (ctypes.c_uint8 * min(count, MOST_BYTES))()

        result, data = enumerate_all(self._load, self._session.handle, key, make=make)
        check(result, "fetching a controller's model")
        return bytes(data)

    def _names(self, key: int) -> tuple[str, ...]:
        """Of the nodes that move, in the order of their states."""
        about = xr.ControllerModelPropertiesMSFT()
        for _ in range(2):  # how many, then which
            result = self._properties(self._session.handle, key, ctypes.byref(about))
            check(result, "asking for a controller's parts")
            if about.node_capacity_input == about.node_count_output:
                break
            nodes = (xr.ControllerModelNodePropertiesMSFT * about.node_count_output)(
                *[xr.ControllerModelNodePropertiesMSFT() for _ in range(about.node_count_output)]
            )
            about.node_capacity_input = about.node_count_output
            about.node_properties = ctypes.cast(nodes, type(about.node_properties))
        count = about.node_count_output
        return tuple(about.node_properties[i].node_name.decode("utf-8", "replace") for i in range(count))

    def pose(self, side: Side, time_ns: int) -> ModelPose | None:
        """See `ModelSource`. The parts stand as at the last `xrSyncActions`."""
        known = self._known.get(side)
        if known is None:
            return None
        if not known.names:
            return ModelPose(f"msft-{known.key}")
        result = self._state(self._session.handle, known.key, known.reference)
        if result < 0:  # this controller is gone; an event tells what is there now
            self._known.pop(side, None)
            return None
        parts = {name: pose_matrix(node.node_pose) for name, node in zip(known.names, known.nodes, strict=True)}
        return ModelPose(f"msft-{known.key}", parts=parts)

    def close(self) -> None:
        """Nothing was made."""


class _Known:
    """A model with room for the state of its nodes."""

    def __init__(self, key: int, names: tuple[str, ...]) -> None:
        self.key, self.names = key, names
        self.nodes = (xr.ControllerModelNodeStateMSFT * len(names))(*[xr.ControllerModelNodeStateMSFT() for _ in names])
        self._state = xr.ControllerModelStateMSFT()
        self._state.node_capacity_input = len(names)
        self._state.node_states = ctypes.cast(self.nodes, type(self._state.node_states))
        self.reference = ctypes.byref(self._state)
