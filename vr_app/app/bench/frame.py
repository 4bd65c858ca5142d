"""`bench frame`: what a frame of a scene costs the processor before anything is drawn, and with drawing."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np

from vr_app.app.bench.figures import figures
from vr_app.app.screenless_context import screenless_context
from vr_app.app.wearer.tour import arrival
from vr_app.app.world import LivingScene, MouthTracks, World
from vr_app.kernel.events import BodyCue
from vr_app.kernel.latest import Latest
from vr_app.kernel.ports import Playhead, View
from vr_app.loading.scene_folder import load_scene
from vr_app.render.quality import LOW
from vr_app.render.renderer import Renderer
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.avatar.rig_reader import rig_of_scene_host
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.stage_reader import load_stage
from vr_app.scene.transform import look_at

FRAMES = 300
DRAWN = 20
EYE_M = 0.032


def bench_frame(folder: Path) -> dict[str, Any]:
    """Medians over frames: the world for a display time, and a stereo frame into small pictures."""
    scene = load_scene(folder)
    rig = None
    if scene.avatar is not None and "host" in scene.placements:
        rig = rig_of_scene_host(scene.avatar, scene.nodes, scene.placements["host"])
    cue = BodyCue(None, activity="speaking", gesture="open_hand")
    world = World(Latest(cue), lambda: Playhead(None, 0, 0.0, 0.0), MouthTracks())
    world.living.set(LivingScene(scene, rig))
    start = arrival(load_stage(folder))
    head = look_at(start.eye, start.target).astype(np.float32)
    world_ms = []
    for number in range(FRAMES):
        begun_s = time.thread_time()
        world(number / 90.0, head)
        world_ms.append((time.thread_time() - begun_s) * 1e3)
    context = screenless_context()()
    context.make_current()
    renderer = Renderer(LOW)
    while not renderer.upload(scene, 1 << 26):
        pass
    targets = [OffscreenTarget(320, 320) for _ in range(2)]
    submit_ms, whole_ms = [], []
    for number in range(DRAWN + 3):
        views = [_eye(head, side, target) for side, target in zip((-EYE_M, EYE_M), targets, strict=True)]
        begun_s, wall_s = time.thread_time(), time.monotonic()
        frame = world(number / 90.0, head)
        assert frame is not None
        renderer.draw(
            frame.scene, frame.world_from_node, frame.weights, views, frame.world_from_tracking, number / 90.0
        )
        cpu_ms = (time.thread_time() - begun_s) * 1e3
        targets[1].read()
        if number >= 3:
            submit_ms.append(cpu_ms)
            whole_ms.append((time.monotonic() - wall_s) * 1e3)
    for target in targets:
        target.close()
    renderer.close()
    context.close()
    return {
        "scene": folder.name,
        "nodes": len(scene.nodes),
        "world_cpu_ms": figures(world_ms),
        "stereo_frame_thread_cpu_ms": figures(submit_ms),
        "stereo_frame_wall_ms_320x320": figures(whole_ms),
    }


def _eye(head: np.ndarray, aside_m: float, target: OffscreenTarget) -> View:
    pose = head.copy()
    pose[:3, 3] += head[:3, 0] * aside_m
    return target.view(pose, symmetric_fov(1.6, target.width, target.height))
