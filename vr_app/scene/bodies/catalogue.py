"""Builds the body that a stage's words ask for: which shape, how large, of what colour and stuff."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from vr_app.scene.bodies.beasts import BEASTS
from vr_app.scene.bodies.creatures import CREATURES
from vr_app.scene.bodies.fairground import FAIRGROUND
from vr_app.scene.bodies.grand_houses import GRAND_HOUSES
from vr_app.scene.bodies.growth import GROWTH
from vr_app.scene.bodies.houses import HOUSES
from vr_app.scene.bodies.kit import Kit, Paint, Point, Rgb
from vr_app.scene.bodies.objects import OBJECTS
from vr_app.scene.bodies.vehicles import VEHICLES
from vr_app.scene.scene import LoadedAsset


def _box(kit: Kit, size: Point, paint: Paint) -> None:
    kit.box(paint, size)


def _cylinder(kit: Kit, size: Point, paint: Paint) -> None:
    kit.cylinder(paint, size[0] / 2, size[1])


def _ball(kit: Kit, size: Point, paint: Paint) -> None:
    kit.ball(paint, (size[0] / 2, size[1] / 2, size[2] / 2), (0.0, size[1] / 2, 0.0))


def _cone(kit: Kit, size: Point, paint: Paint) -> None:
    kit.cone(paint, size[0] / 2, size[1])


BODIES: dict[str, Callable[[Kit, Point, Paint], None]] = {
    "box": _box,
    "cylinder": _cylinder,
    "ball": _ball,
    "cone": _cone,
    **HOUSES,
    **GRAND_HOUSES,
    **FAIRGROUND,
    **BEASTS,
    **CREATURES,
    **VEHICLES,
    **OBJECTS,
    **GROWTH,
}
"""One for each of `plain_shapes.SHAPES`."""


@lru_cache(maxsize=256)
def body(shape: str, size: Point, colour: Rgb, surface: str = "plain") -> LoadedAsset:
    """A body of its own making. The same words give the same object.

    Args:
        size: width, height, depth in metres; it fills them and stands on its origin.
        colour: linear, of its main parts.
        surface: what these are made of where the shape leaves it open.
    """
    kit = Kit()
    BODIES[shape](kit, size, Paint(colour, surface))
    return kit.asset(shape, size)
