"""What is drawn in portions is the same picture, also where one mesh is more than a portion."""

from __future__ import annotations

import numpy as np
import pytest
from golden_scenes import bent, harbour

from vr_app.app.bench.gl_calls import counted_gl_calls
from vr_app.render import gpu_scene
from vr_app.render.egl_context import EglContext
from vr_app.render.portions import Portions
from vr_app.render.quality import LOW
from vr_app.render.renderer import Renderer
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity, look_at


def drawn(scene: Scene) -> tuple[np.ndarray, int]:
    """RGB (64, 64, 3), and how often the driver was told to draw what it has."""
    renderer, target = Renderer(LOW), OffscreenTarget(64, 64)
    while not renderer.upload(scene, 1 << 24):
        pass
    local = LocalPose.at_rest(scene.nodes)
    view = target.view(look_at((0.6, 1.3, 3.2), (0.0, 0.5, -0.3)).astype(np.float32), symmetric_fov(0.9, 64, 64))
    with counted_gl_calls() as calls:
        renderer.draw(scene, world_matrices(scene.nodes, local), local.weights, [view], identity(), 0.0)
    found = target.read()[..., :3].astype(int)
    target.close()
    renderer.close()
    return found, calls["glFlush"]


@pytest.mark.parametrize("make", [bent, harbour])
def test_portions_make_the_same_picture(
    graphics: EglContext,
    monkeypatch: pytest.MonkeyPatch,
    make,  # type: ignore[no-untyped-def]
) -> None:
    scene = make()
    monkeypatch.setattr(gpu_scene, "Portions", lambda: Portions(10**9))
    whole, told = drawn(scene)
    assert told == 0
    monkeypatch.setattr(gpu_scene, "Portions", lambda: Portions(300))
    parted, told = drawn(scene)
    assert told > 3
    assert np.array_equal(whole, parted)
