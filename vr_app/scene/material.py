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
class MToon:
    """What VRM's toon shading (VRMC_materials_mtoon 1.0; 0.x properties are told in the same words) adds to a material.

    The lit colour is the material's base colour, the dark side its `shade_colour`. Colours are linear. Vertex colours
    are not used. UV animation moves all textures of the material but the matcap.

    Attributes:
        transparent_with_z_write: a BLEND material that also writes depth; drawn before the others.
        render_queue_offset: order among BLEND materials, -9 to 9; higher is later.
        shade_texture: multiplies `Material.shade_colour`.
        shading_shift: added to dot(N, L).
        shading_shift_texture: its red, times `shading_shift_texture_scale`, is added too (data).
        shading_toony: shading is linearstep(-1 + toony, 1 - toony, shifted dot(N, L)).
        gi_equalization: how much of the surrounding light comes evenly from all directions.
        matcap: factor of `matcap_texture`, which is looked up by the view-space normal and added.
        rim_colour: parametric rim, pow(saturate(1 - dot(N, V) + rim_lift), rim_fresnel_power).
        rim_texture: multiplies matcap and rim.
        rim_lighting_mix: how far matcap and rim are dimmed by the light that falls there.
        outline: how `outline_width` is measured: metres, or a share of the picture's height; "none" draws no outline.
        outline_width_texture: its green multiplies the width (data).
        outline_lighting_mix: 0 draws `outline_colour` as it is, 1 multiplies it by the surface's shading.
        uv_animation_mask: its blue multiplies the animation (data).
        uv_scroll_x: texture coordinates per second, also `uv_scroll_y`.
        uv_rotation: radians per second about (0.5, 0.5).
    """

    transparent_with_z_write: bool = False
    render_queue_offset: int = 0
    shade_texture: TextureUse | None = None
    shading_shift: float = 0.0
    shading_shift_texture: TextureUse | None = None
    shading_shift_texture_scale: float = 1.0
    shading_toony: float = 0.9
    gi_equalization: float = 0.9
    matcap: tuple[float, float, float] = (1.0, 1.0, 1.0)
    matcap_texture: TextureUse | None = None
    rim_colour: tuple[float, float, float] = (0.0, 0.0, 0.0)
    rim_texture: TextureUse | None = None
    rim_lighting_mix: float = 1.0
    rim_fresnel_power: float = 5.0
    rim_lift: float = 0.0
    outline: Literal["none", "world", "screen"] = "none"
    outline_width: float = 0.0
    outline_width_texture: TextureUse | None = None
    outline_colour: tuple[float, float, float] = (0.0, 0.0, 0.0)
    outline_lighting_mix: float = 1.0
    uv_animation_mask: TextureUse | None = None
    uv_scroll_x: float = 0.0
    uv_scroll_y: float = 0.0
    uv_rotation: float = 0.0


MTOON_TEXTURES = (
    "shade_texture",
    "shading_shift_texture",
    "matcap_texture",
    "rim_texture",
    "outline_width_texture",
    "uv_animation_mask",
)
"""The fields of `MToon` that are textures."""


@dataclass(frozen=True)
class SurfaceLayers:
    """What the KHR_materials extensions clearcoat, sheen, transmission, volume, ior and specular add; glTF's words.

    Colours are linear. Textures of the shares (clearcoat, transmission, thickness, roughnesses, specular) are data.

    Attributes:
        clearcoat: share of the clear layer; its texture's red multiplies it.
        clearcoat_roughness: green of its texture multiplies it.
        sheen_colour: RGB of the texture multiplies it.
        sheen_roughness: alpha of its texture multiplies it.
        transmission: share of light that passes the surface instead of being scattered; times its texture's red.
        thickness_m: thickness of the volume beneath the surface in the mesh's space; 0 is thin-walled; times green.
        attenuation_distance_m: infinite without attenuation.
        ior: index of refraction.
        specular: strength of the reflection of non-metals; times its texture's alpha.
        specular_colour: its tint at normal incidence; may exceed 1.
    """

    clearcoat: float = 0.0
    clearcoat_texture: TextureUse | None = None
    clearcoat_roughness: float = 0.0
    clearcoat_roughness_texture: TextureUse | None = None
    clearcoat_normal_texture: TextureUse | None = None
    clearcoat_normal_scale: float = 1.0
    sheen_colour: tuple[float, float, float] = (0.0, 0.0, 0.0)
    sheen_colour_texture: TextureUse | None = None
    sheen_roughness: float = 0.0
    sheen_roughness_texture: TextureUse | None = None
    transmission: float = 0.0
    transmission_texture: TextureUse | None = None
    thickness_m: float = 0.0
    thickness_texture: TextureUse | None = None
    attenuation_distance_m: float = float("inf")
    attenuation_colour: tuple[float, float, float] = (1.0, 1.0, 1.0)
    ior: float = 1.5
    specular: float = 1.0
    specular_texture: TextureUse | None = None
    specular_colour: tuple[float, float, float] = (1.0, 1.0, 1.0)
    specular_colour_texture: TextureUse | None = None


LAYER_TEXTURES = (
    "clearcoat_texture",
    "clearcoat_roughness_texture",
    "clearcoat_normal_texture",
    "sheen_colour_texture",
    "sheen_roughness_texture",
    "transmission_texture",
    "thickness_texture",
    "specular_texture",
    "specular_colour_texture",
)
"""The fields of `SurfaceLayers` that are textures."""


@dataclass(frozen=True)
class Material:
    """Surface of a primitive; colours are linear.

    Attributes:
        base_colour: RGBA factor.
        emissive: RGB radiance factor, strength already multiplied in (1 is about as bright as lit white).
        shading: "toon" is lit in soft bands with `shade_colour` on the dark side.
        alpha_mode: as in glTF.
        mtoon: VRM's parameters of toon shading; None for the plain soft bands.
        layers: clearcoat, sheen, transmission and the like; None where the file uses none of them.
    """

    name: str = ""
    base_colour: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)
    metallic: float = 1.0
    roughness: float = 1.0
    emissive: tuple[float, float, float] = (0.0, 0.0, 0.0)
    shade_colour: tuple[float, float, float] = (0.6, 0.6, 0.6)
    shading: Literal["pbr", "unlit", "toon", "water"] = "pbr"
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
    mtoon: MToon | None = None
    layers: SurfaceLayers | None = None
