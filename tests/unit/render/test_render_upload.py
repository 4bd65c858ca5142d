"""What a frame brings onto the card while a large scene arrives."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from vr_app.app.bench.render_scenes import prism
from vr_app.render.egl_context import EglContext
from vr_app.render.frame_loop import UPLOAD_BYTES
from vr_app.render.gl import GL
from vr_app.render.gpu_scene import CHUNK_BYTES
from vr_app.render.quality import LOW
from vr_app.render.renderer import Renderer
from vr_app.render.targets import OffscreenTarget
from vr_app.render.warm_up import warmed
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.material import Image, Material, TextureUse
from vr_app.scene.mesh import Mesh, build_primitive
from vr_app.scene.node import build_nodes
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity

SIDE = 64


def large_scene() -> Scene:
    """Pictures of 22 MB, a mesh of 8 MB, two hundred small things."""
    levels = tuple(np.full((1024 >> n, 1024 >> n, 4), 200, np.uint8) for n in range(11))
    images = tuple(Image(f"picture {n}", levels, srgb=True) for n in range(4))
    materials = tuple(Material(f"m{n}", base_colour_texture=TextureUse(n)) for n in range(4))
    random = np.random.default_rng(1)
    corners = random.uniform(-1, 1, (90_000, 3)).astype(np.float32)
    meshes = (
        Mesh("dense", (build_primitive(corners, np.arange(90_000), material=0, uv0=corners[:, :2]),)),
        *(prism(n, n % 4) for n in range(8)),
    )
    which = np.concatenate([[0], 1 + np.arange(200) % 8])
    nodes = build_nodes([""] * 201, [-1] * 201, translation=random.uniform(-3, 3, (201, 3)) - [0, 0, 6], mesh=which)
    return Scene("large", nodes, meshes, materials, images)


def test_a_renderer_that_has_warmed_up_draws_the_same(context: EglContext) -> None:
    scene, pictures = large_scene(), []
    for prepare in (lambda renderer: renderer, warmed):
        renderer, target = prepare(Renderer(LOW)), OffscreenTarget(SIDE, SIDE)
        while not renderer.upload(scene, 1 << 26):
            pass
        local = LocalPose.at_rest(scene.nodes)
        view = target.view(identity(), symmetric_fov(1.0, SIDE, SIDE))
        renderer.draw(scene, world_matrices(scene.nodes, local), local.weights, [view], identity(), 0.0)
        pictures.append(target.read())
        target.close()
        renderer.close()
    assert np.array_equal(*pictures)
    assert pictures[0].std() > 10, "something is to be seen"


def test_no_frame_brings_more_than_its_budget_while_a_scene_arrives(
    context: EglContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought = [0]
    send_part, send_picture = GL.glNamedBufferSubData, GL.glTextureSubImage3D

    def part(buffer: int, offset: int, size: int, data: Any) -> None:
        brought[0] += size
        send_part(buffer, offset, size, data)

    def picture(*arguments: Any) -> None:
        brought[0] += 4 * int(np.prod(arguments[5:8]))
        send_picture(*arguments)

    scene, renderer, target = large_scene(), Renderer(LOW), OffscreenTarget(SIDE, SIDE)
    monkeypatch.setattr(GL, "glNamedBufferSubData", part)
    monkeypatch.setattr(GL, "glTextureSubImage3D", picture)
    local = LocalPose.at_rest(scene.nodes)
    world = world_matrices(scene.nodes, local)
    frames, pictures, complete = [], [], False
    while not complete:
        brought[0] = 0
        complete = renderer.upload(scene, UPLOAD_BYTES)
        view = target.view(identity(), symmetric_fov(1.0, SIDE, SIDE))
        renderer.draw(scene, world, local.weights, [view], identity(), 0.0)
        frames.append(brought[0])
        pictures.append(target.read())
    target.close()
    renderer.close()
    assert max(frames) <= UPLOAD_BYTES + CHUNK_BYTES
    assert sum(frames) > 28 << 20, "all of it came"
    assert len(frames) >= sum(frames) // (UPLOAD_BYTES + CHUNK_BYTES)
    assert min(int(seen[..., :3].max()) for seen in pictures) > 0, "no frame is black"
