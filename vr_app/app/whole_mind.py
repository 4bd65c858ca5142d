"""A host's whole mind: the free talk, a story round it, words of command, and what is sensed in a line before all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from vr_app.app.manner import manner_of
from vr_app.app.places import OpenedPlace
from vr_app.app.sense import Attending
from vr_app.host.card.persona import Persona
from vr_app.host.dialogue import Dialogue
from vr_app.host.memory.conversation import Exchange
from vr_app.host.place.scene_brief import Viewpoint
from vr_app.host.spoken_mind import SpokenMind
from vr_app.host.stories.storyteller import Storyteller
from vr_app.host.travelling_mind import TravellingMind
from vr_app.inference.config import InferenceConfig


def whole_mind(
    opened: OpenedPlace,
    config: InferenceConfig,
    temperature: float,
    attending: Attending,
    *,
    persona: Persona | None = None,
    viewpoint: Callable[[], Viewpoint] | None = None,
    pointing: Callable[[], bool] = lambda: False,
    past: Sequence[Exchange] = (),
    first_turn: int = 1,
    saved_story: Callable[[str], Mapping[str, Any] | None] = lambda place_id: None,
    imagines: bool = False,
) -> tuple[TravellingMind, Dialogue]:
    """What every visit, command and bench talks with. Returns the mind, and the free talk inside it.

    Args:
        temperature: of the language model in free talk.
        attending: what is sensed, and what may be said.
        persona: the host, where it is not just as its card says.
        viewpoint, pointing: where the visitor stands now, and whether they point at a thing.
        past, first_turn: what was said in earlier visits.
        saved_story: where the story of a place was left.
        imagines: whether somebody makes the places that are wished for.
    """
    manner = replace(manner_of(config, temperature), allows=attending.allows)
    dialogue = Dialogue(
        persona or opened.persona, opened.place, manner, viewpoint=viewpoint, past=past, first_turn=first_turn
    )
    teller = Storyteller(dialogue, opened.persona.spoken_name, saved_story, attending.sense)
    mind = attending.mind(SpokenMind(teller, dialogue), dialogue, pointing, imagines=imagines)
    return TravellingMind(mind, lambda: teller.begins_by_itself), dialogue
