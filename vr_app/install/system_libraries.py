"""The shared libraries and programs of the system that wheels do not carry, and how each distribution names them.

Only Linux lacks any: Windows and macOS bring theirs, and the wheels there carry PortAudio.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Manager = Literal["apt", "dnf", "pacman"]


@dataclass(frozen=True)
class Need:
    """Something the system must have.

    Attributes:
        what: a shared library's soname, a program's name, or a glob of files ("/...").
        purpose: a plain word for the person.
        apt, dnf, pacman: the package that brings it, "" where that distribution has none.
    """

    what: str
    purpose: str
    apt: str
    dnf: str
    pacman: str


APP_NEEDS = (
    Need("libEGL.so.1", "3D pictures", "libegl1", "mesa-libEGL", "libglvnd"),
    Need("libGL.so.1", "3D pictures", "libgl1", "mesa-libGL", "libglvnd"),
    Need("libOpenGL.so.0", "3D pictures", "libopengl0", "libglvnd-opengl", "libglvnd"),
    Need("/usr/share/glvnd/egl_vendor.d/*.json", "an OpenGL driver", "libegl-mesa0", "mesa-dri-drivers", "mesa"),
    Need("libxkbcommon.so.0", "the keyboard", "libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    Need("libxkbcommon-x11.so.0", "the keyboard", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    Need("libX11.so.6", "windows", "libx11-6", "libX11", "libx11"),
    Need("libX11-xcb.so.1", "windows", "libx11-xcb1", "libX11-xcb", "libx11"),
    Need("libxcb-cursor.so.0", "windows", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    Need("libxcb-icccm.so.4", "windows", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    Need("libxcb-image.so.0", "windows", "libxcb-image0", "xcb-util-image", "xcb-util-image"),
    Need("libxcb-keysyms.so.1", "windows", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    Need("libxcb-render-util.so.0", "windows", "libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    Need("libxcb-randr.so.0", "windows", "libxcb-randr0", "libxcb", "libxcb"),
    Need("libxcb-shape.so.0", "windows", "libxcb-shape0", "libxcb", "libxcb"),
    Need("libxcb-xkb.so.1", "windows", "libxcb-xkb1", "libxcb", "libxcb"),
    Need("libwayland-cursor.so.0", "windows", "libwayland-cursor0", "libwayland-cursor", "wayland"),
    Need("libwayland-egl.so.1", "windows", "libwayland-egl1", "libwayland-egl", "wayland"),
    Need("libdbus-1.so.3", "the desktop", "libdbus-1-3", "dbus-libs", "dbus"),
    Need("libglib-2.0.so.0", "the desktop", "libglib2.0-0", "glib2", "glib2"),
    Need("libfontconfig.so.1", "text", "libfontconfig1", "fontconfig", "fontconfig"),
    Need("libfreetype.so.6", "text", "libfreetype6", "freetype", "freetype2"),
    Need("/usr/share/fonts/**/*.[to]tf", "text", "fonts-dejavu-core", "dejavu-sans-fonts", "ttf-dejavu"),
    Need("libgomp.so.1", "the language model", "libgomp1", "libgomp", "gcc-libs"),
    Need("libportaudio.so.2", "sound", "libportaudio2", "portaudio", "portaudio"),
)

TEST_NEEDS = (
    Need("Xvfb", "tests of windows", "xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb"),
    Need("pulseaudio", "tests of sound", "pulseaudio", "pulseaudio", "pulseaudio"),
    Need("pactl", "tests of sound", "pulseaudio-utils", "pulseaudio-utils", "libpulse"),
    Need(
        "/usr/lib*/**/libasound_module_pcm_pulse.so",
        "tests of sound",
        "libasound2-plugins",
        "alsa-plugins-pulseaudio",
        "alsa-plugins",
    ),
    Need("mmdebstrap", "tests with an OpenXR runtime", "mmdebstrap", "", ""),
)

_TRY_TO_LOAD = """
import ctypes, json, sys
lacking = []
for name in json.loads(sys.argv[1]):
    try:
        ctypes.CDLL(name)
    except OSError:
        lacking.append(name)
print(json.dumps(lacking))
"""


def lacking_libraries(sonames: list[str]) -> set[str]:
    """Those that cannot be loaded here, tried in a child process so that none of them touches this one."""
    command = [sys.executable, "-I", "-S", "-c", _TRY_TO_LOAD, json.dumps(sonames)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return set(json.loads(done.stdout)) if done.returncode == 0 else set(sonames)


def lacking(needs: Iterable[Need]) -> list[Need]:
    """The needs this machine does not meet. Empty on Windows and macOS."""
    if not sys.platform.startswith("linux"):
        return []
    needs = list(needs)
    unloadable = lacking_libraries([need.what for need in needs if ".so." in need.what])
    return [need for need in needs if not _met(need, unloadable)]


def _met(need: Need, unloadable: set[str]) -> bool:
    if need.what.startswith("/"):
        return any(True for _ in Path("/").glob(need.what[1:]))
    if ".so." in need.what:
        return need.what not in unloadable
    return shutil.which(need.what) is not None


def package_manager(which: Callable[[str], str | None] = shutil.which) -> Manager | None:
    """The package manager of this system."""
    managers: tuple[tuple[str, Manager], ...] = (("apt-get", "apt"), ("dnf", "dnf"), ("pacman", "pacman"))
    return next((manager for program, manager in managers if which(program)), None)


def packages_for(needs: Iterable[Need], manager: Manager) -> list[str]:
    """Package names, each once, in order."""
    return list(dict.fromkeys(name for need in needs if (name := getattr(need, manager))))


def install_command(needs: Iterable[Need], manager: Manager, *, root: bool) -> list[str]:
    """The one command that brings what lacks."""
    packages = packages_for(needs, manager)
    start = {"apt": ["apt-get", "install", "-y", "--no-install-recommends"], "dnf": ["dnf", "install", "-y"]}
    command = start.get(manager, ["pacman", "-S", "--needed", "--noconfirm"])
    return [*([] if root else ["sudo"]), *command, *packages]
