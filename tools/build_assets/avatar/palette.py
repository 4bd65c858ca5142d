"""Colours of a figure, written as the eye sees them (sRGB, 0-255) and handed out linear."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tools.build_assets.avatar.sdf import Array

Rgb = tuple[int, int, int]


def linear(rgb: Rgb) -> Array:
    """sRGB bytes to linear 0-1."""
    c = np.asarray(rgb, float) / 255.0
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


LIPS_INSIDE = linear((160, 72, 68))
CAVITY = linear((58, 14, 18))
LASH = linear((44, 26, 26))
TEETH = linear((246, 240, 228))
TONGUE = linear((198, 94, 92))


@dataclass(frozen=True)
class Palette:
    """sRGB bytes; `paint` gives them linear."""

    skin: Rgb = (237, 182, 150)
    blush: Rgb = (224, 118, 92)
    lips: Rgb = (208, 124, 106)
    lid: Rgb = (228, 162, 132)
    hair: Rgb = (98, 48, 40)
    hair_light: Rgb = (150, 78, 52)
    brow: Rgb = (74, 38, 36)
    beard: Rgb = (98, 48, 40)
    iris_deep: Rgb = (24, 72, 84)
    iris_light: Rgb = (92, 190, 178)
    iris_ring: Rgb = (226, 178, 92)
    top: Rgb = (34, 100, 114)
    top_dark: Rgb = (20, 62, 76)
    shirt: Rgb = (240, 228, 206)
    bottom: Rgb = (52, 46, 58)
    trim: Rgb = (222, 164, 72)
    scarf: Rgb = (226, 150, 52)
    belt: Rgb = (102, 64, 46)
    boots: Rgb = (102, 64, 46)
    sole: Rgb = (42, 30, 28)
    metal: Rgb = (232, 184, 104)
    glasses: Rgb = (52, 38, 34)
    cap: Rgb = (38, 52, 84)

    def paint(self, name: str) -> Array:
        """The colour of that name, linear."""
        return linear(getattr(self, name))
