"""A foyer is shown while the rest of the app is still being imported: no first picture waits for that."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import numpy as np

from vr_app.app.launch_time import launched_s
from vr_app.app.modes import Choice, Mode
from vr_app.app.shows.frame_thread import DisplayParts, FrameThread
from vr_app.kernel.ports import Display, GraphicsContext, Mat4, Post
from vr_app.kernel.settings import Settings
from vr_app.openxr.probe import headset_is_back
from vr_app.render.frame_loop import FrameWorld
from vr_app.render.quality import HIGH, LOW
from vr_app.render.renderer import Renderer
from vr_app.render.software import draws_in_software
from vr_app.scene.animation import apply_animation
from vr_app.scene.foyer import foyer_scene
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity

ADOPTION_S = 60.0
FIRST_PICTURE_S = 1.5
"""How long the rest of the app waits for the first picture: importing beside it would make it late."""


class FoyerWorld:
    """The foyer at a display time; call it on the frame thread."""

    def __init__(self) -> None:
        self._scene: Scene = foyer_scene()
        self._local = LocalPose.at_rest(self._scene.nodes)

    def __call__(self, display_time_s: float, tracking_from_head: Mat4) -> FrameWorld:
        clip = self._scene.animations[0]
        apply_animation(clip, display_time_s % clip.duration_s, self._local)
        world = world_matrices(self._scene.nodes, self._local)
        return FrameWorld(self._scene, world, np.zeros(0, np.float32), identity())


def renderer_for(settings: Settings, *, submit_only: bool = False) -> Renderer:
    """The renderer of a quality that was asked for, or that this machine can bear. Call with a context current."""
    wanted = settings.display.quality
    low = wanted == "low" or (wanted == "auto" and draws_in_software())
    return Renderer(
        LOW if low else HIGH,
        submit_only=submit_only,
        lists_unread=submit_only,
        shadows_later=True,
        memory_ahead=True,
    )


Shown = TypeVar("Shown", bound=Display)


class EarlyFrames(Generic[Shown]):
    """A frame thread that is drawing before there is a visit to draw.

    Args:
        choice: the mode to begin in.
        fallback: where to go when the headset cannot be had.
        graphics: the context to draw with; made on the main thread.
        display: of the first mode, on that context, not open yet.

    Attributes:
        display: as given.
        graphics: as given, for the displays that follow.
        thread: adopt it once there is a visit.
        renderer: of the first mode, once it is open.
    """

    def __init__(
        self, settings: Settings, choice: Choice, fallback: Mode, graphics: GraphicsContext, display: Shown
    ) -> None:
        self.graphics = graphics
        self.display = display
        self._mode, self._settings = choice.mode, settings
        self.renderer: Renderer | None = None
        self._adopted = threading.Event()
        self._posted: list[Any] = []
        self._shown_s: float | None = None
        self._shown = threading.Event()
        world = FoyerWorld()
        parts = DisplayParts(
            make_display=self._make_display,
            make_renderer=self._make_renderer,
            world=world,
            fallback=fallback,
            headset_is_back=headset_is_back,
            entered=lambda _mode: None,
            after_draw=self._note,
        )
        self.thread = FrameThread(
            parts, choice.mode, choice.reason, self._posted.append, lambda _scene: None, lambda _why: None
        )
        self.thread.start()

    def wait(self) -> None:
        """Until the first picture is shown, or could not be in time (a sleeping headset shows none)."""
        self._shown.wait(FIRST_PICTURE_S)

    def adopt(
        self,
        parts: DisplayParts,
        post: Post,
        on_ready: Callable[[Scene], None],
        ended: Callable[[str], None],
        milestones: dict[str, float],
    ) -> FrameThread:
        """The visit's own from the next frame on; what was posted meanwhile is posted again."""
        self.thread.adopt(parts, post, on_ready, ended)
        self._adopted.set()
        for event in self._posted:
            post(event)
        if self._shown_s is not None:
            milestones.setdefault("first_frame", self._shown_s)
        milestones["launched"] = launched_s()
        return self.thread

    def _make_renderer(self) -> Renderer:
        self.renderer = renderer_for(self._settings)
        return self.renderer

    def _make_display(self, mode: Mode) -> Display:
        """The first; where that cannot be had, whatever the visit falls back to, once there is one."""
        if mode == self._mode:
            return self.display
        self._adopted.wait(ADOPTION_S)
        return self.thread.parts.make_display(mode)

    def _note(self, _mode: Mode, _views: Any) -> None:
        if self._shown_s is None:
            self._shown_s = time.monotonic()
            self._shown.set()
