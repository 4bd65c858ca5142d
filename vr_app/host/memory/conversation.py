"""The host's memory of the talk: only what was heard, oldest left out first, and rarely (for the prefix cache)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vr_app.host.answers.declining import is_declining
from vr_app.host.memory.earlier_turns import EarlierTurns
from vr_app.host.words.token_budget import TokenCount
from vr_app.kernel.events import Message

_EARLIER = "(Earlier I said or asked, and you answered, in short: {0})"


@dataclass(frozen=True)
class Exchange:
    """One line and its answer.

    Attributes:
        said: the visitor's words as the model saw them.
        heard: the host's words as the visitor heard them, "" if none.
        complete: False where the host was cut off.
    """

    said: str
    heard: str
    complete: bool = True


class Memory:
    """Exchanges in order, ready to be put before the model.

    Args:
        count_tokens: of a text.
        most_tokens: when the exchanges together exceed this, the oldest go until half of it is left.
        past: exchanges of earlier visits.
    """

    def __init__(self, count_tokens: TokenCount, most_tokens: int = 1200, past: Sequence[Exchange] = ()) -> None:
        self._count_tokens = count_tokens
        self._most_tokens = most_tokens
        self._exchanges: list[Exchange] = []
        self._earlier = EarlierTurns()
        for exchange in past:
            self.add(exchange)

    def add(self, exchange: Exchange) -> bool:
        """Remembers an exchange. True where older ones had to go (the prompt's prefix has changed)."""
        self._exchanges.append(exchange)
        if sum(self._cost(entry) for entry in self._exchanges) <= self._most_tokens:
            return False
        while len(self._exchanges) > 1 and sum(self._cost(entry) for entry in self._exchanges) > self._most_tokens // 2:
            old = self._exchanges.pop(0)
            self._earlier = self._earlier.with_turn(old.said, old.heard, self._count_tokens)
        return True

    def forget(self, texts: Sequence[str]) -> None:
        """Drops every exchange in which one of the sentences was said; () drops all."""
        plain = [text.lower().rstrip(".!。！ ") for text in texts]
        kept = [
            exchange
            for exchange in self._exchanges
            if plain and not any(text in f"{exchange.said}\n{exchange.heard}".lower() for text in plain)
        ]
        self._exchanges = kept
        self._earlier = self._earlier.without(plain)

    def with_one_more(self, exchange: Exchange) -> Memory:
        """What will be remembered once an exchange is over."""
        memory = Memory(self._count_tokens, self._most_tokens)
        memory._exchanges, memory._earlier = list(self._exchanges), self._earlier
        memory.add(exchange)
        return memory

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """What is remembered, oldest first."""
        return tuple(self._exchanges)

    def messages(self) -> list[Message]:
        """As chat messages, user and assistant alternating. An answer that was cut ends in a dash.

        What the host did not know is left out: a small model that has read it twice says it to everything.
        """
        found: list[Message] = []
        if self._earlier.turns and self._exchanges:
            found.append(Message("user", _EARLIER.format(self._earlier.text)))
        for exchange in self._exchanges:
            if is_declining(exchange.heard):
                continue
            if found and found[-1].role == "user":
                found[-1] = Message("user", f"{found[-1].content}\n{exchange.said}")
            else:
                found.append(Message("user", exchange.said))
            if exchange.heard:
                cut = "" if exchange.complete else " —"
                found.append(Message("assistant", exchange.heard.rstrip(" ,;") + cut if cut else exchange.heard))
        return found

    def _cost(self, exchange: Exchange) -> int:
        return self._count_tokens(exchange.said) + self._count_tokens(exchange.heard) + 8
