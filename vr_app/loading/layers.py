"""The KHR_materials extensions that lay something on or under a surface, to `SurfaceLayers`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vr_app.scene.material import SurfaceLayers, TextureUse

LAYERS: dict[str, dict[str, str]] = {
    "KHR_materials_clearcoat": {
        "clearcoatFactor": "clearcoat",
        "clearcoatTexture": "clearcoat_texture",
        "clearcoatRoughnessFactor": "clearcoat_roughness",
        "clearcoatRoughnessTexture": "clearcoat_roughness_texture",
        "clearcoatNormalTexture": "clearcoat_normal_texture",
    },
    "KHR_materials_sheen": {
        "sheenColorFactor": "sheen_colour",
        "sheenColorTexture": "sheen_colour_texture",
        "sheenRoughnessFactor": "sheen_roughness",
        "sheenRoughnessTexture": "sheen_roughness_texture",
    },
    "KHR_materials_transmission": {
        "transmissionFactor": "transmission",
        "transmissionTexture": "transmission_texture",
    },
    "KHR_materials_volume": {
        "thicknessFactor": "thickness_m",
        "thicknessTexture": "thickness_texture",
        "attenuationDistance": "attenuation_distance_m",
        "attenuationColor": "attenuation_colour",
    },
    "KHR_materials_ior": {"ior": "ior"},
    "KHR_materials_specular": {
        "specularFactor": "specular",
        "specularTexture": "specular_texture",
        "specularColorFactor": "specular_colour",
        "specularColorTexture": "specular_colour_texture",
    },
}
"""Property of each extension, and the field of `SurfaceLayers` that it fills."""
COLOUR_TEXTURES = ("sheenColorTexture", "specularColorTexture")


def read_layers(
    extensions: dict[str, Any],
    here: str,
    *,
    texture: Callable[[Any, str, bool], TextureUse | None],
    factor: Callable[[dict[str, Any], str, int, tuple[float, ...], str], Any],
    number: Callable[[dict[str, Any], str, float, str], float],
) -> SurfaceLayers | None:
    """What the extensions of a material add; None where it has none of them.

    Args:
        extensions: the material's `extensions`.
        here: their JSON pointer.
        texture: reads a use of a texture (object, pointer, whether it holds colours).
        factor: reads a list of numbers (object, key, width, default, pointer).
        number: reads a number (object, key, default, pointer).
    """
    values: dict[str, Any] = {}
    for name, fields in LAYERS.items():
        entry = extensions.get(name)
        if not isinstance(entry, dict):
            continue
        place = f"{here}/{name}"
        for key, field in fields.items():
            if key not in entry:
                continue
            if key.endswith("Texture"):
                values[field] = texture(entry[key], f"{place}/{key}", key in COLOUR_TEXTURES)
            elif key.endswith(("ColorFactor", "attenuationColor")):
                values[field] = factor(entry, key, 3, (1.0, 1.0, 1.0), place)
            else:
                values[field] = max(number(entry, key, 0.0, place), 0.0)
        normal = entry.get("clearcoatNormalTexture")
        if isinstance(normal, dict):
            values["clearcoat_normal_scale"] = number(normal, "scale", 1.0, f"{place}/clearcoatNormalTexture")
    if values.get("ior") == 0:
        values["ior"] = float("inf")
    if values.get("attenuation_distance_m") == 0:
        values["attenuation_distance_m"] = 1e-6
    return SurfaceLayers(**values) if values else None
