"""The scenes of `bench render` drawn by other engines (extra `peers`): one eye, with real draws, as they do it best."""

from __future__ import annotations

import importlib
import importlib.util
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from vr_app.app.bench.figures import figures
from vr_app.app.bench.render_scenes import BenchScene
from vr_app.app.bench.sway import FOV_RAD, RATE_HZ, SIDE, swaying
from vr_app.kernel.errors import UserError
from vr_app.scene.mesh import Primitive
from vr_app.scene.pose import LocalPose, WorldMatrices

PEERS = ("panda3d", "pygfx")
FRAMES, WARM = 12, 3
MOST_NODES = 10_000
"""Larger scenes take the peers seconds a frame."""


def missing_peers(names: Sequence[str] = PEERS) -> list[str]:
    """Those that are not installed."""
    return [name for name in names if importlib.util.find_spec(name) is None]


def require_peers(names: Sequence[str] = PEERS) -> None:
    """Raises: UserError that says what to install."""
    missing = missing_peers(names)
    if missing:
        raise UserError(
            f"The engines to compare with are not installed: {', '.join(missing)}",
            remedy='Install the extra: pip install "virgil-vr[peers]".',
        )


Drawn = tuple[Callable[[float], None], Callable[[], object]]
"""Draws a scene at a moment, and lets go of it."""


class Peers:
    """The other engines; one that could not begin is not asked again."""

    def __init__(self) -> None:
        self._says: dict[str, str] = {}

    def measure(self, case: BenchScene) -> dict[str, Any]:
        """Milliseconds of processor time of the whole process per frame of each peer, or why there are none."""
        result: dict[str, Any] = {}
        for name, make in (("panda3d", _panda3d), ("pygfx", _pygfx)):
            if name not in self._says:
                try:
                    result[f"{name}_ms"] = figures(timed(*make(case)))
                    continue
                except (RuntimeError, OSError) as error:
                    self._says[name] = str(error).strip().splitlines()[0]
            result[f"{name}_says"] = self._says[name]
        return result


def timed(frame: Callable[[float], None], close: Callable[[], object]) -> list[float]:
    """Milliseconds a frame. Closed in the end: an engine draws all pictures it has, also those of earlier scenes."""
    try:
        for number in range(WARM):
            frame(number / RATE_HZ)
        samples = []
        for number in range(WARM, WARM + FRAMES):
            begun_s = time.process_time()
            frame(number / RATE_HZ)
            samples.append((time.process_time() - begun_s) * 1e3)
        return samples
    finally:
        close()


class _Places:
    """Where the nodes of a case are at a moment; only what moves is worked on."""

    def __init__(self, case: BenchScene) -> None:
        self._case = case
        self._local = LocalPose.at_rest(case.scene.nodes)
        plan = case.scene.plan
        self._matrices = WorldMatrices(case.scene.nodes, None if plan is None else np.flatnonzero(plan.dynamic_nodes))

    def at(self, time_s: float) -> tuple[np.ndarray, np.ndarray]:
        """All matrices, and the nodes whose matrix changed."""
        self._case.move(time_s, self._local, self._matrices)
        world = self._matrices.update(self._local)
        moved = self._matrices.take_moved()
        return world, np.arange(len(world)) if moved is None else moved


def _panda3d(case: BenchScene) -> Drawn:
    core = importlib.import_module("panda3d.core")
    core.loadPrcFileData("", "load-display p3headlessgl\nsync-video false\naudio-library-name null")
    engine = core.GraphicsEngine.getGlobalPtr()
    pipe = core.GraphicsPipeSelection.getGlobalPtr().makeDefaultPipe()
    size, kind = core.WindowProperties.size(SIDE, SIDE), core.FrameBufferProperties()
    kind.setRgbColor(True)
    kind.setDepthBits(24)
    buffer = engine.makeOutput(pipe, "bench", 0, kind, size, core.GraphicsPipe.BFRefuseWindow)
    if buffer is None:
        raise RuntimeError("Panda3D gets no picture to draw into")
    picture = core.Texture()
    buffer.addRenderTexture(picture, core.GraphicsOutput.RTMCopyRam)
    root = core.NodePath("root")
    sun = core.DirectionalLight("sun")
    light = root.attachNewNode(sun)
    light.setHpr(20, -50, 0)
    root.setLight(light)
    scene = case.scene
    geoms = {number: _panda_geom(core, mesh.primitives[0]) for number, mesh in enumerate(scene.meshes)}
    states = []
    for own in scene.materials:
        material = core.Material()
        material.setDiffuse(own.base_colour)
        states.append(core.RenderState.make(core.MaterialAttrib.make(material)))
    nodes: list[Any] = []
    for index, mesh in enumerate(scene.nodes.mesh.tolist()):
        node = core.GeomNode("")
        node.addGeom(geoms[mesh], states[scene.meshes[mesh].primitives[0].material])
        nodes.append(root.attachNewNode(node))
        nodes[-1].setPos(*_panda_place(scene.nodes.translation[index]))
    lens = core.PerspectiveLens()
    lens.setFov(np.degrees(FOV_RAD), np.degrees(FOV_RAD))
    lens.setNearFar(0.05, 1000)
    camera = root.attachNewNode(core.Camera("camera", lens))
    buffer.makeDisplayRegion().setCamera(camera)
    places = _Places(case)

    def frame(time_s: float) -> None:
        world, moved = places.at(time_s)
        if time_s > 0:
            for index in moved.tolist():
                m = world[index]
                nodes[index].setPos(m[0, 3].item(), -m[2, 3].item(), m[1, 3].item())
        head = swaying(time_s)
        camera.setPos(*_panda_place(head[:3, 3]))
        camera.setH(float(np.degrees(np.arctan2(head[0, 2], head[0, 0]))))
        engine.renderFrame()

    # Taking it away would end EGL for the whole process.
    return frame, lambda: buffer.setActive(False)


def _panda_place(place: np.ndarray) -> tuple[float, float, float]:
    """+Z up, +Y ahead."""
    return float(place[0]), float(-place[2]), float(place[1])


def _panda_geom(core: Any, primitive: Primitive) -> Any:
    data = core.GeomVertexData("", core.GeomVertexFormat.getV3n3(), core.Geom.UHStatic)
    data.setNumRows(len(primitive.positions))
    rows = np.concatenate([primitive.positions, primitive.normals], axis=1)[:, [0, 2, 1, 3, 5, 4]] * [
        1,
        -1,
        1,
        1,
        -1,
        1,
    ]
    data.modifyArray(0).modifyHandle().copyDataFrom(np.ascontiguousarray(rows, np.float32))
    triangles = core.GeomTriangles(core.Geom.UHStatic)
    for corner in primitive.indices.reshape(-1, 3).tolist():
        triangles.addVertices(*corner)
    geom = core.Geom(data)
    geom.addPrimitive(triangles)
    return geom


def _pygfx(case: BenchScene) -> Drawn:
    pygfx = importlib.import_module("pygfx")
    offscreen = importlib.import_module("rendercanvas.offscreen")
    canvas = offscreen.OffscreenRenderCanvas(size=(SIDE, SIDE), pixel_ratio=1)
    renderer = pygfx.WgpuRenderer(canvas)
    scene = pygfx.Scene()
    scene.add(pygfx.DirectionalLight())
    own = case.scene
    geometries = [
        pygfx.Geometry(
            indices=mesh.primitives[0].indices.reshape(-1, 3).astype(np.int32),
            positions=np.ascontiguousarray(mesh.primitives[0].positions),
            normals=np.ascontiguousarray(mesh.primitives[0].normals),
        )
        for mesh in own.meshes
    ]
    materials = [pygfx.MeshStandardMaterial(color=material.base_colour) for material in own.materials]
    meshes: list[Any] = []
    for index, mesh in enumerate(own.nodes.mesh.tolist()):
        meshes.append(pygfx.Mesh(geometries[mesh], materials[own.meshes[mesh].primitives[0].material]))
        meshes[-1].local.position = own.nodes.translation[index]
        scene.add(meshes[-1])
    camera = pygfx.PerspectiveCamera(np.degrees(FOV_RAD), 1, depth_range=(0.05, 1000))
    scene.add(camera)
    canvas.request_draw(lambda: renderer.render(scene, camera))
    places = _Places(case)

    def frame(time_s: float) -> None:
        world, moved = places.at(time_s)
        if time_s > 0:
            for index in moved.tolist():
                meshes[index].local.position = world[index, :3, 3]
        camera.local.matrix = swaying(time_s)
        canvas.draw()

    return frame, canvas.close
