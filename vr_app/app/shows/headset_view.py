"""Where panels, captions and signs are in the headset at a moment, and what hands do with them. On the frame thread."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from vr_app.kernel.canvas import Canvas, HeadsetOpened, PanelShown, QuadView
from vr_app.kernel.latest import Latest
from vr_app.kernel.ports import Mat4, Post
from vr_app.kernel.settings import Settings
from vr_app.openxr.controls import Controls, Hand, Side
from vr_app.render.panel_textures import PanelTextures
from vr_app.scene.body_lock import BodyLock, bearing_rad, follow, in_front
from vr_app.scene.panel_pointing import PanelPointing, PointingHand
from vr_app.scene.quad import Quad, facing, point_at

MENU_M, MENU_RISE_DEG = 1.25, 2.0
"""How far away the menu opens, and how far its middle is above the eye line, so that captions have their place."""
MENU_PX_PER_DEGREE = 18.0
CAPTION_M = 1.7
CAPTION_UNDER_MENU_DEG = 20.0
ARROW_ASIDE_DEG = 23.0
"""Beside the widest caption."""
ASIDE_DEG, ASIDE_AGAIN_DEG = 35.0, 28.0
"""A speaker is out of view beyond the first angle, and in view again within the second one."""
ORB_OVER_EYES_M = 0.42
WRIST_M = 0.75
WRIST_SEEN_DEG = 34.0
INDEX_TIP = 10
"""XR_HAND_JOINT_INDEX_TIP_EXT."""
NOSE_M = 0.04
"""How far before its pose a controller touches."""

Point = npt.NDArray[np.floating]


class HeadsetView:
    """A `PanelSource`: asked once a frame, it waits for nobody.

    Args:
        canvases: what can be shown, by name; a new mapping makes all be uploaded anew.
        signs: names of those that have something to show.
        post: takes `HeadsetOpened`, `PanelShown` and `PanelInput`.
        settings: as they stand.
        speaker: where the host's eyes are, in tracking space; None where nobody is there.
        closings: how often the menu was closed from within.
        busy: takes the hands whose ray belongs to a panel.

    Attributes:
        pointing: which hands point at a panel.
        at_panel: set while the main hand points at one, so that its stick scrolls.
        curved: see `PanelSource`.
        menu_wishes: how often something else than the button asked for the menu.
    """

    def __init__(
        self,
        canvases: Latest[Mapping[str, Canvas]],
        signs: Latest[frozenset[str]],
        post: Post,
        settings: Latest[Settings],
        speaker: Callable[[], Point | None],
        closings: Latest[int],
        busy: Latest[frozenset[Side]],
    ) -> None:
        self.pointing = PanelPointing()
        self.at_panel: Latest[bool] = Latest(False)
        self.menu_wishes: Latest[int] = Latest(0)
        self.curved = False
        self._canvases, self._signs, self._post = canvases, signs, post
        self._settings, self._speaker, self._closings, self._busy = settings, speaker, closings, busy
        self._textures: PanelTextures | None = None
        self._made_of: Mapping[str, Canvas] = {}
        self._told_density = 0.0
        self._lock: BodyLock | None = None
        self._menu: Mat4 | None = None
        self._menu_count: int | None = None
        self._closing_count = closings.get()
        self._aside = ""
        self._time_s = 0.0
        self._views: list[QuadView] = []

    # ---------------------------------------------------------------- the display's questions

    def arrange(self, display_time_s: float, controls: Controls, pixels_per_degree: float) -> Sequence[QuadView]:
        """See `PanelSource`."""
        if pixels_per_degree != self._told_density and pixels_per_degree > 0:
            self._told_density = pixels_per_degree
            self._post(HeadsetOpened(pixels_per_degree))
        self._take_canvases()
        textures, head = self._textures, controls.tracking_from_head
        if textures is None or head is None:
            return ()
        textures.upload()
        step_s, self._time_s = min(max(display_time_s - self._time_s, 0.0), 0.1), display_time_s
        self._lock = follow(self._lock, head, display_time_s)
        self._views = []
        self._toggle_menu(controls)
        self._place_signs(head, controls)
        self._point(controls, step_s)
        return self._views

    def paint(self, name: str, texture: int) -> None:
        """See `PanelSource`."""
        if self._textures is not None:
            self._textures.copy(name, texture)

    def close(self) -> None:
        """See `PanelSource`."""
        if self._textures is not None:
            self._textures.close()
        self._textures, self._made_of, self._told_density = None, {}, 0.0
        self._lock, self._menu_count = None, None
        self.pointing.cancel()
        self._busy.set(frozenset())
        self.at_panel.set(False)

    @property
    def menu_open(self) -> bool:
        return self._menu is not None

    # ---------------------------------------------------------------- parts

    def _take_canvases(self) -> None:
        canvases = self._canvases.get()
        if canvases is self._made_of or not canvases:
            return
        if self._textures is not None:
            self._textures.close()
        self._textures, self._made_of = PanelTextures(canvases.values()), canvases

    def _toggle_menu(self, controls: Controls) -> None:
        count = controls.menu_count + self.menu_wishes.get()
        presses = 0 if self._menu_count is None else count - self._menu_count
        self._menu_count = count
        closings, self._closing_count = self._closings.get() - self._closing_count, self._closings.get()
        shown = self._menu is not None
        wanted = not shown if presses % 2 else shown
        if closings > 0:
            wanted = False
        if wanted == shown:
            return
        assert self._lock is not None
        if wanted and controls.tracking_from_head is not None:
            here = follow(None, controls.tracking_from_head, self._time_s)
            self._menu = in_front(here, MENU_M, math.radians(-MENU_RISE_DEG))
        else:
            self._menu = None
        self._post(PanelShown("menu", self._menu is not None))

    def _show(self, name: str, pose: Mat4, width_m: float, radius_m: float = 0.0) -> Quad | None:
        """Shows a panel of a width; its height follows from its picture. None where there is no picture yet.

        Args:
            radius_m: it is bent round the wearer where the headset can show that.
        """
        canvas = self._made_of[name]
        assert self._textures is not None
        if not self._textures.ready(name):
            return None
        height_m = width_m * canvas.height / canvas.width
        fresh = self._textures.fresh(name)
        radius_m = radius_m if self.curved else 0.0
        self._views.append(QuadView(name, pose, width_m, height_m, canvas.width, canvas.height, fresh, radius_m))
        return Quad(pose, width_m, height_m, radius_m)

    def _place_signs(self, head: Mat4, controls: Controls) -> None:
        signs = self._signs.get()
        speaker = self._speaker()
        eye = head[:3, 3]
        if "orb" in signs and speaker is not None:
            at = speaker + np.array([0.0, ORB_OVER_EYES_M, 0.0])
            distance_m = max(math.dist(at.tolist(), eye.tolist()), 0.5)
            self._show("orb", facing(at, eye), _across(2.2, distance_m))
        wrist = _wrist(controls, head)
        if wrist is not None:
            for name, width_m, rise_m in (("wrist", 0.17, 0.0), ("figures", 0.17, 0.075)):
                if name in signs:
                    self._show(name, facing(wrist + np.array([0.0, rise_m, 0.0]), eye), width_m)
        if "caption" in signs:
            self._place_caption(head, speaker)

    def _place_caption(self, head: Mat4, speaker: Point | None) -> None:
        assert self._lock is not None
        below_deg = self._settings.get().captions.below_deg
        if self._menu is not None:
            below_deg = CAPTION_UNDER_MENU_DEG
        pose = in_front(self._lock, CAPTION_M, math.radians(below_deg))
        width_m = _across(42.0, CAPTION_M)
        self._show("caption", pose, width_m, CAPTION_M)
        self._aside = side_of(self._aside, head, speaker)
        if self._aside:
            sign = 1.0 if self._aside == "left" else -1.0
            at = in_front(self._lock, CAPTION_M, math.radians(below_deg), sign * math.radians(ARROW_ASIDE_DEG))
            self._show(f"arrow-{self._aside}", at, _across(3.0, CAPTION_M))

    def _point(self, controls: Controls, step_s: float) -> None:
        quads = {}
        if self._menu is not None:
            degrees = self._made_of["menu"].width / max(self._told_density, 12.0)
            width_m = _across(min(max(degrees, 30.0), 760 / MENU_PX_PER_DEGREE), MENU_M)
            quad = self._show("menu", self._menu, width_m, MENU_M)
            if quad is not None:
                quads["menu"] = quad
        if not quads or not controls.focused:
            self.pointing.cancel()
        else:
            main_left = controls.main == "left"
            left = _pointing(controls.left, controls.scroll[1] if main_left else 0.0)
            right = _pointing(controls.right, 0.0 if main_left else controls.scroll[1])
            self.pointing.update((left, right), quads, step_s)
        for event in self.pointing.events:
            self._post(event)
        sides: tuple[Side, Side] = ("left", "right")
        busy: frozenset[Side] = frozenset(side for side, over in zip(sides, self.pointing.over, strict=True) if over)
        if busy != self._busy.get():
            self._busy.set(busy)
        over = controls.main in busy
        if over != self.at_panel.get():
            self.at_panel.set(over)
        for cursor in self.pointing.cursors:
            if cursor is not None and cursor.hit.inside:
                pose = quads[cursor.panel].world_from_quad.copy()
                pose[:3, 3] = point_at(quads[cursor.panel], cursor.hit.x, cursor.hit.y, 0.004)
                self._show("cursor-pressed" if cursor.pressed else "cursor", pose, _across(1.2, MENU_M))


def side_of(before: str, head: Mat4, speaker: Point | None) -> str:
    """On which side a speaker is out of view: "left", "right", or "" while in view (or nobody)."""
    if speaker is None:
        return ""
    bearing_deg = math.degrees(bearing_rad(head, speaker))
    limit_deg = ASIDE_AGAIN_DEG if before else ASIDE_DEG
    if abs(bearing_deg) < limit_deg:
        return ""
    return "left" if bearing_deg > 0 else "right"


def _across(degrees: float, distance_m: float) -> float:
    """Width of what spans an angle at a distance."""
    return 2.0 * distance_m * math.tan(math.radians(degrees) / 2.0)


def _wrist(controls: Controls, head: Mat4) -> Point | None:
    """A place over the wrist of the hand that does not point, while it is looked at."""
    hand = controls.right if controls.main == "left" else controls.left
    grip = hand.tracking_from_grip
    if grip is None:
        return None
    at = grip[:3, 3] + np.array([0.0, 0.07, 0.0]) + 0.04 * grip[:3, 2]
    away = at - head[:3, 3]
    distance_m = math.hypot(*away.tolist())
    if not 0.1 < distance_m < WRIST_M:
        return None
    looked_at = float(away @ -head[:3, 2]) / distance_m > math.cos(math.radians(WRIST_SEEN_DEG))
    return at if looked_at else None


def _pointing(hand: Hand, scroll: float) -> PointingHand:
    tip: Point | None = None
    if hand.joints is not None and not hand.holding:
        tip = hand.joints[INDEX_TIP, :3]
    elif hand.tracking_from_aim is not None:
        tip = hand.tracking_from_aim[:3, 3] - NOSE_M * hand.tracking_from_aim[:3, 2]
    return PointingHand(hand.tracking_from_aim, tip, hand.select, scroll)
