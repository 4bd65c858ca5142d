"""Puts the figure together: shapes, colours with baked occlusion, weights, materials, and the VRM file."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tools.build_assets.avatar import (
    boots,
    brass,
    clothes,
    coat,
    features,
    hair,
    hands,
    head,
    palette,
    rigging,
    scarf,
    skeleton,
    sway,
    textures,
    trimmings,
    vrm,
)
from tools.build_assets.avatar.face_pose import EXPRESSIONS, REST
from tools.build_assets.avatar.gltf import GltfFile
from tools.build_assets.avatar.sdf import Array, Field
from tools.build_assets.avatar.surface import Mesh, carve, occlusion

C = skeleton.HEAD_CENTRE
S = skeleton.HEAD_SCALE


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


_SKULL, _HAIR = _head_at(head.head_field), _head_at(hair.hair_field)


def _head_scene(p: Array) -> Array:
    return np.minimum(_SKULL(p), np.minimum(_HAIR(p), scarf.scarf_field(p)))


def _shade(mesh: Mesh, scene, strength: float = 0.85) -> Mesh:
    """Bakes occlusion into the colours; what is dark stays a little warm."""
    light = occlusion(scene, mesh.positions, mesh.normals, strength)[:, None]
    tint = light ** np.array([0.85, 1.05, 1.1])
    return replace(mesh, colours=mesh.colours * tint)


def face_skin() -> Mesh:
    """The head's skin with colours and all morph targets, in the head's frame."""
    points, normals = head.evaluate(REST)
    shape = head.topology()
    es, er, ms, mr = head.EYE_SEGMENTS, head.EYE_RINGS, head.MOUTH_SEGMENTS, head.MOUTH_RINGS
    colours = np.tile(palette.SKIN, (len(points), 1))
    side = np.stack([np.abs(points[:, 0]), points[:, 1], points[:, 2]], axis=1)

    def glow(at: tuple[float, float, float], size: float, amount: float) -> Array:
        return amount * np.exp(-(np.linalg.norm(side - at, axis=1) ** 2) / size**2)[:, None]

    blush = (
        glow((0.056, -0.034, 0.075), 0.026, 0.55)
        + glow((0, -0.036, 0.122), 0.014, 0.45)
        + glow((0, -0.118, 0.085), 0.018, 0.15)
    )
    colours += (palette.BLUSH - palette.SKIN) * np.clip(blush, 0, 0.75)
    t = np.arange(es) / es * 2 * np.pi
    upper = np.clip(np.sin(t) * 1.4 + 0.15, 0, 1)
    for offset in (0, es * er):
        ring = colours[offset : offset + es * er].reshape(er, es, 3)
        for i, amount in enumerate((0.0, 0.0, 0.0, 0.65, 0.55, 0.35, 0.20, 0.08)):
            ring[i] += (palette.LID - ring[i]) * amount * (0.12 + 0.88 * upper[:, None])
        for i, amount in ((0, 1.0), (1, 1.0), (2, 0.92)):
            dark = amount * (0.22 + 0.78 * upper)[:, None] if i < 2 else amount * upper[:, None] ** 2
            base = palette.LID if i == 2 else palette.LID * 0.9
            ring[i] = base + (palette.LASH - base) * dark
    start = 2 * es * er
    ring = colours[start : start + ms * mr].reshape(mr, ms, 3)
    for i in range(mr):
        if i in (6,):
            ring[i] += (palette.LIPS - ring[i]) * 0.18
        elif 7 <= i <= 13:
            depth = np.clip((i - 10) / 3.0, 0, 1)
            ring[i] = palette.LIPS + (palette.LIPS_INSIDE - palette.LIPS) * depth
            shade = np.sin(np.arange(ms) / ms * 2 * np.pi)
            ring[i] *= (1.0 - 0.10 * (shade > 0))[:, None]
        elif i > 13:
            deep = np.clip((i - 13) / 3.0, 0, 1)
            ring[i] = palette.LIPS_INSIDE + (palette.CAVITY - palette.LIPS_INSIDE) * deep
    mesh = Mesh(points, normals, shape.faces, colours, np.zeros((len(points), 2)))
    for name, pose in EXPRESSIONS.items():
        if name != "neutral":
            p, n = head.evaluate(pose)
            mesh.morphs[name] = (p - points, n - normals)
    scene = _head_scene
    lit = occlusion(scene, C + S * points, normals, 0.42)
    inside = np.zeros(len(points), bool)
    inside[start + 10 * ms : start + mr * ms] = True
    for offset in (0, es * er):
        inside[offset : offset + 3 * es] = True
    lit[inside] = 1.0
    mesh.colours = mesh.colours * lit[:, None] ** np.array([0.55, 1.05, 1.2])
    return _without_scalp(mesh)


def _without_scalp(mesh: Mesh) -> Mesh:
    """Drops skin that hair always covers."""
    hidden = hair.hairline(mesh.positions) < -0.022
    faces = mesh.faces[~hidden[mesh.faces].all(axis=1)]
    used = np.unique(faces)
    remap = np.full(len(mesh.positions), -1)
    remap[used] = np.arange(len(used))
    return Mesh(
        mesh.positions[used], mesh.normals[used], remap[faces], mesh.colours[used], mesh.uvs[used],
        morphs={k: (a[used], b[used]) for k, (a, b) in mesh.morphs.items()},
    )  # fmt: skip


def _cloth(names: list[str]) -> Mesh:
    fields = clothes.pieces()

    def scene(p: Array) -> Array:
        d = np.minimum(coat.draped_field(p), scarf.scarf_field(p))
        return np.minimum(np.minimum(d, _SKULL(p)), np.minimum(boots.boots_field(p), p[..., 1] + 0.004))

    parts = []
    for name, field, colour, (low, high), cell, budget in fields:
        points, normals, faces = carve(field, np.array(low), np.array(high), cell, budget)
        colours = np.tile(colour, (len(points), 1))
        uvs = np.zeros((len(points), 2))
        mesh = _shade(Mesh(points, normals, faces, colours, uvs), scene)
        if name in ("boots", "soles"):
            shares = rigging.boots(points)
        elif name == "scarf":
            shares = sway.scarf(points, rigging.scarf(points))
        else:
            shares = sway.skirt(points, rigging.garment(points))
        parts.append(rigging.bind(mesh, shares, names))
    for mesh in [_shade(m, scene, 0.7) for m in [trimmings.skirt(), *trimmings.bands()]] + trimmings.cords():
        parts.append(rigging.bind(mesh, sway.skirt(mesh.positions, rigging.garment(mesh.positions)), names))
    for mesh in scarf.wraps():
        parts.append(rigging.bind(_shade(mesh, scene, 0.6), rigging.scarf(mesh.positions), names))
    return _join(parts)


def build() -> bytes:
    """The whole figure as a .vrm file."""
    names, parents, positions = skeleton.build()
    file = GltfFile(
        {
            "generator": "Virgil tools/build_assets/avatar",
            "copyright": "CC0 1.0, Virgil project",
            "extras": {"author": "Virgil project", "license": "CC0-1.0", "title": "Virgil, the host"},
        }
    )
    nodes: list[int] = []
    for name, parent, at in zip(names, parents, positions, strict=True):
        above = nodes[parent] if parent >= 0 else -1
        nodes.append(file.add_node(name, at - (positions[parent] if parent >= 0 else 0.0), above))
    humanoid = dict(zip(names, nodes, strict=True))
    node_of, place_of = dict(humanoid), dict(zip(names, positions, strict=True))
    for name, above_name, at, bends in sway.bones():
        node_of[name], place_of[name] = file.add_node(name, at - place_of[above_name], node_of[above_name]), at
        if bends:
            names, nodes, positions = [*names, name], [*nodes, node_of[name]], np.vstack([positions, at])

    def material(name: str, roughness: float, metallic: float = 0.0, **more) -> int:
        pbr = {"baseColorFactor": [1.0, 1.0, 1.0, 1.0], "metallicFactor": metallic, "roughnessFactor": roughness}
        pbr.update(more.pop("pbr", {}))
        return file.add_material(name, pbrMetallicRoughness=pbr, **more)

    eye_texture = file.add_texture("eye", textures.eye())
    skin = material("skin", 0.62)
    eyes = material("eyes", 0.18, pbr={"baseColorTexture": {"index": eye_texture}})
    glint = material("catch-light", 1.0, emissiveFactor=[0.9, 0.9, 0.9])
    brows = material("brows", 0.75)
    teeth = material("mouth", 0.30)
    hair_material = material("hair", 0.58)
    cloth = material("cloth", 0.88)
    metal_material = material("brass", 0.30, 1.0)

    whole = rigging.whole
    face = rigging.bind(_placed(face_skin()), {}, names)
    face = rigging.bind(face, whole(face.positions, "head"), names)
    lit = [_shade(_placed(features.ear(s)), lambda p: np.minimum(_SKULL(p), _HAIR(p)), 0.55) for s in (1.0, -1.0)]
    ears = _join([rigging.bind(m, whole(m.positions, "head"), names) for m in lit])
    bound = lambda m, bone: rigging.bind(m, whole(m.positions, bone), names)  # noqa: E731
    brow = _join([bound(_placed(make(s)), "head") for make in (features.brow, features.lashes) for s in (1.0, -1.0)])
    mouth = bound(_placed(features.mouth_parts()), "head")
    balls = _join([bound(_placed(features.eyeball(s)), b) for s, b in ((1.0, "leftEye"), (-1.0, "rightEye"))])
    lights = _join([bound(_placed(features.catch_lights(s)), "head") for s in (1.0, -1.0)])
    strands = [_shade(_placed(m), _head_scene, 0.45) for m in [hair.cap(), *hair.locks(), *hair.tail()]]
    fixed = len(strands) - len(hair.tail())
    locks = _join(
        [bound(m, "head") for m in strands[:fixed]]
        + [rigging.bind(m, sway.hair(m.positions), names) for m in strands[fixed:]]
    )
    tie = bound(_shade(_placed(hair.ribbon()), _head_scene, 0.6), "head")
    neck = _shade(hands.neck(), _head_scene, 0.35)
    neck = rigging.bind(neck, rigging.neck(neck.positions), names)
    palms = []
    for sign, side in ((1.0, "left"), (-1.0, "right")):
        palm = hands.hand(sign)

        def around(p: Array, sign: float = sign) -> Array:
            return np.minimum(hands.hand_field(p * [sign, 1.0, 1.0]), coat.coat_field(p))

        palm = _shade(palm, around, 0.75)
        palms.append(rigging.bind(palm, rigging.hand(palm.positions, side), names))
    garments = _cloth(names)
    metal = brass.brass()
    metal = rigging.bind(metal, sway.skirt(metal.positions, rigging.garment(metal.positions)), names)

    targets = [n for n in EXPRESSIONS if n != "neutral"]
    shape = file.add_skin("figure", nodes, positions)
    face_mesh = file.add_mesh("face", [(_join([face, ears]), skin), (brow, brows), (mouth, teeth)], targets)
    body_mesh = file.add_mesh(
        "body", [(_join([neck, *palms]), skin), (garments, cloth), (tie, cloth), (metal, metal_material)], []
    )
    head_mesh = file.add_mesh("eyes and hair", [(balls, eyes), (lights, glint), (locks, hair_material)], [])
    face_node = file.add_node("face", mesh=face_mesh, skin=shape)
    file.add_node("body", mesh=body_mesh, skin=shape)
    file.add_node("eyes and hair", mesh=head_mesh, skin=shape)
    file.document["extensionsUsed"] = ["VRMC_vrm", "VRMC_springBone"]
    file.document["extensions"] = {
        "VRMC_vrm": vrm.extension(humanoid, face_node, targets),
        "VRMC_springBone": sway.extension(node_of),
    }
    return file.to_bytes()
