"""What a choice means on stage: `* [Look at the orrery. # at: orrery]`, `* [Settled. # when: goal # sets: wish]`.

`# says: show me the planets; that brass thing` gives it other words that a visitor may say for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vr_app.story.stage_line import tag_values

WHENS = ("goal", "turns", "no model")
_SEPARATORS = re.compile(r"[;；]")


@dataclass(frozen=True)
class StageChoice:
    """One choice.

    Attributes:
        index: the runner's.
        text: what it says.
        thing: id of the thing that stands for it, "" for none.
        when: "goal", "turns" or "no model" where the stage takes it by itself as an improv window closes; else "".
        sets: variables that take what was agreed in the window.
        says: other words for it, never shown.
    """

    index: int
    text: str
    thing: str = ""
    when: str = ""
    sets: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


def stage_choice(index: int, text: str, tags: Sequence[str] = ()) -> StageChoice:
    """Reads a choice of the story."""
    said = tag_values(tags)
    when = " ".join(said.get("when", "").lower().replace("-", " ").split())
    return StageChoice(
        index,
        " ".join(text.split()),
        said.get("at", ""),
        when if when in WHENS else "",
        tuple(name.strip() for name in said.get("sets", "").split(",") if name.strip()),
        tuple(" ".join(words.split()) for words in _SEPARATORS.split(said.get("says", "")) if words.strip()),
    )
