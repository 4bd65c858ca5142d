"""What drifts in the air: dust, rain, snow, embers. Where each grain is follows from its number and the time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ParticleKind = Literal["dust", "rain", "snow", "embers"]
MOST_GRAINS = 20_000


@dataclass(frozen=True)
class Particles:
    """A box of air with grains in it. Rain and snow surround the visitor: their box goes along.

    Attributes:
        at: middle of the box.
        size: its sides in metres.
        count: how many grains.
        colour: linear RGB; of embers, what they radiate.
    """

    kind: ParticleKind
    at: tuple[float, float, float] = (0.0, 1.5, 0.0)
    size: tuple[float, float, float] = (8.0, 3.0, 8.0)
    count: int = 500
    colour: tuple[float, float, float] = (1.0, 1.0, 1.0)
