"""What is handed to the compositor at the end of a frame."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from typing import Any

from vr_app.openxr.library import xr
from vr_app.openxr.swapchain import Swapchain

_SOURCE_ALPHA = xr.CompositionLayerFlags.BLEND_TEXTURE_SOURCE_ALPHA_BIT.value
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
        self._depths: Any = ()
        for view, (chain, array_layer) in zip(self._views, slots, strict=True):
            view._type = xr.StructureType.COMPOSITION_LAYER_PROJECTION_VIEW.value
            size = xr.Rect2Di(xr.Offset2Di(0, 0), xr.Extent2Di(chain.width, chain.height))
            view.sub_image = xr.SwapchainSubImage(chain.handle, size, array_layer)
        self.structure = xr.CompositionLayerProjection(space=space, view_count=count, views=self._views)

    def add_depth(self, slots: Sequence[tuple[Swapchain, int]], near_m: float) -> None:
        """Hands the pictures' depth over too (reversed: 1 at `near_m`, 0 infinitely far)."""
        self._depths = (xr.CompositionLayerDepthInfoKHR * len(slots))()
        for view, depth, (chain, array_layer) in zip(self._views, self._depths, slots, strict=True):
            depth._type = xr.StructureType.COMPOSITION_LAYER_DEPTH_INFO_KHR.value
            depth.sub_image = view.sub_image
            depth.sub_image.swapchain, depth.sub_image.image_array_index = chain.handle, array_layer
            depth.min_depth, depth.max_depth = 0.0, 1.0
            depth.near_z, depth.far_z = math.inf, near_m
            view._next = ctypes.cast(ctypes.byref(depth), ctypes.c_void_p)

    def place(self, eye: int, located: Any) -> None:
        """Takes an eye's pose and field of view over from the `xr.View` that was drawn, unchanged."""
        view = self._views[eye]
        view.pose = located.pose
        view.fov = located.fov

    def crop(self, width: int, height: int) -> None:
        """So much of each image is the picture from now on (from its first corner)."""
        for part in (*self._views, *self._depths):
            part.sub_image.image_rect.extent.width = width
            part.sub_image.image_rect.extent.height = height


class FrameEnd:
    """An XrFrameEndInfo: what is behind the scene, the scene's layer, and those of panels over it, filled in place."""

    def __init__(self, layer: ProjectionLayer) -> None:
        header = ctypes.POINTER(xr.CompositionLayerBaseHeader)
        self._scene = ctypes.cast(ctypes.byref(layer.structure), header)
        self._layer = layer
        self._pointers = (header * MOST_LAYERS)()
        self._info = xr.FrameEndInfo(environment_blend_mode=xr.EnvironmentBlendMode.OPAQUE)
        self._info._layers = ctypes.cast(self._pointers, type(self._info._layers))
        self._ref = ctypes.byref(self._info)

    def of(
        self,
        display_time_ns: int,
        *,
        with_layer: bool,
        over: Sequence[Any] = (),
        blend_mode: int = 1,
        behind: Any = None,
        blended: bool = False,
    ) -> Any:
        """The reference to pass to xrEndFrame.

        Args:
            over: headers of further layers, shown over the scene and only with it.
            blend_mode: XrEnvironmentBlendMode.
            behind: header of a layer shown behind the scene; None for none.
            blended: the scene's alpha lets through what is behind it.
        """
        self._layer.structure._layer_flags = _SOURCE_ALPHA if blended else 0
        layers = [*([behind] if behind is not None else []), self._scene, *over][:MOST_LAYERS] if with_layer else []
        for place, pointer in enumerate(layers):
            self._pointers[place] = pointer
        self._info._environment_blend_mode = blend_mode
        self._info.display_time = display_time_ns
        self._info.layer_count = len(layers)
        return self._ref
