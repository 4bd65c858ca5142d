"""Where one stands before any place is there: a round floor under a sky, a ring of lights, a lantern that breathes."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from vr_app.scene.animation import Animation
from vr_app.scene.environment import Environment, Sky, Sun
from vr_app.scene.material import Material
from vr_app.scene.mesh import Mesh, Primitive, build_primitive
from vr_app.scene.node import build_nodes
from vr_app.scene.scene import Scene
from vr_app.scene.track import Track
from vr_app.scene.transform import yaw_quaternion

FLOOR_M = 5.0
LIGHTS, LIGHTS_AT_M = 24, 3.4
LANTERN_AT = (0.0, 1.35, -2.4)
BREATH_S, BREATH_M = 5.0, 0.05

DUSK = Environment(
    sky=Sky(
        kind="dusk",
        zenith=(0.020, 0.030, 0.065),
        horizon=(0.16, 0.115, 0.105),
        ground=(0.030, 0.028, 0.034),
        glow=(0.10, 0.05, 0.02),
        stars=0.5,
    ),
    sun=Sun(illuminance=0.0, disc="none", shadows=False),
)
"""The sky while it is not even known which place is wanted."""

GLOW = (1.0, 0.62, 0.28)


def foyer_scene(
    environment: Environment = DUSK, at: tuple[float, float, float] = (0.0, 0.0, 0.0), yaw_rad: float = 0.0
) -> Scene:
    """Made of a few hundred triangles without textures, lit by nothing: there within a frame.

    Args:
        environment: the sky above, that of the place that is being opened where it is known.
        at: where the visitor stands, metres.
        yaw_rad: which way they face.
    """
    names = ("floor", "lights", "lantern")
    materials = tuple(Material(name, metallic=0.0, shading="unlit") for name in names)
    meshes = (Mesh("floor", (_floor(0),)), Mesh("lights", (_ring_of_lights(1),)), Mesh("lantern", (_lantern(2),)))
    turn = yaw_quaternion(yaw_rad)
    nodes = build_nodes(
        ["foyer", "floor", "lights", "lantern"],
        [-1, 0, 0, 0],
        translation=np.array([at, (0, 0.002, 0), (0, 0.01, 0), LANTERN_AT]),
        rotation=np.stack([turn, *[np.array([0.0, 0.0, 0.0, 1.0])] * 3]),
        mesh=[-1, 0, 1, 2],
    )
    return Scene("foyer", nodes, meshes, materials, animations=(_breathing(3),), environment=environment)


def _floor(material: int) -> Primitive:
    """A disc of slate that fades into the ground at its rim; vertex colours only."""
    rings, sides = 14, 72
    radii = np.linspace(0.0, FLOOR_M, rings + 1)[1:]
    angles = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    circle = np.stack([np.cos(angles), np.zeros(sides), np.sin(angles)], axis=1)
    positions = np.concatenate([np.zeros((1, 3)), *[radius * circle for radius in radii]])
    share = np.concatenate([[0.0], np.repeat(radii / FLOOR_M, sides)])
    warm = np.exp(-(((share * FLOOR_M - LIGHTS_AT_M) / 0.7) ** 2))[:, None] * np.array([0.075, 0.045, 0.022])
    under = np.exp(-((share * FLOOR_M / 1.3) ** 2))[:, None] * np.array([0.030, 0.032, 0.040])
    colours = np.array([0.020, 0.021, 0.026]) * (1.0 - 0.4 * share[:, None]) + warm + under
    triangles = [(0, 1 + (side + 1) % sides, 1 + side) for side in range(sides)]
    for ring in range(rings - 1):
        inner, outer = 1 + ring * sides, 1 + (ring + 1) * sides
        for side in range(sides):
            following = (side + 1) % sides
            triangles += [
                (inner + side, inner + following, outer + side),
                (inner + following, outer + following, outer + side),
            ]
    return _facing_up(positions, np.array(triangles), colours, material)


def _ring_of_lights(material: int) -> Primitive:
    """Short strips of light let into the floor."""
    parts, indices = [], []
    for number in range(LIGHTS):
        middle = 2 * math.pi * number / LIGHTS
        half = 0.45 * math.pi / LIGHTS
        corners = [
            (radius * math.cos(angle), 0.0, radius * math.sin(angle))
            for radius, angle in (
                (LIGHTS_AT_M, middle - half),
                (LIGHTS_AT_M + 0.05, middle - half),
                (LIGHTS_AT_M + 0.05, middle + half),
                (LIGHTS_AT_M, middle + half),
            )
        ]
        first = 4 * number
        parts += corners
        indices += [(first, first + 2, first + 1), (first, first + 3, first + 2)]
    positions = np.array(parts)
    colours = np.broadcast_to(np.array(GLOW) * 0.8, positions.shape)
    return _facing_up(positions, np.array(indices), colours, material)


def _lantern(material: int) -> Primitive:
    """A small sphere, lighter towards its middle as seen from where one stands."""
    rows, sides = 10, 20
    pitch = np.linspace(-np.pi / 2, np.pi / 2, rows)[:, None]
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)[None, :]
    unit = np.stack(
        [np.cos(pitch) * np.cos(turn), np.sin(pitch) * np.ones_like(turn), np.cos(pitch) * np.sin(turn)], axis=-1
    ).reshape(-1, 3)
    triangles = []
    for row in range(rows - 1):
        for side in range(sides):
            following = (side + 1) % sides
            low, high = row * sides, (row + 1) * sides
            triangles += [
                (low + side, high + side, low + following),
                (low + following, high + side, high + following),
            ]
    light = 0.55 + 0.45 * np.clip(unit[:, 2:], 0.0, 1.0)
    return build_primitive(
        unit * (0.07, 0.10, 0.07),
        np.array(triangles).reshape(-1),
        material=material,
        normals=unit,
        colours=np.array(GLOW) * light,
    )


def _facing_up(
    positions: npt.NDArray[np.float64],
    triangles: npt.NDArray[np.integer],
    colours: npt.NDArray[np.float64],
    material: int,
) -> Primitive:
    """A flat primitive whose triangles all face up."""
    a, b, c = (positions[triangles[:, corner]] for corner in range(3))
    down = np.cross(b - a, c - a)[:, 1] < 0
    triangles = np.where(down[:, None], triangles[:, ::-1], triangles)
    normals = np.broadcast_to([0.0, 1.0, 0.0], positions.shape)
    return build_primitive(positions, triangles.reshape(-1), material=material, normals=normals, colours=colours)


def _breathing(lantern: int) -> Animation:
    """Slowly up and down: something moves, so nothing is frozen."""
    times = np.linspace(0.0, BREATH_S, 21, dtype=np.float32)
    values = np.tile(np.array(LANTERN_AT, np.float32), (len(times), 1, 1))
    values[:, 0, 1] += BREATH_M * np.sin(2 * np.pi * times / BREATH_S)
    track = Track("translation", "LINEAR", times, np.array([lantern], np.int32), values)
    return Animation("breathing", (track,))
