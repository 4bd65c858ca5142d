"""One picture of a scene without any display."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from vr_app.kernel.ports import GraphicsContext, Mat4
from vr_app.render.egl_context import EglContext
from vr_app.render.quality import HIGH, Quality
from vr_app.render.renderer import Renderer
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity


def render_still(
    scene: Scene,
    camera_pose: Mat4,
    size: tuple[int, int] = (960, 540),
    fov_rad: float = math.radians(55),
    *,
    local: LocalPose | None = None,
    quality: Quality = HIGH,
    time_s: float = 0.0,
    make_context: Callable[[], GraphicsContext] = EglContext,
) -> npt.NDArray[np.uint8]:
    """Draws one picture.

    Args:
        camera_pose: `world_from_view`.
        size: width and height in pixels.
        fov_rad: vertical angle of view.
        local: the pose to show; at rest where left out.
        make_context: gives an OpenGL context; EGL where left out.
    Returns: uint8 (height, width, 4), top row first.
    """
    local = local or LocalPose.at_rest(scene.nodes)
    context = make_context()
    context.make_current()
    try:
        renderer, target = Renderer(quality), OffscreenTarget(*size)
        while not renderer.upload(scene, 1 << 26):
            pass
        view = target.view(camera_pose, symmetric_fov(fov_rad, *size))
        world = world_matrices(scene.nodes, local)
        small = OffscreenTarget(8, 8)
        while not renderer.settled:
            glance = small.view(camera_pose, symmetric_fov(fov_rad, 8, 8))
            renderer.draw(scene, world, local.weights, [glance], identity(), time_s)
        renderer.draw(scene, world, local.weights, [view], identity(), time_s)
        picture = target.read()
        target.close()
        small.close()
        renderer.close()
        return picture
    finally:
        context.close()
