"""What single rules of drawing do to a picture: wrapping, softening with distance, smoothed edges, haze by height."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from golden_renderers import shared_renderer
from golden_scenes import picture

from vr_app.render.egl_context import EglContext
from vr_app.render.quality import HIGH, LOW, Quality
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.environment import Environment, Fog, Sky, Sun
from vr_app.scene.material import Image, Material, TextureUse, Wrap
from vr_app.scene.mesh import Mesh, build_primitive
from vr_app.scene.node import build_nodes
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity

BLACK = (0.0, 0.0, 0.0)
DARK = Environment(Sky("interior", BLACK, BLACK, BLACK, BLACK), Sun(illuminance=0.0), exposure=1.0)
SIDE = 96


def drawn(scene: Scene, quality: Quality = LOW, fov_rad: float = 2 * np.arctan(0.5)) -> np.ndarray:
    """RGB as whole numbers (SIDE, SIDE, 3), seen from the origin along -Z."""
    renderer, target = shared_renderer(quality), OffscreenTarget(SIDE, SIDE)
    while not renderer.upload(scene, 1 << 26):
        pass
    local = LocalPose.at_rest(scene.nodes)
    view = target.view(identity(), symmetric_fov(fov_rad, SIDE, SIDE))
    renderer.draw(scene, world_matrices(scene.nodes, local), local.weights, [view], identity(), 0.0)
    out = target.read()[..., :3].astype(int)
    target.close()
    return out


def poster(image: Image, uv_end: float = 1.0, wrap: Wrap = "repeat", **more: object) -> Scene:
    """An unlit square two metres away that fills the picture; its coordinates run from 0 to `uv_end`."""
    points = np.array([[-1, -1, -2], [1, -1, -2], [1, 1, -2], [-1, 1, -2]])
    uv = np.array([[0, 1], [1, 1], [1, 0], [0, 0]]) * uv_end
    square = build_primitive(points, [0, 1, 2, 0, 2, 3], material=0, normals=[[0, 0, 1]] * 4, uv0=uv)
    use = TextureUse(image=0, wrap_s=wrap, wrap_t=wrap)
    material = Material("poster", shading="unlit", base_colour_texture=use, **more)  # type: ignore[arg-type]
    nodes = build_nodes(["poster"], [-1], mesh=[0])
    return Scene("poster", nodes, (Mesh("m", (square,)),), (material,), images=(image,), environment=DARK)


def halves() -> Image:
    """Red on the left, blue on the right."""
    pixels = np.zeros((64, 64, 4), int)
    pixels[:, :32], pixels[:, 32:] = [200, 0, 0, 255], [0, 0, 200, 255]
    return picture(pixels)


@pytest.mark.parametrize(("wrap", "expected"), [("repeat", "rbrb"), ("clamp", "rbbb"), ("mirror", "rbbr")])
def test_pictures_go_on_as_their_sampler_says(graphics: EglContext, wrap: Wrap, expected: str) -> None:
    row = drawn(poster(halves(), 2.0, wrap))[SIDE // 2, [12, 36, 60, 84]]
    assert "".join("r" if red > blue else "b" for red, _, blue in row.tolist()) == expected


def test_a_fine_pattern_far_away_becomes_its_mean(graphics: EglContext) -> None:
    odd = np.indices((64, 64)).sum(0) % 2
    image = picture(np.where(odd[..., None] == 1, [255, 255, 255, 255], [0, 0, 0, 255]), srgb=False)
    fine = drawn(poster(image, 32.0))[8:-8, 8:-8, 0]
    assert fine.std() < 3.0, "nothing glitters"


def striped_floor() -> Scene:
    """A floor 1.2 m below the eyes whose stripes run away from them."""
    dark = np.arange(64) // 8 % 2 == 0
    pixels = np.where(dark[None, :, None], [0, 0, 0, 255], [255, 255, 255, 255]).repeat(64, axis=0)
    points = np.array([[-20, -1.2, 0], [20, -1.2, 0], [20, -1.2, -80], [-20, -1.2, -80]])
    uv = np.array([[0, 0], [10, 0], [10, 20], [0, 20]])
    square = build_primitive(points, [0, 1, 2, 0, 2, 3], material=0, normals=[[0, 1, 0]] * 4, uv0=uv)
    return replace(poster(picture(pixels, srgb=False)), meshes=(Mesh("floor", (square,)),))


def test_a_floor_seen_at_a_grazing_angle_keeps_its_stripes(graphics: EglContext) -> None:
    """Plain filtering softens both ways by how narrow the far side looks; anisotropic only along the view."""
    contrast = {}
    for anisotropy in (1.0, 8.0):
        far = drawn(striped_floor(), replace(LOW, anisotropy=anisotropy, slow_filters=True), 1.0)[SIDE // 2 + 5, :, 0]
        contrast[anisotropy] = far.std()
    assert contrast[8.0] > 2.0 * contrast[1.0]


def test_edges_and_cut_out_shapes_are_smooth(graphics: EglContext) -> None:
    """A slanting edge of alpha: four samples of a pixel give steps between on and off, one gives none."""
    y, x = np.indices((64, 64))
    alpha = np.clip((x - 0.37 * y - 20) * 16 + 128, 0, 255)
    pixels = np.stack([0 * x + 255, 0 * x + 255, 0 * x + 255, alpha], -1)
    scene = poster(picture(pixels), alpha_mode="MASK", alpha_cutoff=0.5)
    between = {}
    for samples in (1, 4):
        grey = drawn(scene, replace(HIGH, samples=samples))[..., 0]
        between[samples] = len(np.unique(grey[(grey > grey.min() + 8) & (grey < grey.max() - 8)]))
    assert between[1] == 0
    assert between[4] >= 3


def test_haze_thins_out_with_height(graphics: EglContext) -> None:
    white = picture(np.full((2, 2, 4), 255))
    clear = poster(white)
    fog = Fog(colour=BLACK, density_per_m=0.5, height_m=0.4, floor_m=-1.0)
    hazy = drawn(replace(clear, environment=replace(DARK, fog=fog)))[:, SIDE // 2, 0]
    assert drawn(clear)[:, SIDE // 2, 0].min() > 200
    assert (np.diff(hazy) <= 1).all() and hazy[0] > hazy[-1] + 20, "less is hidden the higher it is"
    even = drawn(replace(clear, environment=replace(DARK, fog=replace(fog, height_m=0.0))))[:, SIDE // 2, 0]
    assert abs(int(even[0]) - int(even[-1])) < 3
    near = drawn(replace(clear, environment=replace(DARK, fog=replace(fog, start_m=3.0))))[:, SIDE // 2, 0]
    assert near.min() > 200, "it begins farther away"
