"""The folder with a small Debian that has Monado in it: made once, used by every run."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path

log = logging.getLogger(__name__)

SUITE = "trixie"
"""The first Debian release that ships Monado."""

# fmt: off
PACKAGES = [
    "ca-certificates", "monado-service", "monado-cli", "libopenxr1-monado", "mesa-vulkan-drivers", "libgl1-mesa-dri",
    "libglx-mesa0", "libegl-mesa0", "libegl1", "libgl1", "libopengl0", "xvfb", "xauth", "imagemagick", "x11-utils",
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-render-util0", "libxcb-shape0",
    "libxcb-xkb1", "libxkbcommon-x11-0", "libxkbcommon0", "libdbus-1-3", "libfontconfig1", "fonts-dejavu-core",
    "libportaudio2", "libpulse0", "libsndfile1", "libgomp1", "libsqlite3-0", "libffi8", "libbz2-1.0", "liblzma5",
    "libreadline8t64", "libssl3t64", "libexpat1", "libuuid1", "procps", "git",
]
# fmt: on


PLACES_FOR_PYTHON = (
    'cd "$1/usr" && mkdir -p lib/python3 lib/python3.11 lib/python3.12 lib/python3.13 && '
    "touch bin/python3 bin/python3.11 bin/python3.12 bin/python3.13"
)
"""Where the machine's own Python appears inside, if it is the distribution's."""


class SandboxMissingError(Exception):
    """The sandbox cannot be used here; the text says what to install or run."""


def root_path() -> Path:
    """Where the root lies: $VR_APP_XR_ROOT, else the user's cache folder."""
    chosen = os.environ.get("VR_APP_XR_ROOT")
    if chosen:
        return Path(chosen)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "vr_app" / "xr-root"


def is_native() -> bool:
    """True where this machine (or the sandbox we are already in) has Monado itself."""
    return shutil.which("monado-service") is not None and manifest_path().is_file()


def manifest_path() -> Path:
    """Monado's runtime manifest, at the place where Debian and Ubuntu put it."""
    return Path("/usr/share/openxr/1/openxr_monado.json")


def is_made(root: Path) -> bool:
    return (root / "usr/bin/monado-service").is_file()


def what_is_missing(root: Path) -> str:
    """What keeps the sandbox from running now, as one sentence; "" where nothing does."""
    if is_native():
        return ""
    if not sys.platform.startswith("linux"):
        return "Monado runs on Linux only."
    if shutil.which("unshare") is None:
        return "The program unshare is missing: install the package util-linux."
    if not is_made(root):
        return "No Monado here: run `python tools/openxr-sandbox make` (170 MB to fetch, 0.9 GB of disk)."
    if not may_enter():
        return "Entering the sandbox needs root, or a kernel that lets users have namespaces (`unshare -Ur true`)."
    return ""


def may_enter() -> bool:
    """True where this user can make mount namespaces."""
    if os.geteuid() == 0:
        return True
    return subprocess.run(["unshare", "-Ur", "--mount", "true"], capture_output=True, check=False).returncode == 0


def make(root: Path) -> None:
    """Makes the root, unless it is there already.

    Raises: SandboxMissingError with what to do where it cannot be made.
    """
    if is_made(root):
        log.info("%s is already there", root)
        return
    if not sys.platform.startswith("linux"):
        raise SandboxMissingError("Monado runs on Linux only.")
    _need_mmdebstrap()
    unfinished = root.with_name(root.name + ".unfinished")
    root.parent.mkdir(parents=True, exist_ok=True)
    if unfinished.exists():
        log.info("removing what an interrupted run left")
        shutil.rmtree(unfinished)
    log.info("making %s: about 3 minutes, 170 MB to fetch, 0.9 GB of disk", root)
    mode = "root" if os.geteuid() == 0 else "unshare"
    command = ["mmdebstrap", f"--mode={mode}", "--variant=apt", "--components=main"]
    command += [f"--include={','.join(PACKAGES)}", f"--customize-hook={PLACES_FOR_PYTHON}", SUITE, str(unfinished)]
    if subprocess.run(command, check=False).returncode != 0:
        raise SandboxMissingError("mmdebstrap failed (its messages are above). Mend that and run `make` again.")
    unfinished.rename(root)
    log.info("%s is ready", root)


def _need_mmdebstrap() -> None:
    """Makes sure that a Debian can be made; without root that takes the program newuidmap too."""
    needed = {"mmdebstrap": "mmdebstrap"} if os.geteuid() == 0 else {"mmdebstrap": "mmdebstrap", "newuidmap": "uidmap"}
    missing = [package for program, package in needed.items() if not shutil.which(program)]
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        log.info("installing %s", " ".join(missing))
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        if subprocess.run(install, check=False).returncode == 0:
            return
    if missing:
        others = " (with dnf: mmdebstrap shadow-utils)"
        raise SandboxMissingError(f"{' and '.join(missing)} missing: `sudo {' '.join(install)}`{others}, then again.")
