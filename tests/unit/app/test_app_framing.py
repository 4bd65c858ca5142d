"""A bare model is seen whole, from its broad side, at a size that suits the renderer."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vr_app.app.framing import FOV_DEG, framed, rescaled, shown_corners
from vr_app.app.still_picture import picture_of
from vr_app.scene.animation import Animation, Track, moment
from vr_app.scene.light import Light
from vr_app.scene.mesh import Mesh, Morph, build_primitive
from vr_app.scene.node import build_nodes
from vr_app.scene.pose import LocalPose
from vr_app.scene.scene import Scene

TRIANGLE = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]], np.float32)


def scene_of(points: np.ndarray, **more: object) -> Scene:
    primitive = build_primitive(points, [0, 1, 2])
    return Scene("a", build_nodes(["a"], [-1], mesh=[0]), (Mesh("a", (primitive,)),), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("aspect", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("size", [(1, 1, 1), (5, 0.01, 4), (1, 8, 1), (0.0, 3, 3)])
def test_all_corners_are_in_the_picture_and_fill_it(aspect: float, size: tuple[float, ...]) -> None:
    corners = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)]) * size + [10, -3, 2]
    pose = framed(corners, aspect).astype(np.float64)
    seen = (corners - pose[:3, 3]) @ pose[:3, :3]
    slope = math.tan(math.radians(FOV_DEG) / 2)
    across = np.abs(seen[:, 0] / -seen[:, 2]) / (slope * aspect)
    up = np.abs(seen[:, 1] / -seen[:, 2]) / slope
    assert (seen[:, 2] < 0).all()
    assert 0.85 < max(across.max(), up.max()) < 1.0


def test_a_flat_floor_is_seen_from_above() -> None:
    corners = np.array([[-1, 0, -1], [1, 0, 1]], np.float64)
    assert framed(corners, 1.0)[1, 3] > 1.0


def test_a_morph_that_is_on_is_inside() -> None:
    morph = Morph(np.full((1, 3, 3), 5.0, np.float32), np.zeros((0, 0, 0), np.float32))
    primitive = build_primitive(TRIANGLE, [0, 1, 2], morph=morph)
    nodes = build_nodes(["a"], [-1], mesh=[0], weight_count=[1])
    scene, local = Scene("a", nodes, (Mesh("a", (primitive,)),)), LocalPose.at_rest(nodes)
    assert shown_corners(scene, local).max() == 1
    local.weights[0] = 1
    assert shown_corners(scene, local).max() == 6


@pytest.mark.parametrize("factor", [1e-4, 1e4])
def test_tiny_and_huge_models_are_brought_to_a_metre_with_their_light(factor: float) -> None:
    scene = replace(scene_of(TRIANGLE * np.float32(factor)), lights=(Light("point", 0, intensity=factor**2),))
    shown = rescaled(scene)
    corners = shown_corners(shown, LocalPose.at_rest(shown.nodes))
    assert np.linalg.norm(np.ptp(corners, axis=0)) == pytest.approx(2.0, rel=1e-3)
    assert shown.lights[0].intensity == pytest.approx(2.0, rel=1e-3), "1 cd at a metre stays as bright"
    assert rescaled(scene_of(TRIANGLE)) is not shown


def test_a_clip_repeats_but_ends_at_its_end() -> None:
    track = Track("scale", "STEP", np.array([0, 2], np.float32), np.zeros(1, np.int32), np.ones((2, 1, 3), np.float32))
    clip = Animation("a", (track,))
    assert [moment(clip, t) for t in (0.0, 2.0, 2.5, -0.5)] == [0.0, 2.0, 0.5, 1.5]


def test_both_eyes_are_two_pictures_side_by_side(tmp_path: Path) -> None:
    model = tmp_path / "a.gltf"
    model.write_text(
        '{"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],"meshes":[{"primitives":'
        '[{"attributes":{"POSITION":0}}]}],"accessors":[{"bufferView":0,"componentType":5126,"count":3,"type":"VEC3"}],'
        '"bufferViews":[{"buffer":0,"byteLength":36}],"buffers":[{"byteLength":36,"uri":"data:application/octet-stream;'
        'base64,AAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAAAAAAAAgD8AAAAA"}]}'
    )
    out = tmp_path / "a.png"
    picture_of(model, out, size=(64, 48), camera=None, shot=None, time_s=0.0, high=False, eye="both")
    pixels = np.asarray(Image.open(out).convert("RGB")).astype(int)
    assert pixels.shape == (48, 128, 3)
    left, right = pixels[:, :64], pixels[:, 64:]
    assert 0 < np.abs(left - right).max(axis=2).astype(bool).mean() < 0.2
    bright_left, bright_right = (np.argwhere(half.sum(axis=2) > 450)[:, 1].mean() for half in (left, right))
    assert bright_left > bright_right, "what is near stands further right for the left eye"
