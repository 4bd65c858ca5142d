"""From hands to mouse-like events on panels."""

from __future__ import annotations

import numpy as np

from vr_app.scene.panel_pointing import PanelPointing, PointingHand
from vr_app.scene.quad import Quad
from vr_app.scene.transform import identity

STEP_S = 1 / 90
NOBODY = PointingHand()


def pose(x: float, y: float, z: float) -> np.ndarray:
    matrix = identity()
    matrix[:3, 3] = (x, y, z)
    return matrix


QUADS = {"menu": Quad(pose(0, 1.5, -2), 1.0, 0.5), "near": Quad(pose(0, 1.5, -1), 0.2, 0.2)}
MENU = {"menu": QUADS["menu"]}


def ray(x: float = 0.0, y: float = 1.5, select: bool = False, scroll: float = 0.0) -> PointingHand:
    return PointingHand(pose(x, y, 0), select=select, scroll=scroll)


def tip(height_m: float, x: float = 0.0) -> PointingHand:
    return PointingHand(pose(0, 1.5, 0), np.array([x, 1.5, -2 + height_m]))


def kinds(pointing: PanelPointing, hand: PointingHand, quads=MENU, left: PointingHand = NOBODY) -> list[str]:
    pointing.update((left, hand), quads, STEP_S)
    return [f"{event.panel} {event.kind}" for event in pointing.events]


def test_hover_press_release_leave() -> None:
    pointing = PanelPointing()
    assert kinds(pointing, ray()) == ["menu move"]
    assert kinds(pointing, ray()) == []
    assert kinds(pointing, ray(select=True)) == ["menu press"]
    assert pointing.over == (False, True)
    assert kinds(pointing, ray(0.1)) == ["menu move", "menu release"]
    assert kinds(pointing, ray(3.0)) == ["menu leave"]
    assert pointing.cursors == (None, None)


def test_a_hand_that_only_moves_over_a_panel_is_told_no_oftener_than_it_is_painted() -> None:
    pointing = PanelPointing()
    told = [kind for number in range(90) for kind in kinds(pointing, ray(number / 200))]
    assert 20 <= len(told) <= 35 and set(told) == {"menu move"}
    assert kinds(pointing, ray(0.449, select=True)) == ["menu move", "menu press"], "a press is where the hand is"


def test_a_drag_goes_on_beyond_the_edge_and_ends_where_it_is_let_go() -> None:
    pointing = PanelPointing()
    kinds(pointing, ray())
    kinds(pointing, ray(select=True))
    assert kinds(pointing, ray(0.9, select=True)) == ["menu move"]
    assert pointing.events[0].x > 1.0
    assert kinds(pointing, ray(0.9)) == ["menu release"]
    assert kinds(pointing, ray(0.9)) == ["menu leave"]


def test_a_trigger_that_came_down_elsewhere_presses_nothing() -> None:
    pointing = PanelPointing()
    kinds(pointing, ray(3.0, select=True))
    assert kinds(pointing, ray(select=True)) == ["menu move"]
    assert kinds(pointing, ray()) == []
    assert kinds(pointing, ray(select=True)) == ["menu press"]


def test_the_nearer_panel_is_meant() -> None:
    assert kinds(PanelPointing(), ray(), QUADS) == ["near move"]
    assert kinds(PanelPointing(), ray(0.3), QUADS) == ["menu move"]


def test_a_finger_presses_by_touching_and_lets_go_by_lifting() -> None:
    pointing = PanelPointing()
    assert kinds(pointing, tip(0.05)) == ["menu move"]
    assert kinds(pointing, tip(0.003)) == ["menu press"]
    assert kinds(pointing, tip(0.012)) == [], "it trembles but stays down"
    assert kinds(pointing, tip(-0.02, 0.1)) == ["menu move"], "it drags, a little too deep"
    assert kinds(pointing, tip(0.03, 0.1)) == ["menu release"]


def test_a_finger_far_from_the_panel_leaves_it_to_the_ray() -> None:
    pointing = PanelPointing()
    assert kinds(pointing, tip(1.0)) == ["menu move"]
    assert pointing.cursors[1] is not None and pointing.cursors[1].hit.distance_m == 2.0


def test_the_left_hand_takes_over_by_pressing() -> None:
    pointing = PanelPointing()
    kinds(pointing, ray(0.2), left=ray(-0.2))
    assert kinds(pointing, ray(0.2), left=ray(-0.2, select=True)) == ["menu leave", "menu move", "menu press"]
    assert pointing.events[-1].x < 0.5
    assert kinds(pointing, ray(0.2, select=True), left=ray(-0.2, select=True)) == [], "one hand at a time"


def test_the_left_hand_alone_does_everything() -> None:
    pointing = PanelPointing()
    assert kinds(pointing, NOBODY, left=ray()) == ["menu move"]
    assert kinds(pointing, NOBODY, left=ray(select=True)) == ["menu press"]
    assert kinds(pointing, NOBODY, left=ray()) == ["menu release"]


def test_a_stick_turns_the_wheel_in_whole_steps() -> None:
    pointing, steps = PanelPointing(), 0.0
    for _ in range(90):
        kinds(pointing, ray(scroll=-1.0))
        steps += sum(event.steps for event in pointing.events if event.kind == "wheel")
    assert -13 <= steps <= -11


def test_when_the_panel_closes_the_press_ends() -> None:
    pointing = PanelPointing()
    kinds(pointing, ray())
    kinds(pointing, ray(select=True))
    assert kinds(pointing, ray(select=True), {}) == ["menu release", "menu leave"]


def test_cancel_lets_go() -> None:
    pointing = PanelPointing()
    kinds(pointing, ray())
    kinds(pointing, ray(select=True))
    pointing.cancel()
    assert [event.kind for event in pointing.events] == ["release", "leave"]
