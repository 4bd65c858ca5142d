"""Mip levels of pictures nothing shines through agree with the formula for linear light in 64-bit numbers."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.loading.pictures import mip_levels


@pytest.mark.parametrize("srgb", [True, False])
@pytest.mark.parametrize("shape", [(64, 48), (33, 17), (1, 9), (7, 1)])
def test_each_level_is_the_mean_of_the_one_above(shape: tuple[int, int], srgb: bool) -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (*shape, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    light = pixels / 255.0
    if srgb:
        light = np.where(light <= 0.04045, light / 12.92, ((light + 0.055) / 1.055) ** 2.4)
    levels = mip_levels(pixels, srgb=srgb)
    assert levels[-1].shape == (1, 1, 4)
    for level in levels[1:]:
        height, width = level.shape[:2]
        if light.shape[0] > 1:
            light = (light[: 2 * height : 2] + light[1 : 2 * height : 2]) / 2
        if light.shape[1] > 1:
            light = (light[:, : 2 * width : 2] + light[:, 1 : 2 * width : 2]) / 2
        wanted = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055) if srgb else light
        assert np.abs(level[..., :3] - wanted[..., :3] * 255).max() < 0.55
        assert (level[..., 3] == 255).all()
