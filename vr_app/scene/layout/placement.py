"""What furnishing tells: which thing got which place, and what could not be met."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from vr_app.scene.layout.bodies import Body, Pose
from vr_app.scene.stage_things import Thing


@dataclass(frozen=True)
class Placed:
    """One thing has its place.

    Attributes:
        id: of the thing, with a number behind it where there are several ("lamp-3").
        of: id of the thing in the file.
        stands_on: id of what it stands on or in, "" for the floor.
        scale: against its file.
    """

    id: str
    of: str
    at: tuple[float, float, float]
    yaw_deg: float
    scale: float = 1.0
    stands_on: str = ""


@dataclass(frozen=True)
class Unmet:
    """Something that the stage asks for and the place cannot give.

    Attributes:
        id: as in `Placed`.
        of: id of the thing in the file.
        key: the relation, or "" where there was no room at all.
        message: plain words without a final full stop.
        placed: whether it stands all the same.
        code: `relation.unmet`, `relation.circle` or `room.none`.
    """

    id: str
    of: str
    key: str
    message: str
    placed: bool = True
    code: str = "relation.unmet"


def fixed_pose(thing: Thing) -> Pose:
    return (*thing.at, float(np.radians(thing.yaw_deg)))


def placed_of(body: Body, thing: Thing, scale: float | None = None) -> Placed:
    """What is told of a body."""
    x, y, z, yaw = body.pose
    at = (round(x, 4), round(y, 4), round(z, 4))
    yaw_deg = round(float(np.degrees(yaw) + 180.0) % 360.0 - 180.0, 3)
    return Placed(body.id, thing.id, at, yaw_deg, round(scale or thing.scale, 4), body.stands_on)


def placements_by_thing(placed: Sequence[Placed]) -> Mapping[str, list[Placed]]:
    """Places by the id in the file; a later one of the same id replaces an earlier one."""
    newest = {place.id: place for place in placed}
    found: dict[str, list[Placed]] = {}
    for place in newest.values():
        found.setdefault(place.of, []).append(place)
    return found


def size_factor(thing: Thing, name: str) -> float:
    """How much one of several differs in size."""
    if thing.count == 1 or not thing.vary:
        return 1.0
    return float(2.0 ** (rng_of(7, name).uniform(-1, 1) * thing.vary * 0.585))


def rng_of(seed: int, name: str) -> np.random.Generator:
    digest = hashlib.blake2b(f"{seed}:{name}".encode(), digest_size=8).digest()
    return np.random.default_rng(int.from_bytes(digest, "little"))
