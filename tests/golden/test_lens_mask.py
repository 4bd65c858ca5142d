"""What the lenses hide is left out, each eye's own part; and the depth of a picture is handed over beside it."""

from __future__ import annotations

import ctypes
from dataclasses import replace

import numpy as np
import pytest
from golden_renderers import shared_renderer
from golden_scenes import metals
from test_stereo_agrees import HEIGHT, WIDTH, eyes

from vr_app.kernel.ports import LensMask, View
from vr_app.render.egl_context import EglContext
from vr_app.render.gl import GL
from vr_app.render.quality import HIGH, LOW, Quality
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import NEAR_M
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.transform import identity


def drawn(quality: Quality, change) -> list[np.ndarray]:  # type: ignore[no-untyped-def]
    """Both pictures after `change` had a word on the views."""
    scene, renderer = metals(), shared_renderer(quality)
    targets = [OffscreenTarget(WIDTH, HEIGHT) for _ in range(2)]
    while not renderer.upload(scene, 1 << 24):
        pass
    local = LocalPose.at_rest(scene.nodes)
    views = change(eyes(targets))
    renderer.draw(scene, world_matrices(scene.nodes, local), local.weights, views, identity(), 0.0)
    found = [target.read()[..., :3].astype(int) for target in targets]
    for target in targets:
        target.close()
    return found


def left_half(view: View) -> LensMask:
    """Everything left of the middle of the picture."""
    left, right, up, down = np.tan(view.fov_rad)
    middle = (left + right) / 2
    corners = np.array([(left, down), (middle, down), (middle, up), (left, up)], np.float32)
    return LensMask(corners, np.array([0, 1, 2, 0, 2, 3], np.uint32))


@pytest.mark.parametrize("quality", [LOW, HIGH], ids=["low", "high"])
def test_only_the_hidden_part_of_one_eye_is_left_out(graphics: EglContext, quality: Quality) -> None:
    def mask_left_eye(views: list[View]) -> list[View]:
        return [replace(views[0], hidden=left_half(views[0])), views[1]]

    whole, masked = drawn(quality, lambda views: views), drawn(quality, mask_left_eye)
    assert whole[0].mean() > 20, "there is something to be seen"
    assert (masked[0][:, : WIDTH // 2] == 0).all(), "nothing is drawn behind the lens's rim"
    seen = np.abs(masked[0][:, WIDTH // 2 + 1 :] - whole[0][:, WIDTH // 2 + 1 :])
    assert seen.max() <= 2 and np.abs(masked[1] - whole[1]).max() <= 2, "the rest is as it was"


def depth_texture() -> int:
    name = ctypes.c_uint()
    GL.glCreateTextures(GL.GL_TEXTURE_2D, 1, ctypes.byref(name))
    GL.glTextureStorage2D(name.value, 1, GL.GL_DEPTH_COMPONENT32F, WIDTH, HEIGHT)
    return name.value


@pytest.mark.parametrize("quality", [LOW, HIGH], ids=["low", "high"])
def test_depth_tells_how_far_things_are(graphics: EglContext, quality: Quality) -> None:
    textures = [depth_texture(), depth_texture()]
    drawn(quality, lambda views: [replace(view, depth=name) for view, name in zip(views, textures, strict=True)])
    for name in textures:
        depth = np.zeros((HEIGHT, WIDTH), np.float32)
        GL.glGetTextureImage(
            name, 0, GL.GL_DEPTH_COMPONENT, GL.GL_FLOAT, depth.nbytes, ctypes.c_void_p(depth.ctypes.data)
        )
        metres = NEAR_M / np.maximum(depth, 1e-9)
        assert 1.5 < metres.min() < 3.5, "the ground begins two metres from the camera"
        assert metres.max() > 1e6, "the sky is farther than anything"
    GL.glDeleteTextures(2, np.array(textures, np.uint32))
