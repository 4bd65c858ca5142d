"""Which language model a machine can carry: pure rules over its memory, tested over a table of machines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vr_app.install.torch_build import Gpu, TorchBuild

COMPOSITOR_RESERVE_MB = 2048
"""GPU memory left to the headset's compositor, the renderer and the desktop."""

_DEFAULT_MODEL_RAM_MB = 5600
"""A machine sold with 6 GB reports a little less."""

_GPU_TIERS = ((33_000, "qwen3-14b"), (19_500, "qwen3-8b"), (9_800, "qwen3-4b"), (4_000, "qwen2.5-coder-1.5b"))
"""Usable GPU memory in MiB -> model, unpacked to 16 bit with its cache and activations."""


@dataclass(frozen=True)
class Tier:
    """What runs the host's mind on this machine.

    Attributes:
        model: catalogue name.
        engine: as in the settings.
        dtype: of the weights on a GPU, "" on a CPU (the file's own quantisation).
        device: for the engine.
        reserve_mb: GPU memory that must stay free.
    """

    name: Literal["tiny", "default", "gpu"]
    model: str
    engine: Literal["llama.cpp", "transformers"]
    dtype: Literal["", "bfloat16", "float16"]
    device: Literal["cpu", "cuda", "mps"]
    reserve_mb: int = 0


def choose_tier(gpu: Gpu, build: TorchBuild, ram_mb: int, reserve_mb: int = COMPOSITOR_RESERVE_MB) -> Tier:
    """The best tier a machine carries with the reserve left free.

    Args:
        gpu: what was found.
        build: the torch build chosen for it (`torch_build`); a CPU build means the GPU is of no use here.
        ram_mb: the machine's memory in MiB, or its container's limit.
        reserve_mb: GPU memory to leave free.
    """
    if build.kind != "cpu":
        shared = gpu.memory_mb * 2 // 3 if build.kind == "mps" else gpu.memory_mb
        model = next((model for need, model in _GPU_TIERS if shared - reserve_mb >= need), None)
        if model:
            half = build.kind == "mps" or (build.kind == "cuda" and gpu.compute_capability < (8, 0))
            device = "mps" if build.kind == "mps" else "cuda"
            return Tier("gpu", model, "transformers", "float16" if half else "bfloat16", device, reserve_mb)
    return cpu_tier(ram_mb)


def cpu_tier(ram_mb: int) -> Tier:
    """The tier of a machine whose CPU does the work."""
    if ram_mb >= _DEFAULT_MODEL_RAM_MB:
        return Tier("default", "qwen2.5-coder-1.5b", "llama.cpp", "", "cpu")
    return Tier("tiny", "smollm2-135m", "llama.cpp", "", "cpu")
