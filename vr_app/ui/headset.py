"""Everything Qt paints for the headset, on canvases of its density; and what hands do there, brought to the widgets."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage

from vr_app.kernel.canvas import Canvas, HeadsetOpened, PanelInput, PanelShown
from vr_app.kernel.events import DisplayChanged, HostNotice, InferenceFailed, VisitorArrived
from vr_app.kernel.latest import Latest
from vr_app.kernel.settings import Settings
from vr_app.ui.actions import SceneCard, UiActions
from vr_app.ui.bridge import Bridge
from vr_app.ui.captions import Caption, CaptionTrack
from vr_app.ui.figures import MOST_ROWS, Figures, paint_figures
from vr_app.ui.figures import after as figures_after
from vr_app.ui.headset_menu import HeadsetMenu
from vr_app.ui.headset_paint import paint_arrow, paint_caption, paint_cursor, paint_orb, plate_of
from vr_app.ui.headset_surface import HeadsetSurface, blank_image, cut_patch, straight_pixels
from vr_app.ui.listening import Listening
from vr_app.ui.listening import after as listening_after
from vr_app.ui.plain_text import harmless, shortened
from vr_app.ui.settings_window import Choices

MENU_SIZE = (760, 560)
"""Device-independent pixels."""
LAYOUT_PX_PER_DEGREE = 18.0
"""Of the menu: text of 15 pixels is 0.8 degrees high."""
SIGNS_DEG: Mapping[str, tuple[float, float]] = {
    "caption": (42.0, 13.0),
    "arrow-left": (3.0, 3.0),
    "arrow-right": (3.0, 3.0),
    "orb": (4.0, 4.0),
    "wrist": (16.0, 3.6),
    "figures": (18.0, 8.0),
    "cursor": (1.2, 1.2),
    "cursor-pressed": (1.2, 1.2),
}
"""Angles across and up that the signs are painted for."""
FEWEST_PX_PER_DEGREE, MOST_PX_PER_DEGREE = 12.0, 36.0
NOTICE_S = 8.0
LOOK_EVERY_MS = 50


@dataclass(frozen=True)
class SettingsApplied:
    """These settings hold from now on."""

    settings: Settings


class Headset(QObject):
    """Lives on the Qt thread; the cells may be read by any.

    Args:
        actions: what the panels ask of the app.
        scenes: what can be chosen.
        settings: as they stand now.
        choices: installed models and voices.

    Attributes:
        bridge: `bridge.post(event)` takes kernel events, and what hands do on panels; any thread.
        canvases: by name; none before the headset's density is known.
        signs: names of those that have something to show now.
    """

    def __init__(self, actions: UiActions, scenes: Sequence[SceneCard], settings: Settings, choices: Choices) -> None:
        super().__init__()
        self._scenes = scenes
        self._settings = settings
        self._captions = CaptionTrack()
        self._notice: tuple[Caption, float] | None = None
        self._caption: Caption | None = None
        self._listening, self._figures = Listening(), Figures()
        self._painted: dict[str, _Sign] = {}
        self._menu_wanted = False
        self.bridge = Bridge(self)
        self.bridge.received.connect(self._handle)
        self.canvases: Latest[Mapping[str, Canvas]] = Latest({})
        self.signs: Latest[frozenset[str]] = Latest(frozenset())
        self.menu_closings: Latest[int] = Latest(0)
        self.menu = HeadsetMenu(actions, scenes, settings, choices)
        self.menu.closed.connect(lambda: self.menu_closings.set(self.menu_closings.get() + 1))
        self.surface: HeadsetSurface | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.refresh)

    # ---------------------------------------------------------------- told by the app

    def enter_scene(self, scene_id: str) -> None:
        """Names the scene one is in from now on, with a word on what happens until it is there."""
        scene = next((s for s in self._scenes if s.id == scene_id), SceneCard(scene_id, scene_id))
        self._captions.speaker = scene.host_name
        self.menu.enter_scene(scene_id)
        self._say(f"Opening {shortened(harmless(scene.name), 60)}")

    def apply(self, settings: Settings) -> None:
        """The person has changed something; any thread."""
        self.bridge.post(SettingsApplied(settings))

    def _apply(self, settings: Settings) -> None:
        self._settings = settings
        self.menu.apply(settings)
        for sign in self._painted.values():
            sign.shown = None
        self.refresh()

    def close(self) -> None:
        """Nothing is painted any more."""
        self._timer.stop()
        self.bridge.close()
        if self.surface is not None:
            self.surface.close()

    # ---------------------------------------------------------------- events

    def _handle(self, event: Any) -> None:
        if isinstance(event, PanelInput):
            if event.panel == "menu" and self.surface is not None:
                self.surface.handle(event)
            return
        if isinstance(event, PanelShown):
            if event.panel == "menu" and self.surface is not None:
                self.surface.show(event.shown)
            return
        if isinstance(event, SettingsApplied):
            self._apply(event.settings)
            return
        if isinstance(event, HeadsetOpened):
            self._make_canvases(event.pixels_per_degree)
            return
        self.menu.handle(event)
        self._captions.handle(event, time.monotonic())
        self._listening = listening_after(self._listening, event)
        self._figures = figures_after(self._figures, event)
        if isinstance(event, VisitorArrived):
            self.enter_scene(event.scene_id)
            self._notice = None
        elif isinstance(event, HostNotice):
            self._say(event.text)
        elif isinstance(event, InferenceFailed) and event.turn is None:
            self._say(event.message)
        elif isinstance(event, DisplayChanged) and event.reason:
            self._say(event.reason)
        if self._painted:
            self.refresh()

    def _say(self, words: str) -> None:
        """Shows a line of the app's own where captions are shown."""
        self._notice = Caption("", shortened(harmless(words), 300)), time.monotonic() + NOTICE_S

    # ---------------------------------------------------------------- painting

    def _make_canvases(self, pixels_per_degree: float) -> None:
        density = min(max(pixels_per_degree, FEWEST_PX_PER_DEGREE), MOST_PX_PER_DEGREE)
        if self.surface is None:
            scale = density / LAYOUT_PX_PER_DEGREE
            width, height = (round(side * scale) for side in MENU_SIZE)
            self.surface = HeadsetSurface(self.menu, Canvas("menu", width, height), scale, self)
            sizes = {name: (round(wide * density), round(high * density)) for name, (wide, high) in SIGNS_DEG.items()}
            self._painted = {name: _Sign(Canvas(name, *size)) for name, size in sizes.items()}
            self._density = density
            self._timer.start()
        canvases = {"menu": self.surface.canvas} | {name: sign.canvas for name, sign in self._painted.items()}
        self.canvases.set(canvases)
        self.refresh()

    def refresh(self) -> None:
        """Paints what looks different from what was painted last."""
        if not self._painted:
            return
        now_s = time.monotonic()
        caption = self._captions.at(now_s) if self._settings.display.captions else None
        if self._notice is not None and now_s >= self._notice[1]:
            self._notice = None
        if caption is None and self._notice is not None:
            caption = self._notice[0]
        self._caption = caption or self._caption
        signs = {"cursor", "cursor-pressed", "arrow-left", "arrow-right"}
        if caption is not None:
            signs.add("caption")
        if self._settings.headset.orb:
            signs |= {"orb", "wrist"}
        if self._settings.headset.figures:
            signs.add("figures")
        plate = plate_of(self._settings.captions, self._density)
        contrast = self._settings.captions.contrast
        listening, figures = self._listening, self._figures
        if self._caption is not None:
            shown = self._caption
            self._paint("caption", (shown, plate), lambda image: paint_caption(image, shown, plate))
        self._paint("arrow-left", contrast, lambda image: paint_arrow(image, "left", contrast))
        self._paint("arrow-right", contrast, lambda image: paint_arrow(image, "right", contrast))
        if "orb" in signs:
            look = (listening.phase, round(listening.level * 8))
            self._paint("orb", look, lambda image: paint_orb(image, listening, words=False))
            self._paint("wrist", (look, listening.words), lambda image: paint_orb(image, listening, words=True))
        if "figures" in signs:
            self._paint(
                "figures", figures, lambda image: paint_figures(image, figures, image.height() / (MOST_ROWS + 1.3))
            )
        self._paint("cursor", "", lambda image: paint_cursor(image, pressed=False))
        self._paint("cursor-pressed", "", lambda image: paint_cursor(image, pressed=True))
        self.signs.set(frozenset(signs))

    def _paint(self, name: str, look: Any, paint: Callable[[QImage], object]) -> None:
        self._painted[name].paint(look, paint)


class _Sign:
    """A canvas painted as a whole whenever it is to look different."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.shown: Any = None
        self._renewals = -1

    def paint(self, look: Any, paint: Callable[[QImage], object]) -> None:
        if (look, self._renewals) == (self.shown, self.canvas.renewals):
            return
        image = blank_image(self.canvas)
        paint(image)
        renewals = self.canvas.renewals
        if self.canvas.post(cut_patch(straight_pixels(image), image.rect())):
            self.shown, self._renewals = look, renewals
