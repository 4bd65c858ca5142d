"""Puts a figure together: shapes, colours with baked occlusion, weights, materials, and the VRM file."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tools.build_assets.avatar import (
    beard,
    brass,
    extras,
    features,
    garments,
    hair,
    hands,
    head,
    rigging,
    scarf,
    skeleton,
    stature,
    sway,
    textures,
    vrm,
)
from tools.build_assets.avatar.coat import coat_field
from tools.build_assets.avatar.cut import top_cut
from tools.build_assets.avatar.design import Figure
from tools.build_assets.avatar.face_pose import EXPRESSIONS
from tools.build_assets.avatar.gltf import GltfFile
from tools.build_assets.avatar.sdf import Array, Field
from tools.build_assets.avatar.skin import face_skin, without_scalp
from tools.build_assets.avatar.surface import Mesh

C = skeleton.HEAD_CENTRE
S = skeleton.HEAD_SCALE
SIDES = (("left", 1.0), ("right", -1.0))


def _join(parts: list[Mesh]) -> Mesh:
    """Several meshes of one material as one."""
    faces, start = [], 0
    for part in parts:
        faces.append(part.faces + start)
        start += len(part.positions)

    morphs = {}
    for name in sorted({n for p in parts for n in p.morphs}):
        pairs = [p.morphs.get(name, (np.zeros_like(p.positions), np.zeros_like(p.positions))) for p in parts]
        morphs[name] = (np.concatenate([a for a, _ in pairs]), np.concatenate([b for _, b in pairs]))
    return Mesh(
        np.concatenate([p.positions for p in parts]),
        np.concatenate([p.normals for p in parts]),
        np.concatenate(faces),
        np.concatenate([p.colours for p in parts]),
        np.concatenate([p.uvs for p in parts]),
        np.concatenate([p.joints for p in parts]),
        np.concatenate([p.weights for p in parts]),
        morphs,
    )


def _placed(mesh: Mesh) -> Mesh:
    """From the head's frame to the model's."""
    morphs = {name: (S * moved, turned) for name, (moved, turned) in mesh.morphs.items()}
    return replace(mesh, positions=C + S * mesh.positions, morphs=morphs)


def _head_at(field: Field) -> Field:
    """A field of the head's frame, in model space."""
    return lambda p: S * field((p - C) / S)


class Sculptor:
    """Makes the meshes of one figure, each shaded, moved to its stature and bound to its bones."""

    def __init__(self, figure: Figure, names: list[str]) -> None:
        self.figure, self.names = figure, names
        self.skull = _head_at(lambda p: head.head_field(p, figure.face))
        style = figure.hair.style
        worn = [_head_at(lambda p: hair.hair_field(p, figure))] if style != "headscarf" else []
        if style == "knit cap":
            worn.append(_head_at(lambda p: extras.cap_field(p, figure)))
        if style == "headscarf":
            worn.append(_head_at(lambda p: extras.headscarf_field(p, figure)))
        if figure.clothes.neck == "scarf":
            worn.append(scarf.scarf_field)
        self._worn = worn

    def scene(self, p: Array) -> Array:
        """All that darkens the head, in model space."""
        d = self.skull(p)
        for field in self._worn:
            d = np.minimum(d, field(p))
        return d

    def of_head(self, mesh: Mesh, strength: float = 0.0, bone: str = "head", weights=None) -> Mesh:
        """A part of the head (its frame), bound to one bone or by `weights` (a function of model space)."""
        placed = _placed(mesh)
        if strength:
            placed = garments.shade(placed, self.scene, strength)
        shares = weights(placed.positions) if weights else rigging.whole(placed.positions, bone)
        return rigging.bind(stature.shaped_head(self.figure.build, placed), shares, self.names)

    def face(self) -> list[tuple[str, Mesh]]:
        """Everything with morph targets, by material."""
        figure = self.figure
        grown = face_skin(figure, self.scene)
        skins = [self.of_head(without_scalp(grown, figure))]
        if figure.hair.style != "headscarf":
            skins += [self.of_head(features.ear(sign, figure), 0.45) for _, sign in SIDES]
        lids = [features.brow(sign, figure) for _, sign in SIDES]
        lids += [features.lashes(sign, figure.face) for _, sign in SIDES]
        out = [("skin", _join(skins)), ("brows", _join([self.of_head(m) for m in lids]))]
        out.append(("mouth", self.of_head(features.mouth_parts())))
        bristles = [self.of_head(m, 0.3) for m in beard.beard(figure, grown)]
        return out + ([("hair", _join(bristles))] if bristles else [])

    def eyes(self) -> list[tuple[str, Mesh]]:
        """Eyeballs and the light in them."""
        face = self.figure.face
        balls = [self.of_head(features.eyeball(sign, face), bone=side + "Eye") for side, sign in SIDES]
        lights = [self.of_head(features.catch_lights(sign, face)) for _, sign in SIDES]
        return [("eyes", _join(balls)), ("catch-light", _join(lights))]

    def hair(self) -> tuple[list[Mesh], list[Mesh]]:
        """Hair, and what of cloth belongs to it: ribbon, cap, headscarf."""
        figure = self.figure
        if figure.hair.style == "headscarf":
            return [], [self.of_head(extras.headscarf(figure), 0.6)]
        strands = [self.of_head(m, 0.45) for m in [hair.cap(figure), *hair.locks(figure)]]
        strands += [self.of_head(m, 0.45, weights=sway.hair) for m in hair.tail(figure)]
        cloth = [self.of_head(m, 0.6) for m in hair.ribbon(figure)]
        if figure.hair.style == "bun":
            strands.append(self.of_head(extras.bun(figure), 0.45))
        if figure.hair.style == "braid":
            plait, band = extras.braid(figure)
            strands.append(self.of_head(plait, 0.45, weights=sway.braid))
            cloth.append(self.of_head(band, weights=sway.braid))
        if figure.hair.style == "knit cap":
            cloth.append(self.of_head(extras.knit_cap(figure), 0.5))
        return strands, cloth

    def bare(self) -> Mesh:
        """Neck and hands."""
        build, colours = self.figure.build, self.figure.colours
        neck = garments.shade(hands.neck(colours), self.scene, 0.35)
        shares = rigging.neck(neck.positions)
        out = [rigging.bind(stature.shaped(build, neck, neck=True), shares, self.names)]
        cut = top_cut(self.figure.clothes)
        for side, sign in SIDES:

            def around(p: Array, sign: float = sign) -> Array:
                return np.minimum(hands.hand_field(p * [sign, 1.0, 1.0]), coat_field(p, cut))

            palm = garments.shade(hands.hand(sign, colours), around, 0.75)
            shares = rigging.hand(palm.positions, side)
            out.append(rigging.bind(stature.shaped(build, palm), shares, self.names))
        return _join(out)

    def metal(self) -> list[Mesh]:
        """Buttons, buckle, pin, earrings."""
        figure = self.figure
        out = [self.of_head(m) for m in extras.earrings(figure)]
        for piece in brass.brass(figure):
            shares = rigging.garment(piece.positions, figure.clothes.bottom != "trousers")
            if figure.clothes.bottom != "trousers":
                shares = sway.skirt(piece.positions, shares)
            out.append(rigging.bind(stature.shaped(figure.build, piece), shares, self.names))
        return out


def _materials(file: GltfFile, figure: Figure) -> dict[str, int]:
    eye = {"baseColorTexture": {"index": file.add_texture("eye", textures.eye(figure.colours))}}
    out = {}
    for name, roughness, metallic in (
        ("skin", 0.62, 0.0), ("eyes", 0.18, 0.0), ("catch-light", 1.0, 0.0), ("brows", 0.75, 0.0), ("mouth", 0.30, 0.0),
        ("hair", 0.58, 0.0), ("cloth", 0.88, 0.0), ("brass", 0.30, 1.0), ("frames", 0.35, 0.0),
    ):  # fmt: skip
        if name == "frames" and not figure.clothes.glasses:
            continue
        pbr = {"baseColorFactor": [1.0, 1.0, 1.0, 1.0], "metallicFactor": metallic, "roughnessFactor": roughness}
        more = {"emissiveFactor": [0.9, 0.9, 0.9]} if name == "catch-light" else {}
        out[name] = file.add_material(name, pbrMetallicRoughness=pbr | (eye if name == "eyes" else {}), **more)
    return out


def build(figure: Figure | None = None) -> bytes:
    """The whole figure as a .vrm file."""
    figure = figure or Figure()
    names, parents, rest = skeleton.build()
    above = {name: names[parent] if parent >= 0 else "" for name, parent in zip(names, parents, strict=True)}
    swaying = sway.bones(figure)
    above |= {name: over for name, over, _, _ in swaying}
    every = [*names, *(name for name, _, _, _ in swaying)]
    moved = stature.bones(figure.build, every, np.vstack([rest, *(at for _, _, at, _ in swaying)]), above)
    place_of = dict(zip(every, moved, strict=True))
    asset = {"author": "Virgil project", "license": "CC0-1.0", "title": figure.title}
    file = GltfFile(
        {"generator": "Virgil tools/build_assets/avatar", "copyright": "CC0 1.0, Virgil project", "extras": asset}
    )
    node_of: dict[str, int] = {}
    for name in every:
        over = above[name]
        offset = place_of[name] - (place_of[over] if over else 0.0)
        node_of[name] = file.add_node(name, offset, node_of[over] if over else -1)
    humanoid = {name: node_of[name] for name in names}
    names = [*names, *(name for name, _, _, bends in swaying if bends)]
    material = _materials(file, figure)

    sculptor = Sculptor(figure, names)
    strands, headwear = sculptor.hair()
    cloth = _join(garments.cloth(figure, sculptor.skull, names) + headwear)
    body = [("skin", sculptor.bare()), ("cloth", cloth)]
    metal, frames = sculptor.metal(), [sculptor.of_head(m) for m in extras.glasses(figure)]
    body += [("brass", _join(metal))] if metal else []
    body += [("frames", _join(frames))] if frames else []
    upper = sculptor.eyes() + ([("hair", _join(strands))] if strands else [])

    targets = [n for n in EXPRESSIONS if n != "neutral"]
    shape = file.add_skin("figure", [node_of[n] for n in names], np.array([place_of[n] for n in names]))
    face_node = -1
    for name, parts, morphs in (("face", sculptor.face(), targets), ("body", body, []), ("eyes and hair", upper, [])):
        mesh = file.add_mesh(name, [(part, material[of]) for of, part in parts], morphs)
        node = file.add_node(name, mesh=mesh, skin=shape)
        face_node = node if name == "face" else face_node
    file.document["extensionsUsed"] = ["VRMC_vrm", "VRMC_springBone"]
    size = stature.head_place(figure.build)[1]
    file.document["extensions"] = {
        "VRMC_vrm": vrm.extension(humanoid, face_node, targets, figure.title.split(",")[0], size),
        "VRMC_springBone": sway.extension(node_of, figure),
    }
    return file.to_bytes()
