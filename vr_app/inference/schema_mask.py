"""Which tokens may come next in a reply that keeps to a JSON Schema (by llguidance)."""

from __future__ import annotations

from typing import Any

import llguidance
import numpy as np
import numpy.typing as npt

from vr_app.inference.json_schema import parse_schema
from vr_app.kernel.errors import UserError


class SchemaMask:
    """The state of one reply.

    Args:
        tokenizer: an `llguidance.LLTokenizer`.
        vocabulary: number of tokens the model chooses from.

    Raises: UserError for a schema that is none or cannot be followed.
    """

    def __init__(self, tokenizer: Any, vocabulary: int, json_schema: str) -> None:
        parse_schema(json_schema)
        self._vocabulary = vocabulary
        try:
            # One blank at most between parts: small models else write blanks until the reply is full.
            grammar = llguidance.LLMatcher.grammar_from_json_schema(
                json_schema, overrides={"whitespace_flexible": True, "whitespace_pattern": " ?"}
            )
            self._blank = llguidance.LLMatcher(tokenizer, grammar)
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

    def permits(self, token: int) -> bool:
        """Whether this token may come next: much quicker than asking for all."""
        return self._matcher.validate_tokens([token]) == 1

    def allowed(self) -> npt.NDArray[np.bool_]:
        """Booleans (vocabulary)."""
        bits = np.unpackbits(np.frombuffer(self._matcher.compute_bitmask(), np.uint8), bitorder="little")
        return bits[: self._vocabulary].astype(np.bool_)

    def take(self, token: int) -> None:
        """The token that was chosen."""
        self._matcher.consume_token(token)
