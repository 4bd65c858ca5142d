"""Reads pictures of the whole sky: Radiance .hdr (RGBE) and OpenEXR, equirectangular."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import numpy.typing as npt
import OpenEXR

from vr_app.kernel.errors import Location, UserError

LARGEST_BYTES = 300 << 20
MAX_PIXELS = 16384 * 8192
WIDEST = 4096
"""Wider pictures are halved: no display shows more."""
BRIGHTEST = 60000.0
"""What half floats hold; brighter texels (the sun's own disc) are cut there."""
REMEDY = "Export the picture as an equirectangular .hdr (Radiance) or .exr (OpenEXR) with red, green and blue."


def load_panorama(path: Path) -> npt.NDArray[np.float16]:
    """Linear radiance, float16 (h, w, 3), top row first.

    Raises: UserError where there is no such file or it is no such picture.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise _wrong(path, f"is larger than {LARGEST_BYTES >> 20} MB")
        data = path.read_bytes() if path.suffix.lower() == ".hdr" else b""
    except OSError as error:
        raise _wrong(path, f"cannot be read ({error.strerror})") from error
    pixels = _read_radiance(path, data) if path.suffix.lower() == ".hdr" else _read_exr(path)
    pixels = np.nan_to_num(np.clip(pixels, 0.0, BRIGHTEST), nan=0.0)
    while pixels.shape[1] > WIDEST:
        height, width = pixels.shape[0] // 2 * 2, pixels.shape[1] // 2 * 2
        pixels = pixels[:height, :width].reshape(height // 2, 2, width // 2, 2, 3).mean(axis=(1, 3))
    return pixels.astype(np.float16)


def _wrong(path: Path, what: str) -> UserError:
    return UserError(f"The sky picture {path.name} {what}", where=Location(path), remedy=REMEDY)


def _read_exr(path: Path) -> npt.NDArray[np.float32]:
    try:
        with OpenEXR.File(str(path)) as file:
            channels = file.channels()
            found = channels.get("RGB") or channels.get("RGBA")
            if found is None and {"R", "G", "B"} <= set(channels):
                pixels = np.stack([channels[name].pixels for name in "RGB"], axis=-1)
            elif found is not None:
                pixels = found.pixels[..., :3]
            else:
                raise _wrong(path, "has no red, green and blue")
    except (RuntimeError, ValueError, TypeError, OSError) as error:
        raise _wrong(path, f"is no OpenEXR picture ({error})") from error
    if pixels.shape[0] * pixels.shape[1] > MAX_PIXELS:
        raise _wrong(path, "has too many pixels")
    return pixels.astype(np.float32)


def _read_radiance(path: Path, data: bytes) -> npt.NDArray[np.float32]:
    """The format of Ward's Radiance: a text head, then runs of RGBE rows."""
    head = re.match(rb"#\?(?:RADIANCE|RGBE)\n.*?\n\n-Y (\d{1,5}) \+X (\d{1,5})\n", data[:4096], re.DOTALL)
    if head is None:
        raise _wrong(path, "is no Radiance picture with rows from top to bottom")
    height, width = int(head[1]), int(head[2])
    if not 0 < height * width <= MAX_PIXELS:
        raise _wrong(path, f"is {width} x {height} pixels, more than this program reads")
    try:
        rows = _rows(np.frombuffer(data, np.uint8), head.end(), height, width)
    except IndexError as error:
        raise _wrong(path, "ends too early or is damaged") from error
    scale = np.ldexp(1.0, rows[..., 3].astype(np.int32) - 136).astype(np.float32)
    return np.where(rows[..., 3:] > 0, rows[..., :3] * scale[..., None], 0.0).astype(np.float32)


def _rows(data: npt.NDArray[np.uint8], at: int, height: int, width: int) -> npt.NDArray[np.uint8]:
    """RGBE rows (height, width, 4). Raises: IndexError where the data does not hold them."""
    out = np.zeros((height, width, 4), np.uint8)
    for row in range(height):
        if at + 4 > len(data):
            raise IndexError
        packed = data[at] == 2 and data[at + 1] == 2 and (int(data[at + 2]) << 8 | int(data[at + 3])) == width
        if not packed:
            plain = data[at : at + width * 4]
            if len(plain) < width * 4:
                raise IndexError
            out[row] = plain.reshape(width, 4)
            at += width * 4
            continue
        at += 4
        for channel in range(4):
            at = _unpack(data, at, out[row, :, channel])
    return out


def _unpack(data: npt.NDArray[np.uint8], at: int, line: npt.NDArray[np.uint8]) -> int:
    """One channel of a row: runs (a count over 128 and a value) and stretches (a count and values)."""
    filled, width = 0, len(line)
    while filled < width:
        count = int(data[at])
        if count > 128:
            count -= 128
            line[filled : filled + count] = data[at + 1]
            at += 2
        else:
            values = data[at + 1 : at + 1 + count]
            if count == 0 or len(values) < count or filled + count > width:
                raise IndexError
            line[filled : filled + count] = values
            at += 1 + count
        filled += count
        if filled > width:
            raise IndexError
    return at
