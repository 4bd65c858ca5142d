"""What is worn round the neck: scarf, roll neck, shawl, bow tie, and what hangs from it."""

from __future__ import annotations

import numpy as np

from tools.build_assets.avatar import scarf
from tools.build_assets.avatar.coat import solid
from tools.build_assets.avatar.cut import Cut
from tools.build_assets.avatar.design import Figure
from tools.build_assets.avatar.sdf import (
    Array,
    Field,
    box,
    cast,
    ellipsoid,
    intersect,
    round_cone,
    smoothstep,
    tube,
    union,
)
from tools.build_assets.avatar.surface import Mesh, carve


def _mesh(
    shape: Field, low: tuple[float, ...], high: tuple[float, ...], cell: float, budget: int, colour: Array
) -> Mesh:
    points, normals, faces = carve(shape, np.array(low), np.array(high), cell, budget)
    return Mesh(points, normals, faces, np.tile(colour, (len(points), 1)), np.zeros((len(points), 2)))


def _roll_field(p: Array) -> Array:
    """A rolled collar of thick wool: two soft rounds."""
    q = p - [0.0, 1.292, -0.006]
    lean = q[..., 1] + 0.16 * q[..., 2]
    ring = np.hypot(q[..., 0], q[..., 2] / 1.03)
    ribs = 0.0007 * np.cos(np.arctan2(q[..., 0], q[..., 2]) * 44.0)
    low = np.hypot(ring - 0.0600, (lean + 0.012) * 0.75) - 0.0165
    high = np.hypot(ring - 0.0560, (lean - 0.012) * 0.75) - 0.0150
    return union(low, high, 0.006) + ribs


def _shawl_field(p: Array, cut: Cut) -> Array:
    """A wide cloth over both shoulders, crossed on the chest."""
    d = solid(p, cut) - 0.011
    side = np.abs(p[..., 0])
    front = smoothstep(0.0, 0.06, p[..., 2])
    hem = 1.075 + 0.9 * side * front - 0.055 * (1 - front) + 0.35 * np.clip(side - 0.10, 0, None)
    fold = 0.0022 * np.cos(210.0 * (p[..., 1] - 0.75 * side) + 3.0 * p[..., 0])
    d = intersect(d + fold, (hem - p[..., 1]) * 0.75, 0.012)
    d = intersect(d, side - 0.205 - 0.02 * np.cos(p[..., 2] * 60), 0.014)
    opening = 0.030 - side + 0.42 * (p[..., 1] - 1.215)
    d = intersect(d, -np.minimum(opening, front - 0.2) * 0.7, 0.006)
    return intersect(d, p[..., 1] - 1.283, 0.012)


BOW_Y = 1.256


def _bow_field(p: Array, z: float) -> Array:
    q = (p - [0.0, BOW_Y, z + 0.014]) / 1.35
    q[..., 0] = np.abs(q[..., 0])
    wing = np.maximum(np.abs(q[..., 1]) - 0.006 - 0.30 * q[..., 0], np.abs(q[..., 2]) - 0.0065)
    wing = intersect(wing, q[..., 0] - 0.036, 0.004)
    return 1.35 * union(wing * 0.8, ellipsoid(q, (0.0, 0.0, 0.002), (0.0085, 0.0085, 0.0085)), 0.003)


def fixed(figure: Figure, cut: Cut) -> list[Mesh]:
    """What lies round the neck and follows it."""
    clothes, paint = figure.clothes, figure.colours.paint
    out: list[Mesh] = []
    if clothes.neck == "scarf":
        out += scarf.wraps(figure.colours)
    elif clothes.neck == "roll":
        out.append(_mesh(_roll_field, (-0.10, 1.24, -0.10), (0.10, 1.34, 0.10), 0.0042, 1900, paint("top")))
    elif clothes.neck == "shawl":
        low, high = (-0.24, 0.98, -0.14), (0.24, 1.31, 0.15)
        out.append(_mesh(lambda p: _shawl_field(p, cut), low, high, 0.0052, 3600, paint("scarf")))
    if clothes.tail == "bow":
        z = _front(cut, BOW_Y)
        low, high = (-0.06, 1.22, z - 0.01), (0.06, 1.30, z + 0.04)
        out.append(_mesh(lambda p: _bow_field(p, z), low, high, 0.0026, 620, paint("scarf")))
    return out


def _front(cut: Cut, y: float, x: float = 0.0) -> float:
    ray = np.array([[0.0, 0.0, 1.0]])
    return float(cast(lambda p: solid(p, cut), np.array([x, y, 0.0]), ray, 0.3)[0])


def _tie_field(p: Array, cut_front: Array, heights: Array) -> Array:
    y = p[..., 1]
    half = np.interp(y, [1.035, 1.062, 1.13, 1.222, 1.232, 1.252], [0.0005, 0.0235, 0.0190, 0.0105, 0.0130, 0.0150])
    z = np.interp(y, heights, cut_front)
    thick = 0.0042 + 0.0040 * smoothstep(1.222, 1.235, y)
    d = np.maximum((np.abs(p[..., 0]) - half) * 0.8, np.abs(p[..., 2] - z - 0.0035) - thick)
    return intersect(intersect(d, 1.034 - y, 0.003), y - 1.256, 0.004)


def _lanyard_fields(cut: Cut) -> tuple[Field, Field]:
    """The ribbon and the card that hangs on it."""
    z = _front(cut, 1.06) + 0.0075
    ribbon = [
        np.array([(s * 0.052, 1.282, 0.030), (s * 0.050, 1.24, _front(cut, 1.24, 0.05) + 0.007),
                  (s * 0.032, 1.16, _front(cut, 1.16, 0.032) + 0.008), (s * 0.004, 1.088, z)])
        for s in (1.0, -1.0)
    ]  # fmt: skip

    def strap(p: Array) -> Array:
        return np.minimum(*(tube(p, line, np.full(4, 0.0046)) for line in ribbon))

    def card(p: Array) -> Array:
        body = box(p, (0.0, 1.052, z), (0.0235, 0.0330, 0.0032), 0.003)
        return union(body, round_cone(p, (0, 1.086, z), (0, 1.094, z), 0.005, 0.005), 0.003)

    return strap, card


def hanging(figure: Figure, cut: Cut) -> list[Mesh]:
    """What swings: the scarf's end, a tie, a card on a ribbon."""
    tail, paint = figure.clothes.tail, figure.colours.paint
    if tail == "scarf":
        low, high = (-0.01, 1.04, 0.05), (0.11, 1.30, 0.15)
        return [_mesh(scarf.tail_field, low, high, 0.0042, 520, paint("scarf"))]
    if tail == "tie":
        heights = np.linspace(1.02, 1.27, 12)
        front = np.array([_front(cut, float(y)) for y in heights])
        low, high = (-0.04, 1.02, 0.04), (0.04, 1.27, 0.13)
        return [_mesh(lambda p: _tie_field(p, front, heights), low, high, 0.0030, 700, paint("scarf"))]
    if tail == "lanyard":
        strap, card = _lanyard_fields(cut)
        low, high = (-0.07, 1.0, 0.0), (0.07, 1.30, 0.15)
        return [
            _mesh(strap, low, high, 0.0034, 620, paint("scarf")),
            _mesh(card, low, high, 0.0034, 260, paint("trim")),
        ]
    return []
