"""Where captions, arrows and the menu are in the headset. (What is drawn of them is tested against a real runtime.)"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from vr_app.app.shows.headset_view import HeadsetView, side_of
from vr_app.kernel.canvas import Canvas, HeadsetOpened, PanelInput, PanelShown, QuadView
from vr_app.kernel.latest import Latest
from vr_app.kernel.settings import Settings, changed
from vr_app.openxr.controls import Controls, Hand
from vr_app.render import panel_textures
from vr_app.scene.quad import Quad, ray_hit
from vr_app.scene.transform import identity

NAMES = ("menu", "caption", "arrow-left", "arrow-right", "orb", "wrist", "figures", "cursor", "cursor-pressed")
SIGNS = frozenset({"caption", "orb", "wrist"})


class PretendedTextures:
    """Every picture is there."""

    def __init__(self, canvases: Any) -> None:
        self.closed = False

    def upload(self) -> None: ...

    def ready(self, name: str) -> bool:
        return True

    def fresh(self, name: str) -> bool:
        return False

    def copy(self, name: str, texture: int) -> None: ...

    def close(self) -> None:
        self.closed = True


def head(yaw_deg: float = 0.0, at: tuple[float, float, float] = (0.0, 1.6, 0.0)) -> np.ndarray:
    yaw, pose = math.radians(yaw_deg), identity()
    pose[0, 0] = pose[2, 2] = math.cos(yaw)
    pose[0, 2], pose[2, 0] = math.sin(yaw), -math.sin(yaw)
    pose[:3, 3] = at
    return pose


class Case:
    """A view, its inputs, and what it has posted."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("vr_app.app.shows.headset_view.PanelTextures", PretendedTextures)
        assert panel_textures.PanelTextures is not PretendedTextures
        self.posted: list[Any] = []
        self.settings = Latest(Settings())
        self.signs: Latest[frozenset[str]] = Latest(SIGNS)
        self.closings = Latest(0)
        self.busy: Latest[frozenset[Any]] = Latest(frozenset())
        self.speaker: np.ndarray | None = np.array([0.0, 1.55, -3.0])
        canvases: Mapping[str, Canvas] = {name: Canvas(name, 400, 100) for name in NAMES} | {
            "menu": Canvas("menu", 760, 560)
        }
        self.view = HeadsetView(
            Latest(canvases),
            self.signs,
            self.posted.append,
            self.settings,
            lambda: self.speaker,
            self.closings,
            self.busy,
        )
        self.time_s = 10.0

    def frame(self, **controls: Any) -> dict[str, QuadView]:
        self.time_s += 1 / 90
        given = {"focused": True, "tracking_from_head": head()} | controls
        return {view.name: view for view in self.view.arrange(self.time_s, Controls(**given), 20.0)}


@pytest.fixture
def case(monkeypatch: pytest.MonkeyPatch) -> Case:
    return Case(monkeypatch)


def below_deg(view: QuadView) -> float:
    away = view.tracking_from_quad[:3, 3] - (0.0, 1.6, 0.0)
    return math.degrees(math.asin(-away[1] / np.linalg.norm(away)))


def test_the_density_is_told_once(case: Case) -> None:
    case.frame()
    case.frame()
    assert case.posted == [HeadsetOpened(20.0)]


@pytest.mark.parametrize("wanted", [10.0, 14.0, 20.0])
def test_captions_float_below_the_eye_line(case: Case, wanted: float) -> None:
    case.settings.set(changed(Settings(), "captions.below_deg", wanted))
    assert below_deg(case.frame()["caption"]) == pytest.approx(wanted, abs=0.1)


def test_captions_take_about_a_tenth_of_the_view(case: Case) -> None:
    caption = case.frame()["caption"]
    distance_m = float(np.linalg.norm(caption.tracking_from_quad[:3, 3] - (0.0, 1.6, 0.0)))
    wide, high = (2 * math.degrees(math.atan(side / 2 / distance_m)) for side in (caption.width_m, caption.height_m))
    assert 0.04 < wide * high / (100 * 95) < 0.12


def test_captions_stay_while_the_head_turns_a_little_and_follow_when_it_turns_away(case: Case) -> None:
    before = case.frame()["caption"].tracking_from_quad
    near = case.frame(tracking_from_head=head(10))["caption"].tracking_from_quad
    np.testing.assert_array_equal(before, near)
    far = near
    for _ in range(180):
        far = case.frame(tracking_from_head=head(80))["caption"].tracking_from_quad
    assert math.degrees(math.atan2(-far[0, 3], -far[2, 3])) == pytest.approx(80, abs=3)


def test_the_arrow_points_to_a_speaker_out_of_view(case: Case) -> None:
    assert not {"arrow-left", "arrow-right"} & case.frame().keys()
    assert "arrow-left" in case.frame(tracking_from_head=head(-60))
    assert "arrow-right" in case.frame(tracking_from_head=head(60))
    case.speaker = None
    assert not {"arrow-left", "arrow-right"} & case.frame(tracking_from_head=head(60)).keys()


def test_the_arrow_does_not_tremble_at_the_border() -> None:
    speaker = np.array([0.0, 1.6, -3.0])
    side, sides = "", []
    for degrees in (30, 36, 34, 32, 30, 27, 30, 34):
        side = side_of(side, head(degrees), speaker)
        sides.append(side)
    assert sides == ["", "right", "right", "right", "right", "", "", ""]


def test_the_menu_opens_where_one_looks_and_stays_there(case: Case) -> None:
    assert "menu" not in case.frame()
    opened = case.frame(menu_count=1, tracking_from_head=head(50))["menu"]
    at = opened.tracking_from_quad[:3, 3]
    assert math.degrees(math.atan2(-at[0], -at[2])) == pytest.approx(50, abs=0.5)
    later = case.frame(menu_count=1, tracking_from_head=head(-20))["menu"]
    np.testing.assert_array_equal(opened.tracking_from_quad, later.tracking_from_quad)
    assert case.posted[-1] == PanelShown("menu", True)
    assert "menu" not in case.frame(menu_count=2) and case.posted[-1] == PanelShown("menu", False)


def test_the_menu_closes_from_within_and_captions_make_room_for_it(case: Case) -> None:
    case.frame()
    shown = case.frame(menu_count=1)
    menu, caption = shown["menu"], shown["caption"]
    low = menu.tracking_from_quad[1, 3] - menu.height_m / 2
    distance_m = float(-menu.tracking_from_quad[2, 3])
    assert below_deg(caption) == pytest.approx(20, abs=0.1)
    assert math.degrees(math.atan((1.6 - low) / distance_m)) < 20
    case.closings.set(1)
    assert "menu" not in case.frame(menu_count=1)


def test_a_ray_on_the_menu_is_the_menus(case: Case) -> None:
    case.frame()
    hand = Hand(tracking_from_grip=head(0, (0.0, 1.62, 0.0)), tracking_from_aim=head(0, (0.0, 1.62, 0.0)))
    shown = case.frame(menu_count=1, right=hand)
    menu = shown["menu"]
    hit = ray_hit(Quad(menu.tracking_from_quad, menu.width_m, menu.height_m), head(0, (0.0, 1.62, 0.0)))
    assert hit is not None and "cursor" in shown
    assert case.posted[-1] == PanelInput("menu", "move", hit.x, hit.y)
    assert case.busy.get() == frozenset({"right"}) and case.view.at_panel.get()
    case.frame(menu_count=1, right=hand, focused=False)
    assert case.busy.get() == frozenset() and not case.view.at_panel.get(), "the runtime's own menu has the input"


def test_the_wrist_is_read_by_looking_at_it(case: Case) -> None:
    low = Hand(tracking_from_grip=head(0, (-0.2, 0.9, -0.2)))
    raised = Hand(tracking_from_grip=head(0, (-0.05, 1.45, -0.4)))
    assert "wrist" not in case.frame(left=low) and "wrist" in case.frame(left=raised)
    assert "wrist" in case.frame(right=raised, main="left") and "wrist" not in case.frame(right=raised)


def test_nothing_is_shown_without_tracking_and_all_is_given_back(case: Case) -> None:
    assert case.frame(tracking_from_head=None) == {}
    case.frame()
    case.view.close()
    assert not case.view.at_panel.get()
    case.frame()
    assert case.posted.count(HeadsetOpened(20.0)) == 2, "a new session tells its density anew"
