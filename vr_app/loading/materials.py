"""glTF materials (with the common extensions and VRM's MToon) to `Material`, and the images they use."""

from __future__ import annotations

import math
from typing import Any, Literal

from vr_app.loading.accessors import Accessors
from vr_app.loading.container import Container
from vr_app.loading.mtoon import read_mtoon
from vr_app.loading.mtoon0 import material_of_vrm0
from vr_app.loading.pictures import PictureError, decode_picture, mip_levels
from vr_app.loading.stand_in import CHECKER
from vr_app.scene.material import Image, Material, TextureUse, Wrap

WRAPS: dict[Any, Wrap] = {10497: "repeat", 33071: "clamp", 33648: "mirror"}


class Materials:
    """Reads materials and gathers the images they need; one image used as colour and as data becomes two."""

    def __init__(self, container: Container, accessors: Accessors) -> None:
        self._container = container
        self._accessors = accessors
        self._report = container.report
        self._images: list[Image] = []
        self._image_of: dict[tuple[int, bool], int] = {}

    @property
    def images(self) -> tuple[Image, ...]:
        return tuple(self._images)

    def read_all(self) -> tuple[Material, ...]:
        vrm0 = self._container.document.get("extensions", {})
        vrm0 = vrm0.get("VRM", {}) if isinstance(vrm0, dict) else {}
        toons = vrm0.get("materialProperties", []) if isinstance(vrm0, dict) else []
        out = []
        for index in range(len(self._container.array("materials"))):
            entry = self._container.entry("materials", index, f"/materials/{index}")
            if isinstance(toons, list) and index < len(toons):
                pointer = f"/extensions/VRM/materialProperties/{index}"
                entry = material_of_vrm0(entry, toons[index], pointer, self._report)
            out.append(self._material(entry, f"/materials/{index}"))
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
        transmission = extensions.get("KHR_materials_transmission")
        if isinstance(transmission, dict):
            share = self._number(transmission, "transmissionFactor", 0.0, here)
            if share > 0 and alpha_mode == "OPAQUE":
                base, alpha_mode = (*base[:3], base[3] * (1.0 - 0.75 * share)), "BLEND"
        emissive = self._factor(entry, "emissiveFactor", 3, (0.0, 0.0, 0.0), here)
        strength = extensions.get("KHR_materials_emissive_strength")
        if isinstance(strength, dict):
            factor = self._number(strength, "emissiveStrength", 1.0, here)
            emissive = (emissive[0] * factor, emissive[1] * factor, emissive[2] * factor)
        shading: Literal["pbr", "unlit", "toon"] = "unlit" if "KHR_materials_unlit" in extensions else "pbr"
        shade, toon = (0.6, 0.6, 0.6), None
        mtoon = extensions.get("VRMC_materials_mtoon")
        if isinstance(mtoon, dict):
            where = f"{here}/extensions/VRMC_materials_mtoon"
            shading = "toon"
            shade = self._factor(mtoon, "shadeColorFactor", 3, (0.0, 0.0, 0.0), where)
            toon = read_mtoon(mtoon, where, texture=self._texture, factor=self._factor, number=self._number)
        normal, occlusion = entry.get("normalTexture"), entry.get("occlusionTexture")
        return Material(
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
        )

    def _texture(self, use: Any, here: str, srgb: bool) -> TextureUse | None:
        if use is None:
            return None
        if not isinstance(use, dict):
            raise self._report.error("json.type", here, "is not an object")
        texture = self._container.entry("textures", use.get("index"), f"{here}/index")
        extensions = self._object(texture, "extensions", f"/textures/{use['index']}")
        webp = extensions.get("EXT_texture_webp")
        source = webp.get("source") if isinstance(webp, dict) else texture.get("source")
        if source is None:
            self._report.note(f"/textures/{use['index']}: its picture format is not read; shown without it")
            return None
        sampler: dict[str, Any] = {}
        if "sampler" in texture:
            pointer = f"/textures/{use['index']}/sampler"
            sampler = self._container.entry("samplers", texture["sampler"], pointer)
        transform = self._object(use, "extensions", here).get("KHR_texture_transform")
        transform = transform if isinstance(transform, dict) else {}
        uv_set = transform.get("texCoord", use.get("texCoord", 0))
        offset = self._factor(transform, "offset", 2, (0.0, 0.0), here)
        scale = self._factor(transform, "scale", 2, (1.0, 1.0), here)
        if uv_set not in (0, 1):
            self._report.note(f"{here}: uses texture coordinates {uv_set}; only 0 and 1 are kept")
            uv_set = 0
        return TextureUse(
            image=self._image(source, f"/textures/{use['index']}/source", srgb),
            uv_set=uv_set,
            offset=offset,
            rotation_rad=self._number(transform, "rotation", 0.0, here),
            scale=scale,
            wrap_s=WRAPS.get(sampler.get("wrapS"), "repeat"),
            wrap_t=WRAPS.get(sampler.get("wrapT"), "repeat"),
            smooth=sampler.get("magFilter") != 9728,
        )

    def _image(self, index: Any, pointer: str, srgb: bool) -> int:
        entry = self._container.entry("images", index, pointer)
        if (index, srgb) in self._image_of:
            return self._image_of[index, srgb]
        here = f"/images/{index}"
        if "bufferView" in entry:
            data: bytes | memoryview = self._accessors.view_bytes(entry["bufferView"], f"{here}/bufferView")
        elif "uri" in entry:
            data = self._container.resource(entry["uri"], f"{here}/uri")
        else:
            raise self._report.error("image.source", here, "has neither a uri nor a buffer view")
        try:
            image = decode_picture(data, str(entry.get("name") or here), srgb=srgb)
        except PictureError as error:
            self._report.note(f"{here}: {error}; a checker pattern stands in")
            image = Image(here, mip_levels(CHECKER, srgb=srgb), srgb)
        self._image_of[index, srgb] = len(self._images)
        self._images.append(image)
        return len(self._images) - 1

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
