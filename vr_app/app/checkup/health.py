"""What a machine has and lacks, as rules over facts: each line with its state and the fix. Pure."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from vr_app.app.checkup.audio_probe import AudioReport
from vr_app.app.checkup.graphics_probe import GraphicsReport
from vr_app.install.machine import Machine
from vr_app.install.source import gigabytes
from vr_app.install.system_libraries import Manager, Need, install_command
from vr_app.install.tier import Tier
from vr_app.install.torch_build import TorchBuild
from vr_app.openxr.probe import RuntimeReport

State = Literal["ok", "lacks", "needed"]


@dataclass(frozen=True)
class Check:
    """One line of the report.

    Attributes:
        name: what was looked at.
        state: "lacks" is lacking and welcome; "needed" is lacking and the app cannot do its main job without it.
        found: what there is, or what is missing, in plain words.
        fix: what to do, "" where nothing is to be done.
    """

    name: str
    state: State
    found: str
    fix: str = ""


def check_python(version: tuple[int, ...]) -> Check:
    found = ".".join(map(str, version[:3]))
    if (3, 11) <= tuple(version[:2]) <= (3, 13):
        return Check("Python", "ok", found)
    return Check("Python", "needed", found, "Install Python 3.11, 3.12 or 3.13 and start launch.py with it.")


def check_system(needs: Sequence[Need], manager: Manager | None, *, root: bool) -> Check:
    if not needs:
        return Check("System libraries", "ok", "all there")
    found = "missing: " + ", ".join(need.what for need in needs)
    if manager is None:
        return Check("System libraries", "needed", found, "Install what brings them.")
    return Check("System libraries", "needed", found, f"Run: {' '.join(install_command(needs, manager, root=root))}")


def check_memory(machine: Machine) -> Check:
    found = gigabytes(machine.ram_mb << 20)
    if machine.ram_mb >= 5600:
        return Check("Memory", "ok", found)
    return Check("Memory", "lacks", found, "6 GB carry the default host; below that a very small one speaks.")


def check_gpu(machine: Machine, build: TorchBuild, tier: Tier) -> Check:
    gpu = machine.gpu
    if gpu.vendor == "none":
        return Check("GPU for models", "lacks", f"none: {tier.model} runs on the processor")
    found = f"{gpu.name}, {gigabytes(gpu.memory_mb << 20)}"
    if build.kind == "cpu":
        return Check("GPU for models", "lacks", f"{found}, not used", f"{build.reason}.")
    if tier.name != "gpu":
        return Check("GPU for models", "lacks", f"{found}: too little for a model beside a headset")
    return Check("GPU for models", "ok", f"{found}: {tier.model}, {tier.reserve_mb} MB left to the headset")


def check_graphics(graphics: GraphicsReport, machine: Machine) -> Check:
    driver = "Install or update the graphics driver."
    if not graphics.renderer:
        return Check("OpenGL", "needed", graphics.problem, driver)
    found = f"{graphics.renderer}, OpenGL {graphics.version}"
    if graphics.software and machine.gpu.vendor != "none":
        return Check("OpenGL", "lacks", f"{found}: drawn without the {machine.gpu.name}", driver)
    if graphics.software:
        return Check("OpenGL", "lacks", f"{found}: drawn by the processor", "A GPU draws smoothly.")
    if machine.gpu.vendor == "nvidia" and "nvidia" not in graphics.renderer.lower():
        fix = f"Choose {machine.gpu.name} for Python in the system's graphics settings (a laptop has two)."
        return Check("OpenGL", "lacks", f"{found}: not the {machine.gpu.name}", fix)
    return Check("OpenGL", "ok", found)


def check_desktop(graphics: GraphicsReport) -> Check:
    if graphics.through == "window":
        return Check("Window", "ok", "can be opened")
    return Check(
        "Window", "lacks", graphics.problem or "no display", "Start it from a desktop; without one it draws files."
    )


def check_headset(runtime: RuntimeReport) -> list[Check]:
    """Runtime, OpenGL and headset: the first that lacks carries the fix, those after it wait for it."""
    names = {
        "OpenXR runtime": runtime.installed and runtime.answers,
        "OpenGL for the headset": runtime.opengl,
        "Headset": runtime.headset,
    }
    found = {"OpenXR runtime": runtime.runtime, "OpenGL for the headset": "offered", "Headset": runtime.system}
    checks = []
    told = False
    for name, there in names.items():
        if there:
            checks.append(Check(name, "ok", found[name] or "there"))
        elif told:
            checks.append(Check(name, "lacks", "cannot be told yet"))
        else:
            told = True
            checks.append(Check(name, "lacks", runtime.problem or "none", runtime.remedy))
    for extension, words in runtime.lacks:
        checks.append(Check("Headset feature", "lacks", f"no {extension}: {words}"))
    if runtime.headset and not runtime.lacks:
        checks.append(Check("Headset features", "ok", "all that Virgil can use are offered"))
    return checks


def check_audio(audio: AudioReport) -> list[Check]:
    speaker = Check("Loudspeaker", "ok", audio.output)
    if not audio.output:
        fix = "Plug one in or start the sound service; without one the host speaks into captions and recordings."
        speaker = Check("Loudspeaker", "lacks", audio.output_problem or "none", fix)
    microphone = Check("Microphone", "ok", audio.input)
    if not audio.input:
        microphone = Check("Microphone", "lacks", audio.input_problem or "none", "Plug one in, or type to the host.")
    return [speaker, microphone]


def check_installed(what: str, names: Sequence[str], fix: str) -> Check:
    if names:
        return Check(what, "ok", ", ".join(names))
    return Check(what, "needed", "none", fix)


OTHER_FOLDER = "Set VR_APP_DATA_DIR to a folder of your own."


def check_disk(folder: str, usage: shutil._ntuple_diskusage, *, writable: bool) -> Check:
    found = f"{gigabytes(usage.free)} free for {folder}"
    if not writable:
        return Check("Disk", "needed", f"{folder} may not be written", OTHER_FOLDER)
    if usage.free >= 2_000_000_000:
        return Check("Disk", "ok", found)
    fix = "Free some space, or set VR_APP_DATA_DIR to a folder on a larger disk."
    return Check("Disk", "lacks" if usage.free > 200_000_000 else "needed", found, fix)
