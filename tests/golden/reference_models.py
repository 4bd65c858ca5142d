"""Small glTF files of our own that together use all that is drawn, for a comparison with another renderer."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from gltf_files import GltfFile
from PIL import Image

Json = dict[str, Any]
STONE = {"pbrMetallicRoughness": {"baseColorFactor": [0.7, 0.3, 0.2, 1], "metallicFactor": 0, "roughnessFactor": 0.6}}
TURN = np.linspace(0, 2 * np.pi, 33)


def ball(file: GltfFile, rings: int = 16) -> Json:
    """Attributes and indices of a ball of radius 0.45."""
    polar, azimuth = np.meshgrid(np.linspace(0, np.pi, rings + 1), TURN, indexing="ij")
    normals = np.stack([np.sin(polar) * np.sin(azimuth), np.cos(polar), np.sin(polar) * np.cos(azimuth)], -1)
    row = len(TURN)
    corner = (np.arange(rings)[:, None] * row + np.arange(row - 1)).reshape(-1)
    quads = np.stack([corner, corner + row, corner + row + 1, corner, corner + row + 1, corner + 1], -1)
    uv = np.stack([azimuth / (2 * np.pi) * 4, polar / np.pi * 2], -1)
    return {
        "attributes": {
            "POSITION": file.accessor((normals.reshape(-1, 3) * 0.45).astype(np.float32), **_bounds(normals * 0.45)),
            "NORMAL": file.accessor(normals.reshape(-1, 3).astype(np.float32)),
            "TEXCOORD_0": file.accessor(uv.reshape(-1, 2).astype(np.float32)),
        },
        "indices": file.accessor(quads.reshape(-1).astype(np.uint16)),
    }


def wall(file: GltfFile, half: float, z: float, **more: np.ndarray) -> Json:
    """A square that faces +Z."""
    points = np.array([[-half, -half, z], [half, -half, z], [half, half, z], [-half, half, z]], np.float32)
    columns = {
        "NORMAL": np.tile(np.array([0, 0, 1], np.float32), (4, 1)),
        "TEXCOORD_0": np.array([[0, 1], [1, 1], [1, 0], [0, 0]], np.float32),
        **more,
    }
    attributes = {"POSITION": file.accessor(points, **_bounds(points))}
    attributes |= {name: file.accessor(values) for name, values in columns.items()}
    return {"attributes": attributes, "indices": file.accessor(np.array([0, 1, 2, 0, 2, 3], np.uint16))}


def _bounds(points: np.ndarray) -> Json:
    flat = points.reshape(-1, points.shape[-1]).astype(np.float32)
    return {"min": flat.min(0).tolist(), "max": flat.max(0).tolist()}


def _picture(pixels: np.ndarray) -> Json:
    out = io.BytesIO()
    Image.fromarray(pixels.astype(np.uint8)).save(out, "PNG")
    return {"uri": "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()}


def _checker(side: int = 64, cells: int = 4) -> np.ndarray:
    odd = (np.indices((side, side)) * cells // side).sum(0) % 2
    return np.where(odd[..., None] == 1, [220, 190, 60, 255], [40, 70, 150, 255])


def _scene(file: GltfFile, primitives: list[Json], nodes: list[Json], **more: Any) -> GltfFile:
    file.document |= {
        "meshes": [{"primitives": [primitive]} for primitive in primitives],
        "nodes": nodes,
        "scenes": [{"nodes": list(range(len(nodes)))}],
        "scene": 0,
        **more,
    }
    return file


def _with_pictures(file: GltfFile, *pictures: np.ndarray) -> None:
    file.document |= {
        "images": [_picture(pixels) for pixels in pictures],
        "samplers": [{"magFilter": 9729, "minFilter": 9987}],
        "textures": [{"source": number, "sampler": 0} for number in range(len(pictures))],
    }


def metals() -> GltfFile:
    """Smooth to rough, stone to metal, and no material at all."""
    file, materials, nodes = GltfFile(), [], []
    primitives = [ball(file)]
    for row, metallic in enumerate((0.0, 1.0)):
        for column, roughness in enumerate((0.15, 0.4, 0.7, 1.0)):
            surface = {"metallicFactor": metallic, "roughnessFactor": roughness}
            materials.append({"pbrMetallicRoughness": {"baseColorFactor": [0.8, 0.55, 0.3, 1], **surface}})
            primitives.append({**primitives[0], "material": len(materials) - 1})
            nodes.append({"mesh": len(materials), "translation": [column - 1.5, row, 0]})
    nodes.append({"mesh": 0, "translation": [2.5, 0.5, 0]})
    return _scene(file, primitives, nodes, materials=materials)


def layers() -> GltfFile:
    """Clear coat, sheen, specular, glass thin, thick and rough, before a checkered wall."""
    file = GltfFile()
    _with_pictures(file, _checker())
    plain = {"baseColorFactor": [0.5, 0.1, 0.1, 1], "metallicFactor": 0, "roughnessFactor": 0.7}
    clear = {"baseColorFactor": [1, 1, 1, 1], "metallicFactor": 0, "roughnessFactor": 0.0}
    frosted = {**clear, "baseColorFactor": [1, 0.8, 0.6, 1], "roughnessFactor": 0.3}
    passing = {"KHR_materials_transmission": {"transmissionFactor": 1.0}}
    thick = {"thicknessFactor": 0.6, "attenuationDistance": 1.0, "attenuationColor": [0.6, 0.9, 0.7]}
    coat = {"clearcoatFactor": 1.0, "clearcoatRoughnessFactor": 0.1}
    cloth = {"sheenColorFactor": [0.4, 0.4, 0.7], "sheenRoughnessFactor": 0.5}
    looks: list[tuple[Json, Json]] = [
        (plain, {"KHR_materials_clearcoat": coat}),
        (plain, {"KHR_materials_sheen": cloth}),
        (plain, {"KHR_materials_specular": {"specularFactor": 1.0, "specularColorFactor": [1.0, 0.5, 0.1]}}),
        (plain, {"KHR_materials_ior": {"ior": 2.0}}),
        (clear, passing),
        (clear, {**passing, "KHR_materials_volume": thick, "KHR_materials_ior": {"ior": 1.2}}),
        (frosted, passing),
        (frosted, {"KHR_materials_transmission": {"transmissionFactor": 0.5}}),
    ]
    materials: list[Json] = [
        {"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}, "metallicFactor": 0, "roughnessFactor": 0.9}}
    ]
    primitives, nodes = [{**wall(file, 2.4, -1.0), "material": 0}], [{"mesh": 0}]
    shape = ball(file)
    for number, (surface, extensions) in enumerate(looks):
        materials.append({"pbrMetallicRoughness": surface, "extensions": extensions})
        primitives.append({**shape, "material": len(materials) - 1})
        nodes.append({"mesh": len(primitives) - 1, "translation": [number % 4 - 1.5, 0.6 - number // 4 * 1.2, 0]})
    used = sorted({name for _, extensions in looks for name in extensions})
    return _scene(file, primitives, nodes, materials=materials, extensionsUsed=used)


def textured() -> GltfFile:
    """Colours, bumps, metal and light from pictures; a second set of coordinates, a transform, vertex colours."""
    file = GltfFile()
    y, x = np.indices((64, 64)) / 64 * 2 * np.pi * 3
    slope = np.stack([-0.4 * np.cos(x), -0.4 * np.cos(y), np.ones_like(x)], -1)
    bumps = slope / np.linalg.norm(slope, axis=-1, keepdims=True) * 127.5 + 127.5
    ramp = np.indices((64, 64))[1] * 4
    orm = np.stack([255 - ramp // 2, 60 + ramp // 2, ramp * 0], -1)
    glow = np.where(_checker(cells=8)[..., :1] > 100, 200, 0) * np.array([1.0, 0.4, 0.1])
    _with_pictures(file, _checker(), bumps, orm, glow)
    spun = {"KHR_texture_transform": {"offset": [0.2, 0.1], "rotation": 0.5, "scale": [1.8, 1.8]}}
    full = {
        "pbrMetallicRoughness": {"baseColorTexture": {"index": 0}, "metallicRoughnessTexture": {"index": 2}},
        "normalTexture": {"index": 1, "scale": 0.8},
    }
    other = {
        "pbrMetallicRoughness": {
            "baseColorTexture": {"index": 0, "texCoord": 1},
            "metallicFactor": 0,
            "roughnessFactor": 0.8,
        },
    }
    moved = {
        "pbrMetallicRoughness": {"baseColorTexture": {"index": 0, "extensions": spun}, "metallicFactor": 0},
        "emissiveTexture": {"index": 3},
        "emissiveFactor": [0.4, 0.4, 0.4],
    }
    plain = {"pbrMetallicRoughness": {"metallicFactor": 0}}
    second = np.array([[0, 0.5], [0.5, 0.5], [0.5, 0], [0, 0]], np.float32)
    colours = np.array([[1, 0, 0, 1], [0, 1, 0, 1], [0, 0, 1, 1], [1, 1, 1, 1]], np.float32)
    primitives = [
        {**ball(file), "material": 0},
        {**wall(file, 0.45, 0, TEXCOORD_1=second), "material": 1},
        {**wall(file, 0.45, 0), "material": 2},
        {**wall(file, 0.45, 0, COLOR_0=colours), "material": 3},
    ]
    nodes = [{"mesh": number, "translation": [number % 2, -(number // 2), 0]} for number in range(4)]
    materials = [full, other, moved, plain]
    return _scene(file, primitives, nodes, materials=materials, extensionsUsed=["KHR_texture_transform"])


def seen_through() -> GltfFile:
    """Alpha in its three modes, both sides, a mirrored node, unlit."""
    file = GltfFile()
    holes = _checker()
    holes[..., 3] = np.where(holes[..., 0] > 100, 255, 0)
    _with_pictures(file, holes)
    coat = {"baseColorTexture": {"index": 0}, "metallicFactor": 0}
    materials: list[Json] = [
        {"pbrMetallicRoughness": coat, "alphaMode": "MASK", "alphaCutoff": 0.5, "doubleSided": True},
        {"pbrMetallicRoughness": {"baseColorFactor": [0.2, 0.5, 0.9, 0.6], "metallicFactor": 0}, "alphaMode": "BLEND"},
        {"pbrMetallicRoughness": {"baseColorFactor": [0.4, 0.7, 0.2, 1]}, "extensions": {"KHR_materials_unlit": {}}},
        STONE,
    ]
    primitives = [{**wall(file, 0.45, 0), "material": number} for number in range(3)]
    primitives.append({**ball(file), "material": 3})
    nodes = [
        {"mesh": 0, "rotation": [0, 1, 0, 0]},
        {"mesh": 1, "translation": [0.6, 0.2, 0.3]},
        {"mesh": 2, "translation": [1.2, 0, 0]},
        {"mesh": 3, "translation": [0.6, -0.6, -0.8], "scale": [-1, 0.8, 0.8]},
    ]
    return _scene(file, primitives, nodes, materials=materials, extensionsUsed=["KHR_materials_unlit"])


def moving() -> GltfFile:
    """A skinned column that bends by a cubic spline, a ball that a morph target swells, a node that turns in steps."""
    file = GltfFile()
    sides, rings = np.linspace(0, 2 * np.pi, 17), np.linspace(0, 2, 13)
    angle, height = np.meshgrid(sides, rings)
    points = np.stack([0.25 * np.sin(angle), height, 0.25 * np.cos(angle)], -1).reshape(-1, 3).astype(np.float32)
    normals = (points * [4, 0, 4]).astype(np.float32)
    corner = (np.arange(12)[:, None] * 17 + np.arange(16)).reshape(-1)
    quads = np.stack([corner, corner + 1, corner + 18, corner, corner + 18, corner + 17], -1).reshape(-1)
    share = np.clip(points[:, 1] - 0.5, 0, 1)
    weights = np.stack([1 - share, share, 0 * share, 0 * share], -1).astype(np.float32)
    inverse = np.tile(np.eye(4, dtype=np.float32), (2, 1, 1))
    inverse[1, 1, 3] = -1
    column = {
        "attributes": {
            "POSITION": file.accessor(points, **_bounds(points)),
            "NORMAL": file.accessor(normals),
            "JOINTS_0": file.accessor(np.tile(np.array([0, 1, 0, 0], np.uint8), (len(points), 1))),
            "WEIGHTS_0": file.accessor(weights),
        },
        "indices": file.accessor(quads.astype(np.uint16)),
        "material": 0,
    }
    swelling = ball(file)
    rest = np.frombuffer(bytes(file.data), np.float32, 17 * 33 * 3, _offset(file, swelling["attributes"]["NORMAL"]))
    swell = (rest.reshape(-1, 3) * [0.3, 0, 0]).astype(np.float32)
    swelling |= {"targets": [{"POSITION": file.accessor(swell, **_bounds(swell))}], "material": 0}
    skin = {"joints": [3, 4], "inverseBindMatrices": file.accessor(inverse.transpose(0, 2, 1).reshape(-1, 16))}
    nodes: list[Json] = [
        {"mesh": 0, "skin": 0},
        {"mesh": 1, "translation": [-0.9, 0.5, 0]},
        {"mesh": 2, "translation": [0.9, 0.5, 0]},
        {"children": [4]},
        {"translation": [0, 1, 0]},
    ]
    times = file.accessor(np.array([0, 0.5, 1], np.float32), min=[0.0], max=[1.0])
    half = np.array([0, np.pi / 8, -np.pi / 8])
    turns = np.stack([0 * half, 0 * half, np.sin(half), np.cos(half)], -1).astype(np.float32)
    slopes = np.tile(np.array([0, 0, 0.4, -0.1], np.float32), (3, 1))
    spline = file.accessor(np.stack([slopes, turns, slopes], 1).reshape(-1, 4))
    grown, steps = file.accessor(np.array([0, 1, 0.5], np.float32)), file.accessor(turns)
    samplers = [
        {"input": times, "output": spline, "interpolation": "CUBICSPLINE"},
        {"input": times, "output": grown, "interpolation": "LINEAR"},
        {"input": times, "output": steps, "interpolation": "STEP"},
    ]
    targets = [(4, "rotation"), (1, "weights"), (2, "rotation")]
    channels = [
        {"sampler": number, "target": {"node": node, "path": path}} for number, (node, path) in enumerate(targets)
    ]
    animation = {"samplers": samplers, "channels": channels}
    primitives = [column, swelling, {**wall(file, 0.45, 0), "material": 0}]
    file = _scene(file, primitives, nodes, materials=[{**STONE, "doubleSided": True}], skins=[skin])
    file.document["scenes"] = [{"nodes": [0, 1, 2, 3]}]
    file.document["meshes"][1]["weights"] = [0.0]
    file.document["animations"] = [animation]
    return file


def lamps() -> GltfFile:
    """A point light and a spot light of the file's own."""
    file = GltfFile()
    lights = [
        {"type": "point", "color": [1.0, 0.6, 0.3], "intensity": 1.5, "range": 6.0},
        {"type": "spot", "color": [0.4, 0.6, 1.0], "intensity": 6.0, "range": 8.0, "spot": {"outerConeAngle": 0.4}},
    ]
    primitives = [{**wall(file, 2.0, -0.5), "material": 0}, {**ball(file), "material": 0}]
    nodes: list[Json] = [
        {"mesh": 0},
        {"mesh": 1},
        {"translation": [-1.0, 0.5, 0.8], "extensions": {"KHR_lights_punctual": {"light": 0}}},
        {"translation": [1.0, -0.2, 2.0], "extensions": {"KHR_lights_punctual": {"light": 1}}},
    ]
    more = {"extensionsUsed": ["KHR_lights_punctual"], "extensions": {"KHR_lights_punctual": {"lights": lights}}}
    return _scene(file, primitives, nodes, materials=[STONE], **more)


def copies() -> GltfFile:
    """One mesh many times (EXT_mesh_gpu_instancing)."""
    file = GltfFile()
    place = np.stack(np.meshgrid(np.arange(5.0), np.arange(4.0), [0.0]), -1).reshape(-1, 3).astype(np.float32)
    size = np.linspace(0.4, 1.0, 20, dtype=np.float32)[:, None].repeat(3, 1)
    attributes = {"TRANSLATION": file.accessor(place), "SCALE": file.accessor(size)}
    node = {"mesh": 0, "extensions": {"EXT_mesh_gpu_instancing": {"attributes": attributes}}}
    shape = {**ball(file), "material": 0}
    return _scene(file, [shape], [node], materials=[STONE], extensionsUsed=["EXT_mesh_gpu_instancing"])


def _offset(file: GltfFile, accessor: int) -> int:
    return file.document["bufferViews"][file.document["accessors"][accessor]["bufferView"]]["byteOffset"]


MODELS: dict[str, Callable[[], GltfFile]] = {
    make.__name__: make for make in (metals, layers, textured, seen_through, moving, lamps, copies)
}


def written(name: str, folder: Path) -> Path:
    """The file of one of `MODELS`."""
    return MODELS[name]().write_glb(folder / f"{name}.glb")
