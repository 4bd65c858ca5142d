"""The styles of hair: where the hairline runs and how the locks lie."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from tools.build_assets.avatar.design import Hair

Spot = tuple[float, float, float]
"""Azimuth (degrees, 0 in front, +90 the figure's left), elevation (degrees), height above the skull (mm)."""


@dataclass(frozen=True)
class Lock:
    """A lock from its root over its middle to its tip; full width and thickness in mm at its widest."""

    root: Spot
    middle: Spot
    tip: Spot
    width: float
    thickness: float
    tip_share: float = 0.18
    light: float = 0.5
    sides: int = 10


@dataclass(frozen=True)
class Style:
    """A whole head of hair.

    Attributes:
        line_heights: height of the hairline (metres above the head's centre) at each of `line_azimuths` degrees.
        cap_m: thickness of the close cap; `crown_m` more on the crown; `curls` bumps of `curl_m` on it.
        knots: balls that melt into the cap: centre and radius.
        tail: whether a short tail with a ribbon hangs at the nape.
    """

    locks: tuple[Lock, ...] = ()
    line_azimuths: tuple[float, ...] = (0, 20, 40, 58, 70, 78, 88, 100, 112, 140, 180)
    line_heights: tuple[float, ...] = (
        0.085, 0.082, 0.072, 0.050, 0.024, 0.000, 0.024, 0.020, -0.040, -0.086, -0.096,
    )  # fmt: skip
    cap_m: float = 0.006
    crown_m: float = 0.004
    curls: int = 0
    curl_m: float = 0.0
    knots: tuple[tuple[tuple[float, float, float], float], ...] = ()
    tail: bool = False
    reach_m: float = 0.0
    cell_m: float = 0.0052
    triangles: int = 900


SWEPT: tuple[Lock, ...] = (
    # combed back to the tie, from the nape upwards, then over the crown
    Lock((118, -14, 2), (150, -24, 9), (177, -30, 8), 30, 15, 0.3, 0.10),
    Lock((-118, -14, 2), (-150, -24, 9), (-177, -30, 8), 30, 15, 0.3, 0.10),
    Lock((102, 10, 4), (138, -2, 13), (174, -26, 9), 38, 18, 0.3, 0.20),
    Lock((-102, 10, 4), (-138, -2, 13), (-174, -26, 9), 38, 18, 0.3, 0.20),
    Lock((92, 30, 6), (132, 20, 15), (172, -24, 10), 42, 19, 0.3, 0.35),
    Lock((-92, 30, 6), (-132, 20, 15), (-172, -24, 10), 42, 19, 0.3, 0.30),
    Lock((84, 52, 8), (132, 44, 18), (171, -22, 11), 44, 20, 0.3, 0.50),
    Lock((-84, 52, 8), (-132, 44, 18), (-171, -22, 11), 44, 20, 0.3, 0.45),
    Lock((60, 72, 10), (142, 66, 20), (173, -20, 12), 44, 20, 0.3, 0.60),
    Lock((-70, 70, 5), (-142, 64, 20), (-173, -20, 12), 44, 20, 0.3, 0.50),
    Lock((0, 82, 10), (178, 64, 22), (180, -20, 13), 42, 21, 0.3, 0.60),
    # the short side, swept back over the temple
    Lock((-47, 27, -1), (-72, 14, 7), (-98, -6, 3), 24, 11, 0.2, 0.25),
    Lock((-30, 38, -2), (-70, 30, 10), (-112, 4, 5), 34, 15, 0.22, 0.40, 10),
    Lock((-19, 47, -2), (-70, 45, 13), (-120, 16, 7), 38, 17, 0.25, 0.55, 10),
    Lock((-12, 57, -1), (-68, 60, 15), (-128, 32, 9), 40, 18, 0.25, 0.65, 10),
    Lock((-4, 68, 0), (-72, 76, 17), (-140, 48, 11), 40, 19, 0.25, 0.65, 10),
    # the other temple
    Lock((58, 30, 0), (76, 16, 9), (98, -6, 4), 26, 12, 0.2, 0.30),
    Lock((50, 42, 2), (78, 30, 14), (112, 4, 7), 36, 17, 0.22, 0.45),
    # the wave over the forehead, from the parting on the figure's right
    Lock((-30, 66, 3), (30, 84, 24), (112, 40, 10), 48, 24, 0.2, 0.75, 14),
    Lock((-29, 60, 2), (18, 72, 27), (92, 34, 10), 46, 26, 0.2, 0.90, 14),
    Lock((-28, 53, 1), (8, 60, 25), (74, 28, 8), 42, 24, 0.16, 1.00, 14),
    Lock((-26, 46, 0), (6, 50, 17), (60, 25, 4), 30, 17, 0.12, 0.80, 14),
    Lock((-22, 47, 1), (0, 43, 9), (24, 40, 3), 15, 8, 0.05, 0.55),
)


def _sides(locks: list[Lock]) -> tuple[Lock, ...]:
    """Each lock and its mirror image."""

    def other(lock: Lock) -> Lock:
        flip = [(-a, e, h) for a, e, h in (lock.root, lock.middle, lock.tip)]
        return Lock(*flip, lock.width, lock.thickness, lock.tip_share, lock.light * 0.9, lock.sides)  # type: ignore[arg-type]

    return tuple(locks) + tuple(other(lock) for lock in locks)


_NAPE = [
    Lock((100, 34, 5), (112, 8, 8), (128, -20, 2), 36, 14, 0.25, 0.25, 8),
    Lock((124, 44, 6), (138, 8, 9), (148, -28, 2), 38, 14, 0.25, 0.35, 8),
    Lock((150, 50, 7), (163, 10, 10), (168, -32, 2), 38, 15, 0.25, 0.45, 8),
]
_TEMPLES = [
    Lock((58, 28, -1), (76, 12, 6), (96, -8, 2), 24, 11, 0.2, 0.10, 8),
    Lock((53, 38, 0), (78, 27, 9), (112, 2, 4), 32, 14, 0.22, 0.20, 8),
]


_TOP = [
    Lock((84, 56, 8), (124, 46, 15), (158, 24, 7), 42, 17, 0.25, 0.45, 8),
    Lock((40, 78, 9), (140, 72, 17), (168, 38, 9), 42, 18, 0.25, 0.60, 8),
]


def _combed(recede: float, volume: float) -> tuple[Lock, ...]:
    """Short, brushed back from the forehead; a receding line begins further up."""
    up, lift = recede * 550.0, volume
    over = [
        Lock((46, 36 + up, -3), (92, 46, 12 * lift), (134, 22, 6), 36, 16 * lift, 0.25, 0.35, 10),
        Lock((32, 40 + up, -3), (84, 60, 16 * lift), (146, 36, 8), 38, 19 * lift, 0.25, 0.50, 10),
        Lock((17, 41 + 0.6 * up, -3), (58, 76, 19 * lift), (156, 46, 9), 38, 21 * lift, 0.25, 0.75, 10),
    ]
    middle = [
        Lock((2, 41, -3), (10, 84, 21 * lift), (176, 52, 10), 36, 23 * lift, 0.25, 0.9, 10),
        Lock((180, 62, 7), (180, 14, 10), (180, -34, 2), 38, 15, 0.25, 0.45, 8),
    ]
    return _sides(_NAPE + _TEMPLES + over) + tuple(middle)


def _bob(fringe: bool) -> tuple[Lock, ...]:
    """Straight to the chin all round."""
    hang = [
        Lock((14, 78, 5), (62, 22, 16), (62, -48, 44), 40, 20, 0.80, 0.50, 10),
        Lock((30, 80, 6), (84, 20, 20), (84, -50, 50), 46, 24, 0.80, 0.65, 10),
        Lock((60, 80, 7), (108, 18, 22), (106, -52, 54), 48, 24, 0.80, 0.50, 10),
        Lock((90, 80, 7), (131, 18, 22), (129, -52, 58), 48, 24, 0.80, 0.40, 10),
        Lock((120, 80, 7), (155, 18, 22), (153, -52, 60), 48, 24, 0.80, 0.55, 10),
    ]
    back = [Lock((180, 82, 7), (180, 18, 22), (180, -52, 60), 46, 24, 0.80, 0.45, 10)]
    top = [Lock((18, 70, 4), (50, 66, 13), (96, 40, 14), 48, 20, 0.4, 0.75, 10)]
    front = [
        Lock((az * 0.5, 74, 6), (az * 0.9, 54, 12), (az, 23 - abs(az) * 0.03, 4), 33, 12, 0.95, light, 8)
        for az, light in (
            (-54, 0.2),
            (-41, 0.3),
            (-27, 0.5),
            (-13, 0.65),
            (0, 0.8),
            (13, 0.7),
            (27, 0.5),
            (41, 0.35),
            (54, 0.2),
        )
    ]
    sweep = [
        Lock((-22, 60, 2), (14, 68, 14), (62, 34, 9), 44, 18, 0.3, 0.8, 12),
        Lock((-22, 50, 1), (12, 54, 12), (58, 22, 6), 32, 13, 0.25, 0.9, 12),
        Lock((-24, 52, 2), (-44, 42, 10), (-64, 10, 8), 30, 13, 0.3, 0.7, 10),
    ]
    return _sides(hang + top) + tuple(back) + tuple(front if fringe else sweep)


def _gathered(at: Spot) -> tuple[Lock, ...]:
    """Combed from all round the head to one place behind."""
    az, el, _ = at
    to = [
        Lock((112, -8, 2), (146, -6, 9), (az - 8, el - 8, 8), 34, 15, 0.3, 0.15, 8),
        Lock((92, 14, 2), (130, 16, 12), (az - 7, el - 4, 9), 38, 17, 0.3, 0.30, 8),
        Lock((66, 19, -3), (108, 34, 13), (az - 6, el, 10), 38, 17, 0.25, 0.45, 10),
        Lock((50, 29, -3), (92, 52, 14), (az - 5, el + 4, 10), 40, 18, 0.25, 0.60, 10),
        Lock((33, 36, -4), (70, 66, 15), (az - 4, el + 8, 11), 40, 19, 0.25, 0.75, 10),
        Lock((13, 39, -4), (26, 80, 16), (az - 2, el + 12, 12), 40, 20, 0.25, 0.90, 10),
        Lock((150, -26, 2), (166, -8, 8), (az - 3, el - 12, 8), 34, 14, 0.3, 0.15, 8),
    ]
    return _sides(to)


@functools.lru_cache(maxsize=16)
def style_of(hair: Hair) -> Style:
    """The style with this figure's hairline and volume."""
    heights = list(Style().line_heights)
    for row, share in ((1, 0.6), (2, 1.0), (3, 0.8), (4, 0.3)):
        heights[row] += hair.recede * share
    line = tuple(heights)
    match hair.style:
        case "swept":
            return Style(SWEPT, knots=(((0.0, -0.050, -0.098), 0.019),), tail=True)
        case "combed":
            return Style(_combed(hair.recede, hair.volume), line_heights=line)
        case "quiff":
            crown = (Lock((180, 62, 7), (180, 14, 10), (180, -34, 2), 38, 15, 0.25, 0.45, 8),)
            return Style(_sides(_NAPE + _TOP) + crown + SWEPT[11:], line_heights=line)
        case "bob":
            low = (*line[:5], -0.02, -0.06, -0.08, -0.09, -0.10, -0.105)
            return Style(_bob(hair.fringe), line_heights=low, cap_m=0.010)
        case "curls":
            stand = 0.010 * hair.volume
            count = 300 if hair.volume < 2 else 170
            return Style(
                line_heights=line, cap_m=0.004 + 0.25 * stand, crown_m=0.8 * stand, curls=count,
                curl_m=0.0045 + 0.15 * stand, reach_m=0.02 * hair.volume, cell_m=0.0036, triangles=6400,
            )  # fmt: skip
        case "bun":
            return Style(_gathered((180, 24, 0)), line_heights=line)
        case "braid":
            return Style(_gathered((180, -28, 0)), line_heights=line)
        case "headscarf":
            return Style()
        case "knit cap":
            return Style(_sides(_NAPE + _TEMPLES[:1]), line_heights=line)
