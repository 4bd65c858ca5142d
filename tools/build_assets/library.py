"""The materials that our scenes share, made once each."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from tools.build_assets import textures
from tools.build_assets.glb import Material


@cache
def stone() -> Material:
    """Dressed limestone without joints, for mouldings and piers."""
    return Material("limestone", textures.ashlar(512, 12, joints=False), 1.4, bump=0.8)


@cache
def turned_stone() -> Material:
    """Limestone smoothed on the lathe, for balusters and finials: no relief."""
    return Material("turned limestone", replace(stone().textures, height=None), 1.4)  # type: ignore[type-var]


@cache
def courses() -> Material:
    """Limestone walls in courses."""
    return Material("limestone courses", textures.ashlar(512, 11), 2.0)


@cache
def paving() -> Material:
    """Worn terrace slabs."""
    return Material("paving", textures.paving(1024, 1), 2.7, quality=88)


@cache
def brass() -> Material:
    """Polished, a little worn."""
    return Material("brass", textures.metal(256, 61, "#efcb80", "#b48a4a", 0.2), 0.6)


@cache
def dark_brass() -> Material:
    """Aged brass."""
    return Material("aged brass", textures.metal(256, 66, "#a8813f", "#4c3517", 0.38), 0.6)


@cache
def iron() -> Material:
    """Black wrought iron."""
    return Material("wrought iron", textures.metal(256, 63, "#4c4b4d", "#232225", 0.5), 0.5)


@cache
def copper() -> Material:
    """Copper roofing gone green."""
    texture = textures.metal(512, 64, "#7d6650", "#4a3a30", 0.45, patina="#6a9c90", amount=0.75)
    return Material("weathered copper", texture, 2.5)


@cache
def wood() -> Material:
    """Oiled hardwood slats."""
    return Material("oiled wood", textures.wood(256, 51, "#a8734a", "#56341d"), 0.5)


@cache
def dark_wood() -> Material:
    """Polished mahogany."""
    return Material("mahogany", textures.wood(256, 55, "#6e3b22", "#32170c", gloss=0.28), 0.7)


@cache
def terracotta() -> Material:
    """Fired clay pots."""
    return Material("terracotta", textures.terracotta(), 0.7)


@cache
def soil() -> Material:
    """Earth in pots."""
    return Material("soil", None, colour=(0.028, 0.02, 0.014), roughness=1.0)


@cache
def leaves() -> Material:
    """Green leaves, both sides."""
    return Material("leaves", textures.leaf(128, 81), 0.5, double_sided=True)


@cache
def dark_leaves() -> Material:
    """Cypress and ivy."""
    return Material("dark leaves", textures.leaf(128, 85, "#57743f", "#1f3217"), 0.5, double_sided=True)


@cache
def petals() -> Material:
    """Lavender."""
    return Material("lavender", None, colour=(0.24, 0.16, 0.42), roughness=0.8, double_sided=True)


@cache
def lamp_glass() -> Material:
    """The lit glass of a lantern."""
    return Material("lit glass", None, colour=(1.0, 0.75, 0.42), roughness=0.5, emissive=(3.2, 1.25, 0.28))


@cache
def window_glow() -> Material:
    """A window with a lamp behind drawn curtains."""
    size = 128
    x = np.arange(size) / size
    folds = 0.72 + 0.28 * np.sin(2 * np.pi * (5 * x + 0.25 * np.sin(2 * np.pi * 2 * x)))[None, :]
    light = folds * (0.55 + 0.9 * (textures.cloud(size, 19, 2.2) - 0.25))
    picture = textures.jpeg(np.repeat(np.clip(light, 0.0, 1.0)[..., None], 3, axis=2), 85)
    return Material(
        "lit window",
        None,
        1.5,
        colour=(0.16, 0.09, 0.035),
        roughness=0.35,
        emissive=(1.5, 0.62, 0.15),
        emissive_picture=picture,
    )


@cache
def glass() -> Material:
    """Clear glass."""
    return Material("glass", None, colour=(0.6, 0.7, 0.7), roughness=0.03, alpha=0.05)


@cache
def lens() -> Material:
    """Dark coated glass."""
    return Material("lens", None, colour=(0.02, 0.035, 0.06), roughness=0.04)


@cache
def marble() -> Material:
    """White statuary marble."""
    return Material("white marble", textures.marble(512, 31), 1.2)


@cache
def black_marble() -> Material:
    """Black marble with light veins."""
    return Material("black marble", textures.marble(512, 36, "#2a2a2d", "#75706a", 0.9), 1.2)


@cache
def velvet() -> Material:
    """Crimson velvet."""
    return Material("velvet", textures.fabric(), 0.25)


@cache
def bone() -> Material:
    """Old bone."""
    return Material("bone", textures.bone(), 0.6)


@cache
def gilt() -> Material:
    """Gilded wood."""
    return Material("gilding", textures.metal(256, 67, "#f0cb74", "#a0752f", 0.3), 0.4)


@cache
def plaster() -> Material:
    """Painted plaster wall."""
    return Material("plaster", textures.plaster(512, 41, "#d9cfba"), 2.0, bump=0.6)
