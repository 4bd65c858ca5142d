"""Which lights reach which things."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.render import light_masks
from vr_app.render.light_masks import LightMasks
from vr_app.scene.light import Light
from vr_app.scene.transform import translation


@pytest.mark.parametrize("lights", [0, 1, 7, 31, 40])
def test_few_and_many_things_are_asked_alike(lights: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(lights)
    kinds = ("point", "spot", "directional")
    listed = tuple(Light(kind=kinds[n % 3], node=n, range_m=float(random.uniform(0.5, 3.0))) for n in range(lights))
    masks = LightMasks(listed)
    world = np.array([translation(at) for at in random.uniform(-3, 3, (max(lights, 1), 3))], np.float32)
    centre = random.uniform(-3, 3, (60, 3)).astype(np.float32)
    half = random.uniform(0.0, 0.5, (60, 3)).astype(np.float32)
    together = masks.of(centre, half, world)
    monkeypatch.setattr(light_masks, "AT_ONCE", -1)
    assert together.dtype == np.uint32
    assert together.tolist() == masks.of(centre, half, world).tolist()
    for number, light in enumerate(listed[:32]):
        gap = np.maximum(np.abs(world[number, :3, 3] - centre) - half, 0.0)
        near = (gap * gap).sum(axis=1) < light.reach_m**2
        reached = near if light.kind != "directional" else np.ones(60, np.bool_)
        assert ((together >> np.uint32(number)) & 1).astype(bool).tolist() == reached.tolist()
