"""Weather and hour changed while somebody is there: the stage as its file would say it, and what lies between two."""

from __future__ import annotations

from dataclasses import asdict, fields, is_dataclass, replace
from typing import Any

import numpy as np

from vr_app.scene.daylight import daylight
from vr_app.scene.environment import Environment
from vr_app.scene.stage import Stage
from vr_app.scene.weather import WEATHERS, haze_colour, with_weather

_FALLING = frozenset({"rain", "snow"})


def changed_sky(stage: Stage, *, weather: str = "", hour: float | None = None) -> Stage:
    """The stage in another weather, at another hour; rooms have neither and stay as they are.

    Args:
        stage: as its file was read.
        weather: a word of `WEATHERS`; "" or any other leaves it.
        hour: 0 to 24; None leaves it.
    """
    if stage.sky.kind == "interior":
        return stage
    if hour is not None:
        lit = asdict(daylight(hour)) | {"hour": hour % 24.0, "glow_intensity": 1.0}
        stage = replace(stage, sky=replace(stage.sky, **lit))
    if weather not in WEATHERS:
        return _with_haze_of_sky(stage)
    stage = _as_in_clear_weather(stage)
    fog, wanted = stage.fog, WEATHERS[weather].fog
    if fog is not None and wanted > fog.density:
        fog = replace(fog, density=wanted)
    return _with_haze_of_sky(with_weather(replace(stage, weather=weather, fog=fog), frozenset()))


def _with_haze_of_sky(stage: Stage) -> Stage:
    return stage if stage.fog is None else replace(stage, fog=replace(stage.fog, colour=haze_colour(stage.sky)))


def _as_in_clear_weather(stage: Stage) -> Stage:
    """Takes back what the stage's own word for the weather filled in."""
    particles = tuple(box for box in stage.particles if box.kind not in _FALLING)
    written = WEATHERS.get(stage.weather)
    if written is None:
        return replace(stage, particles=particles)
    sky = replace(stage.sky, sun_intensity=stage.sky.sun_intensity / written.sun)
    return replace(stage, sky=sky, fog=None if written.fog else stage.fog, particles=particles)


def between(first: Environment, last: Environment, share: float) -> Environment:
    """On the way from one to the other: colours and strengths go evenly; what falls comes with the second half.

    Args:
        share: 0 the first, 1 the last; between them shiny surfaces keep what they mirror.
    """
    if share >= 1.0:
        return last
    nearer = first if share < 0.5 else last
    return replace(
        _mixed(first, last, share),
        particles=nearer.particles,
        panorama=nearer.panorama,
        mirrored=False,
    )


def _mixed(first: Any, last: Any, share: float) -> Any:
    """Numbers and triples of numbers evenly, all else from the nearer one."""
    values: dict[str, Any] = {}
    for field in fields(first):
        a, b = getattr(first, field.name), getattr(last, field.name)
        if field.name == "direction":
            way = (1.0 - share) * np.asarray(a) + share * np.asarray(b)
            length = float(np.linalg.norm(way))
            values[field.name] = tuple(float(v) for v in way / length) if length > 1e-3 else b
        elif is_dataclass(a) and is_dataclass(b) and type(a) is type(b):
            values[field.name] = _mixed(a, b, share)
        elif isinstance(a, float) and isinstance(b, int | float):
            values[field.name] = (1.0 - share) * a + share * b
        elif isinstance(a, tuple) and isinstance(b, tuple) and len(a) == len(b) == 3:
            values[field.name] = tuple((1.0 - share) * x + share * y for x, y in zip(a, b, strict=True))
        else:
            values[field.name] = a if share < 0.5 else b
    return replace(first, **values)
