"""Shapes with fewer triangles for things that are drawn small: made once, when a file is read.

Edges are collapsed by quadric error (Garland and Heckbert 1997; the fast-simplification library). Only the order of the
collapses is taken from it: every coarser shape is a shorter list of indices of the vertices that are there already, so
it costs little memory and keeps its normals, colours and texture coordinates.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import fast_simplification
import numpy as np
import numpy.typing as npt

from vr_app.loading.gltf import load_asset
from vr_app.scene.mesh import Coarser, Mesh, Primitive
from vr_app.scene.scene import LoadedAsset

FEWEST, MOST = 8, 6_000
"""Triangles of what is worth it: grounds and buildings of more are near, and would take a second to be read."""
LEAST = 4
"""Triangles of the coarsest shape: a pyramid."""
STEP = 2.5
"""Each shape has so many times fewer triangles than the one before."""
WORTH = 0.75
"""Of the triangles of the one before, at most."""
FULL, TURNED = 0.35, 0.1
"""What a coarser shape may lose or gain of the area seen, and how much of it may show its back."""
MOST_SEAMS = 12
"""So many vertices at one place are looked at for the one that goes on with a surface."""
Ints = npt.NDArray[np.int64]


def load_with_coarser(path: Path) -> LoadedAsset:
    """Reads a file as `load_asset` does, with coarser shapes. Raises: UserError."""
    asset = load_asset(path)
    return replace(asset, meshes=tuple(with_coarser(mesh) for mesh in asset.meshes))


def with_coarser(mesh: Mesh) -> Mesh:
    """The mesh with coarser shapes of what can do without; bent things keep all of theirs."""
    made = tuple(replace(primitive, coarser=coarser_of(primitive)) for primitive in mesh.primitives)
    return replace(mesh, primitives=made)


def coarser_of(primitive: Primitive) -> tuple[Coarser, ...]:
    """Shapes of ever fewer triangles; () for what is bent or has few as it is."""
    if primitive.skinned or primitive.morph is not None or not FEWEST <= primitive.triangle_count <= MOST:
        return ()
    place = _places(primitive.positions)
    spots = np.zeros((place.max() + 1, 3), np.float64)
    spots[place] = primitive.positions
    corners = primitive.indices.reshape(-1, 3).astype(np.int64)
    faces = _real(place[corners])
    size = float(np.ptp(spots, axis=0).max())
    if len(faces) < FEWEST or size <= 0.0:
        return ()
    collapses = _collapses((spots - spots.min(axis=0)) / size, faces)
    found: list[Coarser] = []
    whole = _outside(primitive.vertices, corners)
    wanted, before = len(faces) / STEP, primitive.triangle_count
    while wanted >= LEAST / 1.5:
        done = min(len(collapses), max(int(len(faces) - max(wanted, LEAST)) // 2, 1))
        goes_to = _after(collapses[:done], len(spots))
        moved = goes_to[place[corners]]
        kept = corners[_are_real(moved) & _have_area(spots[moved] / size)]
        if LEAST <= len(kept) <= before * WORTH:
            shape = _same_surface(primitive.vertices, place, goes_to)[kept]
            if not _as_full(whole, _outside(primitive.vertices, shape)):
                break
            away = np.linalg.norm(spots[goes_to] - spots, axis=1).max()
            found.append(Coarser(shape.astype(np.uint32).reshape(-1), float(away)))
            before = len(kept)
        wanted /= STEP
    return tuple(found)


def _places(positions: npt.NDArray[np.float32]) -> Ints:
    """Equal numbers for vertices at the same place (V)."""
    rows = np.ascontiguousarray(positions + 0.0).view(np.dtype((np.void, 12))).reshape(-1)
    return np.unique(rows, return_inverse=True)[1].reshape(-1)


def _are_real(faces: Ints) -> npt.NDArray[np.bool_]:
    """Which triangles have three different corners."""
    return (faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 2] != faces[:, 0])


def _outside(vertices: npt.NDArray[np.void], corners: Ints) -> npt.NDArray[np.float64]:
    """Areas as seen along the three axes, from both sides (6), and how much of all is turned as its normals are."""
    points = vertices["position"][corners].astype(np.float64)
    across = np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0])
    outward = np.einsum("fi,fci->f", across, vertices["normal"][corners].astype(np.float64)) > 0
    area = np.linalg.norm(across, axis=1)
    turned = area[outward].sum() / max(area.sum(), 1e-30)
    return np.array([*np.maximum(across, 0).sum(axis=0), *np.maximum(-across, 0).sum(axis=0), turned])


def _as_full(whole: npt.NDArray[np.float64], few: npt.NDArray[np.float64]) -> bool:
    """Whether fewer triangles fill the picture as all do, and none to speak of has turned inside out."""
    return abs(few[:6].sum() / max(whole[:6].sum(), 1e-30) - 1.0) < FULL and few[6] > whole[6] - TURNED


def _have_area(points: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Which triangles (F, 3, 3) of a thing about one wide are no mere lines."""
    across = np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0])
    return np.einsum("fi,fi->f", across, across) > 1e-14


def _real(faces: Ints) -> Ints:
    return faces[_are_real(faces)]


def _collapses(spots: npt.NDArray[np.float64], faces: Ints) -> Ints:
    """Pairs (kept, gone) in the order in which edges collapse (C, 2)."""
    triangles = np.ascontiguousarray(faces, np.int32)
    result: tuple[Any, ...] = fast_simplification.simplify(spots, triangles, target_count=LEAST, return_collapses=True)
    return np.asarray(result[2], np.int64).reshape(-1, 2)


def _after(collapses: Ints, count: int) -> Ints:
    """Where each place has gone to after these collapses (count)."""
    goes_to = np.arange(count)
    goes_to[collapses[:, 1]] = collapses[:, 0]
    while not np.array_equal(further := goes_to[goes_to], goes_to):
        goes_to = further
    return goes_to


def _same_surface(vertices: npt.NDArray[np.void], place: Ints, goes_to: Ints) -> Ints:
    """For each vertex the one that stands for it: of those where it has gone to, that which is most like it (V)."""
    order = np.argsort(place, kind="stable")
    count = np.bincount(place)
    first = np.cumsum(count) - count
    target = goes_to[place]
    look = np.concatenate(
        [vertices["normal"], 2.0 * vertices["uv0"], vertices["colour"].astype(np.float32) / 65535.0], axis=1
    )
    best, unlike = order[first[target]], np.full(len(place), np.inf, np.float32)
    for number in range(min(int(count.max()), MOST_SEAMS)):
        other = order[first[target] + np.minimum(number, count[target] - 1)]
        away = ((look[other] - look) ** 2).sum(axis=1)
        better = away < unlike
        best, unlike = np.where(better, other, best), np.where(better, away, unlike)
    return np.where(target == place, np.arange(len(place)), best)
