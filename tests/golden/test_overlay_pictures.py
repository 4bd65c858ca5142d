"""What is drawn over a scene for the wearer, looked at pixel by pixel: the dip to dark, words, rays, the real room."""

from __future__ import annotations

import ctypes
import math

import numpy as np
import numpy.typing as npt
import pytest
from golden_renderers import shared_renderer

from vr_app.render.egl_context import EglContext
from vr_app.render.framebuffers import make_framebuffer
from vr_app.render.gl import GL
from vr_app.render.quality import LOW
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.environment import Environment, Sky, Sun
from vr_app.scene.material import Material
from vr_app.scene.mesh import Mesh, build_primitive
from vr_app.scene.node import build_nodes
from vr_app.scene.overlay import Label, Overlay, OverlayModel
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.shapes import ring, tube
from vr_app.scene.transform import identity, translation

pytestmark = pytest.mark.gl

WIDE, HIGH = 96, 72
LIT = Environment(
    sky=Sky(kind="interior", zenith=(0.6,) * 3, horizon=(0.6,) * 3, ground=(0.6,) * 3), sun=Sun(illuminance=0)
)
WALL = build_primitive(
    [(-0.5, -0.5, -3), (0.5, -0.5, -3), (0.5, 0.5, -3), (-0.5, 0.5, -3)], [0, 1, 2, 0, 2, 3], material=0
)
SCENE = Scene(
    "wall",
    build_nodes(("wall",), (-1,), mesh=[0]),
    (Mesh("wall", (WALL,)),),
    (Material("red", base_colour=(0.8, 0.1, 0.1, 1.0), metallic=0.0, roughness=1.0),),
    environment=LIT,
)
RED = (1.0, 0.0, 0.0, 1.0)


def seen(overlay: Overlay | None, world_from_tracking: npt.NDArray[np.float32] | None = None) -> npt.NDArray[np.uint8]:
    """The picture as RGBA, top row first."""
    renderer = shared_renderer(LOW)
    target = OffscreenTarget(WIDE, HIGH)
    while not renderer.upload(SCENE, 1 << 30):
        pass
    local = LocalPose.at_rest(SCENE.nodes)
    view = target.view(identity(), symmetric_fov(math.radians(60), WIDE, HIGH))
    place = identity() if world_from_tracking is None else world_from_tracking
    renderer.cover(overlay)
    renderer.draw(SCENE, world_matrices(SCENE.nodes, local), local.weights, [view], place, 0.0)
    renderer.cover(None)
    framebuffer = make_framebuffer()
    GL.glNamedFramebufferTexture(framebuffer, GL.GL_COLOR_ATTACHMENT0, target.texture, 0)
    GL.glBindFramebuffer(GL.GL_READ_FRAMEBUFFER, framebuffer)
    pixels = np.empty((HIGH, WIDE, 4), np.uint8)
    GL.glPixelStorei(GL.GL_PACK_ALIGNMENT, 1)
    GL.glReadPixels(0, 0, WIDE, HIGH, GL.GL_RGBA, GL.GL_UNSIGNED_BYTE, ctypes.c_void_p(pixels.ctypes.data))
    GL.glBindFramebuffer(GL.GL_READ_FRAMEBUFFER, 0)
    GL.glDeleteFramebuffers(1, np.array([framebuffer], np.uint32))
    target.close()
    return pixels[::-1]


MIDDLE, CORNER = (HIGH // 2, WIDE // 2), (3, 3)


def test_an_empty_overlay_changes_nothing(graphics: EglContext) -> None:
    np.testing.assert_array_equal(seen(Overlay()), seen(None))


def test_the_dip_to_dark_darkens_everything_evenly(graphics: EglContext) -> None:
    clear, dark = seen(None), seen(Overlay(dark=1.0))
    assert clear[MIDDLE][0] > 60 and dark[..., :3].max() == 0
    half = seen(Overlay(dark=0.5))
    assert 0 < half[MIDDLE][0] < clear[MIDDLE][0] and 0 < half[CORNER][1] < clear[CORNER][1]


def test_the_vignette_closes_the_rim_only(graphics: EglContext) -> None:
    clear, narrow = seen(None), seen(Overlay(vignette=1.0))
    np.testing.assert_array_equal(narrow[MIDDLE], clear[MIDDLE])
    assert narrow[CORNER][:3].max() < clear[CORNER][:3].max() // 4


def test_rays_are_hidden_by_walls_and_what_is_in_front_never_is(graphics: EglContext) -> None:
    near = tube(np.array([(-0.2, 0, -2), (0.2, 0, -2)], np.float32), 0.05, (0.0, 1.0, 0.0, 1.0))
    far = tube(np.array([(-0.2, 0, -4), (0.2, 0, -4)], np.float32), 0.05, (0.0, 1.0, 0.0, 1.0))
    assert seen(Overlay(glass=near))[MIDDLE][1] > 200
    assert seen(Overlay(glass=far))[MIDDLE][1] < 120
    assert seen(Overlay(front=far))[MIDDLE][1] > 200


def test_words_face_the_viewer_the_right_way_round(graphics: EglContext) -> None:
    words = np.zeros((8, 16, 4), np.uint8)
    words[..., 3] = 255
    words[:4, :8, 0] = 255  # the upper left quarter is red
    picture = seen(Overlay(labels=(Label((words,), (0.0, -0.5, -2.0), 1.0),)))
    up, left = HIGH // 2 - 8, WIDE // 2 - 12
    assert picture[up, left][0] > 200 and picture[up, WIDE - left][0] < 60 and picture[HIGH - up, left][0] < 60
    dark = seen(Overlay(labels=(Label((words,), (0.0, -0.5, -2.0), 1.0, above=True),), dark=1.0))
    assert dark[up, left][0] > 200


def test_the_real_room_shows_where_nothing_is_drawn(graphics: EglContext) -> None:
    mixed = seen(Overlay(room="mixed"))
    assert tuple(mixed[CORNER]) == (0, 0, 0, 0) and mixed[MIDDLE][3] == 255 and mixed[MIDDLE][0] > 60
    shadow = ring((0.0, -0.8, -2.5), 0.0, 0.6, (0.0, 0.0, 0.0, 0.5), (0.0, 0.0, 0.0, 0.0))
    caught = seen(Overlay(room="mixed", glass=shadow))
    assert 60 < caught[HIGH - 14, WIDE // 2][3] < 200 and caught[HIGH - 14, WIDE // 2][:3].max() == 0


def test_glasses_that_add_light_get_more_of_it(graphics: EglContext) -> None:
    added, mixed = seen(Overlay(room="added")), seen(Overlay(room="mixed"))
    assert added[MIDDLE][0] > mixed[MIDDLE][0] + 20 and added[CORNER][:3].max() == 0


def test_a_giant_sees_a_model(graphics: EglContext) -> None:
    """A tracking space ten times as large as the scene: the wall ten times nearer is as large as before."""
    large = np.diag([10.0, 10.0, 10.0, 1.0]).astype(np.float32)
    back = translation((0.0, 0.0, 27.0))
    small = seen(None, (back @ large).astype(np.float32))
    plain = seen(None, back)
    np.testing.assert_array_equal(small, plain)


def test_a_model_keeps_its_shape_and_its_picture_and_goes_where_its_pose_is(graphics: EglContext) -> None:
    plate = ring((0, 0, 0), 0.0, 0.2, RED, RED)
    plate.vertices["position"] = plate.vertices["position"][:, [0, 2, 1]]  # upright, before the eye
    plate.vertices["normal"] = (0, 0, 1)
    plate.vertices["colour"] = (0.5, 0.5, 0, 0)
    blue = np.full((4, 4, 4), (20, 20, 250, 255), np.uint8)
    near = seen(Overlay(models=(OverlayModel(plate, (blue,), translation((0, 0, -2))),)))
    assert near[MIDDLE][2] > 100 and near[MIDDLE][0] < 60
    far = seen(Overlay(models=(OverlayModel(plate, (blue,), translation((0, 0, -4))),)))
    assert far[MIDDLE][0] > 100, "the wall hides it"
    aside = seen(Overlay(models=(OverlayModel(plate, (blue,), translation((-0.9, 0, -2))),)))
    assert aside[MIDDLE][0] > 100
    glass = blue * np.array([1, 1, 1, 0], np.uint8)
    clear = seen(Overlay(models=(OverlayModel(plate, (glass,), translation((0, 0, -2))),)))
    np.testing.assert_array_equal(clear, seen(None))
