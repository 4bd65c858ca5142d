"""Light, drawn and read back: the tone mapper against its formula, the sky's maps, and the white furnace."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from golden_scenes import ball, harbour
from test_golden_pictures import drawn

from vr_app.render.egl_context import EglContext
from vr_app.render.quality import HIGH, Quality
from vr_app.render.renderer import Renderer
from vr_app.render.sky_pass import SkyPass
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.environment import Environment, Panorama, Sky, Sun
from vr_app.scene.material import Material
from vr_app.scene.mesh import Mesh, build_primitive
from vr_app.scene.node import build_nodes
from vr_app.scene.scene import Scene
from vr_app.scene.sky_light import cube_directions
from vr_app.scene.transform import identity

pytestmark = pytest.mark.gl
PLAIN = Quality(samples=1, shadow_size=256, shadow_maps=1, glow=False)
NO_SUN = Sun(illuminance=0.0)


def even(radiance: float) -> Environment:
    """The same light from everywhere."""
    colour = (radiance,) * 3
    return Environment(Sky("interior", colour, colour, colour, (0.0, 0.0, 0.0)), NO_SUN, exposure=1.0)


def pbr_neutral(colour: np.ndarray) -> np.ndarray:
    """The published formula (Khronos, 2024)."""
    start, desaturation = 0.8 - 0.04, 0.15
    low = colour.min()
    offset = low - 6.25 * low * low if low < 0.08 else 0.04
    colour = colour - offset
    peak = colour.max()
    if peak < start:
        return colour
    d = 1.0 - start
    new_peak = 1.0 - d * d / (peak + d - start)
    g = 1.0 - 1.0 / (desaturation * (peak - new_peak) + 1.0)
    return colour * new_peak / peak * (1 - g) + new_peak * g


def linear(pixel: np.ndarray) -> np.ndarray:
    value = pixel / 255.0
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def middle(pixels: np.ndarray) -> np.ndarray:
    return pixels[80, 120].astype(float)


@pytest.mark.parametrize(
    "light", [(0.02, 0.03, 0.05), (0.18, 0.18, 0.18), (0.9, 0.4, 0.1), (4.0, 1.5, 0.2), (30, 30, 30)]
)
def test_tones_are_mapped_by_the_published_formula(light: tuple[float, ...], graphics: EglContext) -> None:
    points = np.array([[-9, -9, 0], [9, -9, 0], [9, 9, 0], [-9, 9, 0]], np.float32)
    wall = build_primitive(points, [0, 1, 2, 0, 2, 3], material=0, normals=[[0, 0, 1]] * 4)
    lamp = Material("lamp", base_colour=(0, 0, 0, 1), emissive=light, shading="unlit")  # type: ignore[arg-type]
    scene = Scene("lamp", build_nodes(["wall"], [-1], mesh=[0]), (Mesh("w", (wall,)),), (lamp,), environment=even(0))
    expected = pbr_neutral(np.array(light, float))
    encoded = np.where(expected <= 0.0031308, expected * 12.92, 1.055 * np.clip(expected, 0, 1) ** (1 / 2.4) - 0.055)
    np.testing.assert_allclose(middle(drawn(scene, PLAIN)), encoded * 255, atol=1.6)


def in_furnace(**surface: object) -> np.ndarray:
    material = Material("m", base_colour=(1, 1, 1, 1), **surface)  # type: ignore[arg-type]
    nodes = build_nodes(["ball"], [-1], translation=[(0.0, 0.45, -0.3)], mesh=[0])
    scene = Scene("furnace", nodes, (Mesh("b", (ball(0, 0.9),)),), (material,), environment=even(0.5))
    return linear(drawn(scene, replace(PLAIN, height_map_size=0)).astype(float))


@pytest.mark.parametrize("roughness", [0.1, 0.4, 0.7, 1.0])
@pytest.mark.parametrize("metallic", [0.0, 1.0])
def test_a_white_ball_vanishes_in_even_light(metallic: float, roughness: float, graphics: EglContext) -> None:
    picture = in_furnace(metallic=metallic, roughness=roughness)
    expected = pbr_neutral(np.full(3, 0.5))[0]
    assert np.abs(picture[20:140, 60:180] - expected).max() < 0.035


def built(environment: Environment, quality: Quality = HIGH) -> tuple[SkyPass, np.ndarray, Renderer]:
    renderer = Renderer(quality)
    scene = Scene("sky", build_nodes([], []), environment=environment)
    renderer.upload(scene, 1 << 20)
    target = OffscreenTarget(8, 8)
    view = target.view(identity(), (-0.5, 0.5, 0.5, -0.5))
    renderer.draw(scene, np.zeros((0, 4, 4), np.float32), np.zeros(0, np.float32), [view], identity(), 0.0)
    target.close()
    (sky,) = [step for step in renderer._passes if isinstance(step, SkyPass)]
    return sky, renderer._frame[0]["irradiance"][:, :3].copy(), renderer


def test_rougher_levels_keep_the_skys_light(graphics: EglContext) -> None:
    environment = Environment(Sky("day", clouds=0.4, glow=(2.0, 1.0, 0.5)), Sun((0.5, 0.3, -0.8)))
    sky, irradiance, renderer = built(environment)
    totals = []
    for level in range(5):
        pixels = sky.maps.read(level)
        _, solid_angle = cube_directions(128 >> level)
        totals.append((pixels * solid_angle[:, None]).sum(axis=0) / (4 * np.pi))
        assert pixels.std() > 0.01
    renderer.close()
    for total in totals[1:]:
        np.testing.assert_allclose(total, totals[0], rtol=0.08)
    np.testing.assert_allclose(irradiance[0] + 0 * totals[0], totals[0], rtol=0.02)


def test_rougher_levels_are_softer(graphics: EglContext) -> None:
    sky, _, renderer = built(Environment(Sky("dusk", glow=(3.0, 1.0, 0.3)), Sun((0.5, 0.1, -0.8))))
    spread = [sky.maps.read(level).max() / sky.maps.read(level).mean() for level in range(5)]
    renderer.close()
    assert all(rough < smooth for smooth, rough in pairwise(spread))


def test_a_mirrored_place_is_seen_in_shiny_things(graphics: EglContext) -> None:
    """A red wall behind the viewer colours a mirror ball only where the scene mirrors its place."""
    points = np.array([[9, -9, 6], [-9, -9, 6], [-9, 9, 6], [9, 9, 6]], np.float32)
    wall = build_primitive(points, [0, 1, 2, 0, 2, 3], material=1, normals=[[0, 0, -1]] * 4)
    materials = (
        Material("mirror", metallic=1.0, roughness=0.1),
        Material("red", (0.8, 0.02, 0.02, 1), shading="unlit"),
    )
    nodes = build_nodes(["ball", "wall"], [-1, -1], translation=[(0, 0.45, -0.3), (0, 0, 0)], mesh=[0, 1])
    meshes = (Mesh("b", (ball(0, 0.9),)), Mesh("w", (wall,)))
    plain = Scene("mirror", nodes, meshes, materials, environment=even(0.4))
    mirrored = replace(plain, environment=replace(plain.environment, mirrored=True))
    before, after = (middle(drawn(scene, PLAIN)) for scene in (plain, mirrored))
    assert abs(before[0] - before[1]) < 3
    assert after[0] - after[1] > 60


def test_grains_move_with_time_and_are_the_same_at_the_same_time(graphics: EglContext) -> None:
    scene = harbour()
    calm = replace(scene, environment=replace(scene.environment, particles=()))
    with_snow, without = drawn(scene, PLAIN).astype(int), drawn(calm, PLAIN).astype(int)
    assert (np.abs(with_snow - without).max(axis=2) > 8).sum() > 30
    np.testing.assert_array_equal(drawn(scene, PLAIN), with_snow)


def test_a_panorama_gives_its_own_light_from_its_own_side(graphics: EglContext) -> None:
    pixels = np.zeros((64, 128, 3), np.float16)
    pixels[:, :64] = (0.0, 0.0, 1.0)
    pixels[:, 64:] = (1.0, 0.0, 0.0)
    environment = Environment(Sky(), NO_SUN, exposure=1.0, panorama=Panorama(pixels))
    sky, irradiance, renderer = built(environment)
    directions, _ = cube_directions(128)
    light = sky.maps.read(0)
    renderer.close()
    right = directions[:, 0] > 0.2
    assert light[right, 0].min() > 0.9 and light[right, 2].max() < 0.1
    assert irradiance[3, 0] > 0.2 and irradiance[3, 2] < -0.2
