"""The wearer's comfort, as the settings have it."""

from __future__ import annotations

from functools import lru_cache

from vr_app.kernel.settings import ComfortSettings, InputSettings
from vr_app.openxr.bindings import REBINDABLE, Handling
from vr_app.scene.locomotion.comfort import Comfort


@lru_cache(8)
def comfort_of(settings: ComfortSettings) -> Comfort:
    return Comfort(
        move="smooth" if settings.move == "smooth" else "teleport",
        turn="smooth" if settings.turn == "smooth" else "off" if settings.turn == "off" else "snap",
        snap_deg=float(settings.snap_deg),
        turn_deg_s=settings.turn_deg_s,
        walk_m_s=settings.walk_m_s,
        vignette=settings.vignette,
        seated=settings.seated,
        height_m=settings.height_m,
        floor_m=settings.floor_m,
        break_hint=settings.break_hint,
    )


def handling_of(settings: InputSettings) -> Handling:
    """The controllers, as the settings have them."""
    chosen = {name: getattr(settings, f"{name}_button") for name in REBINDABLE}
    return Handling(settings.left_handed, {name: button for name, button in chosen.items() if button != "usual"})
