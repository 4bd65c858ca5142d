"""A controller's own model in pieces: what stays is one, what moves follows the runtime's poses."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.scene.controller_look import ControllerLook
from vr_app.scene.material import Image, Material, TextureUse
from vr_app.scene.mesh import Mesh, build_primitive
from vr_app.scene.node import build_nodes
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity, translation

CORNERS = [(0, 0, 0), (0.01, 0, 0), (0, 0.01, 0)]
RED_GREEN = np.array([[[255, 0, 0, 255], [0, 255, 0, 255]]], np.uint8)


def scene(**changes: object) -> Scene:
    """body / trigger (2 cm ahead) / tip (1 cm further); body's mesh, trigger's and tip's."""
    nodes = build_nodes(
        ("root", "body", "trigger", "tip"),
        (-1, 0, 0, 2),
        translation=[(0, 0.1, 0), (0, 0, 0), (0, 0, -0.02), (0, 0, -0.01)],
        mesh=[-1, 0, 1, 1],
    )
    flat = build_primitive(CORNERS, [0, 1, 2], material=0)
    pictured = build_primitive(CORNERS, [0, 1, 2], material=1, uv0=[(0, 0), (1, 0), (0, 1)])
    return Scene(
        "controller",
        nodes,
        (Mesh("body", (flat, flat)), Mesh("key", (pictured,))),
        (
            Material("grey", base_colour=(0.2, 0.2, 0.2, 1.0)),
            Material("print", base_colour_texture=TextureUse(0)),
        ),
        (Image("print", (RED_GREEN,)),),
    )


def test_what_stays_is_one_piece_where_it_rests() -> None:
    body, *_ = ControllerLook(scene(), ()).models(translation((1, 0, 0)), {})
    assert len(body.mesh.indices) == 6
    at = body.mesh.vertices["position"] @ body.pose[:3, :3].T + body.pose[:3, 3]
    assert at.min(axis=0) == pytest.approx((1.0, 0.1, 0.0))
    assert body.levels is not None and [level.shape for level in body.levels] == [(2, 2, 4), (1, 1, 4)]
    assert all(110 < level[0, 0, 0] < 140 for level in body.levels)


def test_what_moves_takes_along_what_hangs_on_it() -> None:
    look = ControllerLook(scene(), ("trigger", "tip", "no such node"))
    body, trigger, tip = look.models(identity(), {})
    assert trigger.pose[:3, 3] == pytest.approx((0, 0.1, -0.02))
    assert tip.pose[:3, 3] == pytest.approx((0, 0.1, -0.03))
    assert tip.mesh.vertices["colour"][1, 0] == 1.0 and tip.levels is trigger.levels
    body, trigger, tip = look.models(identity(), {"trigger": translation((0, -0.005, -0.02))})
    assert body.pose == pytest.approx(identity())
    assert tip.pose[:3, 3] == pytest.approx((0, 0.095, -0.03))
    again = look.models(identity(), {})
    assert all(a.mesh is b.mesh for a, b in zip(again, (body, trigger, tip), strict=True)), "sent to the card once"


def test_hidden_parts_hide_what_hangs_on_them() -> None:
    look = ControllerLook(scene(), ("trigger", "tip"))
    assert len(look.models(identity(), {}, {"tip"})) == 2
    assert len(look.models(identity(), {}, {"trigger"})) == 1


def test_a_mirrored_part_shows_its_front() -> None:
    mirrored = scene()
    nodes = mirrored.nodes
    nodes.scale[1] = (-1, 1, 1)
    (body, *_) = ControllerLook(mirrored, ()).models(identity(), {})
    at = body.mesh.vertices["position"][body.mesh.indices[:3]]
    assert np.cross(at[1] - at[0], at[2] - at[0])[2] > 0
    assert body.mesh.vertices["normal"][0, 2] == pytest.approx(1.0)
