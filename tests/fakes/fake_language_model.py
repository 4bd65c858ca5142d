"""A language model that answers with words made from the prompt, at once, within the contract of `LanguageModel`."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from vr_app.kernel.errors import UserError
from vr_app.kernel.events import Message
from vr_app.kernel.ports import GenerationStats

CONTEXT_TOKENS = 4096
"""As many words as the fake takes in a prompt."""


class FakeLanguageModel:
    """Says "one two three ..." after the visitor's last words; every word is a token.

    Args:
        words: the reply, or () for the default one, which never ends by itself.
    """

    engine = "fake"
    name = "fake"

    def __init__(self, words: Sequence[str] = ()) -> None:
        self._words = tuple(words)
        self._cached: list[str] = []

    def generate(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float,
        seed: int,
        stop: Sequence[str],
        json_schema: str,
        on_text: Callable[[str], None],
        cancelled: Callable[[], bool],
    ) -> GenerationStats:
        cached, prompt = self._evaluate(messages)
        if json_schema:
            reply = [json.dumps(_instance(json.loads(json_schema)))]
        else:
            reply = list(self._words) or [f"word{number} " for number in range(seed, seed + max_tokens + 1)]
        said = ""
        for count, word in enumerate(reply):
            if cancelled():
                return GenerationStats("cancelled", prompt, cached, count)
            if count == max_tokens:
                return GenerationStats("length", prompt, cached, count)
            for ending in stop:
                if ending in said + word:
                    on_text((said + word).split(ending)[0][len(said) :])
                    return GenerationStats("stop", prompt, cached, count)
            said += word
            on_text(word)
        return GenerationStats("stop", prompt, cached, len(reply))

    def prefill(
        self, messages: Sequence[Message], *, cancelled: Callable[[], bool], complete: bool = False
    ) -> GenerationStats:
        cached, prompt = self._evaluate(messages)
        return GenerationStats("cancelled" if cancelled() else "stop", prompt, cached)

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def close(self) -> None:
        self._cached = []

    def _evaluate(self, messages: Sequence[Message]) -> tuple[int, int]:
        words = [word for message in messages for word in (message.role, *message.content.split())]
        if len(words) > CONTEXT_TOKENS:
            raise UserError(
                f"the conversation is {len(words)} tokens long and the language model holds {CONTEXT_TOKENS}"
            )
        cached = 0
        while cached < min(len(words) - 1, len(self._cached)) and words[cached] == self._cached[cached]:
            cached += 1
        self._cached = words
        return cached, len(words)


def _instance(schema: dict) -> object:
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "object":
        return {name: _instance(part) for name, part in schema.get("properties", {}).items()}
    return {"integer": 0, "number": 0.0, "boolean": False, "array": []}.get(schema.get("type", ""), "")
