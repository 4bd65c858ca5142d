"""Reading what the system's tools say, also when they talk nonsense."""

from __future__ import annotations

from pathlib import Path

from vr_app.install.machine import find_amd, look, memory_mb, parse_nvidia_smi
from vr_app.install.torch_build import NO_GPU, Gpu


def test_two_nvidia_cards() -> None:
    text = "NVIDIA GeForce RTX 4090, 24564, 580.65.06, 8.9\nNVIDIA GeForce GTX 1080, 8192, 580.65.06, 6.1\n"
    assert parse_nvidia_smi(text) == [
        Gpu("nvidia", "NVIDIA GeForce RTX 4090", 24564, (580, 65, 6), (8, 9)),
        Gpu("nvidia", "NVIDIA GeForce GTX 1080", 8192, (580, 65, 6), (6, 1)),
    ]


def test_what_nvidia_smi_says_without_a_card() -> None:
    for text in ("", "No devices were found\n", "NVIDIA-SMI has failed because it couldn't communicate\n"):
        assert parse_nvidia_smi(text) == []


def test_fields_the_driver_does_not_know() -> None:
    assert parse_nvidia_smi("Tesla X, 4096, [N/A], [N/A]\nTesla Y, [N/A], 1.2, 3.5\n") == [
        Gpu("nvidia", "Tesla X", 4096)
    ]


def test_the_larger_of_two_amd_cards(tmp_path: Path) -> None:
    for card, vendor, memory in (("card0", "0x1002", 512 << 20), ("card1", "0x1002", 24 << 30), ("card2", "0x8086", 0)):
        device = tmp_path / card / "device"
        device.mkdir(parents=True)
        (device / "vendor").write_text(vendor + "\n")
        (device / "mem_info_vram_total").write_text(f"{memory}\n")
    assert find_amd(tmp_path, rocm=True) == Gpu("amd", "AMD graphics", 24_576, rocm=True)
    assert find_amd(tmp_path / "none", rocm=True) == NO_GPU


def test_this_machine_can_be_looked_at() -> None:
    machine = look()
    assert machine.ram_mb == memory_mb() > 500
