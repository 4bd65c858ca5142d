"""Plain shapes fill the size they are given, stand on the ground and show their outside."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.scene.bodies.catalogue import BODIES, body
from vr_app.scene.bodies.kit import Kit, Paint
from vr_app.scene.plain_shapes import SHAPES
from vr_app.scene.stage_things import Thing
from vr_app.scene.stand_in import plain_asset

SIZE = (4.0, 5.0, 6.0)


def test_every_word_for_a_shape_has_a_body() -> None:
    assert set(BODIES) == set(SHAPES) and len(SHAPES) == len(set(SHAPES))


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_stands_on_the_ground_and_fills_its_size(shape: str) -> None:
    asset = plain_asset(Thing(id="t", size=SIZE, shape=shape, colour=(0.9, 0.2, 0.2)))
    points = np.concatenate([part.positions for part in asset.meshes[0].primitives])
    low, high = points.min(axis=0), points.max(axis=0)
    assert low == pytest.approx((-2.0, 0.0, -3.0), abs=1e-4)
    assert high == pytest.approx((2.0, 5.0, 3.0), abs=1e-4)
    assert all(max(surface.base_colour) <= 1.0 for surface in asset.materials)
    assert all(np.isfinite(part.normals).all() for part in asset.meshes[0].primitives)


@pytest.mark.parametrize("shape", ["box", "cylinder", "ball", "cone"])
def test_faces_look_outward(shape: str) -> None:
    part = body(shape, SIZE, (0.5, 0.5, 0.5)).meshes[0].primitives[0]
    corners = part.positions[part.indices].reshape(-1, 3, 3) - (0.0, 2.5, 0.0)
    face = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    assert (np.einsum("ij,ij->i", face, corners.mean(axis=1)) > -1e-6).all()


def test_a_house_has_windows_a_roof_and_walls_of_their_own() -> None:
    house = body("house", (7.0, 6.0, 6.0), (0.5, 0.45, 0.4))
    assert len(house.materials) >= 5 and any(max(surface.emissive) > 0 for surface in house.materials)
    assert any(surface.base_colour_texture is not None for surface in house.materials)


def test_the_windows_of_a_large_house_are_more_not_larger() -> None:
    def panes(size: tuple[float, float, float]) -> int:
        house = body("house", size, (0.5, 0.45, 0.4))
        number = next(n for n, surface in enumerate(house.materials) if max(surface.emissive) > 0)
        return sum(part.triangle_count for part in house.meshes[0].primitives if part.material == number)

    assert panes((14.0, 9.0, 8.0)) > 2 * panes((6.0, 4.0, 5.0))


def test_colour_and_surface_reach_the_body() -> None:
    red = body("ball", (1.0, 1.0, 1.0), (0.5, 0.1, 0.1)).materials[0]
    wall = body("box", (1.0, 1.0, 1.0), (0.2, 0.2, 0.1), "bricks").materials[0]
    assert red.base_colour[:3] == (0.5, 0.1, 0.1) and red.base_colour_texture is None
    assert wall.base_colour_texture is not None and wall.normal_texture is not None


@pytest.mark.parametrize("shape", SHAPES)
def test_a_body_is_drawn_in_few_parts(shape: str) -> None:
    made = body(shape, (4.0, 4.0, 4.0), (0.5, 0.4, 0.3))
    assert len(made.meshes[0].primitives) <= 12


def test_what_is_drawn_together_keeps_its_colours() -> None:
    kit = Kit()
    red, dark, brick = Paint((0.8, 0.1, 0.2)), Paint((0.02, 0.4, 0.1)), Paint((0.3, 0.2, 0.1), "bricks")
    for number, paint in enumerate((red, brick, dark)):
        kit.box(paint, (1.0, 1.0, 1.0), (2.0 * number, 1.0, 0.0))
    made = kit.asset("three", (5.0, 5.0, 1.0))
    plain, walls = made.meshes[0].primitives
    base = np.array(made.materials[0].base_colour[:3])
    shown = plain.vertices["colour"][:, :3] / 65535 * base
    brightest = [shown[plain.positions[:, 0] < 0].max(axis=0), shown[plain.positions[:, 0] > 0].max(axis=0)]
    assert np.allclose(brightest, [red.colour, dark.colour], atol=1e-4)
    assert made.materials[walls.material].base_colour_texture is not None and walls.vertices["colour"].max() == 65535
