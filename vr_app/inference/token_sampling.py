"""Choosing the next token: temperature, top-k, top-p, and a mask that keeps a reply to a JSON Schema."""

from __future__ import annotations

import torch

from vr_app.inference.schema_mask import SchemaMask

_TOP_K = 40
_TOP_P = 0.95


def sample(logits: torch.Tensor, temperature: float, generator: torch.Generator, mask: SchemaMask | None = None) -> int:
    """One token from float32 logits (vocabulary). Temperature 0 takes the likeliest."""
    scores = logits.cpu()
    if mask is not None:
        scores = scores.masked_fill(~torch.from_numpy(mask.allowed()), float("-inf"))
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
