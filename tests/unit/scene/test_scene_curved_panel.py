"""Panels that are bent round the viewer are pointed at and touched where they are seen."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.scene.quad import Quad, facing, fingertip, point_at, ray_hit

EYE = np.array([0.3, 1.6, -0.2])
RADIUS_M = 1.3
AT = EYE + np.array([0.4, -0.1, -1.0]) / np.linalg.norm([0.4, -0.1, -1.0]) * RADIUS_M
PANEL = Quad(facing(AT, EYE), 1.1, 0.7, RADIUS_M)
PLACES = [(0.5, 0.5), (0.0, 0.0), (1.0, 1.0), (0.1, 0.8), (0.9, 0.2)]


@pytest.mark.parametrize("place", PLACES)
def test_a_ray_at_a_place_meets_that_place(place: tuple[float, float]) -> None:
    hand = EYE + np.array([0.2, -0.3, -0.3])
    hit = ray_hit(PANEL, facing(hand, 2 * hand - point_at(PANEL, *place)))
    assert hit is not None
    assert (hit.x, hit.y) == pytest.approx(place, abs=1e-4)
    assert hit.distance_m == pytest.approx(float(np.linalg.norm(point_at(PANEL, *place) - hand)), abs=1e-4)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("lifted_m", [0.05, 0.0, -0.03])
def test_a_fingertip_over_a_place_knows_its_height(place: tuple[float, float], lifted_m: float) -> None:
    hit = fingertip(PANEL, point_at(PANEL, *place, lifted_m))
    assert (hit.x, hit.y) == pytest.approx(place, abs=1e-4) and hit.distance_m == pytest.approx(lifted_m, abs=1e-4)


def test_every_place_of_a_level_is_as_far_from_the_eye() -> None:
    far = [np.linalg.norm(point_at(PANEL, x, 0.5) - EYE) for x in np.linspace(0, 1, 9)]
    assert np.ptp(far) < 1e-4 and far[0] == pytest.approx(RADIUS_M, abs=1e-4)
    flat = Quad(PANEL.world_from_quad, PANEL.width_m, PANEL.height_m)
    assert np.ptp([np.linalg.norm(point_at(flat, x, 0.5) - EYE) for x in (0.5, 1.0)]) > 0.05


def test_rays_away_from_it_or_from_behind_it_miss() -> None:
    behind = AT + 0.5 * (AT - EYE)
    assert ray_hit(PANEL, facing(behind, 2 * behind - EYE)) is None
    assert ray_hit(PANEL, facing(EYE, AT)) is None, "the ray leaves from the back"
