"""The place one is in has been changed by its author, or is known better now."""

from __future__ import annotations

from dataclasses import dataclass

from vr_app.host.card.persona import Persona
from vr_app.host.place.scene_brief import Place


@dataclass(frozen=True)
class PlaceChanged:
    """From the next turn on the host knows the place so; the talk and the story go on."""

    persona: Persona
    place: Place
