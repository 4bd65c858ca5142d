"""Triangles that stand for small things: as large as what is seen, in its place, lit from the same side."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.scene.material import Material
from vr_app.scene.mesh import Primitive, build_primitive
from vr_app.scene.specks import SIDES, Specks, specks_of

CUBE = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], np.float32)
QUADS = ((0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3))
ONE = np.zeros(1, np.int64)


def cube() -> Primitive:
    """Two metres wide, with flat sides."""
    points = CUBE[np.array(QUADS)].reshape(-1, 3)
    corners = np.arange(24).reshape(6, 4)
    indices = np.concatenate([corners[:, [0, 1, 2]], corners[:, [0, 2, 3]]]).reshape(-1)
    normals = np.repeat([[-1, 0, 0], [1, 0, 0], [0, -1, 0], [0, 1, 0], [0, 0, -1], [0, 0, 1]], 4, axis=0)
    return build_primitive(points, indices, normals=normals)


def ball(rings: int = 24) -> Primitive:
    """One metre in radius."""
    up, around = np.meshgrid(np.linspace(0, np.pi, rings + 1), np.linspace(0, 2 * np.pi, 2 * rings + 1), indexing="ij")
    points = np.stack([np.sin(up) * np.cos(around), np.cos(up), -np.sin(up) * np.sin(around)], axis=-1)
    corner = np.arange(points[..., 0].size).reshape(up.shape)
    a, b, c, d = corner[:-1, :-1], corner[1:, :-1], corner[1:, 1:], corner[:-1, 1:]
    indices = np.concatenate([np.stack([a, b, c], -1).reshape(-1), np.stack([a, c, d], -1).reshape(-1)])
    return build_primitive(points.reshape(-1, 3), indices, normals=points.reshape(-1, 3))


def card() -> Primitive:
    """One square metre that looks along +Z."""
    points = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]], np.float32) - [0.5, 0.5, 0]
    return build_primitive(points, [0, 1, 2, 0, 2, 3], normals=[[0, 0, 1]] * 4)


def specks(primitive: Primitive, material: Material | None = None) -> Specks:
    return specks_of([primitive], [material or Material("m")])


def facing(found: Specks, rows: np.ndarray, place: tuple[float, float, float]) -> tuple[float, np.ndarray]:
    """What is seen of the triangle from a place, in square metres, and which way it looks."""
    out = found.facing(rows[None].astype(np.float32), ONE, rows[None, :, 3].astype(np.float32), np.array(place))
    assert np.allclose(out[0, :, 3], rows[:, 3])
    across = np.cross(out[0, :, 0], out[0, :, 1])
    away = (np.array(place) - rows[:, 3]) / np.linalg.norm(np.array(place) - rows[:, 3])
    return float(across @ away), out[0, :, 2] / max(np.linalg.norm(out[0, :, 2]), 1e-9)


def test_a_ball_is_as_large_from_all_sides() -> None:
    found = specks(ball())
    assert found.there.all()
    assert found.areas_m2 == pytest.approx(np.pi, rel=0.06)
    assert np.einsum("pki,ki->pk", found.normals, SIDES).min() > 0.98, "and is lit as what looks at the eye"
    normals = found.vertices["normal"]
    assert (normals[:, 2] < 0.75).all(), "its corners look aside, as a ball's do"


def test_a_cube_is_seen_as_it_is_turned() -> None:
    found, rows = specks(cube()), np.eye(4)[:3]
    assert facing(found, rows, (50, 0, 0))[0] == pytest.approx(4.0, rel=0.01)
    assert facing(found, rows, (50, 50, 50))[0] == pytest.approx(4.0 * 3**0.5, rel=0.01)
    stretched = rows * np.array([1.0, 3.0, 1.0, 1.0])
    assert facing(found, stretched, (0, 0, 50))[0] == pytest.approx(12.0, rel=0.01)
    assert facing(found, stretched, (0, 50, 0))[0] == pytest.approx(4.0, rel=0.01)


def test_a_card_has_one_side_unless_it_has_two() -> None:
    rows = np.eye(4)[:3]
    before, way = facing(specks(card()), rows, (0, 0, 9))
    assert before == pytest.approx(1.0, rel=0.01) and way == pytest.approx([0, 0, 1], abs=1e-5)
    assert facing(specks(card()), rows, (0, 0, -9))[0] == pytest.approx(0.0, abs=1e-6)
    behind, way = facing(specks(card(), Material("m", double_sided=True)), rows, (0, 0, -9))
    assert behind == pytest.approx(1.0, rel=0.01) and way == pytest.approx([0, 0, -1], abs=1e-5)
    flat = specks(card()).vertices["normal"]
    assert flat == pytest.approx(np.array([[0, 0, 1]] * 3), abs=1e-3), "what is flat is lit as what is flat"


def test_a_mirrored_thing_shows_its_front_the_other_way_round() -> None:
    mirrored = np.eye(4)[:3] * np.array([-1.0, 1.0, 1.0, 1.0])
    seen, way = facing(specks(cube()), mirrored, (3, 4, 50))
    assert seen < -3.9, "counted clockwise, as all its triangles are"
    assert way @ np.array([3, 4, 50]) > 0


def test_only_solid_plain_things_have_one() -> None:
    for material in (
        Material("a", alpha_mode="MASK"),
        Material("b", alpha_mode="BLEND"),
        Material("c", shading="toon"),
    ):
        assert not specks(cube(), material).there.any()
    bent = build_primitive(CUBE, [0, 1, 2, 1, 3, 2], joints=np.zeros((8, 4)), weights=np.ones((8, 4)))
    assert not specks(bent).there.any()
    assert not len(specks_of([], []).vertices)


def test_colours_and_textures_are_those_of_the_whole() -> None:
    points = np.concatenate([CUBE[:3], CUBE[:3] + 5])
    colours = np.repeat([[1.0, 0, 0], [0, 0, 1.0]], 3, axis=0)
    uv = np.array([[0, 0], [1, 0], [0, 1], [0, 0], [1, 0], [0, 1]], np.float32)
    found = specks(build_primitive(points, np.arange(6), colours=colours, uv0=uv))
    assert found.vertices["colour"][0, :3].tolist() == pytest.approx([32768, 0, 32768], abs=2)
    assert found.vertices["uv0"].mean(axis=0) == pytest.approx([1 / 3, 1 / 3], abs=1e-3)
    assert np.ptp(found.vertices["uv0"], axis=0).min() > 0.5, "wide enough for a coarse level of the texture"
