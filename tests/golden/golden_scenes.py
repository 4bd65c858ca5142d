"""Small scenes of our own for golden pictures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from vr_app.scene.environment import Environment, Fog, Sky, Sun
from vr_app.scene.light import Light
from vr_app.scene.material import Image, Material, MToon, SurfaceLayers, TextureUse
from vr_app.scene.mesh import Mesh, Morph, Primitive, build_primitive
from vr_app.scene.node import build_nodes
from vr_app.scene.particles import Particles
from vr_app.scene.scene import Placement, Scene
from vr_app.scene.skin import Skin


def ball(material: int, radius: float = 0.5, rings: int = 24) -> Primitive:
    up = np.linspace(0, np.pi, rings + 1)
    round_ = np.linspace(0, 2 * np.pi, 2 * rings + 1)
    polar, azimuth = np.meshgrid(up, round_, indexing="ij")
    normals = np.stack(
        [np.sin(polar) * np.sin(azimuth), np.cos(polar), np.sin(polar) * np.cos(azimuth)], axis=-1
    ).reshape(-1, 3)
    uv = np.stack([azimuth / (2 * np.pi), polar / np.pi], axis=-1).reshape(-1, 2)
    row = 2 * rings + 1
    corner = (np.arange(rings)[:, None] * row + np.arange(2 * rings)).reshape(-1)
    quads = np.stack([corner, corner + row, corner + row + 1, corner, corner + row + 1, corner + 1], axis=-1)
    tangents = np.stack([np.cos(azimuth), 0 * azimuth, -np.sin(azimuth), 0 * azimuth + 1], axis=-1).reshape(-1, 4)
    return build_primitive(
        normals * radius, quads.reshape(-1), material=material, normals=normals, uv0=uv, tangents=tangents
    )


def plane(material: int, half: float = 4.0, height: float = 0.0) -> Primitive:
    points = np.array([[-half, height, half], [half, height, half], [half, height, -half], [-half, height, -half]])
    uv = np.array([[0, half], [half, half], [half, 0], [0, 0]])
    return build_primitive(points, [0, 1, 2, 0, 2, 3], material=material, normals=[[0, 1, 0]] * 4, uv0=uv)


def picture(pixels: np.ndarray, srgb: bool = True) -> Image:
    levels = [pixels.astype(np.uint8)]
    while levels[-1].shape[0] > 1:
        side = levels[-1].shape[0] // 2
        levels.append(levels[-1].reshape(side, 2, side, 2, 4).mean(axis=(1, 3)).astype(np.uint8))
    return Image("test", tuple(levels), srgb)


def checker(alpha: int = 255) -> Image:
    cells = (np.indices((32, 32)) // 8).sum(axis=0) % 2
    return picture(np.where(cells[..., None] == 0, [230, 200, 160, 255], [60, 70, 90, alpha]))


def bumps() -> Image:
    y, x = np.indices((32, 32)) / 32 * 2 * np.pi * 2
    normal = np.stack([-0.5 * np.cos(x), -0.5 * np.cos(y), np.ones_like(x)], axis=-1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    return picture(np.concatenate([normal * 127.5 + 127.5, np.full((32, 32, 1), 255)], axis=-1), srgb=False)


FLOOR = Material("floor", base_colour=(0.7, 0.68, 0.64, 1), metallic=0.0, roughness=0.8)


def _scene(name: str, primitives: list[Primitive], materials: list[Material], at: list, **more: object) -> Scene:  # type: ignore[type-arg]
    meshes = tuple(Mesh(f"m{index}", (primitive,)) for index, primitive in enumerate(primitives))
    nodes = build_nodes([f"n{i}" for i in range(len(at))], [-1] * len(at), translation=at, mesh=range(len(at)))
    return Scene(name, nodes, meshes, tuple(materials), **more)  # type: ignore[arg-type]


def metals() -> Scene:
    """Rough to smooth, stone to metal, in sun and shadow."""
    materials, primitives, at = [FLOOR], [plane(0)], [(0.0, 0.0, 0.0)]
    for row, metallic in enumerate((0.0, 1.0)):
        for column, roughness in enumerate((0.08, 0.35, 0.9)):
            colour = (0.95, 0.64, 0.34, 1.0) if metallic else (0.7, 0.12, 0.1, 1.0)
            materials.append(Material("ball", base_colour=colour, metallic=metallic, roughness=roughness))
            primitives.append(ball(len(materials) - 1))
            at.append(((column - 1) * 1.2, 0.5, -row * 1.2))
    return _scene("metals", primitives, materials, at)


def textures() -> Scene:
    """Colour and normal maps, alpha mask and blending, emission, unlit and toon, a mirrored node."""
    materials = [
        replace(FLOOR, base_colour_texture=TextureUse(0, smooth=False)),
        Material("bumps", metallic=0.0, roughness=0.4, normal_texture=TextureUse(1)),
        Material("mask", metallic=0.0, alpha_mode="MASK", base_colour_texture=TextureUse(2), double_sided=True),
        Material("glass", base_colour=(0.2, 0.5, 0.9, 0.45), metallic=0.0, roughness=0.1, alpha_mode="BLEND"),
        Material("lamp", base_colour=(0, 0, 0, 1), emissive=(3.0, 1.6, 0.5)),
        Material("toon", base_colour=(0.3, 0.7, 0.4, 1), shade_colour=(0.35, 0.5, 0.6), shading="toon"),
        Material("unlit", base_colour=(0.9, 0.3, 0.6, 1), shading="unlit"),
    ]
    primitives = [plane(0), *(ball(number, 0.45) for number in range(1, 7))]
    at = [(0, 0, 0), (-1.1, 0.5, 0), (0, 0.5, 0), (0.5, 0.5, 0.8), (1.1, 0.5, 0), (-0.6, 0.5, -1.1), (0.6, 0.5, -1.1)]
    scene = _scene("textures", primitives, materials, at, images=(checker(), bumps(), checker(alpha=0)))
    scale = scene.nodes.scale.copy()
    scale[1] = (-1, 1, 1)
    return replace(scene, nodes=replace(scene.nodes, scale=scale))


def lanterns() -> Scene:
    """Dusk with stars, fog, point and spot lights, and the host's darkening of the floor."""
    materials = [FLOOR, Material("wall", base_colour=(0.6, 0.55, 0.5, 1), metallic=0.0, roughness=0.7)]
    primitives = [plane(0), ball(1), ball(1, 0.3)]
    at = [(0.0, 0.0, 0.0), (-0.9, 0.5, -0.4), (0.9, 0.3, -0.2)]
    nodes = build_nodes(
        ["floor", "a", "b", "lamp", "spot", "host"],
        [-1] * 6,
        translation=[*at, (0.0, 0.9, 0.0), (0.8, 2.2, 0.4), (0.0, 0.0, -1.6)],
        rotation=[*[(0, 0, 0, 1)] * 4, (-0.7071068, 0, 0, 0.7071068), (0, 0, 0, 1)],
        mesh=[0, 1, 2, -1, -1, -1],
    )
    environment = Environment(
        sky=Sky("dusk", (0.012, 0.025, 0.09), (0.55, 0.25, 0.14), (0.03, 0.025, 0.03), (1.0, 0.4, 0.1), stars=1.0),
        sun=Sun((0.3, 0.12, -0.9), (1.0, 0.55, 0.3), 0.8),
        fog=Fog((0.25, 0.15, 0.14), 0.03),
        exposure=1.4,
    )
    lights = (
        Light("point", 3, (1.0, 0.7, 0.4), 3.0, 5.0),
        Light("spot", 4, (0.5, 0.7, 1.0), 12.0, 6.0, 0.2, 0.5),
    )
    meshes = tuple(Mesh("m", (primitive,)) for primitive in primitives)
    host = {"host": Placement("host", 5, 5, 1)}
    return Scene(
        "lanterns", nodes, meshes, tuple(materials), lights=lights, environment=environment, placements=host
    )  # fmt: skip


def bent() -> Scene:
    """A skinned column, bent by its upper joint, with a morph target half in."""
    sides, rings = 16, 12
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    height = np.linspace(0, 2, rings + 1)
    points = np.stack(
        [np.tile(np.cos(angle) * 0.3, rings + 1), np.repeat(height, sides), np.tile(-np.sin(angle) * 0.3, rings + 1)],
        axis=-1,
    )
    corner = (np.arange(rings)[:, None] * sides + np.arange(sides)).reshape(-1)
    beside = (np.arange(rings)[:, None] * sides + (np.arange(sides) + 1) % sides).reshape(-1)
    quads = np.stack([corner, beside, beside + sides, corner, beside + sides, corner + sides], axis=-1).reshape(-1)
    share = np.clip(points[:, 1] - 0.5, 0, 1)
    joints = np.tile([0, 1, 0, 0], (len(points), 1))
    weights = np.stack([1 - share, share, 0 * share, 0 * share], axis=-1)
    outward = points * [1, 0, 1] * (np.exp(-((points[:, 1:2] - 1.6) ** 2) * 12)) * 1.5
    morph = Morph(outward[None].astype(np.float32), np.zeros((0, 0, 0), np.float32))
    column = build_primitive(points, quads, material=1, joints=joints, weights=weights, morph=morph)
    nodes = build_nodes(
        ["floor", "column", "low", "high"], [-1, -1, -1, 2],
        translation=[(0, 0, 0), (9, 9, 9), (0, 0, 0), (0, 1, 0)],
        rotation=[(0, 0, 0, 1)] * 3 + [(0, 0, 0.38268, 0.92388)],
        mesh=[0, 1, -1, -1], skin=[-1, 0, -1, -1], weight_count=[0, 1, 0, 0], weights=[0.5],
    )  # fmt: skip
    inverse = np.tile(np.eye(4, dtype=np.float32), (2, 1, 1))
    inverse[1, 1, 3] = -1
    materials = (FLOOR, Material("column", base_colour=(0.2, 0.45, 0.7, 1), metallic=0.0, roughness=0.5))
    meshes = (Mesh("floor", (plane(0),)), Mesh("column", (column,)))
    return Scene(
        "bent", nodes, meshes, materials, skins=(Skin("s", np.array([2, 3], np.int32), inverse),)
    )  # fmt: skip


def layers() -> Scene:
    """Clear coat, sheen, glass with a volume, thin coloured glass, specular tint."""
    coat = SurfaceLayers(clearcoat=1.0, clearcoat_roughness=0.05)
    cloth = SurfaceLayers(sheen_colour=(0.9, 0.8, 1.0), sheen_roughness=0.4)
    glass = SurfaceLayers(
        transmission=1.0, thickness_m=0.8, attenuation_distance_m=0.6, attenuation_colour=(0.4, 0.9, 0.6)
    )
    thin = SurfaceLayers(transmission=0.9, specular=0.6)
    tinted = SurfaceLayers(specular_colour=(1.0, 0.4, 0.1), ior=2.2)
    materials = [
        replace(FLOOR, base_colour_texture=TextureUse(0, smooth=False)),
        Material("coat", (0.5, 0.02, 0.03, 1), 0.0, 0.6, layers=coat),
        Material("cloth", (0.12, 0.03, 0.2, 1), 0.0, 0.9, layers=cloth),
        Material("glass", (1, 1, 1, 1), 0.0, 0.05, layers=glass),
        Material("thin", (1.0, 0.6, 0.2, 1), 0.0, 0.3, layers=thin),
        Material("tinted", (0.1, 0.1, 0.12, 1), 0.0, 0.3, layers=tinted),
    ]
    primitives = [plane(0), *(ball(number, 0.45) for number in range(1, 6))]
    at = [(0, 0, 0), (-1.1, 0.5, 0), (0, 0.5, 0), (1.1, 0.5, 0), (0.55, 0.45, 0.9), (-0.6, 0.5, -1.1)]
    return _scene("layers", primitives, materials, at, images=(checker(),))


def toon() -> Scene:
    """VRM's toon shading: steps of light, rim, matcap, outlines in metres and in shares of the picture."""
    sharp = MToon(shading_toony=0.95, outline="world", outline_width=0.02, rim_colour=(0.6, 0.6, 0.8), rim_lift=0.1)
    soft = MToon(shading_toony=0.3, shading_shift=-0.2, outline="screen", outline_width=0.01, outline_lighting_mix=0.0)
    mirror = MToon(matcap=(0.5, 0.5, 0.5), matcap_texture=TextureUse(0), uv_scroll_x=0.1)
    materials = [
        FLOOR,
        Material("sharp", (0.9, 0.6, 0.5, 1), shade_colour=(0.5, 0.25, 0.3), shading="toon", mtoon=sharp),
        Material("soft", (0.3, 0.6, 0.9, 1), shade_colour=(0.1, 0.2, 0.5), shading="toon", mtoon=soft),
        Material("mirror", (0.2, 0.2, 0.2, 1), shade_colour=(0.1, 0.1, 0.1), shading="toon", mtoon=mirror),
    ]
    primitives = [plane(0), *(ball(number, 0.45) for number in range(1, 4))]
    at = [(0, 0, 0), (-1.1, 0.5, 0), (0, 0.5, 0), (1.1, 0.5, 0)]
    return _scene("toon", primitives, materials, at, images=(checker(),))


def harbour() -> Scene:
    """Night: the moon over water, a lamp with its halo, snow and embers, haze near the ground."""
    materials = [
        Material("water", (0.02, 0.06, 0.09, 1), 0.0, 0.06, normal_scale=0.3, shading="water"),
        Material("post", (0.2, 0.2, 0.2, 1), 0.0, 0.6),
    ]
    primitives = [plane(0, half=60.0), ball(1, 0.3)]
    nodes = build_nodes(
        ["water", "post", "lamp"],
        [-1] * 3,
        translation=[(0.0, 0.0, 0.0), (-0.8, 0.3, 0.0), (0.7, 1.0, 0.2)],
        mesh=[0, 1, -1],
    )
    environment = Environment(
        sky=Sky(
            "night", (0.01, 0.02, 0.06), (0.03, 0.05, 0.1), (0.01, 0.01, 0.02), (0.0, 0.0, 0.0), stars=1.0, clouds=0.3
        ),
        sun=Sun((-0.12, 0.03, -0.99), (0.7, 0.8, 1.0), 0.4, disc="moon"),
        fog=Fog((0.03, 0.04, 0.08), 0.05, height_m=0.5),
        exposure=1.5,
        particles=(
            Particles("snow", size=(4.0, 3.0, 4.0), count=300),
            Particles("embers", at=(0.7, 1.2, 0.2), size=(1.0, 1.2, 1.0), count=60, colour=(3.0, 1.0, 0.3)),
        ),
    )
    lights = (Light("point", 2, (1.0, 0.7, 0.4), 4.0, 6.0, halo=1.0),)
    meshes = tuple(Mesh("m", (primitive,)) for primitive in primitives)
    return Scene("harbour", nodes, meshes, tuple(materials), lights=lights, environment=environment)


SCENES = {scene.__name__: scene for scene in (metals, textures, lanterns, bent, layers, toon, harbour)}
