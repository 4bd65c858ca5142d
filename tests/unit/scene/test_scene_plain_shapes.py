"""Plain shapes fill the size they are given, stand on the ground and show their outside."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.scene.plain_shapes import SHAPES, SOLIDS, parts_of
from vr_app.scene.stage_things import Thing
from vr_app.scene.stand_in import plain_asset


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_stands_on_the_ground_within_its_size(shape: str) -> None:
    asset = plain_asset(Thing(id="t", size=(2.0, 3.0, 4.0), shape=shape, colour=(0.9, 0.2, 0.2)))
    points = np.concatenate([part.positions for part in asset.meshes[0].primitives])
    low, high = points.min(axis=0), points.max(axis=0)
    assert abs(low[1]) < 1e-5 and 2.7 <= high[1] <= 3.001
    assert (low >= np.array([-1.02, -1e-5, -2.02])).all() and (high <= np.array([1.02, 3.001, 2.02])).all()
    assert all(max(surface.base_colour) <= 1.0 for surface in asset.materials)


@pytest.mark.parametrize("solid", SOLIDS)
def test_faces_look_outward(solid: str) -> None:
    points, triangles = SOLIDS[solid](np.array([2.0, 2.0, 2.0]))
    a, b, c = (points[triangles[:, n]] for n in range(3))
    volume = float(np.einsum("ij,ij->i", a - points.mean(axis=0), np.cross(b - a, c - a)).sum())
    assert volume > 0.5


def test_a_house_is_of_several_shades() -> None:
    assert len({part.shade for part in parts_of("house")}) >= 3
