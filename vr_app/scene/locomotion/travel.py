"""The wearer's journey: what the hands ask for becomes a new place of the tracking space, kindly. Pure.

The view never moves but by the wearer's own head, a stick held, or a jump asked for (under a dip to dark).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from vr_app.scene.locomotion.arc import Arc, throw_arc
from vr_app.scene.locomotion.comfort import Comfort, Fade, Vignette
from vr_app.scene.locomotion.ground import GroundMap, Vec3
from vr_app.scene.locomotion.place import arriving_at, feet, heading, standing_at, turned, upright
from vr_app.scene.transform import Array

LONGEST_STEP_S = 0.1
"""A stall is no leap."""
LOST_HOLD_S, LOST_DARK_S = 0.3, 0.6
"""Tracking lost: the picture is held, then goes dark over so long."""


@dataclass(frozen=True)
class Wish:
    """What the hands ask for in one frame. Counts only grow: act on their differences.

    Attributes:
        move: stick, x to the right and y forward, -1 to 1.
        turn: stick to the right, -1 to 1.
        turn_count: snap turns to the right minus those to the left.
        aim: the throwing hand's ray in tracking space (along -Z) while a teleport is aimed, else None.
        teleport_count: teleports let go.
        start_count: wishes to be back at the arrival point.
        recentre_count: wishes to look straight ahead again.
    """

    move: tuple[float, float] = (0.0, 0.0)
    turn: float = 0.0
    turn_count: int = 0
    aim: Array | None = None
    teleport_count: int = 0
    start_count: int = 0
    recentre_count: int = 0


class Travel:
    """One wearer in one scene after another.

    Args:
        comfort: how to move; may be replaced at any time.

    Attributes:
        world_from_tracking: where the tracking space is now.
        arc: the teleport being aimed, else None.
        darkness: 0 clear to 1 dark, now.
        vignette: 0 open to 1 narrow, now.
        jumps: how many jumps and turns were made (for haptics).
    """

    def __init__(self, comfort: Comfort) -> None:
        self.comfort = comfort
        self.world_from_tracking = upright((0.0, 0.0, 0.0), 0.0)
        self.arc: Arc | None = None
        self.darkness = self.vignette = 0.0
        self.jumps = 0
        self._ground: GroundMap | None = None
        self._start: tuple[Vec3, float] = ((0.0, 0.0, 0.0), 0.0)
        self._floor_m = 0.0
        self._feet: Vec3 = (0.0, 0.0, 0.0)
        self._fade = Fade()
        self._rim = Vignette()
        self._goal: Vec3 | None = None
        self._arriving = True
        self._seen: Wish | None = None
        self._now_s: float | None = None
        self._lost_s: float | None = None
        self._lift_m = 0.0

    def enter(self, at: Vec3, yaw_rad: float) -> None:
        """Another scene: the wearer arrives there, out of the dark, with the next tracked head."""
        self._start = (at, yaw_rad)
        self._ground, self._goal = None, None
        self._arriving = True

    def use_ground(self, ground: GroundMap) -> None:
        """Where one may stand from now on."""
        self._ground = ground

    def skip(self, wish: Wish) -> None:
        """Takes note of counts without acting on them (input that belonged to somebody else)."""
        self._seen = wish
        self.arc = None

    def step(self, now_s: float, head: Array | None, wish: Wish) -> Array:
        """Moves on to a frame's display time; returns `world_from_tracking`.

        Args:
            head: `tracking_from_head`; None while it is not tracked.
        """
        dt_s = 0.0 if self._now_s is None else min(max(now_s - self._now_s, 0.0), LONGEST_STEP_S)
        self._now_s = now_s
        before, self._seen = self._seen or wish, wish
        if head is None:
            self._lose(now_s)
            return self.world_from_tracking
        self._find_again(now_s)
        if self._arriving:
            self._arrive(now_s, head)
        gliding = self._glide(dt_s, head, wish)
        turning = self._turn(dt_s, head, wish, before)
        self._jump(now_s, head, wish, before)
        self._correct_height(head)
        self.vignette = self._rim.step(dt_s, self.comfort.vignette * max(gliding, turning))
        self.darkness = self._fade.darkness(now_s)
        self._feet = feet(self.world_from_tracking, head)
        return self.world_from_tracking

    # ------------------------------------------------------------------ arriving, and tracking lost

    def _arrive(self, now_s: float, head: Array) -> None:
        at, yaw_rad = self._start
        self.world_from_tracking = arriving_at(head, at, yaw_rad)
        self._floor_m = at[1]
        self._fade.begin(now_s, dark_already=True)
        self._fade.take_dark(now_s)
        self._arriving = False

    def _lose(self, now_s: float) -> None:
        self._lost_s = now_s if self._lost_s is None else self._lost_s
        self.darkness = min(max((now_s - self._lost_s - LOST_HOLD_S) / LOST_DARK_S, 0.0), 1.0)
        self.arc = None

    def _find_again(self, now_s: float) -> None:
        if self._lost_s is not None and now_s - self._lost_s > LOST_HOLD_S:
            self._fade.begin(now_s, dark_already=True)
            self._fade.take_dark(now_s)
        self._lost_s = None

    # ------------------------------------------------------------------ what the hands ask for

    def _glide(self, dt_s: float, head: Array, wish: Wish) -> float:
        """Moves with the stick; returns how fast, 0 to 1."""
        right, ahead = wish.move
        speed = math.hypot(right, ahead)
        if self.comfort.move != "smooth" or speed < 1e-3 or self._goal is not None:
            return 0.0
        yaw = heading(self.world_from_tracking @ head)
        sin, cos = math.sin(yaw), math.cos(yaw)
        metres = self.comfort.walk_m_s * dt_s
        old = feet(self.world_from_tracking, head)
        old = (old[0], self._floor_m, old[2])
        new = (old[0] + (right * cos - ahead * sin) * metres, old[1], old[2] + (-right * sin - ahead * cos) * metres)
        self._stand(head, self._ground.step(old, new) if self._ground is not None else new)
        return min(speed, 1.0)

    def _turn(self, dt_s: float, head: Array, wish: Wish, before: Wish) -> float:
        """Turns by steps or smoothly; returns how fast, 0 to 1."""
        if self.comfort.turn == "snap" and (steps := wish.turn_count - before.turn_count):
            self._turn_by(head, -steps * math.radians(self.comfort.snap_deg))
            self.jumps += 1
        if self.comfort.turn == "smooth" and abs(wish.turn) > 1e-3:
            self._turn_by(head, -wish.turn * math.radians(self.comfort.turn_deg_s) * dt_s)
            return min(abs(wish.turn), 1.0)
        return 0.0

    def _turn_by(self, head: Array, left_rad: float) -> None:
        self.world_from_tracking = turned(self.world_from_tracking, head, left_rad)

    def _jump(self, now_s: float, head: Array, wish: Wish, before: Wish) -> None:
        aimed = self.arc
        self.arc = None
        if wish.aim is not None and self._ground is not None:
            ray = self.world_from_tracking @ wish.aim
            self.arc = throw_arc(ray[:3, 3], -ray[:3, 2], self._ground, self._floor_m)
        if wish.teleport_count > before.teleport_count and aimed is not None and aimed.landing is not None:
            self._goal = aimed.landing
        if wish.start_count > before.start_count:
            self._goal = self._start[0]
        rested = self._fade.rested(now_s)
        if self._goal is not None and rested:
            self._fade.begin(now_s)
        elif wish.recentre_count > before.recentre_count and rested:
            # The runtime may have moved the tracking space itself: the wearer stays where they were before.
            x, _, z = self._feet
            yaw_rad = heading(self.world_from_tracking)
            self.world_from_tracking = arriving_at(head, (x, self._floor_m, z), yaw_rad)
            self._fade.begin(now_s, dark_already=True)
        if self._fade.take_dark(now_s) and self._goal is not None:
            goal, self._goal = self._goal, None
            if goal == self._start[0]:
                self.world_from_tracking = arriving_at(head, *self._start)
            self._stand(head, goal)
            self.jumps += 1

    # ------------------------------------------------------------------ feet and eyes

    def _stand(self, head: Array, at: Vec3) -> None:
        self._floor_m = at[1]
        self.world_from_tracking = standing_at(self.world_from_tracking, head, at)

    def _correct_height(self, head: Array) -> None:
        """Puts the tracking space's floor where it belongs: corrected, and lifted for those who sit."""
        comfort = self.comfort
        if comfort.seated:
            wanted = comfort.height_m - float(head[1, 3])
            # The lift is taken once, and anew only after sitting down or standing up for good.
            if self._lift_m == 0.0 or abs(wanted - self._lift_m) > 0.35:
                self._lift_m = wanted
        else:
            self._lift_m = 0.0
        self.world_from_tracking[1, 3] = self._floor_m + comfort.floor_m + self._lift_m
