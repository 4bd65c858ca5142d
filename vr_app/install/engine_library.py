"""llama.cpp's own library for this machine: fetched as one verified archive, unpacked into the data folder.

The archive is the prebuilt library of node-llama-cpp (MIT), from the public npm registry, in one pinned version whose
sha512 stands here. It brings the arithmetic for every processor of its kind and takes the best one at run time.
Without it everything works too, only slower.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import io
import platform
import shutil
import tarfile
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from vr_app.install.npm_registry import registry_address
from vr_app.install.source import Progress, SourceError, need_room, need_writable, writing_failed

VERSION = "0.4.0"
_PACKAGE_VERSION = "3.21.1"
_CHUNK = 1 << 18
_TRIES = 3
_LIBRARIES = (".so", ".dll", ".dylib")
_UNUSED = ("llama-addon", "llama-common", "libllama-common")
_UNPACKED_BYTES = 60_000_000


@dataclass(frozen=True)
class LibraryBuild:
    """The archive for one kind of machine.

    Attributes:
        name: of the package within its scope ("linux-x64").
        size_bytes: of the archive, exact.
        sha512: base64, as the registry publishes it.
    """

    name: str
    size_bytes: int
    sha512: str

    @property
    def path(self) -> str:
        """Where a registry has it."""
        return f"/@node-llama-cpp/{self.name}/-/{self.name}-{_PACKAGE_VERSION}.tgz"


BUILDS: dict[tuple[str, str], LibraryBuild] = {
    ("Linux", "x86_64"): LibraryBuild(
        "linux-x64",
        10_582_760,
        "Totj6RTDMGo3FoK2yNUaz/oGmZD0olAqTrRluFUWmu0kW2i9TOzHSW0OWCAiGkzRCVX0WsU2CyUQo/W2NYtdPA==",
    ),
    ("Linux", "aarch64"): LibraryBuild(
        "linux-arm64",
        7_213_055,
        "eI3anSEGzJiwF2rpMpZVTdHzw47LztbvfvuRzlu/fPO18ROnBOd+75RPUBlV6qENPpmNtbov85+3VODwEwBurg==",
    ),
    ("Windows", "AMD64"): LibraryBuild(
        "win-x64",
        9_787_045,
        "JcIpCnra7bAd7JNWA8ehdn2DIRaTMuj+fBC8bw+5rKSNzszWFbuj2XA05c5QHovonDMBLN1ePXE/hcfZtzXoUQ==",
    ),
    ("Windows", "ARM64"): LibraryBuild(
        "win-arm64",
        4_606_830,
        "/UDR7Y0B8iKfc/tqxBmWkcgRdZQ9Wrkwod7fYl4J6iZXcTIj286RkHvZSED7VMY67TrcUXVvxJVMNFtmjeYnDg==",
    ),
    ("Darwin", "arm64"): LibraryBuild(
        "mac-arm64-metal",
        4_858_447,
        "6MIDAZV7DXD9R1+jEXWJkFuolni3GATGE6mmuyFYc6ZmtOh9djAy15df0T0AXK3sCmVKL+fQcOAWZezxx4MvQQ==",
    ),
}


def build_for(system: str = "", machine: str = "") -> LibraryBuild | None:
    """The archive for a machine as `platform.system()` and `platform.machine()` name it; None where there is none."""
    return BUILDS.get((system or platform.system(), machine or platform.machine()))


def library_folder(data: Path, build: LibraryBuild | None = None) -> Path | None:
    """Where the library lies, or None where it is not installed. A folder of that name is always whole."""
    build = build or build_for()
    folder = _folder(data, build) if build else None
    return folder if folder and folder.is_dir() else None


def fetch_library(data: Path, build: LibraryBuild, progress: Progress, *, registry: str = "") -> Path:
    """Makes the library present.

    Args:
        data: the product's data folder.
        registry: address of the npm registry; "" asks npm.

    Returns: its folder.

    Raises:
        SourceError: the registry does not answer, or sends other bytes.
        UserError: the disk is full or may not be written.
    """
    target = _folder(data, build)
    need_writable(target.parent)
    need_room(target.parent, _UNPACKED_BYTES)
    address = (registry or registry_address()).rstrip("/") + build.path
    archive = _download(address, build, progress)
    if base64.b64encode(hashlib.sha512(archive).digest()).decode() != build.sha512:
        raise SourceError("the registry sent a llama.cpp library with another sha512 than the catalogue's")
    part = target.with_name(target.name + ".part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        _unpack(archive, part)
        shutil.rmtree(target, ignore_errors=True)
        part.rename(target)
        for older in target.parent.glob("llama.cpp-*"):
            if older != target:
                shutil.rmtree(older, ignore_errors=True)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise writing_failed(error, part) from error
    return target


def _folder(data: Path, build: LibraryBuild) -> Path:
    return data / "engine" / f"llama.cpp-{VERSION}-{build.name}"


def _download(address: str, build: LibraryBuild, progress: Progress) -> bytes:
    reason = ""
    for _ in range(_TRIES):
        try:
            with urllib.request.urlopen(address, timeout=20) as response:
                archive = io.BytesIO()
                while (chunk := response.read(_CHUNK)) and archive.tell() <= build.size_bytes:
                    archive.write(chunk)
                    progress("llama.cpp", archive.tell(), build.size_bytes)
            if archive.tell() == build.size_bytes:
                return archive.getvalue()
            reason = "it broke off" if archive.tell() < build.size_bytes else "it sent too much"
        except (urllib.error.URLError, OSError, http.client.HTTPException) as error:
            reason = str(getattr(error, "reason", None) or error)
    raise SourceError(f"the llama.cpp library could not be fetched from the npm registry ({reason})")


def _unpack(archive: bytes, folder: Path) -> None:
    """Writes the shared libraries and the licence, by their bare names: an archive cannot write anywhere else."""
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as packed:
        for member in packed:
            name = PurePosixPath(member.name)
            wanted = name.suffix in _LIBRARIES and not name.name.startswith(_UNUSED)
            source = packed.extractfile(member) if member.isfile() and (wanted or name.name == "LICENSE") else None
            if source is not None:
                (folder / name.name).write_bytes(source.read())
