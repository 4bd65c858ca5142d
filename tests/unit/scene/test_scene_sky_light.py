"""What light from all round does to matt surfaces, against cases one can work out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.scene.sky_light import cube_directions, irradiance_of


def reflected(irradiance: np.ndarray, normal: tuple[float, float, float]) -> np.ndarray:
    x, y, z = normal
    basis = np.array([1, y, z, x, x * y, y * z, 3 * z * z - 1, x * z, x * x - y * y])
    return basis @ irradiance


def test_directions_cover_the_ball_evenly() -> None:
    directions, solid_angle = cube_directions(16)
    assert solid_angle.sum() == pytest.approx(4 * np.pi, rel=1e-5)
    np.testing.assert_allclose(np.linalg.norm(directions, axis=1), 1.0, rtol=1e-5)
    np.testing.assert_allclose((directions * solid_angle[:, None]).sum(axis=0), 0, atol=1e-4)


def test_an_even_sky_lights_every_side_alike() -> None:
    directions, solid_angle = cube_directions(16)
    irradiance = irradiance_of(directions, solid_angle, np.full_like(directions, 0.5))
    for normal in ((0, 1, 0), (1, 0, 0), (0, 0, -1), (0, -1, 0), (0.6, 0.0, 0.8)):
        np.testing.assert_allclose(reflected(irradiance, normal), 0.5, atol=5e-3)


@pytest.mark.parametrize("axis", [(1, 0, 0), (0, 1, 0), (0, 0, 1), (0.48, 0.6, 0.64)])
def test_light_of_the_first_two_orders_is_exact(axis: tuple[float, float, float]) -> None:
    """Radiance 1 + d.a gives irradiance pi + 2 pi / 3 n.a, that is 1 + 2/3 n.a over pi."""
    directions, solid_angle = cube_directions(16)
    light = np.repeat(1 + directions @ np.array(axis, np.float32)[:, None], 3, axis=1)
    irradiance = irradiance_of(directions, solid_angle, light)
    for normal in ((1, 0, 0), (0, 1, 0), (0, 0, -1), (0.6, -0.8, 0.0)):
        np.testing.assert_allclose(reflected(irradiance, normal), 1 + 2 / 3 * np.dot(normal, axis), atol=4e-3)


def test_light_from_above_lights_what_faces_up() -> None:
    directions, solid_angle = cube_directions(16)
    above = np.repeat((directions[:, 1:2] > 0).astype(np.float32), 3, axis=1)
    irradiance = irradiance_of(directions, solid_angle, above)
    up, side, down = (reflected(irradiance, (0, y, 1 - abs(y)))[0] for y in (1, 0, -1))
    assert up == pytest.approx(1.0, abs=0.07)
    assert side == pytest.approx(0.5, abs=0.05)
    assert abs(down) < 0.07
