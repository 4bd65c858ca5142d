"""Which images share one array texture: things that differ only in their pictures are then drawn in one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.material import Image

MAX_LAYERS = 256
"""Of one array; every OpenGL 4.5 has 2,048."""


@dataclass(frozen=True)
class TextureArrays:
    """Where each image is.

    Attributes:
        members: the images of each array, in the order of their layers.
        array: int32 (I); the array that holds an image.
        layer: int32 (I); its layer in it.
    """

    members: tuple[tuple[int, ...], ...]
    array: npt.NDArray[np.int32]
    layer: npt.NDArray[np.int32]


def arrange_textures(images: Sequence[Image]) -> TextureArrays:
    """Images of the same size, number of levels and kind of values come together."""
    open_array: dict[tuple[object, ...], int] = {}
    members: list[list[int]] = []
    array, layer = np.zeros(len(images), np.int32), np.zeros(len(images), np.int32)
    for number, image in enumerate(images):
        key = (*image.levels[0].shape[:2], len(image.levels), image.srgb)
        place = open_array.get(key)
        if place is None or len(members[place]) >= MAX_LAYERS:
            place = open_array[key] = len(members)
            members.append([])
        array[number], layer[number] = place, len(members[place])
        members[place].append(number)
    return TextureArrays(tuple(map(tuple, members)), array, layer)
