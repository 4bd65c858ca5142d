"""Memory that is made ready before a driver takes it."""

from __future__ import annotations

import ctypes
import sys
import time
from typing import Any

import numpy as np
import pytest

from vr_app.render.egl_context import EglContext
from vr_app.render.quality import LOW
from vr_app.render.ready_memory import ReadyMemory
from vr_app.render.renderer import Renderer
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.draw_plan import plan_drawing
from vr_app.scene.material import Image, Material, TextureUse
from vr_app.scene.mesh import Mesh, build_primitive
from vr_app.scene.node import build_nodes
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity

LARGE, SMALL = 12 << 20, 1 << 10
PATIENCE_S = 20.0


def faults_of_writing(size: int) -> int:
    """Pages that the system had to find for a new piece of memory."""
    resource: Any = pytest.importorskip("resource")
    library = ctypes.CDLL(None)
    library.malloc.restype, library.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
    library.free.argtypes = [ctypes.c_void_p]
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    address = library.malloc(size)
    ctypes.memset(address, 0, size)
    after = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    library.free(address)
    return after - before


def wait_for(memory: ReadyMemory) -> None:
    deadline_s = time.monotonic() + PATIENCE_S
    while not memory.all_ready:
        assert time.monotonic() < deadline_s
        time.sleep(0.001)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the GNU C library's memory is made ready")
def test_what_was_made_ready_is_not_new_when_it_is_taken(context: EglContext) -> None:
    memory = ReadyMemory()
    if not memory.useful:
        pytest.skip("a card draws here")
    memory.want([LARGE, SMALL, 2 * LARGE])
    wait_for(memory)
    for size in (LARGE, SMALL, 2 * LARGE):
        assert memory.ready
        memory.give()
        assert faults_of_writing(size) < 64 + size // 4096 // 20
    assert memory.ready and memory.all_ready


def test_nothing_is_wanted_where_nothing_comes(context: EglContext) -> None:
    memory = ReadyMemory()
    assert memory.ready and memory.all_ready
    memory.give()
    memory.want([SMALL, 0])
    assert memory.all_ready
    memory.give_all()


def pictured_scene() -> Scene:
    """One thing before the eye, with a picture of 5 MB."""
    random = np.random.default_rng(3)
    levels = tuple(random.integers(0, 255, (1024 >> n, 1024 >> n, 4), np.uint8) for n in range(11))
    images, materials = (Image("", levels, srgb=True),), (Material("", base_colour_texture=TextureUse(0)),)
    corners = np.array([(-1, -1, -2), (1, -1, -2), (0, 1, -2)], np.float32)
    meshes = (Mesh("", (build_primitive(corners, (0, 1, 2), material=0, uv0=corners[:, :2]),)),)
    nodes = build_nodes([""], [-1], mesh=[0])
    return Scene("", nodes, meshes, materials, images, plan=plan_drawing(nodes, meshes, materials, (), None, images))


def test_a_scene_whose_memory_is_made_ready_is_drawn_the_same(context: EglContext) -> None:
    scene, pictures = pictured_scene(), []
    for ahead in (False, True):
        renderer, target = Renderer(LOW, memory_ahead=ahead), OffscreenTarget(48, 48)
        deadline_s = time.monotonic() + PATIENCE_S
        while not renderer.expect(scene) or not renderer.upload(scene, 1 << 20):
            assert time.monotonic() < deadline_s
        local = LocalPose.at_rest(scene.nodes)
        view = target.view(identity(), symmetric_fov(1.0, 48, 48))
        renderer.draw(scene, world_matrices(scene.nodes, local), local.weights, [view], identity(), 0.0)
        pictures.append(target.read())
        target.close()
        renderer.close()
    assert np.array_equal(*pictures)
    assert pictures[0].std() > 10, "something is to be seen"
