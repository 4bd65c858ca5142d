"""Pictures by our renderer in the known light."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from tools.reference.studio import FOV_DEG, Sitting, environment
from vr_app.loading.gltf import load_asset
from vr_app.render.quality import Quality
from vr_app.render.renderer import Renderer
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.animation import apply_animation
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.environment import Environment, Sky, Sun
from vr_app.scene.material import Material
from vr_app.scene.mesh import Primitive
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene, scene_of_asset
from vr_app.scene.transform import identity

QUALITY = Quality(shadow_maps=1, shadow_size=64, lamp_maps=0, height_map_size=0, glow=False, probe=False)
HALF_COVERED = 150
"""What a pixel shows that is white in more than a quarter of its samples."""
DARK = Environment(
    sky=Sky("interior", (0, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0)), sun=Sun(illuminance=0.0), exposure=1.0
)


@dataclass(frozen=True)
class Picture:
    """What a renderer made.

    Attributes:
        pixels: uint8 (h, w, 3), sRGB.
        covered: bool (h, w): where the model is.
    """

    pixels: npt.NDArray[np.uint8]
    covered: npt.NDArray[np.bool_]


def photograph(sitting: Sitting) -> Picture:
    """Takes the picture with a context that is current. Raises: UserError where the file cannot be read."""
    scene = replace(scene_of_asset(load_asset(sitting.path)), environment=environment(), plan=None)
    materials = tuple(core_look(material) for material in scene.materials)
    local = LocalPose.at_rest(scene.nodes)
    if sitting.clip >= 0:
        apply_animation(scene.animations[sitting.clip], sitting.time_s, local)
    pixels = _drawn(replace(scene, materials=materials), local, sitting)
    shape = _drawn(_glowing(replace(scene, materials=materials)), local, sitting)
    return Picture(pixels, shape[..., 1] > HALF_COVERED)


def core_look(material: Material) -> Material:
    """The material as core glTF tells it: toon shading is an extension that the reference does not know."""
    return replace(material, shading="pbr", mtoon=None) if material.shading == "toon" else material


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
    meshes = [
        replace(mesh, primitives=tuple(_with_material(primitive, len(scene.materials)) for primitive in mesh.primitives))
        for mesh in scene.meshes
    ]
    return replace(scene, materials=tuple(materials), meshes=tuple(meshes), environment=DARK, lights=())


def _with_material(primitive: Primitive, default: int) -> Primitive:
    return primitive if primitive.material >= 0 else replace(primitive, material=default)


def _drawn(scene: Scene, local: LocalPose, sitting: Sitting) -> npt.NDArray[np.uint8]:
    renderer, target = Renderer(QUALITY), OffscreenTarget(*sitting.size)
    try:
        while not renderer.upload(scene, 1 << 26):
            pass
        view = target.view(sitting.world_from_view, symmetric_fov(math.radians(FOV_DEG), *sitting.size))
        renderer.draw(scene, world_matrices(scene.nodes, local), local.weights, [view], identity(), 0.0)
        return target.read()[..., :3]
    finally:
        target.close()
        renderer.close()
