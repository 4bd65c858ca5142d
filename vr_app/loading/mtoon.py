"""VRM's toon material (VRMC_materials_mtoon 1.0) to `MToon`."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, Literal

from vr_app.scene.material import MToon, TextureUse

OUTLINES: dict[Any, Literal["world", "screen"]] = {"worldCoordinates": "world", "screenCoordinates": "screen"}
BLACK, WHITE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)


def read_mtoon(
    extension: Mapping[str, Any],
    here: str,
    *,
    texture: Callable[[Any, str, bool], TextureUse | None],
    factor: Callable[..., Any],
    number: Callable[..., float],
) -> MToon:
    """Reads the extension of one material.

    Args:
        here: JSON pointer of the extension.
        texture: reads a texture info (with its pointer; True for colours), likewise `factor` a list, `number` a number.

    Raises: AssetError from these.
    """

    def picture(key: str, colour: bool) -> TextureUse | None:
        return texture(extension.get(key), f"{here}/{key}", colour)

    def amount(key: str, default: float) -> float:
        return number(extension, key, default, here)

    shift = extension.get("shadingShiftTexture")
    offset = amount("renderQueueOffsetNumber", 0.0)
    width = max(amount("outlineWidthFactor", 0.0), 0.0)
    return MToon(
        transparent_with_z_write=extension.get("transparentWithZWrite") is True,
        render_queue_offset=int(min(max(offset, -9.0), 9.0)),
        shade_texture=picture("shadeMultiplyTexture", True),
        shading_shift=amount("shadingShiftFactor", 0.0),
        shading_shift_texture=picture("shadingShiftTexture", False),
        shading_shift_texture_scale=number(shift, "scale", 1.0, f"{here}/shadingShiftTexture")
        if isinstance(shift, dict)
        else 1.0,
        shading_toony=min(max(amount("shadingToonyFactor", 0.9), 0.0), 1.0),
        gi_equalization=min(max(amount("giEqualizationFactor", 0.9), 0.0), 1.0),
        matcap=factor(extension, "matcapFactor", 3, WHITE, here),
        matcap_texture=picture("matcapTexture", True),
        rim_colour=factor(extension, "parametricRimColorFactor", 3, BLACK, here),
        rim_texture=picture("rimMultiplyTexture", True),
        rim_lighting_mix=amount("rimLightingMixFactor", 1.0),
        rim_fresnel_power=max(amount("parametricRimFresnelPowerFactor", 5.0), 0.0),
        rim_lift=amount("parametricRimLiftFactor", 0.0),
        outline=OUTLINES.get(extension.get("outlineWidthMode"), "none") if width > 0.0 else "none",
        outline_width=width,
        outline_width_texture=picture("outlineWidthMultiplyTexture", False),
        outline_colour=factor(extension, "outlineColorFactor", 3, BLACK, here),
        outline_lighting_mix=amount("outlineLightingMixFactor", 1.0),
        uv_animation_mask=picture("uvAnimationMaskTexture", False),
        uv_scroll_x=amount("uvAnimationScrollXSpeedFactor", 0.0),
        uv_scroll_y=amount("uvAnimationScrollYSpeedFactor", 0.0),
        uv_rotation=math.remainder(amount("uvAnimationRotationSpeedFactor", 0.0), 1e6),
    )
