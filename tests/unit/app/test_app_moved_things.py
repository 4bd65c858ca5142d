"""What a story moves glides there and stays, in a world as the frame thread asks it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from vr_app.app.moved_things import LEAST_S, MOST_S
from vr_app.app.staging import Staging
from vr_app.app.world import LivingScene, MouthTracks, World
from vr_app.kernel.events import BodyCue
from vr_app.kernel.ids import TurnId
from vr_app.kernel.latest import Latest
from vr_app.kernel.ports import Playhead
from vr_app.kernel.story_events import SceneCue
from vr_app.scene.compose import compose
from vr_app.scene.scene import Scene
from vr_app.scene.stage import Hotspot, Stage
from vr_app.scene.stage_life import Mark
from vr_app.scene.stage_things import Thing

STAGE = Stage(
    format=1,
    title="Yard",
    description="A yard.",
    things=(
        Thing(id="jug", name="jug", at=(0.0, 0.0, -2.0), size=(0.2, 0.3, 0.2), scale=2.0),
        Thing(id="stool", name="stool", at=(1.0, 0.0, -2.0), size=(0.4, 0.5, 0.4), grabbable=True),
    ),
    marks=(Mark(id="by-the-door", at=(3.0, 0.0, -2.0), yaw_deg=90.0),),
    hotspots=(Hotspot(id="sill", name="sill", description="A sill.", at=(-1.0, 1.0, -2.0)),),
)


class Yard:
    def __init__(self) -> None:
        self.scene: Scene = compose(STAGE, {}, None)
        self.world = World(Latest(BodyCue(turn=None)), lambda: Playhead(None, 0, 0.0, 0.0), MouthTracks())
        self.world.living.set(LivingScene(self.scene))
        self.staging = Staging(self.world)
        self.staging.show(self.scene, STAGE)

    def move(self, *arguments: str) -> None:
        self.staging.cue(SceneCue("move", arguments, TurnId(1)))

    def at(self, thing: str, time_s: float) -> np.ndarray:
        return self.moment(time_s).world_from_node[self.scene.placements[thing].root].copy()

    def moment(self, time_s: float):
        frame = self.world(time_s, np.eye(4, dtype=np.float32))
        assert frame is not None
        return frame


@pytest.mark.parametrize("thing", ["jug", "stool"])
def test_a_thing_glides_to_a_mark_and_home_again(thing: str) -> None:
    yard = Yard()
    home = yard.at(thing, 1.0)
    yard.move(thing, "by-the-door")
    places = [yard.at(thing, 1.0 + 0.1 * n)[:3, 3] for n in range(int(10 * MOST_S) + 2)]
    steps = np.linalg.norm(np.diff(places, axis=0), axis=1)
    assert steps[0] < 0.1 and steps.max() < 0.25  # no jump
    there = yard.at(thing, 1.0 + MOST_S + 1.0)
    np.testing.assert_allclose(there[:3, 3], (3.0, 0.0, -2.0), atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(there[:3, :3], axis=0), np.linalg.norm(home[:3, :3], axis=0), atol=1e-5)
    np.testing.assert_allclose(there[:3, 0] / np.linalg.norm(there[:3, 0]), (0, 0, -1), atol=1e-5)
    yard.move(thing, "home")
    yard.at(thing, 10.0)
    np.testing.assert_allclose(yard.at(thing, 20.0), home, atol=1e-5)


def test_what_stands_still_is_told_to_have_moved_only_while_it_moves() -> None:
    yard = Yard()
    yard.moment(0.5)
    yard.moment(0.6)
    assert yard.moment(1.0).moved is not None
    yard.move("jug", "sill")
    assert yard.moment(1.1).moved is not None or yard.moment(1.1 + LEAST_S / 2).moved is None
    assert yard.moment(1.1 + LEAST_S / 2).moved is None
    yard.moment(9.0)
    assert yard.moment(9.1).moved is not None
    np.testing.assert_allclose(yard.at("jug", 9.2)[:3, 3], (-1.0, 1.0, -2.0), atol=1e-5)


def test_a_hidden_thing_is_at_its_new_place_when_it_is_shown() -> None:
    yard = Yard()
    yard.moment(1.0)
    yard.staging.cue(SceneCue("hide", ("jug",), TurnId(1)))
    yard.moment(1.1)
    yard.move("jug", "sill")
    yard.moment(1.2)
    yard.staging.cue(SceneCue("show", ("jug",), TurnId(1)))
    yard.moment(9.0)
    np.testing.assert_allclose(yard.at("jug", 9.1)[:3, 3], (-1.0, 1.0, -2.0), atol=1e-5)


def test_what_was_moved_before_the_scene_came_is_there_at_once() -> None:
    yard = Yard()
    yard.move("jug", "sill")
    np.testing.assert_allclose(yard.at("jug", 1.0)[:3, 3], (-1.0, 1.0, -2.0), atol=1e-5)


def test_nothing_goes_where_the_scene_names_no_place() -> None:
    yard = Yard()
    home = yard.at("jug", 1.0)
    yard.move("jug", "the-moon")
    yard.move("nothing", "sill")
    np.testing.assert_array_equal(yard.at("jug", 9.0), home)
    yard.staging.leave()
    assert yard.world.moved.get() == {}


def test_the_host_walks_to_a_mark() -> None:
    yard = Yard()
    root = yard.scene.placements["stool"].root
    placement = replace(yard.scene.placements["stool"], id="host")
    yard.world.living.set(LivingScene(replace(yard.scene, placements={**yard.scene.placements, "host": placement})))
    home = yard.moment(1.0).world_from_node[root].copy()
    yard.move("host", "by-the-door")
    places = [yard.moment(1.0 + 0.1 * n).world_from_node[root, :3, 3].copy() for n in range(60)]
    assert np.linalg.norm(np.diff(places, axis=0), axis=1).max() < 0.25
    np.testing.assert_allclose(places[-1], (3.0, 0.0, -2.0), atol=1e-5)
    yard.move("host", "home")
    yard.moment(10.0)
    np.testing.assert_allclose(yard.moment(20.0).world_from_node[root], home, atol=1e-5)
