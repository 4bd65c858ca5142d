"""Dresses the figure: every piece of cloth and leather with its colour, its place in the warp and its weights."""

from __future__ import annotations

import numpy as np

from tools.build_assets.avatar import coat, neckwear, rigging, scarf, sway, trimmings
from tools.build_assets.avatar.boots import boots_field, soles_field
from tools.build_assets.avatar.cut import Cut, skirt_cut, top_cut
from tools.build_assets.avatar.design import Figure
from tools.build_assets.avatar.sdf import Array, Field
from tools.build_assets.avatar.stature import shaped
from tools.build_assets.avatar.surface import Mesh, carve, occlusion

Box = tuple[tuple[float, float, float], tuple[float, float, float]]
_ARMS: Box = ((-0.58, 0.95, -0.14), (0.58, 1.31, 0.14))
_FEET: Box = ((-0.16, -0.01, -0.11), (0.16, 0.30, 0.17))


def shade(mesh: Mesh, scene: Field, strength: float = 0.85) -> Mesh:
    """Bakes occlusion into the colours; what is dark stays a little warm."""
    light = occlusion(scene, mesh.positions, mesh.normals, strength)[:, None]
    mesh.colours = mesh.colours * light ** np.array([0.85, 1.05, 1.1])
    return mesh


def carved(shape: Field, colour: Array, box: Box, cell: float, budget: int) -> Mesh:
    """A field as a mesh of one colour."""
    points, normals, faces = carve(shape, np.array(box[0]), np.array(box[1]), cell, budget)
    return Mesh(points, normals, faces, np.tile(colour, (len(points), 1)), np.zeros((len(points), 2)))


def _boxed(box: Box, floor: float) -> Box:
    return ((box[0][0], floor, box[0][2]), box[1])


def surroundings(figure: Figure, skull: Field) -> Field:
    """All that darkens cloth near it."""
    cut, skirt = top_cut(figure.clothes), skirt_cut(figure.clothes)
    wrapped = figure.clothes.neck in ("scarf", "shawl")

    def scene(p: Array) -> Array:
        d = coat.draped_field(p, cut)
        if wrapped:
            d = np.minimum(d, scarf.scarf_field(p))
        d = np.minimum(d, skull(p))
        if skirt is None:
            d = np.minimum(d, coat.trousers_field(p))
        elif skirt is not cut:
            d = np.minimum(d, coat.draped_field(p, skirt))
        return np.minimum(np.minimum(d, boots_field(p)), p[..., 1] + 0.004)

    return scene


def _upper(figure: Figure, cut: Cut) -> list[Mesh]:
    """Coat, jacket, sweater, dress or shirt with waistcoat, down to the waist or the hem."""
    clothes, paint = figure.clothes, figure.colours.paint
    whole = clothes.bottom == "coat"
    colour = paint("shirt") if clothes.top == "waistcoat" else paint("top")
    floor = 0.970 if whole else cut.hem_m
    box = _boxed(_ARMS, floor - 0.02)
    out = [
        carved(lambda p: coat.coat_field(p, cut, floor), colour, box, 0.0065, 4700 if whole else 5200),
    ]
    if clothes.top == "waistcoat":
        around: Box = ((-0.15, 0.82, -0.14), (0.15, 1.30, 0.15))
        out.append(carved(lambda p: coat.waistcoat_field(p, cut), paint("top"), around, 0.0042, 3300))
    return out


def _trims(figure: Figure, cut: Cut, skirt: Cut | None) -> list[Mesh]:
    """Belt, cuffs, collar and the edges of knitted things."""
    clothes, paint = figure.clothes, figure.colours.paint
    out = []
    if clothes.belt:
        out.append(trimmings.belt(cut if clothes.bottom == "coat" else skirt or cut, paint("belt")))
    if clothes.top in ("coat", "jacket", "dress"):
        out += trimmings.cuffs(cut, paint("top_dark"))
    elif clothes.top == "sweater":
        out.append(trimmings.hem_band(cut, paint("top_dark"), cut.hem_m, 0.055))
        out += trimmings.cuffs(cut, paint("top_dark"))
    else:
        out += trimmings.cuffs(cut, paint("shirt"))
    if clothes.neck == "collar":
        colour = paint("shirt") if clothes.top == "waistcoat" else paint("top_dark")
        out.append(trimmings.collar(colour, cut, 0.036, 0.019, 17.0))
    return out


def _cords(figure: Figure, cut: Cut) -> list[Mesh]:
    clothes, trim = figure.clothes, figure.colours.paint("trim")
    if clothes.top == "coat":
        return [trimmings.front_cord(cut, trim, cut.hem_m + 0.015), *trimmings.edge_cords(cut, trim)]
    if clothes.top == "dress":
        return trimmings.edge_cords(cut, trim)
    if clothes.top == "jacket":
        return [trimmings.front_cord(cut, trim, cut.hem_m + 0.004)]
    return []


def cloth(figure: Figure, skull: Field, names: list[str]) -> list[Mesh]:
    """Everything of cloth and leather, bound to the bones."""
    clothes, paint = figure.clothes, figure.colours.paint
    cut, skirt = top_cut(clothes), skirt_cut(clothes)
    scene = surroundings(figure, skull)
    sways = skirt is not None

    def worn(mesh: Mesh) -> dict[str, Array]:
        shares = rigging.garment(mesh.positions, sways)
        return sway.skirt(mesh.positions, shares) if sways else shares

    parts: list[tuple[Mesh, dict[str, Array]]] = []
    for mesh in _upper(figure, cut):
        parts.append((shade(mesh, scene), worn(mesh)))
    if skirt is not None:
        dark, light = paint("top_dark"), paint("top")
        if clothes.bottom == "skirt":
            dark, light = paint("bottom") * 0.6, paint("bottom")
        mesh = shade(trimmings.skirt(skirt, light, dark), scene, 0.7)
        parts.append((mesh, worn(mesh)))
    bare_legs = skirt is not None and skirt.hem_m > 0.2
    if skirt is None or bare_legs:
        thin = 0.016 if bare_legs and clothes.stockings else 0.0
        box: Box = ((-0.2, 0.0, -0.16), (0.2, skirt.hem_m + 0.16 if skirt else 1.0, 0.16))
        mesh = carved(
            lambda p: coat.trousers_field(p) + thin, paint("bottom"), box, 0.0075, 1100 if bare_legs else 2400
        )
        parts.append((shade(mesh, scene), rigging.legs(mesh.positions)))
    for field, name, box, cell, budget in (
        (boots_field, "boots", _FEET, 0.0065, 900),
        (soles_field, "sole", ((-0.16, -0.01, -0.11), (0.16, 0.04, 0.17)), 0.0055, 300),
    ):
        mesh = shade(carved(field, paint(name), box, cell, budget), scene)
        parts.append((mesh, rigging.boots(mesh.positions)))
    for mesh in [shade(m, scene, 0.7) for m in _trims(figure, cut, skirt)] + _cords(figure, cut):
        parts.append((mesh, worn(mesh)))
    for mesh in neckwear.fixed(figure, cut):
        parts.append((shade(mesh, scene, 0.6), rigging.scarf(mesh.positions)))
    for mesh in neckwear.hanging(figure, cut):
        shares = sway.scarf(mesh.positions, rigging.scarf(mesh.positions))
        parts.append((shade(mesh, scene), shares))
    return [rigging.bind(shaped(figure.build, mesh), shares, names) for mesh, shares in parts]
