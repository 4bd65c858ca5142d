"""Does what a visitor asked for, where the scene allows it; else says kindly that it cannot be done."""

from __future__ import annotations

from typing import Any

from vr_app.host.dialogue import Dialogue
from vr_app.host.replies.reply import Delivery, Recited
from vr_app.host.safety.personal_data import masked
from vr_app.host.wants.action_words import cannot_words, done_words
from vr_app.host.wants.actions import Action, cues, is_allowed
from vr_app.kernel import events as ev
from vr_app.kernel import mind_events as me


def acted(dialogue: Dialogue, event: ev.VisitorSpoke, action: Action) -> list[Any]:
    """The turn in which it is done, with what changes in the scene."""
    place = dialogue.place
    if not is_allowed(action, place):
        why = f"{action.kind} was asked for, which this scene does not allow"
        return [me.IntentSensed(masked(event.text), ("change_scene",), 1.0, why), *cannot(dialogue, event)]
    gesture = "point" if action.kind == "point" else action.target if action.kind == "clip" else ""
    gaze = action.target if action.kind in ("look", "point") else ""
    line = Recited(done_words(action, place, event.text), "relaxed", Delivery(gaze=gaze, gesture=gesture))
    results = list(dialogue.recite(event.text, event.by, event.person, [line]))
    at, turn = next((n, one.turn) for n, one in enumerate(results) if isinstance(one, ev.TurnOpened))
    shown = f"{action.kind} {action.target or f'{action.value:g}'}"
    sensed = me.IntentSensed(masked(event.text), ("change_scene",), 1.0, f"to be done: {shown}")
    return [sensed, *results[: at + 1], *cues(action, turn, event.person), *results[at + 1 :]]


def cannot(dialogue: Dialogue, event: ev.VisitorSpoke) -> list[Any]:
    """The turn in which nothing is done."""
    texts = cannot_words(dialogue.place, event.text)
    lines = [Recited(text, "sad" if n == 0 else "neutral", Delivery()) for n, text in enumerate(texts)]
    return list(dialogue.recite(event.text, event.by, event.person, lines))
