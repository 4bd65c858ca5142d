"""How a garment is cut: its outline from the shoulders down, its hem, and whether its front overlaps."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from scipy.interpolate import PchipInterpolator

from tools.build_assets.avatar.design import Clothes

FLARED = (
    # height, half width, half depth, middle's z
    (0.00, 0.250, 0.232, -0.012),
    (0.135, 0.232, 0.215, -0.012),
    (0.30, 0.208, 0.190, -0.012),
    (0.50, 0.181, 0.163, -0.010),
    (0.70, 0.158, 0.138, -0.008),
    (0.87, 0.138, 0.116, -0.006),
    (0.985, 0.106, 0.087, -0.004),
    (1.08, 0.121, 0.096, -0.003),
    (1.16, 0.134, 0.100, -0.005),
    (1.215, 0.122, 0.088, -0.007),
    (1.255, 0.085, 0.070, -0.008),
    (1.29, 0.056, 0.054, -0.006),
    (1.34, 0.048, 0.048, -0.004),
)
STRAIGHT = (
    (0.60, 0.158, 0.126, -0.008),
    (0.74, 0.155, 0.125, -0.008),
    (0.87, 0.149, 0.119, -0.006),
    (0.985, 0.131, 0.104, -0.004),
    *FLARED[7:],
)
A_LINE = (
    (0.00, 0.190, 0.172, -0.012),
    (0.135, 0.184, 0.166, -0.012),
    (0.30, 0.176, 0.158, -0.012),
    (0.50, 0.166, 0.146, -0.010),
    (0.70, 0.154, 0.130, -0.008),
    (0.87, 0.138, 0.112, -0.006),
    (0.985, 0.106, 0.087, -0.004),
    *FLARED[7:],
)


@dataclass(frozen=True)
class Cut:
    """Attributes:
    profile: rows of height, half width, half depth and the middle's z.
    hem_m: where it ends.
    folds: depth of the folds at the hem, as a share of the width.
    overlap: metres by which one half of the front lies over the other; 0 for a closed front.
    """

    profile: tuple[tuple[float, float, float, float], ...] = FLARED
    hem_m: float = 0.135
    folds: float = 1.0
    overlap: float = 0.0034

    @functools.cached_property
    def sizes(self) -> list[PchipInterpolator]:
        """Half width, half depth and middle by height."""
        rows = np.array(self.profile)
        return [PchipInterpolator(rows[:, 0], rows[:, c], extrapolate=True) for c in (1, 2, 3)]


COAT = Cut()


def top_cut(clothes: Clothes) -> Cut:
    """What is worn above."""
    match clothes.top:
        case "coat":
            return Cut(hem_m=clothes.hem_m)
        case "dress":
            return Cut(A_LINE, clothes.hem_m, 0.7, 0.0)
        case "jacket":
            return Cut(STRAIGHT, 0.745, 0.0)
        case _:
            return Cut(STRAIGHT, 0.815, 0.0, 0.0)


def skirt_cut(clothes: Clothes) -> Cut | None:
    """What hangs round the legs, or None for trousers."""
    match clothes.bottom:
        case "coat":
            return top_cut(clothes)
        case "skirt":
            return Cut(A_LINE, clothes.hem_m, 0.8, 0.0)
        case _:
            return None
