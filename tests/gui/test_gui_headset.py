"""The headset's panels: painted without a screen, clicked and typed on by rays."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget

from vr_app.kernel import events as ev
from vr_app.kernel.canvas import HeadsetOpened, PanelInput, PanelShown
from vr_app.kernel.ids import TurnId
from vr_app.kernel.settings import Settings, changed
from vr_app.ui.actions import SceneCard, UiActions
from vr_app.ui.headset import MENU_SIZE, Headset
from vr_app.ui.settings_window import Choices

TURN = TurnId(1)
SCENES = (SceneCard("terrace", "Observatory terrace", "", "Mei"), SceneCard("museum", "Museum hall", "", "Aurel"))


class HeadsetCase:
    """A headset's panels and the pictures that have come out of them."""

    def __init__(self, settings: Settings) -> None:
        self.sent: list[str] = []
        self.chosen: list[str] = []
        self.changes: list[tuple[str, Any]] = []
        self.settings = settings
        actions = UiActions(send_line=self.sent.append, choose_scene=self.chosen.append, change_setting=self._change)
        self.headset = Headset(actions, SCENES, settings, Choices(voices=[("a", "Amber"), ("b", "Bruno")]))
        self.headset.enter_scene("terrace")
        self.pictures: dict[str, np.ndarray] = {}
        self.bytes = 0

    def _change(self, name: str, value: Any) -> Settings:
        self.settings = changed(self.settings, name, value)
        self.changes.append((name, value))
        return self.settings

    def post(self, *events: Any) -> None:
        for event in events:
            self.headset.bridge.post(event)
        self.work()

    def work(self) -> None:
        """Lets Qt paint, and takes what came out."""
        for _ in range(4):
            QApplication.processEvents()
        if self.headset.surface is not None and self.headset.surface.shown:
            self.headset.surface.paint()
        self.headset.refresh()
        for name, canvas in self.headset.canvases.get().items():
            picture = self.pictures.setdefault(name, np.zeros((canvas.height, canvas.width, 4), np.uint8))
            while (patch := canvas.take()) is not None:
                self.bytes += len(patch.pixels)
                top = canvas.height - patch.y - patch.height
                rows = np.frombuffer(patch.pixels, np.uint8).reshape(patch.height, patch.width, 4)
                picture[top : top + patch.height, patch.x : patch.x + patch.width] = rows[::-1]

    def button(self, words: str) -> QPushButton:
        menu = self.headset.menu
        return next(b for b in menu.findChildren(QPushButton) if b.text() == words and b.isVisibleTo(menu))

    def point(self, kind: Any, widget: QWidget, **more: float) -> None:
        at = widget.mapTo(self.headset.menu, widget.rect().center())
        self.post(PanelInput("menu", kind, at.x() / MENU_SIZE[0], at.y() / MENU_SIZE[1], **more))

    def click(self, words: str) -> None:
        button = self.button(words)
        for kind in ("move", "press", "release"):
            self.point(kind, button)


@pytest.fixture
def headset(qapp: QApplication) -> Iterator[HeadsetCase]:
    made = HeadsetCase(changed(Settings(), "headset.figures", True))
    yield made
    made.headset.close()
    made.headset.deleteLater()
    qapp.processEvents()


@pytest.fixture
def opened(headset: HeadsetCase) -> HeadsetCase:
    headset.post(HeadsetOpened(20.0), PanelShown("menu", True))
    return headset


def test_nothing_is_painted_before_a_headset_is_there(headset: HeadsetCase) -> None:
    headset.post(ev.HostNotice("Hello"))
    assert headset.headset.canvases.get() == {} and headset.bytes == 0


def test_the_menu_is_painted_at_the_headsets_density_with_clear_corners(opened: HeadsetCase) -> None:
    picture = opened.pictures["menu"]
    assert picture.shape == (round(560 * 20 / 18), round(760 * 20 / 18), 4)
    assert picture[0, 0, 3] == 0 and picture[300, 400, 3] == 255
    assert len(np.unique(picture.reshape(-1, 4), axis=0)) > 50


def test_keys_under_the_ray_type_and_send(opened: HeadsetCase) -> None:
    opened.click("Keyboard")
    for key in ("w", "h", "o", "?"):
        opened.click(key)
    assert opened.headset.menu.conversation.input.toPlainText() == "who?"
    opened.click("⌫")
    opened.click("⇧")
    opened.click("S")
    opened.click("Send")
    assert opened.sent == ["whoS"]


def test_only_what_changed_crosses(opened: HeadsetCase) -> None:
    opened.work()
    opened.bytes = 0
    opened.work()
    assert opened.bytes == 0
    opened.point("move", opened.button("Talk"))
    opened.bytes = 0
    opened.point("move", opened.button("Close"))
    assert 0 < opened.bytes < opened.pictures["menu"].nbytes / 10


def test_nobody_looks_nothing_is_painted(opened: HeadsetCase) -> None:
    opened.post(PanelShown("menu", False))
    opened.bytes = 0
    opened.headset.menu.show_tab("Settings")
    opened.work()
    surface = opened.headset.surface
    assert opened.bytes == 0 and surface is not None and not surface.shown


def test_settings_are_changed_by_dragging_and_choosing(opened: HeadsetCase) -> None:
    opened.click("Settings")
    combo = next(c for c in opened.headset.menu.findChildren(QComboBox) if c.objectName() == "voice.name")
    before = opened.pictures["menu"].copy()
    opened.point("press", combo)
    opened.point("release", combo)
    assert combo.view().isVisible() and (opened.pictures["menu"] != before).any(), "the list opens within the panel"
    combo.hidePopup()
    combo.setCurrentIndex(1)
    opened.headset.menu._settings_page.flush()
    assert opened.changes == [("voice.name", "a")]


def test_settings_changed_elsewhere_are_shown_when_the_page_is_opened(opened: HeadsetCase) -> None:
    opened.headset.apply(changed(opened.settings, "voice.name", "b"))
    opened.work()
    opened.click("Settings")
    page = opened.headset.menu._settings_page
    assert page.isVisibleTo(opened.headset.menu)
    combo = next(c for c in page.findChildren(QComboBox) if c.objectName() == "voice.name")
    assert combo.currentData() == "b"


def test_a_place_is_chosen_and_the_menu_closes(opened: HeadsetCase) -> None:
    opened.click("Places")
    card = opened.headset.menu.picker._cards[1]
    opened.point("press", card)
    opened.point("release", card)
    assert opened.chosen == ["museum"] and opened.headset.menu_closings.get() == 1


def test_captions_notices_and_their_end(opened: HeadsetCase) -> None:
    assert "caption" in opened.headset.signs.get(), "what is being opened"
    opened.post(
        ev.VisitorArrived("terrace"),
        ev.TurnOpened(TURN, "Who are you?", "keyboard"),
        ev.SentenceReady(TURN, 0, "I am Mei, and I keep the telescope."),
        ev.PlaybackStarted(TURN, 0, 0.0, time.monotonic()),
    )
    with_words = opened.pictures["caption"].copy()
    assert "caption" in opened.headset.signs.get() and with_words[..., 3].any()
    opened.post(ev.TurnOpened(TurnId(2), "Hm", "keyboard"))
    assert "caption" not in opened.headset.signs.get()
    opened.post(ev.InferenceFailed("language", None, "No language model is installed. Run `vr-app setup`.", False))
    assert "caption" in opened.headset.signs.get()
    assert (opened.pictures["caption"] != with_words).any()


def test_larger_captions_and_high_contrast_look_different(opened: HeadsetCase) -> None:
    areas = []
    for size in ("small", "medium", "large", "huge"):
        opened.headset.apply(changed(opened.settings, "captions.size", size))
        opened.work()
        areas.append(int((opened.pictures["caption"][..., 3] > 0).sum()))
    assert areas == sorted(areas) and areas[-1] > 2 * areas[0]
    opened.headset.apply(changed(opened.settings, "captions.contrast", True))
    opened.work()
    picture = opened.pictures["caption"]
    assert (picture[picture[..., 3] == 255][:, :3].max(axis=1) == 255).any(), "white on black"
    assert ((picture[..., 3] == 255) & (picture[..., :3].max(axis=2) == 0)).any()


def test_a_new_reader_gets_everything_again(opened: HeadsetCase) -> None:
    for canvas in opened.headset.canvases.get().values():
        canvas.renew()
    opened.bytes = 0
    opened.work()
    assert opened.bytes >= opened.pictures["menu"].nbytes


def test_the_figures_follow_the_frames(opened: HeadsetCase) -> None:
    before = opened.pictures["figures"].copy()
    opened.post(ev.FrameStatistics(90, 3, 2.0, 4.0))
    assert (opened.pictures["figures"] != before).any()
