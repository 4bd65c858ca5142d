"""Buttons, buckle and the star that pins the scarf."""

from __future__ import annotations

import numpy as np

from tools.build_assets.avatar.coat import front_edge, solid
from tools.build_assets.avatar.cut import Cut, top_cut
from tools.build_assets.avatar.design import Figure
from tools.build_assets.avatar.sdf import Array, Field, box, cast, ellipsoid, sphere, subtract
from tools.build_assets.avatar.surface import Mesh, carve

FAR = 1e9


def _buttons(figure: Figure, cut: Cut) -> list[Array]:
    heights = {"coat": (1.030, 1.085, 1.140), "jacket": (0.86, 0.93, 1.00, 1.07, 1.14)}
    rows = heights.get(figure.clothes.top, (0.915, 0.965, 1.015, 1.065))
    columns = (-0.046, 0.0) if figure.clothes.buttons == "double" else (0.0,)
    out = []
    for y in rows:
        for x in columns:
            if figure.clothes.top == "jacket":
                x = float(front_edge(np.array(y))) - 0.016 + 2.2 * min(x, 0.0)
            ray, origin = np.array([[0.0, 0.0, 1.0]]), np.array([x - 0.004, y, 0.0])
            z = cast(lambda p: solid(p, cut), origin, ray, 0.3)[0]
            out.append(np.array([x - 0.004, y, z + (0.0055 if figure.clothes.top == "waistcoat" else 0.0)]))
    return out


def _buckle(p: Array, cut: Cut) -> Array:
    row = next(row for row in cut.profile if row[0] == 0.985)
    z = row[2] + row[3] + 0.0075
    buckle = box(p, (0.0, 0.985, z), (0.022, 0.0215, 0.005), 0.004)
    return subtract(buckle, box(p, (0.0, 0.985, z + 0.004), (0.0150, 0.0145, 0.006), 0.003), 0.002)


def _star(p: Array) -> Array:
    q = p - np.array([0.026, 1.268, 0.1035])
    turn = np.arctan2(q[..., 0], q[..., 1])
    ray = 0.0105 + 0.0050 * np.abs(np.cos(turn * 4)) ** 3 + 0.0025 * np.abs(np.cos(turn * 2)) ** 6
    flat = np.hypot(q[..., 0], q[..., 1])
    return np.maximum((flat - ray) * 0.6, np.abs(q[..., 2]) - 0.0042 * np.clip(1.25 - flat / 0.017, 0.15, 1))


def brass_field(figure: Figure) -> Field:
    """Buttons, belt buckle and the star that pins the scarf, as far as the figure wears them."""
    cut, clothes = top_cut(figure.clothes), figure.clothes
    buttons = _buttons(figure, cut) if clothes.buttons else []

    def field(p: Array) -> Array:
        d = np.full(p.shape[:-1], FAR)
        for at in buttons:
            button = ellipsoid(p, at, (0.0088, 0.0088, 0.0050))
            d = np.minimum(d, subtract(button, sphere(p, at + np.array([0, 0, 0.0105]), 0.0072), 0.001))
        if clothes.belt:
            d = np.minimum(d, _buckle(p, cut))
        if clothes.tail == "scarf":
            d = np.minimum(d, _star(p))
        return d

    return field


def brass(figure: Figure) -> list[Mesh]:
    """All metal parts of the clothes."""
    if not figure.clothes.buttons and not figure.clothes.belt and figure.clothes.tail != "scarf":
        return []
    low, high = np.array([-0.07, 0.84, 0.05]), np.array([0.07, 1.29, 0.155])
    points, normals, faces = carve(brass_field(figure), low, high, 0.0020, 800)
    colours = np.tile(figure.colours.paint("metal"), (len(points), 1))
    return [Mesh(points, normals, faces, colours, np.zeros((len(points), 2)))]
