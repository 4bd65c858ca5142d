"""Both eyes in one pass give the pictures that each eye gives by itself."""

from __future__ import annotations

import numpy as np
import pytest
from golden_renderers import shared_renderer
from golden_scenes import bent, lanterns, layers, metals, textures

from vr_app.kernel.ports import View
from vr_app.render.egl_context import EglContext
from vr_app.render.framebuffers import view_groups
from vr_app.render.quality import HIGH, LOW, Quality
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity, look_at

WIDTH, HEIGHT = 128, 96


def eyes(targets: list[OffscreenTarget]) -> list[View]:
    head = look_at((0.6, 1.3, 3.2), (0.0, 0.5, -0.3)).astype(np.float32)
    views = []
    for side, target in zip((-0.5, 0.5), targets, strict=True):
        pose = head.copy()
        pose[:3, 3] += head[:3, 0] * (0.2 * side)
        views.append(target.view(pose, (-0.5 + 0.1 * side, 0.5 + 0.1 * side, 0.42, -0.42)))
    return views


def pictures(scene: Scene, quality: Quality, *, together: bool) -> list[np.ndarray]:
    renderer, targets = shared_renderer(quality), [OffscreenTarget(WIDTH, HEIGHT) for _ in range(2)]
    while not renderer.upload(scene, 1 << 24):
        pass
    local = LocalPose.at_rest(scene.nodes)
    world, views = world_matrices(scene.nodes, local), eyes(targets)
    for batch in [views] if together else [[views[0]], [views[1]]]:
        renderer.draw(scene, world, local.weights, batch, identity(), 0.0)
    found = [target.read()[..., :3].astype(int) for target in targets]
    for target in targets:
        target.close()
    return found


@pytest.mark.parametrize("make", [metals, textures, lanterns, bent, layers])
@pytest.mark.parametrize("quality", [LOW, HIGH], ids=["low", "high"])
def test_one_pass_for_both_eyes_agrees_with_two(graphics: EglContext, make, quality: Quality) -> None:  # type: ignore[no-untyped-def]
    scene = make()
    both, single = pictures(scene, quality, together=True), pictures(scene, quality, together=False)
    assert np.abs(both[0] - both[1]).mean() > 2, "the eyes see different pictures"
    for one, other in zip(both, single, strict=True):
        difference = np.abs(one - other)
        assert difference.max() <= 2 or (difference > 2).mean() < 1e-3, f"{difference.max()} {(difference > 2).mean()}"


def test_only_alike_pictures_are_drawn_at_once() -> None:
    def view(width: int) -> View:
        return View(np.eye(4, dtype=np.float32), (-0.5, 0.5, 0.5, -0.5), 1, width, 100)

    assert view_groups([view(64), view(64)], together=True) == [[0, 1]]
    assert view_groups([view(64), view(64)], together=False) == [[0], [1]]
    assert view_groups([view(64), view(32)], together=True) == [[0], [1]]
    assert view_groups([view(64)], together=True) == [[0]]
