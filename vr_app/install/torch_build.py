"""Which build of torch fits a machine: pure rules over what was found, tested over a table of machines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TORCH_VERSION = "2.13.0"
_INDEX = "https://download.pytorch.org/whl"

Vendor = Literal["nvidia", "amd", "apple", "none"]
Platform = Literal["linux", "windows", "macos"]


@dataclass(frozen=True)
class Gpu:
    """The graphics processor a model may use.

    Attributes:
        memory_mb: its own memory in MiB; for Apple silicon the machine's.
        driver: NVIDIA driver version (580, 65), () where unknown.
        compute_capability: NVIDIA architecture (8, 9), () elsewhere.
        rocm: AMD's compute stack is installed.
    """

    vendor: Vendor = "none"
    name: str = ""
    memory_mb: int = 0
    driver: tuple[int, ...] = ()
    compute_capability: tuple[int, ...] = ()
    rocm: bool = False


NO_GPU = Gpu()


@dataclass(frozen=True)
class TorchBuild:
    """What pip is asked for.

    Attributes:
        kind: what the build computes on.
        requirement: for pip.
        index_url: torch's own index, or "" for pip's configured one.
        reason: a plain clause for the person.
    """

    kind: Literal["cpu", "cuda", "rocm", "mps"]
    requirement: str
    index_url: str
    reason: str


def torch_build(gpu: Gpu, platform: Platform, version: str = TORCH_VERSION) -> TorchBuild:
    """The build for a machine.

    CUDA 13 builds need driver 580 and Turing or newer; CUDA 12.6 serves older cards and drivers from 525 on; Blackwell
    under an older driver takes CUDA 12.9. ROCm builds exist for Linux only. On Windows the registry's own build knows
    no GPU; on Linux it is the large CUDA 13 one, so a machine without GPU names the CPU index.
    """
    wanted = f"torch=={version}"

    def build(kind: Literal["cpu", "cuda", "rocm", "mps"], index: str, reason: str) -> TorchBuild:
        return TorchBuild(kind, wanted, f"{_INDEX}/{index}" if index else "", reason)

    if platform == "macos":
        if gpu.vendor == "apple":
            return build("mps", "", f"{gpu.name or 'Apple silicon'}: the plain build uses its GPU")
        return build("cpu", "", "no GPU torch can use on this Mac")
    cpu_index = "cpu" if platform == "linux" else ""
    if gpu.vendor == "nvidia":
        if not gpu.driver:
            return build(
                "cpu", cpu_index, f"{gpu.name}: its driver does not answer; install NVIDIA's driver for its use"
            )
        if gpu.driver < (525,):
            have = ".".join(map(str, gpu.driver))
            return build("cpu", cpu_index, f"{gpu.name}: driver {have} is too old; version 525 or newer is needed")
        if gpu.compute_capability and gpu.compute_capability < (7, 5):
            return build("cuda", "cu126", f"{gpu.name}: CUDA 12.6, the last one for its generation")
        if gpu.driver >= (580,):
            return build("cuda", "cu130" if platform == "windows" else "", f"{gpu.name}: CUDA 13")
        if gpu.compute_capability >= (10, 0):
            return build("cuda", "cu129", f"{gpu.name}: CUDA 12.9, as its driver allows")
        return build("cuda", "cu126", f"{gpu.name}: CUDA 12.6, as its driver allows")
    if gpu.vendor == "amd" and platform == "linux":
        if gpu.rocm:
            return build("rocm", "rocm7.2", f"{gpu.name}: ROCm")
        return build("cpu", cpu_index, f"{gpu.name}: ROCm is not installed, so the CPU does the work")
    if gpu.vendor == "amd":
        return build("cpu", cpu_index, f"{gpu.name}: torch has no build for it on Windows, so the CPU does the work")
    return build("cpu", cpu_index, "no GPU that torch can use was found")
