"""Expressions: what they move, and how VRM 1.0 lets one hold back another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from vr_app.scene.material import MTOON_TEXTURES, Material, MToon, TextureUse

Floats = npt.NDArray[np.float32]
Override = Literal["none", "block", "blend"]
Kind = Literal["blink", "look", "mouth"]

BLINK = ("blink", "blinkLeft", "blinkRight")
LOOK = ("lookUp", "lookDown", "lookLeft", "lookRight")
CLOSED = "pp"
"""Our own figure's extra expression for pressed lips; others close by having nothing open."""
MOUTH = ("aa", "ih", "ou", "ee", "oh", CLOSED)
KIND: dict[str, Kind] = {
    **dict.fromkeys(BLINK, "blink"),
    **dict.fromkeys(LOOK, "look"),
    **dict.fromkeys(MOUTH, "mouth"),
}
"""Expressions that the app makes up as it goes; all others may hold them back."""

COLOURS = {
    "color": "base_colour",
    "emissionColor": "emissive",
    "shadeColor": "shade_colour",
    "matcapColor": "matcap",
    "rimColor": "rim_colour",
    "outlineColor": "outline_colour",
}
"""Words of `materialColorBinds` to fields of `Material` or `MToon`."""
_OF_TOON = ("matcap", "rim_colour", "outline_colour")
_TEXTURES = (
    "base_colour_texture",
    "metallic_roughness_texture",
    "normal_texture",
    "occlusion_texture",
    "emissive_texture",
)


@dataclass(frozen=True)
class ColourBind:
    """A material's colour moves towards `target` (linear; alpha only for `base_colour`)."""

    material: int
    field: str
    target: tuple[float, ...]


@dataclass(frozen=True)
class TextureBind:
    """The transforms of all textures of a material but the matcap move towards these."""

    material: int
    offset: tuple[float, float] = (0.0, 0.0)
    scale: tuple[float, float] = (1.0, 1.0)


@dataclass(frozen=True)
class Expression:
    """A named face.

    Attributes:
        targets: int32 (K), indices into `LocalPose.weights`.
        amounts: float32 (K), what each gets at full weight.
        binary: True where only 0 and 1 make sense.
        override_blink: what it does to blinking while it is on; likewise look-at and mouth.
        colours: materials it tints; `textures` those whose pictures it moves. Material numbers as in the scene.
    """

    name: str
    targets: npt.NDArray[np.int32]
    amounts: Floats
    binary: bool = False
    override_blink: Override = "none"
    override_look_at: Override = "none"
    override_mouth: Override = "none"
    colours: tuple[ColourBind, ...] = ()
    textures: tuple[TextureBind, ...] = ()

    def output(self, weight: float) -> float:
        """What a weight comes to: within 0 and 1, and one of the two where the expression is binary."""
        if self.binary:
            return 1.0 if weight > 0.5 else 0.0
        return min(max(weight, 0.0), 1.0)

    def override(self, kind: Kind) -> Override:
        """What it does to the expressions of a kind. Nothing to its own."""
        if KIND.get(self.name) == kind:
            return "none"
        if kind == "blink":
            return self.override_blink
        return self.override_look_at if kind == "look" else self.override_mouth


def freedom(expressions: Mapping[str, Expression], weights: Mapping[str, float], kind: Kind) -> float:
    """How much of a kind is left by what overrides it: 1 all of it, 0 nothing."""
    held = 0.0
    for name, weight in weights.items():
        expression = expressions.get(name)
        if expression is None:
            continue
        rule, output = expression.override(kind), expression.output(weight)
        if rule == "block" and output > 0.0:
            return 0.0
        if rule == "blend":
            held += output
    return 1.0 - min(held, 1.0)


def resolved(expressions: Mapping[str, Expression], weights: Mapping[str, float]) -> dict[str, float]:
    """The weights as they are shown: overrides and binary expressions applied, names the figure lacks left out."""
    free: dict[Kind, float] = {}
    out = {}
    for name, weight in weights.items():
        expression = expressions.get(name)
        if expression is None:
            continue
        output = expression.output(weight)
        kind = KIND.get(name)
        if kind is not None and output > 0.0:
            if kind not in free:
                free[kind] = freedom(expressions, weights, kind)
            output = 0.0 if expression.binary and free[kind] < 1.0 else output * free[kind]
        out[name] = output
    return out


def changed_materials(
    expressions: Mapping[str, Expression], weights: Mapping[str, float], materials: Sequence[Material]
) -> dict[int, Material]:
    """The materials that a face (resolved weights) changes, as they are now; the others are as they were.

    Each expression adds its share of the way from the material's own value to the bind's, as the specification says.
    """
    colours: dict[tuple[int, str], Floats] = {}
    moves: dict[int, list[tuple[float, TextureBind]]] = {}
    for name, weight in weights.items():
        expression = expressions.get(name)
        if expression is None or weight <= 0.0:
            continue
        for bind in expression.colours:
            own = _colour(materials[bind.material], bind.field)
            if own is None:
                continue
            target = np.append(bind.target, own[len(bind.target) :])[: len(own)]
            place = bind.material, bind.field
            step = (weight * (target - own)).astype(np.float32)
            colours[place] = colours[place] + step if place in colours else step
        for bind in expression.textures:
            moves.setdefault(bind.material, []).append((weight, bind))
    out: dict[int, Material] = {}
    for (number, field), added in colours.items():
        now = out.get(number, materials[number])
        own = _colour(now, field)
        assert own is not None
        value = tuple(float(v) for v in np.maximum(own + added, 0.0))
        if field in _OF_TOON:
            assert now.mtoon is not None
            out[number] = replace(now, mtoon=replace(now.mtoon, **{field: value}))
        else:
            out[number] = replace(now, **{field: value})
    for number, binds in moves.items():
        out[number] = _moved(out.get(number, materials[number]), binds)
    return out


def _colour(material: Material, field: str) -> Floats | None:
    holder: Material | MToon | None = material.mtoon if field in _OF_TOON else material
    return None if holder is None else np.array(getattr(holder, field), np.float32)


def _moved(material: Material, binds: Sequence[tuple[float, TextureBind]]) -> Material:
    def use(now: TextureUse | None) -> TextureUse | None:
        if now is None:
            return None
        own = np.array([*now.offset, *now.scale])
        x, y, width, height = own + sum(weight * (np.array([*b.offset, *b.scale]) - own) for weight, b in binds)
        return replace(now, offset=(float(x), float(y)), scale=(float(width), float(height)))

    toon = material.mtoon
    if toon is not None:
        names = [name for name in MTOON_TEXTURES if name != "matcap_texture"]
        toon = replace(toon, **{name: use(getattr(toon, name)) for name in names})
    return replace(material, mtoon=toon, **{name: use(getattr(material, name)) for name in _TEXTURES})
