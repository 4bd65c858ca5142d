"""The desktop window around a visit."""

from __future__ import annotations

import math
import signal
import sys
import threading
from dataclasses import dataclass, replace
from typing import Any

from vr_app.app.conversation import SceneEntered
from vr_app.app.crash import CrashLog
from vr_app.app.drafts import read_draft
from vr_app.app.folders import data_folder, settings_file
from vr_app.app.installed import choices
from vr_app.app.models import inference_config
from vr_app.app.modes import Mode
from vr_app.app.places import OpenedPlace
from vr_app.app.record import frames_report
from vr_app.app.settings_file import write_setting
from vr_app.app.shows.drawing import Drawing, SceneWanted, Steered
from vr_app.app.shows.early_window import EarlyWindow
from vr_app.app.shows.frame_thread import FrameThread
from vr_app.app.shows.headset_panels import HeadsetPanels
from vr_app.app.shows.show import Show
from vr_app.app.visit import Visit
from vr_app.app.wearer.comfort import handling_of
from vr_app.app.wearer.feet import Feet
from vr_app.app.wearer.tour import EYE_HEIGHT_M
from vr_app.kernel import events as ev
from vr_app.kernel import hearing_events as he
from vr_app.kernel import story_events as st
from vr_app.kernel.errors import UserError
from vr_app.kernel.ports import Display, GraphicsContext
from vr_app.kernel.settings import Settings, changed
from vr_app.render.spectator import Spectator
from vr_app.ui.actions import MissingPart, UiActions
from vr_app.ui.application import end_application
from vr_app.ui.graphics import SharedGraphics
from vr_app.ui.walker import CameraPose

PATIENCE_S = 15.0
"""How long the end of a script waits for its last pictures."""


@dataclass(frozen=True)
class _VisitOver:
    """The script has ended, or the headset's wearer has left."""


class WindowShow:
    """Owns the Qt application, the window and the visit behind it. Lives on the main thread."""

    def __init__(self, show: Show, early: EarlyWindow | None = None) -> None:
        early = early or EarlyWindow(show.settings, show.opened, show.choice)
        if show.early is None:
            show = replace(show, early=early.frames)
        self._show = show
        self._early = early
        self._settings = show.settings
        self._over = False
        self._frames: FrameThread | None = None
        self._application = early.application
        actions = early.actions = UiActions(
            send_line=lambda line: self._visit.say(line),
            typing=lambda text, whole: read_draft(text, whole, self._visit.post, self._visit.config),
            stop=lambda: self._visit.post(ev.StopRequested()),
            pick=lambda offer, index: self._visit.post(st.ChoicePicked(offer, index)),
            begin_story=lambda afresh: self._visit.post(st.StoryRequested(afresh)),
            leave_story=lambda: self._visit.post(st.StoryLeft()),
            choose_scene=self._choose_scene,
            change_setting=self._change_setting,
            listen=lambda on: self._visit.hearing.listen_soon(on),
            press_talk=lambda down: self._visit.hearing.press_soon(down),
            check_sound=lambda what, argument: self._visit.hearing.check_soon(what, argument),
            remember=lambda event: self._visit.post(event),
            retry_setup=self._look_again,
            closed=self._application.quit,
        )
        self._folders, self._window = early.folders, early.window
        self._visit = Visit(show.settings, show.opened, show.options(), [self._window.bridge.post])
        self._visit.hearing.change = self._change_by_voice
        self._drawing = Drawing(show, self._visit)
        self._drawing.mouse = self._window.preview.pointed.get
        self._window.preview.picked.connect(self._drawing.pointer.select)
        self._window.preview.back_wanted.connect(lambda: self._place(self._visit.opened))
        self._window.bridge.received.connect(self._handle)
        self._panels: HeadsetPanels | None = None
        if show.choice.mode == "xr":
            in_headset = replace(actions, change_setting=self._change_by_voice)
            self._panels = HeadsetPanels(self._visit, self._drawing, in_headset, show.settings, choices())
            if show.early is not None:
                self._panels.attach(show.early.display)
        self._place(show.opened)
        early.pose = self._window.preview.camera.get

    def run(self) -> int:
        """Until the window is closed, or the script is over. Returns the exit code."""
        window, visit, show = self._window, self._visit, self._show
        if not window.isVisible():
            self._early.show(show.opened, show.size)
        graphics = show.early.graphics if show.early is not None else SharedGraphics()
        spectator = Spectator(
            self._early.mirror, window.preview.picture_size.get, lambda: self._settings.headset.mirror
        )
        frames = self._frames = self._drawing.start(
            lambda mode: self._make_display(mode, graphics), spectator=spectator, post=visit.post
        )
        crash = CrashLog(data_folder() / "crash")
        if report := crash.take():
            window.show_crash(report, crash.previous)
        self._show_missing()
        try:
            visit.start()
            threading.Thread(target=self._watch, name="end of the visit", daemon=True).start()
            if show.steer is not None:
                go_to = lambda name: window.bridge.post(SceneWanted(name))  # noqa: E731
                show.steer(Steered(visit, self._drawing, frames, go_to))
            # Qt's loop keeps Python from raising KeyboardInterrupt at a useful place.
            signal.signal(signal.SIGINT, lambda *_: end_application(self._application))
            self._application.exec()
        finally:
            self._over = True
            window.preview.close_graphics()
            frames.stop()
            self._drawing.close()
            if self._panels is not None:
                self._panels.close()
            visit.close(frames_report(frames.mode, show.choice.reason, frames.description, frames.summary))
            window.close()
        if problem := self._drawing.problem or (visit.problem if visit.exit_code else ""):
            print(f"vr-app: {problem}", file=sys.stderr)
        return 3 if self._drawing.problem else visit.exit_code

    def _make_display(self, mode: Mode, graphics: GraphicsContext) -> Display:
        if mode == "xr":
            handling = handling_of(self._settings.input)
            if self._panels is not None:
                return self._panels.display(graphics, handling)
            return self._drawing.headset(self._drawing.make_headset(graphics, handling))
        return self._early.display(graphics)

    def _place(self, opened: OpenedPlace) -> None:
        stage = opened.stage
        x, y, z = stage.spawn.at
        pose = CameraPose((x, y + EYE_HEIGHT_M, z), math.radians(stage.spawn.yaw_deg), 0.0)
        feet = Feet(stage, self._visit.scout.found.get)
        self._window.place_visitor(pose, feet.step)

    def _watch(self) -> None:
        """Ends the application with its script, or when the headset's wearer has left; a lost picture is told."""
        self._visit.wait()
        if self._over:
            return
        if self._drawing.problem and not self._show.scripted:
            words = f"The picture has stopped: {self._drawing.problem} You can still talk."
            self._window.bridge.post(ev.HostNotice(words))
            return
        if self._show.scripted and self._visit.pictures is not None and not self._drawing.problem:
            self._visit.pictures.ask()
            self._visit.pictures.wait(PATIENCE_S)
        self._window.bridge.post(_VisitOver())

    def _handle(self, event: object) -> None:
        """Qt thread: leaves a picture of the window beside those of the scene, then ends."""
        if isinstance(event, _VisitOver):
            if self._show.out is not None and self._show.scripted and not self._drawing.problem:
                self._window.save_picture(self._show.out / "window.png")
            self._application.quit()
        elif isinstance(event, SceneWanted):
            self._choose_scene(event.name)
        elif isinstance(event, SceneEntered):  # chosen here, or where host or story led
            self._place(self._visit.opened)
            if self._panels is not None:
                self._panels.enter_scene(self._visit.opened.id)

    def _choose_scene(self, name: str) -> None:
        try:
            self._visit.go_to(str(self._folders.get(name, name)))
        except UserError as error:
            self._window.bridge.post(ev.HostNotice(str(error)))

    def _change_setting(self, dotted: str, value: Any) -> Settings:
        self._settings = self._drawing.settings = changed(self._settings, dotted, value)
        if dotted == "voice.volume":
            self._visit.conversation.speaker.volume = value  # type: ignore[attr-defined]
        elif dotted == "voice.speed":
            self._visit.conversation.inference.speed = value  # type: ignore[attr-defined]
        elif dotted == "memory.remember":
            self._visit.memory.writing = value
            if value and not self._visit.memory.lasting:
                self._window.bridge.post(ev.HostNotice("Conversations are kept from the next start on."))
        if self._panels is not None:
            self._panels.apply(self._settings)
        self._visit.hearing.take(self._settings)
        self._visit.sound.use(self._settings.sound)
        write_setting(settings_file(), dotted, value)
        return self._settings

    def _change_by_voice(self, dotted: str, value: Any) -> Settings:
        """On the hearing's thread, or from the headset: the window shows it too."""
        settings = self._change_setting(dotted, value)
        self._window.bridge.post(he.SettingChanged(dotted, value))
        return settings

    def _look_again(self) -> None:
        """The person has set up what lacked, or says so."""
        try:
            config = inference_config(self._settings)
        except UserError as error:
            self._window.bridge.post(ev.HostNotice(str(error)))
            return
        if config != self._visit.config:
            self._visit.use_models(config, self._settings.voice.speed)
        self._show_missing()

    def _show_missing(self) -> None:
        missing = []
        if self._visit.config.language is None:
            missing.append(MissingPart("Language model", "The host cannot answer without it.", "vr-app setup"))
        if self._visit.config.voice is None:
            missing.append(MissingPart("Voice", "The host is written, not heard.", "vr-app setup"))
        self._window.show_missing(missing)
