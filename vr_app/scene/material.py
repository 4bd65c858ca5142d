"""Materials (glTF metallic-roughness, unlit, toon), the textures they use, and images with their mip levels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Wrap = Literal["repeat", "clamp", "mirror"]


@dataclass(frozen=True)
class Image:
    """A picture as the graphics card wants it.

    Attributes:
        name: for messages.
        levels: uint8 (h, w, 4) mip levels, the full size first, each half the one before, down to 1 x 1.
        srgb: True for colours, False for data (normals, roughness).
    """

    name: str
    levels: tuple[npt.NDArray[np.uint8], ...]
    srgb: bool = True


@dataclass(frozen=True)
class TextureUse:
    """How a material uses an image.

    Attributes:
        image: index into the images.
        uv_set: 0 or 1.
        offset: KHR_texture_transform, in texture space.
        rotation_rad: KHR_texture_transform.
        scale: KHR_texture_transform.
        smooth: False for nearest-texel magnification.
    """

    image: int
    uv_set: int = 0
    offset: tuple[float, float] = (0.0, 0.0)
    rotation_rad: float = 0.0
    scale: tuple[float, float] = (1.0, 1.0)
    wrap_s: Wrap = "repeat"
    wrap_t: Wrap = "repeat"
    smooth: bool = True


@dataclass(frozen=True)
class Material:
    """Surface of a primitive; colours are linear.

    Attributes:
        base_colour: RGBA factor.
        emissive: RGB radiance factor, strength already multiplied in (1 is about as bright as lit white).
        shading: "toon" is lit in soft bands with `shade_colour` on the dark side.
        alpha_mode: as in glTF.
    """

    name: str = ""
    base_colour: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)
    metallic: float = 1.0
    roughness: float = 1.0
    emissive: tuple[float, float, float] = (0.0, 0.0, 0.0)
    shade_colour: tuple[float, float, float] = (0.6, 0.6, 0.6)
    shading: Literal["pbr", "unlit", "toon"] = "pbr"
    alpha_mode: Literal["OPAQUE", "MASK", "BLEND"] = "OPAQUE"
    alpha_cutoff: float = 0.5
    double_sided: bool = False
    normal_scale: float = 1.0
    occlusion_strength: float = 1.0
    base_colour_texture: TextureUse | None = None
    metallic_roughness_texture: TextureUse | None = None
    normal_texture: TextureUse | None = None
    occlusion_texture: TextureUse | None = None
    emissive_texture: TextureUse | None = None
