"""Shapes with fewer triangles: of the vertices that are there, closed where the thing was, as near as they say."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from vr_app.app.bench.render_scenes import prism
from vr_app.loading.coarser import coarser_of
from vr_app.scene.mesh import Coarser, Morph, Primitive, build_primitive


def ball(rings: int = 12) -> Primitive:
    """Smooth, with a seam of its texture from pole to pole."""
    polar, azimuth = np.meshgrid(np.linspace(0, np.pi, rings), np.linspace(0, 2 * np.pi, 2 * rings), indexing="ij")
    points = np.stack([np.sin(polar) * np.cos(azimuth), np.cos(polar), np.sin(polar) * np.sin(azimuth)], -1)
    points = np.round(points.reshape(-1, 3), 6)
    row = 2 * rings
    corner = (np.arange(rings - 1)[:, None] * row + np.arange(row - 1)).reshape(-1)
    quads = np.stack([corner, corner + 1, corner + row + 1, corner, corner + row + 1, corner + row], -1)
    uv = np.stack([azimuth / (2 * np.pi), polar / np.pi], -1).reshape(-1, 2)
    return build_primitive(points, quads.reshape(-1), normals=points, uv0=uv)


def hard_box(cells: int = 6) -> Primitive:
    """Six walls of little squares; at the edges each wall has vertices of its own."""
    points, normals, indices = [], [], []
    grid = np.linspace(-1, 1, cells + 1)
    for axis in range(3):
        for side in (-1.0, 1.0):
            u, v = np.meshgrid(grid, grid, indexing="ij")
            wall = np.zeros((*u.shape, 3))
            wall[..., axis], wall[..., (axis + 1) % 3], wall[..., (axis + 2) % 3] = side, u, v
            corner = (np.arange(cells)[:, None] * (cells + 1) + np.arange(cells)).reshape(-1)
            quads = np.stack(
                [corner, corner + cells + 1, corner + cells + 2, corner, corner + cells + 2, corner + 1], -1
            )
            first = sum(len(part) for part in points)
            indices.append((quads.reshape(-1, 3)[:, :: int(side)] + first).reshape(-1))
            points.append(wall.reshape(-1, 3))
            normals.append(np.tile(np.eye(3)[axis] * side, (points[-1].shape[0], 1)))
    return build_primitive(np.concatenate(points), np.concatenate(indices), normals=np.concatenate(normals))


@pytest.mark.parametrize("make", [ball, hard_box, lambda: prism(5, 0).primitives[0]])
def test_each_shape_has_fewer_triangles_and_keeps_its_word(make) -> None:  # type: ignore[no-untyped-def]
    whole = make()
    shapes = coarser_of(whole)
    assert shapes, "or nothing is saved"
    counts = [whole.triangle_count, *(len(shape.indices) // 3 for shape in shapes)]
    assert all(after <= 0.75 * before for before, after in pairwise(counts)) and counts[-1] >= 4
    for shape in shapes:
        used = whole.positions[np.unique(shape.indices)]
        away = np.linalg.norm(whole.positions[:, None] - used[None], axis=2).min(axis=1)
        assert away.max() <= shape.error_m + 1e-6


def test_a_closed_thing_stays_closed() -> None:
    whole = ball()
    for shape in coarser_of(whole):
        spots = np.unique(np.round(whole.positions, 5) + 0.0, axis=0, return_inverse=True)[1].reshape(-1)
        faces = spots[shape.indices.reshape(-1, 3)]
        edges = Counter((int(a), int(b)) for face in faces for a, b in zip(face, np.roll(face, -1), strict=True))
        assert all(edges[b, a] == times for (a, b), times in edges.items()), "each edge has its other side"


def test_corners_keep_the_look_of_their_own_wall() -> None:
    whole = hard_box()
    along, _ = turned(whole, coarser_of(whole)[0])
    assert (along > 0.5).mean() > 0.9


@pytest.mark.parametrize("make", [ball, hard_box])
def test_no_shape_is_inside_out_or_thinner(make) -> None:  # type: ignore[no-untyped-def]
    whole = make()
    all_along, all_area = turned(whole, Coarser(whole.indices, 0.0))
    assert (all_along >= 0).all()
    for shape in coarser_of(whole):
        along, area = turned(whole, shape)
        assert area[along.sum(axis=1) > 0].sum() > 0.9 * area.sum()
        assert area.sum() > 0.6 * all_area.sum()


def turned(whole: Primitive, shape: Coarser) -> tuple[np.ndarray, np.ndarray]:
    """How far each corner's normal goes with its triangle's (F, 3), and the triangles' areas."""
    corners = shape.indices.reshape(-1, 3)
    points = whole.positions[corners]
    across = np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0])
    area = np.linalg.norm(across, axis=1)
    return np.einsum("fi,fci->fc", across / np.maximum(area, 1e-12)[:, None], whole.normals[corners]), area


def test_what_bends_or_is_small_keeps_all_its_triangles() -> None:
    whole = ball()
    still = np.zeros((1, len(whole.vertices), 3), np.float32)
    joints, weights = np.zeros((len(whole.vertices), 4)), np.tile([1.0, 0, 0, 0], (len(whole.vertices), 1))
    parts = {"positions": whole.positions, "indices": whole.indices, "normals": whole.normals}
    assert coarser_of(build_primitive(**parts, joints=joints, weights=weights)) == ()
    assert coarser_of(build_primitive(**parts, morph=Morph(still, still))) == ()
    assert coarser_of(prism(0, 0).primitives[0]) == (), "a column of three sides"


def test_flat_and_broken_things_are_left_alone() -> None:
    flat = build_primitive(np.zeros((30, 3)), np.arange(30))
    assert coarser_of(flat) == ()
