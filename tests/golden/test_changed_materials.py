"""A material that changes while the scene is shown, and changes back."""

from __future__ import annotations

import numpy as np

from vr_app.render.egl_context import EglContext
from vr_app.render.quality import LOW
from vr_app.render.renderer import Renderer
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.material import Material, MToon
from vr_app.scene.mesh import Mesh, build_primitive
from vr_app.scene.node import build_nodes
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity, look_at

RED = Material("cheek", base_colour=(0.8, 0.02, 0.02, 1.0), shading="unlit")


def test_materials_change_and_come_back() -> None:
    square = [(-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0)]
    nodes = build_nodes(["left", "right"], [-1, -1], translation=[(-1.1, 0, 0), (1.1, 0, 0)], mesh=[0, 1])
    toon = Material("coat", base_colour=(0.02, 0.6, 0.02, 1.0), shading="toon", mtoon=MToon())
    meshes = tuple(Mesh(str(n), (build_primitive(square, [0, 1, 2, 0, 2, 3], material=n),)) for n in range(2))
    scene = Scene("two", nodes, meshes, (RED, toon))
    context = EglContext()
    context.make_current()
    try:
        renderer, target = Renderer(LOW), OffscreenTarget(64, 32)
        while not renderer.upload(scene, 1 << 26):
            pass
        view = target.view(look_at((0, 0, 5), (0, 0, 0)).astype(np.float32), symmetric_fov(0.6, 64, 32))
        local = LocalPose.at_rest(nodes)

        def picture() -> np.ndarray:
            world = world_matrices(nodes, local)
            renderer.draw(scene, world, local.weights, [view], identity(), 0.0)
            return target.read()[16, [16, 48], :3].astype(int)

        before = picture()
        assert before[0, 0] > before[0, 2] + 50
        assert before[1, 1] > before[1, 2] + 50
        blue = (0.02, 0.02, 0.8, 1.0)
        renderer.dress(scene, {0: Material("cheek", base_colour=blue, shading="unlit")})
        tinted = picture()
        assert tinted[0, 2] > tinted[0, 0] + 50
        np.testing.assert_allclose(tinted[1], before[1], atol=1)
        renderer.dress(
            scene, {1: Material("coat", base_colour=blue, shading="toon", mtoon=MToon(rim_colour=(0.5, 0.0, 0.0)))}
        )
        other = picture()
        np.testing.assert_allclose(other[0], before[0], atol=1)
        assert other[1, 2] > other[1, 1] + 50
        renderer.dress(scene, {})
        np.testing.assert_allclose(picture(), before, atol=1)
        target.close()
        renderer.close()
    finally:
        context.close()
