"""Who the host is: a character card (V1, V2 or V3) as read, with everything in it kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

LONGEST_NAME = 80
_MACRO = re.compile(r"\{\{\s*(char|bot|user)\s*\}\}|<(CHAR|BOT|USER)>", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n{3,}")
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True)
class Persona:
    """A character card. Texts are as written; `card` is the whole card for writing it back.

    Attributes:
        name: of the character, clean enough to be shown and spoken.
        spec: 1, 2 or 3.
        card: everything that was in the file, unknown keys too.
        notes: what was unusual, one plain sentence each.
    """

    name: str
    description: str = ""
    personality: str = ""
    scenario: str = ""
    first_message: str = ""
    example_messages: str = ""
    system_prompt: str = ""
    post_history_instructions: str = ""
    alternate_greetings: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    creator: str = ""
    nickname: str = ""
    spec: int = 2
    extensions: Mapping[str, Any] = field(default_factory=dict)
    card: Mapping[str, Any] = field(default_factory=dict, repr=False)
    notes: tuple[str, ...] = ()

    @property
    def spoken_name(self) -> str:
        """What others call the character."""
        return self.nickname or self.name

    def fill(self, text: str, visitor: str = "the visitor") -> str:
        """Replaces a card's `{{char}}` and `{{user}}`."""

        def name_of(match: re.Match[str]) -> str:
            return visitor if (match.group(1) or match.group(2)).lower() == "user" else self.spoken_name

        return _MACRO.sub(name_of, text)


DEFAULT_PERSONA = Persona(
    name="Virgil",
    description="A calm, attentive guide who knows this place well and enjoys showing it.",
    personality="warm, curious, brief",
)
"""Who speaks where a scene has no card."""


def remembering(persona: Persona, sentences: Sequence[str]) -> Persona:
    """The persona with what it knows of the visitor from earlier visits; the same where that is nothing."""
    if not sentences:
        return persona
    return replace(
        persona, scenario=f"Of earlier visits you remember: {' '.join(sentences)} {persona.scenario}".strip()
    )


def clean_text(text: str) -> str:
    """Without control and invisible characters, with at most one empty line in a row."""
    return _BLANK_LINES.sub("\n\n", _INVISIBLE.sub("", text.replace("\r\n", "\n"))).strip()


def clean_name(text: str) -> str:
    """On one line, without what could be taken for a path or markup, at most 80 characters."""
    text = re.sub(r"[\\/<>|:*?\"]+", " ", clean_text(text))
    return re.sub(r"[.\s]{2,}|\s+", " ", text).strip()[:LONGEST_NAME].strip()
