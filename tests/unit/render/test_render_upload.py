"""What a frame brings onto the card while a large scene arrives."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from vr_app.app.bench.gl_objects import gl_objects
from vr_app.app.bench.render_scenes import prism
from vr_app.loading.pictures import mip_levels
from vr_app.render.egl_context import EglContext
from vr_app.render.frame_loop import UPLOAD_BYTES
from vr_app.render.gl import GL
from vr_app.render.gpu_scene import CHUNK_BYTES, GpuScene, stretches
from vr_app.render.quality import LOW
from vr_app.render.renderer import Renderer
from vr_app.render.targets import OffscreenTarget
from vr_app.render.warm_up import warmed
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.environment import Environment
from vr_app.scene.material import Image, Material, TextureUse
from vr_app.scene.mesh import Mesh, build_primitive
from vr_app.scene.node import build_nodes
from vr_app.scene.overlay import Label, Overlay
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


@pytest.mark.parametrize("seed", range(5))
def test_copies_that_follow_one_another_are_one(seed: int) -> None:
    random = np.random.default_rng(seed)
    counts = random.integers(0, 5, 40)
    kept = random.random(40) < 0.8
    sources = np.cumsum(counts) - counts
    if seed % 2:
        sources = random.permutation(200 * np.arange(40))
    targets = (np.cumsum(counts * kept) - counts * kept)[kept]
    data = np.arange(1, 200 * 41)
    expected = np.concatenate([data[first : first + n] for first, n in zip(sources[kept], counts[kept], strict=True)])
    copied, copies = np.zeros(len(expected), np.int64), stretches(sources[kept], targets, counts[kept])
    for source, target, count in copies:
        copied[target : target + count] = data[source : source + count]
    assert np.array_equal(copied, expected)
    for (source, target, count), (later, after, _) in pairwise(copies):
        assert target + count == after and source + count != later, "no two could have been one"
    assert stretches(sources[:0], targets[:0], counts[:0]) == []


def test_a_scene_that_was_left_goes_a_texture_a_frame_and_whole(
    context: EglContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    renderer, target = Renderer(LOW), OffscreenTarget(SIDE, SIDE)
    view = target.view(identity(), symmetric_fov(1.0, SIDE, SIDE))
    gone, delete = [0], GL.glDeleteTextures

    def noting(count: int, names: Any) -> None:
        gone[0] += count
        delete(count, names)

    monkeypatch.setattr(GL, "glDeleteTextures", noting)
    counts, most = [], 0
    for scene in (large_scene(), large_scene(), large_scene()):  # in memory of their own each: nothing is shared
        local = LocalPose.at_rest(scene.nodes)
        world = world_matrices(scene.nodes, local)
        for _ in range(40):
            gone[0] = 0
            renderer.upload(scene, UPLOAD_BYTES)
            renderer.draw(scene, world, local.weights, [view], identity(), 0.0)
            most = max(most, gone[0])
        counts.append(gl_objects())
    assert most == 1
    assert counts[0] == counts[1] == counts[2]
    renderer.upload(large_scene(), 0)
    renderer.close()
    target.close()
    assert gl_objects()["texture"] == 0 and gl_objects()["buffer"] == 0


def test_what_is_mirrored_stays_while_more_of_the_place_comes(context: EglContext) -> None:
    red = Material("red", emissive=(3.0, 0.0, 0.0))
    wall = build_primitive(((-4, -4, -2), (4, -4, -2), (0, 6, -2)), (0, 1, 2))
    environment = Environment(mirrored=True)
    first = Scene("a", build_nodes(["wall"], [-1], mesh=[0]), (Mesh("", (wall,)),), (red,), environment=environment)
    more = replace(first, nodes=build_nodes(["wall", "wall"], [-1, -1], mesh=[0, 0]))
    renderer, target = Renderer(LOW), OffscreenTarget(SIDE, SIDE)
    view = target.view(identity(), symmetric_fov(1.0, SIDE, SIDE))

    def drawn(scene: Scene) -> Any:
        renderer.upload(scene, UPLOAD_BYTES)
        local = LocalPose.at_rest(scene.nodes)
        renderer.draw(scene, world_matrices(scene.nodes, local), local.weights, [view], identity(), 0.0)
        return renderer._sky.maps.read(0)

    bare = drawn(first)
    while not renderer.settled:
        seen = drawn(first)
    assert np.abs(seen - bare).max() > 0.1, "the wall is mirrored"
    assert np.array_equal(drawn(more), seen)
    assert not renderer.settled, "it will be looked at anew"
    elsewhere = replace(more, environment=replace(environment, exposure=2.0))
    assert np.allclose(drawn(elsewhere), bare), "under another sky nothing of it is left"
    renderer.close()
    target.close()


def test_names_come_onto_the_card_as_they_are(context: EglContext, monkeypatch: pytest.MonkeyPatch) -> None:
    """A driver that halves pictures itself may compile a program for it, in the middle of a frame."""
    renderer, target = warmed(Renderer(LOW)), OffscreenTarget(SIDE, SIDE)
    scene = Scene("", build_nodes(["root"], [-1]))
    local = LocalPose.at_rest(scene.nodes)
    view = target.view(identity(), symmetric_fov(1.0, SIDE, SIDE))
    renderer.upload(scene, UPLOAD_BYTES)
    renderer.draw(scene, world_matrices(scene.nodes, local), local.weights, [view], identity(), 0.0)

    def halved(*_: Any) -> None:
        raise AssertionError("something is worked out in a frame that could have been made aside")

    for name in ("glGenerateTextureMipmap", "glGenerateMipmap", "glCompileShader", "glLinkProgram"):
        monkeypatch.setattr(GL, name, halved)
    plates = [mip_levels(np.full((high, wide, 4), 150, np.uint8), srgb=True) for high, wide in ((64, 64), (786, 1240))]
    renderer.cover(Overlay(labels=tuple(Label(levels, (0.0, 0.0, -3.0), 1.0) for levels in plates)))
    renderer.draw(scene, world_matrices(scene.nodes, local), local.weights, [view], identity(), 0.0)
    assert target.read()[SIDE // 2 - 8, SIDE // 2, 0] > 100
    renderer.close()
    target.close()


def test_what_was_there_is_seen_all_the_while_more_of_the_place_comes(context: EglContext) -> None:
    red = Material("red", emissive=(3.0, 0.0, 0.0), base_colour=(0.0, 0.0, 0.0, 1.0))
    wall = Mesh("", (build_primitive(((-9, -9, -2), (9, -9, -2), (0, 9, -2)), (0, 1, 2)),))
    first = Scene("a", build_nodes(["wall"], [-1], mesh=[0]), (wall,), (red,))
    others = tuple(prism(n, 0) for n in range(4))
    nodes = build_nodes([""] * 5, [-1] * 5, translation=[(0, 0, 9)] * 4 + [(0, 0, 0)], mesh=range(5))
    more = replace(first, nodes=nodes, meshes=(*others, wall))
    renderer, target = Renderer(LOW), OffscreenTarget(SIDE, SIDE)
    view = target.view(identity(), symmetric_fov(1.0, SIDE, SIDE))
    seen = []
    for scene, frames in ((first, 20), (more, 20)):
        local = LocalPose.at_rest(scene.nodes)
        for _ in range(frames):
            complete = renderer.upload(scene, 1)
            renderer.draw(scene, world_matrices(scene.nodes, local), local.weights, [view], identity(), 0.0)
            seen.append(target.read()[SIDE // 2, SIDE // 2])
    assert complete
    assert all(np.array_equal(pixel, seen[19]) for pixel in seen[20:]) and seen[19][0] > 200
    renderer.close()
    target.close()


def test_what_is_taken_over_waits_for_its_pictures(context: EglContext) -> None:
    """A surface whose picture is not there yet would be black."""
    first = large_scene()
    plain, bare = build_primitive(((0, 0, 0), (1, 0, 0), (0, 1, 0)), (0, 1, 2), material=4), Material("plain")
    first = replace(first, meshes=(*first.meshes, Mesh("plain", (plain,))), materials=(*first.materials, bare))
    first = replace(first, nodes=build_nodes([""] * 10, [-1] * 10, mesh=range(10)))
    before = GpuScene(first, LOW)
    while not before.upload(1 << 26):
        pass
    alike = GpuScene(replace(first, nodes=build_nodes([""] * 11, [-1] * 11, mesh=[*range(10), 9])), LOW, before)
    assert alike.on_card.all() and alike.upload(1 << 26)
    more = replace(alike.scene, images=(*first.images, replace(first.images[0], levels=large_scene().images[0].levels)))
    materials = (*more.materials, Material("another", base_colour_texture=TextureUse(4)))
    mesh = Mesh("another", (replace(plain, material=5),))
    more = replace(more, materials=materials, meshes=(*more.meshes, mesh))
    more = replace(more, nodes=build_nodes([""] * 11, [-1] * 11, mesh=range(11)))
    gpu = GpuScene(more, LOW, alike)
    names = [more.materials[primitive.material].name for primitive in gpu.plan.primitive_list]
    assert [name for name, there in zip(names, gpu.on_card, strict=True) if there] == ["plain"]
    assert gpu.upload(1 << 27) and gpu.on_card.all() and gpu.primitives_ready == len(names)
    for scene in (before, alike, gpu):
        scene.close()
