"""`python tools/openxr-sandbox make|check|run`: a real OpenXR runtime on a machine without headset. See README.md."""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
import time
from pathlib import Path

import debian_root
import namespace
from debian_root import SandboxMissingError
from monado import Monado
from screen import VirtualScreen


def main(arguments: list[str]) -> int:
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    options = parse(arguments)
    root = debian_root.root_path()
    try:
        if options.verb == "check":
            missing = debian_root.what_is_missing(root)
            print(missing or "Monado can run here.")
            return 3 if missing else 0
        if options.verb == "make":
            if debian_root.is_native():
                print("Monado is installed on this machine: nothing to make.")
            else:
                debian_root.make(root)
            return 0
        return run(options, root)
    except SandboxMissingError as error:
        print(error, file=sys.stderr)
        return 3


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python tools/openxr-sandbox", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("make", help="make the Debian root that has Monado (once)")
    verbs.add_parser("check", help="say whether a command could run now, and what is missing")
    run_parser = verbs.add_parser("run", help="run a command beside a Monado service")
    run_parser.add_argument(
        "--output", choices=["null", "window", "none"], help="none: the command starts Monado itself"
    )
    run_parser.add_argument("--devices", choices=["remote", "simulated"], default="remote")
    run_parser.add_argument("--screenshot", type=Path, metavar="FILE.png", help="picture of what the wearer sees")
    run_parser.add_argument("--desktop", type=Path, metavar="FILE.png", help="picture of the command's own desktop")
    run_parser.add_argument("--after", type=float, default=5.0, metavar="SECONDS", help="when to take them (default 5)")
    run_parser.add_argument("--show", type=Path, action="append", default=[], metavar="FOLDER", help="also seen inside")
    run_parser.add_argument("command", nargs=argparse.REMAINDER, metavar="-- COMMAND")
    options = parser.parse_args(arguments)
    if options.verb == "run":
        options.command = [part for i, part in enumerate(options.command) if i or part != "--"]
        if not options.command:
            parser.error("run needs a command after --")
        pictures = options.screenshot or options.desktop
        options.output = options.output or ("window" if pictures else "null")
        if pictures and options.output != "window":
            parser.error("--screenshot and --desktop need --output window")
    return options


def run(options: argparse.Namespace, root: Path) -> int:
    """Enters the sandbox where that is needed, then runs the command beside Monado. Returns its exit status."""
    if debian_root.is_native():
        return beside_monado(options)
    if namespace.INSIDE in os.environ:
        raise SandboxMissingError("There is no Monado inside the sandbox: remove it and run `make` again.")
    if not debian_root.is_made(root):
        debian_root.make(root)
    missing = debian_root.what_is_missing(root)
    if missing:
        raise SandboxMissingError(missing)
    again = [sys.executable, str(Path(__file__).resolve().parent), *sys.argv[1:]]
    folders = list(options.show)
    for picture in filter(None, (options.screenshot, options.desktop)):
        picture.resolve().parent.mkdir(parents=True, exist_ok=True)
        folders.append(picture.resolve().parent)
    inside = options.command if options.output == "none" else again
    return subprocess.run(namespace.command_line(root, inside, folders), check=False).returncode


def beside_monado(options: argparse.Namespace) -> int:
    if options.output == "none":
        return subprocess.run(options.command, check=False).returncode
    if options.output == "null":
        with Monado(devices=options.devices) as service:
            return subprocess.run(
                options.command, env=os.environ | service.client_environment(), check=False
            ).returncode
    with (
        VirtualScreen() as headset,
        VirtualScreen(1600, 900) as desktop,
        Monado(devices=options.devices, output="window", display=headset.display) as service,
    ):
        environment = os.environ | service.client_environment() | {"DISPLAY": desktop.display}
        child = subprocess.Popen(options.command, env=environment)
        wanted = {screen: path for screen, path in ((headset, options.screenshot), (desktop, options.desktop)) if path}
        taken = not wanted or _pictures_during(child, wanted, options.after)
        status = child.wait()
        if not taken:
            print(f"The command ended within {options.after} s, before a picture was taken.", file=sys.stderr)
        return status or (0 if taken else 1)


def _pictures_during(child: subprocess.Popen, wanted: dict[VirtualScreen, Path], after_s: float) -> bool:
    """Photographs the screens while the command runs; False where it ended too soon."""
    deadline_s = time.monotonic() + after_s
    while time.monotonic() < deadline_s:
        if child.poll() is not None:
            return False
        time.sleep(0.05)
    for screen, path in wanted.items():
        screen.screenshot(path)
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
