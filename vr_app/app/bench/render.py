"""`bench render`: what a stereo frame costs the processor, with nothing drawn and with all of it, over many sizes.

The wearer's head sways as heads do. Each frame is the whole way from the pose of a moment to the card: animation,
matrices, skins, what is seen, commands. "Submitting" has commands without indices: on a software driver vertices are
worked on inside the call and would hide what the program itself costs. Processor time of this thread is what counts
there; with real draws it is that of the whole process, with everything the driver does beside. In pictures this
small most things are narrower than a pixel, so that some stand for all of them (`scene/small_things.py`): what drawing
each one would cost is measured as well.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from vr_app.app.bench.figures import Figures, figures
from vr_app.app.bench.gl_calls import counted_gl_calls
from vr_app.app.bench.render_peers import MOST_NODES, Peers, require_peers
from vr_app.app.bench.render_scenes import BenchScene, crowd, field, from_file
from vr_app.app.bench.sway import FOV_RAD, RATE_HZ, SIDE, swaying
from vr_app.app.screenless_context import screenless_context
from vr_app.kernel.ports import GraphicsContext
from vr_app.render.quality import LOW, Quality
from vr_app.render.renderer import Renderer
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.pose import LocalPose, WorldMatrices
from vr_app.scene.transform import identity, look_at

FRAMES, PARTS, DRAWN, WARM, ROUNDS = 399, 3, 30, 12, 3
EACH = replace(LOW, small_samples=0.0)
"""No thing stands for another."""
EYE_M = 0.032
FIGURE_CAMERA = ((0.0, 1.5, 0.8), (0.0, 1.0, -3.0))
TARGETS_MS = {
    "10,000 static nodes": 0.8,
    "50,000 static nodes": 1.2,
    "1,000 moving nodes": 1.5,
    "20 figures with morphs and springs": 4.0,
}
MOST_CALLS = 80
TIMED = (
    "median processor time of a stereo frame, head swaying, 2 x 16 x 16 pixels; submitting: commands without indices; "
    "real draws: as the app draws, of things narrower than a sample some stand for all; each thing drawn: none do; "
    "peers: one eye, each thing drawn, no shadows; fixed work: how fast the machine was"
)


def bench_render(cases: Sequence[Path] = (), *, peers: bool = False) -> dict[str, Any]:
    """Cost over the size of a scene, of many moving things and of a crowd, against what is promised.

    Args:
        cases: scene folders or files to measure instead.
        peers: draw the same fields with other engines too.
    Raises: UserError where the peers are not installed or a case cannot be read.
    """
    if peers:
        require_peers()
    context = screenless_context()()
    result: dict[str, Any] = {"timed": TIMED}
    makers: list[Callable[[], BenchScene]] = [
        *(lambda count=count: field(count) for count in (100, 1_000, 10_000, 50_000)),
        lambda: field(1_000, moving=True),
        crowd,
    ]
    if cases:
        makers = [lambda path=path: from_file(path) for path in cases]
    problems = []
    others = Peers()
    for make in makers:
        case = make()
        context.make_current()  # a peer may have taken the thread for its own
        row = measure(case)
        result[case.name] = row
        target = TARGETS_MS.get(case.name)
        if target is not None:
            row["target_ms"] = target
            if row["submit_ms"].p50 > target:
                problems.append(f"{case.name}: {row['submit_ms'].p50} ms, target {target} ms")
        if row["gl_calls"] > MOST_CALLS:
            problems.append(f"{case.name}: {row['gl_calls']} GL calls, target {MOST_CALLS}")
        if peers and case.planned and len(case.scene.nodes) <= MOST_NODES:
            row |= beside(case, others, context)
        gc.collect()
    context.make_current()
    context.close()
    result["problems"] = problems
    return result


def measure(case: BenchScene, frames: int = FRAMES, drawn: int = DRAWN) -> dict[str, Any]:
    """One scene: submitting alone, real draws and GL calls. A context must be current."""
    submit = FrameDriver(case, submit_only=True)
    # In parts, with what takes seconds between: a machine that others use is slow for seconds at a time.
    submit_ms = submit.time(frames // PARTS, time.thread_time)
    real = drawn_ms(case, LOW, drawn)
    submit_ms += submit.time(frames // PARTS, time.thread_time)
    each = drawn_ms(case, EACH, drawn)
    submit_ms += submit.time(frames // PARTS, time.thread_time)
    with counted_gl_calls() as calls:
        submit.frame()
    submit.close()
    return {
        "submit_ms": figures(submit_ms),
        "with_real_draws_ms": real,
        "with_each_thing_drawn_ms": each,
        "gl_calls": sum(calls.values()),
        "nodes": len(case.scene.nodes),
        "fixed_work_ms": figures([fixed_work_ms() for _ in range(20)]),
    }


def fixed_work_ms() -> float:
    """What the same little work takes this machine now: its speed differs from hour to hour, and figures with it."""
    numbers = np.arange(20_000, dtype=np.float32).reshape(1_000, 20)
    begun_s, total = time.thread_time(), 0
    for number in range(1_500):
        total += number * number
    for _ in range(6):
        (numbers[::-1] * numbers).sum(axis=1)
    return (time.thread_time() - begun_s) * 1e3


def drawn_ms(case: BenchScene, quality: Quality, drawn: int = DRAWN) -> Figures:
    """Processor time of the whole process for a frame with all that the driver does for it."""
    driver = FrameDriver(case, submit_only=False, quality=quality)
    samples = driver.time(drawn, time.process_time, finish=True)
    driver.close()
    taken = figures(samples)
    assert taken is not None
    return taken


def beside(case: BenchScene, others: Peers, context: GraphicsContext) -> dict[str, Any]:
    """Ours and the peers' by turns, since a machine's speed changes within minutes; the middle one of the rounds."""
    result: dict[str, Any] = {}
    ways = {
        "as_the_app_draws": (case, LOW),
        "as_the_app_draws_without_shadows": (unshadowed(case), LOW),
        "with_each_thing_drawn": (case, EACH),
        "with_each_thing_and_no_shadows": (unshadowed(case), EACH),
    }
    ratios: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(ROUNDS):
        ours = {}
        for way, (scene, quality) in ways.items():
            context.make_current()  # what is left of a peer may let go of the thread whenever it is collected
            ours[way] = drawn_ms(scene, quality).p50
        result |= others.measure(case)
        gc.collect()
        context.make_current()
        best = min((result[key].p50 for key in ("panda3d_ms", "pygfx_ms") if key in result), default=None)
        if best is None:
            return result
        for way, taken_ms in ours.items():
            ratios[way].append(best / taken_ms)
    for way, found in ratios.items():
        result[f"times_less_{way}"] = round(statistics.median(found), 2)
    # Ours are two pictures, theirs is one.
    result["times_less_for_each_picture"] = round(2 * statistics.median(ratios["as_the_app_draws"]), 2)
    return result


def unshadowed(case: BenchScene) -> BenchScene:
    """A scene under a sun that casts no shadows: the peers draw none."""
    around = case.scene.environment
    environment = replace(around, sun=replace(around.sun, shadows=False))
    return replace(case, scene=replace(case.scene, environment=environment))


class FrameDriver:
    """Draws stereo frames of a scene as the app does, with a head that sways."""

    def __init__(self, case: BenchScene, *, submit_only: bool, quality: Quality = LOW) -> None:
        scene = case.scene
        self._case = case
        self._renderer = Renderer(quality, submit_only=submit_only)
        while not self._renderer.upload(scene, 1 << 26):
            pass
        self._targets = [OffscreenTarget(SIDE, SIDE) for _ in range(2)]
        self._local = LocalPose.at_rest(scene.nodes)
        live = None if scene.plan is None else np.flatnonzero(scene.plan.dynamic_nodes)
        self._matrices = WorldMatrices(scene.nodes, live)
        self._number = 0
        self._start = look_at(*FIGURE_CAMERA) if not case.planned else identity()

    def time(self, frames: int, clock: Callable[[], float], *, finish: bool = False) -> list[float]:
        """Milliseconds of each frame after some that are not counted."""
        for _ in range(WARM):
            self.frame()
        if finish:
            self._targets[1].read()
        samples = []
        for _ in range(frames):
            begun_s = clock()
            self.frame()
            if finish:
                self._targets[1].read()
            samples.append((clock() - begun_s) * 1e3)
        return samples

    def frame(self) -> None:
        """One frame, a ninetieth of a second after the last."""
        time_s = self._number / RATE_HZ
        self._number += 1
        head = self._start @ swaying(time_s)
        self._case.move(time_s, self._local, self._matrices)
        world = self._matrices.update(self._local)
        fov = symmetric_fov(FOV_RAD, SIDE, SIDE)
        views = []
        for aside_m, target in zip((-EYE_M, EYE_M), self._targets, strict=True):
            pose = head.copy()
            pose[:3, 3] += head[:3, 0] * aside_m
            views.append(target.view(pose, fov))
        moved = self._matrices.take_moved()
        self._renderer.draw(self._case.scene, world, self._local.weights, views, identity(), time_s, moved)

    def close(self) -> None:
        for target in self._targets:
            target.close()
        self._renderer.close()
