"""Pictures by our renderer in the known light."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from tools.reference.studio import FOV_DEG, Sitting, environment
from vr_app.kernel.ports import GraphicsContext
from vr_app.render.quality import Quality
from vr_app.render.renderer import Renderer
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.animation import apply_animation
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.environment import Environment, Sky, Sun
from vr_app.scene.material import Material
from vr_app.scene.mesh import Primitive
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity

QUALITY = Quality(
    shadow_maps=1,
    shadow_size=64,
    lamp_maps=0,
    height_map_size=0,
    glow=False,
    probe=False,
    reflection_size=32,  # enough for light as smooth as the studio's
    reflection_samples=32,
)
HALF_COVERED = 150
"""What a pixel shows that is white in more than a quarter of its samples."""
BLACK = (0.0, 0.0, 0.0)
DARK = Environment(sky=Sky("interior", BLACK, BLACK, BLACK, BLACK), sun=Sun(illuminance=0.0), exposure=1.0)


@dataclass(frozen=True)
class Picture:
    """What a renderer made.

    Attributes:
        pixels: uint8 (h, w, 3), sRGB.
        covered: bool (h, w): where the model is.
    """

    pixels: npt.NDArray[np.uint8]
    covered: npt.NDArray[np.bool_]


class Ours:
    """Owns one renderer for all pictures. Use it on one thread; `close` it.

    Args:
        context: made current before each picture.
    """

    def __init__(self, context: GraphicsContext) -> None:
        self._context = context
        context.make_current()
        self._renderer = Renderer(QUALITY)

    def photograph(self, scene: Scene, sitting: Sitting) -> Picture:
        """Takes the picture of a scene as it was read from the sitting's file."""
        self._context.make_current()
        scene = replace(scene, environment=environment(lamp=sitting.lamp), plan=None)
        local = posed(scene, sitting.clip, sitting.time_s)
        pixels = self._drawn(scene, local, sitting)
        return Picture(pixels, self._drawn(_glowing(scene), local, sitting)[..., 1] > HALF_COVERED)

    def close(self) -> None:
        self._context.make_current()
        self._renderer.close()

    def _drawn(self, scene: Scene, local: LocalPose, sitting: Sitting) -> npt.NDArray[np.uint8]:
        target = OffscreenTarget(*sitting.size)
        try:
            while not self._renderer.upload(scene, 1 << 26):
                pass
            view = target.view(sitting.world_from_view, symmetric_fov(math.radians(FOV_DEG), *sitting.size))
            world = world_matrices(scene.nodes, local)
            self._renderer.draw(scene, world, local.weights, [view], identity(), 0.0)
            return target.read()[..., :3]
        finally:
            target.close()


def posed(scene: Scene, clip: int, time_s: float) -> LocalPose:
    """At rest, or as an animation has it at a moment."""
    local = LocalPose.at_rest(scene.nodes)
    if clip >= 0:
        apply_animation(scene.animations[clip], time_s, local)
    return local


def _glowing(scene: Scene) -> Scene:
    """The scene's shapes in white before black."""
    materials = [
        replace(
            material,
            base_colour=(1.0, 1.0, 1.0, material.base_colour[3]),
            emissive=(1.0, 1.0, 1.0),
            emissive_texture=None,
            layers=None,
            shading="unlit",
        )
        for material in (*scene.materials, Material())
    ]
    default = len(scene.materials)
    meshes = [
        replace(mesh, primitives=tuple(_with_material(primitive, default) for primitive in mesh.primitives))
        for mesh in scene.meshes
    ]
    return replace(scene, materials=tuple(materials), meshes=tuple(meshes), environment=DARK, lights=())


def _with_material(primitive: Primitive, default: int) -> Primitive:
    return primitive if primitive.material >= 0 else replace(primitive, material=default)
