"""Colours of the figure, written as the eye sees them (sRGB, 0-255) and handed out linear."""

from __future__ import annotations

import numpy as np

from tools.build_assets.avatar.sdf import Array


def linear(rgb: tuple[int, int, int]) -> Array:
    """sRGB bytes to linear 0-1."""
    c = np.asarray(rgb, float) / 255.0
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


SKIN = linear((237, 182, 150))
BLUSH = linear((224, 118, 92))
LIPS = linear((208, 124, 106))
LIPS_INSIDE = linear((160, 72, 68))
CAVITY = linear((58, 14, 18))
LASH = linear((44, 26, 26))
LID = linear((228, 162, 132))
HAIR = linear((98, 48, 40))
HAIR_LIGHT = linear((150, 78, 52))
BROW = linear((74, 38, 36))
TEETH = linear((246, 240, 228))
TONGUE = linear((198, 94, 92))
COAT = linear((34, 100, 114))
COAT_DARK = linear((20, 62, 76))
LINING = linear((214, 152, 62))
TRIM = linear((222, 164, 72))
SCARF = linear((226, 150, 52))
SHIRT = linear((240, 228, 206))
TROUSERS = linear((52, 46, 58))
BOOTS = linear((102, 64, 46))
SOLE = linear((42, 30, 28))
BRASS = linear((232, 184, 104))
