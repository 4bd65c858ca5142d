"""`vr-app doctor`: what this machine has and lacks, and the fix for each. Exit code 3 where something needed lacks."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from vr_app.app.checkup import audio_probe, graphics_probe, health
from vr_app.app.checkup.health import Check
from vr_app.app.checkup.own_runtime import use_own_runtime
from vr_app.app.folders import data_folder, settings_file
from vr_app.install.machine import look
from vr_app.install.model_store import ModelStore
from vr_app.install.system_libraries import APP_NEEDS, lacking, package_manager
from vr_app.install.tier import choose_tier
from vr_app.install.torch_build import torch_build
from vr_app.kernel.errors import UserError
from vr_app.kernel.settings import load_settings
from vr_app.openxr import probe as openxr_probe

MARKS = {"ok": "ok      ", "lacks": "lacks   ", "needed": "NEEDED  "}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--audio", action="store_true", help="try microphone and loudspeaker together with you")


def run(arguments: argparse.Namespace) -> int:
    if arguments.audio:
        return _try_audio(as_json=arguments.json)
    try:
        use_own_runtime(load_settings(settings_file(), os.environ))
    except UserError as error:
        print(error, file=sys.stderr)
    checks = examine(data_folder())
    if arguments.json:
        print(json.dumps({"checks": [asdict(check) for check in checks]}, indent=1))
    else:
        print(as_text(checks))
    return 3 if any(check.state == "needed" for check in checks) else 0


def _try_audio(*, as_json: bool) -> int:
    from vr_app.app.checkup.audio_check import check_audio

    settings = load_settings(settings_file(), os.environ)
    stream = sys.stderr if as_json else sys.stdout

    def ask(words: str) -> bool:
        print(f"{words} [y/N] ", end="", file=stream, flush=True)
        return sys.stdin.readline().strip().lower() in ("y", "yes")

    asked = ask if sys.stdin.isatty() else None
    found = check_audio(settings, lambda words: print(words, file=stream, flush=True), asked)
    print(json.dumps(asdict(found), indent=1) if as_json else as_text(found.checks()))
    return 0 if found.heard and not found.problems else 3


def examine(data: Path) -> list[Check]:
    """Looks at everything; the risky looks run in child processes side by side, each with a time limit."""
    with ThreadPoolExecutor(max_workers=3, thread_name_prefix="doctor") as pool:
        graphics_answer = pool.submit(graphics_probe.probe)
        audio_answer = pool.submit(audio_probe.probe)
        runtime_answer = pool.submit(openxr_probe.probe)
        machine = look()
        needs = lacking(APP_NEEDS)
        graphics, audio, runtime = graphics_answer.result(), audio_answer.result(), runtime_answer.result()
    build = torch_build(machine.gpu, machine.platform)
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [
        health.check_python(tuple(sys.version_info[:3])),
        health.check_system(needs, package_manager(), root=root),
        health.check_memory(machine),
        health.check_gpu(machine, build, choose_tier(machine.gpu, build, machine.ram_mb)),
        health.check_graphics(graphics, machine),
        health.check_desktop(graphics),
        *health.check_headset(runtime),
        *health.check_audio(audio),
        *_models(ModelStore(data)),
        _disk(data),
    ]


def as_text(checks: list[Check]) -> str:
    """The report as people read it."""
    width = max(len(check.name) for check in checks)
    lines = []
    for check in checks:
        lines.append(f"{MARKS[check.state]}{check.name:<{width}}  {check.found}")
        if check.fix:
            lines.append(f"{'':<{8 + width}}  -> {check.fix}")
    return "\n".join(lines)


def _models(store: ModelStore) -> list[Check]:
    here: dict[str, list[str]] = {"language": [], "voice": []}
    for model in store.catalogue:
        if model.kind in here and store.path_of(model.name):
            here[model.kind].append(model.name)
    for record in store.records():
        if record.kind in here and record.model in store.own_names() and record.model not in here[record.kind]:
            here[record.kind].append(record.model)
    setup = "Run: vr-app setup"
    checks = [health.check_installed("Language model", here["language"], setup)]
    checks.append(health.check_installed("Voice", here["voice"], setup))
    engines = [name for name, module in (("Piper", "piper"), ("Coqui TTS", "TTS")) if importlib.util.find_spec(module)]
    checks.append(health.check_installed("Voice engine", engines, setup))
    return checks


def _disk(data: Path) -> Check:
    try:
        existing = next(folder for folder in (data, *data.parents) if folder.exists())
        return health.check_disk(str(data), shutil.disk_usage(existing), writable=os.access(existing, os.W_OK))
    except OSError as error:
        return Check("Disk", "needed", f"{data}: {error.strerror}", health.OTHER_FOLDER)
