"""What is seen far behind an imagined place: land across the water, a city, mountains; and how high its hills are."""

from __future__ import annotations

from typing import Any

from vr_app.host.imagining.grounds import Frame, is_dark
from vr_app.host.imagining.places import PEAKS, PlaceKind
from vr_app.host.imagining.wish import Wish

Table = dict[str, Any]
_CITY = (
    "city",
    "skyscraper",
    "metropolis",
    "neon",
    "rooftop",
    "downtown",
    "tokyo",
    "manhattan",
    "城市",
    "都市",
    "摩天",
)
_ROUGH_WORDS = (
    "rugged",
    "dramatic",
    "epic",
    "wild",
    "steep",
    "majestic",
    "awe",
    "alps",
    "canyon",
    "险",
    "壮丽",
    "巍峨",
    "雄伟",
)
_SMOOTH_WORDS = ("calm", "gentle", "peaceful", "quiet", "serene", "soft", "tranquil", "宁静", "安静", "平静", "温柔")
_LEVEL_WORDS = ("endless", "plain", "prairie", "flat", "salt", "平原", "无边", "一望无际")
_LAND, _STONE, _SNOWY = "#4c5a3c", "#6a6761", "#c8d2dc"


def backdrop_rows(kind: PlaceKind, wish: Wish, frame: Frame, hour: float, ground: str) -> list[Table]:
    """Rows of [[thing]] far away; none indoors."""
    text = wish.text.lower()
    if kind.indoor or (wish.look.sky.get("stars") == 1.0 and "space" in text):
        return []
    rows: list[Table] = []
    if any(word in text for word in _CITY):
        colour = "#4a4d55" if is_dark(hour) else "#8b8f96"
        rows += [
            _row("skyline-left", "skyline", (86.0, 34.0, 14.0), colour, frame.at(-46.0, -1.0, -78.0), 14.0),
            _row("skyline-right", "skyline", (92.0, 46.0, 14.0), colour, frame.at(52.0, -1.0, -88.0), -12.0),
        ]
    if any(word in text for word in PEAKS):
        stone = _SNOWY if wish.weather == "snow" or "snow" in text or "雪" in text else _STONE
        rows += [
            _row("far-mountain", "ridge", (420.0, 96.0, 150.0), stone, frame.at(-90.0, -6.0, -300.0), 8.0),
            _row("far-mountain-2", "ridge", (360.0, 70.0, 130.0), stone, frame.at(190.0, -6.0, -270.0), -14.0),
        ]
    elif kind.backdrop:
        land = _SNOWY if wish.weather == "snow" else ground if wish.look.ground and kind.backdrop == "ridge" else _LAND
        rows += [
            _row("far-shore", "ridge", (330.0, 22.0, 70.0), land, frame.at(-120.0, -1.5, -230.0), 6.0),
            _row("far-shore-2", "ridge", (210.0, 13.0, 50.0), land, frame.at(140.0, -1.5, -200.0), -10.0),
        ]
    return rows


def _row(
    name: str, shape: str, size: tuple[float, float, float], colour: str, at: list[float], yaw_deg: float
) -> Table:
    return {"id": name, "shape": shape, "size": list(size), "colour": colour, "at": at, "yaw_deg": yaw_deg}


def relief_of(text: str) -> float:
    """How much higher or lower than usual the hills are, by how a place feels."""
    lower = text.lower()
    if any(word in lower for word in _LEVEL_WORDS):
        return 0.25
    if any(word in lower for word in _ROUGH_WORDS):
        return 1.7
    return 0.7 if any(word in lower for word in _SMOOTH_WORDS) else 1.0
