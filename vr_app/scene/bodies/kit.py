"""Solids put together to a body: boxes, turned forms, tubes, roofs; painted, and darker where little light comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from vr_app.scene.material import Image, Material
from vr_app.scene.mesh import Mesh, Primitive, build_primitive
from vr_app.scene.node import build_nodes
from vr_app.scene.scene import LoadedAsset
from vr_app.scene.surfaces import surfaced, tile_of

Floats = npt.NDArray[np.float64]
Rgb = tuple[float, float, float]
Point = tuple[float, float, float]
_SHADED_M = 0.7
"""Height under which a body grows darker towards the ground."""


@dataclass(frozen=True)
class Paint:
    """What a part is painted with.

    Attributes:
        colour: linear.
        surface: one of `surface_names.SURFACES`.
        glow: light of its own, linear.
        alpha: below 1 one sees through it.
    """

    colour: Rgb
    surface: str = "plain"
    roughness: float = 0.75
    metallic: float = 0.0
    glow: Rgb = (0.0, 0.0, 0.0)
    alpha: float = 1.0

    def times(self, share: float) -> Paint:
        """Lighter or darker."""
        red, green, blue = (min(channel * share, 1.0) for channel in self.colour)
        return replace(self, colour=(red, green, blue))

    def of(self, surface: str) -> Paint:
        """The same colour on another surface."""
        return replace(self, surface=surface)


GLASS = Paint((0.05, 0.07, 0.1), roughness=0.12, glow=(0.16, 0.1, 0.045))
CLEAR = Paint((0.75, 0.88, 0.86), roughness=0.06, alpha=0.22)
WOOD = Paint((0.13, 0.075, 0.04), "planks")
PALE_WOOD = Paint((0.32, 0.2, 0.11), "planks")
STONE = Paint((0.32, 0.3, 0.27), "bricks")
IRON = Paint((0.05, 0.05, 0.055), roughness=0.45, metallic=0.7)
BRASS = Paint((0.6, 0.4, 0.13), roughness=0.3, metallic=1.0)
WHITE = Paint((0.78, 0.76, 0.72))
BLACK = Paint((0.02, 0.02, 0.022), roughness=0.5)
FIRE = Paint((0.9, 0.3, 0.05), glow=(0.95, 0.24, 0.03))


class Kit:
    """Collects solids. Metres, +Y up, front towards +Z; `posed` moves the origin for a while.

    Attributes:
        detail: below 1 what is round has fewer sides.
    """

    def __init__(self) -> None:
        self.detail = 1.0
        self._corners: dict[Paint, list[Floats]] = {}
        self._normals: dict[Paint, list[Floats]] = {}
        self._turn, self._origin = np.eye(3), np.zeros(3)

    @contextmanager
    def posed(self, at: Point = (0.0, 0.0, 0.0), yaw_deg: float = 0.0, pitch_deg: float = 0.0) -> Iterator[None]:
        """What is added meanwhile is turned, then moved."""
        before = self._turn, self._origin
        yaw, pitch = np.radians(yaw_deg), np.radians(pitch_deg)
        about_y = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
        about_x = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
        self._origin = self._origin + self._turn @ np.array(at)
        self._turn = self._turn @ about_y @ about_x
        yield
        self._turn, self._origin = before

    def triangles(self, paint: Paint, corners: Floats, normals: Floats | None = None) -> None:
        """Corners (T, 3, 3) of triangles; flat where no normals are given."""
        if normals is None:
            face = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
            whole = np.linalg.norm(face, axis=1) > 1e-9
            corners, face = corners[whole], face[whole]
            face = face / np.linalg.norm(face, axis=1, keepdims=True)
            normals = np.repeat(face[:, None], 3, axis=1)
        self._corners.setdefault(paint, []).append(corners @ self._turn.T + self._origin)
        self._normals.setdefault(paint, []).append(normals @ self._turn.T)

    def box(self, paint: Paint, size: Point, at: Point = (0.0, 0.0, 0.0)) -> None:
        """Stands on `at`, the middle of its underside."""
        x, y, z = size[0] / 2, size[1], size[2] / 2
        low = [(-x, 0.0, z), (x, 0.0, z), (x, 0.0, -z), (-x, 0.0, -z)]
        self.prism(paint, [(a + at[0], b + at[1], c + at[2]) for a, b, c in low], (0.0, y, 0.0))

    def prism(self, paint: Paint, outline: Sequence[Point], along: Point) -> None:
        """A convex outline, counter-clockwise as seen from where it is drawn out to."""
        base = np.array(outline, np.float64)
        top = base + np.array(along)
        count = len(base)
        found = [np.stack([base[0], base[n + 1], base[n]]) for n in range(1, count - 1)]
        found += [np.stack([top[0], top[n], top[n + 1]]) for n in range(1, count - 1)]
        for n in range(count):
            m = (n + 1) % count
            found += [np.stack([base[n], base[m], top[m]]), np.stack([base[n], top[m], top[n]])]
        self.triangles(paint, np.array(found))

    def lathe(
        self, paint: Paint, profile: Sequence[tuple[float, float]], at: Point = (0, 0, 0), spokes: int = 20,
        *, flat: bool = False, squash: float = 1.0,
    ) -> None:  # fmt: skip
        """A turned form: (radius, height) from below; edges along the profile stay sharp.

        Args:
            flat: no rounding between the spokes; four of them make a square of side 2 * radius.
            squash: depth against width.
        """
        turn = np.pi / spokes if flat else 0.0
        angles = np.linspace(0, 2 * np.pi, spokes + 1) + turn
        grow = 1.0 / np.cos(np.pi / spokes) if flat else 1.0
        ring = np.stack([np.cos(angles), -np.sin(angles) * squash], axis=1) * grow
        for (r0, h0), (r1, h1) in pairwise(profile):
            low = np.column_stack([ring[:, 0] * r0, np.full(spokes + 1, h0), ring[:, 1] * r0]) + at
            high = np.column_stack([ring[:, 0] * r1, np.full(spokes + 1, h1), ring[:, 1] * r1]) + at
            slope = np.array([h1 - h0, r0 - r1])
            slope = slope / max(float(np.linalg.norm(slope)), 1e-9)
            out = np.column_stack([np.cos(angles), np.zeros(spokes + 1), -np.sin(angles) / squash])
            out /= np.linalg.norm(out, axis=1, keepdims=True)
            normal = out * slope[0] + np.array([0.0, slope[1], 0.0])
            corners, shade = [], []
            for a, b, c, own in (
                (low[:-1], low[1:], high[1:], (normal[:-1], normal[1:], normal[1:])),
                (low[:-1], high[1:], high[:-1], (normal[:-1], normal[1:], normal[:-1])),
            ):
                corners.append(np.stack([a, b, c], axis=1))
                shade.append(np.stack(own, axis=1))
            triangles, normals = np.concatenate(corners), np.concatenate(shade)
            area = np.linalg.norm(
                np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0]), axis=1
            )
            whole = area > 1e-10
            self.triangles(paint, triangles[whole], None if flat else normals[whole])

    def cylinder(self, paint: Paint, radius: float, height: float, at: Point = (0, 0, 0), top: float = -1.0) -> None:
        """Upright; `top` is its upper radius."""
        upper = radius if top < 0 else top
        self.lathe(paint, [(0, 0), (radius, 0), (upper, height), (0, height)], at)

    def cone(self, paint: Paint, radius: float, height: float, at: Point = (0, 0, 0), spokes: int = 20) -> None:
        """Stands on `at`."""
        self.lathe(paint, [(0, 0), (radius, 0), (0, height)], at, spokes)

    def dome(self, paint: Paint, radius: float, height: float, at: Point = (0, 0, 0)) -> None:
        """Half a ball."""
        angle = np.linspace(0, np.pi / 2, 8)
        self.lathe(paint, [(radius * float(np.cos(a)), height * float(np.sin(a))) for a in angle], at)

    def ball(self, paint: Paint, radii: Point | float, middle: Point, *, small: bool = False) -> None:
        """An ellipsoid, or with one radius a sphere, smooth; a `small` one has fewer faces."""
        rows = max(5, round((6 if small else 9) * self.detail))
        columns = max(6, round((9 if small else 14) * self.detail))
        tilt, turn = np.meshgrid(np.linspace(0, np.pi, rows), np.linspace(0, 2 * np.pi, columns), indexing="ij")
        unit = np.stack([np.sin(tilt) * np.cos(turn), -np.cos(tilt), -np.sin(tilt) * np.sin(turn)], axis=-1)
        points = unit * np.array(radii, float)
        normals = unit / np.array(radii, float)
        normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
        self._sheet(paint, points + np.array(middle), normals)

    def limb(self, paint: Paint, start: Point, end: Point, radius: float, to: float = -1.0) -> None:
        """A tube with round ends, thinner or thicker towards `end`."""
        last = radius if to < 0 else to
        self.tube(paint, [start, end], [radius, last])
        self.ball(paint, radius, start, small=True)
        self.ball(paint, last, end, small=True)

    def tube(self, paint: Paint, path: Sequence[Point], radii: Sequence[float], spokes: int = 12) -> None:
        """A tube along points, smooth, open at its ends."""
        points, radius = np.array(path, np.float64), np.array(radii, np.float64)
        ahead = np.gradient(points, axis=0)
        ahead /= np.maximum(np.linalg.norm(ahead, axis=1, keepdims=True), 1e-9)
        up = np.array([0.0, 1.0, 0.0]) if abs(ahead[0, 1]) < 0.9 else np.array([1.0, 0.0, 0.0])
        side = np.cross(ahead, up)
        side /= np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-9)
        over = np.cross(side, ahead)
        angle = np.linspace(0, 2 * np.pi, max(5, round(spokes * self.detail * 0.8)) + 1)
        normals = side[:, None] * np.cos(angle)[:, None] + over[:, None] * np.sin(angle)[:, None]
        self._sheet(paint, points[:, None] + normals * radius[:, None, None], normals)

    def _sheet(self, paint: Paint, points: Floats, normals: Floats) -> None:
        """A grid of points (R, C, 3), seen from where its normals point."""
        parts = []
        for values in (points, normals):
            a, b, c, d = values[:-1, :-1], values[:-1, 1:], values[1:, 1:], values[1:, :-1]
            parts.append(np.concatenate([np.stack([a, b, c], 2), np.stack([a, c, d], 2)]).reshape(-1, 3, 3))
        corners, shade = parts
        face = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        whole = np.linalg.norm(face, axis=1) > 1e-10
        turned = np.einsum("ij,ij->i", face, shade.mean(axis=1)) < 0
        corners[turned], shade[turned] = corners[turned][:, ::-1], shade[turned][:, ::-1]
        self.triangles(paint, corners[whole], shade[whole])

    def gable(self, wall: Paint, roof: Paint, size: Point, at: Point, eaves: float = 0.35) -> None:
        """A roof over width, height, depth: its ridge runs along x, its gables are walled."""
        x, y, z = size[0] / 2, size[1], size[2] / 2
        with self.posed(at):
            self.prism(wall, [(-x, 0, z), (-x, y, 0), (-x, 0, -z)][::-1], (size[0], 0, 0))
            out, drop, thick = x + eaves, y * eaves / z, 0.12
            for side in (1.0, -1.0):
                with self.posed(yaw_deg=0.0 if side > 0 else 180.0):
                    corners: list[Point] = [
                        (-out, -drop, z + eaves), (out, -drop, z + eaves), (out, y + 0.02, 0), (-out, y + 0.02, 0),
                    ]  # fmt: skip
                    self.prism(roof, corners, (0, thick, 0))

    def window(self, frame: Paint, glass: Paint, size: tuple[float, float], at: Point, bars: int = 1) -> None:
        """In a wall that faces +Z at `at`, the middle of its sill."""
        wide, high = size
        with self.posed(at):
            self.box(glass, (wide, high, 0.04), (0, 0, 0.02))
            self.box(frame, (wide + 0.2, 0.08, 0.16), (0, -0.08, 0.05))
            self.box(frame, (wide + 0.16, 0.08, 0.1), (0, high, 0.04))
            for side in (-1, 1):
                self.box(frame, (0.08, high, 0.1), (side * (wide / 2 + 0.04), 0, 0.04))
            for bar in range(1, bars + 1):
                self.box(frame, (0.04, high, 0.06), (wide * (bar / (bars + 1) - 0.5), 0, 0.04))
            self.box(frame, (wide, 0.04, 0.06), (0, high * 0.52, 0.04))

    def door(self, frame: Paint, leaf: Paint, size: tuple[float, float], at: Point) -> None:
        """In a wall that faces +Z at `at`, the middle of its threshold."""
        wide, high = size
        with self.posed(at):
            self.box(leaf, (wide, high, 0.06), (0, 0, 0.03))
            self.box(frame, (wide + 0.3, 0.14, 0.16), (0, high, 0.05))
            for side in (-1, 1):
                self.box(frame, (0.14, high, 0.16), (side * (wide / 2 + 0.07), 0, 0.05))
            self.box(frame, (wide + 0.5, 0.12, 0.5), (0, 0, 0.22))
            self.ball(BRASS, 0.04, (wide * 0.36, high * 0.46, 0.09))

    def asset(self, name: str, size: Point) -> LoadedAsset:
        """All of it, stretched to be just of a size and to stand on its origin."""
        everything = np.concatenate([part.reshape(-1, 3) for parts in self._corners.values() for part in parts])
        low, high = everything.min(axis=0), everything.max(axis=0)
        stretch = np.array(size) / np.maximum(high - low, 1e-6)
        foot = np.array([(low[0] + high[0]) / 2, low[1], (low[2] + high[2]) / 2])
        images: list[Image] = []
        placed: dict[str, int] = {}
        materials, parts = [], []
        for number, paints in enumerate(_drawn_together(self._corners)):
            common = _common(paints)
            pieces = [np.concatenate(self._corners[paint]).reshape(-1, 3) for paint in paints]
            normals = (
                np.concatenate([part for paint in paints for part in self._normals[paint]]).reshape(-1, 3) / stretch
            )
            normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
            tints = np.array([paint.colour for paint in paints]) / np.maximum(np.array(common.colour), 1e-9)
            tint = np.repeat(tints, [len(piece) for piece in pieces], axis=0)
            corners = (np.concatenate(pieces) - foot) * stretch
            if common.surface != "plain" and common.surface not in placed:
                placed[common.surface] = len(images)
                images += tile_of(common.surface).images
            materials.append(_material(f"{name} {number}", common, placed.get(common.surface, -1)))
            parts.append(_primitive(common, corners, normals, tint, number))
        return LoadedAsset(
            name, build_nodes([name], [-1], mesh=[0]), (Mesh(name, tuple(parts)),), tuple(materials), tuple(images)
        )


def _drawn_together(paints: Iterable[Paint]) -> list[list[Paint]]:
    """Paints that differ in colour alone and show no pattern: their parts are drawn as one, coloured by corner."""
    groups: dict[Paint, list[Paint]] = {}
    for paint in paints:
        alike = replace(paint, colour=(0.0, 0.0, 0.0)) if paint.surface == "plain" else paint
        groups.setdefault(alike, []).append(paint)
    return list(groups.values())


def _common(paints: Sequence[Paint]) -> Paint:
    """The lightest of each channel, of which corners take a share."""
    red, green, blue = np.max([paint.colour for paint in paints], axis=0).tolist()
    return replace(paints[0], colour=(red, green, blue))


def _material(name: str, paint: Paint, image: int) -> Material:
    plain = Material(
        name,
        base_colour=(*paint.colour, paint.alpha),
        metallic=paint.metallic,
        roughness=paint.roughness,
        emissive=paint.glow,
        alpha_mode="BLEND" if paint.alpha < 1.0 else "OPAQUE",
        double_sided=paint.alpha < 1.0,
    )
    return plain if image < 0 else surfaced(plain, paint.surface, image, paint.colour)


def _primitive(paint: Paint, corners: Floats, normals: Floats, tint: Floats, material: int) -> Primitive:
    """Triangles with tiles laid on them as each faces, and less light near the ground."""
    lit = np.clip(corners[:, 1] / _SHADED_M, 0.0, 1.0)
    shade = 0.72 + 0.28 * lit * (2.0 - lit) if max(paint.glow) < 0.5 else np.ones(len(corners))
    shade = shade * np.where(normals[:, 1] < -0.5, 0.7, 1.0)
    colours = tint * shade[:, None]
    index = np.arange(len(corners))
    if paint.surface == "plain":
        return build_primitive(corners, index, material=material, normals=normals, colours=colours)
    uv, tangents = laid(corners, tile_of(paint.surface).side_m)
    return build_primitive(
        corners, index, material=material, normals=normals, colours=colours, uv0=uv, tangents=tangents
    )


def laid(corners: Floats, side_m: float) -> tuple[Floats, Floats]:
    """Texture coordinates and tangents of triangles (3 T, 3) on which tiles lie as they would on walls and roofs."""
    triangles = corners.reshape(-1, 3, 3)
    face = np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])
    face /= np.maximum(np.linalg.norm(face, axis=1, keepdims=True), 1e-12)
    across = np.column_stack([face[:, 2], np.zeros(len(face)), -face[:, 0]])
    flat = np.linalg.norm(across, axis=1) < 0.2
    across[flat] = (1.0, 0.0, 0.0)
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    up = np.cross(face, across)
    across, up = np.repeat(across, 3, axis=0), np.repeat(up, 3, axis=0)
    uv = np.column_stack([(corners * across).sum(axis=1), -(corners * up).sum(axis=1)]) / side_m
    return uv, np.column_stack([across, np.ones(len(across))])
