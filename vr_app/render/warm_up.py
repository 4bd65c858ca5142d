"""Has the driver compile what nearly every scene needs, while the first scene is still being read."""

from __future__ import annotations

import numpy as np

from vr_app.render.renderer import Renderer
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.draw_plan import plan_drawing
from vr_app.scene.material import Image, Material, TextureUse
from vr_app.scene.mesh import Mesh, build_primitive
from vr_app.scene.node import build_nodes
from vr_app.scene.overlay import Label, Overlay
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity

SIDE = 8
LABEL_HIGH, LABEL_WIDE = 60, 250
TRIANGLE = ((-1.0, -1.0, -3.0), (1.0, -1.0, -3.0), (0.0, 1.0, -3.0))


def warmed(renderer: Renderer) -> Renderer:
    """Draws a triangle under a sky, for one view and for both eyes, and a name over it: drivers compile as they draw.

    Returns: the same renderer, before its first scene.
    """
    scene = _plain_scene()
    while not renderer.upload(scene, 1 << 20):
        pass
    local = LocalPose.at_rest(scene.nodes)
    world = world_matrices(scene.nodes, local)
    targets = [OffscreenTarget(SIDE, SIDE) for _ in range(2)]
    views = [target.view(identity(), symmetric_fov(1.0, SIDE, SIDE)) for target in targets]
    for group in (views[:1], views):
        renderer.draw(scene, world, local.weights, group, identity(), 0.0)
    while not renderer.settled:
        renderer.draw(scene, world, local.weights, views, identity(), 0.0)
    renderer.cover(Overlay(labels=(_label(),)))
    renderer.draw(scene, world, local.weights, views, identity(), 0.0)
    renderer.cover(None)
    for target in targets:
        target.close()
    return renderer


def _label() -> Label:
    levels = tuple(np.zeros((LABEL_HIGH >> n, LABEL_WIDE >> n, 4), np.uint8) for n in range(6))
    return Label(levels, (0.0, 0.0, -3.0), 0.1)


def _plain_scene() -> Scene:
    """One thing with a picture on it and one without."""
    picture = Image("white", (np.full((2, 2, 4), 255, np.uint8), np.full((1, 1, 4), 255, np.uint8)), srgb=True)
    materials = (Material("plain"), Material("pictured", base_colour_texture=TextureUse(0)))
    meshes = tuple(
        Mesh("", (build_primitive(TRIANGLE, (0, 1, 2), material=number),)) for number in range(len(materials))
    )
    nodes = build_nodes(["", ""], [-1, -1], mesh=[0, 1])
    plan = plan_drawing(nodes, meshes, materials, (), None, (picture,))
    return Scene("", nodes, meshes, materials, (picture,), plan=plan)
