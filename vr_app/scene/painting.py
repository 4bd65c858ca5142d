"""An asset in another colour, newer or more worn: its main material dyed, its surfaces stained."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from vr_app.scene.material import Image, Material
from vr_app.scene.mesh import Mesh, Primitive
from vr_app.scene.scene import LoadedAsset

Rgb = tuple[float, float, float]
_OWN_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_DIRT = np.array([0.62, 0.5, 0.38])
_SHINE = 0.45
"""Share of its roughness that something new keeps."""


def painted(asset: LoadedAsset, colour: Rgb | None, wear: float) -> LoadedAsset:
    """The asset with its main material in a colour, and worn.

    Args:
        colour: linear; None leaves the colours as they are.
        wear: 0 as new to 1 worn out; below 0 leaves it as it is.
    """
    materials, images = list(asset.materials), list(asset.images)
    main = main_material(asset)
    if colour is not None and main >= 0:
        materials[main] = _dyed(materials[main], colour, images)
    meshes = asset.meshes
    if wear >= 0:
        materials = [_aged(material, wear) for material in materials]
        meshes = tuple(
            Mesh(mesh.name, tuple(_stained(part, wear, asset.materials) for part in mesh.primitives), mesh.target_names)
            for mesh in meshes
        )
    return replace(asset, materials=tuple(materials), images=tuple(images), meshes=meshes)


def main_material(asset: LoadedAsset) -> int:
    """The one that gives the asset its colour: whose name tells one, else which covers most; -1 where there is none."""
    covered = np.zeros(len(asset.materials))
    for mesh in asset.meshes:
        for part in mesh.primitives:
            if part.material >= 0:
                covered[part.material] += _area(part)
    for number, material in enumerate(asset.materials):
        if material.alpha_mode == "BLEND" or max(material.emissive) > 0 or material.name.startswith("glow"):
            covered[number] = 0.0
    if not covered.any():
        return -1
    told = np.array([bool(_OWN_COLOUR.search(material.name)) for material in asset.materials])
    weighed = covered * np.where(told, 4.0, 1.0)
    return int(np.argmax(weighed))


def _area(part: Primitive) -> float:
    corners = part.positions[part.indices].reshape(-1, 3, 3)
    face = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    return float(np.linalg.norm(face, axis=1).sum())


def _dyed(material: Material, colour: Rgb, images: list[Image]) -> Material:
    """In a colour on average; what its picture shows of grain and dirt stays."""
    use = material.base_colour_texture
    if use is None:
        return replace(material, base_colour=(*colour, material.base_colour[3]))
    images.append(_dyed_image(images[use.image], np.array(colour)))
    return replace(
        material,
        base_colour=(1.0, 1.0, 1.0, material.base_colour[3]),
        base_colour_texture=replace(use, image=len(images) - 1),
    )


def _dyed_image(image: Image, colour: npt.NDArray[np.float64]) -> Image:
    light = (image.levels[0][..., :3].astype(np.float64) / 255.0) ** 2.2 @ np.array([0.2126, 0.7152, 0.0722])
    mean = max(float(light.mean()), 1e-3)
    levels = []
    for pixels in image.levels:
        grey = (pixels[..., :3].astype(np.float64) / 255.0) ** 2.2 @ np.array([0.2126, 0.7152, 0.0722])
        dyed = np.clip(grey[..., None] / mean * colour, 0.0, 1.0) ** (1 / 2.2)
        new = pixels.copy()
        new[..., :3] = np.rint(255.0 * dyed)
        levels.append(new)
    return replace(image, name=f"{image.name} dyed", levels=tuple(levels))


def _aged(material: Material, wear: float) -> Material:
    """Shiny while new, dull when worn."""
    share = _SHINE + (1.0 - _SHINE) * min(wear / 0.4, 1.0)
    rough = material.roughness * share + (1.0 - material.roughness) * max(wear - 0.4, 0.0)
    return replace(
        material, roughness=min(rough, 1.0), metallic=material.metallic * (1.0 - 0.55 * max(wear - 0.4, 0.0))
    )


def _stained(part: Primitive, wear: float, materials: tuple[Material, ...]) -> Primitive:
    """Darker and browner in spots, the more worn it is."""
    if wear <= 0.3 or part.material < 0 or max(materials[part.material].emissive) > 0:
        return part
    points = part.positions.astype(np.float64)
    extent = max(float(np.ptp(points, axis=0).max()), 1e-3)
    waves = np.zeros(len(points))
    for number, turn in enumerate(((1.0, 2.3, 0.7), (2.9, 0.6, 1.7), (1.9, 3.7, 2.6))):
        waves += np.sin(points @ np.array(turn) * (7.0 + 4.0 * number) / extent + 1.7 * number)
    spots = np.clip(0.5 + waves / 3.0, 0.0, 1.0) ** 1.5
    low = 1.0 - np.clip((points[:, 1] - points[:, 1].min()) / extent, 0.0, 1.0)
    amount = np.clip((wear - 0.3) / 0.7, 0.0, 1.0) * np.clip(0.25 + 0.75 * spots + 0.3 * low, 0.0, 1.0)
    vertices = part.vertices.copy()
    colours = vertices["colour"].astype(np.float64)
    colours[:, :3] *= 1.0 - amount[:, None] * (1.0 - _DIRT * 0.75)
    vertices["colour"] = np.rint(np.clip(colours, 0, 65535)).astype(np.uint16)
    return replace(part, vertices=vertices)
