"""A place may be shown before its shadows are there: they follow, and the picture is what it would have been."""

from __future__ import annotations

import numpy as np
from golden_scenes import lanterns
from test_golden_pictures import CAMERA, QUALITY, drawn

from vr_app.render.egl_context import EglContext
from vr_app.render.renderer import Renderer
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.transform import identity


def test_the_first_picture_is_bare_and_the_settled_one_whole(graphics: EglContext) -> None:
    scene = lanterns()
    whole = drawn(scene)
    renderer, target = Renderer(QUALITY, shadows_later=True), OffscreenTarget(whole.shape[1], whole.shape[0])
    while not renderer.upload(scene, 1 << 24):
        pass
    local = LocalPose.at_rest(scene.nodes)
    view = target.view(CAMERA, symmetric_fov(0.9, whole.shape[1], whole.shape[0]))
    seen = []
    while not seen or not renderer.settled:
        renderer.draw(scene, world_matrices(scene.nodes, local), local.weights, [view], identity(), 0.0)
        seen.append(target.read()[..., :3].astype(int))
    renderer.draw(scene, world_matrices(scene.nodes, local), local.weights, [view], identity(), 0.0)
    last = target.read()[..., :3]
    target.close()
    renderer.close()
    assert 1 < len(seen) < 6, "soon, but not at once"
    assert seen[0].mean() > whole.mean() + 0.5, "brighter without shadows"
    assert np.array_equal(last, whole)
