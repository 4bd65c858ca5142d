"""Where a wish leads on board: planks underfoot, a rail where the quay would end, a mast with its sail."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from vr_app.host.imagining.grounds import Frame
from vr_app.host.imagining.places import PlaceKind

DECK_M = 2.4
"""How high the deck is over the water."""
_ASHORE = ("jetty", "rowing-boat", "fishing-net")
_WOOD, _DARK, _SAIL = "#8a6a45", "#5a4028", "#e6dcc4"


def deck_kind(kind: PlaceKind) -> PlaceKind:
    """A kind of place by the water, as the deck of a ship on it."""
    dressing = tuple(row for row in kind.dressing if row.asset not in _ASHORE)
    return replace(kind, colour=_WOOD, surface="planks", dressing=dressing)


def deck_rows(frame: Frame) -> list[dict[str, Any]]:
    """Rail, mast, yard and sail as [[thing]] rows; none touches another."""
    rail_z, mast_x, mast_z, yard_m = frame.shore_z + 0.25, -6.4, -8.0, 9.0
    posts = {"id": "rail-post", "count": 15, "layout": "row", "spacing_m": 2.0}
    parts: list[tuple[dict[str, Any], tuple[float, float, float], tuple[float, float, float], str]] = [
        (posts, (0.12, 1.0, 0.12), (0.0, 0.0, rail_z), _DARK),
        ({"id": "rail-top"}, (30.0, 0.08, 0.2), (0.0, 1.0, rail_z), _DARK),
        ({"id": "rail-low"}, (30.0, 0.08, 0.06), (0.0, 0.48, rail_z + 0.11), _DARK),
        ({"id": "mast", "shape": "cylinder"}, (0.46, yard_m, 0.46), (mast_x, 0.0, mast_z), _DARK),
        ({"id": "yard"}, (7.6, 0.2, 0.2), (mast_x, yard_m, mast_z), _DARK),
        ({"id": "sail"}, (6.8, 5.2, 0.06), (mast_x, yard_m - 5.3, mast_z - 0.34), _SAIL),
    ]
    return [
        {
            **row,
            "size": list(size),
            "colour": colour,
            "surface": "plain" if colour == _SAIL else "planks",
            "at": frame.at(*at),
        }
        for row, size, at, colour in parts
    ]
