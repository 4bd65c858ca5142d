"""What a sky casts, against cases one can work out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.scene.environment import Environment, Sky
from vr_app.scene.sky_light import LEVEL_SIZES, octahedral_directions, sky_light, sky_radiance


def reflected(irradiance: np.ndarray, normal: tuple[float, float, float]) -> np.ndarray:
    x, y, z = normal
    basis = np.array([1, y, z, x, x * y, y * z, 3 * z * z - 1, x * z, x * x - y * y])
    return basis @ irradiance


def test_directions_cover_the_ball_evenly() -> None:
    directions, solid_angle = octahedral_directions(32)
    assert solid_angle.sum() == pytest.approx(4 * np.pi, rel=1e-5)
    np.testing.assert_allclose(np.linalg.norm(directions, axis=1), 1.0, rtol=1e-5)
    np.testing.assert_allclose((directions * solid_angle[:, None]).sum(axis=0), 0, atol=1e-2)


def test_an_even_sky_lights_every_side_alike() -> None:
    light = sky_light(lambda directions: np.full_like(directions, 0.5))
    for normal in ((0, 1, 0), (1, 0, 0), (0, 0, -1), (0, -1, 0)):
        np.testing.assert_allclose(reflected(light.irradiance, normal), 0.5, atol=5e-3)
    assert [level.shape[0] for level in light.reflection] == list(LEVEL_SIZES)
    for level in light.reflection:
        np.testing.assert_allclose(level, 0.5, atol=1e-3)


def test_light_from_above_lights_what_faces_up() -> None:
    light = sky_light(lambda directions: np.where(directions[:, 1:2] > 0, [[1.0, 1.0, 1.0]], [[0.0, 0.0, 0.0]]))
    up, side, down = (reflected(light.irradiance, (0, y, 1 - abs(y)))[0] for y in (1, 0, -1))
    assert up == pytest.approx(1.0, abs=0.07)
    assert side == pytest.approx(0.5, abs=0.05)
    assert abs(down) < 0.07


def test_the_glow_is_on_the_suns_side() -> None:
    environment = Environment(sky=Sky(kind="dusk", glow=(1.0, 0.5, 0.2)))
    toward = np.array([environment.sun.direction], np.float32)
    away = toward * [[-1, 1, -1]]
    assert sky_radiance(environment, toward)[0, 0] > sky_radiance(environment, away.astype(np.float32))[0, 0] + 0.1
