"""The telescope dome: a round stone drum under a copper dome whose slit shows the lit inside and the big telescope."""

from __future__ import annotations

import numpy as np

from tools.build_assets import library
from tools.build_assets.arches import arch_outline
from tools.build_assets.extrusion import extrude
from tools.build_assets.glb import Material, Node
from tools.build_assets.mesh import Array, Mesh
from tools.build_assets.observatory.layout import DOME_RADIUS
from tools.build_assets.occlusion import bake
from tools.build_assets.shapes import block, box, curve, lathe, rounded_profile, sphere, surface, tube

DRUM_HEIGHT = 3.1
SLIT_DEG = 52.0
"""Where the slit looks, counter-clockwise from +Z seen from above: to the right of a visitor who faces the dome."""
DOOR_DEG = 38.0


def _shell(radius: float, half_deg: float) -> Mesh:
    """The dome without its slit: two arcs of each ring, open by a constant width."""
    rows = 20
    elevation = np.radians(np.linspace(0.0, 89.0, rows))
    half_width = radius * np.sin(np.radians(half_deg))
    columns = 72
    points = np.zeros((rows, columns + 1, 3))
    for row, lift in enumerate(elevation):
        ring = radius * np.cos(lift)
        gap = np.arcsin(min(half_width / max(ring, 1e-6), 1.0)) if lift > np.radians(14.0) else 0.0
        gap = min(gap, np.pi * 0.5)
        angle = np.linspace(gap, 2 * np.pi - gap, columns + 1)
        points[row, :, 0] = np.sin(angle) * ring
        points[row, :, 1] = np.sin(lift) * radius
        points[row, :, 2] = np.cos(angle) * ring
    mesh = surface(points)
    mesh.normals = mesh.positions / np.linalg.norm(mesh.positions, axis=1, keepdims=True)
    a, b, c = (mesh.positions[mesh.faces[:, k]] for k in range(3))
    wrong = (np.cross(b - a, c - a) * mesh.normals[mesh.faces[:, 0]]).sum(axis=1) < 0
    mesh.faces[wrong] = mesh.faces[wrong][:, ::-1]
    return mesh


def _slit_edge(radius: float, half_deg: float, side: float) -> Array:
    half_width = radius * np.sin(np.radians(half_deg))
    lift = np.radians(np.linspace(14.0, 82.0, 18))
    ring = radius * np.cos(lift)
    gap = np.arcsin(np.clip(half_width / ring, 0, 1))
    return np.stack([side * np.sin(gap) * ring, np.sin(lift) * radius, np.cos(gap) * ring], axis=1)


def telescope_tube() -> Node:
    """The great refractor inside, about its pivot, pointing along +Z."""
    node = Node("great_telescope")
    body = [
        (0.0, -1.3),
        (0.16, -1.3),
        (0.17, -1.22),
        (0.17, -0.6),
        (0.21, -0.55),
        (0.21, -0.45),
        (0.2, -0.4),
        (0.27, 1.6),
        (0.3, 1.63),
        (0.3, 2.1),
        (0.27, 2.12),
        (0.26, 2.0),
        (0.25, 1.95),
        (0.0, 1.95),
    ]
    tube_mesh = lathe(rounded_profile(body, 0.02), 28).turned(0, pitch_deg=90)
    node.add(tube_mesh, library.brass())
    for z in (-0.5, 0.3, 1.0):
        node.add(
            lathe(rounded_profile([(0.2, -0.04), (0.29, -0.04), (0.29, 0.04), (0.2, 0.04)], 0.01), 28)
            .turned(0, pitch_deg=90)
            .moved(z=z),
            library.dark_brass(),
        )
    node.add(lathe([(0.25, 0.0), (0.0, 0.03)], 28).turned(0, pitch_deg=90).moved(z=1.97), library.lens())
    finder = lathe(
        rounded_profile([(0.0, -0.5), (0.05, -0.5), (0.05, 0.7), (0.07, 0.75), (0.07, 0.95), (0.0, 0.95)], 0.01), 14
    )
    node.add(finder.turned(0, pitch_deg=90).moved(0.0, 0.33, 0.2), library.dark_brass())
    return node


def dome() -> list[Node]:
    """The building about its own centre, floor at y = 0."""
    drum, roof = Node("drum"), Node("dome")
    wall, stone, copper = library.courses(), library.stone(), library.copper()
    radius = DOME_RADIUS
    rows = np.linspace(0.0, DRUM_HEIGHT, 12)
    drum.add(lathe(np.stack([np.full(12, radius), rows], axis=1), 64), wall)
    plinth = rounded_profile([(radius + 0.15, 0.0), (radius + 0.15, 0.42), (radius + 0.05, 0.52), (radius, 0.55)], 0.02)
    drum.add(lathe(plinth, 64), stone)
    y = DRUM_HEIGHT
    cornice = [
        (radius, y - 0.5),
        (radius + 0.05, y - 0.45),
        (radius + 0.05, y - 0.2),
        (radius + 0.2, y - 0.08),
        (radius + 0.25, y + 0.06),
        (radius + 0.2, y + 0.12),
        (radius - 0.1, y + 0.14),
    ]
    drum.add(lathe(rounded_profile(cornice, 0.02), 64), stone)
    for index in range(12):
        angle = 15.0 + index * 30.0
        if abs((angle - DOOR_DEG + 180) % 360 - 180) < 14.0:
            continue
        flat = block(0.34, y - 0.75, 0.12, 0.02).moved(0, 0.5, radius + 0.02)
        drum.add(flat.turned(angle), stone)
        if index % 2 == 0:
            pane = extrude(arch_outline(0.5, 0.95), 0.04, 0.01).moved(0, 1.25, radius - 0.005)
            drum.add(pane.turned(angle + 15.0), library.window_glow())
            rim = tube(np.pad(arch_outline(0.5, 0.95), ((0, 0), (0, 1))) + (0, 1.25, radius + 0.01), 0.045, 8)
            drum.add(rim.turned(angle + 15.0), stone)
            for bar in (
                box((0.03, 0.95, 0.03), 0.005).moved(0, 1.72, radius + 0.02),
                box((0.5, 0.03, 0.03), 0.005).moved(0, 1.75, radius + 0.02),
            ):
                drum.add(bar.turned(angle + 15.0), library.iron())
    door(drum)
    base = rounded_profile(
        [(radius + 0.12, 0.0), (radius + 0.14, 0.05), (radius + 0.14, 0.22), (radius + 0.04, 0.28)], 0.02
    )
    roof.add(lathe(base, 64).moved(y=y + 0.14), library.dark_brass())
    shell_radius = radius + 0.04
    shell = _shell(shell_radius, 9.5)
    inner = _shell(shell_radius - 0.07, 9.5).flipped()
    lift = y + 0.40
    roof.add(shell.moved(y=lift), copper)
    roof.add(
        inner.moved(y=lift),
        Material("lit lining", None, colour=(0.30, 0.18, 0.08), roughness=0.9, emissive=(0.12, 0.05, 0.012)),
    )
    for side in (-1.0, 1.0):
        edge = _slit_edge(shell_radius + 0.02, 9.5, side)
        roof.add(tube(edge, 0.055, 8).moved(y=lift), library.dark_brass())
    for index in range(1, 12):
        angle = np.radians(index * 30.0)
        rise = np.radians(np.linspace(0, 86, 14))
        rib = np.stack([np.sin(angle) * np.cos(rise), np.sin(rise), np.cos(angle) * np.cos(rise)], axis=1) * (
            shell_radius + 0.005
        )
        roof.add(tube(rib, 0.028, 6).moved(y=lift), copper)
    knob = lathe(
        curve(
            [
                (0.3, 0.0),
                (0.26, 0.07),
                (0.1, 0.12),
                (0.07, 0.2),
                (0.16, 0.3),
                (0.12, 0.42),
                (0.04, 0.5),
                (0.025, 0.85),
                (0.0, 0.95),
            ],
            3,
        ),
        20,
        crease_deg=181,
    )
    roof.add(knob.moved(0, lift + shell_radius - 0.04, -0.35), copper)
    scope = telescope_tube()
    aimed = [(mesh.turned(0, pitch_deg=-47.0).moved(0, lift + 0.25, 0.35), material) for mesh, material in scope.parts]
    roof.parts = [(mesh.turned(SLIT_DEG), material) for mesh, material in roof.parts + aimed]
    bake([drum], 0.08, 1.0, darkest=0.3, others=[mesh for mesh, _ in roof.parts], floor=0.0)
    return [drum, roof]


def door(drum: Node) -> None:
    """The arched door with a lit fanlight, a step and a lantern."""
    radius = DOME_RADIUS
    turn = DOOR_DEG
    z = radius - 0.02
    surround = extrude(arch_outline(1.45, 2.5), 0.3, 0.03).moved(0, 0, z)
    drum.add(surround.turned(turn), library.stone())
    leaf = extrude([(-0.5, 0.0), (0.5, 0.0), (0.5, 1.62), (-0.5, 1.62)], 0.08, 0.01).moved(0, 0.08, z + 0.15)
    drum.add(leaf.turned(turn), library.dark_wood())
    for x in (-0.25, 0.25):
        for low, high in ((0.25, 0.85), (0.95, 1.55)):
            panel = box((0.34, high - low, 0.06), 0.025).moved(x, (low + high) / 2 + 0.02, z + 0.19)
            drum.add(panel.turned(turn), library.dark_wood())
    fan = arch_outline(1.0, 0.62)
    drum.add(extrude(fan, 0.05, 0.01).moved(0, 1.74, z + 0.14).turned(turn), library.window_glow())
    for degrees in (45, 90, 135):
        a = np.radians(degrees)
        bar = tube([(0, 1.76, z + 0.18), (0.48 * np.cos(a), 1.84 + 0.48 * np.sin(a), z + 0.18)], 0.016, 6)
        drum.add(bar.turned(turn), library.iron())
    drum.add(sphere(0.04, 12, 8).moved(0.4, 1.05, z + 0.23).turned(turn), library.brass())
    drum.add(block(1.7, 0.1, 0.75, 0.02).moved(0, 0, z + 0.35).turned(turn), library.stone())
