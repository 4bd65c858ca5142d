"""What only some materials have (layers, toon shading), packed as rows of four numbers for the shaders.

A material's rows begin with its numbers, in the order of `shaders/layers.glsl` or `shaders/toon.glsl`; then come two
rows per texture: the affine map of its coordinates, which set it takes, and its layer in the array that is bound.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vr_app.scene.material import LAYER_TEXTURES, MTOON_TEXTURES, Material, MToon, SurfaceLayers, TextureUse
from vr_app.scene.texture_arrays import TextureArrays

OUTLINES = {"none": 0.0, "world": 1.0, "screen": 2.0}
FAR_M = 1e6
"""Stands for an infinite attenuation distance."""


def extra_textures(material: Material) -> tuple[TextureUse | None, ...]:
    """The textures beyond the first five, in the order of their units; empty where there can be none."""
    if material.shading == "toon":
        return tuple(getattr(material.mtoon or MToon(), name) for name in MTOON_TEXTURES)
    if material.layers is not None and material.shading == "pbr":
        return tuple(getattr(material.layers, name) for name in LAYER_TEXTURES)
    return ()


def extra_features(material: Material) -> tuple[str, ...]:
    """What of the shaders these need."""
    names: list[str] = []
    fields = MTOON_TEXTURES if material.shading == "toon" else LAYER_TEXTURES
    uses = extra_textures(material)
    if material.shading == "toon":
        toon = material.mtoon or MToon()
        names += ["OUTLINE"] if toon.outline != "none" and toon.outline_width > 0 else []
        names += ["Z_WRITE"] if toon.transparent_with_z_write and material.alpha_mode == "BLEND" else []
        names += ["UV_ANIMATION"] if toon.uv_scroll_x or toon.uv_scroll_y or toon.uv_rotation else []
    elif uses and material.layers is not None:
        layers = material.layers
        names.append("LAYERS")
        names += ["CLEARCOAT"] if layers.clearcoat > 0 else []
        names += ["SHEEN"] if max(layers.sheen_colour) > 0 else []
        names += ["TRANSMISSION"] if transmits(material) else []
    names += [f"{name.removesuffix('_texture').upper()}_MAP" for name, use in zip(fields, uses, strict=False) if use]
    return tuple(names)


def transmits(material: Material) -> bool:
    """Whether what lies behind is seen through it."""
    return material.shading == "pbr" and material.layers is not None and material.layers.transmission > 0


def extra_rows(material: Material, arrays: TextureArrays) -> npt.NDArray[np.float32]:
    """float32 (R, 4); no rows where the material is a plain one."""
    uses = extra_textures(material)
    if not uses:
        return np.zeros((0, 4), np.float32)
    if material.shading == "toon":
        numbers = _toon_rows(material.mtoon or MToon())
    else:
        assert material.layers is not None
        numbers = _layer_rows(material.layers)
    maps = [row for use in uses for row in texture_rows(use, arrays)]
    return np.array([*numbers, *maps], np.float32)


def texture_rows(use: TextureUse | None, arrays: TextureArrays) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Rows of the affine map of a texture's coordinates; w says which set it takes, and which layer of the array."""
    if use is None:
        return (1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0)
    cosine, sine = float(np.cos(use.rotation_rad)), float(np.sin(use.rotation_rad))
    (wide, high), (x, y) = use.scale, use.offset
    return (
        (cosine * wide, sine * high, x, float(use.uv_set)),
        (-sine * wide, cosine * high, y, float(arrays.layer[use.image])),
    )


def _layer_rows(layers: SurfaceLayers) -> list[tuple[float, ...]]:
    return [
        (layers.clearcoat, layers.clearcoat_roughness, layers.clearcoat_normal_scale, layers.transmission),
        (*layers.sheen_colour, layers.sheen_roughness),
        (*layers.attenuation_colour, min(layers.attenuation_distance_m, FAR_M)),
        (layers.thickness_m, layers.ior, layers.specular, 0.0),
        (*layers.specular_colour, 0.0),
    ]


def _toon_rows(toon: MToon) -> list[tuple[float, ...]]:
    return [
        (toon.shading_shift, toon.shading_toony, toon.gi_equalization, toon.shading_shift_texture_scale),
        (*toon.matcap, toon.rim_lighting_mix),
        (*toon.rim_colour, toon.rim_fresnel_power),
        (*toon.outline_colour, toon.outline_lighting_mix),
        (toon.rim_lift, toon.outline_width, OUTLINES[toon.outline], 0.0),
        (toon.uv_scroll_x, toon.uv_scroll_y, toon.uv_rotation, 0.0),
    ]
