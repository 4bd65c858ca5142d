"""The one loop that draws, whatever the display: begin, evaluate the world for the display time, draw, end."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import Display, FrameRequest, Mat4, Post, View
from vr_app.render.frame_statistics import FrameCounter, FrameSummary
from vr_app.render.idle_collection import collect_young
from vr_app.scene.material import Material
from vr_app.scene.overlay import Overlay
from vr_app.scene.scene import Scene

log = logging.getLogger(__name__)

UPLOAD_BYTES = 4 << 20
"""Most that one frame may bring onto the card."""
UPLOAD_S = 1e-3
"""So long a frame goes on bringing more, where somebody wears a headset: a driver may be slow at it."""
UPLOAD_STEP_BYTES = 256 << 10
"""After so much it is seen whether time is left."""
FAILURES_IN_A_ROW = 100
"""After so many frames that could not be drawn, none will be."""


@dataclass(frozen=True)
class FrameWorld:
    """The world at one moment.

    Attributes:
        scene: what is there.
        world_from_node: float32 (N, 4, 4).
        weights: float32 (W), morph weights.
        world_from_tracking: where the display's tracking space is (teleport, snap turn).
        materials: those that differ now from the scene's (a face that blushes), by number.
        moved: nodes that may have changed since the last moment of the same scene; None where that is not known.
        light_levels: float32 (L), by what each lamp's intensity is multiplied; None leaves them as they are.
        overlay: what is drawn over it for the wearer.
    """

    scene: Scene
    world_from_node: npt.NDArray[np.float32]
    weights: npt.NDArray[np.float32]
    world_from_tracking: Mat4
    materials: Mapping[int, Material] = field(default_factory=dict)
    moved: npt.NDArray[np.integer] | None = None
    light_levels: npt.NDArray[np.float32] | None = None
    overlay: Overlay | None = None


NOTHING_MOVED: npt.NDArray[np.integer] = np.zeros(0, np.intp)

World = Callable[[float, Mat4], FrameWorld | None]
"""Display time (seconds, monotonic) and the head's pose in tracking space to the world then; None shows nothing yet."""


class SceneRenderer(Protocol):
    """What the loop needs of a renderer."""

    def upload(self, scene: Scene, byte_budget: int) -> bool: ...

    def draw(
        self,
        scene: Scene,
        world_from_node: npt.NDArray[np.float32],
        weights: npt.NDArray[np.float32],
        views: Sequence[View],
        world_from_tracking: Mat4,
        time_s: float,
        moved: npt.NDArray[np.integer] | None = None,
        light_levels: npt.NDArray[np.float32] | None = None,
    ) -> None: ...

    def dress(self, scene: Scene, materials: Mapping[int, Material]) -> None: ...

    def cover(self, overlay: Overlay | None) -> None: ...

    def close(self) -> None: ...


class FrameLoop:
    """Runs on a thread of its own, which owns the display's GL context.

    Args:
        display: where the pictures go.
        renderer_factory: called once the context is current.
        world: evaluated once a frame.
        post: takes a `FrameStatistics` about once a second.
        after_draw: called with the drawn views before they are handed over (for a mirror).
        spectator: display time and head pose to one more view in tracking space, drawn apart; None for none now.
        on_open: takes the display's line about itself.
        on_ready: called once per scene, when all of it is on the card.
        upload_bytes: most that one frame may bring onto the card; large where nobody wears a headset.
        upload_s: after so long, by `clock`, no frame begins to bring more; None for no such limit.
        card: what the newest frame took the card in ms, and the pictures' scale, where the display knows.
    """

    def __init__(
        self,
        display: Display,
        renderer_factory: Callable[[], SceneRenderer],
        world: World,
        *,
        post: Post | None = None,
        after_draw: Callable[[Sequence[View]], None] | None = None,
        spectator: Callable[[float, Mat4], View | None] | None = None,
        on_open: Callable[[str], None] | None = None,
        on_ready: Callable[[Scene], None] | None = None,
        upload_bytes: int = UPLOAD_BYTES,
        upload_s: float | None = None,
        clock: Callable[[], float] = time.perf_counter,
        card: Callable[[], tuple[float, float]] | None = None,
    ) -> None:
        self._display = display
        self._renderer_factory = renderer_factory
        self._world = world
        self._post = post
        self._after_draw = after_draw
        self._spectator = spectator
        self._on_open = on_open
        self._on_ready = on_ready
        self._upload_bytes, self._upload_s, self._clock = upload_bytes, upload_s, clock
        self._card = card
        self._counter = FrameCounter()
        self._failures = 0
        self._failures_in_a_row = 0
        self._dressed = self._covered = False
        self._ready: Scene | None = None
        self._begun: Scene | None = None

    @property
    def summary(self) -> FrameSummary:
        """Of all frames so far in which a scene was drawn; any thread."""
        return self._counter.summary()

    def run(self, should_stop: Callable[[], bool]) -> None:
        """Draws until told to stop or until the display ends.

        Raises: DeviceError where the display cannot be had or went away, or where nothing can be drawn on it;
            everything is given back before.
        """
        renderer: SceneRenderer | None = None
        try:
            line = self._display.open()
            if self._on_open is not None:
                self._on_open(line)
            renderer = self._renderer_factory()
            while not should_stop():
                request = self._display.begin_frame()
                if request is None:
                    break
                started_s = time.thread_time()
                drawn = False
                try:
                    drawn = self._draw(renderer, request)
                finally:
                    self._display.end_frame()
                if drawn:
                    self._count(request, (time.thread_time() - started_s) * 1e3)
                collect_young()
        finally:
            if renderer is not None:
                renderer.close()
            self._display.close()

    def _draw(self, renderer: SceneRenderer, request: FrameRequest) -> bool:
        """Returns: whether there was something to draw and it was drawn."""
        try:
            if not request.views:
                return False
            head = head_pose(request.views)
            frame = self._world(request.display_time_s, head)
            if frame is None:
                return False
            complete = self._upload(renderer, frame.scene)
            if frame.materials or self._dressed:
                renderer.dress(frame.scene, frame.materials)
                self._dressed = bool(frame.materials)
            if frame.overlay is not None or self._covered:
                renderer.cover(frame.overlay)
                self._covered = frame.overlay is not None
            renderer.draw(
                frame.scene,
                frame.world_from_node,
                frame.weights,
                request.views,
                frame.world_from_tracking,
                request.display_time_s,
                frame.moved,
                frame.light_levels,
            )
            self._draw_for_spectators(renderer, frame, request, head)
            if self._after_draw is not None:
                self._after_draw(request.views)
            if complete and self._ready is not frame.scene:
                self._ready = frame.scene
                if self._on_ready is not None:
                    self._on_ready(frame.scene)
            self._failures_in_a_row = 0
            return True
        except DeviceError:
            raise
        except Exception as error:
            # A bug in one frame must not take the session down: say it once in full, then count.
            self._failures += 1
            self._failures_in_a_row += 1
            if self._failures == 1:
                log.exception("A frame could not be drawn")
            elif self._failures in (10, 100) or self._failures % 1000 == 0:
                log.error("%d frames could not be drawn (%s)", self._failures, error, exc_info=False)
            if self._failures_in_a_row >= FAILURES_IN_A_ROW:
                sentence = f"The scene cannot be drawn: {FAILURES_IN_A_ROW} frames in a row failed ({error})."
                raise DeviceError(sentence, recoverable=False) from error
            return False

    def _draw_for_spectators(
        self, renderer: SceneRenderer, frame: FrameWorld, request: FrameRequest, head: Mat4
    ) -> None:
        view = self._spectator(request.display_time_s, head) if self._spectator is not None else None
        if view is not None:
            renderer.draw(
                frame.scene,
                frame.world_from_node,
                frame.weights,
                (view,),
                frame.world_from_tracking,
                request.display_time_s,
                NOTHING_MOVED,
                frame.light_levels,
            )

    def _upload(self, renderer: SceneRenderer, scene: Scene) -> bool:
        """Brings more of a scene onto the card, within the frame's bytes and time. Returns: whether all is there."""
        budget, end_s = self._budget(scene), self._upload_s
        if end_s is None:
            return renderer.upload(scene, budget)
        end_s += self._clock()
        while not renderer.upload(scene, min(budget, UPLOAD_STEP_BYTES)):
            budget -= UPLOAD_STEP_BYTES
            if budget <= 0 or self._clock() >= end_s:
                return False
        return True

    def _budget(self, scene: Scene) -> int:
        """Bytes this frame may bring onto the card: the first of a scene shows its sky at once in any case."""
        begins = self._begun is not scene
        self._begun = scene
        return min(self._upload_bytes, UPLOAD_BYTES) if begins else self._upload_bytes

    def _count(self, request: FrameRequest, cpu_ms: float) -> None:
        self._counter.add(request.display_time_s, cpu_ms)
        recent = self._counter.take_recent(request.display_time_s)
        if recent is not None and self._post is not None:
            if self._card is not None:
                card_ms, scale = self._card()
                recent = replace(recent, gpu_p50_ms=card_ms, resolution_scale=scale)
            self._post(recent)


def head_pose(views: Sequence[View]) -> Mat4:
    """Pose between the eyes: the first view's rotation at the mean of all positions."""
    pose = views[0].world_from_view.copy()
    pose[:3, 3] = sum(view.world_from_view[:3, 3] for view in views) / len(views)
    return pose
