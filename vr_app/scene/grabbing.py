"""Taking things in the hand: picked up near by or from afar, turned about, put back, or handed to the host. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from vr_app.scene.transform import Array, decompose, local_matrices, rigid_inverse

REACH_M = 0.16
"""How near to a thing's box the hand takes it directly."""
FAR_M = 3.5
"""How far away a thing may be to come to the hand that points at it."""
COME_S, GO_HOME_S = 0.28, 0.7
HOLD_AHEAD_M = 0.10
"""How far before the hand's middle a thing that came from afar is held, beside its own size."""
GIVE_M = 0.75
"""Let go so near to the host, a thing is handed over."""
LARGEST_M = 0.9
"""A thing is held no farther away than this, whatever its size."""

Vector = npt.NDArray[np.floating]
Side = Literal["left", "right"]
Box = tuple[Vector, Vector]


@dataclass(frozen=True)
class Graspable:
    """A thing that may be taken.

    Attributes:
        id: the thing's.
        home: 4 x 4, where it belongs.
        box: lower and upper corner there, metres in the scene.
    """

    id: str
    home: Array
    box: Box

    @property
    def middle(self) -> npt.NDArray[np.float32]:
        """In the thing's own space."""
        middle = (self.box[0] + self.box[1]) / 2
        return (np.linalg.inv(self.home) @ np.append(middle, 1.0))[:3].astype(np.float32)


@dataclass(frozen=True)
class GraspingHand:
    """A hand of one frame.

    Attributes:
        world_from_hand: None while it is not seen.
        closed: held shut.
        pointed: id of the thing that its ray meets, "" for none.
    """

    world_from_hand: Array | None = None
    closed: bool = False
    pointed: str = ""


@dataclass(frozen=True)
class Done:
    """Something came of it.

    Attributes:
        what: "taken", "given" to the host, or "put back".
    """

    what: Literal["taken", "given", "put back"]
    id: str
    side: Side


@dataclass
class _Hold:
    thing: Graspable
    side: Side
    hand_from_thing: Array
    begin: Array
    begun_s: float


@dataclass
class _Flight:
    thing: Graspable
    begin: Array
    begun_s: float


class Grabbing:
    """What both hands hold.

    Attributes:
        poses: where things that are not at home are, `world_from_thing` by id.
        held: id by hand.
    """

    def __init__(self) -> None:
        self.poses: dict[str, Array] = {}
        self.held: dict[Side, str] = {}
        self._holds: dict[Side, _Hold] = {}
        self._flights: dict[str, _Flight] = {}
        self._closed: dict[Side, bool] = {"left": False, "right": False}

    def step(
        self,
        now_s: float,
        hands: Mapping[Side, GraspingHand],
        things: Sequence[Graspable],
        host_at: npt.ArrayLike | None = None,
    ) -> list[Done]:
        """Moves on to a frame; returns what came of it.

        Args:
            host_at: where the host's chest is; None where nobody is there.
        """
        done: list[Done] = []
        for side, hand in hands.items():
            closes = hand.closed and not self._closed[side]
            opens = side in self._holds and (not hand.closed or hand.world_from_hand is None)
            self._closed[side] = hand.closed
            if opens:
                done.append(self._let_go(side, now_s, host_at))
            elif closes and hand.world_from_hand is not None and (thing := self._wanted(hand, things)) is not None:
                self._take(side, hand.world_from_hand, thing, now_s)
                done.append(Done("taken", thing.id, side))
        self._move(now_s, hands)
        return done

    def forget(self) -> None:
        """Another scene: nothing is held."""
        self._holds.clear()
        self._flights.clear()
        self.poses.clear()
        self.held.clear()

    def _wanted(self, hand: GraspingHand, things: Sequence[Graspable]) -> Graspable | None:
        """What a hand that closes takes: the nearest within reach, else what it points at."""
        assert hand.world_from_hand is not None
        at = hand.world_from_hand[:3, 3]
        apart = [(self._distance(thing, at), number) for number, thing in enumerate(things)]
        near = min(apart, default=(float("inf"), -1))
        if near[0] <= REACH_M:
            return things[near[1]]
        pointed = next((number for number, thing in enumerate(things) if thing.id == hand.pointed), None)
        return things[pointed] if pointed is not None and apart[pointed][0] <= FAR_M else None

    def _distance(self, thing: Graspable, at: Vector) -> float:
        """From a point to the thing's box, where the thing is now."""
        pose = self.poses.get(thing.id)
        if pose is not None:
            at = (thing.home @ np.linalg.inv(pose) @ np.append(at, 1.0))[:3]
        low, high = thing.box
        return float(np.linalg.norm(np.maximum(np.maximum(low - at, at - high), 0.0)))

    def _take(self, side: Side, world_from_hand: Array, thing: Graspable, now_s: float) -> None:
        for other, hold in list(self._holds.items()):
            if hold.thing.id == thing.id:
                del self._holds[other], self.held[other]
        self._flights.pop(thing.id, None)
        pose = self.poses.get(thing.id, thing.home)
        hand_from_thing = (rigid_inverse(world_from_hand) @ pose).astype(np.float32)
        if self._distance(thing, world_from_hand[:3, 3]) > REACH_M:
            size = float(np.linalg.norm(thing.box[1] - thing.box[0])) / 2
            offset = hand_from_thing[:3, :3] @ thing.middle
            hand_from_thing[:3, 3] = np.array([0.0, 0.0, -min(HOLD_AHEAD_M + size, LARGEST_M)]) - offset
        self._holds[side] = _Hold(thing, side, hand_from_thing, pose.copy(), now_s)
        self.held[side] = thing.id

    def _let_go(self, side: Side, now_s: float, host_at: npt.ArrayLike | None) -> Done:
        hold = self._holds.pop(side)
        del self.held[side]
        pose = self.poses.get(hold.thing.id, hold.thing.home)
        middle = (pose @ np.append(hold.thing.middle, 1.0))[:3]
        given = host_at is not None and float(np.linalg.norm(middle - np.asarray(host_at))) <= GIVE_M
        self._flights[hold.thing.id] = _Flight(hold.thing, pose, now_s)
        return Done("given" if given else "put back", hold.thing.id, side)

    def _move(self, now_s: float, hands: Mapping[Side, GraspingHand]) -> None:
        for side, hold in self._holds.items():
            world_from_hand = hands[side].world_from_hand
            if world_from_hand is not None:
                goal = world_from_hand @ hold.hand_from_thing
                self.poses[hold.thing.id] = between(
                    hold.begin, goal.astype(np.float32), (now_s - hold.begun_s) / COME_S
                )
        for id_, flight in list(self._flights.items()):
            share = (now_s - flight.begun_s) / GO_HOME_S
            if share >= 1.0:
                del self._flights[id_]
                self.poses.pop(id_, None)
            else:
                self.poses[id_] = between(flight.begin, flight.thing.home, share)


def between(a: Array, b: Array, share: float) -> Array:
    """A pose on the way from one to another, smoothly; `share` is taken as 0 to 1."""
    share = min(max(share, 0.0), 1.0)
    if share >= 1.0:
        return b.astype(np.float32)
    share = share * share * (3.0 - 2.0 * share)
    (place_a, turn_a, size_a), (place_b, turn_b, size_b) = decompose(a), decompose(b)
    if float(turn_a @ turn_b) < 0:
        turn_b = -turn_b
    turn = turn_a + (turn_b - turn_a) * share
    turn /= np.linalg.norm(turn)
    place, size = place_a + (place_b - place_a) * share, size_a + (size_b - size_a) * share
    parts = (part[None].astype(np.float32) for part in (place, turn, size))
    return local_matrices(*parts)[0]
