"""A table of machines: which torch, which model, which precision, how much is left to the headset."""

from __future__ import annotations

import pytest

from vr_app.install.tier import COMPOSITOR_RESERVE_MB, choose_tier
from vr_app.install.torch_build import NO_GPU, Gpu, Platform, torch_build

INDEX = "https://download.pytorch.org/whl/"


def nvidia(name: str, memory_mb: int, driver: tuple[int, ...], capability: tuple[int, int]) -> Gpu:
    return Gpu("nvidia", name, memory_mb, driver, capability)


RTX_5090 = nvidia("RTX 5090", 32_607, (581, 8), (12, 0))
RTX_5080_OLD_DRIVER = nvidia("RTX 5080", 16_303, (572, 16), (12, 0))
RTX_4090 = nvidia("RTX 4090", 24_564, (580, 65, 6), (8, 9))
RTX_4060 = nvidia("RTX 4060", 8_188, (550, 54), (8, 9))
RTX_3060 = nvidia("RTX 3060", 12_288, (560, 35), (8, 6))
RTX_2060 = nvidia("RTX 2060", 6_144, (581, 8), (7, 5))
GTX_1080 = nvidia("GTX 1080", 8_192, (580, 65), (6, 1))
GTX_970 = nvidia("GTX 970", 4_096, (470, 199), (5, 2))
H200 = nvidia("H200", 143_771, (580, 95), (9, 0))
A40 = nvidia("A40", 46_068, (535, 183), (8, 6))
RX_7900 = Gpu("amd", "RX 7900 XTX", 24_560, rocm=True)
RX_6600 = Gpu("amd", "RX 6600", 8_176)
M3_MAX = Gpu("apple", "Apple M3 Max", 65_536)
M1 = Gpu("apple", "Apple M1", 8_192)

MACHINES: list[tuple[Platform, Gpu, int, str, str, str, str]] = [
    # platform, GPU, RAM, kind, index, model, dtype
    ("linux", NO_GPU, 24_152, "cpu", "cpu", "qwen2.5-coder-1.5b", ""),
    ("linux", NO_GPU, 5_900, "cpu", "cpu", "qwen2.5-coder-1.5b", ""),
    ("linux", NO_GPU, 3_900, "cpu", "cpu", "smollm2-135m", ""),
    ("windows", NO_GPU, 16_000, "cpu", "", "qwen2.5-coder-1.5b", ""),
    ("macos", NO_GPU, 16_000, "cpu", "", "qwen2.5-coder-1.5b", ""),
    ("linux", RTX_5090, 64_000, "cuda", "", "qwen3-8b", "bfloat16"),
    ("windows", RTX_5090, 64_000, "cuda", "cu130", "qwen3-8b", "bfloat16"),
    ("windows", RTX_5080_OLD_DRIVER, 32_000, "cuda", "cu129", "qwen3-4b", "bfloat16"),
    ("windows", RTX_4090, 64_000, "cuda", "cu130", "qwen3-8b", "bfloat16"),
    ("linux", RTX_4060, 16_000, "cuda", "cu126", "qwen2.5-coder-1.5b", "bfloat16"),
    ("windows", RTX_3060, 16_000, "cuda", "cu126", "qwen3-4b", "bfloat16"),
    ("windows", RTX_2060, 16_000, "cuda", "cu130", "qwen2.5-coder-1.5b", "float16"),
    ("linux", GTX_1080, 16_000, "cuda", "cu126", "qwen2.5-coder-1.5b", "float16"),
    ("windows", GTX_970, 16_000, "cpu", "", "qwen2.5-coder-1.5b", ""),
    ("linux", H200, 128_000, "cuda", "", "qwen3-14b", "bfloat16"),
    ("linux", A40, 128_000, "cuda", "cu126", "qwen3-14b", "bfloat16"),
    ("linux", RX_7900, 32_000, "rocm", "rocm7.2", "qwen3-8b", "bfloat16"),
    ("linux", RX_6600, 16_000, "cpu", "cpu", "qwen2.5-coder-1.5b", ""),
    ("windows", RX_7900, 32_000, "cpu", "", "qwen2.5-coder-1.5b", ""),
    ("macos", M3_MAX, 65_536, "mps", "", "qwen3-14b", "float16"),
    ("macos", M1, 8_192, "mps", "", "qwen2.5-coder-1.5b", ""),
]


@pytest.mark.parametrize(
    ("platform", "gpu", "ram_mb", "kind", "index", "model", "dtype"),
    MACHINES,
    ids=[f"{row[0]}-{row[1].name or 'none'}-{row[2]}" for row in MACHINES],
)
def test_every_machine_gets_the_build_and_model_it_can_carry(
    platform: Platform, gpu: Gpu, ram_mb: int, kind: str, index: str, model: str, dtype: str
) -> None:
    build = torch_build(gpu, platform)
    assert (build.kind, build.index_url) == (kind, INDEX + index if index else "")
    assert build.requirement == "torch==2.13.0"
    tier = choose_tier(gpu, build, ram_mb)
    assert (tier.model, tier.dtype) == (model, dtype)
    assert tier.engine == ("transformers" if dtype else "llama.cpp")
    assert tier.reserve_mb == (COMPOSITOR_RESERVE_MB if dtype else 0)


def test_an_old_driver_is_named() -> None:
    assert "driver 470.199 is too old" in torch_build(GTX_970, "windows").reason


def test_a_driver_that_does_not_answer_is_named() -> None:
    assert "its driver does not answer" in torch_build(Gpu("nvidia", "RTX 4090", 24_564), "linux").reason


def test_a_larger_reserve_means_a_smaller_model() -> None:
    build = torch_build(RTX_4090, "windows")
    assert choose_tier(RTX_4090, build, 64_000, reserve_mb=8_000).model == "qwen3-4b"
    assert choose_tier(RTX_4090, build, 64_000, reserve_mb=24_000).engine == "llama.cpp"
