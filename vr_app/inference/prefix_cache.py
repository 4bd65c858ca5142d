"""Keys and values of the tokens a torch model has seen, reused as far as the next prompt begins the same way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch


class PrefixCache:
    """One conversation's cache. Used from one thread, inside `torch.inference_mode()`.

    Args:
        model: a causal language model of transformers.
        device: of the model.
        chunk_tokens: prompt tokens evaluated between two looks at `cancelled`.
        static: keep room for `context_tokens` from the start, as GPUs like it, instead of growing.

    Attributes:
        reused_tokens: how many tokens of its prompt the last `evaluate` found in the cache.
    """

    def __init__(self, model: Any, device: str, context_tokens: int, chunk_tokens: int, *, static: bool) -> None:
        self._model = model
        self._device = device
        self._context_tokens = context_tokens
        self._chunk_tokens = chunk_tokens
        self._static = static
        self._tokens: list[int] = []
        self._cache = self._new()
        self.reused_tokens = 0

    def evaluate(self, prompt: Sequence[int], cancelled: Callable[[], bool]) -> torch.Tensor | None:
        """Brings the cache to a prompt.

        Returns: the logits (float32, vocabulary) after its last token, or None where cancelled; what was evaluated by
        then stays for the next time.
        """
        keep = self._crop(min(_common(self._tokens, prompt), len(prompt) - 1))
        self.reused_tokens = keep
        logits = None
        for start in range(keep, len(prompt), self._chunk_tokens):
            if start > keep and cancelled():
                return None
            logits = self._forward(prompt[start : start + self._chunk_tokens])
        return logits

    def extend(self, token: int) -> torch.Tensor:
        """Adds one token of the reply. Returns: the logits after it."""
        return self._forward([token])

    def _forward(self, tokens: Sequence[int]) -> torch.Tensor:
        start = len(self._tokens)
        ids = torch.tensor([list(tokens)], device=self._device)
        positions = torch.arange(start, start + len(tokens), device=self._device).unsqueeze(0)
        out = self._model(
            input_ids=ids, position_ids=positions, past_key_values=self._cache, use_cache=True, logits_to_keep=1
        )
        self._tokens += tokens
        return out.logits[0, -1].float()

    def _crop(self, keep: int) -> int:
        """Forgets all but the first `keep` tokens, or all where the cache cannot do that. Returns how many are left."""
        surplus = len(self._tokens) - keep
        if surplus and keep and self._can_crop():
            for layer in self._cache.layers:
                if hasattr(layer, "crop"):
                    layer.crop(-surplus)
                else:
                    layer.cumulative_length.fill_(keep)
            del self._tokens[keep:]
        elif surplus:
            self._cache, self._tokens = self._new(), []
        return len(self._tokens)

    def _can_crop(self) -> bool:
        from transformers.cache_utils import DynamicLayer, StaticLayer

        return all(type(layer) in (DynamicLayer, StaticLayer) for layer in self._cache.layers)

    def _new(self) -> Any:
        from transformers import DynamicCache, StaticCache

        if self._static:
            return StaticCache(config=self._model.config, max_cache_len=self._context_tokens)
        return DynamicCache(config=self._model.config)


def _common(old: Sequence[int], new: Sequence[int]) -> int:
    for index, (before, after) in enumerate(zip(old, new, strict=False)):
        if before != after:
            return index
    return min(len(old), len(new))
