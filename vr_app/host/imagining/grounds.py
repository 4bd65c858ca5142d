"""Sky, ground, water, zones and lamps of a kind of place: what can be shown before anything else is known."""

# ruff: noqa: E501  (forms and corners are read best on one line)

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vr_app.host.imagining.looks import Look, varied
from vr_app.host.imagining.places import PlaceKind
from vr_app.host.imagining.plan import Plan
from vr_app.host.imagining.wish import Wish
from vr_app.scene.daylight import daylight

Table = dict[str, Any]
LAND_M = 60.0
"""Radius of the ground where water begins before the visitor."""
SHORE_M = 9.5
WATER_M = -0.5
NIGHT = 5.5
_FAIR_HOURS = (7.2, 8.6, 10.0, 13.0, 15.5, 17.2, 18.2)
_WALLS = "#cfc4b2"
_FLOORS = ("planks", "paving", "plaster", "metal")
"""What looks lay indoors only."""
HOST_XZ = (1.45, 1.0)
"""Where the host stands: a step to the right of the way that the visitor looks."""
_THICK = 0.04
"""Density from which haze fills rooms, too."""
_AT_NIGHT, _AT_DUSK = 0.16, 0.6
"""What is left of a daytime sky's colours then."""


@dataclass(frozen=True)
class Frame:
    """Where the parts of a place lie: the visitor at z = 4 looks along -Z; the first view is composed like a picture:
    the host stands to the right with nothing behind, the chief thing left of the middle, lamps frame both.

    Attributes:
        z0: what is added to all z, so that the shore of a round ground lies ahead.
        focus_z: nearest edge of the chief thing.
        back_z: of a room, its far wall.
    """

    z0: float = 0.0
    focus_x: float = -1.7
    focus_z: float = -3.2
    shore_z: float = -SHORE_M
    back_z: float = -5.6
    front_z: float = 5.4
    half_m: float = 4.0
    height_m: float = 3.1
    water_m: float = WATER_M
    lamp_spots: tuple[tuple[float, float], ...] = ((4.9, -1.4), (-5.2, -2.0))

    def at(self, x: float, y: float, z: float) -> list[float]:
        """A point of the stage."""
        return [round(x, 2), round(y, 2), round(z + self.z0, 2)]

    def area(self, left: float, right: float, far: float, near: float) -> list[list[float]]:
        """A rectangle on the floor."""
        return [[x, round(z + self.z0, 2)] for x, z in ((left, far), (right, far), (right, near), (left, near))]

    def shape(self, corners: Sequence[tuple[float, float]]) -> list[list[float]]:
        """An area on the floor by its corners (x, z)."""
        return [[x, round(z + self.z0, 2)] for x, z in corners]

    def walls(self, colour: str, surface: str, *, window: bool = True) -> list[Table]:
        """A room with a wide window in its far wall; a cave without window and beams."""
        half, high, back, front = self.half_m, self.height_m, self.back_z, self.front_z
        deep, middle = front - back, (front + back) / 2
        wide, sill, lintel = 1.5, 0.9, 2.6
        side = half - wide
        parts = [
            ("wall-left", (0.2, high, deep), (-half - 0.1, 0.0, middle)),
            ("wall-right", (0.2, high, deep), (half + 0.1, 0.0, middle)),
            ("wall-near", (2 * half + 0.4, high, 0.2), (0.0, 0.0, front + 0.1)),
        ]
        if window:
            parts += [
                ("wall-far-left", (side, high, 0.2), (-half + side / 2, 0.0, back - 0.1)),
                ("wall-far-right", (side, high, 0.2), (half - side / 2, 0.0, back - 0.1)),
                ("window-sill", (2 * wide, sill, 0.2), (0.0, 0.0, back - 0.1)),
                ("window-head", (2 * wide, high - lintel, 0.2), (0.0, lintel, back - 0.1)),
            ]
        else:
            parts.append(("wall-far", (2 * half + 0.4, high, 0.2), (0.0, 0.0, back - 0.1)))
        rows: list[Table] = [
            {"id": name, "size": [round(v, 2) for v in size], "colour": colour, "surface": surface, "at": self.at(*at)}
            for name, size, at in parts
        ]
        dark = _darker(colour, 0.45)
        trim = [
            ("window-board", (2 * wide + 0.3, 0.06, 0.42), (0.0, sill, back)),
            ("window-bar", (0.07, lintel - sill - 0.06, 0.1), (0.0, sill + 0.06, back - 0.1)),
            ("window-bar-left", (0.07, lintel - sill - 0.06, 0.1), (-wide / 2, sill + 0.06, back - 0.1)),
            ("window-bar-right", (0.07, lintel - sill - 0.06, 0.1), (wide / 2, sill + 0.06, back - 0.1)),
            ("beam-near", (2 * half, 0.22, 0.24), (0.0, high - 0.22, 1.2)),
            ("beam-far", (2 * half, 0.22, 0.24), (0.0, high - 0.22, -2.4)),
        ]
        rows += [
            {"id": name, "size": [round(v, 2) for v in size], "colour": dark, "surface": "planks", "at": self.at(*at)}
            for name, size, at in (trim if window else [])
        ]
        ceiling = {
            "id": "ceiling",
            "size": [round(2 * half + 0.4, 2), 0.15, round(deep + 0.4, 2)],
            "colour": _darker(colour, 0.85),
            "surface": "plaster",
            "at": self.at(0.0, high, middle),
        }
        return [*rows, ceiling]


def frame_of(kind: PlaceKind, look: Look) -> Frame:
    """The frame of a kind of place."""
    if kind.water:
        return Frame(z0=-(LAND_M - SHORE_M), focus_x=-2.2, focus_z=-3.6)
    half, height = look.room_m if look.room_m[0] else (4.0, 3.1)
    if kind.indoor:
        far = -5.6 if look.room_m[0] > 4.0 else -4.6
        return Frame(focus_x=-1.2, focus_z=far + 3.0, back_z=far, half_m=half, height_m=height)
    return Frame(focus_z=-3.8, half_m=half, height_m=height)


def chosen_hour(wish: Wish, plan: Plan) -> float:
    """What the wish says or calls for, else the plan, else one of some that suit most places."""
    for hour in (wish.hour, wish.look.hour, plan.hour):
        if hour is not None:
            return hour
    return _FAIR_HOURS[sum(map(ord, wish.text)) % len(_FAIR_HOURS)]


def time_of_day(hour: float) -> str:
    """The stage's word for an hour."""
    ends = ((5.0, "night"), (7.5, "dawn"), (11.0, "morning"), (14.0, "noon"), (17.5, "afternoon"), (18.8, "evening"))
    return next((word for end, word in ends if hour < end), "dusk" if hour < 20.5 else "night")


def is_dark(hour: float) -> bool:
    """Whether lamps burn."""
    return hour < NIGHT or hour > 18.6


def walls_colour(look: Look, seed: int) -> str:
    """Of a room."""
    return varied(look.walls or _WALLS, seed)


def room_walls(kind: PlaceKind, look: Look, frame: Frame, seed: int) -> list[Table]:
    """The walls of a room; outdoors none."""
    if not kind.indoor:
        return []
    surface = look.wall_surface or kind.walls
    rows = frame.walls(walls_colour(look, seed), surface, window=kind.window)
    if surface in ("plaster", "planks"):
        rows += [
            {"id": name, "asset": "app:pack/picture.glb", "at": frame.at(x, 1.5, frame.back_z + 0.06), "scale": size}
            for name, x, size in (("picture-left", -2.7, 1.0), ("picture-right", 2.8, 1.25))
        ]
    return rows


def _darker(colour: str, share: float) -> str:
    return "#" + "".join(f"{round(int(colour[n : n + 2], 16) * share):02x}" for n in (1, 3, 5))


def _look_tables(look: Look, frame: Frame, hour: float, weather: str, *, indoor: bool) -> tuple[Table, Table]:
    """Keys of [sky], and the tables beside it, that a look gives at an hour."""
    dark = hour < NIGHT or hour >= 20.5
    share = 1.0 if look.hour is not None else _AT_NIGHT if dark else _AT_DUSK if hour < 6.8 or hour > 18.6 else 1.0
    sky = {key: _darker(value, share) if isinstance(value, str) else value for key, value in look.sky.items()}
    tables: Table = {}
    if look.fog and weather != "fog" and (not indoor or look.fog["density"] >= _THICK):
        tables["fog"] = look.fog | {"colour": _darker(look.fog["colour"], share)}
    elif not indoor and weather == "fog":
        # Thinner than fog by itself: the chief thing of a wish stands or floats some twenty metres away.
        tables["fog"] = {"colour": _darker(_hex(daylight(hour).horizon), 0.85), "density": 0.028, "start_m": 5.0}
    elif not indoor and weather in ("", "clear", "cloudy") and look.hour != 22.5:
        # Air: what is far takes the colour of the sky behind it.
        far = sky["horizon"] if "horizon" in sky else _hex(daylight(hour).horizon)
        tables["fog"] = {"colour": far, "density": 0.0035, "start_m": 18.0}
    if look.air:
        tables["particles"] = [{**look.air, "at": frame.at(0.0, 1.8, -1.0), "size": [12.0, 4.0, 14.0], "count": 500.0}]
    return sky, tables


def _hex(linear: Sequence[float]) -> str:
    """A linear colour as a stage writes it."""
    return "#" + "".join(f"{round(255 * min(max(channel, 0.0), 1.0) ** (1 / 2.2)):02x}" for channel in linear)


def ground_surface(kind: PlaceKind, look: Look, weather: str) -> str:
    """What the floor is made of."""
    if weather == "snow" and not kind.indoor:
        return "snow"
    if not kind.indoor and look.surface in _FLOORS:
        return kind.surface
    return look.surface or kind.surface


def place_tables(
    kind: PlaceKind, look: Look, frame: Frame, hour: float, weather: str, seed: int, relief: float = 1.0
) -> Table:
    """Everything of a stage but its words and things.

    Args:
        relief: how much higher or lower than usual its hills are.
    """
    sky: Table = {"hour": hour}
    coloured, beside = _look_tables(look, frame, hour, weather, indoor=kind.indoor)
    if hour <= 7.5 or 17.5 <= hour < 20.5:
        sky["sun_azimuth_deg"] = -38.0
    elif hour < NIGHT or hour >= 20.5:
        sky |= {"sun_azimuth_deg": -24.0, "sun_elevation_deg": 24.0, "clouds": 0.15}
    tables: Table = {}
    tables["exposure"] = 1.25 if kind.indoor else 1.35 if is_dark(hour) else 1.0
    if weather:
        tables["weather"] = weather
        sky.pop("clouds", None)
    tables["sky"] = sky | {key: value for key, value in coloured.items() if key != "clouds" or not weather}
    tables |= beside
    snowed = weather == "snow" and not kind.indoor
    ground: Table = {"colour": "#dfe5ec" if snowed else varied(look.ground or kind.colour, seed)}
    ground["surface"] = ground_surface(kind, look, weather)
    if kind.water:
        ground["radius_m"] = LAND_M
        tables["water"] = {"height_m": WATER_M, "waves": 0.7 if weather == "storm" else 0.25}
    elif kind.hills_m and relief > 0:
        hills = {"hills_m": round(kind.hills_m * relief, 1), "hill_size_m": kind.hill_size_m}
        ground = {"kind": "terrain", **ground, **hills, "level_m": kind.level_m, "seed": seed % 1_000_000}
    tables["ground"] = ground
    tables["spawn"] = {"at": frame.at(0.0, 0.0, 4.0), "look_at": frame.at(-0.1, 1.4, -3.0)}
    x, z = HOST_XZ
    tables["host"] = {"at": frame.at(x, 0.0, z), "yaw_deg": round(math.degrees(math.atan2(-x, 4.0 - z)), 1)}
    tables["zone"] = _zones(kind, frame)
    return tables


def _zones(kind: PlaceKind, frame: Frame) -> list[Table]:
    end = round(min(max(-2.2, frame.focus_z + 0.1), -0.3), 2)  # before the chief thing, which stands there by rule
    way = {
        "id": "way",
        "keep_free": True,
        "polygon": frame.shape(((-1.0, end), (0.7, end), (2.2, -0.2), (2.2, 4.8), (-1.0, 4.8))),
    }
    far = -4.0 if kind.indoor else -11.0
    near_x, wide = HOST_XZ[0], 0.55
    lean = HOST_XZ[0] / (4.0 - HOST_XZ[1])
    far_x = near_x + lean * (HOST_XZ[1] - far)
    backdrop = {
        "id": "behind-host",
        "keep_free": True,
        "polygon": frame.shape(
            (
                (near_x - wide, HOST_XZ[1] - 0.4),
                (near_x + wide, HOST_XZ[1] - 0.4),
                (round(far_x + 2.0 * wide, 2), far),
                (round(far_x - 2.0 * wide, 2), far),
            )
        ),
    }
    if kind.indoor:
        half, far = frame.half_m - 0.08, frame.back_z + 0.08
        seen = ((-half, far), (half, far), (min(half, 2.6), 0.6), (-min(half, 2.6), 0.6))
        return [
            {"id": "room", "polygon": frame.area(-half, half, frame.back_z + 0.08, frame.front_z - 0.08)},
            {"id": "sight", "polygon": frame.shape(seen)},
            way,
        ]
    zones = [
        {"id": "middle", "polygon": frame.shape(((-8.0, -7.6), (8.0, -7.6), (2.7, 0.8), (-2.7, 0.8)))},
        way,
        backdrop,
    ]
    if not kind.water:
        zones.append({"id": "behind", "polygon": frame.area(-16.0, 16.0, -23.0, -8.2)})
        # What is large and wished for: wide of the chief thing, and yet in the picture.
        zones.append({"id": "view", "polygon": frame.shape(((-15.0, -22.0), (15.0, -22.0), (7.5, -7.8), (-7.5, -7.8)))})
    # One belt: the visitor's place and what is before it are left out by the corners.
    near, outer, inner = 9.0, 16.0, 6.6 if kind.water else 5.2
    far_side = -5.5 if kind.water else -16.0
    belt = [
        (-outer, far_side), (-inner, far_side), (-inner, near - 2.5), (inner, near - 2.5), (inner, far_side), (outer, far_side),
        (outer, near + 6.0), (-outer, near + 6.0),
    ]  # fmt: skip
    return [*zones, {"id": "beside", "polygon": [[x, round(z + frame.z0, 2)] for x, z in belt]}]


def lights_of(kind: PlaceKind, frame: Frame, hour: float, before_focus: list[float]) -> list[Table]:
    """Warm lamps: in rooms always, outside at night."""
    if kind.indoor:
        return [
            {"id": "lamp-1", "at": frame.at(-0.6, 2.4, 2.6), "intensity_cd": 9.0, "range_m": 14.0, "halo": 0.0},
            {"id": "lamp-2", "at": frame.at(-2.4, 2.4, -2.6), "intensity_cd": 10.0, "range_m": 14.0, "halo": 0.0},
            {
                "id": "lamp-3",
                "at": frame.at(2.6, 2.3, -3.2),
                "intensity_cd": 7.0,
                "range_m": 12.0,
                "halo": 0.0,
                "shadows": False,
            },
        ]
    if not is_dark(hour):
        return []
    high = 2.9 if kind.lamp == "street-lamp" else 1.75
    flicker = 0.0 if kind.lamp == "street-lamp" else 0.15
    lamps = [
        {
            "id": f"lamp-{number}",
            "at": frame.at(x - 0.45, high, z + 0.35) if kind.lamp == "street-lamp" else frame.at(x, high, z),
            "intensity_cd": 18.0,
            "range_m": 14.0,
            "flicker": flicker,
            "halo": 0.6,
            # A torch would throw its own shadow, large and black, at its foot.
            "shadows": kind.lamp == "street-lamp",
        }
        for number, (x, z) in enumerate(frame.lamp_spots, 1)
    ]
    x, _, z = before_focus
    return [
        *lamps,
        {"id": "lamp-3", "at": [round(x + 1.6, 2), 2.6, z], "intensity_cd": 12.0, "range_m": 14.0, "halo": 0.0},
        {
            "id": "lamp-4",
            "at": frame.at(-0.5, 2.5, 3.4),
            "intensity_cd": 6.0,
            "range_m": 8.0,
            "halo": 0.0,
            "shadows": False,
        },
    ]
