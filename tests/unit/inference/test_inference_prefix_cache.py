"""The torch prefix cache on a small random network: what is reused gives the same logits as what is computed anew."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import pytest

from tests.conftest import Need

pytestmark = pytest.mark.torch

CONTEXT = 96


@pytest.fixture(scope="module")
def torch(need: Need) -> Any:
    """The library, loaded only when a test of this file runs."""
    need(find_spec("torch") and find_spec("transformers"), "`vr-app setup` for a machine with a GPU, or `.[torch]`")
    import torch

    return torch


@pytest.fixture(scope="module")
def network(torch: Any) -> Any:
    from vr_app.inference.torchaudio_import import settle_torchaudio

    settle_torchaudio()
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(3)
    config = LlamaConfig(
        vocab_size=64, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, max_position_embeddings=256,
    )  # fmt: skip
    return LlamaForCausalLM(config).eval()


def cache_of(network: Any, static: bool, chunk: int = 8) -> Any:
    from vr_app.inference.prefix_cache import PrefixCache

    return PrefixCache(network, "cpu", CONTEXT, chunk, static=static)


def never() -> bool:
    return False


def expected(network: Any, tokens: list[int]) -> Any:
    import torch

    return network(input_ids=torch.tensor([tokens])).logits[0, -1].float()


@pytest.mark.parametrize("static", [False, True], ids=["growing", "static"])
def test_a_changed_ending_only_costs_the_ending(torch: Any, network: Any, static: bool):
    first = [(7 * n) % 64 for n in range(40)]
    second = [*first[:29], 1, 2, 3]
    with torch.inference_mode():
        cache = cache_of(network, static)
        assert torch.allclose(cache.evaluate(first, never), expected(network, first), atol=1e-4)
        assert cache.reused_tokens == 0
        assert torch.allclose(cache.extend(9), expected(network, [*first, 9]), atol=1e-4)
        assert torch.allclose(cache.evaluate(second, never), expected(network, second), atol=1e-4)
        assert cache.reused_tokens == 29
        assert torch.allclose(cache.evaluate(second, never), expected(network, second), atol=1e-4)
        assert cache.reused_tokens == 31
        other = [5, 5, 5]
        assert torch.allclose(cache.evaluate(other, never), expected(network, other), atol=1e-4)
        assert cache.reused_tokens == 0


@pytest.mark.parametrize("static", [False, True], ids=["growing", "static"])
def test_a_cancelled_prompt_keeps_what_it_has(torch: Any, network: Any, static: bool):
    prompt = [(5 * n) % 64 for n in range(40)]
    looks = iter([False, True])
    with torch.inference_mode():
        cache = cache_of(network, static)
        assert cache.evaluate(prompt, lambda: next(looks)) is None
        assert torch.allclose(cache.evaluate(prompt, never), expected(network, prompt), atol=1e-4)
        assert cache.reused_tokens == 16


def test_sampling_follows_temperature_seed_and_likelihood(torch: Any):
    from vr_app.inference.token_sampling import sample

    logits = torch.tensor([0.0, 1.0, 5.0, 4.9, -9.0])

    def draw(temperature: float, seed: int) -> list[int]:
        generator = torch.Generator().manual_seed(seed)
        return [sample(logits, temperature, generator) for _ in range(200)]

    assert set(draw(0.0, 1)) == {2}
    assert draw(0.8, 1) == draw(0.8, 1) != draw(0.8, 2)
    assert set(draw(0.8, 1)) == {2, 3}
    assert {0, 1, 2, 3} <= set(draw(5.0, 1))
