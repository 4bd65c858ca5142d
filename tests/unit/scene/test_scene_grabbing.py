"""Taking things in the hand, and what comes of it."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.scene.grabbing import GO_HOME_S, Done, Grabbing, Graspable, GraspingHand, between
from vr_app.scene.locomotion.place import upright
from vr_app.scene.transform import translation

HOME = upright((1.0, 0.8, -1.0), 0.5)
VASE = Graspable("vase", HOME, (np.array([0.9, 0.8, -1.1]), np.array([1.1, 1.1, -0.9])))
FAR = Graspable("far", translation((0.0, 1.0, -9.0)), (np.array([-0.1, 1.0, -9.1]), np.array([0.1, 1.2, -8.9])))
AWAY = GraspingHand()


class Hands:
    """The right hand over time; the left one is away unless said."""

    def __init__(self) -> None:
        self.grabbing, self.now_s, self.done = Grabbing(), 10.0, []  # type: ignore[var-annotated]

    def step(self, right: GraspingHand, left: GraspingHand = AWAY, seconds: float = 0.05, host: object = None) -> None:
        for _ in range(max(round(seconds / 0.05), 1)):
            self.now_s += 0.05
            hands = {"left": left, "right": right}
            self.done += self.grabbing.step(self.now_s, hands, (VASE, FAR), host)  # type: ignore[arg-type]


def hand(x: float, y: float, z: float, *, closed: bool = False, pointed: str = "", yaw: float = 0.0) -> GraspingHand:
    return GraspingHand(upright((x, y, z), yaw), closed, pointed)


def test_a_hand_that_closes_on_a_thing_carries_it_as_it_was_taken() -> None:
    hands = Hands()
    hands.step(hand(1.0, 0.95, -0.85))
    hands.step(hand(1.0, 0.95, -0.85, closed=True), seconds=0.5)
    assert hands.done == [Done("taken", "vase", "right")] and hands.grabbing.held == {"right": "vase"}
    np.testing.assert_allclose(hands.grabbing.poses["vase"], HOME, atol=1e-5)
    hands.step(hand(1.0, 1.45, -0.85, closed=True))
    np.testing.assert_allclose(hands.grabbing.poses["vase"][:3, 3], (1.0, 1.3, -1.0), atol=1e-5)
    hands.step(hand(1.0, 1.45, -0.85, closed=True, yaw=np.pi))
    np.testing.assert_allclose(hands.grabbing.poses["vase"][:3, 3], (1.0, 1.3, -0.7), atol=1e-5)


def test_a_hand_closed_before_takes_nothing_on_the_way() -> None:
    hands = Hands()
    hands.step(hand(3.0, 0.95, 0.0, closed=True))
    hands.step(hand(1.0, 0.95, -0.85, closed=True), seconds=0.3)
    assert hands.grabbing.poses == {} and hands.done == []


def test_a_thing_pointed_at_comes_to_the_hand() -> None:
    hands = Hands()
    hands.step(hand(0.2, 1.3, 0.5, pointed="vase"))
    hands.step(hand(0.2, 1.3, 0.5, pointed="vase", closed=True), seconds=0.1)
    assert 0.05 < np.linalg.norm(hands.grabbing.poses["vase"][:3, 3] - HOME[:3, 3]) < 1.0, "on its way"
    hands.step(hand(0.2, 1.3, 0.5, closed=True), seconds=0.5)
    middle = (hands.grabbing.poses["vase"] @ np.append(VASE.middle, 1.0))[:3]
    np.testing.assert_allclose(middle[:2], (0.2, 1.3), atol=1e-4)
    assert 0.1 < 0.5 - middle[2] < 0.5, "before the hand"


def test_a_thing_too_far_away_stays() -> None:
    hands = Hands()
    hands.step(hand(0.0, 1.3, 0.5, pointed="far"))
    hands.step(hand(0.0, 1.3, 0.5, pointed="far", closed=True))
    assert hands.done == [] and hands.grabbing.held == {}


def test_let_go_it_goes_home() -> None:
    hands = Hands()
    hands.step(hand(1.0, 0.95, -0.85))
    hands.step(hand(1.0, 0.95, -0.85, closed=True), seconds=0.4)
    hands.step(hand(0.0, 1.5, 0.0, closed=True))
    hands.step(hand(0.0, 1.5, 0.0))
    assert hands.done[-1] == Done("put back", "vase", "right")
    before = np.linalg.norm(hands.grabbing.poses["vase"][:3, 3] - HOME[:3, 3])
    hands.step(hand(0.0, 1.5, 0.0), seconds=GO_HOME_S / 2)
    assert np.linalg.norm(hands.grabbing.poses["vase"][:3, 3] - HOME[:3, 3]) < before
    hands.step(hand(0.0, 1.5, 0.0), seconds=GO_HOME_S)
    assert hands.grabbing.poses == {}


def test_let_go_at_the_host_it_is_given() -> None:
    hands = Hands()
    hands.step(hand(1.0, 0.95, -0.85))
    hands.step(hand(1.0, 0.95, -0.85, closed=True), seconds=0.4)
    hands.step(hand(1.0, 0.95, -0.85), host=(1.2, 1.1, -1.4))
    assert hands.done[-1] == Done("given", "vase", "right")


def test_one_hand_takes_it_from_the_other() -> None:
    hands = Hands()
    right = hand(1.0, 0.95, -0.85, closed=True)
    hands.step(hand(1.0, 0.95, -0.85))
    hands.step(right, seconds=0.4)
    hands.step(right, hand(1.0, 0.95, -0.95))
    hands.step(right, hand(1.0, 0.95, -0.95, closed=True))
    assert hands.grabbing.held == {"left": "vase"}
    hands.step(hand(1.0, 0.95, -0.85), hand(1.0, 0.95, -0.95, closed=True))
    assert hands.grabbing.held == {"left": "vase"} and [d.what for d in hands.done] == ["taken", "taken"]


def test_a_hand_that_is_lost_lets_go() -> None:
    hands = Hands()
    hands.step(hand(1.0, 0.95, -0.85))
    hands.step(hand(1.0, 0.95, -0.85, closed=True), seconds=0.4)
    hands.step(GraspingHand(None, True))
    assert hands.grabbing.held == {} and hands.done[-1].what == "put back"


def test_another_scene_empties_the_hands() -> None:
    hands = Hands()
    hands.step(hand(1.0, 0.95, -0.85))
    hands.step(hand(1.0, 0.95, -0.85, closed=True))
    hands.grabbing.forget()
    assert hands.grabbing.poses == {} and hands.grabbing.held == {}


def test_between_keeps_size_and_ends_exactly() -> None:
    large = (HOME @ np.diag([2.0, 2.0, 2.0, 1.0])).astype(np.float32)
    half = between(HOME, large, 0.5)
    assert np.linalg.norm(half[:3, 0]) == pytest.approx(1.5, abs=1e-5)
    np.testing.assert_array_equal(between(HOME, large, 1.0), large)
