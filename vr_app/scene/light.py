"""Lights that stand in the scene (KHR_lights_punctual words and units)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Light:
    """A light at a node, shining along the node's -Z where it has a direction.

    Attributes:
        kind: "directional" has no position.
        node: index of the node that carries it.
        colour: linear RGB.
        intensity: candela (point, spot) or lux (directional), on the scale where the sun of a stage is 1 to 10.
        range_m: where it ends; 0 means: wherever it falls under 1 % of a unit.
        inner_cone_rad: full light within (spot).
        outer_cone_rad: no light beyond (spot).
        flicker: 0 steady, 1 like a flame in the wind.
        halo: of light scattered in the air round a point light; 0 none, 1 as in clear air.
        shadows: whether it may throw any; a few of the lamps round the visitor do.
    """

    kind: Literal["directional", "point", "spot"]
    node: int
    colour: tuple[float, float, float] = (1.0, 1.0, 1.0)
    intensity: float = 1.0
    range_m: float = 0.0
    inner_cone_rad: float = 0.0
    outer_cone_rad: float = 0.785398
    flicker: float = 0.0
    shadows: bool = True
    halo: float = 0.0
    name: str = ""

    @property
    def reach_m(self) -> float:
        """Distance beyond which the light is taken as none."""
        return self.range_m if self.range_m > 0 else max((self.intensity * max(self.colour) / 0.01) ** 0.5, 0.1)
