"""Which triggers of a stage come off: pure, asked several times a second with where the visitor is and looks."""

from __future__ import annotations

import math
from collections.abc import Collection

import numpy as np

from vr_app.scene.layout.plan import inside_polygon
from vr_app.scene.stage import Stage
from vr_app.scene.stage_life import Trigger

LOOK_DEG = 12.0
"""Within so much of the middle of the view something is looked at; large things count by their size too."""
LOOK_FAR_M = 30.0


class TriggerWatch:
    """One visit to one stage.

    Args:
        stage: with the places its things have got.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._zones = {zone.id: np.array(zone.polygon) for zone in stage.zones}
        self._points = {thing.id: thing.at for thing in stage.things} | {spot.id: spot.at for spot in stage.hotspots}
        self._since: dict[str, float] = {}
        self._held: set[str] = set()
        self._done: set[str] = set()
        self._begun_s: float | None = None

    def step(
        self,
        time_s: float,
        at: tuple[float, float, float],
        yaw_deg: float,
        *,
        pointed: str = "",
        taken: Collection[str] = (),
    ) -> list[Trigger]:
        """Triggers that come off now.

        Args:
            at: the visitor's eyes.
            yaw_deg: 0 looks along -Z, counter-clockwise seen from above.
            pointed: id of what is pointed at.
            taken: ids of what was clicked just now or is in a hand.
        """
        if self._begun_s is None:
            self._begun_s = time_s
        fired = []
        for trigger in self._stage.triggers:
            if trigger.id in self._done:
                continue
            if trigger.when == "timer":
                holds, needs_s, since_s = True, trigger.after_s, self._begun_s
            else:
                holds = self._holds(trigger, at, yaw_deg, pointed, taken)
                needs_s = trigger.after_s
                since_s = self._since.setdefault(trigger.id, time_s) if holds else time_s
            if not holds:
                self._since.pop(trigger.id, None)
                self._held.discard(trigger.id)
            elif time_s - since_s >= needs_s and trigger.id not in self._held:
                fired.append(trigger)
                self._held.add(trigger.id)
                if trigger.when == "timer" or not trigger.again:
                    self._done.add(trigger.id)
        return fired

    def _holds(
        self, trigger: Trigger, at: tuple[float, float, float], yaw_deg: float, pointed: str, taken: Collection[str]
    ) -> bool:
        if trigger.when == "enters":
            polygon = self._zones.get(trigger.what)
            return polygon is not None and bool(inside_polygon(polygon, np.array([at[0], at[2]])))
        if trigger.when == "picks_up":
            return trigger.what in taken
        point = self._points.get(trigger.what)
        if pointed == trigger.what:
            return True
        if point is None:
            return False
        dx, dz = point[0] - at[0], point[2] - at[2]
        away_m = math.hypot(dx, dz)
        off = abs(math.remainder(math.degrees(math.atan2(-dx, -dz)) - yaw_deg, 360.0))
        return away_m < LOOK_FAR_M and off < LOOK_DEG
