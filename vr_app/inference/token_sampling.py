"""Choosing the next token: temperature, top-k, top-p, and a mask that keeps a reply to a JSON Schema."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from vr_app.kernel.errors import UserError

_TOP_K = 40
_TOP_P = 0.95


def sample(logits: torch.Tensor, temperature: float, generator: torch.Generator, mask: SchemaMask | None = None) -> int:
    """One token from float32 logits (vocabulary). Temperature 0 takes the likeliest."""
    scores = logits.cpu()
    if mask is not None:
        scores = scores.masked_fill(~mask.allowed(), float("-inf"))
    if temperature <= 0:
        token = int(scores.argmax())
    else:
        best, places = torch.topk(scores / temperature, min(_TOP_K, scores.numel()))
        likely = torch.softmax(best, dim=-1)
        likely = likely.masked_fill(likely.cumsum(-1) - likely > _TOP_P, 0.0)
        token = int(places[torch.multinomial(likely, 1, generator=generator)])
    if mask is not None:
        mask.take(token)
    return token


class SchemaMask:
    """Which tokens may come next in a reply that keeps to a JSON Schema (by llguidance).

    Raises: UserError for a schema it cannot follow.
    """

    def __init__(self, tokenizer: Any, vocabulary: int, json_schema: str) -> None:
        import llguidance
        import llguidance.hf

        self._vocabulary = vocabulary
        try:
            grammar = llguidance.LLMatcher.grammar_from_json_schema(json_schema)
            self._blank = llguidance.LLMatcher(llguidance.hf.from_tokenizer(tokenizer, n_vocab=vocabulary), grammar)
        except ValueError as error:
            raise UserError(f"the reply's JSON Schema cannot be followed ({error})") from error
        if problem := self._blank.get_error():
            raise UserError(f"the reply's JSON Schema cannot be followed ({problem})")
        self._matcher = self._blank

    def fresh(self) -> SchemaMask:
        """Itself, at the start of a reply."""
        self._matcher = self._blank.deep_copy()
        return self

    @property
    def finished(self) -> bool:
        """Whether the reply is complete and nothing more may follow."""
        return bool(self._matcher.is_stopped())

    def allowed(self) -> torch.Tensor:
        """Booleans (vocabulary)."""
        bits = np.unpackbits(np.frombuffer(self._matcher.compute_bitmask(), np.uint8), bitorder="little")
        return torch.from_numpy(bits[: self._vocabulary].astype(np.bool_))

    def take(self, token: int) -> None:
        """The token that was chosen."""
        self._matcher.consume_token(token)
