"""The menu over a palm: when it opens, and the three ways to press its buttons."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from vr_app.scene.locomotion.place import upright
from vr_app.scene.palm_menu import PalmHand, PalmMenu, Side
from vr_app.scene.quad import facing
from vr_app.scene.transform import translation

NAMES = ("panels", "mute", "start", "safe")
AT = np.array([-0.1, 1.35, -0.4])
EYES = np.array([0.0, 1.6, 0.0])


def looking_at(point: np.ndarray) -> np.ndarray:
    """A head at EYES that looks at a point."""
    pose = facing(EYES, 2 * EYES - point)
    return pose


HEAD = looking_at(AT)
SHOWN = PalmHand(AT, (EYES - AT) / np.linalg.norm(EYES - AT), AT + np.array([0.0, 0.05, -0.08]))


class Hands:
    """Frames of both hands."""

    def __init__(self) -> None:
        self.menu = PalmMenu(NAMES)
        self.now_s = 5.0
        self.hands: dict[Side, PalmHand] = {"left": PalmHand(), "right": PalmHand()}
        self.head = HEAD

    def go(self, seconds: float = 1 / 90, **hands: PalmHand) -> list[str]:
        self.hands |= hands  # type: ignore[arg-type]
        pressed = []
        for _ in range(max(round(seconds * 90), 1)):
            self.now_s += 1 / 90
            pressed.append(self.menu.step(self.now_s, self.head, self.hands))
        return [name for name in pressed if name]

    def at(self, name: str) -> np.ndarray:
        return next(button.at for button in self.menu.buttons if button.name == name)


@pytest.fixture
def open_menu() -> Hands:
    hands = Hands()
    hands.go(0.6, left=SHOWN)
    assert hands.menu.side == "left" and len(hands.menu.buttons) == 4
    return hands


def test_a_palm_shown_for_a_moment_opens_it_and_hidden_closes_it(open_menu: Hands) -> None:
    assert open_menu.menu.busy == {"left"}
    assert all(button.at[1] > AT[1] for button in open_menu.menu.buttons), "it stands over the hand"
    open_menu.go(0.2, left=replace(SHOWN, facing=np.array([0.0, -1.0, 0.0])))
    assert open_menu.menu.side == "left", "a tremor does not close it"
    open_menu.go(0.4)
    assert open_menu.menu.side is None and not open_menu.menu.buttons and not open_menu.menu.busy


@pytest.mark.parametrize(
    "hand",
    [
        replace(SHOWN, facing=np.array([0.0, -1.0, 0.0])),
        replace(SHOWN, closed=True),
        replace(SHOWN, pinching=True),
        PalmHand(aim=translation((0.0, 1.0, 0.0))),
    ],
    ids=["back of the hand", "fist", "pinch", "controller"],
)
def test_no_other_hand_opens_it(hand: PalmHand) -> None:
    hands = Hands()
    hands.go(1.0, left=hand)
    assert hands.menu.side is None


def test_a_palm_that_is_not_looked_at_opens_nothing() -> None:
    hands = Hands()
    hands.head = upright((0.0, 1.6, 0.0), np.pi / 2)
    hands.go(1.0, left=SHOWN)
    assert hands.menu.side is None


def test_the_other_hands_fingertip_presses_once(open_menu: Hands) -> None:
    towards_eyes = (EYES - AT) / np.linalg.norm(EYES - AT)
    near = open_menu.at("mute") + 0.03 * towards_eyes
    assert open_menu.go(0.2, right=PalmHand(AT, -towards_eyes, near)) == []
    assert [button.name for button in open_menu.menu.buttons if button.lit] == ["mute"]
    assert open_menu.go(0.3, right=PalmHand(AT, -towards_eyes, open_menu.at("mute"))) == ["mute"]
    assert open_menu.menu.busy == {"left", "right"}
    open_menu.go(0.1, right=PalmHand(AT, -towards_eyes, near))
    assert open_menu.go(0.1, right=PalmHand(AT, -towards_eyes, open_menu.at("mute"))) == ["mute"]


def test_the_other_hands_ray_and_pinch_press(open_menu: Hands) -> None:
    start = np.array([0.3, 1.2, -0.1])
    aim = facing(start, 2 * start - open_menu.at("safe"))
    right = PalmHand(start, None, start, aim)
    assert open_menu.go(0.2, right=right) == []
    assert open_menu.go(0.2, right=replace(right, pinching=True)) == ["safe"]


def test_one_hand_alone_is_enough(open_menu: Hands) -> None:
    open_menu.head = looking_at(open_menu.at("start"))
    assert open_menu.go(0.1) == []
    assert [button.name for button in open_menu.menu.buttons if button.lit] == ["start"]
    assert open_menu.go(0.3, left=replace(SHOWN, pinching=True)) == ["start"]
    assert open_menu.go(0.2) == [], "held is pressed once"
