"""Runs a command inside the Debian root, in namespaces of its own.

The working directory, this Python and a few more folders appear inside at their own paths; /tmp is empty; the network
is a loopback of its own (so that ports and X displays never clash); all that was started inside ends with the command.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import struct
import subprocess
import sys
import sysconfig
from pathlib import Path

INSIDE = "VR_APP_XR_SANDBOX"
"""Environment variable that is set inside."""


def command_line(root: Path, command: list[str], more_folders: list[Path]) -> list[str]:
    """The argument list that runs `command` inside `root`."""
    flags = ["--mount", "--pid", "--fork", "--kill-child", "--net", "--propagation", "private"]
    if os.geteuid() != 0:
        flags += ["--user", "--map-root-user"]
    plan = {"root": str(root), "folders": [str(f) for f in shown_folders(more_folders)], "command": command}
    plan["cwd"] = str(Path.cwd())
    return ["unshare", *flags, sys.executable, str(Path(__file__).resolve()), json.dumps(plan)]


def shown_folders(more: list[Path]) -> list[Path]:
    """Folders of this machine that appear inside, outermost first, each once."""
    repository = Path(__file__).resolve().parents[2]
    wanted = [Path.cwd(), repository, repository.parent / "shared", *python_folders(), *more]
    home = Path.home()
    wanted += [home / ".local/share/virgil", home / ".config/virgil", home / ".cache/virgil"]
    for name in ("VR_APP_DATA_DIR", "VR_APP_CONFIG_DIR", "HF_HOME"):
        if os.environ.get(name):
            wanted.append(Path(os.environ[name]))
    existing = sorted({folder.absolute() for folder in wanted if folder.exists()}, key=lambda folder: len(folder.parts))
    kept: list[Path] = []
    for folder in existing:
        if not any(folder.is_relative_to(outer) for outer in kept):
            kept.append(folder)
    return kept


def python_folders() -> list[Path]:
    """What the running Python and its environment need to be seen inside."""
    base, environment = Path(sys.base_prefix), Path(sys.prefix)
    folders = [environment] if environment != base else []
    if base != Path("/usr"):
        return [*folders, base]
    # The distribution's own Python: its parts only, as /usr of the Debian must stay.
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    names = [sysconfig.get_path("stdlib"), "/usr/lib/python3", f"/usr/bin/{version}", "/usr/bin/python3"]
    return [*folders, *map(Path, names)]


def inner(plan: dict) -> None:
    """The half that runs within the namespaces: puts a root together, changes to it, becomes the command."""
    stage = _stage(Path(plan["root"]))
    for name in ["/dev", "/sys", *plan["folders"]]:
        target = stage / name.lstrip("/")
        if not target.exists():
            folder = target if Path(name).is_dir() else target.parent
            folder.mkdir(parents=True, exist_ok=True)
            if folder != target:
                target.touch()
        _mount("--rbind", name, str(target))
    (stage / "proc").mkdir()
    _mount("-t", "proc", "proc", str(stage / "proc"))
    _loopback_up()
    os.chroot(stage)
    os.chdir(plan["cwd"])
    environment = dict(os.environ, TMPDIR="/tmp", PATH=f"{os.environ['PATH']}:/usr/local/bin:/usr/bin:/bin")
    environment[INSIDE] = "1"
    environment.pop("LD_LIBRARY_PATH", None)
    command = plan["command"]
    try:
        os.execvpe(command[0], command, environment)
    except OSError as error:
        sys.stderr.write(f"{command[0]}: {error.strerror}\n")
        sys.exit(127)


def _stage(root: Path) -> Path:
    """A new root in memory with the Debian's programs in it; nothing is ever written into the Debian itself."""
    stage = root / "mnt"
    _mount("-t", "tmpfs", "-o", "mode=755", "tmpfs", str(stage))
    for entry in sorted(root.iterdir()):
        if entry.is_symlink():
            (stage / entry.name).symlink_to(entry.readlink())
        elif entry.name in ("usr", "etc", "var"):
            (stage / entry.name).mkdir()
            _mount("--rbind", str(entry), str(stage / entry.name))
    for name, mode in (("tmp", 0o1777), ("tmp/.X11-unix", 0o1777), ("run", 0o755), ("root", 0o755)):
        (stage / name).mkdir()
        (stage / name).chmod(mode)
    return stage


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


def _loopback_up() -> None:
    """Sets the loopback interface's UP flag (SIOCGIFFLAGS, SIOCSIFFLAGS)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        request = struct.pack("16sh22x", b"lo", 0)
        _, flags = struct.unpack("16sh22x", fcntl.ioctl(handle, 0x8913, request))
        fcntl.ioctl(handle, 0x8914, struct.pack("16sh22x", b"lo", flags | 1))


if __name__ == "__main__":
    inner(json.loads(sys.argv[1]))
