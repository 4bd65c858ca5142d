"""An improv window: what the model is told, how it is judged, and what comes back into the story."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vr_app.host.telling import Telling, Window
from vr_app.kernel import events as ev
from vr_app.kernel.ids import TurnId
from vr_app.story.runner.faults import StoryError
from vr_app.story.runner.values import InkList, Value

LONGEST_TEXT = 160
"""Letters of a text that comes back."""


def direction(window: Window, turns_left: int) -> str:
    """What is added to the visitor's words while a window is open."""
    last = " This is the last exchange: bring it to a close." if turns_left <= 1 else ""
    return f"Stay in character. Your aim in this exchange: {window.goal}. Say one or two sentences.{last}"


@dataclass(frozen=True)
class Judgement:
    """Whether the goal was met, and what was agreed by variable."""

    met: bool
    agreed: dict[str, Value]


def judge_question(goal: str, talk: Sequence[tuple[str, str]]) -> str:
    """Asks whether the goal of a window is met. It follows on the talk, so that the model has nothing to read anew."""
    said = " / ".join(visitor for visitor, _ in talk)
    return (
        f"(Step out of the role and fill in a form about the talk. The aim was: {goal}. The visitor said: {said} "
        '"met" is true only where the visitor has already said what the aim asks for. '
        "Take every text from the visitor's words; leave it empty where they did not say it.)"
    )


def judge_schema(telling: Telling, names: Sequence[str]) -> str:
    """The form: whether the goal is met, and each variable by the type its declaration gives it."""
    properties: dict[str, Any] = {"met": {"type": "boolean"}}
    for name in names:
        properties[name] = _form(telling, name)
    return json.dumps(
        {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    )


def read_judgement(telling: Telling, names: Sequence[str], text: str) -> Judgement:
    """Reads the filled form; one that cannot be read means that the goal is not met."""
    try:
        filled = json.loads(text)
    except ValueError:
        return Judgement(False, {})
    if not isinstance(filled, dict):
        return Judgement(False, {})
    agreed = {}
    for name in names:
        value = _typed(telling, name, filled.get(name))
        if value is not None:
            agreed[name] = value
    return Judgement(filled.get("met") is True, agreed)


def keep(telling: Telling, agreed: dict[str, Value]) -> tuple[tuple[str, str], ...]:
    """Writes what was agreed into the story. Returns it as text by variable."""
    kept = []
    for name, value in agreed.items():
        try:
            telling.set(name, value)
        except StoryError:
            continue
        kept.append((name, str(value)))
    return tuple(kept)


def _form(telling: Telling, name: str) -> dict[str, Any]:
    value = telling.variable(name)
    if isinstance(value, bool):
        return {"type": "boolean"}
    if isinstance(value, int):
        return {"type": "integer"}
    if isinstance(value, float):
        return {"type": "number"}
    if isinstance(value, InkList):
        return {"enum": list(telling.items_of_list(name))}
    return {"type": "string", "maxLength": LONGEST_TEXT}


def _typed(telling: Telling, name: str, filled: Any) -> Value | None:
    """The value as the variable's declaration wants it; None where it does not fit."""
    now = telling.variable(name)
    if isinstance(now, bool):
        return filled if isinstance(filled, bool) else None
    if isinstance(now, int):
        return filled if isinstance(filled, int) and not isinstance(filled, bool) else None
    if isinstance(now, float):
        return float(filled) if isinstance(filled, (int, float)) and not isinstance(filled, bool) else None
    if isinstance(now, InkList):
        return telling.items_of_list(name).get(str(filled))
    if isinstance(now, str) and isinstance(filled, str):
        plain = " ".join(filled.replace("{", "").replace("}", "").split())[:LONGEST_TEXT]
        return plain or None
    return None


class OpenWindow:
    """A window as it runs.

    Attributes:
        talk: pairs of what the visitor said and what was heard in answer.
        judging: the turn in which the model is asked whether the goal is met, None while it is not.
        form: what it has written.
    """

    def __init__(self, window: Window) -> None:
        self.window = window
        self.talk: list[tuple[str, str]] = []
        self.judging: TurnId | None = None
        self.form = ""

    @property
    def turns_left(self) -> int:
        return self.window.turns - len(self.talk)

    def visitor_spoke(self, text: str) -> list[Any]:
        """Notes a line; a judgement that is still under way is dropped: it will be asked for again."""
        if self.talk and not self.talk[-1][1]:
            self.talk[-1] = (f"{self.talk[-1][0]} {text}", "")
        else:
            self.talk.append((text, ""))
        cancelled = [ev.CancelTurn(self.judging)] if self.judging is not None else []
        self.judging = None
        return cancelled
