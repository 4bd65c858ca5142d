"""What of the clothes is carved from fields."""

from __future__ import annotations

from tools.build_assets.avatar import palette
from tools.build_assets.avatar.boots import boots_field, soles_field
from tools.build_assets.avatar.coat import coat_field
from tools.build_assets.avatar.scarf import tail_field
from tools.build_assets.avatar.sdf import Array, Field


def pieces() -> list[tuple[str, Field, Array, tuple[tuple[float, ...], tuple[float, ...]], float, int]]:
    """Name, field, colour, box, cell (metres) and triangle budget of everything made of cloth or leather."""
    return [
        ("coat", coat_field, palette.COAT, ((-0.58, 0.95, -0.14), (0.58, 1.31, 0.14)), 0.0065, 4700),
        ("scarf", tail_field, palette.SCARF, ((-0.01, 1.04, 0.05), (0.11, 1.30, 0.15)), 0.0042, 520),
        ("boots", boots_field, palette.BOOTS, ((-0.16, -0.01, -0.11), (0.16, 0.30, 0.17)), 0.0065, 900),
        ("soles", soles_field, palette.SOLE, ((-0.16, -0.01, -0.11), (0.16, 0.04, 0.17)), 0.0055, 300),
    ]
