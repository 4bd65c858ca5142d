"""glTF materials (with the common extensions and VRM's MToon) to `Material`."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any, Literal

from vr_app.loading.container import Container
from vr_app.loading.layers import read_layers
from vr_app.loading.mtoon import read_mtoon
from vr_app.loading.mtoon0 import ToonProperties
from vr_app.loading.textures import Textures
from vr_app.scene.material import Material


class Materials:
    """Reads the materials of one file.

    Attributes:
        textures: the pictures they use.
    """

    def __init__(self, container: Container, textures: Textures) -> None:
        self._container = container
        self._report = container.report
        self.textures = textures
        self._texture = textures.use

    def read_all(self) -> tuple[Material, ...]:
        toons = ToonProperties(self._container.document, self._report)
        out = []
        for index in range(len(self._container.array("materials"))):
            entry = self._container.entry("materials", index, f"/materials/{index}")
            self.textures.begin_material()
            out.append(self._material(toons.material(entry, index), f"/materials/{index}"))
        return tuple(out)

    def _material(self, entry: dict[str, Any], here: str) -> Material:
        pbr = self._object(entry, "pbrMetallicRoughness", here)
        extensions = self._object(entry, "extensions", here)
        base = self._factor(pbr, "baseColorFactor", 4, (1.0, 1.0, 1.0, 1.0), here)
        base_texture = self._texture(pbr.get("baseColorTexture"), f"{here}/pbrMetallicRoughness/baseColorTexture", True)
        metallic = self._number(pbr, "metallicFactor", 1.0, here)
        roughness = self._number(pbr, "roughnessFactor", 1.0, here)
        alpha_mode: Literal["OPAQUE", "MASK", "BLEND"] = "OPAQUE"
        if entry.get("alphaMode") in ("MASK", "BLEND"):
            alpha_mode = entry["alphaMode"]
        gloss = extensions.get("KHR_materials_pbrSpecularGlossiness")
        if isinstance(gloss, dict):
            base = self._factor(gloss, "diffuseFactor", 4, base, here)
            base_texture = base_texture or self._texture(gloss.get("diffuseTexture"), f"{here}/extensions", True)
            metallic, roughness = 0.0, 1.0 - self._number(gloss, "glossinessFactor", 1.0, here)
        emissive = self._factor(entry, "emissiveFactor", 3, (0.0, 0.0, 0.0), here)
        strength = extensions.get("KHR_materials_emissive_strength")
        if isinstance(strength, dict):
            factor = max(self._number(strength, "emissiveStrength", 1.0, here), 0.0)
            emissive = (emissive[0] * factor, emissive[1] * factor, emissive[2] * factor)
        layers = read_layers(
            extensions, f"{here}/extensions", texture=self._texture, factor=self._factor, number=self._number
        )
        shading: Literal["pbr", "unlit", "toon"] = "unlit" if "KHR_materials_unlit" in extensions else "pbr"
        shade, toon = (0.6, 0.6, 0.6), None
        mtoon = extensions.get("VRMC_materials_mtoon")
        if isinstance(mtoon, dict):
            where = f"{here}/extensions/VRMC_materials_mtoon"
            shading = "toon"
            shade = self._factor(mtoon, "shadeColorFactor", 3, (0.0, 0.0, 0.0), where)
            toon = read_mtoon(mtoon, where, texture=self._texture, factor=self._factor, number=self._number)
        normal, occlusion = entry.get("normalTexture"), entry.get("occlusionTexture")
        material = Material(
            name=str(entry.get("name", "")),
            base_colour=base,
            metallic=min(max(metallic, 0.0), 1.0),
            roughness=min(max(roughness, 0.0), 1.0),
            emissive=emissive,
            shade_colour=shade,
            shading=shading,
            alpha_mode=alpha_mode,
            alpha_cutoff=self._number(entry, "alphaCutoff", 0.5, here),
            double_sided=entry.get("doubleSided") is True,
            normal_scale=self._number(normal, "scale", 1.0, here) if isinstance(normal, dict) else 1.0,
            occlusion_strength=self._number(occlusion, "strength", 1.0, here) if isinstance(occlusion, dict) else 1.0,
            base_colour_texture=base_texture,
            metallic_roughness_texture=self._texture(
                pbr.get("metallicRoughnessTexture"), f"{here}/pbrMetallicRoughness/metallicRoughnessTexture", False
            ),
            normal_texture=self._texture(normal, f"{here}/normalTexture", False),
            occlusion_texture=self._texture(occlusion, f"{here}/occlusionTexture", False),
            emissive_texture=self._texture(entry.get("emissiveTexture"), f"{here}/emissiveTexture", True),
            mtoon=toon,
            layers=layers,
        )
        return _base_colour_alone(material) if shading == "unlit" else material

    def _object(self, entry: dict[str, Any], key: str, here: str) -> dict[str, Any]:
        value = entry.get(key, {})
        if not isinstance(value, dict):
            raise self._report.error("json.type", f"{here}/{key}", "is not an object")
        return value

    def _number(self, entry: dict[str, Any], key: str, default: float, here: str) -> float:
        value = entry.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self._report.error("json.value", f"{here}/{key}", "is not a number")
        return float(value)

    def _factor(self, entry: dict[str, Any], key: str, width: int, default: tuple[float, ...], here: str) -> Any:
        value = entry.get(key)
        if value is None:
            return default
        if not isinstance(value, list) or len(value) < width:
            raise self._report.error("json.value", f"{here}/{key}", f"is not a list of {width} numbers")
        return tuple(self._number({"": item}, "", 0.0, f"{here}/{key}") for item in value[:width])


def _base_colour_alone(material: Material) -> Material:
    """What KHR_materials_unlit shows of a material: no light falls on it and none comes from it."""
    return replace(
        material,
        emissive=(0.0, 0.0, 0.0),
        metallic_roughness_texture=None,
        normal_texture=None,
        occlusion_texture=None,
        emissive_texture=None,
        layers=None,
    )
