"""`vr-app runtimes`: the OpenXR runtime of this machine and what it offers."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from vr_app.openxr.probe import RuntimeReport, probe


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON")


def run(arguments: argparse.Namespace) -> int:
    report = probe()
    print(json.dumps(asdict(report) | {"ready": report.ready}, indent=1) if arguments.json else as_text(report))
    return 0 if report.ready else 3


def as_text(report: RuntimeReport) -> str:
    """A report for people."""
    if not report.installed:
        return f"{report.problem}. {report.remedy}"
    lines = [f"{report.runtime or 'OpenXR runtime'} ({report.manifest})"]
    for name, has in (("answers", report.answers), ("takes OpenGL", report.opengl), ("headset", report.headset)):
        lines.append(f"  {name:<14}{'yes' if has else 'no'}")
    if report.system:
        lines.append(f"  {'headset name':<14}{report.system}")
    if report.problem:
        lines.append(f"  {report.problem}. {report.remedy}")
    return "\n".join(lines)
