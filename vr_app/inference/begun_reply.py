"""A reply as far as it has been written, be it asked for already or not."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

from vr_app.inference.llama_context import LlamaContext
from vr_app.inference.prompt_lookup import GuessedAhead
from vr_app.inference.schema_mask import SchemaMask


class BegunReply:
    """Tokens of one reply, each chosen when it is first asked for. Nothing else may use the context meanwhile.

    Args:
        context: at the end of the prompt.

    Attributes:
        tokens: chosen until now.
    """

    def __init__(
        self,
        context: LlamaContext,
        prompt: Sequence[int],
        temperature: float,
        seed: int,
        mask: SchemaMask | None = None,
    ) -> None:
        self.tokens: list[int] = []
        self._asked = (list(prompt), temperature, seed)
        self._guessed = GuessedAhead(context, prompt)
        self._closing = ExitStack()
        self._choose = self._closing.enter_context(context.chooser(temperature, seed, mask))

    def answers(self, prompt: Sequence[int], temperature: float, seed: int) -> bool:
        """Whether a reply to this prompt, with these choices, begins like that."""
        return self._asked == (list(prompt), temperature, seed)

    def token(self, number: int, room: int) -> int:
        """A token of the reply, the next one after those chosen at most.

        Args:
            number: from 0.
            room: how many tokens the whole reply may have.
        """
        if number == len(self.tokens):
            if self.tokens:
                self._guessed.take(self.tokens[-1], room - number)
            self.tokens.append(self._choose(self._guessed.output))
        return self.tokens[number]

    def close(self) -> None:
        """Gives back what choosing took."""
        self._closing.close()
