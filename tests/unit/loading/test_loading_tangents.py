"""Tangents beside those that the reference implementation of MikkTSpace gives for the same corners."""

from __future__ import annotations

import numpy as np

from vr_app.loading.tangents import corner_tangents

POSITIONS = np.array([[0, 0, 0], [1, 0, 0.2], [2, 0, -0.1], [0, 1, 0.3], [1.1, 1.2, 0], [2, 0.9, 0.4]], np.float32)
NORMALS = np.array([[0, 0, 1], [0.2, 0, 1], [0, 0.3, 1], [-0.1, 0.1, 1], [0, 0, 1], [0.1, -0.2, 1]], np.float32)
NORMALS /= np.linalg.norm(NORMALS, axis=1, keepdims=True)
UV = np.array([[0, 1], [0.8, 0.9], [0, 1], [0.1, 0], [0.9, 0.1], [0.1, 0.2]], np.float32)
CORNERS = np.array([0, 1, 4, 0, 4, 3, 1, 2, 5, 1, 5, 4], np.uint32)
REFERENCE = np.array(
    [
        [0.99894, 0.04603, 0.0, 1.0],
        [0.96791, -0.16021, -0.19358, 1.0],
        [0.99842, 0.05614, 0.0, 1.0],
        [0.99894, 0.04603, 0.0, 1.0],
        [0.99842, 0.05614, 0.0, 1.0],
        [0.95211, 0.29868, 0.06534, 1.0],
        [-0.98017, 0.02887, 0.19603, -1.0],
        [-0.98486, -0.16603, 0.04981, -1.0],
        [-0.99509, -0.00282, 0.09895, -1.0],
        [-0.98017, 0.02887, 0.19603, -1.0],
        [-0.99509, -0.00282, 0.09895, -1.0],
        [-0.98676, 0.16221, 0.0, -1.0],
    ]
)
"""mikktspace.c (the signs turned, since glTF counts v from the top); the second quad is mirrored."""


def test_corners_agree_with_the_reference() -> None:
    found = corner_tangents(POSITIONS, NORMALS, UV, CORNERS)
    np.testing.assert_allclose(found.tangents[found.indices], REFERENCE, atol=2e-5)


def test_only_vertices_on_the_mirror_line_are_split() -> None:
    found = corner_tangents(POSITIONS, NORMALS, UV, CORNERS)
    assert sorted(found.source.tolist()) == [0, 1, 1, 2, 3, 4, 4, 5]
    np.testing.assert_array_equal(found.source[found.indices], CORNERS)


def test_without_coordinates_they_are_still_perpendicular() -> None:
    found = corner_tangents(POSITIONS, NORMALS, np.zeros_like(UV), CORNERS)
    across = np.sum(found.tangents[:, :3] * NORMALS[found.source], axis=1)
    np.testing.assert_allclose(across, 0, atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(found.tangents[:, :3], axis=1), 1, atol=1e-6)
