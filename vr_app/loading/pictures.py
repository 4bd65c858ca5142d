"""Decodes pictures (PNG, JPEG, WebP, KTX 2 with Basis) to RGBA and makes their mip levels."""

from __future__ import annotations

import io
import struct
import warnings

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow
from PIL import JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from vr_app.loading.halving import LINEAR_OF_DATA, LINEAR_OF_SRGB, opaque_levels, srgb_bytes
from vr_app.scene.material import Image

MAX_PIXELS = 8192 * 8192
MAX_SIDE = 4096
READERS = (
    (b"\x89PNG\r\n\x1a\n", PngImagePlugin.PngImageFile),
    (b"\xff\xd8\xff", JpegImagePlugin.JpegImageFile),
    (b"RIFF", WebPImagePlugin.WebPImageFile),
)
"""How a picture's bytes begin and what reads it. `Pillow.open` would first import readers of other kinds."""
KTX2_MAGIC = b"\xabKTX 20\xbb\r\n\x1a\n"
STRIP_ROWS = 16
"""So many rows of a halved picture are worked on at once: few enough to stay in the processor's own memory."""
SIDES = ((64 << 20, MAX_SIDE), (128 << 20, 2048), (256 << 20, 1024))
"""Pixels kept so far, and the longest side that a picture may keep while they are fewer."""
SMALLEST_SIDE = 256
FULL_PIXELS_PER_BYTE = 64
UNREADABLE = (OSError, ValueError, SyntaxError, IndexError, KeyError, TypeError, EOFError, MemoryError, struct.error)
MAX_HOLLOW_PIXELS = 40 << 20
"""Pixels beyond so many per byte of the file cost much to decode and nothing to write: few are decoded."""


class PictureError(ValueError):
    """A picture that cannot be decoded; the message is plain words."""


class PictureBudget:
    """Bounds what the pictures of one file may take: once much is decoded, further ones are kept smaller."""

    def __init__(self) -> None:
        self._kept = 0
        self._hollow = 0

    def side(self) -> int:
        """Longest side the next picture may keep."""
        return next((side for pixels, side in SIDES if self._kept < pixels), SMALLEST_SIDE)

    def spend(self, pixels: int, data_bytes: int) -> None:
        """Before a picture is decoded. Raises: PictureError where too much has been decoded already."""
        self._hollow += max(pixels - data_bytes * FULL_PIXELS_PER_BYTE, 0)
        if self._hollow > MAX_HOLLOW_PIXELS:
            raise PictureError("is one picture too many: the file's pictures are too large together")
        self._kept += min(pixels, self.side() ** 2)


def decode_picture(data: bytes | memoryview, name: str, *, srgb: bool, budget: PictureBudget | None = None) -> Image:
    """Decodes and scales down what is larger than 4096 a side.

    Args:
        srgb: True for colours: mips are then averaged in linear light.
        budget: shared by the pictures of one file.
    Raises: PictureError.
    """
    budget = budget or PictureBudget()
    read = _read_ktx2 if bytes(data[:12]) == KTX2_MAGIC else _read_common
    pixels = read(data, budget)
    return Image(name, mip_levels(np.ascontiguousarray(pixels), srgb=srgb), srgb)


def _read_common(data: bytes | memoryview, budget: PictureBudget) -> npt.NDArray[np.uint8]:
    side = budget.side()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with _opened(data) as picture:
                width, height = picture.size
                if width * height > MAX_PIXELS:
                    raise PictureError(f"is {width} x {height} pixels, more than this program reads")
                if max(width, height) > side:
                    picture.draft("RGB", (side, side))
                budget.spend(picture.size[0] * picture.size[1], len(data))
                if max(picture.size) > side:
                    picture.thumbnail((side, side))
                return _rgba(_eight_bits(picture))
    except PictureError:
        raise
    except UNREADABLE as error:
        raise PictureError(f"is no picture that can be read ({str(error)[:80]})") from None


def _opened(data: bytes | memoryview) -> Pillow.Image:
    for magic, reader in READERS:
        if bytes(data[: len(magic)]) == magic:
            return reader(io.BytesIO(data))
    raise PictureError("is no picture that can be read (of no kind that is known)")


def _rgba(picture: Pillow.Image) -> npt.NDArray[np.uint8]:
    """A picture's pixels (h, w, 4), taken over in strips: a whole converted copy would be held three times over."""
    picture.load()
    if picture.mode == "P" or "transparency" in picture.info:
        return np.asarray(picture.convert("RGBA"))
    width, height = picture.size
    out = np.empty((height, width, 4), np.uint8)
    for top in range(0, height, STRIP_ROWS):
        strip = picture.crop((0, top, width, min(top + STRIP_ROWS, height)))
        out[top : top + STRIP_ROWS] = np.asarray(strip.convert("RGBA"))
    return out


def _eight_bits(picture: Pillow.Image) -> Pillow.Image:
    """Sixteen-bit grey would be clipped by Pillow's own conversion."""
    if not picture.mode.startswith("I"):
        return picture
    grey = np.asarray(picture).astype(np.float32) / 257
    return Pillow.fromarray(np.clip(np.rint(grey), 0, 255).astype(np.uint8))


def _read_ktx2(data: bytes | memoryview, budget: PictureBudget) -> npt.NDArray[np.uint8]:
    import opengl_basisu  # Its tables take a tenth of a second, and few files need them.

    side = budget.side()
    try:
        texture = opengl_basisu.open(bytes(data))
        for level in range(texture.levels):
            width, height = texture.level_size(level)
            if max(width, height) <= side:
                budget.spend(width * height, len(data))
                return np.asarray(texture.transcode(opengl_basisu.Target.RGBA8, level).data, np.uint8)
    except (ValueError, IndexError, MemoryError, OverflowError) as error:
        raise PictureError(f"is no Basis picture that can be read ({str(error)[:80]})") from None
    raise PictureError(f"is {texture.width} x {texture.height} pixels without smaller levels, more than is read")


def mip_levels(pixels: npt.NDArray[np.uint8], *, srgb: bool) -> tuple[npt.NDArray[np.uint8], ...]:
    """All levels of (h, w, 4) down to 1 x 1, each a 2 x 2 average (colours in linear light, weighted by alpha)."""
    if max(pixels.shape[:2]) == 1:
        return (pixels,)
    if int(np.bitwise_and.reduce(pixels.view(np.uint32), axis=None)) >> 24 == 255:
        return (pixels, *opaque_levels(pixels, srgb=srgb))
    return (pixels, *_see_through_levels(pixels, srgb))


def _see_through_levels(pixels: npt.NDArray[np.uint8], srgb: bool) -> list[npt.NDArray[np.uint8]]:
    height, width = pixels.shape[:2]
    halved = (max(height // 2, 1), max(width // 2, 1))
    current, first = np.empty((*halved, 4), np.float32), np.empty((*halved, 4), np.uint8)
    for start in range(0, halved[0], STRIP_ROWS):
        rows = slice(start, min(start + STRIP_ROWS, halved[0]))
        source = pixels if height == 1 else pixels[rows.start * 2 : rows.stop * 2]
        current[rows] = _halved(_to_linear(source, srgb), rows.stop - rows.start, halved[1])
        first[rows] = _to_bytes(current[rows], srgb)
    levels = [first]
    while max(current.shape[:2]) > 1:
        height, width = max(current.shape[0] // 2, 1), max(current.shape[1] // 2, 1)
        current = _halved(current, height, width)
        levels.append(_to_bytes(current, srgb))
    return levels


def _halved(pixels: npt.NDArray[np.float32], height: int, width: int) -> npt.NDArray[np.float32]:
    pixels[..., :3] *= np.maximum(pixels[..., 3:], 1e-4)
    if pixels.shape[0] > 1:
        pixels = (pixels[: height * 2 : 2] + pixels[1 : height * 2 : 2]) * np.float32(0.5)
    if pixels.shape[1] > 1:
        pixels = (pixels[:, : width * 2 : 2] + pixels[:, 1 : width * 2 : 2]) * np.float32(0.5)
    pixels[..., :3] /= np.maximum(pixels[..., 3:], 1e-4)
    return pixels


def _to_linear(pixels: npt.NDArray[np.uint8], srgb: bool) -> npt.NDArray[np.float32]:
    out = np.take(LINEAR_OF_SRGB if srgb else LINEAR_OF_DATA, pixels, mode="clip")
    if srgb:
        out[..., 3] = np.take(LINEAR_OF_DATA, pixels[..., 3], mode="clip")
    return out


_STEPS = np.linspace(0, 1, 4096, dtype=np.float32)
_SRGB = srgb_bytes(_STEPS)


def _to_bytes(pixels: npt.NDArray[np.float32], srgb: bool) -> npt.NDArray[np.uint8]:
    """Averages of numbers from 0 to 1 lie there too, but for rounding."""
    if not srgb:
        return (pixels * 255 + 0.5).astype(np.uint8)
    out = np.take(_SRGB, (pixels * 4095 + 0.5).astype(np.int16), mode="clip")
    out[..., 3] = pixels[..., 3] * 255 + 0.5
    return out
