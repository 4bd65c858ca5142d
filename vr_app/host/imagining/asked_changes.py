"""The form in which the model says what a sentence asks to be changed, where rules do not understand it."""

# ruff: noqa: E501  (forms are read best on one line)

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, cast

from vr_app.host.imagining.editing import Change
from vr_app.kernel.events import Message
from vr_app.library.stand_ins import colour_in
from vr_app.scene.stage_things import RELATIONS

MOST_TOKENS = 120
MOST_CHANGES = 4
MOST_NAMES = 40
_COLOURS = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "white", "black", "grey", "brown")
_SYSTEM = (
    'You turn a wish about a scene into changes, as one line of JSON. Rows: ["add", thing, number, relation, target], '
    '["remove", thing], ["move", thing, relation, target], ["paint", thing, colour]. Targets and things to remove, move or '
    'paint are things of the scene. Example: "it is too dark by the well, and I never liked that cart" is '
    '{"changes":[["add","lantern",1,"near","well"],["remove","cart"]]}'
)


def changes_schema(names: Sequence[str]) -> str:
    """The form.

    Args:
        names: of the things that are there.
    """
    there = {"enum": list(dict.fromkeys(names))[:MOST_NAMES]}
    relation = {"enum": ["near", "beside", "on", "around", "facing"]}
    rows = [_row({"const": "add"}, {"type": "string", "minLength": 2, "maxLength": 30}, {"enum": [1, 2, 3, 4, 6]})]
    if names:
        words = {"type": "string", "minLength": 2, "maxLength": 30}
        rows = [
            _row({"const": "add"}, words, {"enum": [1, 2, 3, 4, 6]}, relation, there),
            _row({"const": "remove"}, there),
            _row({"const": "move"}, there, relation, there),
            _row({"const": "paint"}, there, {"enum": list(_COLOURS)}),
        ]
    changes = {"type": "array", "items": {"anyOf": rows}, "minItems": 1, "maxItems": MOST_CHANGES}
    form = {
        "type": "object",
        "properties": {"changes": changes},
        "required": ["changes"],
        "additionalProperties": False,
    }
    return json.dumps(form, ensure_ascii=False)


def _row(*items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "prefixItems": list(items), "items": False, "minItems": len(items), "maxItems": len(items)}


def changes_messages(wish: str, names: Sequence[str]) -> tuple[Message, ...]:
    """What the model is asked."""
    there = ", ".join(list(dict.fromkeys(names))[:MOST_NAMES]) or "nothing yet"
    return Message("system", _SYSTEM), Message("user", f"In the scene: {there}.\nWish: {wish[:500]}")


def read_form(text: str) -> tuple[Change, ...]:
    """The changes of a filled-in form; what cannot be read is left out."""
    try:
        rows = json.loads(text)["changes"]
    except (ValueError, KeyError, TypeError):
        return ()
    if not isinstance(rows, list):
        return ()
    return tuple(change for row in rows if isinstance(row, list) and (change := _change(row)))


def _change(row: list[Any]) -> Change | None:
    match row:
        case ["add", str(words), int(count), *where] if words.strip():
            relation, target = (cast(str, where[0]), cast(str, where[1])) if len(where) == 2 else ("", "")
            return Change("add", words.strip(), count, relation if relation in RELATIONS else "", target)
        case ["remove", str(words)]:
            return Change("remove", words)
        case ["move", str(words), str(relation), str(target)] if words != target:
            return Change("move", words, 1, relation if relation in RELATIONS else "near", target)
        case ["paint", str(words), str(colour)] if colour_in(colour):
            return Change("recolour", words, colour=colour_in(colour))
        case _:
            return None
