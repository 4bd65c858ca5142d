"""Takes pictures of scene folders and of single .glb, .gltf and .vrm files: `python -m tools.still PATH -o out.png`."""

from __future__ import annotations

import argparse
import math
import sys
import time
from pathlib import Path

import numpy as np
from PIL import Image

from vr_app.kernel.errors import UserError
from vr_app.loading.scene_folder import load_scene
from vr_app.render.quality import HIGH, LOW
from vr_app.render.still import render_still
from vr_app.scene.camera import world_boxes
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.stage_reader import load_stage
from vr_app.scene.transform import look_at


def default_camera(scene: Scene) -> tuple[np.ndarray, np.ndarray]:
    """An eye and a target that show the whole of a file from the front."""
    world = world_matrices(scene.nodes, LocalPose.at_rest(scene.nodes))
    lows, highs = [], []
    for node in np.flatnonzero(scene.nodes.mesh >= 0):
        for primitive in scene.meshes[scene.nodes.mesh[node]].primitives:
            matrix = np.eye(4, dtype=np.float32) if scene.nodes.skin[node] >= 0 else world[node]
            centre, half = world_boxes(primitive.bounds_min[None], primitive.bounds_max[None], matrix[None])
            lows.append(centre[0] - half[0])
            highs.append(centre[0] + half[0])
    low, high = (np.min(lows, axis=0), np.max(highs, axis=0)) if lows else (np.full(3, -1.0), np.ones(3))
    centre, radius = (low + high) / 2, float(np.linalg.norm(high - low)) / 2
    return centre + np.array([0.35, 0.25, 0.9]) * radius * 2.1, centre


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--camera", help="x,y,z,tx,ty,tz: eye and target")
    parser.add_argument("--shot", help="name of a [[shot]] of the scene, or 'spawn'")
    parser.add_argument("--size", default="960x540")
    parser.add_argument("--fov", type=float, default=55.0, help="vertical, degrees")
    parser.add_argument("--expression", action="append", default=[], help="NAME or NAME=0.5: a morph target by name")
    parser.add_argument("--low", action="store_true", help="the quality for software drawing")
    options = parser.parse_args(arguments)
    try:
        scene = load_scene(options.path)
    except UserError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    for problem in scene.problems:
        print(problem, file=sys.stderr)
    fov = options.fov
    if options.camera:
        numbers = [float(value) for value in options.camera.split(",")]
        eye, target = np.array(numbers[:3]), np.array(numbers[3:])
    elif options.path.is_dir():
        stage = load_stage(options.path)
        yaw = math.radians(stage.spawn.yaw_deg)
        eye = np.add(stage.spawn.at, (0.0, 1.6, 0.0))
        target = np.add(eye, (-math.sin(yaw), -0.05, -math.cos(yaw)))
        for shot in stage.shots:
            if shot.name == options.shot:
                eye, target, fov = np.array(shot.at), np.array(shot.look_at), shot.fov_deg
    else:
        eye, target = default_camera(scene)
    local = LocalPose.at_rest(scene.nodes)
    for wish in options.expression:
        name, _, amount = wish.partition("=")
        set_target(scene, local, name, float(amount or 1))
    width, height = (int(value) for value in options.size.split("x"))
    started = time.perf_counter()
    picture = render_still(
        scene,
        look_at(eye, target),
        (width, height),
        math.radians(fov),
        local=local,
        quality=LOW if options.low else HIGH,
    )
    Image.fromarray(picture[..., :3]).save(options.out)
    print(f"{options.out}: {width} x {height} in {time.perf_counter() - started:.1f} s")
    return 0


def set_target(scene: Scene, local: LocalPose, name: str, amount: float) -> None:
    """Sets every morph target of that name."""
    for node in np.flatnonzero(scene.nodes.mesh >= 0):
        names = scene.meshes[scene.nodes.mesh[node]].target_names
        if name in names and scene.nodes.weight_count[node]:
            local.weights[scene.nodes.weight_offset[node] + names.index(name)] = amount


if __name__ == "__main__":
    raise SystemExit(main())
