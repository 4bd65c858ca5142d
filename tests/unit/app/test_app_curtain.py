"""A change of scene goes through the dark: the old one is never cut away, the wearer never stands in the wrong one."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from vr_app.app.wearer.curtain import MOST_DARK_S, MOST_HELD_S, Curtain
from vr_app.app.wearer.surroundings import Surroundings, first_look
from vr_app.app.world import LivingScene
from vr_app.scene.node import build_nodes
from vr_app.scene.scene import Scene
from vr_app.scene.stage import Stage

FRAME_S = 1 / 90


def living(name: str) -> LivingScene:
    return LivingScene(Scene(name, build_nodes(("root",), (-1,))))


def around(name: str) -> Surroundings:
    return first_look(Stage(format=1, title=name, description="", folder=Path(name)))


def frames(curtain: Curtain, wanted: LivingScene, found: Surroundings, from_s: float, seconds: float) -> list[tuple]:
    """(scene's name, surroundings' folder, darkness) of each frame."""
    out = []
    for number in range(round(seconds / FRAME_S)):
        time_s = from_s + number * FRAME_S
        shown, seen = curtain.scene(wanted, time_s), curtain.around(found, time_s)
        assert shown is not None and seen is not None
        out.append((shown.scene.name, seen.stage.folder.name, curtain.darkness))
    return out


def test_the_first_scene_is_there_at_once() -> None:
    assert frames(Curtain(), living("court"), around("court"), 10.0, FRAME_S) == [("court", "court", 0.0)]


def test_the_old_scene_goes_dark_before_the_new_one_is_there_with_its_floor() -> None:
    curtain = Curtain()
    frames(curtain, living("court"), around("court"), 10.0, 1.0)
    seen = frames(curtain, living("hall"), around("hall"), 11.0, 1.0)
    names = [name for name, _, _ in seen]
    assert [folder for _, folder, _ in seen] == names, "nobody stands in one place with the other's floor"
    cut = names.index("hall")
    assert 5 <= cut <= 20 and "court" not in names[cut:]
    assert seen[0][2] < 0.2 and seen[cut - 1][2] > 0.8 and seen[cut][2] == pytest.approx(1.0)
    darkness = [dark for _, _, dark in seen]
    assert max(abs(a - b) for a, b in itertools.pairwise(darkness)) < 0.25, "it never jumps"
    assert darkness[-1] == 0.0


def test_a_scene_that_comes_piece_by_piece_comes_out_of_the_dark_as_a_whole() -> None:
    curtain, whole = Curtain(), set()
    curtain.complete = lambda scene: scene.name in whole
    frames(curtain, living("court"), around("court"), 10.0, 1.0)
    hall, seen = living("hall"), around("hall")
    frames(curtain, hall, seen, 11.0, 0.5)
    assert {dark for _, _, dark in frames(curtain, hall, seen, 11.5, 0.5)} == {1.0}
    whole.add("hall")
    darkness = [dark for _, _, dark in frames(curtain, hall, seen, 12.0, 1.0)]
    assert darkness[-1] == 0.0 and max(abs(a - b) for a, b in itertools.pairwise([1.0, *darkness])) < 0.25
    yard = living("yard")
    frames(curtain, yard, around("yard"), 14.0, 0.5)
    late = frames(curtain, yard, around("yard"), 14.5, MOST_DARK_S + 0.5)
    assert late[0][2] == 1.0 and late[-1][2] == 0.0, "it does not stay dark for ever"


def test_a_scene_that_was_only_changed_is_shown_once_it_is_prepared() -> None:
    curtain, asked = Curtain(), []
    before, after = living("court"), living("court")
    frames(curtain, before, around("court"), 10.0, 1.0)
    curtain.prepared = lambda scene: bool(asked.append(scene)) or len(asked) > 3
    shown = [curtain.scene(after, 11.0 + number * FRAME_S) for number in range(6)]
    assert shown == [before] * 3 + [after] * 3
    assert asked == [after.scene] * 4


def test_a_scene_that_was_only_changed_is_shown_without_a_blink() -> None:
    curtain = Curtain()
    frames(curtain, living("court"), around("court"), 10.0, 1.0)
    changed = living("court")
    assert {dark for _, _, dark in frames(curtain, changed, around("court"), 11.0, 1.0)} == {0.0}
    assert curtain.scene(changed, 12.1) is changed


def test_quick_changes_of_mind_never_flash_more_than_three_times_a_second() -> None:
    curtain, switches, before = Curtain(), 0, ""
    for number in range(90 * 4):
        wanted = living(f"scene {number // 3}")
        shown = curtain.scene(wanted, 10.0 + number * FRAME_S)
        assert shown is not None
        switches, before = switches + (shown.scene.name != before), shown.scene.name
    assert 3 <= switches <= 4 * 3


def test_a_scene_that_never_comes_does_not_keep_its_floor_waiting() -> None:
    curtain = Curtain()
    court = living("court")
    frames(curtain, court, around("court"), 10.0, 1.0)
    late = frames(curtain, court, around("hall"), 11.0, MOST_HELD_S + 0.5)
    assert late[0][1] == "court" and late[-1][1] == "hall"
