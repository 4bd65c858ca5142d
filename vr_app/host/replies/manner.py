"""How the host talks: how much of it, and how freely."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from vr_app.host.answers.doubt_probe import PLAIN, Probe
from vr_app.host.prompt import SYSTEM_BUDGET

RAMBLING_BYTES = 300_000_000
"""Models whose weights are smaller find no end by themselves."""
INVENTING_BYTES = 3_000_000_000
"""Up to this size models speak past the visitor where nothing holds them."""


def everything(said: str, sentence: str) -> bool:
    """Allows whatever the model says."""
    return True


@dataclass(frozen=True)
class DialogueSettings:
    """How the host talks.

    Attributes:
        max_tokens: of an answer.
        description_tokens: of a greeting or description.
        most_sentences: of a reply; what the model says beyond is left out.
        most_words: of a reply; after so many no sentence begins.
        system_budget: tokens of card, scene and rules together.
        history_budget: tokens of the remembered talk.
        allows: whether a sentence may follow what the reply said before it.
        judges: the model tells whether a sentence answers a question; one that does not is never asked that.
        probe: how the model's judgement of such a sentence is read.
        plain_when_led: in an author's window the model keeps to what was spoken of: small ones make the rest up.
    """

    max_tokens: int = 100
    description_tokens: int = 120
    most_sentences: int = 5
    most_words: int = 75
    temperature: float = 0.6
    description_temperature: float = 0.4
    seed: int = 0
    system_budget: int = SYSTEM_BUDGET
    history_budget: int = 1200
    allows: Callable[[str, str], bool] = everything
    judges: bool = True
    probe: Probe = PLAIN
    plain_when_led: bool = True


USUAL = DialogueSettings()


def manner_for(weights_bytes: int, temperature: float) -> DialogueSettings:
    """The manner of a model whose file has so many bytes (0 where that is not known)."""
    manner = replace(USUAL, temperature=temperature, plain_when_led=not weights_bytes > INVENTING_BYTES)
    if not 0 < weights_bytes < RAMBLING_BYTES:
        return manner
    return replace(manner, judges=False, max_tokens=40, description_tokens=56, most_sentences=2, most_words=24)
