"""The runtime's images that an eye (or both, as array layers) is drawn into."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

from vr_app.kernel.errors import DeviceError
from vr_app.openxr.functions import enumerate_all
from vr_app.openxr.library import xr
from vr_app.openxr.results import TIMEOUT_EXPIRED, check
from vr_app.openxr.session import Session

GL_SRGB8_ALPHA8 = 0x8C43
GL_SRGB8 = 0x8C41
GL_RGBA16F = 0x881A
GL_RGBA8 = 0x8058
GL_DEPTH_COMPONENT32F = 0x8CAC
"""The depth that the renderer has: it can be copied into no other."""

PREFERRED_FORMATS = (GL_SRGB8_ALPHA8, GL_SRGB8, GL_RGBA16F, GL_RGBA8)
"""sRGB first: the renderer hands linear light over and OpenGL encodes it. In the others it stays linear."""

IMAGE_WAIT_NS = 200_000_000
"""How long a frame may wait for an image. After that the compositor is handed the last picture again."""


def usable_formats(offered: Sequence[int]) -> list[int]:
    """Those of the runtime's GL internal formats that we can draw into, best first.

    Raises: DeviceError where there is none.
    """
    usable = [wanted for wanted in PREFERRED_FORMATS if wanted in offered]
    if not usable:
        raise DeviceError("The OpenXR runtime offers no colour format that can be drawn into", recoverable=False)
    return usable


class Swapchain:
    """A few images used in turn.

    Args:
        layer_count: 1 for one eye, 2 for both in one array texture.
        wait_ns: how long `acquire` waits for an image.

    Attributes:
        handle: XrSwapchain.
        textures: GL names (2D, or 2D array where `layer_count` > 1).
    """

    def __init__(
        self,
        session: Session,
        image_format: int,
        width: int,
        height: int,
        layer_count: int = 1,
        wait_ns: int = IMAGE_WAIT_NS,
    ) -> None:
        self.width, self.height, self.layer_count = width, height, layer_count
        self._functions = session.functions
        self._waiting = -1
        self._held = False
        self.handle = xr.Swapchain()
        kinds = xr.SwapchainUsageFlags
        depth = image_format == GL_DEPTH_COMPONENT32F
        usage = kinds.SAMPLED_BIT | (kinds.DEPTH_STENCIL_ATTACHMENT_BIT if depth else kinds.COLOR_ATTACHMENT_BIT)
        info = xr.SwapchainCreateInfo(
            usage_flags=usage,
            format=image_format,
            sample_count=1,
            width=width,
            height=height,
            face_count=1,
            array_size=layer_count,
            mip_count=1,
        )
        result = self._functions.create_swapchain(session.handle, ctypes.byref(info), ctypes.byref(self.handle))
        check(result, "making the images of an eye")
        self.textures = self._enumerate_textures()
        self._index = ctypes.c_uint32(0)
        self._index_ref = ctypes.byref(self._index)
        self._acquire_ref = ctypes.byref(xr.SwapchainImageAcquireInfo())
        self._wait_ref = ctypes.byref(xr.SwapchainImageWaitInfo(timeout=wait_ns))
        self._release_ref = ctypes.byref(xr.SwapchainImageReleaseInfo())

    def _enumerate_textures(self) -> tuple[int, ...]:
        def make(count: int) -> Any:
            return (xr.SwapchainImageOpenGLKHR * count)(*[xr.SwapchainImageOpenGLKHR() for _ in range(count)])

        def enumerate_images(handle: Any, capacity: int, count: Any, images: Any) -> int:
            header = ctypes.POINTER(xr.SwapchainImageBaseHeader)
            return self._functions.enumerate_swapchain_images(
                handle, capacity, count, ctypes.cast(images, header) if images is not None else None
            )

        result, images = enumerate_all(enumerate_images, self.handle, make=make)
        check(result, "asking for the images of an eye")
        return tuple(image.image for image in images)

    def acquire(self) -> int | None:
        """The GL texture to draw into now, or None where none got free in time (go on without; it is tried again)."""
        if self._held:
            return self.textures[self._waiting]
        if self._waiting < 0:
            result = self._functions.acquire_swapchain_image(self.handle, self._acquire_ref, self._index_ref)
            check(result, "getting an image to draw into")
            self._waiting = self._index.value
        result = self._functions.wait_swapchain_image(self.handle, self._wait_ref)
        if check(result, "waiting for an image to draw into") == TIMEOUT_EXPIRED:
            return None
        self._held = True
        return self.textures[self._waiting]

    def release(self) -> None:
        """Gives the acquired image to the compositor. Nothing happens where none is held."""
        if self._held:
            self._held = False
            self._waiting = -1
            result = self._functions.release_swapchain_image(self.handle, self._release_ref)
            check(result, "giving an image to the compositor")

    def close(self) -> None:
        self._functions.destroy_swapchain(self.handle)


def offered_formats(session: Session) -> list[int]:
    """GL internal formats of the runtime, its favourite first."""

    def make(count: int) -> Any:
        return (ctypes.c_int64 * count)()

    result, formats = enumerate_all(session.functions.enumerate_swapchain_formats, session.handle, make=make)
    check(result, "asking for image formats")
    return list(formats)
