"""Plain bodies that stand in for things of which no asset is installed: simple solids and what they make together.

A house has a roof, an animal has legs: so one knows from afar what is meant.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Solid = tuple[npt.NDArray[np.float64], npt.NDArray[np.intp]]
"""Points (P, 3) that stand on the origin, and triangles (T, 3)."""
Size = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Part:
    """One solid of a body, in shares of the whole body's size.

    Attributes:
        solid: a key of `SOLIDS`.
        at: of the middle of its underside; x and z from the body's middle.
        shade: by what the body's colour is multiplied.
    """

    solid: str
    at: tuple[float, float, float]
    size: tuple[float, float, float]
    shade: float = 1.0


def _box(size: Size) -> Solid:
    x, y, z = size[0] / 2, size[1], size[2] / 2
    points = np.array([(a, b, c) for c in (z, -z) for b in (0.0, y) for a in (-x, x)])
    sides = [(0, 1, 3, 2), (5, 4, 6, 7), (4, 0, 2, 6), (1, 5, 7, 3), (2, 3, 7, 6), (4, 5, 1, 0)]
    return points, np.array([three for a, b, c, d in sides for three in ((a, b, c), (a, c, d))])


def _turned_profile(size: Size, profile: list[tuple[float, float]]) -> Solid:
    """A body of rings: (radius, height) from below, both 0 to 1."""
    spokes = 24
    angles = np.linspace(0, 2 * np.pi, spokes, endpoint=False)
    ring = np.stack([np.cos(angles), np.zeros(spokes), -np.sin(angles)], axis=1)
    rings = [
        ring * (radius * size[0] / 2, 0, radius * size[2] / 2) + (0, height * size[1], 0) for radius, height in profile
    ]
    inner = np.arange(len(profile) - 1)[:, None] * spokes + np.arange(spokes)
    beside = np.arange(len(profile) - 1)[:, None] * spokes + (np.arange(spokes) + 1) % spokes
    quads = np.stack([inner, beside + spokes, inner + spokes, inner, beside, beside + spokes], axis=-1).reshape(-1, 3)
    return np.concatenate(rings), quads


def _ball(size: Size) -> Solid:
    angle = np.linspace(0, np.pi, 13)
    return _turned_profile(size, [(float(np.sin(a)), float(0.5 - 0.5 * np.cos(a))) for a in angle])


def _dome(size: Size) -> Solid:
    angle = np.linspace(0, np.pi / 2, 8)
    return _turned_profile(size, [(0.0, 0.0), *((float(np.cos(a)), float(np.sin(a))) for a in angle)])


def _roof(size: Size) -> Solid:
    """A gable; its ridge runs along z."""
    x, y, z = size[0] / 2, size[1], size[2] / 2
    points = np.array([(-x, 0, z), (x, 0, z), (0, y, z), (-x, 0, -z), (x, 0, -z), (0, y, -z)])
    faces = [(0, 1, 2), (4, 3, 5), (1, 4, 5), (1, 5, 2), (3, 0, 2), (3, 2, 5), (0, 3, 4), (0, 4, 1)]
    return points, np.array(faces)


def _hull(size: Size) -> Solid:
    """A boat's: narrow below, pointed in front."""
    x, y, z = size[0] / 2, size[1], size[2] / 2
    upper = [(-0.8 * x, y, -z), (0.8 * x, y, -z), (x, y, 0.2 * z), (0, y, z), (-x, y, 0.2 * z)]
    lower = [(0.55 * a, 0.0, 0.8 * c) for a, _, c in upper]
    count = len(upper)
    faces = []
    for n in range(count):
        m = (n + 1) % count
        faces += [(n, count + n, m), (m, count + n, count + m)]
    faces += [(0, n, n + 1) for n in range(1, count - 1)]
    faces += [(count, count + n + 1, count + n) for n in range(1, count - 1)]
    return np.array(upper + lower), np.array(faces)[:, ::-1]


SOLIDS: dict[str, Callable[[Size], Solid]] = {
    "box": _box,
    "cylinder": lambda size: _turned_profile(size, [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]),
    "ball": _ball,
    "cone": lambda size: _turned_profile(size, [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)]),
    "dome": _dome,
    "roof": _roof,
    "hull": _hull,
}

_LEGS = tuple(Part("cylinder", (x, 0.0, z), (0.24, 0.5, 0.1), 0.8) for x in (-0.3, 0.3) for z in (-0.3, 0.2))
_WHEELS = tuple(Part("ball", (x, 0.0, z), (0.12, 0.34, 0.22), 0.35) for x in (-0.44, 0.44) for z in (-0.3, 0.3))
_POSTS = tuple(
    Part("cylinder", (0.4 * float(np.cos(a)), 0.1, 0.4 * float(np.sin(a))), (0.06, 0.5, 0.06), 1.25)
    for a in np.linspace(0, 2 * np.pi, 8, endpoint=False)
)
BODIES: dict[str, tuple[Part, ...]] = {
    "house": (
        Part("box", (0, 0, 0), (0.9, 0.6, 0.9)),
        Part("roof", (0, 0.6, 0), (1.0, 0.4, 1.0), 0.55),
        Part("box", (0, 0, 0.46), (0.2, 0.36, 0.03), 0.35),
        Part("box", (-0.28, 0.28, 0.455), (0.14, 0.16, 0.02), 1.5),
        Part("box", (0.28, 0.28, 0.455), (0.14, 0.16, 0.02), 1.5),
    ),
    "rotunda": (
        Part("cylinder", (0, 0, 0), (1.0, 0.1, 1.0), 0.7),
        Part("cylinder", (0, 0.1, 0), (0.3, 0.5, 0.3), 0.85),
        *_POSTS,
        Part("cone", (0, 0.6, 0), (1.0, 0.4, 1.0), 0.6),
    ),
    "dome": (Part("dome", (0, 0, 0), (1, 1, 1)), Part("box", (0, 0, 0.46), (0.22, 0.42, 0.08), 0.4)),
    "animal": (
        *_LEGS,
        Part("ball", (0, 0.38, -0.08), (0.9, 0.42, 0.72)),
        Part("cylinder", (0, 0.6, 0.26), (0.28, 0.24, 0.14)),
        Part("ball", (0, 0.72, 0.35), (0.46, 0.28, 0.3), 1.1),
        Part("cone", (0, 0.4, -0.46), (0.12, 0.2, 0.06), 0.7),
    ),
    "bird": (
        Part("ball", (0, 0.2, -0.05), (0.8, 0.55, 0.75)),
        Part("ball", (0, 0.6, 0.22), (0.5, 0.4, 0.36), 1.1),
        Part("cone", (0, 0.68, 0.42), (0.16, 0.12, 0.14), 0.5),
        Part("cylinder", (-0.15, 0, 0), (0.08, 0.24, 0.08), 0.5),
        Part("cylinder", (0.15, 0, 0), (0.08, 0.24, 0.08), 0.5),
    ),
    "boat": (
        Part("hull", (0, 0, 0), (1.0, 0.45, 1.0)),
        Part("box", (0, 0.45, -0.12), (0.55, 0.3, 0.3), 1.25),
        Part("cylinder", (0, 0.75, -0.12), (0.16, 0.25, 0.06), 0.6),
    ),
    "vehicle": (
        *_WHEELS,
        Part("box", (0, 0.16, 0), (0.84, 0.5, 1.0)),
        Part("box", (0, 0.66, -0.05), (0.74, 0.34, 0.72), 1.2),
    ),
    "figure": (
        Part("cone", (0, 0, 0), (1.0, 0.75, 1.0)),
        Part("cylinder", (0, 0.4, 0), (0.75, 0.38, 0.6), 0.9),
        Part("ball", (0, 0.78, 0), (0.5, 0.22, 0.6), 1.25),
    ),
    "tree": (
        Part("cylinder", (0, 0, 0), (0.16, 0.4, 0.16), 0.55),
        Part("ball", (0, 0.32, 0), (1.0, 0.5, 1.0)),
        Part("ball", (0.05, 0.55, 0.05), (0.7, 0.45, 0.7), 1.12),
    ),
}
"""Bodies of several parts; all others are one solid."""

SHAPES = ("box", "cylinder", "ball", "cone", *BODIES)


def parts_of(shape: str) -> tuple[Part, ...]:
    """The solids of a shape."""
    return BODIES.get(shape) or (Part(shape, (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)),)
