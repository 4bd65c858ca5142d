"""What the host may do besides talking: a closed list, each action checked against the scene before it is done.

Nothing that a model writes leads to an action. A visitor's own line is read by rules (`action_wish.py`); what they find
is held against this list and against what the scene forbids, so that no text in cards, lore or speech reaches further.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from vr_app.host.place.scene_brief import Place
from vr_app.kernel.ids import PersonId, TurnId
from vr_app.kernel.story_events import SceneCue

Kind = Literal["look", "point", "walk", "clip", "light", "weather", "hour", "offer"]
KINDS: tuple[Kind, ...] = get_args(Kind)
CLIPS = ("wave", "nod", "shrug", "tilt", "open_hand", "hand_on_chest", "offer")
WEATHERS = ("clear", "cloudy", "fog", "rain", "storm", "snow")
_BRIGHTEST = 4.0


@dataclass(frozen=True)
class Action:
    """One thing to do.

    Attributes:
        target: id of a thing (look, point), of a mark (walk), of a scene (offer), a clip's name or a weather; "" else.
        value: brightness (light: 1 is as made) or hour of the day; 0 else.
    """

    kind: Kind
    target: str = ""
    value: float = 0.0


def schema(place: Place, scenes: Sequence[str] = ()) -> dict[str, Any]:
    """JSON Schema of what may be done in a place.

    Args:
        scenes: ids of the places that may be offered.
    """
    things = sorted(thing.id for thing in place.things)
    kinds: dict[Kind, dict[str, Any]] = {
        "look": {"target": {"enum": things}},
        "point": {"target": {"enum": things}},
        "walk": {"target": {"enum": sorted(name for name, _ in place.marks)}},
        "clip": {"target": {"enum": list(CLIPS)}},
        "light": {"value": {"type": "number", "minimum": 0, "maximum": _BRIGHTEST}},
        "weather": {"target": {"enum": list(WEATHERS)}},
        "hour": {"value": {"type": "number", "minimum": 0, "maximum": 24}},
        "offer": {"target": {"enum": sorted(scenes)}},
    }
    return {
        "oneOf": [
            {
                "type": "object",
                "properties": {"kind": {"const": kind}, **properties},
                "required": ["kind", *properties],
                "additionalProperties": False,
            }
            for kind, properties in kinds.items()
            if kind not in place.forbids and properties.get("target", {}).get("enum") != []
        ]
    }


def is_allowed(action: Action, place: Place, scenes: Sequence[str] = ()) -> bool:
    """Whether an action is of the list, fits the scene, and is not forbidden there.

    Args:
        scenes: as in `schema`.
    """
    if action.kind not in KINDS or action.kind in place.forbids:
        return False
    match action.kind:
        case "look" | "point":
            return any(thing.id == action.target for thing in place.things)
        case "walk":
            return any(name == action.target for name, _ in place.marks)
        case "clip":
            return action.target in CLIPS
        case "weather":
            return action.target in WEATHERS
        case "light":
            return not action.target and 0.0 <= action.value <= _BRIGHTEST
        case "hour":
            return not action.target and 0.0 <= action.value <= 24.0
        case _:
            return action.target in scenes


def cues(action: Action, turn: TurnId, person: PersonId) -> list[SceneCue]:
    """What changes in the scene; () for what the host's body does with the sentence."""
    match action.kind:
        case "weather":
            return [SceneCue("weather", (action.target,), turn, person)]
        case "hour":
            return [SceneCue("hour", (action.value,), turn, person)]
        case "light":
            return [SceneCue("light", ("", action.value), turn, person)]
        case "walk":
            return [SceneCue("mark", (action.target,), turn, person)]
        case _:
            return []
