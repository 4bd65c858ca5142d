"""What is handed to the compositor at the end of a frame."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

from vr_app.openxr.functions import enumerate_all
from vr_app.openxr.library import xr
from vr_app.openxr.session import Session
from vr_app.openxr.swapchain import Swapchain

MOST_LAYERS = 16
"""Every runtime takes so many."""


class ProjectionLayer:
    """An XrCompositionLayerProjection that lives as long as the session; only poses change per frame.

    Args:
        space: XrSpace that the poses are in.
        slots: swapchain and array layer of each eye.
    """

    def __init__(self, space: Any, slots: Sequence[tuple[Swapchain, int]]) -> None:
        count = len(slots)
        self._views = (xr.CompositionLayerProjectionView * count)()
        for view, (chain, array_layer) in zip(self._views, slots, strict=True):
            view._type = xr.StructureType.COMPOSITION_LAYER_PROJECTION_VIEW.value
            size = xr.Rect2Di(xr.Offset2Di(0, 0), xr.Extent2Di(chain.width, chain.height))
            view.sub_image = xr.SwapchainSubImage(chain.handle, size, array_layer)
        self.structure = xr.CompositionLayerProjection(space=space, view_count=count, views=self._views)

    def place(self, eye: int, located: Any) -> None:
        """Takes an eye's pose and field of view over from the `xr.View` that was drawn, unchanged."""
        view = self._views[eye]
        view.pose = located.pose
        view.fov = located.fov


class FrameEnd:
    """An XrFrameEndInfo with the scene's layer and those of panels over it, filled in place."""

    def __init__(self, layer: ProjectionLayer, blend_mode: int) -> None:
        header = ctypes.POINTER(xr.CompositionLayerBaseHeader)
        self._layer = layer
        self._pointers = (header * MOST_LAYERS)(ctypes.cast(ctypes.byref(layer.structure), header))
        self._info = xr.FrameEndInfo(environment_blend_mode=xr.EnvironmentBlendMode(blend_mode))
        self._info._layers = ctypes.cast(self._pointers, type(self._info._layers))
        self._ref = ctypes.byref(self._info)

    def of(self, display_time_ns: int, *, with_layer: bool, over: Sequence[Any] = ()) -> Any:
        """The reference to pass to xrEndFrame.

        Args:
            over: headers of further layers, shown over the scene and only with it.
        """
        over = over[: MOST_LAYERS - 1] if with_layer else ()
        for place, pointer in enumerate(over, 1):
            self._pointers[place] = pointer
        self._info.display_time = display_time_ns
        self._info.layer_count = 1 + len(over) if with_layer else 0
        return self._ref


def choose_blend_mode(session: Session, system_id: int) -> int:
    """Opaque where it is offered, else the runtime's first choice (see-through glasses)."""

    def make(count: int) -> Any:
        return (ctypes.c_int * count)()

    stereo = xr.ViewConfigurationType.PRIMARY_STEREO.value
    ask = session.functions.enumerate_environment_blend_modes
    _, modes = enumerate_all(ask, session.instance.handle, system_id, stereo, make=make)
    opaque = xr.EnvironmentBlendMode.OPAQUE.value
    return opaque if opaque in modes or not len(modes) else modes[0]
