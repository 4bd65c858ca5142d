"""A controller that is seen no more (its battery is empty, say): told once, with what to do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from vr_app.app.wearer.lost_hands import BACK_S, LOST_S, LostHands
from vr_app.openxr.controls import Controls, Hand
from vr_app.scene.transform import translation

HELD = Hand(translation((0.2, 1.2, -0.3)), translation((0.2, 1.2, -0.3)), holding=True)
GONE = Hand(holding=True)
BARE = Hand(translation((0.2, 1.2, -0.3)), joints=np.zeros((26, 4), np.float32))
BOTH = Controls(focused=True, tracking_from_head=translation((0, 1.6, 0)), left=HELD, right=HELD)
ONE = replace(BOTH, right=GONE)


def told(lost: LostHands, controls: Controls, from_s: float, until_s: float) -> list[str]:
    times = np.arange(from_s, until_s, 0.1)
    return [words for time_s in times if (words := lost.step(float(time_s), controls))]


def test_a_controller_that_goes_is_told_once_with_what_to_do() -> None:
    lost = LostHands()
    assert told(lost, BOTH, 0.0, 2.0) == []
    assert told(lost, ONE, 2.0, 2.0 + LOST_S - 0.5) == []
    (words,) = told(lost, ONE, 2.0 + LOST_S - 0.5, 60.0)
    assert "right controller" in words and "battery" in words and "the other one" in words


def test_without_any_controller_the_look_is_named() -> None:
    lost = LostHands()
    told(lost, BOTH, 0.0, 1.0)
    first, second = told(lost, replace(ONE, left=GONE), 1.0, 60.0)
    assert "look at a thing" in first and "left" in first and "right" in second


def test_it_is_told_again_only_after_it_was_back_for_a_while() -> None:
    lost = LostHands()
    told(lost, BOTH, 0.0, 1.0)
    assert len(told(lost, ONE, 1.0, 20.0)) == 1
    told(lost, BOTH, 20.0, 25.0)
    assert told(lost, ONE, 25.0, 50.0) == []
    told(lost, BOTH, 50.0, 52.0 + BACK_S)
    assert len(told(lost, ONE, 52.0 + BACK_S, 120.0)) == 1


def test_a_moment_out_of_sight_a_bare_hand_and_a_headset_laid_down_are_no_loss() -> None:
    lost = LostHands()
    told(lost, BOTH, 0.0, 1.0)
    assert told(lost, ONE, 1.0, 4.0) == [] and told(lost, BOTH, 4.0, 5.0) == []
    assert told(lost, replace(BOTH, right=BARE), 5.0, 30.0) == []
    told(lost, BOTH, 30.0, 31.0)
    for away in (replace(ONE, focused=False), replace(ONE, worn=False), replace(ONE, tracking_from_head=None)):
        assert told(lost, away, 31.0, 60.0) == []


def test_one_that_was_never_there_is_not_missed() -> None:
    assert told(LostHands(), replace(ONE, left=GONE), 0.0, 60.0) == []
