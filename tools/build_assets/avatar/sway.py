"""What sways on the figure: hair tail, scarf end and coat skirt; their bones, weights and VRMC_springBone settings."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.build_assets.avatar.cut import Cut, skirt_cut
from tools.build_assets.avatar.design import Figure
from tools.build_assets.avatar.sdf import Array, smoothstep
from tools.build_assets.avatar.skeleton import HEAD_CENTRE, HEAD_SCALE

_TAIL = HEAD_CENTRE + HEAD_SCALE * np.array([(0.0, -0.063, -0.125), (0.0, -0.098, -0.140), (0.0, -0.150, -0.140)])
BRAID = np.array(
    [(0.006, -0.050, -0.112), (0.066, -0.092, -0.086), (0.098, -0.135, -0.020), (0.098, -0.190, 0.040),
     (0.086, -0.260, 0.085), (0.076, -0.340, 0.100)]
)  # fmt: skip
"""The braid's middle line, in the head's frame."""
_BRAID = HEAD_CENTRE + HEAD_SCALE * BRAID[[3, 4, 5]]
_SCARF = np.array([(0.036, 1.235, 0.094), (0.0525, 1.150, 0.1045), (0.058, 1.064, 0.1025)])
_TIE = _SCARF * [0.0, 1.0, 1.0]
_SKIRT_TURNS = np.radians([30.0, 90.0, 150.0, 210.0, 270.0, 330.0])


def _round(cut: Cut, height: float, turn: float) -> tuple[float, float, float]:
    rows = np.array(cut.profile)
    half, deep, middle = (float(np.interp(height, rows[:, 0], rows[:, c])) for c in (1, 2, 3))
    return half * float(np.sin(turn)), height, middle + deep * float(np.cos(turn))


def chains(figure: Figure) -> dict[str, tuple[str, Array]]:
    """Name -> the bone it hangs on, and its joints with the end (model space before the warp, metres)."""
    out: dict[str, tuple[str, Array]] = {}
    if figure.hair.style in ("swept", "braid"):
        out["hair"] = ("head", _TAIL if figure.hair.style == "swept" else _BRAID)
    if figure.clothes.tail in ("scarf", "tie", "lanyard"):
        out["scarf"] = ("upperChest", _SCARF if figure.clothes.tail == "scarf" else _TIE)
    cut = skirt_cut(figure.clothes)
    if cut is not None:
        heights = (0.82, max(0.47, 0.5 * (0.82 + cut.hem_m)), max(0.16, cut.hem_m))
        for number, turn in enumerate(_SKIRT_TURNS):
            out[f"skirt{number}"] = ("hips", np.array([_round(cut, height, turn) for height in heights]))
    return out


_FEEL = {
    # stiffness, gravity, drag, radius: a section of length L swings with sqrt(60 stiffness / L) radians per second
    "hair": (0.14, 0.02, 0.22, 0.012, ("neck",)),
    "scarf": (0.22, 0.05, 0.22, 0.012, ("chest",)),
    "skirt": (0.65, 0.06, 0.25, 0.010, ("legs",)),
}
_COLLIDERS: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "neck": (
        ("neck", {"capsule": {"offset": [0.0, -0.07, -0.012], "tail": [0.0, 0.05, -0.006], "radius": 0.062}}),
        ("upperChest", {"sphere": {"offset": [0.0, 0.05, -0.02], "radius": 0.075}}),
    ),
    "chest": (("chest", {"capsule": {"offset": [0.0, 0.0, 0.01], "tail": [0.0, 0.16, 0.0], "radius": 0.084}}),),
    "legs": tuple(
        (side + bone, {"capsule": {"offset": [0.0, 0.0, 0.0], "tail": list(to), "radius": radius}})
        for side in ("left", "right")
        for bone, to, radius in (("UpperLeg", (0.0, -0.38, 0.006), 0.085), ("LowerLeg", (0.0, -0.37, -0.02), 0.075))
    ),
}


def bones(figure: Figure) -> list[tuple[str, str, Array, bool]]:
    """Name, parent's name, place and whether it bends anything (the ends don't), parents first."""
    out = []
    for chain, (above, points) in chains(figure).items():
        parent = above
        for place, at in enumerate(points):
            name = f"{chain}_{place + 1}" if place < len(points) - 1 else f"{chain}_end"
            out.append((name, parent, at, place < len(points) - 1))
            parent = name
    return out


def hair(points: Array) -> dict[str, Array]:
    """The hair's tail (model space)."""
    y = (points[:, 1] - HEAD_CENTRE[1]) / HEAD_SCALE
    first, second = smoothstep(-0.054, -0.076, y), smoothstep(-0.086, -0.112, y)
    return {"head": 1 - first, "hair_1": first * (1 - second), "hair_2": first * second}


def braid(points: Array) -> dict[str, Array]:
    """The braid (model space)."""
    y = (points[:, 1] - HEAD_CENTRE[1]) / HEAD_SCALE
    first = smoothstep(-0.170, -0.205, y)
    second = smoothstep(-0.235, -0.280, y)
    return {"head": 1 - first, "hair_1": first * (1 - second), "hair_2": first * second}


def scarf(points: Array, shares: dict[str, Array]) -> dict[str, Array]:
    """The scarf's weights with its hanging end on bones of its own."""
    y = points[:, 1]
    hanging = smoothstep(1.232, 1.190, y) * smoothstep(0.075, 0.085, points[:, 2])
    second = smoothstep(1.170, 1.125, y)
    out = {name: share * (1 - hanging) for name, share in shares.items()}
    return out | {"scarf_1": hanging * (1 - second), "scarf_2": hanging * second}


def skirt(points: Array, shares: dict[str, Array]) -> dict[str, Array]:
    """A garment's weights with part of the skirt on its bones; the legs keep the rest: no knee comes through."""
    y = points[:, 1]
    turn = np.arctan2(points[:, 0], points[:, 2]) % (2 * np.pi)
    free = 0.62 * smoothstep(0.80, 0.36, y) * (y < 0.9)
    lower = smoothstep(0.54, 0.40, y)
    out = {name: share * (1 - free) for name, share in shares.items()}
    step = 2 * np.pi / len(_SKIRT_TURNS)
    for number, at in enumerate(_SKIRT_TURNS):
        away = np.abs((turn - at + np.pi) % (2 * np.pi) - np.pi)
        near = free * smoothstep(1.0, 0.0, away / step)
        out[f"skirt{number}_1"] = near * (1 - lower)
        out[f"skirt{number}_2"] = near * lower
    return out


def extension(nodes: dict[str, int], figure: Figure) -> dict[str, Any]:
    """The `VRMC_springBone` object.

    Args:
        nodes: bone name -> node index.
        figure: says what sways.
    """
    colliders: list[dict[str, Any]] = []
    groups: list[dict[str, Any]] = []
    for group, shapes in _COLLIDERS.items():
        first = len(colliders)
        colliders += [{"node": nodes[bone], "shape": shape} for bone, shape in shapes]
        groups.append({"name": group, "colliders": list(range(first, len(colliders)))})
    springs = []
    for chain, (_, points) in chains(figure).items():
        stiffness, gravity, drag, radius, hits = _FEEL[chain.rstrip("0123456789")]
        feel = {
            "hitRadius": radius, "stiffness": stiffness, "gravityPower": gravity, "gravityDir": [0.0, -1.0, 0.0],
            "dragForce": drag,
        }  # fmt: skip
        names = [f"{chain}_{place + 1}" for place in range(len(points) - 1)]
        joints: list[dict[str, Any]] = [{"node": nodes[name], **feel} for name in names]
        joints.append({"node": nodes[f"{chain}_end"]})
        springs.append(
            {"name": chain, "joints": joints, "colliderGroups": [list(_COLLIDERS).index(hit) for hit in hits]}
        )
    return {"specVersion": "1.0", "colliders": colliders, "colliderGroups": groups, "springs": springs}
