"""The main window: the picture, the conversation, the places, and how the machine copes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QImageWriter, QKeySequence, QPainter, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from vr_app.kernel.errors import UserError
from vr_app.kernel.events import DisplayChanged, HostNotice, InferenceFailed, ModelLoading, ModelReady, VisitorArrived
from vr_app.kernel.hearing_events import SettingChanged
from vr_app.kernel.settings import Settings, changed
from vr_app.ui import theme
from vr_app.ui.actions import MissingPart, SceneCard, UiActions
from vr_app.ui.banner import Banner
from vr_app.ui.bridge import Bridge
from vr_app.ui.captions import CaptionTrack
from vr_app.ui.conversation import ConversationPanel
from vr_app.ui.crash_notice import CrashNotice
from vr_app.ui.figures import Figures
from vr_app.ui.figures import after as figures_after
from vr_app.ui.first_run import FirstRunPage
from vr_app.ui.graphics import has_graphics
from vr_app.ui.header import Header
from vr_app.ui.icons import icon
from vr_app.ui.microphone import TalkKey
from vr_app.ui.plain_text import harmless, shortened
from vr_app.ui.preview import PictureSource, Preview
from vr_app.ui.scene_picker import ScenePicker
from vr_app.ui.settings_window import Choices
from vr_app.ui.side_windows import SideWindows
from vr_app.ui.status_bar import StatusBar
from vr_app.ui.walker import CameraPose, WalkArea, Walker
from vr_app.ui.wording import tr


class MainWindow(QMainWindow):
    """Args:
    actions: what the window asks of the app.
    scenes: what can be chosen.
    settings: as they stand now.
    choices: installed models and voices, for the settings window.
    source: where finished pictures come from; may come later by `set_source`.

    Attributes:
        bridge: `bridge.post(event)` shows a kernel event; any thread.
        preview: has the visitor's `camera` and the `picture_size` worth drawing, as `Latest` cells.
    """

    def __init__(
        self,
        actions: UiActions,
        scenes: Sequence[SceneCard] = (),
        *,
        settings: Settings | None = None,
        choices: Choices | None = None,
        source: PictureSource | None = None,
    ) -> None:
        super().__init__()
        self.setWindowTitle("Virgil")
        self.setWindowIcon(icon("lamp", theme.COLOURS.lamp))
        self._actions = actions
        self._scenes: Sequence[SceneCard] = scenes
        self._settings = settings or Settings()
        self._choices = choices or Choices()
        self._scene: SceneCard | None = None
        self._loading = True
        self._shared_out = False
        self._captions = CaptionTrack()
        self._figures = Figures()
        self._beside = SideWindows(self, actions, self._choices, self._change_setting, lambda: self._settings)
        self.bridge = Bridge(self)
        self.bridge.received.connect(self._handle)
        self.header = Header()
        self.banner = Banner()
        self.preview = Preview(source)
        self.picker = ScenePicker(scenes)
        self.first_run = FirstRunPage()
        self.conversation = ConversationPanel(actions.send_line, self._stop, actions=actions)
        self.status = StatusBar()
        self._caption_timer = QTimer(self)
        self._caption_timer.setInterval(100)
        self._caption_timer.timeout.connect(self._show_caption)
        self._build()
        self._connect()
        self.preview.set_text_size(self._settings.display.text_size)
        self.header.captions.setChecked(self._settings.display.captions)
        self._show_readiness()
        self.conversation.input.setFocus()

    # ---------------------------------------------------------------- told by the app (Qt thread)

    def set_source(self, source: PictureSource | None) -> None:
        """Shows another thread's pictures from now on."""
        self.preview.set_source(source)

    def set_scenes(self, scenes: Sequence[SceneCard]) -> None:
        self._scenes = scenes
        self.picker.set_scenes(scenes)

    def enter_scene(self, scene_id: str) -> None:
        """Names the scene one is in from now on. `VisitorArrived` events do the same."""
        scene = next((s for s in self._scenes if s.id == scene_id), SceneCard(scene_id, scene_id))
        self._scene = scene
        self.preview.set_note("")
        self._captions.speaker = scene.host_name
        self.header.set_place(scene.name, scene.host_name)
        self.setWindowTitle(f"{scene.name} · Virgil")
        self.picker.set_current(scene_id)
        self.conversation.set_host(scene.host_name)
        self._show_readiness()

    def place_visitor(self, pose: CameraPose, area: WalkArea | None = None) -> None:
        """Puts the desktop visitor somewhere, as on arrival."""
        self.preview.walker = Walker(pose, area)
        self.preview.camera.set(pose)

    def show_missing(self, parts: Sequence[MissingPart]) -> None:
        """Shows what set-up lacks in place of the picture; with none, the picture again."""
        if parts:
            self.first_run.show_missing(parts)
        self._stage.setCurrentWidget(self.first_run if parts else self._picture)
        self.header.places.setEnabled(not parts)

    def show_crash(self, report: str, path: Path | None = None) -> None:
        """Says that the app stopped unexpectedly last time, with the report one click away."""
        self.banner.say(
            tr("Virgil stopped unexpectedly last time. Nothing you said was lost."),
            "warn",
            button=tr("Show report"),
            act=lambda: CrashNotice(report, path, self).open(),
            dismissed=self._actions.dismiss_crash,
        )

    def save_picture(self, path: Path) -> None:
        """Writes the window as it looks now, picture of the scene included, as a PNG.

        Raises: UserError where the file cannot be written.
        """
        image = self.grab().toImage()
        if self._picture.isVisible():
            painter = QPainter(image)
            painter.drawImage(self._picture.mapTo(self, QPoint(0, 0)), self.preview.snapshot())
            painter.end()
        if not QImageWriter(str(path), b"png").write(image):
            raise UserError(f"{path} cannot be written", remedy="Choose a folder you may write to.")

    def open_memory(self) -> None:
        """Shows what is remembered of the person."""
        self._beside.open_memory()

    def open_settings(self) -> None:
        self._beside.open_settings()

    def open_wizard(self) -> None:
        """Shows the check of microphone and loudspeaker."""
        self._beside.open_wizard()

    # ---------------------------------------------------------------- building

    def _build(self) -> None:
        self._picture: QWidget = self._held_preview()
        self._stage = QStackedWidget()
        self._stage.setObjectName("stage")
        for page in (self._picture, self.picker, self.first_run):
            self._stage.addWidget(page)
        self._stage.setMinimumWidth(360)
        self.conversation.setMinimumWidth(320)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._stage)
        splitter.addWidget(self.conversation)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        self._splitter = splitter
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.banner)
        column.addWidget(splitter, 1)
        column.addWidget(self.status)
        self.setCentralWidget(central)
        self.setMinimumSize(760, 480)
        self.resize(1280, 800)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if not self._shared_out:
            self._shared_out = True
            text_size = self._settings.display.text_size
            talk_px = round(min(max(self.width() * 0.31, 320), 460) * max(text_size, 1.0))
            talk_px = min(talk_px, round(self.width() * 0.48))
            self._splitter.setSizes([self.width() - talk_px, talk_px])

    def _held_preview(self) -> QWidget:
        if not has_graphics():
            words = QLabel(tr("This display has no OpenGL, so there is no picture here. You can still talk."))
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            words.setWordWrap(True)
            words.setProperty("role", "soft")
            return words
        held = QWidget.createWindowContainer(self.preview)
        held.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        held.setAccessibleName(tr("Picture of the scene"))
        held.setMinimumSize(320, 200)
        return held

    def _connect(self) -> None:
        self.header.places_toggled.connect(self._show_places)
        self.header.captions_toggled.connect(self._switch_captions)
        self.header.settings_wanted.connect(self.open_settings)
        self.picker.chosen.connect(self._choose_scene)
        self.picker.closed.connect(lambda: self.header.places.setChecked(False))
        self.first_run.retry_wanted.connect(self._actions.retry_setup)
        self.first_run.skip_wanted.connect(lambda: self.show_missing(()))
        self.preview.talk_wanted.connect(self.conversation.focus_input)
        self.preview.stop_wanted.connect(self._stop)
        self._talk_key = TalkKey(self._actions.press_talk, self)
        for keys, act in (
            ("Ctrl+P", self.header.places.toggle),
            ("Ctrl+,", self.open_settings),
            ("Ctrl+M", self.open_memory),
            ("Ctrl+L", self.conversation.focus_input),
            ("Escape", self._stop),
            ("F3", self._toggle_figures),
            ("F11", self._toggle_full_screen),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # ---------------------------------------------------------------- events

    def _handle(self, event: Any) -> None:
        self.conversation.handle(event)
        self.status.handle(event)
        self._beside.handle(event)
        self._captions.handle(event, time.monotonic())
        self._figures = figures_after(self._figures, event)
        self.preview.set_figures(self._figures if self._settings.headset.figures else None)
        self._show_caption()
        if isinstance(event, VisitorArrived):
            self.enter_scene(event.scene_id)
        elif isinstance(event, SettingChanged):
            self._settings = changed(self._settings, event.name, event.value)
            self._apply_setting(event.name)
        elif isinstance(event, HostNotice):
            self.preview.set_note("")
        elif isinstance(event, DisplayChanged):
            self.preview.set_mode(event.mode)
            if event.reason:
                self.banner.say(event.reason)
        elif isinstance(event, InferenceFailed) and event.turn is None:
            self.banner.say(event.message, "bad", button=tr("Settings"), act=self.open_settings)
        elif isinstance(event, ModelLoading | ModelReady) and event.kind == "language":
            self._loading = isinstance(event, ModelLoading)
            self._show_readiness()

    def _show_readiness(self) -> None:
        host = self._scene.host_name if self._scene and self._scene.host_name else tr("Your host")
        place = self._scene.name if self._scene else ""
        if self._loading:
            self.conversation.set_readiness(
                tr("{0} is waking up").format(host),
                tr("You can look around already, or type; you will be answered in a moment."),
            )
        else:
            self.conversation.set_readiness(
                tr("{0} is listening").format(host), tr("Say hello, or ask about what you see.")
            )
        self.preview.set_waiting(place or "Virgil", tr("Opening the scene") if place else tr("Starting"))

    def _show_caption(self) -> None:
        caption = self._captions.at(time.monotonic()) if self._settings.display.captions else None
        self.preview.set_caption(caption)
        if caption is None:
            self._caption_timer.stop()
        elif not self._caption_timer.isActive():
            self._caption_timer.start()

    # ---------------------------------------------------------------- what the person does

    def _stop(self) -> None:
        if self.header.places.isChecked():
            self.header.places.setChecked(False)
        else:
            self._actions.stop()

    def _show_places(self, shown: bool) -> None:
        self._stage.setCurrentWidget(self.picker if shown else self._picture)
        if shown:
            self.picker.focus_current()
        else:
            # The picture's own window takes the keyboard as it comes back; ask for it after that.
            QTimer.singleShot(0, self.conversation.focus_input)

    def _choose_scene(self, scene_id: str) -> None:
        self.header.places.setChecked(False)
        name = next((s.name for s in self._scenes if s.id == scene_id), scene_id)
        self.preview.set_note(tr("Opening {0}").format(shortened(harmless(name), 60)))
        self._actions.choose_scene(scene_id)

    def _switch_captions(self, shown: bool) -> None:
        if shown == self._settings.display.captions:
            return
        try:
            self._change_setting("display.captions", shown)
        except UserError as error:
            self.banner.say(str(error), "warn")

    def _change_setting(self, name: str, value: Any) -> Settings | None:
        """Raises: UserError where the value is none, or where it could not be kept; it holds for this run then."""
        self._settings = changed(self._settings, name, value)
        try:
            self._settings = self._actions.change_setting(name, value) or self._settings
        finally:
            self._apply_setting(name)
        return self._settings

    def _apply_setting(self, name: str) -> None:
        if name == "display.text_size":
            application = QApplication.instance()
            assert isinstance(application, QApplication)
            theme.apply(application, self._settings.display.text_size)
            self.preview.set_text_size(self._settings.display.text_size)
            self.conversation.refit()
        elif name == "display.captions":
            self.header.captions.setChecked(self._settings.display.captions)
            self._show_caption()

    def _toggle_figures(self) -> None:
        self._change_setting("headset.figures", not self._settings.headset.figures)
        self.preview.set_figures(self._figures if self._settings.headset.figures else None)

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self._beside.close_settings()
        self._caption_timer.stop()
        self.bridge.close()
        self.preview.close_graphics()
        event.accept()
        self._actions.closed()
