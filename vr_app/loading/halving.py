"""Mip levels of pictures nothing shines through, four channels at once.

A pixel is four 16-bit numbers in linear light, and those four are one 64-bit number: levels of a quarter of the
range can be added without any channel spilling over into the next.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

STRIP_ROWS = 16
"""So many rows of a halved picture are worked on at once: few enough to stay in the processor's own memory."""
QUARTER = 16383
_HALF_STEP, _KEPT = np.uint64(0x0002000200020002), np.uint64(0x3FFF3FFF3FFF3FFF)

LINEAR_OF_DATA = np.arange(256, dtype=np.float32) / np.float32(255)
_BENT = ((LINEAR_OF_DATA + 0.055) / 1.055) ** 2.4
LINEAR_OF_SRGB = np.where(LINEAR_OF_DATA <= 0.04045, LINEAR_OF_DATA / 12.92, _BENT).astype(np.float32)
"""Light of each byte, from 0 to 1."""


def srgb_bytes(light: npt.NDArray[np.floating]) -> npt.NDArray[np.uint8]:
    """From linear light, 0 to 1."""
    bent = 1.055 * np.maximum(light, 1e-9) ** (1 / 2.4) - 0.055
    return np.rint(255 * np.where(light <= 0.0031308, light * 12.92, bent)).astype(np.uint8)


_SUMS = np.arange(65536) / (4.0 * QUARTER)


def _pairs(light: npt.NDArray[np.float32]) -> npt.NDArray[np.uint32]:
    """The quarters of two bytes that follow one another, as one number, for the two taken as one number."""
    quarters = np.rint(light * QUARTER).astype(np.uint16)
    both = np.arange(65536, dtype=np.uint16).view(np.uint8).reshape(-1, 2)
    return quarters[both].view(np.uint32)[:, 0]


_QUARTERS_OF = {True: _pairs(LINEAR_OF_SRGB), False: _pairs(LINEAR_OF_DATA)}
_BYTE_OF = {
    True: srgb_bytes(np.minimum(_SUMS, 1.0)),
    False: np.rint(np.minimum(_SUMS, 1.0) * 255).astype(np.uint8),
}


def opaque_levels(pixels: npt.NDArray[np.uint8], *, srgb: bool) -> list[npt.NDArray[np.uint8]]:
    """All levels below that of (h, w, 4) down to 1 x 1; each is the mean of 2 x 2 pixels in linear light."""
    height, width = pixels.shape[:2]
    halved = (max(height // 2, 1), max(width // 2, 1))
    sums, first = np.empty(halved, np.uint64), np.empty((*halved, 4), np.uint8)
    for start in range(0, halved[0], STRIP_ROWS):
        stop = min(start + STRIP_ROWS, halved[0])
        source = pixels if height == 1 else pixels[start * 2 : stop * 2]
        quarters = np.take(_QUARTERS_OF[srgb], source.view(np.uint16), mode="clip").view(np.uint64)[..., 0]
        sums[start:stop] = _summed(quarters, stop - start, halved[1])
        first[start:stop] = _bytes(sums[start:stop], srgb)
    levels = [first]
    while max(sums.shape) > 1:
        quarters = ((sums + _HALF_STEP) >> np.uint64(2)) & _KEPT
        sums = _summed(quarters, max(sums.shape[0] // 2, 1), max(sums.shape[1] // 2, 1))
        levels.append(_bytes(sums, srgb))
    return levels


def _summed(quarters: npt.NDArray[np.uint64], height: int, width: int) -> npt.NDArray[np.uint64]:
    """Of every 2 x 2 pixels; a picture one pixel high or wide counts each twice."""
    low = quarters[: height * 2 : 2] if quarters.shape[0] > 1 else quarters
    high = quarters[1 : height * 2 : 2] if quarters.shape[0] > 1 else quarters
    rows = low + high
    return rows[:, : width * 2 : 2] + rows[:, 1 : width * 2 : 2] if rows.shape[1] > 1 else rows + rows


def _bytes(sums: npt.NDArray[np.uint64], srgb: bool) -> npt.NDArray[np.uint8]:
    return np.take(_BYTE_OF[srgb], np.ascontiguousarray(sums).view(np.uint16).reshape(*sums.shape, 4), mode="clip")
