"""The head's skin: colours, shadows, what the years leave, and every morph target."""

from __future__ import annotations

import numpy as np

from tools.build_assets.avatar import beard, extras, hair, head, palette
from tools.build_assets.avatar.design import Figure
from tools.build_assets.avatar.face_pose import EXPRESSIONS, REST
from tools.build_assets.avatar.sculpture import FOLD, along
from tools.build_assets.avatar.sdf import Array, Field, smoothstep
from tools.build_assets.avatar.skeleton import HEAD_CENTRE, HEAD_SCALE
from tools.build_assets.avatar.surface import Mesh, occlusion


def face_skin(figure: Figure, scene: Field) -> Mesh:
    """The head's skin with colours and all morph targets, in the head's frame.

    Args:
        figure: the design.
        scene: all that darkens the head, in model space before the warp.
    """
    face, paint = figure.face, figure.colours.paint
    skin, red, lids, lips = (paint(name) for name in ("skin", "blush", "lid", "lips"))
    points, normals = head.evaluate(REST, face)
    shape = head.topology(face)
    es, er, ms, mr = head.EYE_SEGMENTS, head.EYE_RINGS, head.MOUTH_SEGMENTS, head.MOUTH_RINGS
    colours = np.tile(skin, (len(points), 1))
    side = np.stack([np.abs(points[:, 0]), points[:, 1], points[:, 2]], axis=1)

    def glow(at: tuple[float, float, float], size: float, amount: float) -> Array:
        return amount * np.exp(-(np.linalg.norm(side - at, axis=1) ** 2) / size**2)[:, None]

    blush = (
        glow((0.056, -0.034, 0.075), 0.026, 0.55)
        + glow((0, -0.036, 0.122), 0.014, 0.45)
        + glow((0, -0.118, 0.085), 0.018, 0.15)
    )
    colours += (red - skin) * np.clip(blush, 0, 0.75)
    colours = _years(colours, side, figure)
    t = np.arange(es) / es * 2 * np.pi
    upper = np.clip(np.sin(t) * 1.4 + 0.15, 0, 1)
    for offset in (0, es * er):
        ring = colours[offset : offset + es * er].reshape(er, es, 3)
        for i, amount in enumerate((0.0, 0.0, 0.0, 0.65, 0.55, 0.35, 0.20, 0.08)):
            ring[i] += (lids - ring[i]) * amount * (0.12 + 0.88 * upper[:, None])
        for i, amount in ((0, 1.0), (1, 1.0), (2, 0.92)):
            dark = amount * (0.22 + 0.78 * upper)[:, None] if i < 2 else amount * upper[:, None] ** 2
            base = lids if i == 2 else lids * 0.9
            ring[i] = base + (palette.LASH - base) * dark
    start = 2 * es * er
    ring = colours[start : start + ms * mr].reshape(mr, ms, 3)
    for i in range(mr):
        if i in (6,):
            ring[i] += (lips - ring[i]) * 0.18
        elif 7 <= i <= 13:
            depth = np.clip((i - 10) / 3.0, 0, 1)
            ring[i] = lips + (palette.LIPS_INSIDE - lips) * depth
            shade = np.sin(np.arange(ms) / ms * 2 * np.pi)
            ring[i] *= (1.0 - 0.10 * (shade > 0))[:, None]
        elif i > 13:
            deep = np.clip((i - 13) / 3.0, 0, 1)
            ring[i] = palette.LIPS_INSIDE + (palette.CAVITY - palette.LIPS_INSIDE) * deep
    mesh = Mesh(points, normals, shape.faces, colours, np.zeros((len(points), 2)))
    for name, pose in EXPRESSIONS.items():
        if name != "neutral":
            p, n = head.evaluate(pose, face)
            mesh.morphs[name] = (p - points, n - normals)
    lit = occlusion(scene, HEAD_CENTRE + HEAD_SCALE * points, normals, 0.42)
    inside = np.zeros(len(points), bool)
    inside[start + 10 * ms : start + mr * ms] = True
    for offset in (0, es * er):
        inside[offset : offset + 3 * es] = True
    lit[inside] = 1.0
    mesh.colours = mesh.colours * lit[:, None] ** np.array([0.55, 1.05, 1.2])
    return mesh


def _years(colours: Array, side: Array, figure: Figure) -> Array:
    """The shadow of a beard, the darker folds and the roots of the hair."""
    out, age = colours, figure.face.age
    if figure.hair.beard:
        share = beard.shadow(side, figure)[:, None]
        out = out + (figure.colours.paint("beard") - out) * share
    if age:
        fold = np.exp(-((along(side, FOLD) / 0.0042) ** 2)) * smoothstep(0.02, 0.05, side[:, 2])
        out = out * (1 - 0.22 * age * fold[:, None] * np.array([0.7, 1.0, 1.1]))
    if figure.hair.style in ("combed", "quiff", "curls", "knit cap"):
        style = hair.style_of(figure.hair)
        root = smoothstep(0.012, -0.012, hair.hairline(side, style))[:, None]
        out = out + (figure.colours.paint("hair") - out) * 0.6 * root
    return out


def without_scalp(mesh: Mesh, figure: Figure) -> Mesh:
    """Drops skin that hair or cloth always covers."""
    if figure.hair.style == "headscarf":
        covered = extras.headscarf_field(mesh.positions, figure)
        hidden = (covered < -0.006) & (mesh.positions[:, 1] > -0.07)
    else:
        hidden = hair.hairline(mesh.positions, hair.style_of(figure.hair)) < -0.022
    faces = mesh.faces[~hidden[mesh.faces].all(axis=1)]
    used = np.unique(faces)
    remap = np.full(len(mesh.positions), -1)
    remap[used] = np.arange(len(used))
    return Mesh(
        mesh.positions[used], mesh.normals[used], remap[faces], mesh.colours[used], mesh.uvs[used],
        morphs={k: (a[used], b[used]) for k, (a, b) in mesh.morphs.items()},
    )  # fmt: skip
