"""Expressions by the specification: overrides, binary ones, material colours and texture transforms, range maps."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from vr_app.scene.avatar.expression import (
    ColourBind,
    Expression,
    TextureBind,
    changed_materials,
    freedom,
    resolved,
)
from vr_app.scene.avatar.eyes import eye_angles
from vr_app.scene.avatar.rig import LookAt, RangeMap, face_table
from vr_app.scene.avatar.rig_reader import rig_of_asset
from vr_app.scene.material import Material, MToon, TextureUse
from vr_app.scene.node import build_nodes
from vr_app.scene.scene import LoadedAsset

NOTHING = np.zeros(0, np.int32), np.zeros(0, np.float32)


def faces(**settings: dict[str, Any]) -> dict[str, Expression]:
    plain = {"blink", "blinkLeft", "aa", "lookUp", "happy", "angry"}
    return {name: Expression(name, *NOTHING, **settings.get(name, {})) for name in plain | settings.keys()}


@pytest.mark.parametrize(
    ("rule", "weight", "left"), [("none", 0.6, 1.0), ("block", 0.01, 0.0), ("block", 0.0, 1.0), ("blend", 0.6, 0.4)]
)
def test_an_expression_holds_back_the_eyelids(rule: str, weight: float, left: float) -> None:
    shown = resolved(
        faces(happy={"override_blink": rule}), {"happy": weight, "blink": 0.5, "blinkLeft": 1.0, "aa": 0.7}
    )
    assert shown["blink"] == pytest.approx(0.5 * left)
    assert shown["blinkLeft"] == pytest.approx(left)
    assert shown["aa"] == 0.7
    assert shown["happy"] == weight


def test_blends_add_up_and_end_at_nothing() -> None:
    every = faces(happy={"override_mouth": "blend"}, angry={"override_mouth": "blend"})
    assert resolved(every, {"happy": 0.3, "angry": 0.4, "aa": 1.0})["aa"] == pytest.approx(0.3)
    assert resolved(every, {"happy": 0.8, "angry": 0.4, "aa": 1.0})["aa"] == 0.0


def test_binary_expressions_show_and_hold_back_as_0_or_1() -> None:
    every = faces(happy={"binary": True, "override_blink": "blend"})
    assert resolved(every, {"happy": 0.4, "blink": 0.5}) == {"happy": 0.0, "blink": 0.5}
    assert resolved(every, {"happy": 0.6, "blink": 0.5}) == {"happy": 1.0, "blink": 0.0}
    every = faces(happy={"override_blink": "blend"}, blink={"binary": True})
    assert resolved(every, {"happy": 0.1, "blink": 1.0})["blink"] == 0.0
    assert resolved(every, {"happy": 0.0, "blink": 1.0})["blink"] == 1.0


def test_nothing_holds_back_its_own_kind() -> None:
    every = faces(blink={"override_blink": "block", "override_look_at": "blend"})
    assert resolved(every, {"blink": 0.5, "blinkLeft": 0.5})["blinkLeft"] == 0.5
    assert resolved(every, {"blink": 0.5, "lookUp": 1.0})["lookUp"] == 0.5
    assert freedom(every, {"blink": 0.25}, "look") == 0.75


def test_weights_are_kept_within_bounds_and_unknown_names_passed_over() -> None:
    assert resolved(faces(), {"happy": 3.0, "angry": -1.0, "nobody": 1.0}) == {"happy": 1.0, "angry": 0.0}


def test_colours_move_from_the_material_towards_the_target() -> None:
    material = Material(
        base_colour=(0.2, 0.4, 0.6, 1.0), emissive=(0.0, 0.0, 0.0), mtoon=MToon(rim_colour=(0.1, 0.1, 0.1))
    )
    every = faces(
        happy={
            "colours": (
                ColourBind(0, "base_colour", (1.0, 0.4, 0.6, 0.5)),
                ColourBind(0, "rim_colour", (0.3, 0.1, 0.1)),
            )
        },
        angry={"colours": (ColourBind(0, "base_colour", (0.2, 0.0, 0.6, 1.0)), ColourBind(1, "rim_colour", (1, 1, 1)))},
    )
    changed = changed_materials(every, {"happy": 0.5, "angry": 0.25, "blink": 1.0}, [material, Material()])
    assert list(changed) == [0]
    assert changed[0].base_colour == pytest.approx((0.6, 0.3, 0.6, 0.75))
    assert changed[0].mtoon is not None
    assert changed[0].mtoon.rim_colour == pytest.approx((0.2, 0.1, 0.1))
    assert changed_materials(every, {"happy": 0.0}, [material]) == {}


def test_textures_move_all_but_the_matcap() -> None:
    use = TextureUse(0, offset=(0.1, 0.0), scale=(1.0, 1.0))
    material = Material(base_colour_texture=use, mtoon=MToon(matcap_texture=use, shade_texture=use))
    every = faces(happy={"textures": (TextureBind(0, (0.5, 0.25), (2.0, 1.0)),)})
    now = changed_materials(every, {"happy": 0.5}, [material])[0]
    assert now.base_colour_texture is not None and now.mtoon is not None
    assert now.base_colour_texture.offset == pytest.approx((0.3, 0.125))
    assert now.base_colour_texture.scale == pytest.approx((1.5, 1.0))
    assert now.mtoon.shade_texture == now.base_colour_texture
    assert now.mtoon.matcap_texture == use


def test_morph_weights_of_a_mix_are_sums() -> None:
    a = Expression("a", np.array([3, 7], np.int32), np.array([1.0, 0.5], np.float32))
    b = Expression("b", np.array([7, 7], np.int32), np.array([0.25, 0.25], np.float32))
    targets, rows, amounts = face_table({"a": a, "b": b})
    assert targets.tolist() == [3, 7]
    mix = np.zeros(2, np.float32)
    mix[rows["a"]], mix[rows["b"]] = 0.5, 1.0
    assert (mix @ amounts).tolist() == [0.5, 0.75]


@pytest.mark.parametrize(
    ("yaw", "pitch", "left", "right", "vertical"),
    [
        (45.0, 0.0, 5.0, 4.0, 0.0),  # to the left: outwards for the left eye, inwards for the right
        (-45.0, 0.0, -4.0, -5.0, 0.0),
        (170.0, 0.0, 10.0, 8.0, 0.0),  # no more than the map's end
        (0.0, 30.0, 0.0, 0.0, -6.0),
        (0.0, -30.0, 0.0, 0.0, 4.0),
    ],
)
def test_range_maps_of_eye_bones(yaw: float, pitch: float, left: float, right: float, vertical: float) -> None:
    look = LookAt(
        inner=RangeMap(90.0, 8.0), outer=RangeMap(90.0, 10.0), down=RangeMap(60.0, 8.0), up=RangeMap(60.0, 12.0)
    )
    angles = np.degrees(eye_angles(look, yaw, pitch))
    np.testing.assert_allclose(angles, [[vertical, left, 0.0], [vertical, right, 0.0]], atol=1e-4)


def asset(extensions: dict[str, Any]) -> LoadedAsset:
    nodes = build_nodes(["hips", "spine", "head"], [-1, 0, 1], translation=[(0, 1, 0), (0, 0.3, 0), (0, 0.3, 0)])
    return LoadedAsset(
        "face.vrm", nodes, materials=(Material("skin"), Material("eyes")), document={"extensions": extensions},
        node_of_file=(0, 1, 2),
    )  # fmt: skip


def test_binds_of_1_are_read() -> None:
    expression = {
        "materialColorBinds": [
            {"material": 0, "type": "color", "targetValue": [1, 0, 0, 1]},
            {"material": 1, "type": "emissionColor", "targetValue": [0, 1, 0, 1]},
            {"material": 1, "type": "unheardOf", "targetValue": [0, 1, 0, 1]},
        ],
        "textureTransformBinds": [{"material": 1, "offset": [0.5, 0]}],
    }
    bones = {name: {"node": number} for number, name in enumerate(("hips", "spine", "head"))}
    vrm = {"humanoid": {"humanBones": bones}, "expressions": {"custom": {"blush": expression}}}
    read = rig_of_asset(asset({"VRMC_vrm": vrm})).expressions["blush"]
    assert read.colours == (
        ColourBind(0, "base_colour", (1.0, 0.0, 0.0, 1.0)),
        ColourBind(1, "emissive", (0.0, 1.0, 0.0)),
    )
    assert read.textures == (TextureBind(1, (0.5, 0.0), (1.0, 1.0)),)


def test_material_values_of_0_are_read_by_name_and_made_linear() -> None:
    values = [
        {"materialName": "eyes", "propertyName": "_Color", "targetValue": [1, 0.5, 0, 1]},
        {"materialName": "eyes", "propertyName": "_MainTex_ST", "targetValue": [0.5, 0.5, 0.25, 0.0]},
        {"materialName": "nobody", "propertyName": "_Color", "targetValue": [1, 1, 1, 1]},
    ]
    bones = [{"bone": name, "node": number} for number, name in enumerate(("hips", "spine", "head"))]
    master = {"blendShapeGroups": [{"name": "Joy", "presetName": "joy", "materialValues": values}]}
    vrm = {"humanoid": {"humanBones": bones}, "blendShapeMaster": master}
    read = rig_of_asset(asset({"VRM": vrm})).expressions["happy"]
    assert [bind.material for bind in read.colours] == [1]
    assert read.colours[0].target == pytest.approx((1.0, 0.2140, 0.0, 1.0), abs=1e-3)
    assert read.textures == (TextureBind(1, (0.25, 0.5), (0.5, 0.5)),)
