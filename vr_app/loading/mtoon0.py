"""VRM 0.x `materialProperties` told as glTF materials with VRMC_materials_mtoon, so that one reader does for both.

The properties are those of Unity's MToon shader: colours are sRGB, texture coordinates start at the bottom, outline
widths are centimetres. The conversion of shading shift and toony is the one VRM's own migration makes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vr_app.loading.problem import Report

_ALPHA_OF_BLEND = {1.0: "MASK", 2.0: "BLEND", 3.0: "BLEND"}
_OUTLINES = {1.0: "worldCoordinates", 2.0: "screenCoordinates"}


class ToonProperties:
    """The material properties of one VRM 0.x file.

    Args:
        document: the file's JSON.
        report: speaks for the file.
    """

    def __init__(self, document: Mapping[str, Any], report: Report) -> None:
        extensions = document.get("extensions")
        extensions = extensions if isinstance(extensions, Mapping) else {}
        vrm = extensions.get("VRM") if "VRMC_vrm" not in extensions else None
        listed = vrm.get("materialProperties") if isinstance(vrm, Mapping) else None
        self._listed: list[Any] = listed if isinstance(listed, list) else []
        self._report = report
        self._late = self._orders()

    def material(self, entry: dict[str, Any], index: int) -> dict[str, Any]:
        """A glTF material as VRM 1.0 would say it; the same entry where the properties name no toon shader.

        Raises: AssetError for a property that is no finite number.
        """
        if index >= len(self._listed) or not _is_toon(self._listed[index]):
            return entry
        here = f"/extensions/VRM/materialProperties/{index}"
        return _Properties(self._listed[index], here, self._report).material(entry, self._late)

    def _orders(self) -> dict[tuple[bool, float], int]:
        """Whether it writes depth, and Unity's render queue -> 1.0's offset, which counts the queues that are used."""
        queues: dict[bool, set[float]] = {False: set(), True: set()}
        for properties in self._listed:
            queue = properties.get("renderQueue") if _is_toon(properties) else None
            if isinstance(queue, int | float) and not isinstance(queue, bool) and abs(queue) < 1e6:
                queues[_writes_depth(properties)].add(float(queue))
        first = {(True, queue): min(place, 9) for place, queue in enumerate(sorted(queues[True]))}
        last = {(False, queue): max(-place, -9) for place, queue in enumerate(sorted(queues[False], reverse=True))}
        return first | last


def _is_toon(properties: Any) -> bool:
    return isinstance(properties, Mapping) and properties.get("shader") == "VRM/MToon"


def _writes_depth(properties: Mapping[str, Any]) -> bool:
    floats = properties.get("floatProperties")
    return isinstance(floats, Mapping) and (floats.get("_ZWrite") == 1 or floats.get("_BlendMode") == 3)


class _Properties:
    def __init__(self, properties: Mapping[str, Any], here: str, report: Report) -> None:
        self._here, self._report = here, report
        self._floats = self._table(properties, "floatProperties")
        self._vectors = self._table(properties, "vectorProperties")
        self._textures = self._table(properties, "textureProperties")
        self._keywords = self._table(properties, "keywordMap")
        self._transform = self._texture_transform()
        queue = properties.get("renderQueue")
        self._queue = float(queue) if isinstance(queue, int | float) else 0.0

    def material(self, entry: dict[str, Any], orders: Mapping[tuple[bool, float], int]) -> dict[str, Any]:
        blend = self.number("_BlendMode", 0.0)
        mode = _ALPHA_OF_BLEND.get(blend, "OPAQUE")
        if self._keywords.get("_ALPHABLEND_ON") is True:
            mode = "BLEND"
        elif self._keywords.get("_ALPHATEST_ON") is True:
            mode = "MASK"
        z_write = mode == "BLEND" and (blend == 3.0 or self.number("_ZWrite", 0.0) == 1.0)
        out = {key: value for key, value in entry.items() if key not in ("normalTexture", "emissiveTexture")}
        extensions = out.get("extensions")
        out |= {
            "pbrMetallicRoughness": {"baseColorFactor": self.colour("_Color", (1.0, 1.0, 1.0, 1.0), 4)}
            | self.texture("baseColorTexture", "_MainTex"),
            "emissiveFactor": self.colour("_EmissionColor", (0.0, 0.0, 0.0), 3),
            "alphaMode": mode,
            "alphaCutoff": self.number("_Cutoff", 0.5),
            "doubleSided": self.number("_CullMode", 2.0) == 0.0,
            "extensions": (dict(extensions) if isinstance(extensions, Mapping) else {})
            | {"VRMC_materials_mtoon": self._mtoon(z_write, orders if mode == "BLEND" else {})},
        }
        out |= self.texture("normalTexture", "_BumpMap", scale=self.number("_BumpScale", 1.0))
        out |= self.texture("emissiveTexture", "_EmissionMap")
        return out

    def _mtoon(self, z_write: bool, orders: Mapping[tuple[bool, float], int]) -> dict[str, Any]:
        shift = self.number("_ShadeShift", 0.0)
        toony = self.number("_ShadeToony", 0.9)
        toony += (1.0 - toony) * (0.5 + 0.5 * shift)
        mixed = self.number("_OutlineColorMode", 0.0) == 1.0
        return {
            "specVersion": "1.0",
            "transparentWithZWrite": z_write,
            "renderQueueOffsetNumber": orders.get((z_write, self._queue), 0),
            "shadeColorFactor": self.colour("_ShadeColor", (0.97, 0.81, 0.86), 3),
            "shadingShiftFactor": -shift - (1.0 - toony),
            "shadingToonyFactor": toony,
            "giEqualizationFactor": 1.0 - self.number("_IndirectLightIntensity", 0.1),
            "rimLightingMixFactor": self.number("_RimLightingMix", 0.0),
            "parametricRimColorFactor": self.colour("_RimColor", (0.0, 0.0, 0.0), 3),
            "parametricRimFresnelPowerFactor": self.number("_RimFresnelPower", 1.0),
            "parametricRimLiftFactor": self.number("_RimLift", 0.0),
            "outlineWidthMode": _OUTLINES.get(self.number("_OutlineWidthMode", 0.0), "none"),
            "outlineWidthFactor": 0.01 * self.number("_OutlineWidth", 0.0),
            "outlineColorFactor": self.colour("_OutlineColor", (0.0, 0.0, 0.0), 3),
            "outlineLightingMixFactor": self.number("_OutlineLightingMix", 1.0) if mixed else 0.0,
            "uvAnimationScrollXSpeedFactor": self.number("_UvAnimScrollX", 0.0),
            "uvAnimationScrollYSpeedFactor": -self.number("_UvAnimScrollY", 0.0),
            "uvAnimationRotationSpeedFactor": self.number("_UvAnimRotation", 0.0),
            **self.texture("shadeMultiplyTexture", "_ShadeTexture"),
            **self.texture("matcapTexture", "_SphereAdd", moved=False),
            **self.texture("rimMultiplyTexture", "_RimTexture"),
            **self.texture("outlineWidthMultiplyTexture", "_OutlineWidthTexture"),
            **self.texture("uvAnimationMaskTexture", "_UvAnimMaskTexture"),
        }

    def _table(self, properties: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        value = properties.get(key)
        if value is not None and not isinstance(value, Mapping):
            raise self._report.error("json.type", f"{self._here}/{key}", "is not an object")
        return value or {}

    def number(self, name: str, default: float) -> float:
        return self._finite(self._floats.get(name, default), f"floatProperties/{name}")

    def colour(self, name: str, default: tuple[float, ...], width: int) -> list[float]:
        """sRGB to linear; alpha is linear already."""
        values = self._vector(name, default, width)
        return [linear(value) if place < 3 else value for place, value in enumerate(values)]

    def texture(self, key: str, name: str, *, moved: bool = True, **more: float) -> dict[str, Any]:
        """{key: texture info}; {} where the property names no texture."""
        number = self._textures.get(name)
        if number is None or number == -1:
            return {}
        return {key: {"index": number, "extensions": self._transform if moved else {}, **more}}

    def _texture_transform(self) -> dict[str, Any]:
        x, y, width, height = self._vector("_MainTex", (0.0, 0.0, 1.0, 1.0), 4)
        if (x, y, width, height) == (0.0, 0.0, 1.0, 1.0):
            return {}
        return {"KHR_texture_transform": {"offset": [x, 1.0 - height - y], "scale": [width, height]}}

    def _vector(self, name: str, default: tuple[float, ...], width: int) -> list[float]:
        values = self._vectors.get(name)
        if not isinstance(values, list) or len(values) < width:
            return list(default)
        return [self._finite(value, f"vectorProperties/{name}") for value in values[:width]]

    def _finite(self, value: Any, where: str) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
            raise self._report.error("json.value", f"{self._here}/{where}", "is not a number")
        return float(value)


def linear(value: float) -> float:
    """sRGB's transfer function."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
