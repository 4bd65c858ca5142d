"""The window, up and drawing while the rest of the app is still being imported."""

from __future__ import annotations

import importlib
import math
import sys
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import numpy as np

from vr_app.app.installed import choices
from vr_app.app.modes import Choice
from vr_app.app.places import OpenedPlace
from vr_app.app.scene_cards import places_to_go, scene_cards
from vr_app.app.shows.early_frames import EarlyFrames
from vr_app.app.wearer.tour import EYE_HEIGHT_M
from vr_app.kernel.ports import GraphicsContext, Mat4
from vr_app.kernel.settings import Settings
from vr_app.render.mirror import Mirror
from vr_app.render.preview_display import PreviewDisplay
from vr_app.ui.actions import NO_ACTIONS, UiActions
from vr_app.ui.application import create_application, paint
from vr_app.ui.graphics import SharedGraphics
from vr_app.ui.main_window import MainWindow
from vr_app.ui.walker import CameraPose

_HIDDEN = (0, 0)
_IN_FOYER = CameraPose((0.0, EYE_HEIGHT_M, 0.0), 0.0, 0.0)

_REST = (
    "vr_app.app.world",
    "vr_app.host.knowledge",
    "vr_app.host.stories.storyteller",
    "vr_app.app.whole_mind",
    "vr_app.app.listening.visit_hearing",
    "vr_app.app.visit",
    "vr_app.app.shows.drawing",
    "vr_app.app.shows.window_show",
)
"""The larger parts of what `window_show` imports."""


class EarlyWindow:
    """Owns the Qt application and the main window. Lives on the main thread.

    Args:
        choice: where the first frames go to; they begin at once where that is the window.

    Attributes:
        actions: what the window asks for; set it before Qt's loop runs.
        mirror: the pictures that the window shows.
        frames: the frame thread, where it is drawing already.
        pose: where the picture is seen from.
    """

    def __init__(self, settings: Settings, opened: OpenedPlace, choice: Choice) -> None:
        self.actions: UiActions = NO_ACTIONS
        self.application = create_application(
            sys.argv[:1], text_size=settings.display.text_size, language=settings.display.language
        )
        self.mirror = Mirror()
        self.pose: Callable[[], CameraPose] = lambda: _IN_FOYER
        self._size: Callable[[], tuple[int, int]] = lambda: _HIDDEN
        self.frames: EarlyFrames[PreviewDisplay] | None = None
        if choice.mode == "window":
            graphics = SharedGraphics()
            self.frames = EarlyFrames(settings, choice, "window", graphics, self.display(graphics))
        self.folders = places_to_go(opened)
        self.window = MainWindow(self._later(), scene_cards(self.folders), settings=settings, choices=choices())
        self.window.set_source(self.mirror)
        self._size = self.window.preview.picture_size.get

    def show(self, opened: OpenedPlace, size: tuple[int, int] | None) -> None:
        """Shows the window; nothing that a person does with it counts before Qt's loop runs."""
        if size:
            self.window.resize(*size)
        self.window.enter_scene(opened.id)
        self.window.show()
        paint(self.application)

    def import_rest(self) -> None:
        """Imports what the visit needs, in pieces, so that the picture moves meanwhile."""
        for name in _REST:
            importlib.import_module(name)
            paint(self.application)

    def display(self, graphics: GraphicsContext) -> PreviewDisplay:
        """Draws into the window."""
        return PreviewDisplay(
            graphics, self.mirror, lambda: self._size(), lambda _display_time_s: camera_matrix(self.pose())
        )

    def _later(self) -> UiActions:
        """Whatever `actions` holds by then."""
        names = [field.name for field in fields(UiActions)]

        def doing(name: str) -> Callable[..., Any]:
            return lambda *arguments: getattr(self.actions, name)(*arguments)

        return UiActions(**{name: doing(name) for name in names})


def camera_matrix(pose: CameraPose) -> Mat4:
    """`world_from_view` of the desktop visitor."""
    cy, sy = math.cos(pose.yaw_rad), math.sin(pose.yaw_rad)
    cp, sp = math.cos(pose.pitch_rad), math.sin(pose.pitch_rad)
    x, y, z = pose.position
    return np.array(
        [[cy, sy * sp, sy * cp, x], [0.0, cp, -sp, y], [-sy, cy * sp, cy * cp, z], [0.0, 0.0, 0.0, 1.0]], np.float32
    )
