"""The headset's panels put together: Qt's half, the frame thread's half, and what lies between them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vr_app.app.scene_cards import places_to_go, scene_cards
from vr_app.app.shows.drawing import Drawing
from vr_app.app.shows.headset_view import HeadsetView
from vr_app.app.visit import Visit
from vr_app.kernel.latest import Latest
from vr_app.kernel.ports import GraphicsContext
from vr_app.kernel.settings import Settings
from vr_app.openxr.actions import Handling
from vr_app.openxr.display import XrDisplay
from vr_app.ui.actions import UiActions
from vr_app.ui.headset import Headset
from vr_app.ui.settings_window import Choices

HOST_EYES = np.array([0.0, 1.55, 0.0], np.float32)
"""Of the host over the place where it stands, metres."""


class HeadsetPanels:
    """Made and closed on the Qt thread.

    Args:
        actions: what the panels ask of the app.
        choices: installed models and voices.

    Attributes:
        headset: Qt's half.
        view: the frame thread's half.
    """

    def __init__(
        self, visit: Visit, drawing: Drawing, actions: UiActions, settings: Settings, choices: Choices
    ) -> None:
        self._visit, self._drawing = visit, drawing
        self._settings = Latest(settings)
        self.headset = Headset(actions, scene_cards(places_to_go(visit.opened)), settings, choices)
        self.headset.enter_scene(visit.opened.id)
        visit.watch(self.headset.bridge.post)
        self.view = HeadsetView(
            self.headset.canvases,
            self.headset.signs,
            self.headset.bridge.post,
            self._settings,
            self._host_eyes,
            self.headset.menu_closings,
            drawing.wearer.hands_busy,
        )

        drawing.wearer.palm.add("panels", lambda: self.view.menu_wishes.set(self.view.menu_wishes.get() + 1))

    def display(self, context: GraphicsContext, handling: Handling) -> XrDisplay:
        """A display for the headset that shows them; any thread."""
        return self._drawing.headset(self.attach(self._drawing.make_headset(context, handling)))

    def attach(self, display: XrDisplay) -> XrDisplay:
        """Shows them on a display that may be open already."""
        display.at_panel = self.view.at_panel
        display.panels = self.view
        return display

    def apply(self, settings: Settings) -> None:
        """The person has changed something."""
        self._settings.set(settings)
        self.headset.apply(settings)

    def enter_scene(self, scene_id: str) -> None:
        """Somebody has set out for another scene."""
        self.headset.enter_scene(scene_id)

    def close(self) -> None:
        self.headset.close()

    def _host_eyes(self) -> npt.NDArray[np.floating] | None:
        """Where the host's eyes are in tracking space; frame thread."""
        living = self._visit.world.living.get()
        host = living.scene.placements.get("host") if living is not None else None
        if living is None or host is None:
            return None
        place = self._drawing.wearer.travel.world_from_tracking
        return (living.scene.nodes.translation[host.root] + HOST_EYES - place[:3, 3]) @ place[:3, :3]
