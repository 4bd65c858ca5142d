"""What this machine has: platform, memory, GPU. Asks the system's own tools, each with a time limit; never raises."""

from __future__ import annotations

import ctypes
import os
import platform as platform_module
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from vr_app.install.torch_build import NO_GPU, Gpu, Platform


@dataclass(frozen=True)
class Machine:
    """The facts the rules need. `ram_mb` is in MiB and respects a container's limit."""

    platform: Platform
    ram_mb: int
    gpu: Gpu


def look() -> Machine:
    """Looks at the machine (under a second; nothing is loaded into this process)."""
    system: Platform = "windows" if os.name == "nt" else "macos" if sys.platform == "darwin" else "linux"
    ram_mb = memory_mb()
    return Machine(system, ram_mb, find_gpu(system, ram_mb))


def find_gpu(system: Platform, ram_mb: int) -> Gpu:
    """The GPU a model could use: the NVIDIA one with most memory, else AMD's, else Apple's, else none."""
    query = ["nvidia-smi", "--query-gpu=name,memory.total,driver_version,compute_cap", "--format=csv,noheader,nounits"]
    found = parse_nvidia_smi(_output(query))
    if found:
        return max(found, key=lambda gpu: gpu.memory_mb)
    if system == "macos" and platform_module.machine() == "arm64":
        return Gpu("apple", _output(["sysctl", "-n", "machdep.cpu.brand_string"]).strip() or "Apple silicon", ram_mb)
    if system == "linux":
        return find_amd(Path("/sys/class/drm"), rocm=Path("/dev/kfd").exists())
    return NO_GPU


def parse_nvidia_smi(text: str) -> list[Gpu]:
    """Reads what `nvidia-smi` answers to `find_gpu`'s query; lines it cannot read are left out."""
    found = []
    for line in text.splitlines():
        fields = [field.strip() for field in line.split(",")]
        if len(fields) != 4 or not fields[1].isdigit():
            continue
        name, memory, driver, capability = fields
        found.append(Gpu("nvidia", name, int(memory), _version(driver), _version(capability)))
    return found


def find_amd(cards: Path, *, rocm: bool) -> Gpu:
    """The AMD card with most memory, from the kernel's own files."""
    best = NO_GPU
    for device in sorted(cards.glob("card[0-9]*/device")):
        try:
            if (device / "vendor").read_text().strip() != "0x1002":
                continue
            memory = int((device / "mem_info_vram_total").read_text()) >> 20
        except (OSError, ValueError):
            continue
        if memory > best.memory_mb:
            best = Gpu("amd", "AMD graphics", memory, rocm=rocm)
    return best


def memory_mb() -> int:
    """Memory of the machine, or the lower limit of the container it runs in, in MiB. 0 where it cannot be told."""
    if os.name == "nt":
        return _windows_memory_mb()
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return 0
    try:
        limit = Path("/sys/fs/cgroup/memory.max").read_text().strip()
    except OSError:
        limit = "max"
    return (min(total, int(limit)) if limit.isdigit() else total) >> 20


class _MemoryStatus(ctypes.Structure):
    """MEMORYSTATUSEX of the Windows API."""

    _fields_ = (
        ("length", ctypes.c_ulong),
        ("load", ctypes.c_ulong),
        *(
            (name, ctypes.c_ulonglong)
            for name in ("total", "free", "page_total", "page_free", "v_total", "v_free", "ext")
        ),
    )


def _windows_memory_mb() -> int:
    status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
    windll = getattr(ctypes, "windll", None)
    if windll is None or not windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
        return 0
    return status.total >> 20


def _version(text: str) -> tuple[int, ...]:
    parts = text.split(".")
    return tuple(int(part) for part in parts) if all(part.isdigit() for part in parts) else ()


def _output(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
