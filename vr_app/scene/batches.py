"""Batches: runs of items that need the same state (pass, culling, shader, texture arrays) and are one draw call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.scene.material import Material, TextureUse, Wrap
from vr_app.scene.material_extras import extra_features, extra_textures, transmits
from vr_app.scene.material_rows import MATERIALS_PER_BLOCK, SLOTS
from vr_app.scene.texture_arrays import TextureArrays

OPAQUE, MASKED, BLENDED = 0, 1, 2
PASSES = {"OPAQUE": OPAQUE, "MASK": MASKED, "BLEND": BLENDED}

COLOURED, MIRRORED, SKINNED, MORPHED = 1, 2, 4, 8
"""What an item itself adds to its material: vertex colours, turned front faces, a skin, morph targets."""
VARIANT_FEATURES = ((COLOURED, "VERTEX_COLOURS"), (SKINNED, "SKINNED"), (MORPHED, "MORPHED"))
MAPS = ("BASE_COLOUR_MAP", "METALLIC_ROUGHNESS_MAP", "NORMAL_MAP", "OCCLUSION_MAP", "EMISSIVE_MAP")


@dataclass(frozen=True)
class TextureBinding:
    """What is bound for a texture slot: an array texture and how it is sampled."""

    array: int
    wrap_s: Wrap
    wrap_t: Wrap
    smooth: bool


@dataclass(frozen=True)
class Batch:
    """State shared by a run of items.

    Attributes:
        render_pass: OPAQUE, MASKED or BLENDED.
        mirrored: the items' transforms turn their front faces round.
        material_block: which `MATERIALS_PER_BLOCK` rows of `DrawPlan.materials`.
        features: names that the shader is compiled with for this material.
        textures: what is bound for each of the slots, or None; then those of layers or toon shading.
    """

    render_pass: int
    double_sided: bool
    mirrored: bool
    material_block: int
    features: tuple[str, ...]
    textures: tuple[TextureBinding | None, ...]


def batches_of(
    materials: Sequence[Material],
    item_material: npt.NDArray[np.int64],
    variant: npt.NDArray[np.integer],
    arrays: TextureArrays,
) -> tuple[tuple[Batch, ...], npt.NDArray[np.int64]]:
    """The batches in the order they are drawn in, and each item's."""
    keys, item_key = distinct(item_material * 16 + variant)
    wanted = [_batch(materials[key // 16], key // 16, key % 16, arrays) for key in keys.tolist()]
    # White is a colour too, and no morph target one that is not active: where some of a kind have them the others go
    # along.
    for number, key in enumerate(keys.tolist()):
        morphed = (MORPHED | COLOURED, MORPHED) if key % 16 & SKINNED else ()
        for more in (*morphed, COLOURED):
            also = _batch(materials[key // 16], key // 16, key % 16 | more, arrays)
            if also in wanted:
                wanted[number] = also
                break
    batches = tuple(sorted(dict.fromkeys(wanted), key=_drawn_when))
    number = {batch: position for position, batch in enumerate(batches)}
    return batches, np.array([number[batch] for batch in wanted], np.int64)[item_key]


def _drawn_when(batch: Batch) -> tuple[object, ...]:
    """Alike ones follow one another: another program costs the most, then other textures, then which sides are seen."""
    arrays = tuple(-1 if use is None else use.array for use in batch.textures)
    return batch.render_pass, batch.features, arrays, batch.mirrored, batch.double_sided


def distinct(values: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.intp]]:
    """The different values ascending, and which one each is (np.unique first imports a large package)."""
    ordered = np.sort(values)
    keys = ordered[np.flatnonzero(np.diff(ordered, prepend=ordered[:1] - 1))]
    return keys, np.searchsorted(keys, values)


def _batch(material: Material, number: int, variant: int, arrays: TextureArrays) -> Batch:
    uses = (*(getattr(material, slot) for slot in SLOTS), *extra_textures(material))
    return Batch(
        render_pass=BLENDED if transmits(material) else PASSES[material.alpha_mode],
        double_sided=material.double_sided,
        mirrored=bool(variant & MIRRORED),
        material_block=number // MATERIALS_PER_BLOCK,
        features=(*material_features(material), *(name for bit, name in VARIANT_FEATURES if variant & bit)),
        textures=tuple(_binding(use, arrays) for use in uses),
    )


def material_features(material: Material) -> tuple[str, ...]:
    """What of the surface shader a material needs; everything else is left out of its program."""
    names = [feature for slot, feature in zip(SLOTS, MAPS, strict=True) if getattr(material, slot) is not None]
    if material.shading != "pbr":
        names.append(material.shading.upper())
    if material.alpha_mode != "OPAQUE":
        names.append("MASKED" if material.alpha_mode == "MASK" else "BLENDED")
    uses = (*(getattr(material, slot) for slot in SLOTS), *extra_textures(material))
    names += ["SECOND_UV"] if any(use is not None and use.uv_set == 1 for use in uses) else []
    return (*names, *extra_features(material))


def _binding(use: TextureUse | None, arrays: TextureArrays) -> TextureBinding | None:
    """What must be bound for a texture; the layer and how its coordinates are mapped are in the material's row."""
    return None if use is None else TextureBinding(int(arrays.array[use.image]), use.wrap_s, use.wrap_t, use.smooth)
