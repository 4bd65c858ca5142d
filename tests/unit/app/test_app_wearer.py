"""The wearer in a scene, with hands that a test moves."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from vr_app.app.wearer.pointer import Pointer
from vr_app.app.wearer.room_view import RoomView
from vr_app.app.wearer.surroundings import Surroundings, first_look
from vr_app.app.wearer.wearer import Wearer
from vr_app.kernel.events import HostNotice, StopRequested
from vr_app.kernel.latest import Latest
from vr_app.kernel.story_events import ChoicePicked, ChoicesOffered, StoryChoice
from vr_app.openxr.controls import Controls, Hand
from vr_app.scene.grabbing import Graspable
from vr_app.scene.locomotion.comfort import Comfort
from vr_app.scene.locomotion.place import feet, upright
from vr_app.scene.node import build_nodes
from vr_app.scene.pointing import Target
from vr_app.scene.scene import Scene
from vr_app.scene.stage import HostMark, Stage
from vr_app.scene.transform import translation

SCENE = Scene("court", build_nodes(("root",), (-1,)))
WORLD = np.eye(4, dtype=np.float32)[None]
GATE = Target("gate", "gate", (0.0, 1.3, -8.0), 1.0, 1.3)
VASE = Graspable("vase", translation((1.0, 1.0, -1.0)), (np.array([0.9, 1.0, -1.1]), np.array([1.1, 1.2, -0.9])))


class Headset:
    """A headset that stands still, with two hands that point ahead."""

    def __init__(self) -> None:
        self.controls = Latest(
            Controls(
                focused=True,
                tracking_from_head=upright((0.0, 1.6, 0.0), 0.0),
                left=Hand(translation((-0.2, 1.3, -0.4)), translation((-0.2, 1.3, -0.4))),
                right=Hand(translation((0.2, 1.3, -0.4)), translation((0.2, 1.3, -0.4))),
            )
        )
        self.see_room, self.room = Latest(False), Latest("")  # type: ignore[var-annotated]
        self.pulses: list[str] = []

    def pulse(self, hand: str, seconds: float = 0.0, amplitude: float = 0.0) -> None:
        self.pulses.append(hand)


class Visit:
    """Somebody in a court, frame by frame."""

    def __init__(self, folder: Path) -> None:
        stage = Stage(format=1, title="Court", description="", folder=folder, host=HostMark(at=(1.0, 0.0, -1.6)))
        self.around: Surroundings = replace(
            first_look(stage),
            targets=(GATE, Target("vase", "blue vase", (1.0, 1.1, -1.0), 0.0, 1.2)),
            graspable=(VASE,),
        )
        self.said: list[str] = []
        self.posted: list[Any] = []
        self.headset = Headset()
        self.wearer = Wearer(self.posted.append, Pointer(self.said.append, self.posted.append), Comfort)
        self.wearer.headset = self.headset  # type: ignore[assignment]
        self.now_s = 100.0
        self.go(1.0)

    def go(self, seconds: float = 0.1, **changes: Any) -> None:
        self.headset.controls.set(replace(self.headset.controls.get(), **changes))
        for _ in range(max(round(seconds * 30), 1)):
            self.now_s += 1 / 30
            self.wearer.step(self.now_s, self.around)
            self.overlay = self.wearer.overlay(self.around, SCENE, WORLD)

    def right(self, **changes: Any) -> Hand:
        return replace(self.headset.controls.get().right, **changes)


@pytest.fixture
def visit(tmp_path: Path) -> Visit:
    return Visit(tmp_path)


def test_hands_and_the_ray_are_drawn(visit: Visit) -> None:
    assert len(visit.overlay.models) == 2 and len(visit.overlay.glass.indices) and visit.overlay.dark == 0.0
    visit.go(focused=False, left=Hand(), right=Hand())
    assert not visit.overlay.models and not len(visit.overlay.glass.indices)


def test_what_is_pointed_at_is_meant_and_the_trigger_asks(visit: Visit) -> None:
    assert visit.wearer.pointer.meant.get() == "gate" and visit.headset.pulses == ["right"]
    visit.go(right=visit.right(select=True, select_count=1))
    assert visit.said == ["Tell me about the gate."] and visit.headset.pulses == ["right", "right"]
    visit.go(0.5)
    assert len(visit.said) == 1


def test_the_trigger_takes_the_choice_that_a_thing_stands_for(visit: Visit) -> None:
    visit.wearer.pointer.note(ChoicesOffered(7, (StoryChoice(2, "Open the gate.", "gate"), StoryChoice(3, "Wait."))))
    visit.go(right=visit.right(select=True, select_count=1))
    assert visit.posted == [ChoicePicked(7, 2)] and visit.said == []


def test_the_ray_goes_with_the_hand_that_pressed_last(visit: Visit) -> None:
    left = replace(visit.headset.controls.get().left, tracking_from_aim=upright((-0.2, 1.3, -0.4), 1.5))
    visit.go(0.3, left=replace(left, select=True, select_count=1))
    assert visit.wearer.pointer.now.id == ""


def test_a_hand_that_points_at_a_panel_does_nothing_in_the_scene(visit: Visit) -> None:
    visit.wearer.hands_busy.set(frozenset({"right"}))
    visit.go(right=visit.right(select=True, select_count=1))
    assert visit.said == [] and visit.wearer.pointer.now.id == ""


def test_the_safe_place_is_dark_silent_and_left_the_same_way(visit: Visit) -> None:
    visit.go(0.6, safe_count=1)
    assert visit.posted == [StopRequested()] and visit.overlay.dark > 0.95
    place = visit.wearer.place.copy()
    visit.go(0.5, turn_count=3, right=visit.right(select=True, select_count=1))
    np.testing.assert_array_equal(visit.wearer.place, place)
    assert visit.said == []
    visit.go(0.6, safe_count=2)
    assert visit.overlay.dark == 0.0 and len(visit.posted) == 1


def test_others_can_ask_for_the_wearer(visit: Visit) -> None:
    visit.wearer.ask(safe=True)
    visit.go(0.5)
    assert visit.wearer.safe
    visit.wearer.ask(safe=True)
    visit.go(0.5)
    assert not visit.wearer.safe


def test_a_thing_is_taken_meant_and_handed_over(visit: Visit) -> None:
    near = translation((1.0, 1.1, -0.85))
    visit.go(right=visit.right(tracking_from_grip=near))
    visit.go(0.5, right=visit.right(grab=True))
    assert visit.wearer.grabbing.held == {"right": "vase"} and visit.wearer.pointer.meant.get() == "vase"
    visit.go(0.5, right=visit.right(tracking_from_grip=translation((1.0, 1.2, -1.2))))
    visit.go(right=visit.right(grab=False))
    assert visit.said == ["I hand you the blue vase."]
    visit.go(1.0)
    assert visit.wearer.grabbing.poses == {}


@pytest.mark.parametrize("room", ["mixed", "added"])
def test_the_host_comes_into_ones_room_where_the_headset_shows_it(visit: Visit, room: str) -> None:
    kind = ["vr"]
    visit.wearer.room = RoomView(lambda: kind[0])
    visit.go(0.2)
    assert not visit.headset.see_room.get() and visit.overlay.room == ""
    kind[0] = "ar"
    visit.headset.room.set(room)
    visit.go(3.0)
    assert visit.headset.see_room.get() and visit.overlay.room == room and visit.posted == []
    assert "ground" in visit.wearer.room.hidden
    place = visit.wearer.place.copy()
    visit.go(0.5, teleport=True, move=(0.0, 1.0))
    visit.go(0.5, teleport=False, teleport_count=1)
    np.testing.assert_array_equal(visit.wearer.place, place)


def test_a_headset_without_a_room_shows_the_scene_and_says_so_once(visit: Visit) -> None:
    visit.wearer.room = RoomView(lambda: "ar")
    visit.go(3.0)
    assert [type(event) for event in visit.posted] == [HostNotice]
    assert visit.wearer.room.kind == "vr" and visit.wearer.room.hidden == frozenset()


def test_a_break_is_mentioned_after_forty_minutes(visit: Visit) -> None:
    for _ in range(41 * 6):
        visit.now_s += 10.0
        visit.wearer.step(visit.now_s, visit.around)
    assert [type(event) for event in visit.posted] == [HostNotice]


def test_without_a_headset_nothing_is_asked_of_it(tmp_path: Path) -> None:
    wearer = Wearer(lambda _: None, Pointer(lambda _: None, lambda _: None), Comfort)
    around = first_look(Stage(format=1, title="Court", description="", folder=tmp_path))
    wearer.step(1.0, around)
    assert not len(wearer.overlay(around, SCENE, WORLD).solid.indices)


def test_one_arrives_in_another_scene_at_its_start(visit: Visit, tmp_path: Path) -> None:
    spawn = replace(visit.around.stage.spawn, at=(5.0, 1.0, 5.0), yaw_deg=90.0)
    visit.around = first_look(replace(visit.around.stage, folder=tmp_path / "other", spawn=spawn))
    visit.go()
    head = visit.headset.controls.get().tracking_from_head
    assert head is not None and feet(visit.wearer.place, head) == pytest.approx((5.0, 1.0, 5.0), abs=1e-4)


def test_a_lost_head_goes_dark_and_is_told_what_to_do(visit: Visit) -> None:
    visit.go(0.5)
    assert visit.overlay.dark < 0.1
    visit.go(0.2, tracking_from_head=None)
    assert visit.overlay.dark < 0.1, "held for a moment"
    visit.go(1.5)
    for thread in threading.enumerate():
        if thread.name == "label":
            thread.join(60.0)
    visit.go(0.1)
    plates = visit.overlay.labels
    assert visit.overlay.dark == pytest.approx(1.0) and len(plates) == 1 and plates[0].above
    assert plates[0].at[2] < -0.5, "before the eyes as they were last seen"
    visit.go(1.0, tracking_from_head=upright((0.0, 1.6, 0.0), 0.0))
    assert visit.overlay.dark < 0.1 and not any(label.above for label in visit.overlay.labels)


# ---------------------------------------------------------------------- the palm's menu


def bare_hand(palm: tuple[float, float, float], facing_to: tuple[float, float, float], tip: tuple[float, ...]) -> Hand:
    """A bare hand of which the palm and the index finger's tip are where a test wants them."""
    joints = np.tile(np.array([*palm, 0.01], np.float32), (26, 1))
    joints[10, :3] = tip
    out_of_palm = np.array(facing_to, np.float32) - palm
    return Hand(translation(palm), None, joints=joints, facing=out_of_palm / np.linalg.norm(out_of_palm))


def test_a_palm_shown_to_the_eyes_offers_the_ways_out_and_a_fingertip_takes_them(visit: Visit) -> None:
    eyes, at = (0.0, 1.6, 0.0), (-0.1, 1.35, -0.55)
    shown = bare_hand(at, eyes, (-0.1, 1.40, -0.60))
    head = upright(eyes, 0.0)
    turned_on: list[str] = []
    visit.wearer.palm.add("mute", lambda: turned_on.append("mute"))
    visit.go(0.8, tracking_from_head=head, left=shown, right=Hand())
    assert visit.wearer.palm.side == "left"
    words = {label.levels[0].shape for label in visit.overlay.labels}
    assert len(visit.overlay.labels) >= 1 and words, "its plates are drawn as they are made"

    def touch(name: str) -> None:
        button = next(button for button in visit.wearer.palm._menu.buttons if button.name == name)
        away = tuple(button.at + np.array([0.0, 0.0, 0.2]))
        visit.go(0.1, right=bare_hand(away, (0.0, 0.0, -5.0), tuple(button.at)))
        visit.go(0.1, right=bare_hand(away, (0.0, 0.0, -5.0), away))

    touch("mute")
    assert turned_on == ["mute"]
    before = visit.wearer.place.copy()
    touch("left")
    visit.go(0.5)
    assert not np.allclose(visit.wearer.place, before), "the view has turned"
    touch("safe")
    visit.go(1.0)
    assert visit.wearer.safe and any(isinstance(event, StopRequested) for event in visit.posted)
    touch("safe")
    visit.go(1.0)
    assert not visit.wearer.safe


def test_a_hand_that_shows_its_menu_neither_points_nor_throws(visit: Visit) -> None:
    at = (0.2, 1.35, -0.55)
    visit.go(0.8, right=bare_hand(at, (0.0, 1.6, 0.0), (0.2, 1.4, -0.6)), left=Hand())
    assert visit.wearer.palm.busy == {"right"}
    visit.go(0.5, teleport=True, aiming="right")
    assert visit.wearer.travel.arc is None
