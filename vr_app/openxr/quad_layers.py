"""Flat panels as layers of their own: the compositor samples them once, at their own density, at its own rate."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

from vr_app.kernel.canvas import PanelSource, QuadView
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import Mat4
from vr_app.openxr.library import xr
from vr_app.openxr.session import Session
from vr_app.openxr.swapchain import GL_RGBA8, GL_RGBA16F, GL_SRGB8_ALPHA8, Swapchain, offered_formats
from vr_app.scene.transform import quaternion_from_matrix

FORMATS = (GL_SRGB8_ALPHA8, GL_RGBA16F, GL_RGBA8)
"""Those with an alpha channel, best first."""

MOST_QUADS = 15
"""Every runtime takes 16 layers; one is the scene's."""

NO_WAIT_NS = 0


class QuadLayer:
    """One panel's images and its XrCompositionLayerQuad."""

    def __init__(self, session: Session, space: Any, image_format: int, width: int, height: int) -> None:
        self.chain = Swapchain(session, image_format, width, height, wait_ns=NO_WAIT_NS)
        self.painted = False
        whole = xr.Rect2Di(xr.Offset2Di(0, 0), xr.Extent2Di(width, height))
        self._structure = xr.CompositionLayerQuad(
            layer_flags=xr.CompositionLayerFlags.BLEND_TEXTURE_SOURCE_ALPHA_BIT
            | xr.CompositionLayerFlags.UNPREMULTIPLIED_ALPHA_BIT,
            space=space,
            eye_visibility=xr.EyeVisibility.BOTH,
            sub_image=xr.SwapchainSubImage(self.chain.handle, whole, 0),
        )
        header = ctypes.POINTER(xr.CompositionLayerBaseHeader)
        self.pointer = ctypes.cast(ctypes.byref(self._structure), header)

    def place(self, tracking_from_quad: Mat4, width_m: float, height_m: float) -> None:
        """Puts it somewhere for this frame."""
        x, y, z, w = (float(value) for value in quaternion_from_matrix(tracking_from_quad[:3, :3]))
        at = tracking_from_quad[:3, 3]
        self._structure.pose = xr.Posef(
            xr.Quaternionf(x, y, z, w), xr.Vector3f(float(at[0]), float(at[1]), float(at[2]))
        )
        self._structure.size = xr.Extent2Df(width_m, height_m)


class QuadLayers:
    """The panels of a session. Images are made when a panel is first shown, and kept."""

    def __init__(self, session: Session, space: Any) -> None:
        self._session = session
        self._space = space
        self._layers: dict[tuple[str, int, int], QuadLayer] = {}
        offered = offered_formats(session)
        self._format = next((wanted for wanted in FORMATS if wanted in offered), None)
        self.shown: Sequence[Any] = ()

    def update(self, views: Sequence[QuadView], panels: PanelSource) -> None:
        """Paints what is fresh and places what is seen; `shown` are then the layers to hand over, in order.

        A panel whose image is not free yet keeps its last picture, and one that has none yet is not shown: no frame
        waits for a panel.

        Raises: DeviceError(recoverable=True) where the runtime is gone.
        """
        shown = []
        for view in views[:MOST_QUADS]:
            layer = self._layer(view)
            if layer is None:
                continue
            if (view.fresh or not layer.painted) and (texture := layer.chain.acquire()) is not None:
                try:
                    panels.paint(view.name, texture)
                finally:
                    layer.chain.release()
                layer.painted = True
            if layer.painted:
                layer.place(view.tracking_from_quad, view.width_m, view.height_m)
                shown.append(layer.pointer)
        self.shown = shown

    def _layer(self, view: QuadView) -> QuadLayer | None:
        key = (view.name, view.width_px, view.height_px)
        if key not in self._layers and self._format is not None:
            try:
                self._layers[key] = QuadLayer(self._session, self._space, self._format, view.width_px, view.height_px)
            except DeviceError as error:
                if error.recoverable:
                    raise
                self._format = None  # this runtime gives no more images: the scene goes on without panels
        return self._layers.get(key)

    def close(self) -> None:
        """Gives the images back."""
        for layer in self._layers.values():
            layer.chain.close()
        self._layers.clear()
        self.shown = ()
