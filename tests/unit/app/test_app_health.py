"""`doctor`'s rules over machines that are not here."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from vr_app.app.checkup import doctor, health
from vr_app.app.checkup.audio_probe import AudioReport
from vr_app.app.checkup.graphics_probe import GraphicsReport
from vr_app.app.main import main
from vr_app.install.machine import Machine
from vr_app.install.system_libraries import APP_NEEDS
from vr_app.install.tier import choose_tier
from vr_app.install.torch_build import NO_GPU, Gpu, torch_build
from vr_app.openxr.probe import RuntimeReport

RTX = Gpu("nvidia", "GeForce RTX 4090", 24_564, (580, 65), (8, 9))
GAMING_PC = Machine("windows", 32_000, RTX)
SERVER = Machine("linux", 24_000, NO_GPU)


@pytest.mark.parametrize(("version", "state"), [((3, 11, 7), "ok"), ((3, 13, 0), "ok"), ((3, 10, 9), "needed")])
def test_python(version: tuple[int, int, int], state: str) -> None:
    assert health.check_python(version).state == state


def test_missing_libraries_come_with_the_one_command() -> None:
    needs = [need for need in APP_NEEDS if need.what == "libportaudio.so.2"]
    check = health.check_system(needs, "apt", root=False)
    assert (check.state, check.fix) == (
        "needed",
        "Run: sudo apt-get install -y --no-install-recommends libportaudio2",
    )
    assert health.check_system([], "apt", root=False).state == "ok"


def test_the_gpu_and_what_it_is_used_for() -> None:
    build = torch_build(RTX, "windows")
    check = health.check_gpu(GAMING_PC, build, choose_tier(RTX, build, 32_000))
    assert check.state == "ok" and "qwen3-8b, 2048 MB left to the headset" in check.found
    old = Gpu("nvidia", "GTX 970", 4_096, (470, 199))
    build = torch_build(old, "windows")
    check = health.check_gpu(Machine("windows", 16_000, old), build, choose_tier(old, build, 16_000))
    assert check.state == "lacks" and "too old" in check.fix


@pytest.mark.parametrize(
    ("renderer", "machine", "state", "says"),
    [
        ("NVIDIA GeForce RTX 4090/PCIe/SSE2", GAMING_PC, "ok", "4090"),
        ("Intel(R) UHD Graphics 770", GAMING_PC, "lacks", "not the GeForce RTX 4090"),
        ("llvmpipe (LLVM 15.0.6, 256 bits)", GAMING_PC, "lacks", "without the GeForce RTX 4090"),
        ("llvmpipe (LLVM 15.0.6, 256 bits)", SERVER, "lacks", "drawn by the processor"),
        ("", SERVER, "needed", "crashed"),
    ],
)
def test_opengl_on_the_right_gpu(renderer: str, machine: Machine, state: str, says: str) -> None:
    report = GraphicsReport(renderer, "4.5", "window", "" if renderer else "the graphics driver crashed")
    check = health.check_graphics(report, machine)
    assert check.state == state and says in check.found


def test_of_the_headsets_chain_only_the_first_gap_carries_the_fix() -> None:
    runtime = RuntimeReport(
        installed=True, answers=True, runtime="Monado", problem="no OpenGL", remedy="Choose another."
    )
    states = [(check.name, check.state, check.fix) for check in health.check_headset(runtime)]
    assert states == [
        ("OpenXR runtime", "ok", ""),
        ("OpenGL for the headset", "lacks", "Choose another."),
        ("Headset", "lacks", ""),
    ]


def test_each_extension_that_the_runtime_lacks_is_named_with_what_one_goes_without() -> None:
    there = RuntimeReport(True, True, True, True, "Monado", "", "HMD")
    assert health.check_headset(there)[-1].state == "ok"
    lacking = replace(there, lacks=(("XR_EXT_hand_tracking", "bare hands cannot be seen; use controllers"),))
    check = health.check_headset(lacking)[-1]
    assert check.state == "lacks"
    assert check.found == "no XR_EXT_hand_tracking: bare hands cannot be seen; use controllers"


def test_sound_is_welcome_and_not_needed() -> None:
    states = [check.state for check in health.check_audio(AudioReport(output="Speakers"))]
    assert states == ["ok", "lacks"]


@pytest.mark.parametrize(("free", "state"), [(50e9, "ok"), (1e9, "lacks"), (1e8, "needed")])
def test_disk(free: float, state: str) -> None:
    usage = shutil.disk_usage("/")._replace(free=int(free))
    assert health.check_disk("here", usage, writable=True).state == state
    assert health.check_disk("here", usage, writable=False).state == "needed"


def test_a_machine_without_models_is_told_and_exits_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path))
    assert main(["doctor", "--json"]) == 3
    checks = {check["name"]: check for check in json.loads(capsys.readouterr().out)["checks"]}
    assert checks["Language model"] == {
        "name": "Language model",
        "state": "needed",
        "found": "none",
        "fix": "Run: vr-app setup",
    }
    assert {"Python", "GPU for models", "OpenGL", "OpenXR runtime", "Headset", "Loudspeaker", "Disk"} <= set(checks)


def test_the_text_puts_each_fix_under_its_line() -> None:
    lines = doctor.as_text([health.Check("Voice", "needed", "none", "Run: vr-app setup")]).splitlines()
    assert lines == ["NEEDED  Voice  none", "               -> Run: vr-app setup"]
