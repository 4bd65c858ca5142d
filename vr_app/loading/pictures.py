"""Decodes pictures (PNG, JPEG, WebP) to RGBA and makes their mip levels."""

from __future__ import annotations

import io
import warnings

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow

from vr_app.scene.material import Image

MAX_PIXELS = 8192 * 8192
MAX_SIDE = 4096
FORMATS = ("PNG", "JPEG", "WEBP")


class PictureError(ValueError):
    """A picture that cannot be decoded; the message is plain words."""


def decode_picture(data: bytes | memoryview, name: str, *, srgb: bool) -> Image:
    """Decodes and scales down what is larger than 4096 a side.

    Args:
        srgb: True for colours: mips are then averaged in linear light.
    Raises: PictureError.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Pillow.open(io.BytesIO(data), formats=FORMATS) as picture:
                width, height = picture.size
                if width * height > MAX_PIXELS:
                    raise PictureError(f"is {width} x {height} pixels, more than this program reads")
                if max(width, height) > MAX_SIDE:
                    picture.draft("RGB", (MAX_SIDE, MAX_SIDE))
                    picture.thumbnail((MAX_SIDE, MAX_SIDE))
                pixels = np.asarray(picture.convert("RGBA"))
    except PictureError:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Pillow.DecompressionBombError) as error:
        raise PictureError(f"is no picture that can be read ({str(error)[:80]})") from None
    return Image(name, mip_levels(np.ascontiguousarray(pixels), srgb=srgb), srgb)


def mip_levels(pixels: npt.NDArray[np.uint8], *, srgb: bool) -> tuple[npt.NDArray[np.uint8], ...]:
    """All levels of (h, w, 4) down to 1 x 1, each a 2 x 2 average (colours in linear light, weighted by alpha)."""
    levels = [pixels]
    current = _to_linear(pixels, srgb)
    opaque = bool((pixels[..., 3] == 255).all())
    while max(current.shape[:2]) > 1:
        height, width = max(current.shape[0] // 2, 1), max(current.shape[1] // 2, 1)
        if not opaque:
            current[..., :3] *= np.maximum(current[..., 3:], 1e-4)
        current = _halve(current, height, width)
        if not opaque:
            current[..., :3] /= np.maximum(current[..., 3:], 1e-4)
        levels.append(_to_bytes(current, srgb))
    return tuple(levels)


def _halve(pixels: npt.NDArray[np.float32], height: int, width: int) -> npt.NDArray[np.float32]:
    if pixels.shape[0] > 1:
        pixels = (pixels[: height * 2 : 2] + pixels[1 : height * 2 : 2]) * np.float32(0.5)
    if pixels.shape[1] > 1:
        pixels = (pixels[:, : width * 2 : 2] + pixels[:, 1 : width * 2 : 2]) * np.float32(0.5)
    return pixels.copy()


_BYTES = np.arange(256, dtype=np.float32) / 255
_LINEAR = np.where(_BYTES <= 0.04045, _BYTES / 12.92, ((_BYTES + 0.055) / 1.055) ** 2.4).astype(np.float32)


def _to_linear(pixels: npt.NDArray[np.uint8], srgb: bool) -> npt.NDArray[np.float32]:
    if not srgb:
        return _BYTES[pixels].astype(np.float32, copy=False)
    out = _LINEAR[pixels]
    out[..., 3] = _BYTES[pixels[..., 3]]
    return out


_STEPS = np.linspace(0, 1, 4096, dtype=np.float32)
_SRGB = np.rint(
    255 * np.where(_STEPS <= 0.0031308, _STEPS * 12.92, 1.055 * np.maximum(_STEPS, 1e-9) ** (1 / 2.4) - 0.055)
).astype(np.uint8)


def _to_bytes(pixels: npt.NDArray[np.float32], srgb: bool) -> npt.NDArray[np.uint8]:
    if not srgb:
        return np.rint(np.clip(pixels, 0, 1) * 255).astype(np.uint8)
    out = _SRGB[np.rint(np.clip(pixels, 0, 1) * 4095).astype(np.int16)]
    out[..., 3] = np.rint(np.clip(pixels[..., 3], 0, 1) * 255)
    return out
