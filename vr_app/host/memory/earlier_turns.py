"""What is left of turns that are too long ago for the prompt: each in a few words, the weighty ones longest.

Made when a turn is over, from what was said and heard alone, so that it can claim nothing else. It never grows beyond
its measure: small talk goes first, then what is oldest; what the visitor has since told otherwise goes at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vr_app.host.answers.passages import sentences_of
from vr_app.host.answers.question import read_question
from vr_app.host.memory.person_facts import facts_in, gone_with
from vr_app.host.words.token_budget import TokenCount

MOST_TOKENS = 140
_SAID_LETTERS, _HEARD_LETTERS = 48, 64
_TOLD, _ASKED, _TALKED = 2, 1, 0


def shortened_line(said: str, letters: int = _SAID_LETTERS) -> str:
    """A line in a few words."""
    return said if len(said) <= letters else said[:letters].rsplit(" ", 1)[0] + " ..."


@dataclass(frozen=True)
class _Turn:
    """One turn in short.

    Attributes:
        weight: what the visitor told of themselves before what they asked, that before mere talk.
        facts: what they told of themselves in it.
        whole: all that was said and heard in it, in small letters.
    """

    said: str
    heard: str
    weight: int
    facts: tuple[str, ...]
    whole: str

    @property
    def text(self) -> str:
        return f"{self.said} -> {self.heard}" if self.heard else self.said


@dataclass(frozen=True)
class EarlierTurns:
    """Turns in short, oldest first."""

    turns: tuple[_Turn, ...] = ()

    def with_turn(self, said: str, heard: str, count_tokens: TokenCount) -> EarlierTurns:
        """With one more, within the measure.

        Args:
            said: the visitor's line as the model saw it; what stands in brackets or after a line break is not theirs.
            heard: the host's words as far as they were heard.
        """
        line = said.partition("\n")[0].strip()
        if not line or line.startswith("("):
            return self
        facts = facts_in(line)
        asks = bool(read_question(line).wants)
        weight = _TOLD if facts else _ASKED if asks else _TALKED
        answer = next(iter(sentences_of(heard)), "") if asks else ""
        told = tuple(fact.text for fact in facts)
        whole = f"{said}\n{heard}".lower()
        turn = _Turn(shortened_line(line), shortened_line(answer, _HEARD_LETTERS), weight, told, whole)
        before = [text for one in self.turns for text in one.facts]
        gone = {old for fact in facts for old in gone_with(fact, before)}
        kept = [one for one in self.turns if one.said != turn.said and not gone & set(one.facts)]
        return replace(self, turns=_within((*kept, turn), count_tokens))

    def without(self, texts: Sequence[str]) -> EarlierTurns:
        """Without every turn in which one of the texts, in small letters, was said; () leaves nothing."""
        left = (turn for turn in self.turns if texts and not any(text in turn.whole for text in texts))
        return replace(self, turns=tuple(left))

    @property
    def text(self) -> str:
        """All of it in one line, "" for nothing."""
        return "; ".join(turn.text for turn in self.turns)


def _within(turns: tuple[_Turn, ...], count_tokens: TokenCount) -> tuple[_Turn, ...]:
    left = list(turns)
    costs = [count_tokens(turn.text) + 1 for turn in left]
    while len(left) > 1 and sum(costs) > MOST_TOKENS:
        at = min(range(len(left) - 1), key=lambda number: (left[number].weight, number))
        del left[at], costs[at]
    return tuple(left)
