"""Pictures against golden ones (drawn by Mesa's llvmpipe); `--regenerate-goldens` makes them anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from golden_renderers import shared_renderer
from golden_scenes import SCENES, bent, lanterns, metals
from PIL import Image

from vr_app.kernel.ports import View
from vr_app.render.egl_context import EglContext
from vr_app.render.gl import GL
from vr_app.render.quality import Quality
from vr_app.render.renderer import Renderer
from vr_app.render.software import draws_in_software
from vr_app.render.targets import OffscreenTarget, read_pixels
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.node import build_nodes
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity, look_at

pytestmark = pytest.mark.gl
IMAGES = Path(__file__).parent / "images"
SIZE = (240, 160)
TOLERANCE = 2
"""Steps of 8 bits."""
OUTLIERS = 0.003
"""Share of pixels that may differ more: edges fall differently between versions of the driver."""
CAMERA = look_at((0.6, 1.7, 3.4), (0.0, 0.45, -0.3))
QUALITY = Quality(samples=4, shadow_size=1024, shadow_maps=1)


def drawn(scene: Scene, quality: Quality = QUALITY, renderer: Renderer | None = None) -> np.ndarray:
    renderer, target = renderer or shared_renderer(quality), OffscreenTarget(*SIZE)
    try:
        while not renderer.upload(scene, 1 << 24):
            pass
        local = LocalPose.at_rest(scene.nodes)
        view = target.view(CAMERA, symmetric_fov(0.9, *SIZE))
        world = world_matrices(scene.nodes, local)
        renderer.draw(scene, world, local.weights, [view], identity(), 0.0)
        while not renderer.settled:
            renderer.draw(scene, world, local.weights, [view], identity(), 0.0)
        return target.read()[..., :3]
    finally:
        target.close()


@pytest.mark.parametrize("name", SCENES)
def test_picture(name: str, graphics: EglContext, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    pixels = drawn(SCENES[name]())
    golden = IMAGES / f"{name}.png"
    if request.config.getoption("--regenerate-goldens"):
        Image.fromarray(pixels).save(golden)
        return
    if not draws_in_software():
        pytest.skip("golden pictures are compared on the software driver only (LIBGL_ALWAYS_SOFTWARE=1)")
    expected = np.asarray(Image.open(golden).convert("RGB")).astype(int)
    difference = np.abs(pixels.astype(int) - expected).max(axis=2)
    share = float((difference > TOLERANCE).mean())
    if share > OUTLIERS:
        Image.fromarray(pixels).save(tmp_path / f"{name}-now.png")
        Image.fromarray(np.clip(difference * 8, 0, 255).astype(np.uint8)).save(tmp_path / f"{name}-difference.png")
    assert share <= OUTLIERS, f"{share:.2%} of the pixels differ; see {tmp_path}"


def test_the_same_scene_gives_the_same_pixels_twice(graphics: EglContext) -> None:
    before, fresh = drawn(metals()), Renderer(QUALITY)
    np.testing.assert_array_equal(drawn(metals(), renderer=fresh), before)
    fresh.close()


def test_low_quality_looks_alike(graphics: EglContext) -> None:
    low = drawn(metals(), Quality(samples=1, shadow_size=512, shadow_maps=1, soft_shadows=False, shiny_lamps=False))
    assert np.abs(low.astype(int) - drawn(metals()).astype(int)).mean() < 3


def test_upload_in_small_pieces_shows_sky_first_and_ends_the_same(graphics: EglContext) -> None:
    scene = metals()
    local = LocalPose.at_rest(scene.nodes)
    renderer, target = Renderer(QUALITY), OffscreenTarget(*SIZE)
    view = target.view(CAMERA, symmetric_fov(0.9, *SIZE))
    pictures = []
    complete = False
    while not complete:
        complete = renderer.upload(scene, 1)
        renderer.draw(scene, world_matrices(scene.nodes, local), local.weights, [view], identity(), 0.0)
        pictures.append(target.read()[..., :3])
    target.close()
    renderer.close()
    assert len(pictures) > 10
    assert pictures[0].std() > 5, "the sky is there at once"
    assert np.abs(pictures[0].astype(int) - pictures[-1]).mean() > 10
    np.testing.assert_array_equal(pictures[-1], drawn(scene))


def test_both_layers_of_a_stereo_texture_are_drawn(graphics: EglContext) -> None:
    scene = metals()
    width, height = 96, 96
    array = GL.glGenTextures(1)
    GL.glBindTexture(GL.GL_TEXTURE_2D_ARRAY, array)
    GL.glTexStorage3D(GL.GL_TEXTURE_2D_ARRAY, 1, GL.GL_SRGB8_ALPHA8, width, height, 2)
    local = LocalPose.at_rest(scene.nodes)
    renderer = shared_renderer(QUALITY)
    while not renderer.upload(scene, 1 << 24):
        pass
    views = []
    for layer, offset in enumerate((-0.2, 0.2)):
        pose = CAMERA.copy()
        pose[:3, 3] += pose[:3, 0] * offset
        views.append(View(pose, (-0.5, 0.4, 0.45, -0.45), int(array), width, height, layer))
    renderer.draw(scene, world_matrices(scene.nodes, local), local.weights, views, identity(), 0.0)
    eyes = []
    for layer in range(2):
        flat = GL.glGenTextures(1)
        GL.glTextureView(flat, GL.GL_TEXTURE_2D, array, GL.GL_SRGB8_ALPHA8, 0, 1, layer, 1)
        eyes.append(read_pixels(int(flat), width, height)[..., :3].astype(int))
        GL.glDeleteTextures(1, [flat])
    GL.glDeleteTextures(1, [array])
    assert all(eye.std() > 20 for eye in eyes)
    assert 2 < np.abs(eyes[0] - eyes[1]).mean() < 60


def test_what_moves_moves_its_shadow(graphics: EglContext) -> None:
    scene = metals()
    local = LocalPose.at_rest(scene.nodes)
    renderer, target = shared_renderer(QUALITY), OffscreenTarget(*SIZE)
    view = target.view(look_at((0, 5, 0.1), (0, 0, 0)), symmetric_fov(0.9, *SIZE))
    while not renderer.upload(scene, 1 << 24):
        pass
    renderer.draw(scene, world_matrices(scene.nodes, local), local.weights, [view], identity(), 0.0)
    before = target.read()[..., :3].astype(int)
    local.translation[1:, 1] += 30.0
    renderer.draw(scene, world_matrices(scene.nodes, local), local.weights, [view], identity(), 0.0)
    after = target.read()[..., :3].astype(int)
    target.close()
    assert (after - before).max() > 60, "the floor is lit where shadows and balls were"
    assert after.std() < before.std() / 2


def test_an_empty_scene_shows_its_sky(graphics: EglContext) -> None:
    empty = Scene("empty", build_nodes([], []))
    assert drawn(empty).std() > 5
    nodes_only = Scene("nodes", build_nodes(["a", "b"], [-1, 0]))
    np.testing.assert_array_equal(drawn(nodes_only), drawn(empty))


def test_scenes_follow_one_another_in_one_renderer(graphics: EglContext) -> None:
    renderer, target = shared_renderer(QUALITY), OffscreenTarget(*SIZE)
    view = target.view(CAMERA, symmetric_fov(0.9, *SIZE))
    pictures = []
    for scene in (metals(), bent(), metals()):
        while not renderer.upload(scene, 1 << 24):
            pass
        local = LocalPose.at_rest(scene.nodes)
        renderer.draw(scene, world_matrices(scene.nodes, local), local.weights, [view], identity(), 0.0)
        pictures.append(target.read())
    target.close()
    np.testing.assert_array_equal(pictures[0], pictures[2])
    assert np.abs(pictures[0].astype(int) - pictures[1]).mean() > 5


def test_more_lights_than_fit_are_left_out_quietly(graphics: EglContext) -> None:
    scene = lanterns()
    crowd = replace(scene, lights=tuple(replace(scene.lights[0], intensity=0.1) for _ in range(50)))
    assert drawn(crowd).std() > 5
