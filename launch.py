"""Sets Virgil up on first run and starts it: `python3 launch.py [COMMAND...]` (`py launch.py` on Windows).

Standard library only. Makes `.venv` beside this file, installs the tested versions named in `constraints.txt`, calls
`vr-app setup` (system libraries, models, voices) and hands over to `vr-app COMMAND...` (`run` where none is given).
`--yes` first answers the one question it asks (may it download?). Interrupted, it goes on where it stopped; a stamp in
`.venv` lets a later start go straight to the app.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST, NEWEST = (3, 11), (3, 13)
WITHOUT_MODELS = ("setup", "doctor", "model", "voice", "runtimes", "--version")
"""Commands that must work before models are there."""


def suitable_version(version: tuple[int, int]) -> bool:
    return OLDEST <= version <= NEWEST


def other_python() -> str | None:
    """Another interpreter on this machine that will do, newest first."""
    import shutil

    names = (f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1))
    return next((found for name in names if (found := shutil.which(name))), None)


def start(command: list[str]) -> int:
    """Becomes the command (POSIX), or runs it to its end and passes its exit code on (Windows)."""
    if os.name != "nt":
        os.execv(command[0], command)
    with subprocess.Popen(command) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:  # the child got it too and decides
                continue


def main(arguments: list[str]) -> int:
    if not suitable_version(sys.version_info[:2]):
        found = other_python()
        if found:
            return start([found, str(Path(__file__).resolve()), *arguments])
        have = f"{sys.version_info[0]}.{sys.version_info[1]}"
        print(f"Virgil needs Python 3.11, 3.12 or 3.13; this is {have}. Install one and start launch.py with it.")
        return 3
    sys.path.insert(0, str(ROOT))
    from vr_app.install.stamp import Stamp

    yes = arguments[:1] == ["--yes"]
    arguments = arguments[1:] if yes else arguments
    stamp = Stamp(ROOT)
    profile = "test" if arguments[:1] == ["test"] else "app"
    only_packages = bool(arguments) and arguments[0] in WITHOUT_MODELS
    if not (stamp.packages_fresh(profile) if only_packages else stamp.fresh(profile)):
        if arguments[:1] in (["-h"], ["--help"]):
            print(__doc__)
            return 0
        from vr_app.install.bootstrap import set_up

        code = set_up(stamp, profile, yes=yes, only_packages=only_packages)
        if code != 0:
            return code
    return start([str(stamp.python), "-m", "vr_app.app.main", *(arguments or ["run"])])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
