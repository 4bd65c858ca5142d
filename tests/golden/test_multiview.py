"""Multiview where a driver has it, layers where not. No driver of these tests has it: each eye's share of what a card
would do is drawn by itself, with the number of the eye written into the shaders."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from golden_scenes import bent, lanterns, layers
from test_stereo_agrees import HEIGHT, WIDTH, eyes

from vr_app.kernel.ports import LensMask
from vr_app.render import framebuffers, renderer, shader
from vr_app.render.egl_context import EglContext
from vr_app.render.gl import GL
from vr_app.render.quality import LOW
from vr_app.render.renderer import Renderer
from vr_app.render.stereo import LAYER_EXTENSIONS, MULTIVIEW_EXTENSIONS, Stereo, stereo, stereo_of
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity


@dataclass(frozen=True)
class OneEye(Stereo):
    """Multiview as one of the two eyes lives through it."""

    eye: int = 0

    def head(self, views: int, *, vertex: bool) -> str:
        """As multiview's, but for what only a driver that has it understands."""
        kept = [line for line in super().head(views, vertex=vertex).splitlines() if line.startswith("#define")]
        return "".join(f"{line}\n" for line in (*kept, f"#define gl_ViewID_OVR {self.eye}u"))


def drawn(scene: Scene) -> list[np.ndarray]:
    """Both eyes' pictures (HEIGHT, WIDTH, 3), drawn at once; each eye's lens hides a corner."""
    own, targets = Renderer(LOW), [OffscreenTarget(WIDTH, HEIGHT) for _ in range(2)]
    while not own.upload(scene, 1 << 24):
        pass
    local = LocalPose.at_rest(scene.nodes)
    views = []
    for view, side in zip(eyes(targets), (-0.5, 0.5), strict=True):
        corners = np.array([[side, 0.5], [side * 0.6, 0.5], [side, 0.2]], np.float32)
        views.append(replace(view, hidden=LensMask(corners, np.arange(3, dtype=np.uint32))))
    own.draw(scene, world_matrices(scene.nodes, local), local.weights, views, identity(), 0.0)
    found = [target.read()[..., :3].astype(int) for target in targets]
    for target in targets:
        target.close()
    own.close()
    return found


@pytest.mark.parametrize("make", [lanterns, bent, layers])
def test_each_eye_gets_the_picture_that_layers_give_it(
    graphics: EglContext,
    monkeypatch: pytest.MonkeyPatch,
    make,  # type: ignore[no-untyped-def]
) -> None:
    scene = make()
    assert stereo().way == "layered"
    layered = drawn(scene)
    assert np.abs(layered[0] - layered[1]).mean() > 1, "the eyes see different pictures"
    for eye in range(2):
        way = OneEye("multiview", eye=eye)
        for module in (shader, framebuffers, renderer):
            monkeypatch.setattr(module, "stereo", lambda way=way: way)

        def attach(framebuffer: int, attachment: int, texture: int, eye: int = eye) -> None:
            GL.glNamedFramebufferTextureLayer(framebuffer, attachment, texture, 0, eye)

        monkeypatch.setattr(framebuffers, "attach_both_eyes", attach)
        difference = np.abs(drawn(scene)[eye] - layered[eye])
        assert difference.max() <= 2 or (difference > 2).mean() < 1e-3


def test_the_best_way_is_chosen_of_what_a_driver_has() -> None:
    layers_too = {*MULTIVIEW_EXTENSIONS, LAYER_EXTENSIONS[1]}
    assert stereo_of(layers_too, multiview_is_sound=True).way == "multiview"
    assert stereo_of(layers_too, multiview_is_sound=False) == Stereo("layered", LAYER_EXTENSIONS[1])
    assert stereo_of({MULTIVIEW_EXTENSIONS[0], *LAYER_EXTENSIONS}, multiview_is_sound=True).way == "layered"
    assert stereo_of(set(), multiview_is_sound=True) == Stereo("apart")


def test_each_way_says_what_shaders_and_draw_calls_need() -> None:
    multiview, layered, apart = Stereo("multiview", "M"), Stereo("layered", "L"), Stereo("apart")
    assert [way.copies(2) for way in (multiview, layered, apart)] == [1, 2, 1]
    assert [way.variants for way in (multiview, layered, apart)] == [(1, 2), (1,), (1,)]
    assert "num_views = 2" in multiview.head(2, vertex=True)
    assert "num_views" not in multiview.head(2, vertex=False) and "M : require" in multiview.head(2, vertex=False)
    assert multiview.head(1, vertex=True) == apart.head(1, vertex=True) == ""
    assert layered.head(1, vertex=True) == layered.head(2, vertex=False)
