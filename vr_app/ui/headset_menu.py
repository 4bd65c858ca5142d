"""The panel in the headset: the conversation, the places and the settings of the desktop, and keys to type with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from vr_app.kernel.events import ModelLoading, ModelReady, VisitorArrived
from vr_app.kernel.settings import Settings
from vr_app.ui import theme
from vr_app.ui.actions import SceneCard, UiActions
from vr_app.ui.banner import Banner
from vr_app.ui.conversation import ConversationPanel
from vr_app.ui.on_screen_keyboard import KeyStroke, OnScreenKeyboard
from vr_app.ui.scene_picker import ScenePicker
from vr_app.ui.settings_window import Choices, SettingsWindow
from vr_app.ui.wording import tr

TABS = ("Talk", "Places", "Settings")
CORNER_PX = 14


class HeadsetMenu(QWidget):
    """A second instance of the window's panels, fed by the same events.

    Signals:
        closed(): the person wants it away.
    """

    closed = Signal()

    def __init__(
        self,
        actions: UiActions,
        scenes: Sequence[SceneCard],
        settings: Settings,
        choices: Choices,
    ) -> None:
        super().__init__()
        self.setObjectName("headsetMenu")
        self._actions = actions
        self._scenes = scenes
        self._settings = settings
        self._choices = choices
        self._stale = False
        self.conversation = ConversationPanel(actions.send_line, actions.stop, actions=actions)
        self.picker = ScenePicker(scenes)
        self.picker.chosen.connect(self._choose_scene)
        self.picker.closed.connect(lambda: self.show_tab("Talk"))
        self.banner = Banner()
        self.keyboard = OnScreenKeyboard(self._strike)
        self.keys = QPushButton(tr("Keyboard"))
        self.keys.setProperty("role", "quiet")
        self.keys.setCheckable(True)
        self.keys.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.keys.toggled.connect(self._show_keys)
        self._stack = QStackedWidget()
        self._tabs = QButtonGroup(self)
        self._settings_page = self._make_settings()
        for page in (self.conversation, self.picker, self._settings_page):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 4, 2, CORNER_PX)
        column.setSpacing(0)
        column.addLayout(self._made_head())
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        column.addWidget(self.keyboard)
        self.keyboard.hide()
        self.show_tab("Talk")

    def _made_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 14, 8)
        head.setSpacing(6)
        for number, words in enumerate(TABS):
            tab = QPushButton(words)
            tab.setProperty("role", "quiet")
            tab.setCheckable(True)
            tab.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            tab.clicked.connect(lambda _checked=False, words=words: self.show_tab(words))
            self._tabs.addButton(tab, number)
            head.addWidget(tab)
        head.addStretch(1)
        head.addWidget(self.keys)
        close = QPushButton(tr("Close"))
        close.setProperty("role", "quiet")
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.closed)
        head.addWidget(close)
        return head

    def _make_settings(self) -> SettingsWindow:
        page = SettingsWindow(self._settings, self._actions.change_setting, self._choices)
        page.setWindowFlags(Qt.WindowType.Widget)
        page.setMinimumSize(0, 0)
        page.finished.connect(self._settings_done)
        return page

    def _settings_done(self) -> None:
        self._settings_page.show()
        self.show_tab("Talk")

    # ---------------------------------------------------------------- what the person does

    def show_tab(self, words: str) -> None:
        """Brings a page to the front."""
        number = TABS.index(words)
        if words == "Settings" and self._stale:
            self._renew_settings()
        self._stack.setCurrentIndex(number)
        self._tabs.button(number).setChecked(True)
        self.keys.setVisible(words == "Talk")
        if words != "Talk":
            self.keys.setChecked(False)

    def _show_keys(self, shown: bool) -> None:
        self.keyboard.setVisible(shown)
        if shown:
            self.conversation.input.setFocus()

    def _choose_scene(self, scene_id: str) -> None:
        self._actions.choose_scene(scene_id)
        self.closed.emit()

    def _strike(self, stroke: KeyStroke) -> None:
        """Types into the field that has the focus, else into the conversation's."""
        focused = self.focusWidget()
        target = focused if isinstance(focused, QPlainTextEdit | QLineEdit) else self.conversation.input
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, stroke.key, Qt.KeyboardModifier.NoModifier, stroke.text)
            QApplication.sendEvent(target, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.COLOURS.line_strong), 2))
        painter.setBrush(QColor(theme.COLOURS.base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CORNER_PX, CORNER_PX)
        painter.end()

    # ---------------------------------------------------------------- told by the app

    def apply(self, settings: Settings) -> None:
        """These settings hold from now on; the page shows them when it is next opened."""
        self._settings, self._stale = settings, True

    def _renew_settings(self) -> None:
        old, self._stale = self._settings_page, False
        old.finished.disconnect(self._settings_done)
        self._settings_page = self._make_settings()
        self._stack.insertWidget(TABS.index("Settings"), self._settings_page)
        self._stack.removeWidget(old)
        old.deleteLater()

    def handle(self, event: Any) -> None:
        """Takes any kernel event."""
        self.conversation.handle(event)
        if isinstance(event, VisitorArrived):
            self.enter_scene(event.scene_id)
        elif isinstance(event, ModelLoading | ModelReady) and event.kind == "language":
            self._show_readiness(isinstance(event, ModelLoading))

    def enter_scene(self, scene_id: str) -> None:
        """Names the scene one is in from now on."""
        scene = next((s for s in self._scenes if s.id == scene_id), SceneCard(scene_id, scene_id))
        self.picker.set_current(scene_id)
        self.conversation.set_host(scene.host_name)
        self._host = scene.host_name
        self._show_readiness(True)

    def _show_readiness(self, loading: bool) -> None:
        host = getattr(self, "_host", "") or "Your host"
        if loading:
            self.conversation.set_readiness(f"{host} is waking up", "Look around; you will be answered in a moment.")
        else:
            self.conversation.set_readiness(f"{host} is listening", "Say hello, or ask about what you see.")
