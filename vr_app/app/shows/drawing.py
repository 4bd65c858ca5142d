"""The drawing of a show on the frame thread, and how a bench steers it."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vr_app.app.folders import data_folder
from vr_app.app.modes import Mode, fallback
from vr_app.app.shows.early_frames import renderer_for
from vr_app.app.shows.frame_thread import DisplayParts, FrameThread
from vr_app.app.shows.show import Show
from vr_app.app.tapes.session_tape import SessionTape
from vr_app.app.visit import Visit
from vr_app.app.wearer.attention import Attention
from vr_app.app.wearer.comfort import comfort_of
from vr_app.app.wearer.own_controllers import OwnControllers
from vr_app.app.wearer.pointer import Pointer
from vr_app.app.wearer.presence import BeforeWindow, InHeadset, LookRay
from vr_app.app.wearer.room_view import RoomView
from vr_app.app.wearer.wearer import Wearer
from vr_app.app.world import at_once
from vr_app.kernel.ports import Display, GraphicsContext, Mat4, Post, View
from vr_app.openxr.bindings import Handling
from vr_app.openxr.display import XrDisplay
from vr_app.openxr.probe import headset_is_back
from vr_app.render.renderer import Renderer
from vr_app.render.spectator import Spectator
from vr_app.render.warm_up import warmed
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity


class Drawing:
    """Starts the frame thread of a show and notes how it ends.

    Attributes:
        wearer: whoever wears the headset.
        pointer: what is pointed at, in the headset or with the mouse.
        mouse: where the mouse points in the window's picture.
        watchers: called with the mode and the views of each frame that was drawn, on the frame thread.
    """

    def __init__(self, show: Show, visit: Visit) -> None:
        self.problem = ""
        self.settings = show.settings
        self.pointer = Pointer(visit.say, visit.post)
        room = RoomView(lambda: self.settings.display.view, data_folder() / "dioramas.json")
        self._own_controllers = OwnControllers(data_folder() / "cache")
        self.wearer = Wearer(
            visit.post, self.pointer, lambda: comfort_of(self.settings.comfort), room, self._own_controllers
        )
        self.mouse: LookRay = lambda: None
        self._attention = Attention(visit.conversation.speaker.send, visit.world.time, lambda: visit.hearing)
        visit.watch(self.pointer.note)
        visit.hearing.ask_wearer = lambda recentre, safe: self.wearer.ask(recentre=recentre, safe=safe)
        self.wearer.palm.add("mute", lambda: visit.hearing.listen_soon(not visit.hearing.open))
        visit.sound.use(show.settings.sound, in_headset=show.choice.mode != "window")
        self.watchers: list[Callable[[Mode, Sequence[View]], None]] = []
        self._show = show
        self._visit = visit
        self._drawn = 0
        self._on_card: Scene | None = None
        self.wearer.curtain.complete = lambda scene: scene is self._on_card
        self.wearer.curtain.prepared = self._prepared
        self._renderer: Renderer | None = None
        self._tape = (
            SessionTape(show.tape, show.settings, show.choice.mode, visit, self.wearer)
            if show.tape is not None
            else None
        )

    def make_headset(self, context: GraphicsContext, handling: Handling) -> XrDisplay:
        """A display for the headset, not open yet; any thread."""
        stand_in = self._show.stand_in
        return XrDisplay(context, handling=handling) if stand_in is None else stand_in(context)

    def headset(self, display: XrDisplay) -> XrDisplay:
        """The display is the wearer's from now on."""
        self.wearer.headset = display
        display.on_attention = self._attention.note
        return display

    def start(
        self,
        make_display: Callable[[Mode], Display],
        *,
        spectator: Spectator | None = None,
        post: Post | None = None,
    ) -> FrameThread:
        """Begins to draw.

        Args:
            spectator: brings the headset's pictures to the window.
            post: takes the frame thread's events instead of the visit.
        """
        visit = self._visit
        self._spectator = spectator
        parts = DisplayParts(
            make_display=make_display,
            make_renderer=self._make_renderer,
            world=visit.world if self._tape is None else self._tape.world,
            fallback=fallback(self._show.facts),
            headset_is_back=headset_is_back,
            entered=self._entered,
            after_draw=self._after_draw,
            spectator=self._spectator_view,
            only_asks=self._show.stand_in is not None,
        )
        gc.freeze()  # modules and their like stay for good: nobody need look through them for garbage
        choice, early, post = self._show.choice, self._show.early, post or visit.post
        if early is not None:
            if choice.mode == "xr":
                self.headset(early.display)
            thread = early.adopt(parts, post, self._scene_on_card, self._ended, visit.milestones)
        else:
            thread = FrameThread(parts, choice.mode, choice.reason, post, self._scene_on_card, self._ended)
            thread.start()
        if self._show.seconds:
            timer = threading.Timer(self._show.seconds, visit.finished.set)
            timer.daemon = True
            timer.start()
        return thread

    def _scene_on_card(self, scene: Scene) -> None:
        if self._on_card is None:
            # What is there by now mostly stays: to go through it all holds every thread up for 0.15 s each time.
            gc.freeze()
        before, self._on_card = self._on_card, scene
        self._visit.scene_on_card(scene, before)

    def _make_renderer(self) -> Renderer:
        self._renderer = warmed(renderer_for(self.settings, submit_only=self._show.stand_in is not None))
        return self._renderer

    def _prepared(self, scene: Scene) -> bool:
        early = self._show.early
        renderer = self._renderer or (None if early is None else early.renderer)
        return renderer is None or renderer.expect(scene)

    def _entered(self, mode: Mode) -> None:
        world, around = self._visit.world, self._visit.scout.found.get
        world.world_from_tracking.set(identity())
        world.curtain = self.wearer.curtain.scene if mode == "xr" else at_once
        if mode == "xr":
            world.presence.set(InHeadset(self.wearer, around))
        elif mode == "window":
            world.presence.set(BeforeWindow(self.pointer, around, lambda: self.mouse()))
        else:
            world.presence.set(None)

    def _after_draw(self, mode: Mode, views: Sequence[View]) -> None:
        self._visit.milestone("first_frame")
        if self._tape is not None:
            self._tape.world.note_views(views)
        if self._visit.pictures is not None:
            self._visit.pictures.after_draw(views)
        if mode == "xr" and self._spectator is not None:
            self._spectator.after_draw(views)
        for watcher in self.watchers:
            watcher(mode, views)
        self._drawn += 1
        if self._show.frames and self._drawn >= self._show.frames:
            self._visit.finished.set()

    def _spectator_view(self, mode: Mode, display_time_s: float, head: Mat4) -> View | None:
        if mode != "xr" or self._spectator is None:
            return None
        return self._spectator.view(display_time_s, head)

    def close(self) -> None:
        """After the frame thread has stopped."""
        self._own_controllers.close()
        if self._tape is not None:
            self._tape.close()

    def _ended(self, problem: str) -> None:
        self.problem = problem
        self._visit.finished.set()


@dataclass(frozen=True)
class Steered:
    """A show that has begun, in somebody else's hands: may be used from any thread.

    Attributes:
        go_to: goes to another scene, as a click on its card would.
    """

    visit: Visit
    drawing: Drawing
    frames: FrameThread
    go_to: Callable[[str], None]


@dataclass(frozen=True)
class SceneWanted:
    """Somebody else than the person before the window asks for a scene."""

    name: str
