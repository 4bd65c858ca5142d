"""One engine, one file: from the file to the first drawn picture, in a process of its own (`-m ... ENGINE FILE`).

Imports, contexts and the drawing of one plain thing come before the clock starts, for every engine, as they come
before the first file in a program; memory is the most the process has held.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from vr_app.app.bench.process_memory import peak_mb, resident_mb

SIDE = 64
Load = Callable[[Path, Callable[[str], None]], Any]
"""Loads a file and draws it; says when it is "loaded", and "drawn" where it does more after its first picture."""


def ours() -> Load:
    """Virgil."""
    from vr_app.app.screenless_context import screenless_context
    from vr_app.loading.scene_folder import load_scene
    from vr_app.render.quality import LOW
    from vr_app.render.renderer import Renderer
    from vr_app.render.targets import OffscreenTarget
    from vr_app.render.warm_up import warmed
    from vr_app.scene.camera import symmetric_fov
    from vr_app.scene.pose import LocalPose, world_matrices
    from vr_app.scene.transform import identity, look_at

    context = screenless_context()()
    context.make_current()
    renderer, target = warmed(Renderer(LOW, shadows_later=True)), OffscreenTarget(SIDE, SIDE)

    def load(path: Path, tell: Callable[[str], None]) -> Any:
        scene = load_scene(path)
        tell("loaded")
        while not renderer.upload(scene, 1 << 26):
            pass
        local = LocalPose.at_rest(scene.nodes)
        view = target.view(look_at((0, 6, 9), (0, 0, 0)), symmetric_fov(1.0, SIDE, SIDE))
        world = world_matrices(scene.nodes, local)
        renderer.draw(scene, world, local.weights, [view], identity(), 0.0)
        target.read()
        tell("drawn")
        while not renderer.settled:
            renderer.draw(scene, world, local.weights, [view], identity(), 0.0)
        renderer.draw(scene, world, local.weights, [view], identity(), 0.0)
        return target.read()

    return load


def panda3d() -> Load:
    """Panda3D, which reads the file with its own glTF loader where it has one, else with trimesh."""
    core = importlib.import_module("panda3d.core")
    trimesh = importlib.import_module("trimesh")
    core.loadPrcFileData("", "load-display p3headlessgl\naudio-library-name null")
    engine = core.GraphicsEngine.getGlobalPtr()
    pipe = core.GraphicsPipeSelection.getGlobalPtr().makeDefaultPipe()
    kind = core.FrameBufferProperties()
    kind.setRgbColor(True)
    kind.setDepthBits(24)
    size = core.WindowProperties.size(SIDE, SIDE)
    buffer = engine.makeOutput(pipe, "bench", 0, kind, size, core.GraphicsPipe.BFRefuseWindow)
    picture = core.Texture()
    buffer.addRenderTexture(picture, core.GraphicsOutput.RTMCopyRam)
    root = core.NodePath("root")
    camera = root.attachNewNode(core.Camera("camera"))
    buffer.makeDisplayRegion().setCamera(camera)
    plain = root.attachNewNode(core.CardMaker("plain").generate())
    plain.setPos(0, 5, 0)
    white = core.Texture()
    white.setup2dTexture(2, 2, core.Texture.TUnsignedByte, core.Texture.FRgb)
    white.setRamImage(bytes([255] * 12))
    plain.setTexture(white)
    engine.renderFrame()
    plain.removeNode()

    def load(path: Path, tell: Callable[[str], None]) -> Any:
        mesh = next(iter(trimesh.load(path).geometry.values()))
        tell("loaded")
        data = core.GeomVertexData("", core.GeomVertexFormat.getV3n3t2(), core.Geom.UHStatic)
        data.setNumRows(len(mesh.vertices))
        rows = np.concatenate([mesh.vertices, mesh.vertex_normals, mesh.visual.uv], axis=1)
        data.modifyArray(0).modifyHandle().copyDataFrom(np.ascontiguousarray(rows, np.float32))
        triangles = core.GeomTriangles(core.Geom.UHStatic)
        triangles.setIndexType(core.Geom.NTUint32)
        indices = triangles.modifyVertices()
        indices.uncleanSetNumRows(mesh.faces.size)
        indices.modifyHandle().copyDataFrom(np.ascontiguousarray(mesh.faces, np.uint32))
        geom = core.Geom(data)
        geom.addPrimitive(triangles)
        node = core.GeomNode("")
        node.addGeom(geom)
        thing = root.attachNewNode(node)
        image = mesh.visual.material.baseColorTexture.convert("RGB")
        texture = core.Texture()
        texture.setup2dTexture(image.width, image.height, core.Texture.TUnsignedByte, core.Texture.FRgb)
        texture.setRamImage(image.tobytes())
        thing.setTexture(texture)
        camera.setPos(0, 6, 9)
        camera.lookAt(0, 0, 0)
        engine.renderFrame()
        return bytes(picture.getRamImage())

    return load


def pygfx() -> Load:
    """pygfx, with its own glTF loader."""
    gfx = importlib.import_module("pygfx")
    offscreen = importlib.import_module("rendercanvas.offscreen")
    canvas = offscreen.OffscreenRenderCanvas(size=(SIDE, SIDE), pixel_ratio=1)
    renderer = gfx.WgpuRenderer(canvas)
    camera = gfx.PerspectiveCamera(57, 1, depth_range=(0.05, 1000))
    plain = gfx.Scene()
    plain.add(gfx.DirectionalLight(), gfx.Mesh(gfx.plane_geometry(1, 1), gfx.MeshStandardMaterial()))
    canvas.request_draw(lambda: renderer.render(plain, camera))
    canvas.draw()

    def load(path: Path, tell: Callable[[str], None]) -> Any:
        model = gfx.load_gltf(path, quiet=True)
        tell("loaded")
        scene = gfx.Scene()
        scene.add(gfx.AmbientLight(), gfx.DirectionalLight(), model.scene)
        camera.local.position = (0, 6, 9)
        camera.look_at((0, 0, 0))
        canvas.request_draw(lambda: renderer.render(scene, camera))
        return np.asarray(canvas.draw())

    return load


def trimesh() -> Load:
    """trimesh, which only loads."""
    library = importlib.import_module("trimesh")

    def load(path: Path, tell: Callable[[str], None]) -> Any:
        mesh = next(iter(library.load(path).geometry.values()))
        np.asarray(mesh.visual.material.baseColorTexture)  # it leaves the picture packed until it is asked for
        tell("loaded")
        return mesh

    return load


ENGINES: dict[str, Callable[[], Load]] = {"ours": ours, "panda3d": panda3d, "pygfx": pygfx, "trimesh": trimesh}


def main(engine: str, path: Path) -> None:
    """Prints one line of JSON."""
    load = ENGINES[engine]()
    before_mb = resident_mb(os.getpid()) or 0.0
    wall_s, cpu_s = time.monotonic(), time.process_time()
    took: dict[str, float] = {}

    def tell(milestone: str) -> None:
        if milestone == "loaded":
            took["loaded_cpu_s"] = time.process_time() - cpu_s
            took["loaded_more_mb"] = (peak_mb(os.getpid()) or 0.0) - before_mb
        else:
            took["wall_s"], took["cpu_s"] = time.monotonic() - wall_s, time.process_time() - cpu_s
            took["more_mb"] = (peak_mb(os.getpid()) or 0.0) - before_mb

    load(path, tell)
    if "cpu_s" in took:
        took["settled_cpu_s"] = time.process_time() - cpu_s
    else:
        tell("drawn")
    print(json.dumps(took))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
