"""How the host talks: lengths and freedom."""

from __future__ import annotations

from dataclasses import dataclass

from vr_app.host.prompt import SYSTEM_BUDGET


@dataclass(frozen=True)
class DialogueSettings:
    """How the host talks.

    Attributes:
        max_tokens: of an answer.
        description_tokens: of a greeting or description.
        most_sentences: of a reply; what the model says beyond is left out.
        system_budget: tokens of card, scene and rules together.
        history_budget: tokens of the remembered talk.
    """

    max_tokens: int = 120
    description_tokens: int = 160
    most_sentences: int = 5
    temperature: float = 0.6
    description_temperature: float = 0.4
    seed: int = 0
    system_budget: int = SYSTEM_BUDGET
    history_budget: int = 1200


USUAL = DialogueSettings()
