"""Materials as rows of a uniform block."""

from __future__ import annotations

import numpy as np

from vr_app.scene.material import Material
from vr_app.scene.material_extras import texture_rows
from vr_app.scene.texture_arrays import TextureArrays

MATERIAL_ROW = np.dtype(
    [
        ("base_colour", "<f4", 4),
        ("emissive", "<f4", 4),
        ("shade_colour", "<f4", 4),
        ("surface", "<f4", 4),
        ("uv_row0", "<f4", (5, 4)),
        ("uv_row1", "<f4", (5, 4)),
        ("flags", "<u4", 4),
        ("padding", "<f4", 4),
    ]
)
"""`surface`: metallic, roughness, normal scale, occlusion strength; `emissive.w`: alpha cutoff (0 where not masked).
`uv_row0/1`: rows of the affine map of each texture's coordinates; w says which set (0 or 1) it takes and which layer.
`flags`: shading (0 pbr, 1 unlit, 2 toon, 3 water), textures present (bits), alpha mode, first of its rows in
`DrawPlan.extras`."""
MATERIALS_PER_BLOCK = 65536 // MATERIAL_ROW.itemsize
"""As many as fit into a uniform block on every card of this kind."""
SLOTS = (
    "base_colour_texture",
    "metallic_roughness_texture",
    "normal_texture",
    "occlusion_texture",
    "emissive_texture",
)


def material_row(material: Material, arrays: TextureArrays, first_extra: int) -> tuple[object, ...]:
    """One `MATERIAL_ROW`; its rows in `DrawPlan.extras` begin at `first_extra`."""
    row0, row1 = np.zeros((5, 4), np.float32), np.zeros((5, 4), np.float32)
    present = 0
    for slot, name in enumerate(SLOTS):
        use = getattr(material, name)
        row0[slot], row1[slot] = (1, 0, 0, 0), (0, 1, 0, 0)
        if use is not None:
            present |= 1 << slot
            row0[slot], row1[slot] = texture_rows(use, arrays)
    cutoff = material.alpha_cutoff if material.alpha_mode == "MASK" else 0.0
    mode = {"OPAQUE": 0, "MASK": 1, "BLEND": 2}[material.alpha_mode]
    shading = {"pbr": 0, "unlit": 1, "toon": 2, "water": 3}[material.shading]
    return (
        material.base_colour,
        (*material.emissive, cutoff),
        (*material.shade_colour, 0.0),
        (material.metallic, material.roughness, material.normal_scale, material.occlusion_strength),
        row0,
        row1,
        (shading, present, mode, first_extra),
        (0.0, 0.0, 0.0, 0.0),
    )
