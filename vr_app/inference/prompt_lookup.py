"""Guesses how a text goes on: as it went on where its last words stood before.

A host retells what its prompt says, so that much of a reply stands in the prompt already. Five tokens are evaluated in
less time than two one by one; what the model would not have chosen is thrown away, so that only rounding can differ.
Known as prompt lookup decoding (Saxena 2023).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

GUESSED_TOKENS = 4
"""With the one that is sure five: a step of four takes as long, one of six clearly longer."""
_SAME_TOKENS = 3
"""That must stand before a guess; with two, too many guesses are wrong."""


class PromptLookup:
    """Remembers after which tokens a text went on in which way.

    Args:
        tokens: the text so far.
    """

    def __init__(self, tokens: Sequence[int]) -> None:
        self._tokens: list[int] = []
        self._after: dict[tuple[int, ...], int] = {}
        for token in tokens:
            self.add(token)

    def add(self, token: int) -> None:
        """The text goes on."""
        place = len(self._tokens)
        if place >= _SAME_TOKENS:
            self._after[tuple(self._tokens[-_SAME_TOKENS:])] = place
        self._tokens.append(token)

    def guess(self, most: int) -> list[int]:
        """What followed where the last three tokens stood before; [] where they did not."""
        place = self._after.get(tuple(self._tokens[-_SAME_TOKENS:]))
        return self._tokens[place : place + most] if place is not None else []


class Reader(Protocol):
    """What evaluates tokens, as `LlamaContext` does."""

    def extend(self, tokens: Sequence[int]) -> None:
        """Adds tokens, with an output for each."""
        ...

    def keep(self, count: int) -> None:
        """Forgets what comes after the first `count` tokens."""
        ...


class GuessedAhead:
    """Brings a reader from token to token of a reply, guessing what follows.

    Args:
        reader: at the end of the prompt.

    Attributes:
        output: number of the reader's output that tells the next token; -1 for its last.
        guessed: tokens that were evaluated on a guess.
        right: those of them that the reply has.
    """

    def __init__(self, reader: Reader, prompt: Sequence[int]) -> None:
        self._reader = reader
        self._lookup = PromptLookup(prompt)
        self._count = len(prompt)
        self._first_guess = len(prompt) + _SAME_TOKENS
        self._ahead: list[int] = []
        self.output = -1
        self.guessed = self.right = 0

    def take(self, token: int, room: int) -> None:
        """The reply has this token; at most `room` more will be asked for."""
        self._lookup.add(token)
        self._count += 1
        if self._ahead and self._ahead[0] == token:
            del self._ahead[0]
            self.output += 1
            self.right += 1
            return
        if self._ahead:
            self._reader.keep(self._count - 1)
        # What a reply begins with stands behind the same signs in every prompt: that is no sign of how it goes on.
        guesses = room > 1 and self._count >= self._first_guess
        self._ahead = self._lookup.guess(min(GUESSED_TOKENS, room - 1)) if guesses else []
        self._reader.extend([token, *self._ahead])
        self.guessed += len(self._ahead)
        self.output = 0 if self._ahead else -1
