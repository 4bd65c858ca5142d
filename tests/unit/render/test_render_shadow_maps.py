"""Where shadow maps look: a swaying head never moves their texels, lamps are chosen by what they light."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.render.lamp_shadow import choose_lamps, lamp_maps
from vr_app.render.shadow import GRID, RADII_M, TEXTURE_FROM_CLIP, anchored, shadow_matrix, sun_basis
from vr_app.scene.light import Light

SIZE = 2048
POINT = np.array([1.37, 0.2, -2.11, 1.0])


def texel_of(matrix: np.ndarray) -> np.ndarray:
    return ((TEXTURE_FROM_CLIP @ matrix) @ POINT)[:2] * SIZE


@pytest.mark.parametrize("radius_m", RADII_M)
def test_a_map_that_moves_moves_by_whole_texels(radius_m: float) -> None:
    basis = sun_basis(np.array([0.35, 0.75, 0.56], np.float32))
    parts = []
    for x in np.linspace(-30, 30, 41):
        centre = anchored((basis @ np.array([x, 1.6, 0.3 * x])).astype(np.float32), radius_m / GRID, None)
        parts.append(texel_of(shadow_matrix(basis, centre, radius_m)) % 1.0)
    away = np.abs((np.array(parts) - parts[0] + 0.5) % 1.0 - 0.5)
    assert away.max() < 0.02


def test_a_swaying_head_leaves_the_map_where_it_is() -> None:
    basis = sun_basis(np.array([0.2, 0.4, -0.9], np.float32))
    step_m = RADII_M[0] / GRID
    edge = np.array([step_m / 2, 1.6, 0.0], np.float32)
    centre, seen = None, set()
    for number in range(200):
        sway = 0.08 * np.sin(number * np.array([0.31, 0.23, 0.41]))
        centre = anchored((basis @ (edge + sway)).astype(np.float32), step_m, centre)
        seen.add(tuple(centre))
    assert len(seen) == 1


def test_walking_takes_the_map_along() -> None:
    centre = None
    for x in np.linspace(0, 40, 400):
        place = np.array([x, 0, 0], np.float32)
        centre = anchored(place, 2.0, centre)
        assert np.abs(place - centre).max() <= 1.5 + 1e-4


def test_both_eyes_share_the_maps() -> None:
    eyes = [np.array([side, 1.6, 0.0], np.float32) for side in (-0.032, 0.032)]
    kept = anchored(eyes[0], 2.0, None)
    assert anchored(eyes[1], 2.0, kept) is kept


def test_lamps_near_and_strong_come_first_as_many_as_fit() -> None:
    lights = [
        Light("point", 0, intensity=10.0),
        Light("spot", 1, intensity=10.0),
        Light("spot", 2, intensity=10.0),
        Light("spot", 3, intensity=1000.0, shadows=False),
        Light("directional", 4),
    ]
    places = np.array([[0, 2, 0], [1, 2, 0], [40, 2, 0], [0, 2, 0], [0, 0, 0]], np.float32)
    eye = np.array([0, 1.6, 0], np.float32)
    assert choose_lamps(lights, places, eye, 12) == [0, 1, 2]
    assert choose_lamps(lights, places, eye, 7) == [0, 1]
    assert choose_lamps(lights, places, eye, 5) == [1, 2]
    assert choose_lamps([], np.zeros((0, 3), np.float32), eye, 5) == []


def test_a_cube_of_maps_sees_every_direction_once_in_the_shaders_order() -> None:
    world = np.eye(4, dtype=np.float32)[None]
    world[0, :3, 3] = (1.0, 2.0, 3.0)
    (lamp,) = lamp_maps([0], [Light("point", 0, intensity=5.0, range_m=8.0)], world, 512)
    assert len(lamp.matrices) == 6
    for face, way in enumerate(np.array([[1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0], [0, 0, 1], [0, 0, -1]])):
        for aside in (0.0, 0.9):
            place = world[0, :3, 3] + 3 * (way + aside * np.roll(way, 1) - aside * np.roll(way, 2))
            clip = lamp.matrices[face] @ np.append(place, 1.0)
            assert clip[3] == pytest.approx(3.0, abs=1e-4)
            assert (np.abs(clip[:2] / clip[3]) < 1).all()
            assert 0 < clip[2] / clip[3] < 1


def test_a_spots_map_holds_its_cone() -> None:
    world = np.eye(4, dtype=np.float32)[None]
    light = Light("spot", 0, intensity=5.0, range_m=8.0, outer_cone_rad=0.5)
    (lamp,) = lamp_maps([0], [light], world, 512)
    rim = np.array([np.sin(0.5), 0, -np.cos(0.5), 1 / 4]) * 4
    clip = lamp.matrices[0] @ rim
    assert 0.9 < abs(clip[0] / clip[3]) < 1
