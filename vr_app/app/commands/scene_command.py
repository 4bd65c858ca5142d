"""`vr-app scene check|render|new|pack|unpack|export|migrate`: the creator's tools."""

from __future__ import annotations

import argparse
import json
import math
import queue
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from vr_app.app.commands import scene_edit, scene_share
from vr_app.app.commands.check_worker import CheckWorker
from vr_app.app.commands.run_command import picture_size
from vr_app.app.places import find_scene
from vr_app.kernel.errors import Location, UserError

CHECKED_AT_ONCE = 2
MOST_OF_A_KIND = 10
"""Findings of one code that people are shown; `--json` has all."""
MOST_OF_A_KEY = 2
"""Of more of one code for one key, as of the many that a `count` makes, the first is shown and the rest counted."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    checker = actions.add_parser("check", help="what is wrong, with file and line")
    checker.add_argument("paths", nargs="+", metavar="PATH", help="scene folders, .glb, .gltf or .vrm files")
    checker.add_argument("--json", action="store_true", help="one line of JSON per path")
    drawer = actions.add_parser("render", help="a picture, without any screen")
    drawer.add_argument("path", metavar="PATH", help="a scene folder, .glb, .gltf or .vrm file")
    drawer.add_argument("-o", "--out", type=Path, required=True, metavar="FILE.png")
    drawer.add_argument(
        "--camera", type=Path, metavar="FILE", help='JSON: {"at": [x,y,z], "look_at": ..., "fov_deg": 55}'
    )
    drawer.add_argument("--shot", metavar="NAME", help="a camera named in scene.toml or the model")
    drawer.add_argument("--time", type=float, default=0.0, metavar="S", help="seconds into animations and idle life")
    drawer.add_argument("--size", metavar="WxH", default="960x540")
    drawer.add_argument("--eye", choices=("left", "right", "both"), default="middle", help="of a pair, for a headset")
    drawer.add_argument(
        "--first-person", action="store_true", help="a .vrm figure as the one who wears it sees it, without its head"
    )
    drawer.add_argument("--quality", choices=("low", "high"), default="high")
    scene_share.add_arguments(actions)
    scene_edit.add_arguments(actions)


def run(arguments: argparse.Namespace) -> int:
    own = {"check": _check, "render": _render, "edit": scene_edit.edit}
    return (own | scene_share.ACTIONS)[arguments.action](arguments)


# ---------------------------------------------------------------------- check


def _check(arguments: argparse.Namespace) -> int:
    paths = [_scene_or_file(word) for word in arguments.paths]
    at_once = min(CHECKED_AT_ONCE, len(paths))
    idle: queue.SimpleQueue[CheckWorker] = queue.SimpleQueue()
    workers = [CheckWorker() for _ in range(at_once)]
    for worker in workers:
        idle.put(worker)

    def check(path: Path) -> dict[str, Any]:
        worker = idle.get()
        try:
            return worker.check(path)
        finally:
            idle.put(worker)

    all_well = True
    try:
        with ThreadPoolExecutor(at_once) as pool:
            for report in pool.map(check, paths):
                all_well &= report["ok"]
                print(json.dumps(report) if arguments.json else as_text(report), flush=True)
    finally:
        for worker in workers:
            worker.close()
    return 0 if all_well else 1


def as_text(report: dict[str, Any]) -> str:
    """A report for people."""
    where = report["path"]
    lines = [f"{where}: {'in order' if report['ok'] else 'has errors'} ({report['seconds']:.1f} s)"]
    for kind in ("errors", "warnings"):
        seen: dict[str, int] = {}
        alike = Counter((finding["code"], finding["pointer"]) for finding in report[kind] if finding["pointer"])
        told: set[tuple[str, str]] = set()
        for finding in report[kind]:
            key = (finding["code"], finding["pointer"])
            if alike[key] > MOST_OF_A_KEY and key in told:
                continue
            told.add(key)
            seen[finding["code"]] = seen.get(finding["code"], 0) + 1
            if seen[finding["code"]] > MOST_OF_A_KIND:
                continue
            column = f":{finding['column']}" if finding.get("column") else ""
            place = f"scene.toml:{finding['line']}{column}: " if finding.get("page") and finding["line"] else ""
            place = place or (f"line {finding['line']}: " if finding["line"] else "")
            more = f" ({alike[key] - 1} more like it there)" if alike[key] > MOST_OF_A_KEY else ""
            lines.append(f"  {kind[:-1]} {finding['code']}: {place}{finding['message']}{more}")
        for code, count in seen.items():
            if count > MOST_OF_A_KIND:
                lines.append(f"  {kind[:-1]} {code}: ... and {count - MOST_OF_A_KIND} more")
    return "\n".join(lines)


def _scene_or_file(word: str) -> Path:
    path = Path(word).expanduser()
    if path.exists() or path.suffix:
        return path
    try:
        return find_scene(word)
    except UserError:
        return path


# ---------------------------------------------------------------------- render


def _render(arguments: argparse.Namespace) -> int:
    from vr_app.app.still_picture import picture_of

    path = _scene_or_file(arguments.path)
    size = picture_size(arguments.size)
    assert size is not None
    camera = _camera(arguments.camera) if arguments.camera else None
    notes = picture_of(
        path,
        arguments.out,
        size=size,
        camera=camera,
        shot=arguments.shot,
        time_s=arguments.time,
        high=arguments.quality == "high",
        eye=arguments.eye,
        first_person=arguments.first_person,
    )
    for note in notes:
        print(f"  ({note})")
    print(arguments.out)
    return 0


def _camera(path: Path) -> dict[str, Any]:
    """Raises: UserError naming the file and what is wrong in it."""
    remedy = 'Write {"at": [0, 1.6, 4], "look_at": [0, 1.4, 0], "fov_deg": 55}.'
    try:
        entry = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(f"This camera cannot be read: {error}", where=Location(path), remedy=remedy) from error
    if not isinstance(entry, dict):
        raise UserError("This camera is no JSON object", where=Location(path), remedy=remedy)
    for key in ("at", "look_at"):
        value = entry.get(key)
        good = isinstance(value, list) and len(value) == 3 and all(_finite(v) for v in value)
        if not good:
            raise UserError(f'"{key}" must be three numbers', where=Location(path), remedy=remedy)
    fov = entry.setdefault("fov_deg", 55)
    if not _finite(fov) or not 5 <= fov <= 150:
        raise UserError('"fov_deg" must be 5 to 150', where=Location(path), remedy=remedy)
    return entry


def _finite(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
