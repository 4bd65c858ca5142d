"""Which OpenXR runtime is the active one on this machine: found the way the loader does, without loading it."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from vr_app.openxr.library_kind import foreign

REGISTRY_KEY = r"SOFTWARE\Khronos\OpenXR\1"

KNOWN_PLACES = (
    ".steam/steam/steamapps/common/SteamVR/steamxr_linux64.json",
    ".local/share/Steam/steamapps/common/SteamVR/steamxr_linux64.json",
    ".var/app/com.valvesoftware.Steam/.local/share/Steam/steamapps/common/SteamVR/steamxr_linux64.json",
)
"""Where runtimes lie on Linux that do not register themselves, below the home folder."""


@dataclass(frozen=True)
class RuntimeManifest:
    """The file that names a runtime.

    Attributes:
        path: of the manifest.
        name: as the manifest says, else made from the library's file name.
        problem: why it cannot be used, in plain words, "" where it can.
    """

    path: Path
    name: str
    problem: str = ""


def find_runtime(
    environment: Mapping[str, str] | None = None,
    system: str = sys.platform,
    read_registry: Callable[[], str | None] | None = None,
) -> RuntimeManifest | None:
    """The active runtime's manifest, or None where no runtime is installed.

    Args:
        environment: instead of `os.environ`.
        system: instead of `sys.platform`.
        read_registry: instead of asking Windows' registry for the active runtime.
    """
    environment = os.environ if environment is None else environment
    chosen = environment.get("XR_RUNTIME_JSON")
    if chosen:
        return read_manifest(Path(chosen))
    if system == "win32":
        active = (read_registry or _active_runtime_of_windows)()
        return read_manifest(Path(active)) if active else None
    for path in candidates(environment):
        if path.is_file():
            return read_manifest(path)
    return None


def installed_runtimes(
    environment: Mapping[str, str] | None = None,
    system: str = sys.platform,
    list_registry: Callable[[], list[str]] | None = None,
) -> list[RuntimeManifest]:
    """All runtimes that are known on this machine, the active one first, each once.

    Args:
        environment: instead of `os.environ`.
        system: instead of `sys.platform`.
        list_registry: instead of asking Windows' registry for what is installed.
    """
    environment = os.environ if environment is None else environment
    active = find_runtime(environment, system)
    if system == "win32":
        paths = [Path(path) for path in (list_registry or _installed_on_windows)()]
    else:
        paths = [path for folder in _shared_folders(environment) for path in sorted(folder.glob("*.json"))]
        home = environment.get("HOME", "")
        paths += [path for place in KNOWN_PLACES if home and (path := Path(home) / place).is_file()]
    found = {active.path.resolve(): active} if active is not None else {}
    for path in paths:
        found.setdefault(path.resolve(), read_manifest(path))
    return list(found.values())


def _shared_folders(environment: Mapping[str, str]) -> Iterator[Path]:
    home = environment.get("HOME", "")
    data = [environment.get("XDG_DATA_HOME") or (f"{home}/.local/share" if home else "")]
    data += (environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    for folder in dict.fromkeys(folder for folder in data if folder):
        yield Path(folder) / "openxr" / "1"


def candidates(environment: Mapping[str, str], machine: str = "") -> Iterator[Path]:
    """Where manifests may lie on Linux, in the loader's order."""
    home = environment.get("HOME", "")
    folders = [environment.get("XDG_CONFIG_HOME") or (f"{home}/.config" if home else "")]
    folders += (environment.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":")
    folders += ["/usr/local/etc", "/etc"]
    for folder in dict.fromkeys(folder for folder in folders if folder):
        for name in (f"active_runtime.{machine or platform.machine()}.json", "active_runtime.json"):
            yield Path(folder) / "openxr" / "1" / name


def read_manifest(path: Path) -> RuntimeManifest:
    """Reads a manifest; what is wrong with it stands in `problem`."""
    try:
        runtime = json.loads(path.read_text(encoding="utf-8"))["runtime"]
        library = str(runtime["library_path"])
    except OSError as error:
        return RuntimeManifest(path, path.stem, f"{path} cannot be read ({error.strerror})")
    except (ValueError, KeyError, TypeError):
        return RuntimeManifest(path, path.stem, f"{path} is not a runtime manifest")
    name = str(runtime.get("name") or Path(library.replace("\\", "/")).stem.removeprefix("lib"))
    # A bare file name is left to the system's search path; a relative path counts from the manifest.
    if "/" in library or "\\" in library:
        located = path.resolve().parent / library
        if not located.exists():
            return RuntimeManifest(path, name, f"{path} names a library that is not there ({located})")
        if other := foreign(located):
            return RuntimeManifest(path, name, f"{path} is a runtime for other programs than this one ({other})")
    return RuntimeManifest(path, name)


def reason(error: Exception) -> str:
    """Why the loader could not be loaded, in words (it has none for systems that it was never made for)."""
    return str(error) or "there is no OpenXR loader for it"


def _active_runtime_of_windows() -> str | None:
    if sys.platform != "win32":
        return None
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, REGISTRY_KEY) as key:
            return str(winreg.QueryValueEx(key, "ActiveRuntime")[0])
    except OSError:
        return None


def _installed_on_windows() -> list[str]:
    """Those that registered themselves and are not switched off (a value of 0 means on)."""
    if sys.platform != "win32":
        return []
    import winreg

    paths: list[str] = []
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, REGISTRY_KEY + r"\AvailableRuntimes") as key:
            for number in range(winreg.QueryInfoKey(key)[1]):
                name, switched_off, _ = winreg.EnumValue(key, number)
                if not switched_off:
                    paths.append(name)
    except OSError:
        return paths
    return paths
