"""`vr-app runtimes`: the OpenXR runtimes of this machine, what each offers, and which one this app takes."""

from __future__ import annotations

import argparse
import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from vr_app.app.checkup.own_runtime import VARIABLE, use_own_runtime
from vr_app.app.folders import settings_file
from vr_app.app.settings_file import write_setting
from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.settings import load_settings
from vr_app.openxr.probe import RuntimeReport, probe
from vr_app.openxr.runtime_manifest import RuntimeManifest, find_runtime, installed_runtimes, read_manifest

SYSTEM = "system"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument(
        "--use",
        metavar="NAME",
        help=f"take this runtime for Virgil alone: its name, its manifest file, or {SYSTEM!r} for the system's choice",
    )


def run(arguments: argparse.Namespace) -> int:
    named_by_environment = bool(os.environ.get(VARIABLE))
    if arguments.use:
        choose(arguments.use)
    if line := use_own_runtime(load_settings(settings_file(), os.environ)):
        print(line)
    manifests = installed_runtimes()
    active = find_runtime()
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda manifest: probe(manifest=manifest), manifests))
    own = load_settings(settings_file(), os.environ).headset.runtime
    chosen_by = "XR_RUNTIME_JSON" if named_by_environment else "Virgil's settings" if own else "the system"
    if arguments.json:
        rows = [
            asdict(report) | {"ready": report.ready, "active": manifest == active}
            for manifest, report in zip(manifests, reports, strict=True)
        ]
        print(json.dumps({"chosen_by": chosen_by, "runtimes": rows}, indent=1))
    elif not manifests:
        print(as_text(probe()))
    else:
        for manifest, report in zip(manifests, reports, strict=True):
            print(as_text(report, f"  <- active, chosen by {chosen_by}" if manifest == active else ""))
    ready = any(report.ready for manifest, report in zip(manifests, reports, strict=True) if manifest == active)
    return 0 if ready else 3


def choose(name: str) -> None:
    """Keeps the choice of a runtime for this app.

    Raises: UserError where there is no such runtime.
    """
    path = "" if name == SYSTEM else str(_manifest_named(name).path.resolve())
    write_setting(settings_file(), "headset.runtime", path)
    if os.environ.get(VARIABLE):
        print(f"{VARIABLE} is set in your environment and wins as long as it is.")


def _manifest_named(name: str) -> RuntimeManifest:
    known = installed_runtimes()
    path = Path(name).expanduser()
    found = next((m for m in known if name.lower() in (m.name.lower(), m.path.stem.lower())), None)
    if found is None and path.is_file():
        found = read_manifest(path)
    if found is None:
        near = [m for m in known if name.lower() in m.name.lower()]
        found = near[0] if len(near) == 1 else None
    if found is None:
        names = ", ".join(m.name for m in known) or "none"
        raise UserError(f"There is no runtime {name!r}", remedy=f"Known are: {names}. Or give its manifest file.")
    if found.problem:
        raise UserError(f"This runtime cannot be used: {found.problem}", where=Location(found.path))
    return found


def as_text(report: RuntimeReport, note: str = "") -> str:
    """A report for people."""
    if not report.installed and not report.manifest:
        return f"{report.problem}. {report.remedy}"
    lines = [f"{report.runtime or 'OpenXR runtime'} ({report.manifest}){note}"]
    for name, has in (("answers", report.answers), ("takes OpenGL", report.opengl), ("headset", report.headset)):
        lines.append(f"  {name:<14}{'yes' if has else 'no'}")
    if report.system:
        lines.append(f"  {'headset name':<14}{report.system}")
    if report.problem:
        lines.append(f"  {report.problem}. {report.remedy}")
    lines += [f"  no {extension}: {words}" for extension, words in report.lacks]
    return "\n".join(lines)
