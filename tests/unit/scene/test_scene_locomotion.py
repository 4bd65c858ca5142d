"""Moving about: floors, arcs, jumps and turns, and what keeps them kind."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from vr_app.scene.locomotion.arc import throw_arc
from vr_app.scene.locomotion.comfort import BREAK_AFTER_S, BreakHint, Comfort, Fade, Vignette
from vr_app.scene.locomotion.ground import STEP_M, GroundMap, walkable_ground, zone_ground
from vr_app.scene.locomotion.place import arriving_at, feet, heading, turned, upright
from vr_app.scene.locomotion.travel import Travel, Wish
from vr_app.scene.solids import Surfaces
from vr_app.scene.stage import HostMark, Spawn, Stage, Zone
from vr_app.scene.transform import identity

COURT = Zone(id="court", polygon=((-3.0, 3.0), (3.0, 3.0), (3.0, -3.0), (-3.0, -3.0)))
STAGE = Stage(format=1, title="Court", description="A court.", zones=(COURT,), spawn=Spawn(at=(0.0, 0.0, 2.0)))
DT = 1 / 90


def head(x: float = 0.0, y: float = 1.6, z: float = 0.0, yaw: float = 0.0) -> np.ndarray:
    return upright((x, y, z), yaw)


def surfaces(*patches: tuple[float, float, float, float, float, float], upward: float = 1.0) -> Surfaces:
    """Points on boxes' tops or walls: x0, x1, z0, z1, y0, y1, a hand's breadth apart."""
    points = []
    for x0, x1, z0, z1, y0, y1 in patches:
        grid = np.meshgrid(np.arange(x0, x1 + 0.01, 0.1), np.arange(y0, y1 + 0.01, 0.1), np.arange(z0, z1 + 0.01, 0.1))
        points.append(np.stack([axis.ravel() for axis in grid], axis=1))
    all_points = np.concatenate(points).astype(np.float32)
    return Surfaces(
        all_points, np.full(len(all_points), upward, np.float32), np.zeros(len(all_points), np.int16), ("",)
    )


# ---------------------------------------------------------------------- where one may stand


def test_one_stands_in_walkable_zones_only() -> None:
    ground = zone_ground(STAGE)
    assert ground.may_stand(0, 0) and ground.height_at(1, 1) == 0.0
    assert not ground.may_stand(3.3, 0) and not ground.may_stand(100, 100)


def test_a_zone_that_is_not_walkable_makes_no_floor() -> None:
    pond = replace(COURT, id="pond", walkable=False, polygon=((9.0, 9.0), (12.0, 9.0), (12.0, 12.0)))
    assert not zone_ground(replace(STAGE, zones=(COURT, pond))).may_stand(11, 10)


def test_without_zones_one_walks_around_the_arrival_point() -> None:
    ground = zone_ground(replace(STAGE, zones=()))
    assert ground.may_stand(10, -10) and not ground.may_stand(300, 0)


def test_a_table_is_in_the_way_and_what_hangs_high_is_not() -> None:
    ground = walkable_ground(STAGE, surfaces((-0.5, 0.5, -1.0, 0.0, 0.7, 0.8), (1.5, 2.5, -1.0, 0.0, 2.2, 2.3)))
    assert not ground.may_stand(0, -0.5) and ground.may_stand(0, 1.0) and ground.may_stand(2.0, -0.5)


def test_a_low_step_is_climbed_and_a_high_one_is_not() -> None:
    low = walkable_ground(STAGE, surfaces((-1.0, 1.0, -2.0, -1.0, STEP_M - 0.05, STEP_M - 0.05)))
    assert low.height_at(0, -1.5) == pytest.approx(STEP_M - 0.05)
    assert low.step((0, 0, -0.9), (0, 0, -1.2)) == pytest.approx((0, STEP_M - 0.05, -1.2))
    high = walkable_ground(STAGE, surfaces((-1.0, 1.0, -2.0, -1.0, STEP_M + 0.2, STEP_M + 0.2)))
    assert not high.may_stand(0, -1.5)


def test_a_ramp_is_walked_up_and_a_steep_one_is_not() -> None:
    def ramp(rise: float) -> Surfaces:
        z = np.arange(-0.5, -2.6, -0.05)
        x = np.arange(-1.0, 1.01, 0.1)
        grid_x, grid_z = np.meshgrid(x, z)
        points = np.stack([grid_x, (-0.5 - grid_z) * rise, grid_z], axis=-1).reshape(-1, 3).astype(np.float32)
        upward = np.full(len(points), 1 / math.hypot(1, rise), np.float32)
        return Surfaces(points, upward, np.zeros(len(points), np.int16), ("",))

    assert walkable_ground(STAGE, ramp(0.5)).height_at(0, -2.4) == pytest.approx(0.95, abs=0.1)
    assert not walkable_ground(STAGE, ramp(2.0)).may_stand(0, -1.5)


def test_the_arrival_point_stays_free_and_the_host_keeps_its_place() -> None:
    stage = replace(STAGE, host=HostMark(at=(0.0, 0.0, -2.0)))
    ground = walkable_ground(stage, surfaces((-0.5, 0.5, 1.8, 2.2, 0.0, 1.5), upward=0.0))
    assert ground.may_stand(0, 2.0) and not ground.may_stand(0, -2.0) and ground.may_stand(0, -1.2)


def test_steps_slide_along_what_is_in_the_way() -> None:
    ground = zone_ground(STAGE)
    x, _, z = ground.step((2.8, 0, 0), (3.2, 0, 0.2))
    assert x == 2.8 and z == pytest.approx(0.2)
    assert ground.step((2.8, 0, 2.8), (3.2, 0, 3.2)) == (2.8, 0, 2.8)


def test_the_nearest_place_is_found_within_reach_only() -> None:
    ground = zone_ground(STAGE)
    near = ground.nearest(3.2, 0.0, 0.5)
    assert near is not None and ground.may_stand(near[0], near[2]) and abs(near[0] - 3.2) < 0.5
    assert ground.nearest(5.0, 0.0, 0.5) is None


# ---------------------------------------------------------------------- arcs


def test_an_arc_lands_ahead_on_the_floor() -> None:
    arc = throw_arc((0, 1.3, 2.0), (0, 0, -1), zone_ground(STAGE), 0.0)
    assert arc.landing is not None
    x, y, z = arc.landing
    assert (x, y) == (0, 0) and -3.0 < z < 1.0
    np.testing.assert_allclose(arc.points[-1], arc.landing, atol=1e-5)
    assert (np.diff(arc.points[:, 2]) < 0).all()


@pytest.mark.parametrize("direction", [(1, 0, 0), (0, 0, 1)])
def test_an_arc_over_the_edge_lands_nowhere_but_ends_on_the_floor(direction: tuple[int, int, int]) -> None:
    arc = throw_arc((2.5, 1.3, 2.5), direction, zone_ground(STAGE), 0.0)
    assert arc.landing is None and arc.points[-1, 1] == pytest.approx(0.0, abs=1e-4)


def test_an_arc_just_over_the_edge_is_brought_back_onto_it() -> None:
    ground = GroundMap(-3.0, -3.0, np.zeros((40, 40), np.float32))
    reach = throw_arc((0, 1.3, 0), (1, 0, 0), ground, 0.0).points[-1, 0]
    arc = throw_arc((3.2 - reach, 1.3, 0), (1, 0, 0), ground, 0.0)
    assert arc.landing is not None and ground.may_stand(arc.landing[0], arc.landing[2])


def test_an_arc_straight_up_comes_down_near_by() -> None:
    arc = throw_arc((0, 1.3, 0), (0, 1, 0), zone_ground(STAGE), 0.0)
    assert arc.points[:, 1].max() < 6.0


# ---------------------------------------------------------------------- places


@pytest.mark.parametrize("yaw", [0.0, 1.0, -2.5])
def test_headings(yaw: float) -> None:
    assert heading(upright((1, 2, 3), yaw)) == pytest.approx(yaw)


def test_a_heading_is_steady_looking_down() -> None:
    down = upright((0, 0, 0), 0.7) @ np.array(
        [[1, 0, 0, 0], [0, 0.05, 0.9987, 0], [0, -0.9987, 0.05, 0], [0, 0, 0, 1]], np.float32
    )
    assert heading(down) == pytest.approx(0.7, abs=1e-3)


def test_a_turn_keeps_the_head_where_it_is() -> None:
    place, wearer = upright((5, 0.3, 5), 0.4), head(0.7, 1.5, -0.4, 0.2)
    after = turned(place, wearer, math.radians(30))
    np.testing.assert_allclose((after @ wearer)[:3, 3], (place @ wearer)[:3, 3], atol=1e-5)
    assert heading(after @ wearer) == pytest.approx(0.6 + math.radians(30), abs=1e-5)


def test_one_arrives_over_the_point_looking_the_right_way_wherever_one_stands_in_the_room() -> None:
    place = arriving_at(head(1.0, 1.7, 2.0, 2.0), (4.0, 0.5, -3.0), 0.5)
    assert feet(place, head(1.0, 1.7, 2.0, 2.0)) == pytest.approx((4.0, 0.5, -3.0), abs=1e-5)
    assert heading(place @ head(1.0, 1.7, 2.0, 2.0)) == pytest.approx(0.5, abs=1e-5)


# ---------------------------------------------------------------------- the journey


class Journey:
    """A traveller in the court, frame by frame."""

    def __init__(self, comfort: Comfort | None = None) -> None:
        self.travel = Travel(comfort or Comfort())
        self.travel.enter(STAGE.spawn.at, 0.0)
        self.travel.use_ground(zone_ground(STAGE))
        self.now_s = 50.0
        self.wish = Wish()
        self.head = head()
        self.darkest = 0.0
        self.go(0.5)

    def go(self, seconds: float, **changes: object) -> np.ndarray:
        self.wish = replace(self.wish, **changes)  # type: ignore[arg-type]
        self.darkest = 0.0
        for _ in range(max(round(seconds / DT), 1)):
            self.now_s += DT
            place = self.travel.step(self.now_s, self.head, self.wish)
            self.darkest = max(self.darkest, self.travel.darkness)
        return place

    @property
    def at(self) -> tuple[float, float, float]:
        return feet(self.travel.world_from_tracking, self.head)


def test_one_arrives_at_the_spawn_out_of_the_dark() -> None:
    travel = Travel(Comfort())
    travel.enter(STAGE.spawn.at, 0.0)
    travel.step(1.0, None, Wish())
    travel.step(2.0, head(0.4, 1.6, 0.3), Wish())
    assert feet(travel.world_from_tracking, head(0.4, 1.6, 0.3)) == pytest.approx((0, 0, 2), abs=1e-5)
    assert travel.darkness == 1.0
    travel.step(2.5, head(0.4, 1.6, 0.3), Wish())
    assert travel.darkness == 0.0


def test_a_teleport_goes_where_the_arc_lands_in_the_dark() -> None:
    journey = Journey()
    journey.go(0.2, aim=head(0.2, 1.3, -0.3))
    assert journey.travel.arc is not None and journey.travel.arc.landing is not None
    landing = journey.travel.arc.landing
    before = journey.at
    journey.go(0.05, aim=None, teleport_count=1)
    assert journey.at == before, "it does not move before it is dark"
    journey.go(0.6)
    assert journey.at == pytest.approx(landing, abs=1e-4) and journey.darkest == 1.0
    assert journey.travel.darkness == 0.0 and journey.travel.jumps == 1


def test_a_teleport_to_where_one_may_not_stand_is_none() -> None:
    journey = Journey()
    journey.go(0.2, aim=upright((0, 1.3, 0), math.pi))
    journey.go(0.6, aim=None, teleport_count=1)
    assert journey.at == pytest.approx((0, 0, 2), abs=1e-4) and journey.darkest == 0.0


def test_snap_turns_turn_by_steps_round_the_head() -> None:
    journey = Journey(Comfort(snap_deg=45.0))
    journey.go(0.1, turn_count=2)
    assert heading(journey.travel.world_from_tracking) == pytest.approx(-math.pi / 2, abs=1e-4)
    assert journey.at == pytest.approx((0, 0, 2), abs=1e-4) and journey.travel.vignette == 0.0


def test_a_smooth_turn_narrows_the_view() -> None:
    journey = Journey(Comfort(turn="smooth"))
    journey.go(1.0, turn=1.0, turn_count=1)
    assert heading(journey.travel.world_from_tracking) == pytest.approx(-math.pi / 2, abs=0.05)
    assert journey.travel.vignette == pytest.approx(0.7)
    journey.go(0.6, turn=0.0)
    assert journey.travel.vignette == 0.0


def test_the_stick_glides_only_where_that_was_chosen() -> None:
    still = Journey()
    still.go(1.0, move=(0.0, 1.0))
    assert still.at == pytest.approx((0, 0, 2), abs=1e-4)
    gliding = Journey(Comfort(move="smooth"))
    gliding.go(1.0, move=(0.0, 1.0))
    assert gliding.at == pytest.approx((0, 0, 0.6), abs=0.02) and gliding.travel.vignette > 0.5
    gliding.head = head(yaw=math.pi / 2)
    gliding.go(1.0)
    assert gliding.at[0] < -1.2, "it goes where the head looks"


def test_gliding_stops_at_the_edge() -> None:
    journey = Journey(Comfort(move="smooth"))
    journey.go(5.0, move=(0.0, -1.0))
    assert 2.7 < journey.at[2] <= 3.05


def test_back_to_the_start_in_the_dark() -> None:
    journey = Journey(Comfort(move="smooth"))
    journey.go(1.0, move=(0.0, 1.0))
    journey.go(0.6, move=(0.0, 0.0), start_count=1)
    assert journey.at == pytest.approx((0, 0, 2), abs=1e-3) and journey.darkest == 1.0


def test_recentring_turns_the_view_ahead_and_leaves_the_place() -> None:
    journey = Journey(Comfort(move="smooth"))
    journey.go(1.0, move=(0.0, 1.0))
    place = journey.at
    journey.head = head(0.0, 1.6, 0.0, 1.2)
    journey.go(0.1, move=(0.0, 0.0), recentre_count=1)
    assert journey.at == pytest.approx(place, abs=1e-3)
    assert heading(journey.travel.world_from_tracking @ journey.head) == pytest.approx(0.0, abs=1e-4)


def test_a_tracking_space_that_was_moved_leaves_the_wearer_where_they_were() -> None:
    journey = Journey()
    journey.head = head(1.0, 1.6, 1.0, 0.8)
    journey.go(0.1, turn_count=1)
    place = journey.at
    journey.head = head(0.0, 1.6, 0.0, 0.0)
    journey.go(0.1, recentre_count=1)
    assert journey.at == pytest.approx(place, abs=1e-4)
    assert heading(journey.travel.world_from_tracking @ journey.head) == pytest.approx(-math.radians(30), abs=1e-4)


def test_the_view_moves_by_nothing_but_the_head_while_the_hands_rest() -> None:
    journey = Journey()
    place = journey.travel.world_from_tracking.copy()
    for number in range(20):
        journey.head = head(0.1 * number, 1.6 - 0.01 * number, 0.05 * number, 0.2 * number)
        journey.go(DT)
    np.testing.assert_array_equal(journey.travel.world_from_tracking, place)


def test_counts_that_grew_while_others_had_the_input_do_nothing() -> None:
    journey = Journey()
    journey.wish = Wish(turn_count=3, start_count=1)
    journey.travel.skip(journey.wish)
    place = journey.travel.world_from_tracking.copy()
    journey.go(0.3)
    np.testing.assert_array_equal(journey.travel.world_from_tracking, place)


def test_lost_tracking_holds_the_place_then_darkens_and_comes_back() -> None:
    journey = Journey()
    place = journey.travel.world_from_tracking.copy()
    for _ in range(20):
        journey.now_s += DT
        journey.travel.step(journey.now_s, None, Wish())
    assert journey.travel.darkness == 0.0
    for _ in range(100):
        journey.now_s += DT
        journey.travel.step(journey.now_s, None, Wish())
    assert journey.travel.darkness == 1.0
    journey.go(0.5)
    assert journey.travel.darkness == 0.0
    np.testing.assert_array_equal(journey.travel.world_from_tracking, place)


def test_seated_eyes_are_lifted_and_the_floor_is_corrected() -> None:
    journey = Journey(Comfort(seated=True, height_m=1.65))
    journey.head = head(y=1.15)
    journey.go(0.2)
    assert (journey.travel.world_from_tracking @ journey.head)[1, 3] == pytest.approx(1.65, abs=1e-4)
    journey.head = head(y=1.05)
    journey.go(0.2)
    assert (journey.travel.world_from_tracking @ journey.head)[1, 3] == pytest.approx(1.55, abs=1e-4), "one may lean"
    journey.travel.comfort = Comfort(floor_m=-0.1)
    journey.go(0.2)
    assert journey.travel.world_from_tracking[1, 3] == pytest.approx(-0.1)


# ---------------------------------------------------------------------- comfort


def test_a_dip_gets_dark_and_clear_again() -> None:
    fade = Fade()
    assert fade.darkness(0.0) == 0.0
    fade.begin(1.0)
    assert 0 < fade.darkness(1.06) < 1 and not fade.take_dark(1.06)
    assert fade.take_dark(1.13) and not fade.take_dark(1.14)
    assert 0 < fade.darkness(1.2) < 1 and fade.darkness(1.4) == 0.0


def test_no_more_than_three_dips_fit_into_a_second() -> None:
    journey = Journey()
    darks, was_dark = 0, False
    for number in range(90):
        journey.go(DT, start_count=number)
        dark = journey.travel.darkness > 0.9
        darks += dark and not was_dark
        was_dark = dark
    assert darks <= 3


def test_the_vignette_never_jumps() -> None:
    rim, before = Vignette(), 0.0
    for wanted in (1.0, 1.0, 0.0, 0.4, 1.0, 0.0):
        for _ in range(5):
            now = rim.step(DT, wanted)
            assert abs(now - before) < 0.1
            before = now


def test_the_break_is_mentioned_once_and_after_a_pause_later() -> None:
    hint = BreakHint()
    times = np.arange(0.0, BREAK_AFTER_S + 60.0, 10.0)
    assert sum(hint.step(float(t)) for t in times) == 1
    hint = BreakHint()
    half = [hint.step(float(t)) for t in np.arange(0.0, BREAK_AFTER_S - 100.0, 10.0)]
    later = [hint.step(BREAK_AFTER_S + 600.0 + float(t)) for t in np.arange(0.0, 1000.0, 10.0)]
    assert not any(half) and not any(later)


def test_identity_places_are_upright() -> None:
    np.testing.assert_allclose(upright((0, 0, 0), 0.0), identity())
