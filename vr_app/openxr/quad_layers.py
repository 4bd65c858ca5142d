"""Panels as layers of their own: the compositor samples them once, at their own density, at its own rate."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import Any

from vr_app.kernel.canvas import PanelSource, QuadView
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import Mat4
from vr_app.openxr.features import CYLINDER
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
    """One panel's images and its XrCompositionLayerQuad, or XrCompositionLayerCylinderKHR while it is bent."""

    def __init__(self, session: Session, space: Any, image_format: int, width: int, height: int) -> None:
        self.chain = Swapchain(session, image_format, width, height, wait_ns=NO_WAIT_NS)
        self.painted = False
        whole = xr.Rect2Di(xr.Offset2Di(0, 0), xr.Extent2Di(width, height))
        flags = xr.CompositionLayerFlags
        common = {
            "layer_flags": flags.BLEND_TEXTURE_SOURCE_ALPHA_BIT | flags.UNPREMULTIPLIED_ALPHA_BIT,
            "space": space,
            "eye_visibility": xr.EyeVisibility.BOTH,
            "sub_image": xr.SwapchainSubImage(self.chain.handle, whole, 0),
        }
        self._flat = xr.CompositionLayerQuad(**common)
        self._bent = xr.CompositionLayerCylinderKHR(**common)
        header = ctypes.POINTER(xr.CompositionLayerBaseHeader)
        self._flat_pointer = ctypes.cast(ctypes.byref(self._flat), header)
        self._bent_pointer = ctypes.cast(ctypes.byref(self._bent), header)
        self.pointer = self._flat_pointer

    def place(self, tracking_from_quad: Mat4, width_m: float, height_m: float, radius_m: float = 0.0) -> None:
        """Puts it somewhere for this frame; bent where a radius is given."""
        x, y, z, w = (float(value) for value in quaternion_from_matrix(tracking_from_quad[:3, :3]))
        at = tracking_from_quad[:3, 3] + radius_m * tracking_from_quad[:3, 2]
        pose = xr.Posef(xr.Quaternionf(x, y, z, w), xr.Vector3f(float(at[0]), float(at[1]), float(at[2])))
        if radius_m > 0.0:
            self._bent.pose, self._bent.radius = pose, radius_m
            self._bent.central_angle, self._bent.aspect_ratio = width_m / radius_m, width_m / height_m
            self.pointer = self._bent_pointer
        else:
            self._flat.pose, self._flat.size = pose, xr.Extent2Df(width_m, height_m)
            self.pointer = self._flat_pointer


class QuadLayers:
    """The panels of a session. Images are made when a panel is first shown, and kept.

    Attributes:
        curved: the runtime shows panels that are bent.
        shown: what to hand over.
    """

    def __init__(self, session: Session, space: Any) -> None:
        self._session = session
        self._space = space
        self._layers: dict[tuple[str, int, int], QuadLayer] = {}
        offered = offered_formats(session)
        self._format = next((wanted for wanted in FORMATS if wanted in offered), None)
        self.curved = CYLINDER in session.instance.extensions
        self.shown: Sequence[Any] = ()

    def update(
        self, views: Sequence[QuadView], panels: PanelSource, keep_current: Callable[[], None] = lambda: None
    ) -> None:
        """Paints what is fresh and places what is seen; `shown` are then the layers to hand over, in order.

        Args:
            keep_current: makes our context current again where the runtime took it for its images (SteamVR did).

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
                    keep_current()
                    panels.paint(view.name, texture)
                finally:
                    layer.chain.release()
                layer.painted = True
            if layer.painted:
                layer.place(view.tracking_from_quad, view.width_m, view.height_m, view.radius_m if self.curved else 0.0)
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
