"""Both eyes of a session: where they are at a moment, and the images that are drawn for them."""

from __future__ import annotations

import ctypes
import logging
import math
from collections.abc import Sequence
from typing import Any

from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import View
from vr_app.openxr.features import DEPTH
from vr_app.openxr.functions import enumerate_all
from vr_app.openxr.layers import ProjectionLayer
from vr_app.openxr.lens_masks import LensMasks
from vr_app.openxr.library import xr
from vr_app.openxr.poses import pose_matrix
from vr_app.openxr.results import check
from vr_app.openxr.session import Session
from vr_app.openxr.spaces import VALID, Spaces
from vr_app.openxr.swapchain import GL_DEPTH_COMPONENT32F, Swapchain, offered_formats, usable_formats
from vr_app.scene.camera import NEAR_M

log = logging.getLogger(__name__)

EYE_COUNT = 2


class Eyes:
    """Locates the eyes, acquires their images and keeps the projection layer in step.

    Args:
        in_one_array: True for one array texture with a layer per eye, False for a texture each.

    Attributes:
        width: pixels of one eye, as the runtime recommends.
        height: pixels.
        scale: share of these sides that is drawn; set it between frames.
        layer: what to hand to the compositor.
        visible: whether to hand `layer` over at the end of this frame. Without a free image it shows the last picture
            from where it was drawn, which the compositor turns with the head, rather than nothing.
    """

    def __init__(self, session: Session, system_id: int, spaces: Spaces, *, in_one_array: bool) -> None:
        self._functions = session.functions
        self._session = session
        self._in_one_array = in_one_array
        self.width, self.height = _recommended_size(session, system_id)
        offered = offered_formats(session)
        self._chains = self._make_chains_of_first(usable_formats(offered))
        self.layer = ProjectionLayer(spaces.tracking, self._slots(self._chains))
        self._depths: list[Swapchain] = []
        if DEPTH in session.instance.extensions and GL_DEPTH_COMPONENT32F in offered:
            self._hand_depth_over()
        self._masks = LensMasks(session)
        self.scale = 1.0
        self.visible = False
        self._drawn = self._ever_drawn = False
        self._views = (xr.View * EYE_COUNT)(*[xr.View() for _ in range(EYE_COUNT)])
        self._seen = (xr.View * EYE_COUNT)(*[xr.View() for _ in range(EYE_COUNT)])
        self._ever_seen = False
        self._state = xr.ViewState()
        self._state_ref = ctypes.byref(self._state)
        self._count = ctypes.c_uint32(0)
        self._count_ref = ctypes.byref(self._count)
        self._locate_info = xr.ViewLocateInfo(xr.ViewConfigurationType.PRIMARY_STEREO, 0, spaces.tracking)
        self._locate_ref = ctypes.byref(self._locate_info)

    def _hand_depth_over(self) -> None:
        """Some runtimes offer formats that they cannot make images of: then it goes without."""
        try:
            self._depths = self._make_chains(GL_DEPTH_COMPONENT32F)
        except DeviceError as error:
            if error.recoverable:
                raise
            log.info("no depth is handed over: %s", error)
            return
        self.layer.add_depth(self._slots(self._depths), NEAR_M)

    def _make_chains_of_first(self, formats: Sequence[int]) -> list[Swapchain]:
        """Images of the first format that the runtime really makes images of."""
        for image_format in formats[:-1]:
            try:
                return self._make_chains(image_format)
            except DeviceError as error:
                if error.recoverable:
                    raise
                log.info("format 0x%x is offered and not made: %s", image_format, error)
        return self._make_chains(formats[-1])

    def _make_chains(self, image_format: int) -> list[Swapchain]:
        chains, layers = (1, EYE_COUNT) if self._in_one_array else (EYE_COUNT, 1)
        return [Swapchain(self._session, image_format, self.width, self.height, layers) for _ in range(chains)]

    def _slots(self, chains: list[Swapchain]) -> list[tuple[Swapchain, int]]:
        """Swapchain and array layer of each eye."""
        return [(chains[0], eye) if self._in_one_array else (chains[eye], 0) for eye in range(EYE_COUNT)]

    def begin(self, display_time_ns: int) -> tuple[View, ...]:
        """What to draw for a moment: both eyes, or nothing where no image is free.

        While the head is lost the picture is held where it was last seen (whoever draws lets it go dark); nothing is
        drawn where it was never seen.
        """
        self.visible = self._drawn = False
        self._locate_info.display_time = display_time_ns
        result = self._functions.locate_views(
            self._session.handle, self._locate_ref, self._state_ref, EYE_COUNT, self._count_ref, self._views
        )
        check(result, "locating the eyes")
        if self._state._view_state_flags & VALID == VALID:
            ctypes.memmove(self._seen, self._views, ctypes.sizeof(self._seen))
            self._ever_seen = True
        elif not self._ever_seen:
            return ()
        textures = [chain.acquire() for chain in (*self._chains, *self._depths)]
        if None in textures:
            self.visible = self._ever_drawn
            return ()
        self.visible = self._drawn = self._ever_drawn = True
        self.layer.crop(*self._drawn_size)
        return tuple(self._view(eye, textures) for eye in range(EYE_COUNT))

    @property
    def pixels_per_degree(self) -> float:
        """In the middle of an eye; 0 before the eyes were located."""
        fov = self._seen[0].fov
        across = math.tan(fov.angle_right) - math.tan(fov.angle_left)
        return math.radians(self.width / across) if across > 0 else 0.0

    @property
    def drawn(self) -> bool:
        """Whether this frame's pictures are being drawn."""
        return self._drawn

    @property
    def _drawn_size(self) -> tuple[int, int]:
        return max(round(self.width * self.scale), 1), max(round(self.height * self.scale), 1)

    def skip(self) -> None:
        """Instead of `begin` where nothing is to be shown."""
        self.visible = self._drawn = False

    def _view(self, eye: int, textures: list[int | None]) -> View:
        located, fov = self._seen[eye], self._seen[eye].fov
        self.layer.place(eye, located)
        number = 0 if self._in_one_array else eye
        texture, depth = textures[number], textures[len(self._chains) + number] if self._depths else 0
        assert texture is not None and depth is not None
        width, height = self._drawn_size
        return View(
            world_from_view=pose_matrix(located.pose),
            fov_rad=(fov.angle_left, fov.angle_right, fov.angle_up, fov.angle_down),
            texture=texture,
            width=width,
            height=height,
            layer=eye if self._in_one_array else -1,
            hidden=self._masks.of(eye),
            depth=depth,
        )

    def end(self) -> None:
        """Gives the drawn images to the compositor."""
        if self._drawn:
            for chain in (*self._chains, *self._depths):
                chain.release()

    def close(self) -> None:
        for chain in (*self._chains, *self._depths):
            chain.close()


def _recommended_size(session: Session, system_id: int) -> tuple[int, int]:
    def make(count: int) -> Any:
        return (xr.ViewConfigurationView * count)(*[xr.ViewConfigurationView() for _ in range(count)])

    ask = session.functions.enumerate_view_configuration_views
    stereo = xr.ViewConfigurationType.PRIMARY_STEREO.value
    result, views = enumerate_all(ask, session.instance.handle, system_id, stereo, make=make)
    check(result, "asking for the size of the pictures")
    if len(views) != EYE_COUNT:
        raise DeviceError("The headset does not show one picture per eye", recoverable=False)
    return views[0].recommended_image_rect_width, views[0].recommended_image_rect_height
