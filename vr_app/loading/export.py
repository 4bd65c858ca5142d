"""A whole place as one .glb: nodes, meshes, skins, clips, materials, pictures and lamps, as other programs read them.

Left out is what glTF has no word for (sky, fog, waves, flicker, behaviours); the host is a figure of its own and stays
out.
"""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow

from vr_app.kernel.errors import Location, UserError
from vr_app.loading.export_motion import clip_row, morph_targets, skin_attributes, skin_row
from vr_app.scene.detail_levels import detail_levels
from vr_app.scene.light import Light
from vr_app.scene.material import Image, Material, TextureUse
from vr_app.scene.mesh import Primitive
from vr_app.scene.scene import Scene

_WRAPS = {"repeat": 10497, "clamp": 33071, "mirror": 33648}
_ARRAY, _ELEMENTS = 34962, 34963


def write_glb(scene: Scene, path: Path, *, author: str = "", licence: str = "") -> None:
    """Writes the file, complete or not at all. Raises: UserError where it cannot be written."""
    document, blob = _Writer(scene).document(author, licence)
    text = json.dumps(document, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    blob += bytes(-len(blob) % 4)
    body = struct.pack("<II", len(text), 0x4E4F534A) + text + struct.pack("<II", len(blob), 0x004E4942) + blob
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(struct.pack("<4sII", b"glTF", 2, 12 + len(body)) + body)
        part.replace(path)
    except OSError as error:
        raise UserError(f"The model cannot be written: {error.strerror or error}", where=Location(path)) from error
    finally:
        part.unlink(missing_ok=True)


class _Writer:
    """One document while it grows."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._blob = bytearray()
        self._json: dict[str, list[Any]] = {
            key: []
            for key in (
                "bufferViews",
                "accessors",
                "images",
                "textures",
                "samplers",
                "materials",
                "meshes",
                "skins",
                "nodes",
                "animations",
            )
        }
        self._used: set[str] = set()
        self._images: dict[tuple[int, bool], int] = {}
        self._textures: dict[tuple[Any, ...], int] = {}
        self._materials: dict[int, int] = {}
        self._meshes: dict[int, int] = {}
        self._skins: dict[int, int] = {}

    def document(self, author: str, licence: str) -> tuple[dict[str, Any], bytes]:
        scene, nodes = self._scene, self._scene.nodes
        near = detail_levels(nodes).near
        children: dict[int, list[int]] = {}
        for index, parent in enumerate(nodes.parent.tolist()):
            children.setdefault(parent, []).append(index)
        lamps = {light.node: number for number, light in enumerate(scene.lights)}
        for index in range(len(nodes)):
            node: dict[str, Any] = {"name": nodes.names[index] or f"node {index}"}
            if index in children:
                node["children"] = children[index]
            for key, values, rest in (
                ("translation", nodes.translation[index], (0, 0, 0)),
                ("rotation", _unit(nodes.rotation[index]), (0, 0, 0, 1)),
                ("scale", nodes.scale[index], (1, 1, 1)),
            ):
                if not np.allclose(values, rest, atol=1e-7):
                    node[key] = [float(value) for value in values]
            mesh = int(nodes.mesh[index])
            if mesh >= 0 and nodes.visible[index] and near[index] == 0:
                number = self._mesh(mesh)
                if number >= 0:
                    node["mesh"] = number
                    self._bend(node, index)
            if index in lamps:
                node["extensions"] = {"KHR_lights_punctual": {"light": lamps[index]}}
            self._json["nodes"].append(node)
        for clip in scene.animations:
            row = clip_row(clip, nodes, self._accessor)
            if row is not None:
                self._json["animations"].append(row)
        out: dict[str, Any] = {
            "asset": {"version": "2.0", "generator": "Virgil"},
            "scene": 0,
            "scenes": [{"name": scene.name, "nodes": children.get(-1, [])}],
        }
        if not out["scenes"][0]["nodes"]:
            del out["scenes"][0]["nodes"]
        if author or licence:
            out["asset"]["copyright"] = ", ".join(part for part in (author, licence) if part)
            out["asset"]["extras"] = {"author": author, "license": licence}
        if scene.lights:
            self._used.add("KHR_lights_punctual")
            out["extensions"] = {"KHR_lights_punctual": {"lights": [_lamp(light) for light in scene.lights]}}
        out |= {key: rows for key, rows in self._json.items() if rows}
        if self._used:
            out["extensionsUsed"] = sorted(self._used)
        if self._blob:
            out["buffers"] = [{"byteLength": len(self._blob)}]
        return out, bytes(self._blob)

    # ------------------------------------------------------------------ geometry

    def _bend(self, node: dict[str, Any], index: int) -> None:
        """Skin and morph weights of a node with a mesh."""
        nodes = self._scene.nodes
        mesh = self._scene.meshes[int(nodes.mesh[index])]
        skin = int(nodes.skin[index])
        if skin >= 0 and any(primitive.skinned for primitive in mesh.primitives):
            if skin not in self._skins:
                self._skins[skin] = len(self._json["skins"])
                self._json["skins"].append(skin_row(self._scene.skins[skin], self._accessor))
            node["skin"] = self._skins[skin]
        count = int(nodes.weight_count[index])
        if count and count == mesh.target_count:
            first = int(nodes.weight_offset[index])
            node["weights"] = [float(weight) for weight in nodes.weights[first : first + count]]

    def _mesh(self, number: int) -> int:
        if number not in self._meshes:
            mesh = self._scene.meshes[number]
            primitives = [self._primitive(p) for p in mesh.primitives if len(p.indices) and len(p.vertices)]
            self._meshes[number] = len(self._json["meshes"]) if primitives else -1
            if primitives:
                self._json["meshes"].append({"name": mesh.name or f"mesh {number}", "primitives": primitives})
        return self._meshes[number]

    def _primitive(self, primitive: Primitive) -> dict[str, Any]:
        vertices = primitive.vertices
        attributes = {
            "POSITION": self._accessor(vertices["position"], "VEC3", 5126, _ARRAY, bounds=True),
            "NORMAL": self._accessor(_unit(vertices["normal"]), "VEC3", 5126, _ARRAY),
        }
        material = self._scene.materials[primitive.material] if primitive.material >= 0 else None
        if material is not None and any(_uses(material)):
            for uv in ("uv0", "uv1"):
                attributes[f"TEXCOORD_{uv[-1]}"] = self._accessor(vertices[uv], "VEC2", 5126, _ARRAY)
        tangent = vertices["tangent"]
        if material is not None and material.normal_texture is not None and np.abs(tangent[:, :3]).sum(axis=1).all():
            sign = np.where(tangent[:, 3:] < 0, -1.0, 1.0)
            attributes["TANGENT"] = self._accessor(
                np.concatenate([_unit(tangent[:, :3]), sign], axis=1).astype(np.float32), "VEC4", 5126, _ARRAY
            )
        if (vertices["colour"] != 65535).any():
            attributes["COLOR_0"] = self._accessor(vertices["colour"], "VEC4", 5123, _ARRAY, normalised=True)
        out: dict[str, Any] = {
            "attributes": attributes,
            "indices": self._accessor(primitive.indices.astype(np.uint32), "SCALAR", 5125, _ELEMENTS),
        }
        attributes |= skin_attributes(primitive, self._accessor)
        targets = morph_targets(primitive, self._accessor)
        if targets:
            out["targets"] = targets
        if primitive.material >= 0:
            out["material"] = self._material(primitive.material)
        return out

    def _accessor(
        self,
        values: npt.NDArray[Any],
        kind: str,
        component: int,
        target: int,
        *,
        bounds: bool = False,
        normalised: bool = False,
    ) -> int:
        values = np.ascontiguousarray(values)
        accessor: dict[str, Any] = {
            "bufferView": self._view(values.tobytes(), target),
            "componentType": component,
            "count": len(values),
            "type": kind,
        }
        if bounds:
            accessor["min"] = [float(v) for v in values.min(axis=0)]
            accessor["max"] = [float(v) for v in values.max(axis=0)]
        if normalised:
            accessor["normalized"] = True
        self._json["accessors"].append(accessor)
        return len(self._json["accessors"]) - 1

    def _view(self, raw: bytes, target: int = 0) -> int:
        self._blob += bytes(-len(self._blob) % 4)
        view: dict[str, Any] = {"buffer": 0, "byteOffset": len(self._blob), "byteLength": len(raw)}
        if target:
            view["target"] = target
        self._blob += raw
        self._json["bufferViews"].append(view)
        return len(self._json["bufferViews"]) - 1

    # ------------------------------------------------------------------ surfaces

    def _material(self, number: int) -> int:
        if number in self._materials:
            return self._materials[number]
        material = self._scene.materials[number]
        surface: dict[str, Any] = {
            "baseColorFactor": [float(np.clip(v, 0, 1)) for v in material.base_colour],
            "metallicFactor": float(material.metallic),
            "roughnessFactor": float(material.roughness),
        }
        out: dict[str, Any] = {"name": material.name or f"material {number}", "pbrMetallicRoughness": surface}
        for key, use, where in (
            ("baseColorTexture", material.base_colour_texture, surface),
            ("metallicRoughnessTexture", material.metallic_roughness_texture, surface),
            ("normalTexture", material.normal_texture, out),
            ("occlusionTexture", material.occlusion_texture, out),
            ("emissiveTexture", material.emissive_texture, out),
        ):
            if use is not None:
                where[key] = self._texture(use)
        emissive = np.array(material.emissive, np.float64)
        strength = max(float(emissive.max()), 1.0)
        if emissive.any():
            out["emissiveFactor"] = [float(v) for v in emissive / strength]
            if strength > 1.0:
                self._used.add("KHR_materials_emissive_strength")
                out.setdefault("extensions", {})["KHR_materials_emissive_strength"] = {"emissiveStrength": strength}
        if material.shading == "unlit":
            self._used.add("KHR_materials_unlit")
            out.setdefault("extensions", {})["KHR_materials_unlit"] = {}
        if material.alpha_mode != "OPAQUE":
            out["alphaMode"] = material.alpha_mode
            if material.alpha_mode == "MASK":
                out["alphaCutoff"] = float(material.alpha_cutoff)
        if material.double_sided:
            out["doubleSided"] = True
        self._json["materials"].append(out)
        self._materials[number] = len(self._json["materials"]) - 1
        return self._materials[number]

    def _texture(self, use: TextureUse) -> dict[str, Any]:
        key = (use.image, use.wrap_s, use.wrap_t, use.smooth)
        if key not in self._textures:
            sampler = {
                "magFilter": 9729 if use.smooth else 9728,
                "minFilter": 9987,
                "wrapS": _WRAPS[use.wrap_s],
                "wrapT": _WRAPS[use.wrap_t],
            }
            if sampler not in self._json["samplers"]:
                self._json["samplers"].append(sampler)
            image = self._image(self._scene.images[use.image], use.image)
            self._json["textures"].append({"sampler": self._json["samplers"].index(sampler), "source": image})
            self._textures[key] = len(self._json["textures"]) - 1
        out: dict[str, Any] = {"index": self._textures[key]}
        if use.uv_set:
            out["texCoord"] = use.uv_set
        if (use.offset, use.rotation_rad, use.scale) != ((0.0, 0.0), 0.0, (1.0, 1.0)):
            self._used.add("KHR_texture_transform")
            turn = {"offset": list(use.offset), "rotation": use.rotation_rad, "scale": list(use.scale)}
            out["extensions"] = {"KHR_texture_transform": turn}
        return out

    def _image(self, image: Image, number: int) -> int:
        key = (number, True)
        if key not in self._images:
            pixels = image.levels[0]
            opaque = bool((pixels[..., 3] == 255).all())
            stream = io.BytesIO()
            Pillow.fromarray(pixels[..., :3] if opaque else pixels).save(stream, format="PNG", compress_level=4)
            self._json["images"].append(
                {
                    "name": image.name or f"image {number}",
                    "mimeType": "image/png",
                    "bufferView": self._view(stream.getvalue()),
                }
            )
            self._images[key] = len(self._json["images"]) - 1
        return self._images[key]


def _uses(material: Material) -> tuple[bool, ...]:
    slots = ("base_colour", "metallic_roughness", "normal", "occlusion", "emissive")
    return tuple(getattr(material, f"{slot}_texture") is not None for slot in slots)


def _lamp(light: Light) -> dict[str, Any]:
    out: dict[str, Any] = {
        "type": light.kind,
        "color": [float(np.clip(v, 0, 1)) for v in light.colour],
        "intensity": float(light.intensity),
    }
    if light.name:
        out["name"] = light.name
    if light.range_m > 0 and light.kind != "directional":
        out["range"] = float(light.range_m)
    if light.kind == "spot":
        outer = min(max(light.outer_cone_rad, 1e-3), np.pi / 2)
        out["spot"] = {"innerConeAngle": min(light.inner_cone_rad, outer * 0.999), "outerConeAngle": outer}
    return out


def _unit(values: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
    """Rows of unit length; upwards where there is no direction."""
    wide = np.asarray(values, np.float64)
    length = np.linalg.norm(wide, axis=-1, keepdims=True)
    rest = np.zeros(wide.shape[-1])
    rest[1 if wide.shape[-1] == 3 else -1] = 1.0
    return np.where(length > 1e-9, wide / np.maximum(length, 1e-12), rest).astype(np.float32)
