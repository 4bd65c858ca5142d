"""VRM's toon material: 1.0 as it is, 0.x converted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from vr_app.kernel.errors import UserError
from vr_app.loading.gltf import load_asset
from vr_app.loading.mtoon0 import linear
from vr_app.scene.material import Material

PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJg"
    "gg=="
)


def loaded(folder: Path, document: dict[str, Any]) -> Material:
    path = folder / "toon.gltf"
    picture = {"textures": [{"source": 0}], "images": [{"uri": PIXEL}]}
    path.write_text(json.dumps({"asset": {"version": "2.0"}, **picture, **document}), encoding="utf-8")
    return load_asset(path).materials[0]


def toon(**mtoon: Any) -> dict[str, Any]:
    return {"materials": [{"extensions": {"VRMC_materials_mtoon": {"specVersion": "1.0", **mtoon}}}]}


def test_defaults_are_those_of_the_specification(tmp_path: Path) -> None:
    material = loaded(tmp_path, toon())
    assert material.shading == "toon"
    assert material.shade_colour == (0.0, 0.0, 0.0)
    assert material.mtoon is not None
    assert (material.mtoon.shading_toony, material.mtoon.gi_equalization, material.mtoon.rim_fresnel_power) == (
        0.9,
        0.9,
        5,
    )
    assert material.mtoon.outline == "none"


def test_every_parameter_arrives(tmp_path: Path) -> None:
    material = loaded(
        tmp_path,
        toon(
            transparentWithZWrite=True,
            renderQueueOffsetNumber=3,
            shadeColorFactor=[0.1, 0.2, 0.3],
            shadeMultiplyTexture={"index": 0},
            shadingShiftFactor=-0.2,
            shadingShiftTexture={"index": 0, "scale": 0.5},
            matcapTexture={"index": 0},
            outlineWidthMode="screenCoordinates",
            outlineWidthFactor=0.01,
            outlineWidthMultiplyTexture={"index": 0},
            uvAnimationScrollXSpeedFactor=0.3,
        ),
    )
    mtoon = material.mtoon
    assert mtoon is not None and mtoon.shade_texture is not None and mtoon.outline_width_texture is not None
    assert material.shade_colour == (0.1, 0.2, 0.3)
    assert (mtoon.transparent_with_z_write, mtoon.render_queue_offset, mtoon.shading_shift) == (True, 3, -0.2)
    assert (mtoon.shading_shift_texture_scale, mtoon.outline, mtoon.outline_width) == (0.5, "screen", 0.01)
    assert mtoon.shade_texture.image != mtoon.outline_width_texture.image  # one is colour, one is data
    assert mtoon.uv_scroll_x == 0.3


def vrm0(**properties: Any) -> dict[str, Any]:
    listed = [{"shader": "VRM/MToon", "name": "a", **properties}]
    return {"materials": [{"alphaMode": "OPAQUE"}], "extensions": {"VRM": {"materialProperties": listed}}}


def test_vrm0_properties_are_told_in_the_words_of_1(tmp_path: Path) -> None:
    material = loaded(
        tmp_path,
        vrm0(
            floatProperties={
                "_ShadeShift": 0.2, "_ShadeToony": 0.6, "_OutlineWidthMode": 1, "_OutlineWidth": 0.5, "_CullMode": 0,
                "_UvAnimScrollY": 0.25, "_IndirectLightIntensity": 0.3, "_BlendMode": 2, "_ZWrite": 1,
            },
            vectorProperties={"_Color": [0.5, 1, 1, 0.5], "_ShadeColor": [0.5, 0, 0], "_MainTex": [0.1, 0.2, 0.5, 0.5]},
            textureProperties={"_MainTex": 0, "_SphereAdd": 0},
            keywordMap={"_ALPHABLEND_ON": True},
        ),
    )  # fmt: skip
    mtoon = material.mtoon
    assert mtoon is not None and material.base_colour_texture is not None and mtoon.matcap_texture is not None
    assert material.base_colour == pytest.approx((linear(0.5), 1, 1, 0.5))
    assert material.shade_colour == pytest.approx((linear(0.5), 0, 0))
    assert material.alpha_mode == "BLEND" and mtoon.transparent_with_z_write and material.double_sided
    assert mtoon.shading_toony == pytest.approx(0.6 + 0.4 * 0.6)
    assert mtoon.shading_shift == pytest.approx(-0.2 - 0.16)
    assert (mtoon.outline, mtoon.outline_width) == ("world", pytest.approx(0.005))
    assert mtoon.gi_equalization == pytest.approx(0.7)
    assert mtoon.uv_scroll_y == -0.25
    assert material.base_colour_texture.offset == pytest.approx((0.1, 0.3))
    assert mtoon.matcap_texture.offset == (0.0, 0.0)


def test_render_queues_of_vrm0_become_offsets_in_their_order(tmp_path: Path) -> None:
    def blended(queue: object, z_write: int) -> dict[str, Any]:
        floats = {"_BlendMode": 2, "_ZWrite": z_write}
        return {
            "shader": "VRM/MToon",
            "renderQueue": queue,
            "floatProperties": floats,
            "keywordMap": {"_ALPHABLEND_ON": True},
        }

    listed = [
        blended(3000, 0),
        blended(2950, 0),
        blended(2500, 1),
        blended(2501, 1),
        blended(["x"], 0),
        blended(3000, 0),
    ]
    document = {"materials": [{}] * 6, "extensions": {"VRM": {"materialProperties": listed}}}
    path = tmp_path / "queues.gltf"
    path.write_text(json.dumps({"asset": {"version": "2.0"}, **document}), encoding="utf-8")
    offsets = [m.mtoon.render_queue_offset for m in load_asset(path).materials if m.mtoon]
    assert offsets == [0, -1, 0, 1, 0, 0]


def test_a_file_of_both_versions_is_read_as_the_newer(tmp_path: Path) -> None:
    document = vrm0()
    document["extensions"]["VRMC_vrm"] = {}
    assert loaded(tmp_path, document).mtoon is None


def test_other_shaders_of_vrm0_keep_the_gltf_material(tmp_path: Path) -> None:
    document = vrm0()
    document["extensions"]["VRM"]["materialProperties"][0]["shader"] = "VRM_USE_GLTFSHADER"
    assert loaded(tmp_path, document).mtoon is None


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        (toon(shadingToonyFactor="x"), "/materials/0/extensions/VRMC_materials_mtoon/shadingToonyFactor"),
        (toon(matcapTexture={"index": 7}), "/materials/0/extensions/VRMC_materials_mtoon/matcapTexture/index"),
        (
            vrm0(floatProperties={"_ShadeToony": "x"}),
            "/extensions/VRM/materialProperties/0/floatProperties/_ShadeToony",
        ),
        (vrm0(vectorProperties=[]), ""),
        (vrm0(vectorProperties=3), "/extensions/VRM/materialProperties/0/vectorProperties"),
    ],
)
def test_wrong_values_name_the_place(tmp_path: Path, document: dict[str, Any], pointer: str) -> None:
    with pytest.raises(UserError) as caught:
        loaded(tmp_path, document)
    assert pointer in str(caught.value)
