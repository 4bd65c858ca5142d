"""The wearer's hands on a real runtime, from buttons and poses to places and words in the scene."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from remote import Controller, Remote  # isort: skip

from tests.openxr.small_scene import make_small_scene
from vr_app.app.wearer.pointer import Pointer
from vr_app.app.wearer.surroundings import Surroundings, first_look
from vr_app.app.wearer.wearer import Wearer
from vr_app.kernel.resources import resource_path
from vr_app.openxr.bindings import Handling
from vr_app.openxr.display import XrDisplay
from vr_app.render.egl_context import EglContext
from vr_app.scene.locomotion.comfort import Comfort
from vr_app.scene.locomotion.place import feet, heading
from vr_app.scene.node import build_nodes
from vr_app.scene.scene import Scene
from vr_app.scene.stage_reader import load_stage

pytestmark = pytest.mark.monado

FRAMES = 120
NOTHING = Scene("nothing", build_nodes((), ()))
NO_NODES = np.zeros((0, 4, 4), np.float32)


class Walk:
    """A wearer in the small court, on the display's frames."""

    def __init__(self, display: XrDisplay, around: Surroundings) -> None:
        self.display, self.around = display, around
        self.said: list[str] = []
        self.wearer = Wearer(lambda event: None, Pointer(self.said.append, lambda event: None), Comfort)
        self.wearer.headset = display

    def frame(self) -> None:
        request = self.display.begin_frame()
        assert request is not None
        self.wearer.step(request.display_time_s, self.around)
        self.wearer.overlay(self.around, NOTHING, NO_NODES)
        self.display.end_frame()

    def until(self, true: Callable[[], object]) -> None:
        for _ in range(FRAMES):
            self.frame()
            if true():
                return
        raise AssertionError(f"still not so after {FRAMES} frames: {self.at}, {self.display.controls.get()}")

    @property
    def at(self) -> tuple[float, float, float]:
        head = self.display.controls.get().tracking_from_head
        return feet(self.wearer.travel.world_from_tracking, np.eye(4, dtype=np.float32) if head is None else head)


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    return first_look(load_stage(make_small_scene(tmp_path / "small"), resource_path("assets")))


@pytest.fixture
def walk(display: XrDisplay, around: Surroundings, remote: Remote) -> Iterator[Walk]:
    display.open()
    made = Walk(display, around)
    made.until(lambda: display.controls.get().focused and display.controls.get().profile)
    yield made
    display.close()


def tap(walk: Walk, remote: Remote, hand: Controller, button: str) -> None:
    for down in (True, False):
        setattr(hand, button, down)
        remote.send()
        walk.frame()
        walk.frame()


def test_a_thrown_arc_carries_the_wearer_and_menu_twice_brings_them_back(walk: Walk, remote: Remote) -> None:
    assert walk.at == pytest.approx((0, 0, 1), abs=0.05)
    remote.right.thumbstick = (0.0, 1.0)
    remote.send()
    walk.until(lambda: walk.wearer.travel.arc is not None)
    arc = walk.wearer.travel.arc
    assert arc is not None and arc.landing is not None
    remote.right.thumbstick = (0.0, 0.0)
    remote.send()
    walk.until(lambda: walk.at[2] < 0.0)
    assert walk.at[2] == pytest.approx(arc.landing[2], abs=0.3)
    for _ in range(2):
        tap(walk, remote, remote.left, "b_click")
    walk.until(lambda: walk.at == pytest.approx((0, 0, 1), abs=0.05))


def test_the_stick_turns_by_steps(walk: Walk, remote: Remote) -> None:
    remote.right.thumbstick = (1.0, 0.0)
    remote.send()
    walk.until(lambda: abs(heading(walk.wearer.travel.world_from_tracking) + math.radians(30)) < 0.01)
    for _ in range(5):
        walk.frame()
    assert heading(walk.wearer.travel.world_from_tracking) == pytest.approx(-math.radians(30), abs=0.01)


def test_what_the_hand_points_at_is_meant_and_a_press_asks_about_it(walk: Walk, remote: Remote) -> None:
    walk.until(lambda: walk.wearer.pointer.meant.get() == "gate")
    remote.right.trigger = 1.0
    remote.send()
    walk.until(lambda: walk.said)
    assert walk.said == ["Tell me about the gate."]


def test_a_look_counts_where_no_hand_is_seen(walk: Walk, remote: Remote) -> None:
    remote.left.active = remote.right.active = False
    remote.look(pitch_deg=-1.5)
    remote.send()
    walk.until(lambda: walk.display.controls.get().right.tracking_from_aim is None)
    walk.wearer.pointer.meant.set("")
    walk.until(lambda: walk.wearer.pointer.meant.get() == "gate")


def test_left_handed_visitors_turn_with_the_left_hand(
    context: EglContext, around: Surroundings, remote: Remote
) -> None:
    display = XrDisplay(context, handling=Handling(left_handed=True, rebinding={"teleport": "secondary"}))
    display.open()
    walk = Walk(display, around)
    walk.until(lambda: display.controls.get().focused and display.controls.get().profile)
    remote.left.thumbstick = (-1.0, 0.0)
    remote.send()
    walk.until(lambda: heading(walk.wearer.travel.world_from_tracking) > 0.5)
    remote.left.thumbstick = (0.0, 0.0)
    remote.right.b_click = True
    remote.send()
    walk.until(lambda: display.controls.get().teleport)
    assert display.controls.get().main == "left"
    display.close()


def test_hands_round_controllers_have_joints_that_neither_pinch_nor_point(walk: Walk, remote: Remote) -> None:
    walk.until(lambda: walk.display.controls.get().right.joints is not None)
    hand = walk.display.controls.get().right
    assert hand.joints is not None and hand.joints.shape == (26, 4) and hand.holding
    assert np.linalg.norm(hand.joints[1, :3] - (0.2, 1.3, -0.5)) < 0.25, "the wrist is near the controller"
    assert hand.select_count == 0 and not hand.grab
